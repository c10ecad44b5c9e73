//! What is said about the link and the draft, and what a press there does.

use hook_builder::devopness::endpoint::Api;
use hook_builder::exchange::link;
use hook_builder::form::values::FormValues;
use leptos::prelude::window;
use leptos::task::spawn_local;

use crate::app::Element;
use crate::app::clipboard;
use crate::app::element::{button, classed, el};
use crate::app::keep::{DRAFT, DRAFTS, Press, choose_api, flush, looked, open, say, write_all};
use crate::app::state::{Model, Page, focus};
use crate::app::storage::{local, read, write};
use hook_builder::page::REFUSED;
use hook_builder::page::{self, Notice, Origin};

/// What is said, and what can be pressed there.
pub fn place(page: Page) -> Element {
    let key =
        |model: &Model, ()| (model.origin().is_some(), model.keep().notice().cloned(), model.keep().wanted().cloned());
    el("div").region(page, (), key, view)
}

fn view(page: Page, model: &Model, (): ()) -> Vec<Element> {
    let mut lines = Vec::new();
    if model.origin().is_some() {
        let words = |model: &Model, ()| model.origin().map_or_else(String::new, |origin| origin.words(model.plan()));
        let looked =
            button(page, "keep__button", "I have looked at it", Press::Looked, press).attr("id", "keep-looked");
        let line = classed("p", "keep__text").child(el("span").live_text((), words)).text(" ").child(looked);
        lines.push(line);
    }
    lines.extend(model.keep().notice().map(|notice| notice_view(page, model, notice)));
    lines
}

fn notice_view(page: Page, model: &Model, notice: &Notice) -> Element {
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
            let api = match model.keep().wanted() {
                Some((Api::Other, base)) => base,
                _ => "one on your own machine, or through your page's host",
            };
            named = ["This link wants another API to be called: ", api, ". Your token would go there."].concat();
            (&named, &[("Use it", Press::UseApi), ("Stay with Production", Press::StayHere)])
        }
        Notice::Offered(_) => (
            "Another form was put into this page's address. It is not shown, since a token is here.",
            &[("Show it", Press::ShowOffered), ("Keep this form", Press::Close)],
        ),
    };
    let mut line = classed("p", "keep__text").text(text);
    for (at, (words, act)) in buttons.iter().enumerate() {
        // One id for the first of each, so that the cursor stays when another notice takes the place.
        let id = if at == 0 { "keep-first" } else { "keep-second" };
        line = line.text(" ").child(button(page, "keep__button", words, *act, press).attr("id", id));
    }
    line
}

/// Does what somebody pressed.
pub fn press(page: Page, press: Press) {
    match press {
        Press::Share => copy_link(page),
        Press::Drafts => drafts(page),
        Press::StartOver => replace(page, (FormValues::default(), None), "The form is fresh."),
        Press::Undo => {
            let mut before = Default::default();
            page.update(|model| before = model.take_replaced());
            replace(page, before, "The form is back.");
        }
        Press::KeepMine => {
            page.update(|model| model.know_draft(read(local(), DRAFT)));
            write_all(page);
        }
        Press::TakeOther => {
            let kept = read(local(), DRAFT);
            let (text, origin) = page::split(kept.as_deref().unwrap_or(link::FRESH));
            match link::read(text) {
                Ok(form) => {
                    let origin = origin.or(Some(Origin::Draft));
                    page.update(|model| model.know_draft(kept));
                    replace(page, (form, origin), "The other draft is shown.");
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
                page.announce(REFUSED);
            }
        }
        Press::StayHere => {
            page.update(|model| model.drop_api());
            say(page, None);
        }
        Press::ShowOffered => {
            let mut offered = None;
            page.update(|model| offered = model.take_offered());
            let Some(text) = offered else { return };
            let Ok(form) = link::read(&text) else { return };
            say(page, None);
            let before = open(page, form, None);
            page.update(|model| model.remember(before));
            if page.peek(|model| model.keep().notice().is_none()) {
                say(page, Some(Notice::Replaced("The other form is shown.")));
            }
        }
        Press::Looked => {
            looked(page);
            page.announce("From now on the form is yours.");
        }
        Press::Close => say(page, None),
    }
}

/// There are drafts from now on, or none any more.
fn drafts(page: Page) {
    let off = page.peek(|model| model.keep().is_off());
    write(local(), DRAFTS, off.then_some("off"));
    if !off {
        return write_all(page);
    }
    // Another tab's draft goes as well: it is the browser that is to have none.
    write(local(), DRAFT, None);
    page.update(|model| model.know_draft(None));
    if page.peek(|model| matches!(model.keep().notice(), Some(Notice::Other))) {
        say(page, None);
    }
}

/// Shows another form. The one before can be brought back.
fn replace(page: Page, (form, origin): (FormValues, Option<Origin>), words: &'static str) {
    page.update(|model| {
        let before = model.open(form, origin);
        model.remember(before);
    });
    say(page, Some(Notice::Replaced(words)));
    write_all(page);
    page.announce(words);
}

/// Copies the link.
fn copy_link(page: Page) {
    if let Err(secret) = page.peek(|model| model.link()) {
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

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use hook_builder::exchange::link::LinkFault;
    use hook_builder::form::field::Field;

    use super::*;
    use crate::app::later;
    use crate::app::part::Place;
    use crate::app::walk::Walk;

    #[test]
    fn each_notice_is_said_with_what_can_be_pressed() {
        let mut walk = Walk::of(|page| later::place(page, Place::Notice));
        for (notice, words) in [
            (Notice::Draft, "Your draft is back."),
            (Notice::Fault(LinkFault::Newer), "<button"),
            (Notice::Other, "Another tab has changed the draft: this form is not kept."),
            (Notice::Replaced("The form is fresh."), "The form is fresh."),
            (Notice::Offered("#f".into()), "It is not shown, since a token is here."),
        ] {
            let html = walk.step(|model| model.say(Some(notice)));
            assert!(html.contains(words), "{html}");
        }
        let html = walk.step(|model| {
            let mut form = FormValues::new("512", "acme/shop");
            (form.api, form.api_other) = (Api::Other, "https://api.example.com".into());
            model.open_kept(form, None);
            model.say(Some(Notice::Api));
        });
        assert!(html.contains("to be called: https://api.example.com. Your token would go there."), "{html}");
        assert!(html.contains("This form came by a link.") && html.contains("I have looked at it"), "{html}");
        walk.press(|page| page.type_in(Field::Pipeline, "7".into()));
        let html = walk.step(|model| {
            model.looked();
            model.say(None);
        });
        assert_eq!(html, "<div class=\"later\"><div></div></div>");
    }

    #[test]
    fn what_the_form_has_no_words_for_and_the_formats_follow_what_they_show() {
        let places = [Place::Reading, Place::Conditions, Place::Formats, Place::Explanation];
        let mut walk = Walk::of(|page| el("main").children(places.map(|place| later::place(page, place))));
        walk.press(|page| page.type_in(Field::Repository, "https://gitlab.com/acme/web/jobs".into()));
        for format in [0, 9, 1] {
            walk.step(|model| model.show_format(format));
        }
        walk.press(|page| page.type_in(Field::Repository, "acme/shop".into()));
    }
}
