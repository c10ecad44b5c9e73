//! The incoming hook of every provider and trigger: its request and its words, kept as files, and what it makes of
//! everything that the provider sends.

use std::path::{Path, PathBuf};

use hook_builder::devopness::hook::Hook;
use hook_builder::doctor::incoming::{IncomingForm, IncomingPlan, Reading, incoming, read, read_planned};
use hook_builder::exchange::export::curl;
use hook_builder::form::field::Field;
use hook_builder::form::plan::plan;
use hook_builder::form::values::FormValues;
use hook_builder::provider::PROVIDERS;
use hook_builder::provider::sender::Happening::{self, Closed, Deletion, Fork, Opened, Ping, Push, Tag, Updated};
use hook_builder::provider::sender::{Facts, Trigger, payload};
use serde_json::{Value, json, to_value};

use crate::goldens::{assert_no_orphans, compare, shown};

const FACTS: Facts = Facts {
    hash: "8d1f5c0e2b7a49638fd24c6b9a3e7f5012c4d6e8",
    branch: "feature/checkout",
    into: "main",
    number: 42,
    title: "Speed up the checkout page",
};

/// A push goes to the branch that a request would go into.
fn facts(what: Happening) -> Facts<'static> {
    if matches!(what, Push | Deletion) { Facts { branch: "main", ..FACTS } } else { FACTS }
}

/// The form that a person has after choosing the provider, with a branch variable and a template of a request's title.
fn main_form(provider: &str, trigger: Trigger) -> FormValues {
    let example = PROVIDERS.iter().find(|p| p.id() == provider).expect("a provider").example();
    let mut main = FormValues::new("512", example);
    main.set_text(Field::Provider, provider.into());
    main.set_text(Field::BranchVariable, "branch".into());
    if trigger == Trigger::Request {
        let key = "deploy {{ action.triggered_from.hook_parsed_variables.pull_request_id }}";
        main.set_text(Field::StatusKey, key.into());
    }
    main
}

fn planned(provider: &str, trigger: Trigger, change: impl FnOnce(&mut IncomingForm)) -> IncomingPlan {
    let main = main_form(provider, trigger);
    let plan = plan(&main);
    let mut form = IncomingForm::for_plan(&main, &plan);
    assert_eq!(form.trigger, trigger, "{provider}");
    change(&mut form);
    incoming(&form, &plan)
}

fn all() -> impl Iterator<Item = (&'static str, Trigger)> {
    PROVIDERS.iter().flat_map(|provider| Trigger::ALL.map(|trigger| (provider.id(), trigger)))
}

/// What the hook makes of something, read as a hook that is planned, and as the API would give the same hook back.
fn reading(plan: &IncomingPlan, body: &Value) -> Reading {
    let reading = read_planned(&plan.hook, body);
    let mut answer = to_value(plan.request.body.as_ref().expect("a create has a body")).expect("a body is JSON");
    answer["type"] = json!("in");
    assert_eq!(read(&Hook::parse(&answer).expect("a hook"), body), reading);
    reading
}

/// Whether something starts the pipeline; `None` where the provider sends nothing of the kind.
fn starts(plan: &IncomingPlan, what: Happening) -> Option<bool> {
    payload(plan.sender, what, &facts(what)).map(|body| reading(plan, &body).starts)
}

#[test]
fn only_what_should_start_the_pipeline_does() {
    for (provider, trigger) in all() {
        let plan = planned(provider, trigger, |_| {});
        let good = if trigger == Trigger::Push { vec![Push] } else { vec![Opened, Updated] };
        for what in Happening::ALL.into_iter().filter(|what| *what != Fork) {
            let Some(started) = starts(&plan, what) else { continue };
            assert_eq!(started, good.contains(&what), "{provider}, {trigger:?}: {what:?}");
        }
    }
}

#[test]
fn a_fork_starts_nothing_where_it_can_be_told_apart() {
    for (provider, trigger) in all().filter(|(_, trigger)| *trigger == Trigger::Request) {
        let plan = planned(provider, trigger, |_| {});
        assert_eq!(starts(&plan, Fork), Some(plan.webhook.fork.is_none()), "{provider}");
        let said = plan.notes.iter().any(|note| note.text.contains("from forks"));
        assert!(said, "{provider}");
        let allowed = planned(provider, trigger, |form| form.forks = true);
        assert_eq!(starts(&allowed, Fork), Some(true), "{provider}");
        assert!(allowed.notes.iter().any(|note| note.text.contains("from forks start a deploy too")), "{provider}");
    }
}

#[test]
fn only_the_chosen_branches_start_the_pipeline() {
    for (provider, trigger) in all() {
        let what = if trigger == Trigger::Push { Push } else { Opened };
        let on = |branch: &'static str| Facts { branch, into: branch, ..FACTS };
        let check = |branches: &str, branch: &'static str, expected: bool| {
            let plan = planned(provider, trigger, |form| form.branch = branches.into());
            let body = payload(plan.sender, what, &on(branch)).expect("a sample");
            assert_eq!(reading(&plan, &body).starts, expected, "{provider}, {trigger:?}: {branches}, {branch}");
        };
        check("main", "main", true);
        check("main", "mainline", false);
        check("main", "Main", false);
        check("main, release/2", "release/2", true);
        check("refs/heads/main", "main", true);
        check("", "anything/else", true);
    }
}

#[test]
fn the_templates_find_every_variable_that_they_use() {
    for (provider, trigger) in all() {
        let plan = planned(provider, trigger, |_| {});
        assert_eq!(plan.problems, [], "{provider}, {trigger:?}");
        assert!(plan.ready() && plan.uses.contains(&"commit_hash".to_string()) && plan.steps.len() > 3);
        let what = if trigger == Trigger::Push { Push } else { Opened };
        let facts = facts(what);
        let reading = reading(&plan, &payload(plan.sender, what, &facts).expect("a sample"));
        for name in &plan.uses {
            assert!(reading.value(name).is_some(), "{provider}, {trigger:?}: {name}");
        }
        let text = |name: &str| reading.value(name).and_then(Value::as_str).unwrap_or_default().to_string();
        let hash = if plan.webhook.whole_hash { FACTS.hash } else { &FACTS.hash[..12] };
        assert_eq!(text("commit_hash"), hash, "{provider}, {trigger:?}");
        // GitHub alone takes no branch for a status; where the main form names one, it is the bare name.
        assert_eq!(text("branch"), facts.branch, "{provider}, {trigger:?}");
        match trigger {
            Trigger::Push => {
                assert_eq!([text("source_type"), text("source_ref")], ["commit", FACTS.hash], "{provider}");
                assert!(plan.webhook.whole_hash, "{provider}");
            }
            Trigger::Request => {
                assert_eq!([text("source_type"), text("source_ref")], ["branch", FACTS.branch], "{provider}");
                assert_eq!(reading.value("pull_request_id"), Some(&json!(42)), "{provider}");
                assert_eq!(text("pull_request_title"), FACTS.title, "{provider}");
            }
        }
    }
}

#[test]
fn what_only_one_guard_keeps_out_comes_in_without_it() {
    let started = |provider, trigger, what, change: fn(&mut IncomingForm)| {
        starts(&planned(provider, trigger, change), what).expect("a sample")
    };
    // GitLab's push that deletes a branch differs from a good one by its missing hash alone.
    assert!(!started("gitlab", Trigger::Push, Deletion, |_| {}));
    assert!(started("gitlab", Trigger::Push, Deletion, |form| form.required = false));
    // GitHub sends tags as pushes: the branch keeps them out.
    assert!(!started("github", Trigger::Push, Tag, |_| {}));
    assert!(started("github", Trigger::Push, Tag, |form| form.branch.clear()));
    for (provider, trigger) in all() {
        let plan = planned(provider, trigger, |form| (form.required, form.branch) = (false, String::new()));
        let known = ["gitlab", "gitlab-self-managed"].contains(&provider) && trigger == Trigger::Push;
        for what in [Ping, Closed, Deletion] {
            let expected = starts(&plan, what).map(|_| known && what == Deletion);
            assert_eq!(starts(&plan, what), expected, "{provider}, {trigger:?}: {what:?}");
        }
    }
}

#[test]
fn a_guess_is_marked_and_an_open_address_called_a_secret() {
    for (provider, trigger) in all() {
        for signed in [true, false] {
            let plan = planned(provider, trigger, |form| form.signed = signed);
            let open = plan.notes.iter().any(|note| note.text.contains("keep it as secret as a password"));
            assert_eq!(open, plan.hook.signature_header.is_none(), "{provider}");
            assert_eq!(plan.hook.signature_header.is_some(), signed && !provider.starts_with("gitlab"), "{provider}");
            for note in &plan.notes {
                assert!(note.text.ends_with('.') && note.text.starts_with(char::is_uppercase), "{}", note.text);
                assert!(note.guess || !note.text.contains("does not document"), "{}", note.text);
            }
        }
    }
}

/// The text of one golden file.
fn text(provider: &str, trigger: Trigger) -> String {
    let plan = planned(provider, trigger, |_| {});
    let mut out = format!("=== curl\n{}\n\n=== payload\n{}\n\n", curl(&plan.request), plan.payload());
    out += &format!("=== at the provider: {}\n{}\n\n=== notes\n", plan.sender.docs(), plan.steps.join("\n"));
    for note in &plan.notes {
        out += &format!("{}{}\n", if note.guess { "guess: " } else { "" }, note.text);
    }
    out += "\n=== what comes of it\n";
    for what in Happening::ALL {
        let Some(body) = payload(plan.sender, what, &facts(what)) else { continue };
        let reading = reading(&plan, &body);
        out += &format!("{what:?}: {}\n", reading.why_not.as_deref().unwrap_or("starts"));
        for (name, value) in reading.variables.iter().filter(|_| reading.starts) {
            out += &format!("  {name} = {}\n", value.as_ref().map_or("nothing".into(), Value::to_string));
        }
    }
    shown(&out)
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/core/golden_incoming")
}

fn file(provider: &str, trigger: Trigger) -> PathBuf {
    folder().join(provider).join(trigger.word()).with_extension("txt")
}

#[test]
fn every_incoming_hook_gives_the_text_of_its_golden_file() {
    compare(all().map(|(provider, trigger)| (file(provider, trigger), text(provider, trigger))));
    assert_no_orphans(&folder(), &all().map(|(provider, trigger)| file(provider, trigger)).collect());
}
