//! The rest of the page: all but what two fields and three commands need. It stands in the HTML from the first, and its
//! program comes right after the one that these need: see [`later`](super::later).

use super::keep;
use super::part::{Act, Place, Table};
use super::sections;
use super::state::Page;
use crate::app::Element;

/// The one way into this module: what the page reached in another way would be part of the page's file.
pub static TABLE: Table = Table { start: |_| {}, changed: Some(keep::changed), act, view, calls: None };

fn act(page: Page, _: Act) {
    #[cfg(target_arch = "wasm32")]
    leptos::prelude::set_timeout(
        move || {
            // The page's script now tells what was typed and pressed while this was not here (`start.js`). Only then comes
            // a look around, which changes the choices.
            if let Ok(event) = web_sys::Event::new("whole") {
                let _ = leptos::prelude::document().dispatch_event(&event);
            }
            leptos::task::spawn_local(super::look_around::look_around(page));
        },
        std::time::Duration::ZERO,
    );
    #[cfg(not(target_arch = "wasm32"))]
    let _ = page;
}

fn view(page: Page, place: Place) -> Vec<Element> {
    match place {
        Place::Tools => sections::tools(page).into(),
        Place::Folds => vec![
            sections::status(page),
            sections::variables(page),
            sections::headers(page),
            sections::extra_fields(page),
        ],
        Place::Below => vec![sections::create(page), sections::hooks(page), sections::more(page), keep::draft(page)],
        _ => Vec::new(),
    }
}
