//! The doctor's panels without a browser, through what can happen to them.

use hook_builder::devopness::endpoint::Call;
use hook_builder::devopness::error::{ApiError, Cause};
use hook_builder::devopness::event::Event;
use hook_builder::devopness::hook::Hook;
use hook_builder::doctor::apply::{Apply, Next};
use hook_builder::doctor::change::{Changes, changes};
use hook_builder::doctor::picker::Picker;
use hook_builder::doctor::preflight::Preflight;
use hook_builder::form::field::Field;
use hook_builder::form::values::FormValues;
use hook_builder::page::incoming::Switch;
use hook_builder::page::list::Read;
use hook_builder::page::shared::Shared;
use hook_builder::text::json::pretty;
use serde_json::{Value, json};

use super::care::{Asked, Question, Spot, Work};
use super::check::Check;
use super::incoming::Job;
use super::listing::Listing;
use super::state::{change, own, own_mut};
use super::{editing, hooks};
use crate::app::element::el;
use crate::app::later;
use crate::app::part::{Act, Place};
use crate::app::state::Model;
use crate::app::walk::Walk;

const PLACES: [Place; 5] = [Place::Create, Place::Hooks, Place::Pipeline, Place::Incoming, Place::Simulator];

/// All panels, with a form that can be sent.
pub fn walk() -> Walk {
    let mut walk = Walk::of(|page| el("main").children(PLACES.map(|place| later::place(page, place))));
    walk.step(|model| drop(model.open(FormValues::new("512", "acme/shop"), None)));
    walk
}

fn refused(call: Call) -> ApiError {
    call.failed(Cause::NoAnswer)
}

/// The hooks of the form as the API would list them, with an incoming one.
fn listed(model: &Model) -> Vec<Hook> {
    let outgoing = model.plan().hooks.iter().enumerate().map(|(at, planned)| {
        let body = planned.request.body.as_ref().map(|body| pretty(body, |_| false)).unwrap_or_default();
        let mut hook: Value = serde_json::from_str(&body).unwrap_or_default();
        (hook["id"], hook["type"], hook["active"]) = (json!(format!("hook-{at}")), json!("out"), json!(true));
        hook
    });
    let incoming = json!({"id": "in", "name": "Push", "type": "in", "active": true});
    outgoing.chain([incoming]).filter_map(|value| Hook::parse(&value)).collect()
}

/// Shows the list of these hooks.
pub fn list(model: &mut Model) {
    let read = Read::new(model.plan().target.clone(), 512, listed(model), false);
    own_mut(model).hooks.listing = Listing::Read(Shared::new(read));
}

/// Goes through all steps; each answer is lost, and then the list is read.
fn run(
    walk: &mut Walk,
    hooks: &[Hook],
    tell: impl Fn(&mut Model, &mut dyn FnMut(&mut Apply)),
    of: fn(&Model) -> Apply,
) {
    for _ in 0..20 {
        let mut next = Next::Stop;
        walk.step(|model| next = of(model).next());
        match next {
            Next::Stop => return,
            Next::Look => drop(walk.step(|model| tell(model, &mut |apply| apply.looked(Ok(hooks))))),
            Next::Send(at, request) => {
                walk.step(|model| tell(model, &mut |apply| apply.sending(at)));
                walk.step(|model| tell(model, &mut |apply| apply.answered(at, Err(refused(request.call)))));
            }
        }
    }
}

fn tell_create(model: &mut Model, told: &mut dyn FnMut(&mut Apply)) {
    own_mut(model).apply.iter_mut().for_each(|apply| told(apply.change()));
}

fn tell_care(model: &mut Model, told: &mut dyn FnMut(&mut Apply)) {
    own_mut(model).hooks.works.iter_mut().for_each(|work| told(work.apply.change()));
}

#[test]
fn checklist_plan_and_steps_follow_what_they_show() {
    let mut walk = walk();
    let html = walk.step(|model| {
        let reading = Preflight::start(model.plan().target.clone(), Some(512), None, true);
        own_mut(model).check = Check::begin(reading, Act::Create);
    });
    assert!(html.contains("Checking …"), "{html}");
    for _ in 0..20 {
        let mut asked = None;
        walk.step(|model| asked = own(model).check.reading.as_ref().and_then(|reading| reading.next()));
        let Some((ask, request)) = asked else { break };
        walk.press(|page| {
            change(page, |state| state.check.answered(ask, Err(refused(request.call))));
        });
    }
    walk.press(|page| change(page, |state| state.check.end()));
    // The form is about another pipeline for a while.
    walk.step(|model| drop(model.open(FormValues::new("513", "acme/shop"), None)));
    walk.step(|model| drop(model.open(FormValues::new("512", "acme/shop"), None)));
    let html = walk.step(|model| {
        let Some(ready) = model.ready() else { return };
        let made = (model.plan().clone(), changes(&ready, &[], &[]));
        own_mut(model).changes.change().made = Some(made);
    });
    assert!(html.contains("What will be done in pipeline 512"), "{html}");
    walk.press(|page| change(page, |state| state.changes.change().keep_extra = true));
    walk.press(|page| change(page, |state| state.changes.change().note = Some("Nothing was sent.".into())));
    walk.step(|model| {
        let Some((plan, changes)) = own_mut(model).changes.change().made.take() else { return };
        own_mut(model).apply = Some(Shared::new(Apply::start(&plan.target, 512, changes, None)));
    });
    run(&mut walk, &[], tell_create, |model| own(model).apply.as_deref().cloned().unwrap_or_else(|| unreachable!()));
    let html = walk.step(|model| drop(model.open(FormValues::new("512", "acme/other"), None)));
    assert!(html.contains("The form was changed since."), "{html}");
    walk.step(|model| tell_create(model, &mut Apply::resume));
    walk.step(|model| tell_create(model, &mut Apply::cancel));
    walk.step(|model| tell_create(model, &mut Apply::undo));
}

#[test]
fn the_list_and_what_is_done_with_it_follow_what_they_show() {
    let mut walk = walk();
    let html = walk.press(|page| hooks::change(page, |hooks| hooks.listing = Listing::Loading(0)));
    assert!(html.contains("Reading the list …"), "{html}");
    let error = refused(Call::Hooks(512));
    walk.press(|page| hooks::change(page, |hooks| hooks.listing = Listing::Failed(error)));
    let (mut all, mut target) = (Vec::new(), None);
    let html = walk.step(|model| {
        (all, target) = (listed(model), Some(model.plan().target.clone()));
        list(model);
    });
    assert!(html.contains("4 hooks in pipeline 512") && html.contains("same as the form"), "{html}");
    let html = walk.press(|page| hooks::change(page, |hooks| hooks.filter = "push".into()));
    assert!(html.contains("1 of 4 hooks"), "{html}");
    walk.press(|page| hooks::change(page, |hooks| hooks.filter.clear()));
    walk.press(|page| hooks::change(page, |hooks| hooks.made.push("hook-1".into())));
    walk.press(|page| page.edit(Field::HashVariable, |form| form.set_text(Field::HashVariable, "sha".into())));
    for spot in [Spot::Row(0), Spot::Group(0), Spot::Selected] {
        let asked = Asked { spot, what: Question::Delete(vec!["hook-0".into()]) };
        walk.press(|page| hooks::change(page, |hooks| hooks.selected.push("hook-0".into())));
        let html = walk.press(|page| hooks::change(page, |hooks| hooks.asked = Some(asked)));
        assert!(html.contains("Its deliveries go with it."), "{html}");
    }
    let Some(target) = target else { unreachable!() };
    let work = |number: u64, removes: bool| {
        let ids = vec!["hook-0".to_string()];
        let changes = if removes { Changes::removing(&ids, &all) } else { Changes::switching(&ids, false, &all) };
        let apply = Apply::start(&target, 512, changes, None);
        Work::new(number, apply, ("Doing".into(), "Done.".into()))
    };
    for number in [1, 2, 3] {
        walk.press(|page| hooks::change(page, |hooks| hooks.works.insert(0, work(number, number == 2))));
        run(&mut walk, &all, tell_care, |model| Apply::clone(&own(model).hooks.works[0].apply));
    }
    walk.step(|model| tell_care(model, &mut Apply::undo));
    walk.press(|page| hooks::change(page, |hooks| hooks.works.clear()));
}

#[test]
fn the_incoming_hook_and_the_timeline_follow_what_they_show() {
    let mut walk = walk();
    walk.press(|page| change(page, |state| (state.incoming.open, state.simulator.open) = (true, true)));
    for repository in ["https://gitlab.com/acme/web", "acme/shop", "https://bitbucket.org/acme/shop", ""] {
        walk.press(|page| page.edit(Field::Repository, |form| form.set_text(Field::Repository, repository.into())));
    }
    walk.press(|page| page.edit(Field::BranchVariable, |form| form.set_text(Field::BranchVariable, "ref".into())));
    let description = Field::Description(Event::Started);
    walk.press(|page| page.type_in(description, "{{ trigger.variables.own }}".into()));
    walk.press(|page| change(page, |state| state.simulator.chosen = 2));
    walk.press(|page| change(page, |state| state.incoming.builder.turn(Switch::Required, false)));
    for job in [Job::Working("Working …"), Job::Failed("Failed.", refused(Call::Hooks(512)))] {
        walk.press(|page| change(page, |state| state.incoming.job = Shared::new(job)));
    }
    walk.step(|model| {
        let request = model.plan().list.clone();
        own_mut(model).incoming.job = Shared::new(Job::Asked(Box::new(request), Vec::new()));
    });
}

#[test]
fn choosing_a_pipeline_and_editing_a_set_follow_what_they_show() {
    let mut walk = walk();
    walk.step(list);
    walk.step(|model| {
        let picker = Picker::start(model.plan().target.clone());
        own_mut(model).finder.picker = Some(Shared::new(picker));
    });
    let mut call = None;
    let mut choose = |told: &mut dyn FnMut(&mut Picker)| {
        walk.press(|page| change(page, |state| state.finder.picker.iter_mut().for_each(|picker| told(picker.change()))))
    };
    choose(&mut |picker| call = picker.call());
    let Some((ticket, request)) = call else { unreachable!() };
    let error = refused(request.call);
    let html = choose(&mut |picker| picker.answered(ticket, Err(error.clone())));
    assert!(html.contains("picker-retry"), "{html}");
    choose(&mut |picker| picker.retry());
    choose(&mut |picker| picker.set_filter("shop".into()));
    walk.press(|page| change(page, |state| state.finder.picker = None));
    let html = walk.step(|model| drop(editing::show(model, 0)));
    assert!(html.contains("Editing "), "{html}");
    walk.press(editing::end);
}
