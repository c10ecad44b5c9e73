//! Saving a text as a file.

use std::time::Duration;

use js_sys::{Array, Function, Object, Reflect};
use leptos::prelude::{document, set_timeout, window};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlElement;

use super::{formats, output};
use crate::app::sections::outputs::format;
use crate::app::state::{Model, Page};

/// Saves the shown text; with a format of the first view that of all hooks, as the button beside it copies.
pub fn press(page: Page) {
    let (name, text) = page.peek(|model| (output(model).file_name(), text(model)));
    page.announce(&match text {
        None => "Nothing was saved: this event is off.".to_string(),
        Some(text) if save(name, &[&text, "\n"].concat()).is_ok() => ["Saved ", name, "."].concat(),
        Some(_) => [name, " could not be saved: the browser refused."].concat(),
    });
}

fn text(model: &Model) -> Option<String> {
    match format(model) {
        Some(format) => formats::all(model).map(|job| format.render(&job)),
        None => formats::text(model),
    }
}

/// Hands a text to the browser as a file, which asks nothing of any network. Of this kind of content no browser has an
/// opinion, so the name stays as it is.
fn save(name: &str, text: &str) -> Result<(), JsValue> {
    let kind = Object::new();
    Reflect::set(&kind, &"type".into(), &"application/octet-stream".into())?;
    let make: Function = Reflect::get(&window(), &"Blob".into())?.dyn_into()?;
    let file = Reflect::construct(&make, &Array::of2(&Array::of1(&text.into()), &kind))?;
    let addresses = Reflect::get(&window(), &"URL".into())?;
    let method = |name: &str| Reflect::get(&addresses, &name.into())?.dyn_into::<Function>();
    let address = method("createObjectURL")?.call1(&addresses, &file)?;
    let link: HtmlElement = document().create_element("a")?.unchecked_into();
    link.set_attribute("href", &address.as_string().unwrap_or_default())?;
    link.set_attribute("download", name)?;
    link.click();
    // The browser may still have to ask where to put it.
    let forget = method("revokeObjectURL")?;
    set_timeout(move || drop(forget.call1(&addresses, &address)), Duration::from_secs(60));
    Ok(())
}
