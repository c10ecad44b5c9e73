//! A file that a person drops into the box, or chooses there.

use js_sys::{Array, Function, Promise, Reflect};
use leptos::prelude::document;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::{TEXT, fail, put};
use crate::app::state::Page;

/// What is read of a file at most: the importer says what is too long for it.
const MAX: f64 = 16_000_000.0;

fn get(value: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(value, &name.into()).ok().filter(|value| !value.is_undefined() && !value.is_null())
}

/// The file that an input holds, or that was dropped.
pub fn first(holder: &JsValue) -> Option<JsValue> {
    get(&get(holder, "files")?, "0")
}

/// Whether a file is dragged.
pub fn is_in(event: &JsValue) -> bool {
    let types = get(event, "dataTransfer").and_then(|data| get(&data, "types"));
    types.is_some_and(|types| Array::from(&types).includes(&"Files".into(), 0))
}

/// The file that was dropped.
pub fn dropped(event: &JsValue) -> Option<JsValue> {
    first(&get(event, "dataTransfer")?)
}

/// Reads a file into the box. Text that is dropped is put there by the browser.
pub fn read(page: Page, file: Option<JsValue>) {
    let Some(file) = file else { return };
    let size = get(&file, "size").and_then(|size| size.as_f64()).unwrap_or(f64::MAX);
    if size > MAX {
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
