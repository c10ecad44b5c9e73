//! One delivery: why it went as it did and what to do, then what was sent and what came back.

use hook_builder::devopness::delivery::{Body, Delivery, shown_headers};
use hook_builder::devopness::event::Event;
use hook_builder::devopness::hook::{Direction, Header};
use hook_builder::doctor::change::{Drift, drift};
use hook_builder::exchange::export::delivery_curl;
use hook_builder::form::field::Field;
use hook_builder::page::deliveries::{Shown, Verdict, fields, sure};
use hook_builder::text::json::visible;

use super::{Panel, panel};
use crate::app::Element;
use crate::app::element::{button, classed, el};
use crate::app::sections::{code_block, error_lines};
use crate::app::state::{Model, Page, focus};

/// The open delivery.
pub fn view(page: Page, panel: &Panel, shown: &Shown) -> Element {
    let body = classed("div", "delivery__body");
    match shown {
        Shown::Reading => body.child(classed("p", "note").text("Reading the delivery …")),
        Shown::Failed(error) => body.child(error_lines(error)),
        Shown::Read(read) => {
            let (delivery, verdict) = &**read;
            let mut body = body.child(explained(page, panel, verdict)).child(facts(panel, delivery));
            let sent =
                if panel.hook().direction == Direction::Incoming { "What was received" } else { "What was sent" };
            body = body
                .child(message(sent, Some(delivery.shown_url()), &delivery.request_headers, &delivery.request_body))
                .child(message("The answer", None, &delivery.response_headers, &delivery.response_body));
            if panel.hook().direction == Direction::Outgoing {
                body = body.child(by_hand(page, delivery));
            }
            body
        }
    }
}

/// The diagnosis.
fn explained(page: Page, panel: &Panel, verdict: &Verdict) -> Element {
    let diagnosis = &verdict.diagnosis;
    let mut part = classed("div", "diagnosis").child(classed("p", "diagnosis__what").text(&diagnosis.what));
    if !diagnosis.way_out.is_empty() {
        part = part.child(classed("p", "diagnosis__way").text(&diagnosis.way_out));
    }
    if let Some(address) = &diagnosis.page {
        let link = el("a").attr("href", address).attr("target", "_blank").attr("rel", "noopener noreferrer");
        let link = link.text(&visible(address)).child(classed("span", "visually-hidden").text(" (opens a new tab)"));
        part = part.child(classed("p", "diagnosis__way").text("The answer names this page: ").child(link));
    }
    part = part.child(classed("p", "note").text(sure(diagnosis.sure)));
    let event = Event::ALL.into_iter().find(|event| panel.hook().events == [event.name()]);
    let fields = fields::of(diagnosis.cause, event);
    if !fields.is_empty() && panel.hook().direction == Direction::Outgoing {
        let links = fields.into_iter().map(|field| {
            button(page, "button button--small", &["To the field “", &field.label(), "”"].concat(), field, go)
        });
        part = part.child(classed("div", "buttons").children(links)).region(
            page,
            (),
            |model, ()| model.plan().clone(),
            other_form,
        );
    }
    let evidence = diagnosis.evidence.iter().map(|evidence| pair(evidence.place, &evidence.text));
    part.child(classed("dl", "facts-list").children(evidence))
}

/// Brings the field into view. It may be in a part of the form that is not shown at present.
fn go(page: Page, field: Field) {
    if let Field::State(event) | Field::Description(event) = field {
        page.update(|model| model.show_event(event.index()));
    }
    focus(field);
}

/// The form may be about another status: then its fields are those of another hook.
fn other_form(_: Page, model: &Model, (): ()) -> Vec<Element> {
    let own = panel(model).and_then(|panel| Some((model.ready()?, std::slice::from_ref(panel.hook()))));
    let is_own = own.is_some_and(|(ready, hook)| drift(&ready, hook) != Drift::Nothing);
    if is_own {
        return Vec::new();
    }
    let words = "The form above is not about this hook's status. To change the hook there, first press “Edit as one” at its set.";
    vec![classed("p", "note").attr("data-tone", "warning").text(words)]
}

fn facts(panel: &Panel, delivery: &Delivery) -> Element {
    let entry = &delivery.entry;
    let mut list = classed("dl", "facts-list");
    if panel.hook().direction == Direction::Incoming && !entry.ip_address.is_empty() {
        list = list.child(pair("Sender", &visible(&entry.ip_address)));
    }
    if let Some(first) = &entry.retry_of {
        list = list.child(pair("Repeats the delivery", &visible(first)));
    }
    list.child(pair("Id", &visible(&entry.id)))
}

fn pair(name: &str, text: &str) -> Element {
    classed("div", "fact").child(el("dt").text(name)).child(el("dd").child(el("code").text(text)))
}

/// Headers and body of a request or an answer, folded.
fn message(title: &str, url: Option<String>, headers: &[Header], body: &Body) -> Element {
    let count = match headers.len() {
        0 => "no headers".to_string(),
        1 => "one header".to_string(),
        count => [&count.to_string(), " headers"].concat(),
    };
    let what = if body.is_empty() { "no body" } else { "a body" };
    let summary = classed("summary", "message__summary")
        .text(title)
        .child(classed("span", "message__digest").text(&[&count, ", ", what].concat()));
    let mut fold = classed("details", "message").child(summary);
    if let Some(url) = url {
        fold = fold.child(classed("p", "message__url").child(el("code").text(&["POST ", &url].concat())));
    }
    if !headers.is_empty() {
        let pairs = shown_headers(headers);
        let lines = pairs.iter().map(|(name, value)| pair(name, value));
        fold = fold.child(classed("dl", "facts-list").children(lines));
    }
    if !body.is_empty() {
        let name = [title, ": body"].concat();
        let text = classed("pre", "code__text")
            .attr("tabindex", "0")
            .attr("role", "region")
            .attr("aria-label", &name)
            .child(el("code").text(&body.text));
        fold = fold.child(classed("div", "code").child(text));
    }
    if body.cut {
        fold = fold.child(classed("p", "note").text("The body is longer; its end is left out here."));
    }
    fold
}

/// The same request as a command.
fn by_hand(page: Page, delivery: &Delivery) -> Element {
    let summary = classed("summary", "message__summary")
        .text("The provider's request as cURL")
        .child(classed("span", "message__digest").text("to try it by hand"));
    let fold = classed("details", "message").child(summary);
    if delivery_curl(delivery).is_none() {
        let words =
            "It cannot be written as a command: its body is not here as a whole, or its address is none of the web.";
        return fold.child(classed("p", "note").text(words));
    }
    fold.child(code_block(page, "delivery-curl", (|_| "provider's request", curl))).child(
        classed("p", "note").text(
            "It reads the provider's token from the variable PROVIDER_TOKEN. It really sends: the status on the commit changes.",
        ),
    )
}

fn curl(model: &Model) -> String {
    let shown = panel(model).and_then(Panel::shown);
    match shown {
        Some((_, Shown::Read(read))) => delivery_curl(&read.0).unwrap_or_default(),
        _ => String::new(),
    }
}
