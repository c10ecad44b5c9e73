//! The box for what a person has already: pasted or dropped, read at once, shown as the change of the form that it would be,
//! and taken only on a press. It is loaded once it is needed, and is no part of what a first visit loads: see
//! [`later`](super::later).

mod file;

use hook_builder::doctor::change::Edit;
use hook_builder::exchange::import::{Import, import};
use hook_builder::form::field::Field;
use hook_builder::page::shared::Shared;
use hook_builder::page::{Before, Origin};
use leptos::prelude::request_animation_frame;

use super::dress::dress;
use super::element::{button, classed, el};
use super::later;
use super::part::{Act, Part, Place, Table};
use super::slot::Slot;
use super::state::{Model, Page, focus, focus_id, typed};
use crate::app::Element;

/// What the part remembers: the box.
#[derive(Default)]
pub struct State {
    open: bool,
    text: Shared<String>,
    /// The file that could not be read, in a sentence.
    failed: Option<String>,
    /// The form before something was taken over.
    before: Option<Before>,
}

static SLOT: Slot<State> = Slot::new(Part::Import);

/// The input's id.
const TEXT: &str = "import-text";

/// The one way into this module: what the page reached in another way would be part of the page's file.
pub static TABLE: Table = Table {
    start: |_| dress(include_str!("../../../style/importing.css")),
    changed: None,
    act,
    view: place,
    calls: None,
};

/// What the part remembers.
fn own(model: &Model) -> &State {
    SLOT.of(model)
}

/// Changes what the part remembers.
fn update(page: Page, change: impl FnOnce(&mut State)) {
    SLOT.change(page, change);
}

/// The press of Import: opens the box, or brings it into view.
fn act(page: Page, _: Act) {
    update(page, |state| {
        if !state.open {
            (state.open, state.before) = (true, None);
        }
    });
    request_animation_frame(|| focus_id(TEXT));
}

fn close(page: Page, (): ()) {
    update(page, |state| *state = State::default());
    focus_id("import");
}

/// The box.
fn place(page: Page, _: Place) -> Vec<Element> {
    vec![el("div").region(page, (), |model, ()| (own(model).open, own(model).before.is_some()), view)]
}

fn view(page: Page, model: &Model, (): ()) -> Vec<Element> {
    let state = own(model);
    if !state.open {
        return Vec::new();
    }
    let title =
        |text: &str| classed("h3", "import__title").attr("id", "import-title").attr("tabindex", "-1").text(text);
    let panel = classed("section", "import").attr("aria-labelledby", "import-title");
    if state.before.is_some() {
        let buttons = classed("div", "import__buttons")
            .child(button(page, "button", "Put the form back", (), put_back))
            .child(button(page, "button", "Close", (), close));
        return vec![
            panel.child(title("Taken over")).child(el("p").text("The form shows what you imported.")).child(buttons),
        ];
    }
    let text = el("textarea")
        .attr("id", TEXT)
        .attr("class", "field__input field__input--mono import__text")
        .attr("rows", "7")
        .attr("spellcheck", "false")
        .attr("autocomplete", "off")
        .attr("autocapitalize", "off")
        .attr("aria-describedby", "import-help")
        .on(page, "input", (), |page, (), event| put(page, typed(&event)))
        .on(page, "dragover", (), |_, (), event| {
            if file::is_in(&event) {
                event.prevent_default();
            }
        })
        .on(page, "drop", (), |page, (), event| {
            if file::is_in(&event) {
                event.prevent_default();
                file::read(page, file::dropped(&event));
            }
        });
    let file = el("input").attr("type", "file").attr("id", "import-file").attr("class", "import__file").on(
        page,
        "change",
        (),
        |page, (), event| file::read(page, event.target().and_then(|input| file::first(&input))),
    );
    let help = "A command, a program, a file of an API client or a CI job, a hook's JSON, the API's list of hooks, a \
                provider's address for a status, or a file that this page wrote. It is read here and sent nowhere.";
    vec![
        panel
            .child(title("Start from what you have"))
            .child(
                classed("div", "field")
                    .child(classed("label", "field__label").attr("for", TEXT).text("Paste or drop it here"))
                    .child(text)
                    .child(classed("p", "note").attr("id", "import-help").text(help)),
            )
            .child(
                classed("div", "field")
                    .child(classed("label", "field__label").attr("for", "import-file").text("Or choose a file"))
                    .child(file),
            )
            .child(classed("div", "import__outcome").attr("role", "status").region(
                page,
                (),
                |model, ()| {
                    let state = own(model);
                    (state.text.clone(), state.failed.clone(), model.plan().clone())
                },
                outcome,
            )),
    ]
}

/// What the text is, and what the form would become.
fn outcome(page: Page, model: &Model, (): ()) -> Vec<Element> {
    let state = own(model);
    let close = || button(page, "button", "Close", (), close);
    let alone = |element| vec![element, classed("div", "import__buttons").child(close())];
    let sentence = |text: &str| classed("p", "note").attr("data-tone", "error").text(text);
    if let Some(why) = &state.failed {
        return alone(sentence(why));
    }
    if state.text.trim().is_empty() {
        return vec![classed("div", "import__buttons").child(close())];
    }
    let found = match import(&state.text, model.form()) {
        Ok(found) => found,
        Err(why) => return alone(sentence(&why)),
    };
    let mut parts = vec![classed("p", "import__what").text(&[&*found.what, "."].concat())];
    if !found.findings.is_empty() {
        let findings = found.findings.iter().map(|finding| el("li").text(finding));
        parts.push(classed("ul", "import__findings").attr("aria-label", "To know").children(findings));
    }
    if found.changes.is_empty() {
        parts.push(el("p").text("The form says this already."));
        parts.push(classed("div", "import__buttons").child(close()));
        return parts;
    }
    parts.push(classed("p", "import__count").text(&count(found.changes.len())));
    // Before the list, which may be long.
    let take = button(page, "button button--main", "Take over", (), take);
    parts.push(classed("div", "import__buttons").child(take).child(close()));
    let changes = found.changes.iter().flat_map(change);
    parts.push(classed("dl", "import__changes").attr("aria-label", "Changes of the form").children(changes));
    parts
}

fn count(changes: usize) -> String {
    match changes {
        1 => "One field of the form would change.".to_string(),
        count => [&count.to_string(), " fields of the form would change."].concat(),
    }
}

fn change(change: &Edit) -> [Element; 2] {
    let value = |class, word: &str, text: &Option<String>| {
        let text = text.as_deref().unwrap_or_default();
        let shown = if text.is_empty() { el("span").text("empty") } else { el("code").text(text) };
        classed("span", class).child(classed("span", "visually-hidden").text(word)).child(shown)
    };
    [
        el("dt").text(&change.field),
        el("dd").child(value("import__old", "from ", &change.old)).child(value("import__new", " to ", &change.new)),
    ]
}

/// The press of Take over.
fn take(page: Page, (): ()) {
    let found = page.peek(|model| import(&own(model).text, model.form()).ok());
    let Some(Import { what, form, .. }) = found else { return };
    page.update(|model| {
        // From now on nothing is filled in there without asking, as if it had been typed.
        let typed = [Field::Pipeline, Field::Repository, Field::Provider, Field::Server];
        let before = model.take_over(form, Some(Origin::Import), &typed);
        let state = SLOT.of_mut(model);
        (state.before, state.text) = (Some(before), Shared::default());
    });
    // Which says where the form comes from.
    later::bring_along(page, Part::Exchange);
    page.announce(&["Taken over: ", &what, "."].concat());
    request_animation_frame(|| focus_id("import-title"));
}

/// The press of Put the form back.
fn put_back(page: Page, (): ()) {
    page.update(|model| {
        let state = SLOT.of_mut(model);
        let Some(before) = state.before.take() else { return };
        *state = State::default();
        model.put_back(before);
    });
    page.announce("The form is what it was before the import.");
    focus(Field::Pipeline);
}

fn put(page: Page, text: String) {
    update(page, |state| (state.text, state.failed) = (Shared::new(text), None));
}

fn fail(page: Page, why: &str) {
    let why = why.to_string();
    update(page, |state| state.failed = Some(why));
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use hook_builder::form::values::FormValues;

    use super::*;
    use crate::app::walk::Walk;

    const EMPTY: &str = "<div class=\"later\"><div></div></div>";

    #[test]
    fn the_box_follows_what_is_in_it_and_what_the_form_says() {
        let mut walk = Walk::of(|page| later::place(page, Place::Import));
        let html = walk.press(|page| update(page, |state| state.open = true));
        assert!(html.contains("Start from what you have"), "{html}");
        let html = walk.press(|page| put(page, "https://gitlab.com/api/v4/projects/acme%2Fweb/statuses/4f2a".into()));
        assert!(html.contains("of the form would change."), "{html}");
        let html = walk.press(|page| page.type_in(Field::Repository, "https://gitlab.com/acme/web".into()));
        assert!(html.contains("The form says this already."), "{html}");
        let html = walk.press(|page| fail(page, "The browser could not read this file."));
        assert!(html.contains("The browser could not read this file."), "{html}");
        let html = walk.step(|model| {
            let before = model.take_over(FormValues::default(), Some(Origin::Import), &[]);
            SLOT.of_mut(model).before = Some(before);
        });
        assert!(html.contains("Taken over") && html.contains("Put the form back"), "{html}");
        assert_eq!(walk.press(|page| update(page, |state| *state = State::default())), EMPTY);
    }
}
