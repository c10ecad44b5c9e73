//! What happens at each provider, as tables.

use super::*;
use crate::form::field::Field;
use crate::form::values::FormValues;
use crate::provider::PROVIDERS;

/// A form for a provider's example.
fn form(id: &str) -> FormValues {
    let provider = crate::provider::by_id(id).expect("a provider");
    let mut form = FormValues::new("512", provider.example());
    form.set_text(Field::Provider, id.into());
    form
}

fn play(form: &FormValues, scenario: &str) -> Timeline {
    simulate(&crate::form::plan::plan(form), Scenario::by_id(scenario).expect("a scenario"))
}

/// A timeline in short: run, event, what the hook did, and the states that the commit shows.
fn short(timeline: &Timeline) -> String {
    let line = |moment: &Moment| {
        let hook = match &moment.hook {
            Firing::Missing => "no hook".to_string(),
            Firing::Held => "held".to_string(),
            Firing::Sent { reply, .. } => reply.status.to_string(),
        };
        let states: Vec<&str> = moment.shown.iter().map(|shown| shown.state.as_str()).collect();
        format!("{} {} {hook} {}", moment.run, moment.event.word(), states.join("+"))
    };
    timeline.moments.iter().map(line).collect::<Vec<_>>().join(", ").replace(" ,", ",").trim().to_string()
}

#[test]
fn scenarios_are_known_by_words_that_never_change() {
    let ids: Vec<&str> = SCENARIOS.iter().map(|scenario| scenario.id).collect();
    assert_eq!(ids, ["success", "failure", "again", "overlap", "short-hash", "by-hand", "reader", "moved"]);
    for scenario in SCENARIOS {
        assert_eq!(Scenario::by_id(scenario.id).map(|found| found.label), Some(scenario.label));
        assert!(scenario.steps.last().is_some_and(|(_, event)| matches!(event, Event::Completed | Event::Failed)));
    }
    assert!(Scenario::by_id("").is_none());
    let short =
        |id: &str| scenarios(&crate::form::plan::plan(&form(id))).any(|scenario| scenario.start == Start::ShortHash);
    let with: Vec<&str> = PROVIDERS.iter().map(|provider| provider.id()).filter(|id| short(id)).collect();
    assert_eq!(with, ["bitbucket"]);
}

#[test]
fn each_scenario_ends_as_the_providers_rules_say() {
    let check = |ids: &[&str], scenario: &str, expected: &str, summary: &str| {
        for id in ids {
            let timeline = play(&form(id), scenario);
            let got = (short(&timeline), timeline.summary.clone());
            assert_eq!(got, (expected.to_string(), summary.to_string()), "{id}, {scenario}");
        }
    };
    let (hub, lab) = (&["github"][..], &["gitlab"][..]);
    check(hub, "success", "1 started 201 pending, 1 completed 201 success", "The commit ends green.");
    check(hub, "failure", "1 started 201 pending, 1 failed 201 failure", "The commit ends red.");
    check(
        hub,
        "again",
        "1 started 201 pending, 1 failed 201 failure, 2 started 201 pending, 2 completed 201 success",
        "The commit ends green.",
    );
    check(
        hub,
        "overlap",
        "1 started 201 pending, 2 started 201 pending, 1 completed 201 success, 2 completed 201 success",
        "The commit ends green.",
    );
    let nothing = "The commit shows no status, since GitHub does not take the report of action.completed.";
    check(hub, "by-hand", "1 started 404, 1 completed 404", nothing);
    check(hub, "reader", "1 started 404, 1 completed 404", nothing);
    check(hub, "moved", "1 started 307, 1 completed 307", nothing);
    check(lab, "success", "1 started 201 running, 1 completed 201 success", "The commit ends green.");
    check(
        lab,
        "again",
        "1 started 201 running, 1 failed 201 failed, 2 started 201 running, 2 completed 201 success",
        "The commit ends green.",
    );
    check(
        lab,
        "overlap",
        "1 started 201 running, 2 started 400 running, 1 completed 201 success, 2 completed 201 success",
        "The commit ends green. One report was refused on the way.",
    );
    let nothing = "The commit shows no status, since GitLab does not take the report of action.completed.";
    check(lab, "by-hand", "1 started 404, 1 completed 404", nothing);
    check(lab, "reader", "1 started 403, 1 completed 403", nothing);
    check(lab, "moved", "1 started 405, 1 completed 405", nothing);
    let (cloud, center) = (&["bitbucket"][..], &["bitbucket-data-center"][..]);
    check(cloud, "short-hash", "1 started 201 INPROGRESS, 1 completed 201 SUCCESSFUL", "The commit ends green.");
    check(cloud, "reader", "1 started 201 INPROGRESS, 1 completed 201 SUCCESSFUL", "The commit ends green.");
    check(center, "reader", "1 started 204 INPROGRESS, 1 completed 204 SUCCESSFUL", "The commit ends green.");
    check(
        center,
        "overlap",
        "1 started 204 INPROGRESS, 2 started 204 INPROGRESS, 1 completed 204 SUCCESSFUL, 2 completed 204 SUCCESSFUL",
        "The commit ends green.",
    );
    let notes: Vec<String> = play(&form("github"), "overlap").moments.into_iter().map(|moment| moment.note).collect();
    assert_eq!(notes[1], "GitHub takes the report. The commit shows yellow.");
    assert_eq!(
        notes[2],
        "GitHub takes the report. The commit shows green, although another run of it is still under way."
    );
    let mut numbered = form("gitlab");
    numbered.set_text(Field::Repository, "42".into());
    let timeline = play(&numbered, "moved");
    assert_eq!(short(&timeline), "1 started 201 running, 1 completed 201 success");
    assert!(timeline.moments[0].note.contains("does not change with the name"), "{}", timeline.moments[0].note);
}

#[test]
fn a_queued_event_is_a_moment_only_where_it_has_a_hook() {
    let mut form = form("gitlab");
    form.events[Event::Queued.index()].on = true;
    assert_eq!(short(&play(&form, "success")), "1 queued 201 pending, 1 started 201 running, 1 completed 201 success");
    let timeline = play(&form, "overlap");
    let expected = "1 queued 201 pending, 1 started 201 running, 2 queued 400 running, 2 started 400 running, \
                    1 completed 201 success, 2 completed 201 success";
    assert_eq!(short(&timeline), expected);
    assert_eq!(timeline.summary, "The commit ends green. 2 reports were refused on the way.");
    assert!(timeline.moments[2].note.contains("Another run of this commit is still under way"));
    assert!(timeline.moments[4].note.contains("although another run of it is still under way"));
    assert!(!timeline.moments[5].note.contains("another run"));
    form.set_text(Field::State(Event::Queued), "running".into());
    let timeline = play(&form, "success");
    assert_eq!(short(&timeline), "1 queued 201 running, 1 started 400 running, 1 completed 201 success");
    assert!(timeline.moments[1].note.contains("The commit has this status already"), "{}", timeline.moments[1].note);
}

#[test]
fn an_event_without_hook_is_a_gap_that_can_be_seen() {
    let mut form = form("github");
    form.events[Event::Failed.index()].on = false;
    let timeline = play(&form, "failure");
    assert_eq!(short(&timeline), "1 started 201 pending, 1 failed no hook pending");
    assert_eq!(timeline.moments[1].note, "There is no hook for action.failed. The commit goes on showing yellow.");
    assert_eq!(timeline.summary, "The commit keeps showing yellow, since there is no hook for action.failed.");
    form.events[Event::Started.index()].on = false;
    let timeline = play(&form, "failure");
    assert_eq!(timeline.moments[0].note, "There is no hook for action.started. The commit shows nothing.");
    assert_eq!(timeline.summary, "The commit shows no status, since there is no hook for action.failed.");
}

#[test]
fn with_the_guard_nothing_is_sent_for_a_run_by_hand() {
    for provider in PROVIDERS {
        let mut form = form(provider.id());
        form.only_hook_runs = true;
        let timeline = play(&form, "by-hand");
        assert_eq!(short(&timeline), "1 started held, 1 completed held", "{}", provider.id());
        assert!(timeline.moments[0].note.contains("leaves out deploys that were started by hand"));
        assert_eq!(
            timeline.summary,
            "The commit shows no status, since deploys that were started by hand are left out."
        );
        assert_eq!(play(&form, "success").summary, "The commit ends green.");
    }
}

#[test]
fn a_condition_must_have_one_of_its_values() {
    let mut plan = crate::form::plan::plan(&form("github"));
    for (path, accepted, expected) in [
        ("action.pipeline.id", serde_json::json!([512]), "1 started 201 pending, 1 completed 201 success"),
        ("action.pipeline.id", serde_json::json!(["512"]), "1 started 201 pending, 1 completed 201 success"),
        ("action.pipeline.id", serde_json::json!([1, "2"]), "1 started held, 1 completed held"),
        ("nobody.knows", serde_json::json!(["x"]), "1 started held, 1 completed held"),
        ("action.id", serde_json::json!([]), "1 started held, 1 completed held"),
    ] {
        for planned in &mut plan.hooks {
            let accepted = accepted.as_array().unwrap().clone();
            planned.hook.conditions = vec![crate::devopness::hook::Condition { path: path.into(), accepted }];
        }
        let timeline = simulate(&plan, Scenario::by_id("success").unwrap());
        assert_eq!(short(&timeline), expected, "{path}");
    }
    let timeline = simulate(&plan, Scenario::by_id("success").unwrap());
    assert_eq!(timeline.summary, "The commit shows no status, since the hooks' condition does not hold.");
}

#[test]
fn a_key_that_changes_leaves_a_status_behind() {
    let mut form = form("github");
    form.set_text(Field::StatusKey, "deploy {{ action.status }}".into());
    let timeline = play(&form, "success");
    assert_eq!(short(&timeline), "1 started 201 pending, 1 completed 201 pending+success");
    assert_eq!(
        timeline.summary,
        "The commit keeps showing yellow, since it shows 2 statuses: the context is not the same in all reports."
    );
    assert!(timeline.moments[1].note.ends_with("The commit shows 2 statuses."));
}

#[test]
fn a_state_that_says_something_else_is_told() {
    let mut form = form("bitbucket");
    form.set_text(Field::State(Event::Completed), "STOPPED".into());
    assert_eq!(play(&form, "success").summary, "The commit ends grey, since that is the state for action.completed.");
}

#[test]
fn the_request_is_what_the_plan_shows_without_the_token() {
    for provider in PROVIDERS {
        let mut form = form(provider.id());
        form.set_text(Field::BranchVariable, "source_ref".into());
        let plan = crate::form::plan::plan(&form);
        let timeline = simulate(&plan, Scenario::by_id("success").unwrap());
        for (moment, event) in timeline.moments.iter().zip([Event::Started, Event::Completed]) {
            let sample = &plan.hooks.iter().find(|hook| hook.event == event).unwrap().sample;
            let Firing::Sent { request, .. } = &moment.hook else { panic!("{}", provider.id()) };
            assert_eq!((&request.url, &request.body), (&sample.url, &sample.body), "{}", provider.id());
            assert_eq!(request.headers.len(), sample.headers.len());
            assert!(request.headers.iter().any(|h| h.name == "Authorization" && h.value == "Bearer <token>"));
        }
        assert_eq!(timeline.moments[0].shown[0].description, "Application building started");
    }
}

#[test]
fn a_typed_token_is_used_and_not_shown() {
    for (name, value, status) in [
        ("Authorization", "Bearer s3cret-token", 201),
        ("PRIVATE-TOKEN", "s3cret-token", 201),
        ("Authorization", "token s3cret-token", 401),
        ("Authorization", "s3cret-token", 401),
        ("X-Other", "1", 401),
    ] {
        let mut form = form("gitlab");
        let id = form.headers[0].id;
        form.set_text(Field::HeaderName(id), name.into());
        form.set_text(Field::HeaderValue(id), value.into());
        let timeline = play(&form, "success");
        let Firing::Sent { reply, .. } = &timeline.moments[0].hook else { panic!() };
        assert_eq!(reply.status, status, "{name}: {value}");
        assert!(!format!("{timeline:?}").contains("s3cret"), "{timeline:?}");
    }
}

#[test]
fn each_run_has_its_own_number() {
    let mut form = form("github");
    form.set_text(Field::Description(Event::Started), "{{ action.id }}".into());
    let timeline = play(&form, "again");
    let numbers: Vec<&str> = [0, 2].iter().map(|at| timeline.moments[*at].shown[0].description.as_str()).collect();
    assert_eq!(numbers, ["794613284672", "794613284673"]);
}

#[test]
fn a_run_by_hand_has_no_value_from_a_hook() {
    let mut form = form("github");
    let id = form.add_header();
    form.set_text(Field::HeaderName(id), "X-Ref".into());
    let value =
        "[{{ action.triggered_from.hook_parsed_variables.source_ref }}{{ action.triggered_from.trigger_type }}]";
    form.set_text(Field::HeaderValue(id), value.into());
    for (scenario, expected, end) in [("by-hand", "[manual]", "/statuses/"), ("success", "[mainhook]", COMMIT)] {
        let timeline = play(&form, scenario);
        let Firing::Sent { request, .. } = &timeline.moments[0].hook else { panic!() };
        assert!(request.url.ends_with(end), "{}", request.url);
        assert!(request.headers.iter().any(|header| header.value == expected), "{:?}", request.headers);
    }
}

#[test]
fn a_form_that_is_empty_gives_a_timeline_as_well() {
    let timeline = play(&FormValues::default(), "success");
    assert_eq!(timeline.moments.len(), 2);
    for provider in PROVIDERS {
        let mut form = FormValues::default();
        form.set_text(Field::Provider, provider.id().into());
        for scenario in SCENARIOS {
            assert!(!play(&form, scenario.id).summary.is_empty());
        }
        assert!(guesses(&crate::form::plan::plan(&form)).ends_with('.'));
    }
}
