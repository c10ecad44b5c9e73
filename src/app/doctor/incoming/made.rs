//! A created hook: its address, its secret, and where both go. The secret is treated like a token: it is in the page's
//! memory alone, it is on the screen only between two presses, and it is never read aloud.

use std::sync::Arc;

use hook_builder::devopness::endpoint::Target;
use hook_builder::devopness::error::ApiError;
use hook_builder::devopness::hook::Hook;
use hook_builder::doctor::incoming::IncomingPlan;
use hook_builder::provider::sender::Sender;
use hook_builder::secret::HookSecret;
use hook_builder::text::json::visible;
use leptos::task::spawn_local;

use super::super::call::StayGuard;
use super::job::Job;
use super::memory::{change, memory};
use super::send;
use crate::app::Element;
use crate::app::clipboard::{self, copy};
use crate::app::element::{button, classed, el};
use crate::app::state::{Model, Page, focus_id};

/// The id of the title.
pub const TITLE: &str = "incoming-made";

/// What is said where the request was repeated on its way.
const TWICE: &str = "The incoming hook is there twice: the request was repeated on its way, or somebody else has \
                     created it too. One of them is enough.";

/// What stands in place of the secret. Its length says nothing.
const MASK: &str = "••••••••••••••••";

/// A hook that was created from here.
#[derive(Clone)]
pub struct Made {
    name: String,
    /// Its id.
    pub id: String,
    url: String,
    /// Whether it came with a secret.
    signed: bool,
    /// Whether only the list told of it.
    from_list: bool,
    /// Where it was created, and what the list shows of it.
    pub seen: Seen,
    sender: &'static dyn Sender,
    steps: Vec<&'static str>,
    /// Whether the secret is on the screen.
    shown: bool,
    _stay: Arc<StayGuard>,
}

/// What the list showed after the hook was created.
#[derive(Clone)]
pub struct Seen {
    /// Where it was created.
    pub target: Target,
    /// In which pipeline.
    pub pipeline: u64,
    /// What a repeated request has created beside it.
    pub twins: Vec<Hook>,
    /// Why the list could not be read, or why a twin could not be removed.
    pub error: Option<ApiError>,
}

impl Made {
    /// As long as a secret is here, the tab is not closed without asking: it would be lost.
    pub fn new(
        page: Page,
        plan: &IncomingPlan,
        (id, url): (String, String),
        signed: bool,
        from_list: bool,
        seen: Seen,
    ) -> Made {
        Made {
            name: plan.hook.name.clone(),
            id,
            url,
            signed,
            from_list,
            seen,
            sender: plan.sender,
            steps: plan.steps.clone(),
            shown: false,
            _stay: Arc::new(StayGuard::while_true(move || page.peek(|model| model.hook_secret().is_some()))),
        }
    }

    /// What is read aloud.
    pub fn words(&self) -> String {
        let words = if !self.seen.twins.is_empty() {
            TWICE
        } else if self.signed {
            "The incoming hook exists. Its address and its secret stand below: copy both now."
        } else {
            "The incoming hook exists. Its address stands below."
        };
        words.into()
    }
}

/// All of it.
pub fn view(page: Page, model: &Model, made: &Made) -> Vec<Element> {
    let title = classed("h3", "panel__title")
        .attr("id", TITLE)
        .attr("tabindex", "-1")
        .child(classed("span", "dot").attr("aria-hidden", "true"))
        .text(&["“", &visible(&made.name), "” exists"].concat())
        .child(classed("code", "panel__id").text(&visible(&made.id)));
    let mut panel = classed("section", "panel panel--made").attr("data-light", "good").attr("aria-labelledby", TITLE);
    panel = panel.child(title);
    if made.from_list {
        panel = panel.child(el("p").text("The answer was lost, but the hook is in the list, and so is its address."));
    }
    panel = panel.children(seen(page, &made.seen)).child(address(page, made));
    if made.signed {
        panel = panel.children(secret(page, made, model.hook_secret()));
    }
    let docs = made.sender.docs();
    let link = el("a")
        .attr("href", docs)
        .attr("target", "_blank")
        .attr("rel", "noreferrer")
        .text("The provider's page on it")
        .child(classed("span", "visually-hidden").text(" (opens a new tab)"));
    panel = panel
        .child(classed("h4", "outputs__title").text(if made.signed { "Where both go" } else { "Where it goes" }))
        .child(classed("ol", "steps").children(made.steps.iter().map(|step| el("li").text(step))))
        .child(classed("p", "note").child(link).text("."));
    vec![panel]
}

/// What the list showed, where that is not the hook alone.
fn seen(page: Page, seen: &Seen) -> Vec<Element> {
    let note = |words: &str| classed("p", "note").attr("data-tone", "warning").text(words);
    let mut all = Vec::new();
    if !seen.twins.is_empty() {
        let ids: Vec<String> = seen.twins.iter().map(|twin| visible(&twin.id)).collect();
        let remove = button(page, "button button--small", "Remove the duplicate", (), send::remove_twins);
        all.push(note(&[TWICE, " What is too many: ", &ids.join(", "), "."].concat()));
        all.push(classed("div", "buttons").child(remove.attr("id", "incoming-remove")));
    }
    if let Some(error) = &seen.error {
        all.push(note(
            &["Whether it is there once could not be seen: ", &error.what(), " ", &error.next_step()].concat(),
        ));
    }
    all
}

fn row(label: &str, id: &'static str, shown: &str) -> Element {
    classed("div", "handover")
        .child(classed("span", "handover__label").text(label))
        .child(classed("code", "handover__text").attr("id", id).text(shown))
}

fn address(page: Page, made: &Made) -> Element {
    if made.url.is_empty() {
        return el("p").text("The answer has no address. Devopness shows it with the hook.");
    }
    let press = |page: Page, ()| {
        let url = page.peek(|model| match &*memory(model).job {
            Job::Made(made) => made.url.clone(),
            _ => String::new(),
        });
        copy(page, url, "Address", "incoming-url");
    };
    let copy = button(page, "button button--small", "Copy", (), press)
        .attr("id", "incoming-copy-url")
        .child(classed("span", "visually-hidden").text(" the address"));
    row("Address", "incoming-url", &visible(&made.url)).child(classed("span", "hook__buttons").child(copy))
}

fn secret(page: Page, made: &Made, secret: Option<&HookSecret>) -> Vec<Element> {
    let Some(secret) = secret else {
        return vec![classed("p", "note").text("The secret is forgotten. Nobody can read it any more.")];
    };
    let about = || classed("span", "visually-hidden").text(" the secret");
    let text = if made.shown { visible(secret.reveal()) } else { MASK.to_string() };
    let show = button(page, "button button--small", if made.shown { "Hide" } else { "Show" }, (), |page, ()| {
        update(page, |made| made.shown = !made.shown);
    });
    let copy = button(page, "button button--small", "Copy", (), copy_secret);
    let forget = button(page, "button button--small", "Forget the secret", (), forget);
    let buttons = classed("span", "hook__buttons")
        .child(show.attr("id", "incoming-show").child(about()))
        .child(copy.attr("id", "incoming-copy-secret").child(about()))
        .child(forget.attr("id", "incoming-forget"));
    vec![
        row("Secret", "incoming-secret", &text).child(buttons),
        classed("p", "note")
            .attr("data-tone", "warning")
            .text("The secret is here this once: neither this page nor Devopness can show it again. It is not stored anywhere."),
    ]
}

/// Changes what is shown of the hook.
pub fn update(page: Page, with: impl FnOnce(&mut Made)) {
    change(page, |memory| {
        if let Job::Made(made) = memory.job.change() {
            with(made);
        }
    });
}

fn forget(page: Page, (): ()) {
    page.update(|model| model.hold_secret(None));
    update(page, |made| made.shown = false);
    page.announce("The secret is forgotten.");
    leptos::prelude::request_animation_frame(|| focus_id(TITLE));
}

/// Copies the secret without showing it. Where the browser refuses there is nothing on the screen to be copied by hand
/// yet, which is said.
fn copy_secret(page: Page, (): ()) {
    let Some(secret) = page.peek(|model| model.hook_secret().cloned()) else { return };
    spawn_local(async move {
        page.announce(if clipboard::write(secret.reveal()).await {
            "Secret copied."
        } else {
            "The secret could not be copied: the browser refused. Press Show, select it and copy it by hand."
        });
    });
}
