//! The box for what a person has already: pasted or dropped, read at once, shown as the change of the form that it would be,
//! and taken only on a press.

use hook_builder::change::Edit;
use hook_builder::field::Field;
use hook_builder::form::FormValues;
use hook_builder::import::{Import, import};
use js_sys::{Function, Promise, Reflect};
use leptos::prelude::{document, request_animation_frame};
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::State;
use crate::app::element::{Element, button, classed, el};
use crate::app::keep::Origin;
use crate::app::state::{Model, Page, focus, focus_id, typed};

/// The box.
#[derive(Default)]
pub struct Importing {
    open: bool,
    text: String,
    /// The file that could not be read, in a sentence.
    failed: Option<String>,
    /// The form before something was taken over.
    before: Option<Before>,
    /// Counted up with each change of the box itself.
    version: u64,
    /// Counted up with each change of what is in it.
    text_version: u64,
}

impl Importing {
    /// Closes the box, and forgets what was in it.
    fn close(&mut self) {
        *self = Importing { version: self.version + 1, text_version: self.text_version, ..Importing::default() };
    }
}

/// A form that can be put back, with what was typed and filled in there.
struct Before {
    form: FormValues,
    origin: Option<Origin>,
    typed: Vec<Field>,
    filled: Vec<(Field, String)>,
}

/// What is read of a file at most: the importer says what is too long for it.
const FILE_MAX: f64 = 16_000_000.0;
/// The input's id.
const TEXT: &str = "import-text";

fn state(model: &Model) -> Option<&Importing> {
    model.exchange.as_ref().map(|state| &state.importing)
}

fn update(page: Page, change: impl FnOnce(&mut Importing)) {
    page.update(|model| {
        if let Some(State { importing, .. }) = model.exchange.as_deref_mut() {
            change(importing);
        }
    });
}

/// Changes when the box must be made anew.
pub fn version(model: &Model) -> u64 {
    state(model).map_or(0, |importing| importing.version)
}

/// The press of Import: opens the box, or brings it into view.
pub fn press(page: Page) {
    update(page, |importing| {
        if !importing.open {
            (importing.open, importing.before) = (true, None);
            importing.version += 1;
        }
    });
    request_animation_frame(|| focus_id(TEXT));
}

fn close(page: Page, (): ()) {
    update(page, Importing::close);
    focus_id("import");
}

/// The box.
pub fn view(page: Page, model: &Model) -> Vec<Element> {
    let Some(importing) = state(model).filter(|importing| importing.open) else { return Vec::new() };
    let title =
        |text: &str| classed("h3", "import__title").attr("id", "import-title").attr("tabindex", "-1").text(text);
    let panel = classed("section", "import").attr("aria-labelledby", "import-title");
    if importing.before.is_some() {
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
            if has_files(&event) {
                event.prevent_default();
            }
        })
        .on(page, "drop", (), |page, (), event| {
            if has_files(&event) {
                event.prevent_default();
                let file = get(&event, "dataTransfer").and_then(|data| first_file(&data));
                read(page, file);
            }
        });
    let file = el("input").attr("type", "file").attr("id", "import-file").attr("class", "import__file").on(
        page,
        "change",
        (),
        |page, (), event| read(page, event.target().and_then(|input| first_file(&input))),
    );
    let help = "A cURL command for a hook or for a commit status, a hook's JSON, the API's list of hooks, a provider's \
                address for a status, or a file that this page wrote. It is read here and sent nowhere.";
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
                |model, ()| model.plan_version + state(model).map_or(0, |importing| importing.text_version),
                outcome,
            )),
    ]
}

/// What the text is, and what the form would become.
fn outcome(page: Page, model: &Model, (): ()) -> Vec<Element> {
    let Some(importing) = state(model) else { return Vec::new() };
    let close = || button(page, "button", "Close", (), close);
    let alone = |element| vec![element, classed("div", "import__buttons").child(close())];
    let sentence = |text: &str| classed("p", "note").attr("data-tone", "error").text(text);
    if let Some(why) = &importing.failed {
        return alone(sentence(why));
    }
    if importing.text.trim().is_empty() {
        return vec![classed("div", "import__buttons").child(close())];
    }
    let found = match import(&importing.text, &model.form) {
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
    let found = page.peek(|model| state(model).and_then(|importing| import(&importing.text, &model.form).ok()));
    let Some(Import { what, form, .. }) = found else { return };
    page.update(|model| {
        let before = Before {
            form: model.form.clone(),
            origin: model.origin(),
            typed: model.typed.clone(),
            filled: model.filled.clone(),
        };
        // From now on nothing is filled in there without asking, as if it had been typed.
        for field in [Field::Pipeline, Field::Repository, Field::Provider, Field::Server] {
            if !model.typed.contains(&field) {
                model.typed.push(field);
            }
        }
        model.filled.retain(|(field, _)| before.form.text(*field) == form.text(*field));
        model.set_origin(Some(Origin::Import));
        model.take_over(form, Vec::new());
        if let Some(State { importing, .. }) = model.exchange.as_deref_mut() {
            importing.before = Some(before);
            importing.text.clear();
            importing.version += 1;
        }
    });
    page.announce(&["Taken over: ", &what, "."].concat());
    request_animation_frame(|| focus_id("import-title"));
}

/// The press of Put the form back.
fn put_back(page: Page, (): ()) {
    page.update(|model| {
        let Some(importing) = model.exchange.as_deref_mut().map(|state| &mut state.importing) else { return };
        let Some(before) = importing.before.take() else { return };
        importing.close();
        (model.typed, model.filled) = (before.typed, before.filled);
        model.set_origin(before.origin);
        model.take_over(before.form, Vec::new());
    });
    page.announce("The form is what it was before the import.");
    focus(Field::Pipeline);
}

fn put(page: Page, text: String) {
    update(page, |importing| {
        (importing.text, importing.failed) = (text, None);
        importing.text_version += 1;
    });
}

fn get(value: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(value, &name.into()).ok().filter(|value| !value.is_undefined() && !value.is_null())
}

fn first_file(holder: &JsValue) -> Option<JsValue> {
    get(&get(holder, "files")?, "0")
}

fn has_files(event: &JsValue) -> bool {
    let types = get(event, "dataTransfer").and_then(|data| get(&data, "types"));
    types.is_some_and(|types| js_sys::Array::from(&types).includes(&"Files".into(), 0))
}

/// Reads a file into the box. Text that is dropped is put there by the browser.
fn read(page: Page, file: Option<JsValue>) {
    let Some(file) = file else { return };
    let size = get(&file, "size").and_then(|size| size.as_f64()).unwrap_or(f64::MAX);
    if size > FILE_MAX {
        return fail(page, "This file is larger than 16 MB. A hook's text is a few kilobytes: choose that.");
    }
    spawn_local(async move {
        match text_of(&file).await {
            Some(text) => {
                let input = document().get_element_by_id(TEXT);
                if let Some(input) = input {
                    let _ = Reflect::set(&input, &"value".into(), &text.as_str().into());
                }
                put(page, text);
            }
            None => fail(page, "The browser could not read this file. Open it and paste its text."),
        }
    });
}

async fn text_of(file: &JsValue) -> Option<String> {
    let read: Function = get(file, "text")?.dyn_into().ok()?;
    let promise: Promise = read.call0(file).ok()?.dyn_into().ok()?;
    JsFuture::from(promise).await.ok()?.as_string()
}

fn fail(page: Page, why: &str) {
    let why = why.to_string();
    update(page, |importing| {
        importing.failed = Some(why);
        importing.text_version += 1;
    });
}
