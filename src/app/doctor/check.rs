//! The checklist: what is read for it, and how it is shown. It is the first step of creating, too.

use hook_builder::devopness::endpoint::Answer;
use hook_builder::devopness::error::ApiError;
use hook_builder::devopness::pipeline::Pipeline;
use hook_builder::doctor::preflight::{Action, Ask, Evidence, Line, Preflight, Verdict, lines, stops, summary};
use hook_builder::form::field::Field;
use hook_builder::form::plan::Plan;
use hook_builder::page::shared::Shared;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;

use super::call::{self, Caller};
use super::fill_in::fill_in;
use super::state::{State, change, own, own_mut};
use super::{Act, changes, hooks, incoming};
use crate::app::Element;
use crate::app::element::{button, classed, el};
use crate::app::state::{Model, Page, focus, focus_id};

/// What the checklist remembers.
#[derive(Default)]
pub struct Check {
    /// What was read, once somebody asked for it.
    pub reading: Option<Shared<Preflight>>,
    /// Whether it is being read.
    busy: bool,
    /// Whether it is the first step of creating.
    wanted: bool,
    /// Whether what passed is shown line by line.
    unfolded: bool,
}

impl Check {
    /// Begins to read. Creating begins with it, too.
    pub fn begin(reading: Preflight, act: Act) -> Check {
        let (wanted, unfolded) = (act == Act::Create, act == Act::Check);
        Check { reading: Some(Shared::new(reading)), busy: true, wanted, unfolded }
    }

    /// Takes an answer.
    pub fn answered(&mut self, ask: Ask, answer: Result<Answer, ApiError>) {
        if let Some(reading) = &mut self.reading {
            reading.change().answered(ask, answer);
        }
    }

    /// All was read that could be.
    pub fn end(&mut self) {
        self.busy = false;
    }

    /// What was read.
    pub fn evidence(&self) -> Option<&Evidence> {
        self.reading.as_ref().map(|reading| reading.evidence())
    }
}

/// The press of Check or Create.
pub fn press(page: Page, act: Act) {
    if page.peek(|model| model.is_busy()) {
        return;
    }
    let Some(pipeline) = call::pipeline(page) else { return };
    let Some(caller) = Caller::of(page) else { return };
    let reading = Preflight::start(caller.target.clone(), Some(pipeline.id), Some(caller.token().kind()), true);
    page.update(|model| {
        model.begin();
        let state = own_mut(model);
        state.check = Check::begin(reading, act);
        state.changes.change().clear();
    });
    spawn_local(async move {
        read(page, &caller).await;
        take_over(page, pipeline);
        page.update(|model| {
            model.end();
            own_mut(model).check.end();
        });
        finish(page, act);
    });
}

async fn read(page: Page, caller: &Caller) {
    let next = || page.peek(|model| own(model).check.reading.as_ref()?.next());
    while let Some((ask, request)) = next() {
        let answer = caller.send(&request).await;
        change(page, |state| state.check.answered(ask, answer));
    }
}

/// Fills in what the application tells. The pipeline may have been changed while the calls were under way.
fn take_over(page: Page, pipeline: Pipeline) {
    let application = page.peek(|model| match &own(model).check.evidence()?.application {
        Some(Ok(application)) if model.plan().pipeline == Some(pipeline) => Some(application.clone()),
        _ => None,
    });
    if let Some(application) = application {
        fill_in(page, &application);
    }
}

/// After the last call: says how it stands, and goes on to the plan where hooks are to be created.
fn finish(page: Page, act: Act) {
    let (words, stopped) = page.peek(|model| {
        let lines = lines_of(model);
        (summary(&lines), stops(&lines))
    });
    if act == Act::Check {
        page.announce(&words);
        return focus_id("checks-title");
    }
    if stopped {
        page.announce(&["Nothing was created. ", &words].concat());
        return focus_id("checks-title");
    }
    go_on(page);
}

/// On to the plan: by itself when nothing failed, else when a person wants it all the same.
fn go_on(page: Page) {
    if let Some(field) = page.touch_blocking() {
        page.announce("Nothing was created: first fill in or correct what is marked.");
        return focus(field);
    }
    changes::plan(page);
}

/// The lines of the checklist as they stand with the form as it is now.
fn lines_of(model: &Model) -> Vec<Line> {
    let Some(evidence) = own(model).check.evidence() else { return Vec::new() };
    lines(evidence, model.form(), model.plan())
}

/// Where the checklist stands.
pub fn place(page: Page) -> Element {
    el("div").region(page, (), key, |page, model, ()| view(page, model, own(model)).into_iter().collect())
}

/// What was read, the form that it is held against, and whether the plan is there that follows.
fn key(model: &Model, (): ()) -> Option<(Shared<Preflight>, Shared<Plan>, [bool; 3])> {
    let state = own(model);
    let reading = state.check.reading.clone()?;
    let flags = [state.check.busy, state.check.wanted, state.changes.made.is_some()];
    Some((reading, model.plan().clone(), flags))
}

/// The checklist. What passed is told in one line, unless somebody wants to read it: what is left stands out.
fn view(page: Page, model: &Model, state: &State) -> Option<Element> {
    state.check.evidence()?;
    let list = lines_of(model);
    let title = if state.check.busy { "Checking …".to_string() } else { summary(&list) };
    let (passed, open): (Vec<_>, Vec<_>) = list.iter().enumerate().partition(|(_, line)| line.verdict == Verdict::Pass);
    let list_of = |name, lines: Vec<(usize, &Line)>| {
        let items = lines.into_iter().map(|(at, line)| line_view(page, at, line));
        classed("ol", "checks").attr("aria-label", name).children(items)
    };
    let count = [&passed.len().to_string(), " passed"].concat();
    let fold = classed("details", "checks-passed")
        .child(classed("summary", "checks-passed__summary").attr("id", "checks-passed").text(&count))
        .live_attr("open", (), |model, ()| own(model).check.unfolded.then(String::new))
        .on(page, "toggle", (), |page, (), event| unfolded(page, &event));
    let mut panel = classed("section", "panel")
        .attr("aria-labelledby", "checks-title")
        .child(classed("h3", "panel__title").attr("id", "checks-title").attr("tabindex", "-1").text(&title));
    if !open.is_empty() {
        panel = panel.child(list_of("Checks to look at", open));
    }
    if !passed.is_empty() {
        panel = panel.child(fold.child(list_of("Checks that passed", passed)));
    }
    // A person may know better: what failed may be put right afterwards, or the API may not tell all.
    let hooks_read = state.check.evidence().is_some_and(|evidence| matches!(evidence.hooks, Some(Ok(_))));
    if state.check.wanted && !state.check.busy && stops(&list) && hooks_read && state.changes.made.is_none() {
        let all_the_same = button(page, "button", "Plan all the same", (), |page, ()| go_on(page));
        panel = panel.child(classed("div", "buttons").child(all_the_same.attr("id", "plan-all-the-same")));
    }
    Some(panel)
}

/// Remembers whether what passed is to be read, since the list is made anew.
fn unfolded(page: Page, event: &web_sys::Event) {
    let details: Option<web_sys::Element> = event.current_target().and_then(|target| target.dyn_into().ok());
    let is_open = details.is_some_and(|details| details.has_attribute("open"));
    change(page, |state| state.check.unfolded = is_open);
}

fn line_view(page: Page, at: usize, line: &Line) -> Element {
    let head = classed("p", "check-line__title")
        .text(line.title)
        .child(classed("span", "visually-hidden").text(&[": ", line.verdict.word()].concat()));
    let mut body = el("div").child(head);
    if !line.text.is_empty() {
        body = body.child(classed("p", "check-line__text").text(&line.text));
    }
    if !line.points.is_empty() {
        let points = line.points.iter().map(|point| el("li").text(point));
        body = body.child(classed("ul", "check-line__points").children(points));
    }
    if !line.next.is_empty() {
        body = body.child(classed("p", "check-line__next").text(&line.next));
    }
    if !line.actions.is_empty() {
        let buttons = line.actions.iter().enumerate().map(|(which, action)| {
            let id = ["check-", line.id, "-", &which.to_string()].concat();
            button(page, "button button--small", &action.label(), (at, which), act).attr("id", &id)
        });
        body = body.child(classed("div", "buttons").children(buttons));
    }
    classed("li", "check-line")
        .attr("data-verdict", line.verdict.word())
        .child(classed("span", "dot").attr("aria-hidden", "true"))
        .child(body)
}

/// The press of what one line offers.
fn act(page: Page, (at, which): (usize, usize)) {
    let action = page.peek(|model| lines_of(model).get(at).and_then(|line| line.actions.get(which).cloned()));
    let Some(action) = action else { return };
    match action {
        Action::Take { field, .. } => {
            page.edit(field, |form| {
                action.apply(form);
            });
            // The line with the button may be gone.
            focus_id("checks-title");
            page.announce(&[&field.label(), " changed."].concat());
        }
        Action::TurnOnGuard => {
            page.edit(Field::OnlyHookRuns, |form| {
                action.apply(form);
            });
            focus_id("checks-title");
            page.announce("Only deploys that a hook started will be reported.");
        }
        Action::Focus(field) => focus(field),
        Action::OpenIncoming => incoming::open(page),
        Action::ShowHooks(ids) => hooks::show_only(page, &ids),
        Action::TryAgain => {
            let wanted = page.peek(|model| own(model).check.wanted);
            press(page, if wanted { Act::Create } else { Act::Check });
        }
    }
}
