//! The style of what is loaded later.

use js_sys::{Array, Reflect};
use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, JsValue};

/// Adds a part's own style to the page's, as a sheet that the policy need not name. Without it the part works all the
/// same.
pub fn dress(style: &str) {
    let _ = add(style);
}

fn add(style: &str) -> Result<(), JsValue> {
    let make: js_sys::Function = Reflect::get(&window(), &"CSSStyleSheet".into())?.dyn_into()?;
    let sheet = Reflect::construct(&make, &Array::new())?;
    let replace: js_sys::Function = Reflect::get(&sheet, &"replaceSync".into())?.dyn_into()?;
    replace.call1(&sheet, &style.into())?;
    let (document, list) = (document(), "adoptedStyleSheets".into());
    // The sheets of the other parts stay: the list is written as a whole.
    let sheets = Array::from(&Reflect::get(&document, &list)?);
    sheets.push(&sheet);
    Reflect::set(&document, &list, &sheets)?;
    Ok(())
}
