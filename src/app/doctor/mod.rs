//! The doctor: what looks at the hooks that a pipeline has. The page can be used without it, so it is loaded once it is
//! needed, and is no part of what a first visit loads: see [`later`](super::later).
//!
//! Whatever only this module uses is in its file alone: functions, texts, tables. It may use everything of the page and
//! the core. What the page itself uses too stays in the page's file, and so does the script for each function of the
//! browser, whoever calls it.

use hook_builder::hook::OutgoingHook;

use super::element::{Element, button, classed, el};
use super::state::{Model, Page};

/// What the page calls.
pub struct Doctor {
    /// The doctor's sections, for the end of the page.
    pub sections: fn(Page) -> Vec<Element>,
}

/// The one way into this module: what the page reached in another way would be part of the page's file.
pub static DOCTOR: Doctor = Doctor { sections };

fn sections(page: Page) -> Vec<Element> {
    let hooks = |_: Page, model: &Model, ()| {
        let length = |hook: &OutgoingHook| hook.target_url.len();
        let lines = model.plan.hooks.iter().map(|plan| format!("{}: {:>4} bytes", plan.hook.name, length(&plan.hook)));
        lines.map(|line| el("li").text(&line)).collect()
    };
    let title = classed("h2", "section__title").attr("id", "doctor-title").text("Doctor");
    let words = el("p").text(
        "The doctor looks at the hooks that the pipeline has, says what keeps them from reporting a deploy, and how to \
         put it right. Until it does, it weighs the hooks of the form above.",
    );
    vec![
        classed("section", "section")
            .attr("aria-labelledby", "doctor-title")
            .child(title)
            .child(words)
            .child(el("ul").region(page, (), |model, ()| model.problems_version, hooks))
            .child(button(page, "button", "Ask the doctor", (), |page, ()| {
                page.announce("The doctor has nothing to say yet.");
            })),
    ]
}
