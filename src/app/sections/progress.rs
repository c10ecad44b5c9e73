//! One line for each hook that is being created, and what to do when one is not.

use hook_builder::error::ApiError;
use hook_builder::run::{Outcome, Run, State, Step};

use crate::app::element::{Element, classed, el};
use crate::app::state::{Model, Page};

/// The progress of the run.
pub fn progress(page: Page) -> Element {
    let show = |_, model: &Model, ()| model.run.as_ref().map(lines).unwrap_or_default();
    classed("div", "progress").attr("aria-live", "polite").region(page, (), |model, ()| model.run_version, show)
}

fn lines(run: &Run) -> Vec<Element> {
    let done = run.steps().iter().filter(|s| s.id().is_some()).count().to_string();
    let all = run.steps().len().to_string();
    let title = match run.outcome() {
        Outcome::Running => [&done, " of ", &all, " created"].concat(),
        Outcome::Complete => ["Done: all ", &all, " hooks exist"].concat(),
        Outcome::Partial => [&done, " of ", &all, " hooks exist"].concat(),
    };
    let title = [&title, " in pipeline ", &run.pipeline().to_string(), " at ", &run.target().base].concat();
    let head = classed("label", "progress__title")
        .child(el("span").text(&title))
        .child(classed("progress", "progress__bar").attr("max", &all).attr("value", &done));
    let steps = classed("ol", "progress__steps").children(run.steps().iter().map(|step| line(run, step)));
    let look = run.look_error().map(|error| {
        let words = "The list of hooks, which would tell whether it exists, could not be read either. ";
        classed("p", "progress__next").text(&[words, &error.what(), " ", &error.next_step()].concat())
    });
    [head, steps].into_iter().chain(look).collect()
}

fn line(run: &Run, step: &Step) -> Element {
    let running = run.outcome() == Outcome::Running;
    let (state, what, error): (_, String, Option<&ApiError>) = match &step.state {
        State::Waiting if run.is_cancelled() => ("waiting", "not sent".into(), None),
        State::Waiting => ("waiting", "waiting".into(), None),
        State::Sending => ("sending", "sending …".into(), None),
        State::Created(id) => ("created", ["created, id ", id].concat(), None),
        State::Found(id) => {
            ("created", ["created: the answer was lost, but it is in the list, id ", id].concat(), None)
        }
        State::Failed(error) => ("failed", "failed".into(), Some(error)),
        State::Lost(_) if running => ("sending", "the answer was lost: looking whether it exists".into(), None),
        State::Lost(error) => ("failed", "may exist: the answer was lost".into(), Some(error)),
        State::NotThere(error) => {
            ("failed", "not created: the answer was lost, and it is not in the list".into(), Some(error))
        }
    };
    let words = classed("p", "progress__line").child(el("strong").text(step.name())).child(el("span").text(&what));
    let item = classed("li", "progress__step").attr("data-state", state).child(words);
    let Some(error) = error else { return item };
    let fields = match error {
        ApiError::Refused { fields, .. } => fields.as_slice(),
        _ => &[],
    };
    let fields = fields.iter().map(|(key, text)| {
        let text = text.as_str();
        if key.is_empty() {
            el("li").text(text)
        } else {
            el("li").child(el("code").text(key.as_str())).text(&[": ", text].concat())
        }
    });
    item.child(classed("p", "progress__error").text(&error.what()))
        .child(classed("ul", "progress__fields").children(fields))
        .child(classed("p", "progress__next").text(&error.next_step()))
}
