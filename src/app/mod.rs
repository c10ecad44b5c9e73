//! The page: Leptos over the core. One signal holds the [`state::Model`]; events and finished calls change it, and what
//! shows it follows. The network is in [`client`] alone, storage in [`storage`] alone.

mod client;
mod clipboard;
mod doctor;
mod dress;
mod element;
mod exchange;
mod importing;
// On the host only the first view is written, in which nothing was opened yet.
#[cfg_attr(not(target_arch = "wasm32"), allow(dead_code))]
mod keep;
mod later;
#[cfg(target_arch = "wasm32")]
mod look_around;
mod part;
mod rest;
mod rules;
mod sections;
mod slot;
mod state;
mod storage;
#[cfg(all(test, target_arch = "wasm32"))]
mod tests;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod walk;

use element::ROOT;
pub use element::classed;
#[cfg(not(target_arch = "wasm32"))]
pub use element::el;
#[cfg(not(target_arch = "wasm32"))]
pub use part::Part;
use part::Place;
pub use state::Model;
pub use state::Page;

/// An element of the page.
pub type Element = element::Element<Model>;

/// The whole page, as it is mounted. The rest of its program comes by itself.
#[cfg_attr(not(target_arch = "wasm32"), allow(dead_code))]
pub fn shown(page: Page) -> element::Following<Model> {
    later::press(page, part::Act::Begin);
    page.show(app(page))
}

/// The whole page.
pub fn app(page: Page) -> Element {
    let form = classed("div", "page__form").child(sections::deploy(page));
    let outputs = classed("div", "page__outputs").child(later::place(page, Place::Rest)).child(sections::outputs(page));
    let main = classed("main", "page").child(later::rest(form, page, Place::Folds)).child(outputs);
    let main = later::rest(main, page, Place::Below);
    // Read aloud, and shown for a few seconds.
    let announcement = classed("p", "announcement").attr("role", "status").region(
        page,
        (),
        |model: &Model, ()| model.announcement().clone(),
        |_, model, ()| vec![classed("span", "announcement__text").text(model.announcement())],
    );
    classed("div", "app").attr("id", ROOT).child(sections::masthead(page)).child(main).child(announcement)
}
