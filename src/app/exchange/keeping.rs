//! What is said about the link and the draft, and what a press there does.

use hook_builder::form::{Api, FormValues};
use hook_builder::link;
use leptos::prelude::window;
use leptos::task::spawn_local;

use crate::app::clipboard;
use crate::app::element::{Element, button, classed};
use crate::app::keep::{DRAFT, DRAFTS, Notice, Press, choose_api, flush, say, write_all};
use crate::app::reach;
use crate::app::state::{Model, Page, focus};
use crate::app::storage::{local, read, write};

/// Changes with what is said.
pub fn version(model: &Model) -> u64 {
    model.keep.version
}

/// What is said, and what can be pressed there.
pub fn view(page: Page, model: &Model) -> Vec<Element> {
    let Some(notice) = &model.keep.notice else { return Vec::new() };
    let named;
    let (text, buttons): (&str, &[(&'static str, Press)]) = match notice {
        Notice::Draft => ("Your draft is back.", &[("Start over", Press::StartOver)]),
        Notice::Fault(fault) => {
            named = fault.sentence();
            (&named, &[("Close", Press::Close)])
        }
        Notice::Other => (
            "Another tab has changed the draft: this form is not kept.",
            &[("Keep this tab's", Press::KeepMine), ("Take the other's", Press::TakeOther)],
        ),
        Notice::Replaced(words) => (words, &[("Undo", Press::Undo)]),
        Notice::Api => {
            let api = match &model.keep.wanted {
                Some(Api::Other) => &model.form.api_other,
                _ => "one on your own machine, or through your page's host",
            };
            named = ["This link wants another API to be called: ", api, ". Your token would go there."].concat();
            (&named, &[("Use it", Press::UseApi), ("Stay with Production", Press::Close)])
        }
    };
    let mut line = classed("p", "keep__text").text(text);
    for (at, (words, act)) in buttons.iter().enumerate() {
        // One id for the first of each, so that the cursor stays when another notice takes the place.
        let id = if at == 0 { "keep-first" } else { "keep-second" };
        line = line.text(" ").child(button(page, "keep__button", words, *act, press).attr("id", id));
    }
    vec![line]
}

/// Does what somebody pressed.
pub fn press(page: Page, press: Press) {
    match press {
        Press::Share => copy_link(page),
        Press::Drafts => drafts(page),
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

/// There are drafts from now on, or none any more.
fn drafts(page: Page) {
    let off = page.peek(|model| model.keep.off);
    write(local(), DRAFTS, off.then_some("off"));
    if !off {
        return write_all(page);
    }
    // Another tab's draft goes as well: it is the browser that is to have none.
    write(local(), DRAFT, None);
    page.update(|model| model.keep.known = None);
    if page.peek(|model| matches!(model.keep.notice, Some(Notice::Other))) {
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
    if let Err(secret) = page.peek(Model::link) {
        page.touch(secret.field);
        page.announce(&["Nothing was copied. ", &secret.text].concat());
        return focus(secret.field);
    }
    flush(page);
    let link = window().location().href().unwrap_or_default();
    spawn_local(async move {
        page.announce(if clipboard::write(&link).await {
            "Link copied. It holds the form, and no token."
        } else {
            "The link could not be copied: the browser refused. It stands in the address bar."
        });
    });
}
