//! The pipeline's hooks, as the API lists them.

use hook_builder::hook::Hook;
use hook_builder::json::visible;

use super::help;
use crate::app::element::{Element, button, classed, el};
use crate::app::listing::{self, CHUNK, Listed, Listing};
use crate::app::state::{Model, Page};

/// The list of hooks.
pub fn hooks(page: Page) -> Element {
    let head = classed("div", "hooks__head")
        .child(classed("h2", "section__title").attr("id", "hooks-title").still(|title| title.text("Existing hooks")))
        .child(button(page, "button", "List hooks", (), |page, ()| listing::press(page)).state(
            "aria-disabled",
            (),
            |model, ()| matches!(model.listing, Listing::Loading(_)),
        ));
    classed("section", "section hooks").attr("aria-labelledby", "hooks-title").child(head).region(
        page,
        (),
        |model, ()| model.listing_version,
        |page, model, ()| vec![body(page, model)],
    )
}

fn body(page: Page, model: &Model) -> Element {
    match &model.listing {
        Listing::None => help("Lists the hooks that the pipeline above has already. It takes the token above."),
        Listing::Loading(0) => classed("p", "hooks__state").text("Reading the list …"),
        Listing::Loading(count) => {
            classed("p", "hooks__state").text(&["Reading the list … ", &count.to_string(), " so far"].concat())
        }
        Listing::Failed(error) => el("div")
            .child(classed("p", "progress__error").text(&error.what()))
            .child(classed("p", "progress__next").text(&error.next_step())),
        Listing::Read(pipeline, listed) if listed.hooks.is_empty() => {
            classed("p", "hooks__state").text(&["Pipeline ", &pipeline.to_string(), " has no hooks."].concat())
        }
        Listing::Read(pipeline, listed) => table(page, listed, *pipeline),
    }
}

fn table(page: Page, listed: &Listed, pipeline: u64) -> Element {
    let count = listed.hooks.len().to_string();
    let hooks = if listed.hooks.len() == 1 { " hook in pipeline " } else { " hooks in pipeline " };
    let more = if listed.cut { "; there may be more" } else { "" };
    let caption = classed("caption", "table__caption")
        .attr("id", "hooks-caption")
        .text(&[&count, hooks, &pipeline.to_string(), more].concat());
    let titles = ["Direction", "Name", "Events", "Target", "Active", "Created"];
    let head = el("thead").child(el("tr").children(titles.map(|title| el("th").attr("scope", "col").text(title))));
    let bodies = (0..listed.hooks.len().div_ceil(CHUNK))
        .map(|chunk| el("tbody").region(page, chunk, |model, chunk| u64::from(chunk < model.chunks), rows));
    classed("div", "table-frame")
        .attr("tabindex", "0")
        .attr("role", "region")
        .attr("aria-labelledby", "hooks-caption")
        .child(classed("table", "table").child(caption).child(head).children(bodies))
}

/// The rows of a chunk, once it is its turn. Hooks that this page has just made come first.
fn rows(_: Page, model: &Model, chunk: usize) -> Vec<Element> {
    let Listing::Read(_, listed) = &model.listing else { return Vec::new() };
    if chunk >= model.chunks {
        return Vec::new();
    }
    let made: Vec<&str> = model.run.iter().flat_map(|run| run.steps()).filter_map(|step| step.id()).collect();
    let is_made = |hook: &&Hook| made.contains(&hook.id.as_str());
    let (first, rest) = (listed.hooks.iter().filter(is_made), listed.hooks.iter().filter(|hook| !is_made(hook)));
    first.chain(rest).skip(chunk * CHUNK).take(CHUNK).map(|hook| row(hook, is_made(&hook))).collect()
}

fn row(hook: &Hook, made: bool) -> Element {
    // What cannot be seen is made visible: a name may not look like another one.
    let or_dash = |text: &str| if text.is_empty() { "—".to_string() } else { visible(text) };
    let active = match hook.active {
        Some(true) => "yes",
        Some(false) => "no",
        None => "—",
    };
    // Of 2015-05-12T15:50:38.000000Z, date, hour and minute are shown.
    let created = match hook.created_at.get(..16) {
        Some(start) => visible(start).replace('T', " ") + " UTC",
        None => or_dash(&hook.created_at),
    };
    let name = classed("td", "table__name").text(&or_dash(&hook.name));
    let (class, name) = match made {
        true => ("table__row table__row--made", name.child(classed("span", "table__mark").text("just created"))),
        false => ("table__row", name),
    };
    classed("tr", class)
        .child(el("td").text(&or_dash(hook.direction.word())))
        .child(name)
        .child(el("td").child(el("code").text(&or_dash(&hook.events.join(", ")))))
        .child(classed("td", "table__target").child(el("code").text(&or_dash(&hook.target_url))))
        .child(el("td").text(active))
        .child(classed("td", "table__created").text(&created))
}
