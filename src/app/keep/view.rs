//! What is seen of sharing and keeping.

use hook_builder::form::Api;
use leptos::prelude::event_target_checked;

use super::{DRAFT, DRAFTS, Notice, Press, copy_link, press, say, write, write_all};
use crate::app::element::{Element, button, classed, el};
use crate::app::state::{Model, Page};
use crate::app::storage::local;

/// The button that copies the link.
pub fn share(page: Page) -> Element {
    button(page, "button masthead__share", "Share", (), |page, ()| copy_link(page))
}

/// What is to be said about the link or the draft: nothing, most of the time.
pub fn notice(page: Page) -> Element {
    classed("div", "keep").attr("role", "status").region(page, (), |model, ()| model.keep.version, view)
}

fn view(page: Page, model: &Model, (): ()) -> Vec<Element> {
    let Some(notice) = &model.keep.notice else { return Vec::new() };
    let named;
    let (text, buttons): (&str, &[(&'static str, Press)]) = match notice {
        Notice::Draft => ("Your draft is back.", &[("Start over", Press::StartOver)]),
        Notice::Fault(sentence) => (sentence, &[("Close", Press::Close)]),
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

/// The end of the page: whether there are drafts, and a new beginning.
pub fn draft(page: Page) -> Element {
    let label = "Keep a draft in this browser";
    let box_ = tick(
        page,
        "keep-draft",
        label,
        |model| !model.keep.off,
        |page, on| {
            page.update(|model| model.keep.off = !on);
            write(local(), DRAFTS, (!on).then_some("off"));
            if on {
                write_all(page);
            } else {
                // Another tab's draft goes as well: it is the browser that is to have none.
                write(local(), DRAFT, None);
                page.update(|model| model.keep.known = None);
                if page.peek(|model| matches!(model.keep.notice, Some(Notice::Other))) {
                    say(page, None);
                }
            }
        },
    );
    classed("section", "section draft").attr("aria-label", "Draft").child(box_).child(button(
        page,
        "button",
        "Start over",
        Press::StartOver,
        press,
    ))
}

/// A box to tick that is no field of the form.
pub fn tick(page: Page, id: &str, label: &str, is_on: fn(&Model) -> bool, turn: fn(Page, bool)) -> Element {
    let input = el("input")
        .attr("type", "checkbox")
        .attr("id", id)
        .switch("checked", is_on, |model, is_on| is_on(model))
        .on(page, "change", turn, |page, turn, event| turn(page, event_target_checked(&event)));
    classed("label", "check").child(input).child(el("span").text(label))
}
