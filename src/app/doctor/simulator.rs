//! What would happen to a commit, moment by moment, with the hooks that the form gives. Nothing is sent.

use std::sync::{Mutex, PoisonError};

use hook_builder::doctor::simulator::{
    Firing, Moment, Request, SCENARIOS, Scenario, Shown, Timeline, guesses, says, scenarios, simulate,
};
use hook_builder::form::plan::Plan;
use hook_builder::page::shared::Shared;
use hook_builder::provider::receiver::Reply;
use hook_builder::text::json::{self, pretty, visible};

use super::incoming;
use super::state::{change, own};
use crate::app::Element;
use crate::app::element::{button, classed, el};
use crate::app::state::{Model, Page};

/// The id of the whole part.
const ID: &str = "simulator";

/// The part's memory.
#[derive(Default)]
pub struct Simulator {
    /// Whether it is on the screen. While it is not, nothing is worked out.
    pub open: bool,
    /// The scenario, as its place in [`SCENARIOS`].
    pub chosen: usize,
    played: Mutex<Option<Played>>,
}

/// What was played last.
struct Played {
    plan: Shared<Plan>,
    scenario: &'static Scenario,
    timeline: Shared<Timeline>,
}

/// The fold around the part was opened or closed.
pub fn toggle(page: Page) {
    let open = super::is_open(ID);
    change(page, |state| state.simulator.open = open);
}

/// The scenario that is shown: the chosen one, if it can happen at this provider.
fn scenario(model: &Model) -> &'static Scenario {
    let chosen = SCENARIOS.get(own(model).simulator.chosen);
    chosen.filter(|chosen| scenarios(model.plan()).any(|other| other.id == chosen.id)).unwrap_or(&SCENARIOS[0])
}

/// The timeline for what the form gives now. It is played once for each change.
fn played(model: &Model) -> Shared<Timeline> {
    let mut last = own(model).simulator.played.lock().unwrap_or_else(PoisonError::into_inner);
    let scenario = scenario(model);
    if let Some(last) = last.as_ref()
        && last.plan == *model.plan()
        && last.scenario.id == scenario.id
    {
        return last.timeline.clone();
    }
    let timeline = simulate(model.plan(), scenario);
    let before = last.take().map(|last| last.timeline).filter(|before| **before == timeline);
    let (plan, timeline) = (model.plan().clone(), before.unwrap_or_else(|| Shared::new(timeline)));
    *last = Some(Played { plan, scenario, timeline: timeline.clone() });
    timeline
}

/// What stands in the fold.
pub fn place(page: Page) -> Element {
    el("div").region(page, (), |model, ()| own(model).simulator.open, view)
}

fn view(page: Page, model: &Model, (): ()) -> Vec<Element> {
    if !own(model).simulator.open {
        return Vec::new();
    }
    let choices = classed("fieldset", "scenarios")
        .child(classed("legend", "field__label").text("What happens"))
        .region(page, (), |model, ()| model.plan().provider.id(), choices);
    let start = classed("p", "note")
        .text("Each of them but the start by hand begins at the incoming hook, which hands over the commit hash. ")
        .child(button(page, "button button--small", "Build the incoming hook", (), |page, ()| incoming::open(page)));
    let guess = classed("p", "note")
        .live_attr("hidden", (), |model: &Model, ()| guesses(model.plan()).is_empty().then(String::new))
        .child(classed("span", "badge").attr("data-tone", "warning").text("a guess"))
        .live_text((), |model, ()| guesses(model.plan()).to_string());
    let summary = classed("p", "timeline__summary")
        .attr("role", "status")
        .live_text((), |model, ()| played(model).summary.clone());
    let timeline = el("div")
        .child(summary)
        .child(classed("ol", "timeline").attr("aria-label", "Timeline").region(
            page,
            (),
            |model, ()| played(model),
            moments,
        ))
        .child(guess);
    let whole = el("div")
        .attr("id", ID)
        .child(classed("p", "lede").child(el("b").text("Nothing is sent.")).live_text((), lede))
        .child(classed("div", "halves").child(el("div").child(choices).child(start)).child(timeline));
    vec![whole]
}

fn lede(model: &Model, (): ()) -> String {
    [" The hooks above are played against the rules of ", model.plan().provider.name(), ", and follow what you type."]
        .concat()
}

fn choices(page: Page, model: &Model, (): ()) -> Vec<Element> {
    let choice = |offered: &'static Scenario| {
        let input = el("input")
            .attr("type", "radio")
            .attr("name", "scenario")
            .attr("id", &["scenario-", offered.id].concat())
            .switch("checked", offered, |model, offered| scenario(model).id == offered.id)
            .on(page, "change", offered, |page, offered, _| {
                let place = SCENARIOS.iter().position(|other| other.id == offered.id);
                change(page, |state| state.simulator.chosen = place.unwrap_or_default());
            });
        classed("label", "scenario").child(input).child(el("span").text(offered.label))
    };
    scenarios(model.plan()).map(choice).collect()
}

fn moments(_: Page, model: &Model, (): ()) -> Vec<Element> {
    let played = played(model);
    let moments = &played.moments;
    let several = moments.iter().any(|moment| moment.run > 1);
    moments.iter().map(|each| moment(each, several)).collect()
}

fn moment(moment: &Moment, several: bool) -> Element {
    let outcome = match &moment.hook {
        Firing::Missing | Firing::Held => "gap",
        Firing::Sent { reply, .. } if reply.is_success() => "taken",
        Firing::Sent { .. } => "refused",
    };
    let mut head = classed("p", "moment__head").child(classed("code", "moment__event").text(moment.event.name()));
    if several {
        head = head.child(classed("span", "badge").text(&["run ", &moment.run.to_string()].concat()));
    }
    head = match &moment.hook {
        Firing::Missing => head.child(classed("span", "badge").text("no hook")),
        Firing::Held => head.child(classed("span", "badge").text("not sent")),
        Firing::Sent { reply, .. } => {
            let tone = if reply.is_success() { "good" } else { "error" };
            head.child(classed("span", "badge").attr("data-tone", tone).text(&reply.status.to_string()))
        }
    };
    let words = classed("div", "moment__words").child(head).child(el("p").text(&visible(&moment.note)));
    let line = classed("li", "moment").attr("data-outcome", outcome).child(words).child(commit(&moment.shown));
    match &moment.hook {
        Firing::Sent { request, reply } => line.child(exchange(moment, request, reply)),
        Firing::Missing | Firing::Held => line,
    }
}

/// Request and answer, folded.
fn exchange(moment: &Moment, request: &Request, reply: &Reply) -> Element {
    let about = [" for ", moment.event.name(), ", run ", &moment.run.to_string()].concat();
    let summary = classed("summary", "exchange__summary")
        .text("Request and answer")
        .child(classed("span", "visually-hidden").text(&about));
    let mut sent = ["POST ", &request.url].concat();
    for header in &request.headers {
        sent.extend(["\n", &header.name, ": ", &header.value]);
    }
    sent.extend(["\n\n", &pretty(&request.body, |_| false)]);
    let mut answer = reply.status.to_string();
    for header in &reply.headers {
        answer.extend(["\n", &header.name, ": ", &header.value]);
    }
    let body = json::parse(&reply.body).map_or_else(|_| reply.body.clone(), |value| pretty(&value, |_| false));
    if !body.is_empty() {
        answer.extend(["\n\n", &body]);
    }
    let said = says(reply);
    let block = |label: &str, text: &str| {
        let name = [label, &*about].concat();
        classed("pre", "code__text")
            .attr("tabindex", "0")
            .attr("role", "region")
            .attr("aria-label", &name)
            .child(el("code").text(text))
    };
    let mut fold = classed("details", "exchange").child(summary).child(block("Request", &sent));
    fold = fold.child(classed("p", "exchange__answer").text(&if said.is_empty() {
        "The answer:".to_string()
    } else {
        ["The answer: “", &said, "”"].concat()
    }));
    fold.child(block("Answer", &answer))
}

/// The commit as it shows then.
fn commit(shown: &[Shown]) -> Element {
    let card = classed("div", "commit moment__commit");
    if shown.is_empty() {
        return card.child(classed("p", "note").text("No status on the commit"));
    }
    card.children(shown.iter().map(|status| {
        classed("p", "commit__status")
            .attr("data-light", status.light.word())
            .child(classed("span", "dot").attr("aria-hidden", "true"))
            .child(classed("span", "commit__key").text(&visible(&status.key)))
            .child(classed("span", "commit__description").text(&visible(&status.description)))
            .child(classed("span", "commit__state").text(&visible(&status.state)))
    }))
}
