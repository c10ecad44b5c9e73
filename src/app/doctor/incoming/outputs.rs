//! What follows from the choices: the variables, the conditions, the request, and what is worth knowing.

use hook_builder::devopness::hook::Variable;
use hook_builder::doctor::incoming::IncomingPlan;
use hook_builder::exchange::export::curl;
use hook_builder::text::json::visible;
use serde_json::Value;

use super::super::state::own_mut;
use super::memory::derived;
use crate::app::Element;
use crate::app::element::{classed, el};
use crate::app::sections::{code_block, tabs};
use crate::app::state::{Model, Page};

/// The formats: id and name.
const FORMATS: [(&str, &str); 2] = [("incoming-curl", "cURL"), ("incoming-payload", "JSON payload")];

/// All of it.
pub fn view(page: Page) -> Element {
    let formats = FORMATS.map(|(id, label)| (id.to_string(), el("span").text(label)));
    let tabs = tabs(
        page,
        "Format of the incoming hook",
        "tabs--formats",
        "incoming-panel",
        (format, |model, to| {
            own_mut(model).incoming.format = to;
        }),
        |_, _| false,
        formats,
    );
    let name = |model: &Model| {
        if format(model) == 0 { "cURL of the incoming hook" } else { "JSON payload of the incoming hook" }
    };
    let panel = el("div")
        .attr("role", "tabpanel")
        .attr("id", "incoming-panel")
        .live_attr("aria-labelledby", (), |model, ()| Some(FORMATS[format(model)].0.to_string()))
        .child(code_block(page, "incoming-text", (name, text)));
    classed("div", "incoming__outputs")
        .region(page, (), |model, ()| derived(model), |_, model, ()| facts(&derived(model).incoming))
        .child(classed("div", "outputs__bar").child(tabs))
        .child(panel)
        .region(page, (), |model, ()| derived(model), |_, model, ()| vec![notes(&derived(model).incoming)])
}

fn format(model: &Model) -> usize {
    super::memory(model).format
}

fn text(model: &Model) -> String {
    let derived = derived(model);
    if format(model) == 0 { curl(&derived.incoming.request) } else { derived.incoming.payload() }
}

fn facts(plan: &IncomingPlan) -> Vec<Element> {
    let titles = ["Variable", "Read from the request at", "Type", "Required"];
    let head = el("thead").child(el("tr").children(titles.map(|title| el("th").attr("scope", "col").text(title))));
    let caption = classed("caption", "outputs__title").text("What it hands over");
    let rows = plan.hook.variables.iter().map(variable);
    let table = classed("table", "facts").child(caption).child(head).child(el("tbody").children(rows));
    let title = classed("h3", "outputs__title").text("It starts the deploy only when");
    let conditions = plan.hook.conditions.iter().map(|condition| {
        let mut line = el("li").child(el("code").text(&visible(&condition.path))).text(" is ");
        for (at, value) in condition.accepted.iter().enumerate() {
            line = if at == 0 { line } else { line.text(" or ") }.child(el("code").text(&value_text(value)));
        }
        line.child(classed("span", "conditions__name").text(&condition.name))
    });
    vec![table, title, classed("ul", "conditions").children(conditions)]
}

fn variable(variable: &Variable) -> Element {
    let code = |text: &str| el("code").text(text);
    let path = match &variable.default {
        Some(value) if variable.path.is_empty() => el("td").text("always ").child(code(&value_text(value))),
        Some(value) => el("td").child(code(&visible(&variable.path))).text(", else ").child(code(&value_text(value))),
        None => el("td").child(code(&visible(&variable.path))),
    };
    el("tr")
        .child(el("th").attr("scope", "row").child(code(&visible(&variable.name))))
        .child(path)
        .child(el("td").text(variable.kind.word()))
        .child(el("td").text(if variable.required { "required" } else { "–" }))
}

/// A text without its quotes, anything else as JSON.
fn value_text(value: &Value) -> String {
    visible(&value.as_str().map_or_else(|| value.to_string(), str::to_string))
}

fn notes(plan: &IncomingPlan) -> Element {
    let notes = plan.notes.iter().map(|note| {
        let line = el("li");
        let line = if note.guess {
            line.child(classed("span", "badge").attr("data-tone", "warning").text("a guess"))
        } else {
            line
        };
        line.text(&note.text)
    });
    el("div")
        .child(classed("h3", "outputs__title").text("Worth knowing"))
        .child(classed("ul", "notes").attr("aria-label", "Worth knowing").children(notes))
}
