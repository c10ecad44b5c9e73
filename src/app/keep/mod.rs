//! Sharing and keeping: the form follows into the page's address and into a draft, and comes back from there. Both are the
//! same link ([`hook_builder::exchange::link`]), which holds no secret: while one stands in the form, neither is written.
//!
//! Two tabs have one draft. A tab writes it only over what it has read or written there itself; else it says that there is
//! another one, and a person decides.

pub mod origin;
#[cfg(target_arch = "wasm32")]
mod start;
mod token;
mod view;

pub use origin::Origin;
#[cfg(target_arch = "wasm32")]
pub use start::{found_apis, start};
pub use token::{TOKEN, forget, show, typed};
pub use view::{draft, notice, share, tick};

use std::time::Duration;

use hook_builder::devopness::endpoint::Api;
use hook_builder::exchange::link::{self, LinkFault};
use hook_builder::form::field::Field;
use hook_builder::form::values::FormValues;
use hook_builder::page::shared::Shared;
use leptos::prelude::{set_timeout, window};
use wasm_bindgen::JsValue;

use super::later;
use super::part::Part;
use super::state::{Model, Page};
use super::storage::{local, read, write};

/// The draft: a link.
pub const DRAFT: &str = "hook-builder.draft";
/// Whether there are to be drafts: only `off` is kept.
pub const DRAFTS: &str = "hook-builder.drafts";
/// How long after the last change the form is written. Safari allows a page a hundred new addresses in 30 seconds.
const PAUSE: Duration = Duration::from_millis(300);

/// What somebody presses about keeping.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Press {
    /// Copy the link.
    Share,
    /// Keep drafts from now on, or no longer.
    Drafts,
    /// Show a fresh form.
    StartOver,
    /// Show the form again that another one has taken the place of.
    Undo,
    /// Write this tab's form over the draft.
    KeepMine,
    /// Show the draft in place of this tab's form.
    TakeOther,
    /// Choose the API that the link names.
    UseApi,
    /// Forget it.
    StayHere,
    /// Show the form that was put into the address.
    ShowOffered,
    /// The form was looked at.
    Looked,
    /// Say nothing any more.
    Close,
}

/// What is remembered of sharing and keeping.
#[derive(Default)]
pub struct Keep {
    /// What is said about it.
    pub notice: Option<Notice>,
    /// Whether there are no drafts.
    pub off: bool,
    /// Whether the token is kept until the tab closes.
    pub token: bool,
    /// What the tab had kept of a token when the page was loaded.
    pub kept_token: Option<String>,
    /// The form that another one has taken the place of.
    pub replaced: (FormValues, Option<Origin>),
    /// The draft as this tab has read or written it.
    pub known: Option<String>,
    /// What was written, or read: a link, unless the form must not be one.
    pub written: Option<String>,
    /// The API that a link names, with the base URL of another one, while it is not the form's.
    pub wanted: Option<(Api, String)>,
    /// Whether it is chosen as soon as the page has it.
    pub agreed: bool,
}

/// What is said about keeping.
#[derive(Clone, PartialEq)]
pub enum Notice {
    /// The form comes from the draft.
    Draft,
    /// The address holds a link that cannot be read.
    Fault(LinkFault),
    /// There is a draft that is not of this tab.
    Other,
    /// Another form is shown now.
    Replaced(&'static str),
    /// The link names another API, which is called only when a person wants it.
    Api,
    /// A link was put into the address while a token is here.
    Offered(String),
}

/// Says something, or nothing any more. What is said, and what can be pressed there, is in the exchange.
pub fn say(page: Page, notice: Option<Notice>) {
    if notice.is_some() {
        later::prepare(page, Part::Exchange);
    }
    page.update(|model| model.keep.notice = notice);
}

/// The form was changed: it will be written once that is over for a moment.
pub fn changed(page: Page) {
    let plan = page.peek(|model| Shared::from(model.plan.clone()));
    set_timeout(
        move || {
            if page.peek(|model| Shared::from(model.plan.clone()) == plan) {
                // Which shows what an address may mean as well, and what the form has no words for.
                if page.peek(|model| model.plan.doubt.is_some() || !model.form.conditions.is_empty()) {
                    later::prepare(page, Part::Exchange);
                }
                flush(page);
            }
        },
        PAUSE,
    );
}

/// Writes what is not written yet.
pub fn flush(page: Page) {
    if page.peek(|model| model.keep.written != model.link().ok()) {
        write_all(page);
    }
}

/// Writes the form into the address and into the draft. A fresh form has neither.
pub fn write_all(page: Page) {
    let Some(link) = write_address(page) else { return };
    let (known, off) = page.peek(|model| (model.keep.known.clone(), model.keep.off));
    page.update(|model| model.keep.written = model.link().ok());
    if off {
        return;
    }
    let draft = (link != link::FRESH).then(|| page.peek(|model| origin::with(&link, model.origin())));
    let kept = read(local(), DRAFT);
    if kept.is_some() && kept != known && kept != draft {
        return say(page, Some(Notice::Other));
    }
    write(local(), DRAFT, draft.as_deref());
    page.update(|model| model.keep.known = draft);
    if page.peek(|model| matches!(model.keep.notice, Some(Notice::Draft | Notice::Other))) {
        say(page, None);
    }
}

/// Writes the form into the address, and gives it back as a link.
fn write_address(page: Page) -> Option<String> {
    let link = match page.peek(Model::link) {
        Ok(link) => link,
        // What was written before the token was known to be one must go.
        Err(_) if page.peek(Model::holds_token) => link::FRESH.into(),
        Err(_) => return None,
    };
    // The state tells the page's own addresses from those that somebody brings, and where their forms come from.
    let state = page.peek(|model| model.origin().map_or(JsValue::TRUE, |origin| origin.word().into()));
    let form = (link != link::FRESH).then_some(link.as_str());
    let location = window().location();
    if let Ok(history) = window().history()
        && (location.hash().ok().as_deref() != Some(form.unwrap_or_default())
            || form.is_some() && history.state().as_ref() != Ok(&state))
    {
        // Without a fragment.
        let address = [location.pathname(), location.search()].into_iter().flatten().collect::<String>();
        let _ = history.replace_state_with_url(&state, "", Some(form.unwrap_or(&address)));
    }
    Some(link)
}

/// Somebody has looked at the form. A draft of it that this tab has written is written anew.
pub fn looked(page: Page) {
    page.update(|model| model.set_origin(None));
    let is_ours = page.peek(|model| model.keep.known.is_some() && model.keep.known == read(local(), DRAFT));
    if is_ours { write_all(page) } else { drop(write_address(page)) }
}

/// Shows a form that stood in the address or in a draft. `own` is where it came from when the page itself has written it
/// there, and none where somebody else has. An API besides the two official ones waits: for its address, which the page may
/// have to look for, and where somebody else has named it, for a person to agree.
pub fn open(page: Page, mut form: FormValues, own: Option<Option<Origin>>) -> (FormValues, Option<Origin>) {
    let official = matches!(form.api, Api::Production | Api::Staging);
    let foreign = own.is_none();
    let other = if foreign { std::mem::take(&mut form.api_other) } else { form.api_other.clone() };
    let wanted = if official { None } else { Some((std::mem::replace(&mut form.api, Api::Production), other)) };
    let is_fresh = link::render(&form) == link::FRESH;
    let origin = own.unwrap_or_else(|| (!is_fresh).then_some(Origin::Link));
    let mut before = Default::default();
    page.update(|model| {
        before = model.open(form, origin);
        model.keep.written = model.link().ok();
        model.keep.agreed = !foreign;
        model.keep.wanted = wanted;
    });
    if origin.is_some() {
        later::prepare(page, Part::Exchange);
    }
    if foreign {
        // From now on it is this tab's, without the API.
        write_address(page);
        if !official {
            say(page, Some(Notice::Api));
        }
    } else {
        choose_api(page);
    }
    before
}

/// Chooses the API that a link names, if this page has it.
pub fn choose_api(page: Page) -> bool {
    let kind = std::mem::discriminant::<Api>;
    let found = page.peek(|model| {
        let (wanted, other) = model.keep.wanted.as_ref()?;
        let choice = model.reach.apis.iter().find(|choice| kind(&choice.api) == kind(wanted))?;
        Some((choice.api.clone(), other.clone()))
    });
    let is_found = found.is_some();
    if let Some((api, other)) = found {
        page.update(|model| model.keep.wanted = None);
        page.edit(Field::Api, |form| {
            if api == Api::Other {
                form.api_other = other;
            }
            form.api = api;
        });
    }
    is_found
}
