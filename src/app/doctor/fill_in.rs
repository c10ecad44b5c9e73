//! Filling the form in from what the application tells.

use hook_builder::devopness::resource::Application;
use hook_builder::doctor::fill::{Ask, fill};

use super::state::own_mut;
use crate::app::state::Page;

/// Fills in where nobody has typed, and gives what would change elsewhere. The incoming hook takes the application's
/// default branch.
pub fn fill_in(page: Page, application: &Application) -> Vec<Ask> {
    let mut asks = Vec::new();
    page.update(|model| {
        let filling = fill(model.form(), &|field| model.is_typed(field), application);
        asks = filling.asks;
        model.fill_in(filling.form, filling.filled);
        own_mut(model).incoming.builder.take_branch(&application.default_branch);
    });
    asks
}
