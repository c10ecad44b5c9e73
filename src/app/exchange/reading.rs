//! What the repository's address may mean as well, one press away, and so again what it meant before.

use hook_builder::form::field::Field;

use super::{change, own};
use crate::app::Element;
use crate::app::element::{button, el};
use crate::app::state::{Model, Page};

/// What a press has taken.
pub struct Taken {
    field: Field,
    before: String,
    /// Field and repository since then: once somebody has typed there, nothing is taken back.
    now: [String; 2],
}

/// What the button does: its words, the field, and the text for it.
fn press(model: &Model) -> Option<(String, Field, &str)> {
    if let Some(doubt) = &model.plan().doubt {
        return Some((["Use “", &doubt.other, "”"].concat(), doubt.input.into(), &doubt.other));
    }
    let taken = own(model).taken.as_ref()?;
    let now = [taken.field, Field::Repository].map(|field| model.form().text(field));
    (now == taken.now).then(|| ("Undo".into(), taken.field, &*taken.before))
}

/// The button, where there is anything to press.
pub fn place(page: Page) -> Element {
    el("div").region(page, (), |model, ()| press(model).is_some(), view)
}

fn view(page: Page, model: &Model, (): ()) -> Vec<Element> {
    let words = |model: &Model, ()| press(model).map_or_else(String::new, |(words, ..)| words);
    let button = || {
        button(page, "button reading", "", (), |page, ()| turn(page))
            .attr("id", "reading")
            .attr("aria-describedby", "repository-note")
            .live_text((), words)
    };
    press(model).map(|_| button()).into_iter().collect()
}

fn turn(page: Page) {
    let pressed = page.peek(|model| {
        let (_, field, text) = press(model)?;
        let before = model.plan().doubt.as_ref().map(|_| model.form().text(field).to_string());
        Some((field, text.to_string(), before))
    });
    let Some((field, text, before)) = pressed else { return };
    page.type_in(field, text);
    let now = page.peek(|model| [field, Field::Repository].map(|field| model.form().text(field).to_string()));
    change(page, |state| state.taken = before.map(|before| Taken { field, before, now }));
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use hook_builder::form::rules::GUARD;
    use hook_builder::form::values::FormValues;
    use leptos::prelude::Owner;

    use super::*;

    /// The button with that repository, where a press has taken something or not.
    fn html(repository: &str, taken: Option<Taken>) -> String {
        Owner::new().with(|| {
            let page = Page::new();
            page.update(|model| {
                model.take_rules(&GUARD);
                model.open(FormValues::new("512", repository), None);
            });
            change(page, |state| state.taken = taken);
            page.peek(|model| place(page).html(model))
        })
    }

    #[test]
    fn the_other_meaning_is_offered_and_then_the_first() {
        let jobs = "https://gitlab.com/acme/web/jobs";
        let other = [jobs, ".git"].concat();
        let offered = html(jobs, None);
        assert!(offered.contains(&[">Use “", &other, "”</button>"].concat()), "{offered}");
        assert!(offered.contains("aria-describedby=\"repository-note\""), "{offered}");
        assert_eq!(html("https://gitlab.com/acme/web", None), "<div></div>");
        let taken = |now: &str| Taken { field: Field::Repository, before: jobs.into(), now: [now.into(), now.into()] };
        assert!(html(&other, Some(taken(&other))).contains(">Undo</button>"));
        assert_eq!(html("https://gitlab.com/acme/web", Some(taken(&other))), "<div></div>");
    }
}
