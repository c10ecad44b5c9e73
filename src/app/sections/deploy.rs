//! The two fields that matter: which pipeline, which repository; and the provider where the host does not say.

use hook_builder::form::choice::ProviderChoice;
use hook_builder::form::field::Field;
use hook_builder::provider::PROVIDERS;

use super::field::{labelled, select, text_field, text_field_with};
use crate::app::Element;
use crate::app::element::{button, classed, el};
use crate::app::later;
use crate::app::part::{Act, Place};
use crate::app::state::{Model, Page};

/// Pipeline, repository, provider.
pub fn deploy(page: Page) -> Element {
    let by_host = el("option").live_text((), |model: &Model, ()| match model.form().provider_by_host() {
        ProviderChoice::Unknown(_) => "By the repository's host".to_string(),
        other => ["By the repository's host: ", other.provider().name()].concat(),
    });
    let options = [("", by_host)].into_iter().chain(PROVIDERS.iter().map(|p| (p.id(), el("option").text(p.name()))));
    let provider = select(
        page,
        Field::Provider,
        options,
        |model, field| model.form().text(field),
        |page, field, id| page.type_in(field, id),
    );
    classed("section", "section")
        .attr("aria-labelledby", "deploy-title")
        .child(
            classed("div", "section__head")
                .child(
                    classed("h2", "section__title")
                        .attr("id", "deploy-title")
                        .still(|title| title.text("What is deployed")),
                )
                .child(button(page, "button", "Import …", Act::Import, later::press).attr("id", "import")),
        )
        .child(later::place(page, Place::Import))
        .child(text_field_with(
            page,
            Field::Pipeline,
            pipeline_hint,
            button(page, "button", "Pick …", Act::Pick, later::press),
        ))
        .child(later::place(page, Place::Pipeline))
        .child(text_field(page, Field::Repository, |model| {
            let plan = model.plan();
            let Some(host) = plan.receiver() else { return String::new() };
            let server = if plan.provider.self_hosted() { [", on ", host].concat() } else { String::new() };
            [&plan.location.shown, " at ", plan.provider.name(), &server].concat()
        }))
        .child(later::place(page, Place::Reading))
        .child(labelled(Field::Provider, "Provider", provider, provider_hint))
        .region(page, (), |model, ()| model.plan().provider.self_hosted(), server)
}

fn server(page: Page, model: &Model, (): ()) -> Vec<Element> {
    let hint = |_: &Model| {
        "Only if it differs from the repository's host, as under a path: https://example.com/gitlab.".to_string()
    };
    if model.plan().provider.self_hosted() { vec![text_field(page, Field::Server, hint)] } else { Vec::new() }
}

fn pipeline_hint(model: &Model) -> String {
    let Some(pipeline) = model.plan().pipeline else { return String::new() };
    let mut hint = ["Pipeline ", &pipeline.id.to_string()].concat();
    let around =
        [("application", pipeline.application), ("environment", pipeline.environment), ("project", pipeline.project)];
    for (word, id) in around {
        if let Some(id) = id {
            hint.push_str(&[" · ", word, " ", &id.to_string()].concat());
        }
    }
    hint
}

fn provider_hint(model: &Model) -> String {
    match model.form().provider() {
        ProviderChoice::Guessed(p) => ["Guessed from the host's name: ", p.name(), "."].concat(),
        ProviderChoice::Assumed(p) if !model.form().repository.trim().is_empty() => {
            ["No host is given, so ", p.name(), " is assumed."].concat()
        }
        _ => String::new(),
    }
}
