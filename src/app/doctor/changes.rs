//! What creating would change in the pipeline: shown first, and done only when it is confirmed.

use hook_builder::devopness::hook::Direction;
use hook_builder::devopness::resource::Application;
use hook_builder::doctor::change::{Change, Changes, Edit, changes};
use hook_builder::doctor::preflight::Preflight;
use hook_builder::form::plan::Plan;
use hook_builder::page::shared::Shared;
use hook_builder::provider::PROVIDERS;
use hook_builder::provider::repository::{host_of, is_cloud};
use hook_builder::text::json::visible;

use super::confirm;
use super::state::{State, change, own};
use crate::app::Element;
use crate::app::element::{button, classed, el};
use crate::app::keep::tick;
use crate::app::state::{Model, Page, focus_id};
use hook_builder::page::Origin;

/// The id of the box to tick where the status goes to a host of which nothing is known.
const AGREE: &str = "agree-host";

/// A plan of changes that waits for its confirmation.
#[derive(Clone, Default)]
pub struct Planned {
    /// The plan of the form that it was made from, and the changes.
    pub made: Option<(Shared<Plan>, Changes)>,
    /// Whether it could not be made, since the list could not be read. The checklist tells why.
    pub failed: bool,
    /// Whether hooks that are one too many stay.
    pub keep_extra: bool,
    /// Why the last Confirm sent nothing.
    pub note: Option<String>,
    /// Whether it was confirmed, and the list is being read again.
    pub confirmed: bool,
    /// Whether somebody agreed that the status goes to the hosts of [`strangers`].
    agreed: bool,
    /// The ids of the hooks that were opened into the form to be edited.
    pub edited: Vec<String>,
}

impl Planned {
    /// Takes the plan away: it was carried out, or is no longer wanted.
    pub fn clear(&mut self) {
        (self.made, self.note) = (None, None);
        (self.failed, self.agreed, self.confirmed) = (false, false, false);
    }

    /// Puts other changes for the same form in the place of those that are shown.
    pub fn replace(&mut self, changes: Changes) {
        self.agreed = false;
        if let Some((_, shown)) = &mut self.made {
            *shown = changes;
        }
    }
}

/// Works out the changes from the list that was just read.
pub fn plan(page: Page) {
    let made = page.peek(|model| {
        let state = own(model);
        let ready = model.ready()?;
        let hooks = state.check.evidence()?.hooks.as_ref()?.as_ref().ok()?;
        Some((model.plan().clone(), changes(&ready, hooks, &state.changes.edited)))
    });
    let words = match &made {
        Some((_, changes)) if changes.any() => "See what will be changed, then confirm it.",
        Some(_) => "These hooks exist already. Nothing was sent.",
        None => "Nothing was created: the pipeline's hooks could not be read.",
    };
    change(page, |state| {
        let planned = state.changes.change();
        match made {
            Some(made) => {
                planned.clear();
                planned.made = Some(made);
            }
            None => planned.failed = true,
        }
    });
    page.announce(words);
    leptos::prelude::request_animation_frame(|| focus_id("plan-title"));
}

/// Where the plan stands.
pub fn place(page: Page) -> Element {
    el("div").region(page, (), key, |page, model, ()| view(page, model, own(model)).into_iter().collect())
}

/// What was planned, for which form, where that comes from, and what tells whose hosts its own are.
fn key(model: &Model, (): ()) -> (Shared<Planned>, Option<MadeFrom>) {
    let state = own(model);
    let from = || (model.plan().clone(), model.origin(), state.check.reading.clone());
    (state.changes.clone(), state.changes.made.as_ref().map(|_| from()))
}

type MadeFrom = (Shared<Plan>, Option<Origin>, Option<Shared<Preflight>>);

/// The plan, with the question whether to carry it out.
fn view(page: Page, model: &Model, state: &State) -> Option<Element> {
    let planned = &state.changes;
    let panel = |title: &str| {
        classed("section", "panel")
            .attr("aria-labelledby", "plan-title")
            .child(classed("h3", "panel__title").attr("id", "plan-title").attr("tabindex", "-1").text(title))
    };
    if planned.failed {
        let words =
            "Without the list of hooks that are there nothing can be planned. The checks above say why it is missing.";
        return Some(panel("No plan could be made").child(classed("p", "note").text(words)));
    }
    let (plan, changes) = planned.made.as_ref()?;
    let place = [" in pipeline ", &pipeline(plan), " at ", &plan.target.base].concat();
    let origin = model.origin().map(|origin| origin.words(plan)).or_else(|| plan.receipt());
    let warned = if model.origin().is_some() { "warning" } else { "hint" };
    let receipt = origin.map(|words| classed("p", "note").attr("data-tone", warned).text(&words));
    let lines = classed("ol", "changes").attr("aria-label", "Changes").children(changes.list.iter().map(line));
    let note = planned.note.as_ref().map(|note| classed("p", "note").attr("data-tone", "warning").text(note));
    if !changes.any() {
        let title = ["Nothing to do", &place, ": the hooks are there"].concat();
        return Some(panel(&title).children(note).child(lines));
    }
    let panel = panel(&["What will be done", &place].concat()).children(note).children(receipt).child(lines);
    if plan != model.plan() {
        let words = "The form was changed since. Press Create hooks for a plan that fits it.";
        return Some(panel.child(classed("p", "note").attr("data-tone", "warning").text(words)));
    }
    let removals = changes.list.iter().any(is_removal);
    let acts = changes.list.iter().any(|change| change.acts() && !(planned.keep_extra && is_removal(change)));
    let keep = tick(
        page,
        "keep-extra",
        "Delete nothing",
        |model| own(model).changes.keep_extra,
        |page, on| change(page, |state| state.changes.change().keep_extra = on),
    );
    let strangers = strangers(state);
    let agree = || {
        let names: Vec<&str> = PROVIDERS.iter().filter(|own| !own.self_hosted()).map(|own| own.name()).collect();
        let words = [
            "Send to ",
            &strangers.join(" and "),
            ": no host of ",
            &names.join(", "),
            ", nor one that the API names as the application's. Whoever runs it gets what is sent, the token too.",
        ];
        tick(
            page,
            AGREE,
            &words.concat(),
            |model| own(model).changes.agreed,
            |page, on| change(page, |state| state.changes.change().agreed = on),
        )
    };
    let confirm =
        button(page, "button button--main", &confirm_words(planned, changes), (), |page, ()| confirm::press(page))
            .attr("id", "confirm-plan");
    let leave = button(page, "button", "Leave all as it is", (), |page, ()| {
        change(page, |state| state.changes.change().clear());
        focus_id("checks-title");
        page.announce("Nothing was changed.");
    });
    let panel = if removals { panel.child(keep) } else { panel };
    let panel = if strangers.is_empty() { panel } else { panel.child(agree()) };
    if planned.confirmed {
        return Some(panel.child(classed("p", "hooks__state").text("Reading the pipeline's hooks once more …")));
    }
    let buttons = classed("div", "buttons");
    let buttons = if acts { buttons.child(confirm) } else { buttons };
    Some(panel.child(buttons.child(leave)))
}

/// The hosts that the changes would make get the status, and that are neither a provider's own nor, as far as the API tells,
/// the application's.
fn strangers(state: &State) -> Vec<String> {
    let Some((_, changes)) = &state.changes.made else { return Vec::new() };
    let application = state.check.evidence().and_then(|evidence| evidence.application.as_ref()?.as_ref().ok());
    let own = application.and_then(Application::host);
    let mut hosts: Vec<String> = Vec::new();
    for change in changes.list.iter().filter(|change| change.acts()) {
        if let Some(host) = receiver(change)
            && !is_cloud(&host)
            && own.as_ref() != Some(&host)
            && !hosts.contains(&host)
        {
            hosts.push(host);
        }
    }
    hosts
}

/// The host that a hook sends to once the change is made.
fn receiver(change: &Change) -> Option<String> {
    let there = match change {
        Change::Remove { .. } | Change::Leave { .. } => None,
        _ => change.hook().filter(|hook| hook.direction == Direction::Outgoing).map(|hook| &hook.target_url),
    };
    let url = change.planned().map(|planned| &planned.target_url).or(there)?;
    Some(host_of(url).to_ascii_lowercase()).filter(|host| !host.is_empty())
}

/// Whether the plan that is shown may be carried out. Otherwise it is said what is missing, and the cursor is put there.
pub fn may_be_confirmed(page: Page) -> bool {
    let hosts = page.peek(|model| {
        let state = own(model);
        if state.changes.agreed { Vec::new() } else { strangers(state) }
    });
    if !hosts.is_empty() {
        page.announce(&["Nothing was sent: first tick that it may go to ", &hosts.join(" and "), "."].concat());
        focus_id(AGREE);
    }
    hosts.is_empty()
}

fn is_removal(change: &Change) -> bool {
    matches!(change, Change::Remove { .. })
}

/// What the confirming button does, in its own words.
fn confirm_words(planned: &Planned, changes: &Changes) -> String {
    let count = |word: &str| changes.list.iter().filter(|change| change.word() == word).count();
    let mut parts = Vec::new();
    for word in ["create", "update", "remove"] {
        let count = if word == "remove" && planned.keep_extra { 0 } else { count(word) };
        if count > 0 {
            parts.push([word, " ", &count.to_string()].concat());
        }
    }
    ["Confirm: ", &parts.join(", ")].concat()
}

fn pipeline(plan: &Plan) -> String {
    plan.pipeline.map_or_else(String::new, |pipeline| pipeline.id.to_string())
}

fn line(change: &Change) -> Element {
    let name = change.planned().map_or_else(|| change.hook().map_or("", |hook| &hook.name), |new| &new.name);
    let event = change.event().map_or("", |event| event.name());
    let head = classed("p", "change__name").text(&visible(name)).child(classed("code", "change__event").text(event));
    let mut body = el("div").child(head);
    let note = match change {
        Change::Create { .. } | Change::Switch { .. } => String::new(),
        Change::Keep { hook, .. } => ["It is there already, id ", &visible(&hook.id), "."].concat(),
        Change::Update { hook, .. } => ["Hook ", &visible(&hook.id), ":"].concat(),
        Change::Remove { hook, why } => ["Hook ", &visible(&hook.id), ". ", why.text()].concat(),
        Change::Leave { hook, note } => ["Hook ", &visible(&hook.id), ". ", note.text()].concat(),
    };
    if !note.is_empty() {
        body = body.child(classed("p", "change__note").text(&note));
    }
    if let Change::Update { edits, .. } = change {
        body = body.child(differences(edits));
    }
    if let Some(host) = receiver(change) {
        body = body.child(classed("p", "change__note").text(&["To ", &visible(&host), "."].concat()));
    }
    for condition in change.planned().into_iter().flat_map(|planned| &planned.conditions) {
        body = body.child(classed("p", "change__note").text(&[&condition.words(), "."].concat()));
    }
    classed("li", "change")
        .attr("data-kind", change.word())
        .child(classed("span", "change__kind").text(change.word()))
        .child(body)
}

/// Fields with what they were and what they become.
pub fn differences(edits: &[Edit]) -> Element {
    let line = |edit: &Edit| {
        let side = |tag: &'static str, text: &Option<String>| {
            text.as_ref().map(|text| el(tag).text(&if text.is_empty() { "(empty)".to_string() } else { visible(text) }))
        };
        let mut values = el("dd");
        if let Some(old) = side("del", &edit.old) {
            values = values.child(old).text(" ");
        }
        if let Some(new) = side("ins", &edit.new) {
            values = values.child(new);
        }
        classed("div", "difference").child(el("dt").text(&visible(&edit.field))).child(values)
    };
    classed("dl", "differences").children(edits.iter().map(line))
}

/// The plan that was confirmed, with the changes as they are to be made.
pub fn confirmed(state: &mut State) -> Option<Changes> {
    let (_, changes) = state.changes.change().made.take()?;
    Some(if state.changes.keep_extra { changes.without_removals() } else { changes })
}
