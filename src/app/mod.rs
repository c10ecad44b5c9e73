//! The page: Leptos over the core. One signal holds the [`state::Model`]; events and finished calls change it, and what
//! shows it follows. The network is in [`client`] alone, storage in [`storage`] alone.

mod client;
mod clipboard;
mod creation;
mod element;
mod listing;
mod sections;
mod state;
mod storage;
#[cfg(test)]
mod tests;

use element::{Element, classed};
use state::Page;

/// The whole page.
pub fn app() -> Element {
    let page = Page::new();
    let form = classed("div", "page__form")
        .child(sections::deploy(page))
        .child(sections::status(page))
        .child(sections::variables(page))
        .child(sections::headers(page))
        .child(sections::extra_fields(page));
    let main = classed("main", "page")
        .child(form)
        .child(classed("div", "page__outputs").child(sections::outputs(page)))
        .child(sections::create(page))
        .child(sections::hooks(page));
    // Read aloud, and shown for a few seconds.
    let announcement = classed("p", "announcement").attr("role", "status").region(
        page,
        (),
        |model, ()| model.announcements,
        |_, model, ()| vec![classed("span", "announcement__text").text(&model.announcement)],
    );
    classed("div", "app").child(sections::masthead(page)).child(main).child(announcement).for_page(page)
}
