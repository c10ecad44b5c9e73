//! The part of the program that is there once it is needed: the [`doctor`](super::doctor).

use super::doctor::Doctor;
use super::state::Page;

/// How far the part has come.
#[derive(Clone, Copy)]
pub enum Part {
    /// Nothing needed it yet.
    Away,
    /// It was asked for.
    Coming,
    /// It could not be loaded.
    Failed,
    /// It is there.
    Here(&'static Doctor),
}

/// What is said of a part that could not be loaded.
pub const MISSING: &str = "A part of this page could not be loaded from its host.";

/// Nothing came, or not what the page was built with.
pub struct LoadError;

/// Loads the part, unless it is there or under way.
pub fn need(page: Page) {
    if page.peek(|model| matches!(model.doctor, Part::Away | Part::Failed)) {
        page.update(|model| model.doctor = Part::Coming);
        leptos::task::spawn_local(async move {
            let part = doctor().await.map_or(Part::Failed, Part::Here);
            page.update(|model| model.doctor = part);
            if matches!(part, Part::Failed) {
                page.announce(MISSING);
            }
        });
    }
}

/// The part's functions, once they are there. A failed attempt may be repeated.
async fn doctor() -> Result<&'static Doctor, LoadError> {
    Ok(&super::doctor::DOCTOR)
}
