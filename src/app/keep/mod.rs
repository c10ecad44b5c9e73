//! Sharing and keeping: the form follows into the page's address and into a draft, and comes back from there. Both are the
//! same link ([`hook_builder::link`]), which holds no secret: while one stands in the form, neither is written.
//!
//! Two tabs have one draft. A tab writes it only over what it has read or written there itself; else it says that there is
//! another one, and a person decides.

#[cfg(target_arch = "wasm32")]
mod start;
mod token;
mod view;

#[cfg(target_arch = "wasm32")]
pub use start::{found_apis, start};
pub use token::{TOKEN, forget, show, typed};
pub use view::{draft, notice, share, tick};

use std::time::Duration;

use hook_builder::field::Field;
use hook_builder::form::{Api, FormValues};
use hook_builder::link::{self, LinkFault};
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
    /// Say nothing any more.
    Close,
}

/// What is remembered of sharing and keeping.
#[derive(Default)]
pub struct Keep {
    /// What is said about it.
    pub notice: Option<Notice>,
    /// Counted up with the notice.
    pub version: u64,
    /// Whether there are no drafts.
    pub off: bool,
    /// Whether the token is kept until the tab closes.
    pub token: bool,
    /// What the tab had kept of a token when the page was loaded.
    pub kept_token: Option<String>,
    /// The form that another one has taken the place of.
    pub replaced: FormValues,
    /// The draft as this tab has read or written it.
    pub known: Option<String>,
    /// The version of the plan that was written, or that was read.
    pub written: u64,
    /// The API that a link names, while it is not the form's.
    pub wanted: Option<Api>,
    /// Whether it is chosen as soon as the page has it.
    pub agreed: bool,
}

/// What is said about keeping.
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
}

/// Says something, or nothing any more. What is said, and what can be pressed there, is in the exchange.
pub fn say(page: Page, notice: Option<Notice>) {
    if notice.is_some() {
        later::prepare(page, Part::Exchange);
    }
    page.update(|model| {
        model.keep.notice = notice;
        model.keep.version += 1;
    });
}

/// The form was changed: it will be written once that is over for a moment.
pub fn changed(page: Page) {
    let (version, conditions) = page.peek(|model| (model.plan_version, !model.form.conditions.is_empty()));
    if conditions {
        // Which shows them.
        later::prepare(page, Part::Exchange);
    }
    set_timeout(
        move || {
            if page.peek(|model| model.plan_version == version) {
                flush(page);
            }
        },
        PAUSE,
    );
}

/// Writes what is not written yet.
pub fn flush(page: Page) {
    if page.peek(|model| model.plan_version != model.keep.written) {
        write_all(page);
    }
}

/// Writes the form into the address and into the draft. A fresh form has neither.
pub fn write_all(page: Page) {
    let link = match page.peek(Model::link) {
        Ok(link) => link,
        // What was written before the token was known to be one must go.
        Err(_) if page.peek(Model::holds_token) => link::FRESH.into(),
        Err(_) => return,
    };
    let (known, off) = page.peek(|model| (model.keep.known.clone(), model.keep.off));
    let form = (link != link::FRESH).then_some(link.as_str());
    let location = window().location();
    if let Ok(history) = window().history()
        && (location.hash().ok().as_deref() != Some(form.unwrap_or_default())
            || form.is_some() && history.state() != Ok(JsValue::TRUE))
    {
        // Without a fragment. The state tells the page's own addresses from those that somebody brings.
        let address = [location.pathname(), location.search()].into_iter().flatten().collect::<String>();
        let _ = history.replace_state_with_url(&JsValue::TRUE, "", Some(form.unwrap_or(&address)));
    }
    page.update(|model| model.keep.written = model.plan_version);
    if off {
        return;
    }
    let kept = read(local(), DRAFT);
    if kept.is_some() && kept != known && kept.as_deref() != form {
        return say(page, Some(Notice::Other));
    }
    write(local(), DRAFT, form);
    page.update(|model| model.keep.known = form.map(str::to_string));
    if page.peek(|model| matches!(model.keep.notice, Some(Notice::Draft | Notice::Other))) {
        say(page, None);
    }
}

/// Chooses the API that a link names, if this page has it.
pub fn choose_api(page: Page) -> bool {
    let kind = std::mem::discriminant::<Api>;
    let api = page.peek(|model| {
        let wanted = kind(model.keep.wanted.as_ref()?);
        model.reach.apis.iter().find(|choice| kind(&choice.api) == wanted).map(|choice| choice.api.clone())
    });
    let found = api.is_some();
    if let Some(api) = api {
        page.update(|model| model.keep.wanted = None);
        page.edit(Field::Api, |form| form.api = api);
    }
    found
}
