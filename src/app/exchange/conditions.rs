//! Conditions that came with an imported hook, a link or an opened set, and that the form has no words of its own for: shown
//! where they belong, so that nobody sends one unseen, and removed on a press.

use hook_builder::devopness::hook::{Condition, guard};
use hook_builder::form::field::Field;
use hook_builder::text::json::visible;

use crate::app::Element;
use crate::app::element::{button, classed, el};
use crate::app::state::{Model, Page, focus};

/// A line for each.
pub fn place(page: Page) -> Element {
    el("div").region(page, (), |model, ()| model.form().conditions.clone(), view)
}

fn view(page: Page, model: &Model, (): ()) -> Vec<Element> {
    let conditions = model.form().conditions.iter().enumerate();
    let lines: Vec<Element> = conditions.map(|(at, condition)| line(page, at, condition)).collect();
    if lines.is_empty() {
        return Vec::new();
    }
    vec![classed("ul", "kept-conditions").attr("aria-label", "Kept conditions").children(lines)]
}

fn line(page: Page, at: usize, condition: &Condition) -> Element {
    let is_former = guard::is_former(condition);
    let words = if is_former {
        format!("{}: an older guard against runs by hand, which the vendor does not document.", condition.words())
    } else {
        format!("{}: this condition came with the hook.", condition.words())
    };
    let remove = button(page, "button", "Remove", at, |page, at| {
        page.edit(Field::OnlyHookRuns, |form| {
            if at < form.conditions.len() {
                form.conditions.remove(at);
            }
        });
        page.announce("The condition is removed.");
        focus(Field::OnlyHookRuns);
    });
    let name = ["Remove the condition for ", &visible(&condition.path)].concat();
    let renew = is_former.then(|| {
        button(page, "button", "Use the vendor's guard", (), |page, ()| {
            page.edit(Field::OnlyHookRuns, |form| form.set_only_hook_runs(true));
            page.announce(
                "The guard is the one that the vendor has shown. The incoming hook must declare its constant.",
            );
            focus(Field::OnlyHookRuns);
        })
    });
    classed("li", "kept-conditions__line")
        .child(classed("span", "note").text(&words))
        .children(renew)
        .child(remove.attr("aria-label", &name))
}
