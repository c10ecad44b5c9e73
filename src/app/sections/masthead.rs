//! The head of the page: what it is, and light or dark.

use leptos::prelude::document;

use crate::app::Element;
use crate::app::element::{classed, el};
use crate::app::part::Place;
use crate::app::state::{Model, Page};
use crate::app::storage;
use crate::app::{keep, later};

const THEMES: [(&str, &str); 3] = [("", "System"), ("light", "Light"), ("dark", "Dark")];

/// The head of the page.
pub fn masthead(page: Page) -> Element {
    let words = classed("div", "masthead__words").still(|words| {
        let lights = ["waiting", "bad", "good"].map(|light| classed("i", "masthead__light").attr("data-light", light));
        let mark = classed("span", "masthead__mark").attr("aria-hidden", "true").children(lights);
        words.child(classed("h1", "masthead__title").child(mark).text("hook-builder")).child(
            classed("p", "masthead__lede").text(
                "Reports each Devopness deploy as a status on its commit, at GitHub, GitLab or Bitbucket. \
                 Name the pipeline and the repository: out come the three hooks that do it.",
            ),
        )
    });
    let tools = later::rest(classed("div", "masthead__tools"), page, Place::Tools);
    classed("header", "masthead").child(words).child(tools)
}

/// What stands beside the title: share, light or dark, and what is said of the form's keeping.
pub fn tools(page: Page) -> [Element; 2] {
    let choices = THEMES.map(|(value, text)| {
        let input = classed("input", "visually-hidden")
            .attr("type", "radio")
            .attr("name", "theme")
            .attr("value", value)
            .switch("checked", value, |model: &Model, value| model.theme() == value)
            .on(page, "change", value, |page, value, _| {
                page.update(|model| model.choose_theme(value));
                storage::keep_theme(value);
                show(value);
            });
        classed("label", "switch__choice").child(input).child(el("span").text(text))
    });
    let legend = classed("legend", "visually-hidden").still(|legend| legend.text("Colours"));
    let switch = classed("fieldset", "switch").child(legend).children(choices);
    let row = classed("div", "masthead__row").child(keep::share(page)).child(switch);
    [row, keep::notice(page)]
}

fn show(theme: &str) {
    if let Some(root) = document().document_element() {
        let _ = if theme.is_empty() {
            root.remove_attribute("data-theme")
        } else {
            root.set_attribute("data-theme", theme)
        };
    }
}
