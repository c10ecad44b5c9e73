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
pub use token::{forget, keep, token_box};
pub use view::{draft, notice, share};

use std::time::Duration;

use hook_builder::field::Field;
use hook_builder::form::{Api, FormValues};
use hook_builder::link;
use leptos::prelude::{set_timeout, window};
use wasm_bindgen::JsValue;

use super::clipboard;
use super::reach;
use super::state::{Page, focus};
use super::storage::{local, read, write};

/// The draft: a link.
const DRAFT: &str = "hook-builder.draft";
/// Whether there are to be drafts: only `off` is kept.
const DRAFTS: &str = "hook-builder.drafts";
/// How long after the last change the form is written. Safari allows a page a hundred new addresses in 30 seconds.
const PAUSE: Duration = Duration::from_millis(300);

/// What is remembered of sharing and keeping.
#[derive(Default)]
pub struct Keep {
    /// What is said about it.
    notice: Option<Notice>,
    /// Counted up with the notice.
    version: u64,
    /// Whether there are no drafts.
    off: bool,
    /// Whether the token is kept until the tab closes.
    token: bool,
    /// The form that another one has taken the place of.
    replaced: FormValues,
    /// The draft as this tab has read or written it.
    known: Option<String>,
    /// The version of the plan that was written, or that was read.
    written: u64,
    /// The API that a link names, while it is not the form's.
    wanted: Option<Api>,
    /// Whether it is chosen as soon as the page has it.
    agreed: bool,
}

/// What is said about keeping.
enum Notice {
    /// The form comes from the draft.
    Draft,
    /// The address holds a link that cannot be read.
    Fault(String),
    /// There is a draft that is not of this tab.
    Other,
    /// Another form is shown now.
    Replaced(&'static str),
    /// The link names another API, which is called only when a person wants it.
    Api,
}

fn say(page: Page, notice: Option<Notice>) {
    page.update(|model| {
        model.keep.notice = notice;
        model.keep.version += 1;
    });
}

/// The form was changed: it will be written once that is over for a moment.
pub fn changed(page: Page) {
    let version = page.peek(|model| model.plan_version);
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
fn flush(page: Page) {
    if page.peek(|model| model.plan_version != model.keep.written) {
        write_all(page);
    }
}

/// Writes the form into the address and into the draft. A fresh form has neither.
fn write_all(page: Page) {
    let Ok(link) = page.peek(|model| link::write(&model.form)) else { return };
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

/// Shows another form. The one before can be brought back.
fn replace(page: Page, form: FormValues, words: &'static str) {
    page.update(|model| {
        model.keep.replaced = model.open(form);
    });
    say(page, Some(Notice::Replaced(words)));
    write_all(page);
    page.announce(words);
}

/// Copies the link.
fn copy_link(page: Page) {
    if let Err(secret) = page.peek(|model| link::write(&model.form)) {
        page.touch(secret.field);
        page.announce(&["Nothing was copied. ", &secret.text].concat());
        return focus(secret.field);
    }
    flush(page);
    let link = window().location().href().unwrap_or_default();
    leptos::task::spawn_local(async move {
        page.announce(if clipboard::write(&link).await {
            "Link copied. It holds the form, and no token."
        } else {
            "The link could not be copied: the browser refused. It stands in the address bar."
        });
    });
}

/// Chooses the API that a link names, if this page has it.
fn choose_api(page: Page) -> bool {
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

/// The press of a button in the notice.
#[derive(Clone, Copy)]
enum Press {
    StartOver,
    Undo,
    KeepMine,
    TakeOther,
    UseApi,
    Close,
}

fn press(page: Page, press: Press) {
    match press {
        Press::StartOver => replace(page, FormValues::default(), "The form is fresh."),
        Press::Undo => {
            let mut before = FormValues::default();
            page.update(|model| std::mem::swap(&mut before, &mut model.keep.replaced));
            replace(page, before, "The form is back.");
        }
        Press::KeepMine => {
            page.update(|model| model.keep.known = read(local(), DRAFT));
            write_all(page);
        }
        Press::TakeOther => {
            let kept = read(local(), DRAFT);
            match link::read(kept.as_deref().unwrap_or(link::FRESH)) {
                Ok(form) => {
                    page.update(|model| model.keep.known = kept);
                    replace(page, form, "The other draft is shown.");
                }
                Err(fault) => page.announce(&fault.sentence()),
            }
        }
        Press::UseApi => {
            if choose_api(page) {
                say(page, None);
                // From now on the address is the page's own.
                flush(page);
            } else {
                page.announce(reach::REFUSED);
            }
        }
        Press::Close => say(page, None),
    }
}
