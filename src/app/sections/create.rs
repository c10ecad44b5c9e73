//! Sending: which API, which token, and the press.

use hook_builder::devopness::endpoint::Api;
use hook_builder::form::field::Field;
use hook_builder::secret::TokenKind;

use super::field::{described, labelled, no_hint, plain_input, text_field};
use crate::app::Element;
use crate::app::element::{button, classed, el};
use crate::app::part::{Act, Part, Place};
use crate::app::state::{Model, Page, typed};
use crate::app::{keep, later};

/// API, token, and the buttons.
pub fn create(page: Page) -> Element {
    let options = |_, model: &Model, ()| {
        let option = |at: usize| {
            let is_chosen =
                |model: &Model, at: usize| model.reach().apis.get(at).is_some_and(|c| c.api == model.form().api);
            let choice = &model.reach().apis[at];
            el("option").attr("value", choice.word).text(choice.text).switch("selected", at, is_chosen)
        };
        (0..model.reach().apis.len()).map(option).collect()
    };
    let choose = |page: Page, (), event| {
        let word = typed(&event);
        let api =
            page.peek(|m| m.reach().apis.iter().find(|choice| choice.word == word).map(|choice| choice.api.clone()));
        if let Some(api) = api {
            page.edit(Field::Api, |form| form.api = api);
        }
    };
    let api = described(page, Field::Api, el("select"))
        .attr("class", "field__input")
        .on(page, "change", (), choose)
        .region(page, (), |model, ()| words(model), options);
    let other = |page, model: &Model, ()| {
        if model.form().api == Api::Other { vec![text_field(page, Field::ApiOther, no_hint)] } else { Vec::new() }
    };
    let fields = classed("div", "create__fields")
        .child(el("div").child(labelled(Field::Api, "API", api, api_hint)).region(
            page,
            (),
            |model, ()| model.form().api == Api::Other,
            other,
        ))
        .child(token_field(page));
    let button = |class, text, act| {
        button(page, class, text, act, later::press).state("aria-disabled", (), |model: &Model, ()| model.is_busy())
    };
    let actions = classed("div", "create__actions")
        .child(button("button button--main", "Create hooks", Act::Create))
        .child(button("button", "Check only", Act::Check));
    classed("section", "section create")
        .attr("aria-labelledby", "create-title")
        .child(
            classed("h2", "section__title")
                .attr("id", "create-title")
                .still(|title| title.text("Create the hooks from here")),
        )
        .child(fields)
        .child(actions)
        .child(later::place(page, Place::Create))
}

/// The words of the APIs that can be chosen.
fn words(model: &Model) -> Vec<&'static str> {
    model.reach().apis.iter().map(|choice| choice.word).collect()
}

fn api_hint(model: &Model) -> String {
    let proxied = |relay: &String| model.reach().proxy.as_ref() == Some(relay);
    match &model.form().api {
        Api::Sandbox(address) => ["A stand-in at ", address, ", started by make serve. Nothing real is changed."].concat(),
        Api::ProductionRelay(relay) | Api::StagingRelay(relay) if proxied(relay) => {
            "For browsers that the API refuses: this page's own host passes each call on. Whoever runs it could read the token."
                .into()
        }
        Api::ProductionRelay(_) | Api::StagingRelay(_) => {
            "For an API that refuses pages of other origins: the relay of make serve passes each call on. It keeps and prints no token."
                .into()
        }
        Api::Other => ["This copy of the page may call: ", &model.reach().policy.others(), "."].concat(),
        _ if model.reach().policy.others().is_empty() => {
            "Nothing is sent before you press a button. This copy's policy lets it call no other base URL.".into()
        }
        _ => "Nothing is sent before you press a button.".into(),
    }
}

fn token_field(page: Page) -> Element {
    let input = plain_input(page, Field::Token, "password").on(page, "input", (), |page, (), event| {
        keep::typed(page, &event);
    });
    let input = input.on(page, "focus", (), |page, (), _| later::prepare(page, Part::Doctor));
    let forget = |page: Page, ()| keep::forget(page, "The token is forgotten.");
    let group = classed("div", "field__group").child(input).child(button(page, "button", "Forget", (), forget));
    el("div")
        .child(labelled(Field::Token, "Access token", group, token_hint))
        .child(classed("div", "token-box").child(later::place(page, Place::Token)))
}

fn token_hint(model: &Model) -> String {
    let Some(token) = model.token() else {
        return "Personal or project token. It stays in this page's memory, or this tab by your choice, and goes to the chosen API only.".into();
    };
    let kind = match token.kind() {
        TokenKind::Personal => "Personal token",
        TokenKind::Project => "Project token",
        TokenKind::Unknown => "Not like the tokens we know (devopness_pat_…, devopness_proj_…); it will be tried",
    };
    let end = token.last_four().map(|four| [", ending in ", &four].concat()).unwrap_or_default();
    [kind, &end, "."].concat()
}
