//! The summary above the outputs: what is missing or wrong, each a link to its field. One line high, so that nothing jumps
//! while typing.

use hook_builder::form::problem::Problem;

use crate::app::Element;
use crate::app::element::{classed, el};
use crate::app::state::{Model, Page, Tone, focus};

/// The summary.
pub fn problems(page: Page) -> Element {
    let list = classed("ul", "problems__list").attr("aria-label", "Problems").region(
        page,
        (),
        |model, ()| shown(model),
        links,
    );
    let receipt = |model: &Model, ()| model.plan().receipt().unwrap_or_default();
    classed("div", "problems")
        .child(classed("p", "problems__words").attr("role", "status").live_text((), words))
        .child(list)
        .child(classed("p", "problems__receipt").live_text((), receipt))
}

/// The problems, as they are to be shown now.
fn shown(model: &Model) -> Vec<(Problem, Tone)> {
    model.plan().problems.iter().map(|problem| (problem.clone(), model.tone(problem))).collect()
}

fn links(page: Page, model: &Model, (): ()) -> Vec<Element> {
    shown(model).iter().map(|(problem, tone)| el("li").child(link(page, problem, *tone))).collect()
}

fn words(model: &Model, (): ()) -> String {
    let count = |tone: Tone| model.plan().problems.iter().filter(|p| model.tone(p) == tone).count();
    let errors = count(Tone::Error);
    if errors > 0 {
        return [&errors.to_string(), " to correct:"].concat();
    }
    if count(Tone::Hint) > 0 {
        return "Still to fill in:".to_string();
    }
    if count(Tone::Warning) > 0 {
        return "Ready; worth a look:".to_string();
    }
    let hooks = match model.plan().hooks.len() {
        1 => "One hook".to_string(),
        hooks => [&hooks.to_string(), " hooks"].concat(),
    };
    [&hooks, " ready for ", &model.plan().location.shown, " at ", model.plan().provider.name(), "."].concat()
}

fn link(page: Page, problem: &Problem, tone: Tone) -> Element {
    let field = problem.field;
    classed("a", "problems__link")
        .attr("data-tone", tone.word())
        .attr("href", &["#", &field.id()].concat())
        .attr("title", &problem.text)
        .text(&field.label())
        .child(classed("span", "visually-hidden").text(&[": ", &problem.text].concat()))
        // Leaving a field makes this list anew, and a press that began before that would end nowhere.
        .on(page, "mousedown", (), |_, (), event| event.prevent_default())
        .on(page, "click", field, |_, field, event| {
            event.prevent_default();
            focus(field);
        })
}
