//! What can happen to the page, change by change.

use super::shared::Shared;
use super::{Choice, Model, Notice, Origin, Reach, Tone};
use crate::devopness::endpoint::Api;
use crate::devopness::event::Event;
use crate::devopness::policy::Policy;
use crate::exchange::link::FRESH;
use crate::form::field::Field;
use crate::form::rules::{GUARD, take_out};
use crate::form::values::FormValues;
use crate::secret::{HookSecret, Secret};

const TOKEN: &str = "devopness_pat_0123456789abcdef0123456789abcdef";

/// A model with a form that can be sent.
fn ready() -> Model {
    let mut model = Model::default();
    model.type_in(Field::Pipeline, "512".into());
    model.type_in(Field::Repository, "acme/shop".into());
    model
}

/// With the rules and with who looks for the token.
fn whole() -> Model {
    let mut model = ready();
    model.take_rules(&GUARD);
    model.take_finder(|token, form| take_out(form, token));
    model
}

fn note(model: &Model, field: Field) -> Option<(Tone, String)> {
    model.note(field).map(|(tone, text)| (tone, text.to_string()))
}

#[test]
fn what_is_typed_is_planned_and_voids_what_was_said_of_its_field() {
    let mut model = Model::default();
    assert!(model.ready().is_none() && !model.is_typed(Field::Pipeline));
    let before = model.plan().clone();
    model.fill_in(FormValues::new("1", "a/b"), vec![(Field::Pipeline, "The application says so.".into())]);
    assert_eq!(note(&model, Field::Pipeline), Some((Tone::Hint, "Filled in. The application says so.".into())));
    model.refuse(vec![(Field::Pipeline, "No such pipeline.".into()), (Field::Link, "No.".into())]);
    assert_eq!(note(&model, Field::Pipeline), Some((Tone::Error, "No such pipeline.".into())));
    model.type_in(Field::Pipeline, "512".into());
    assert!(*model.plan() != before && model.plan().pipeline.is_some_and(|pipeline| pipeline.id == 512));
    assert!(model.is_typed(Field::Pipeline) && !model.is_filled(Field::Pipeline));
    assert_eq!((note(&model, Field::Pipeline), note(&model, Field::Link)), (None, Some((Tone::Error, "No.".into()))));
    model.edit(Field::Link, |form| form.set_text(Field::Link, "https://example.com".into()));
    assert_eq!((note(&model, Field::Link), model.form().text(Field::Link)), (None, "https://example.com"));
    assert!(model.ready().is_some() && !model.is_typed(Field::Link));
}

#[test]
fn an_empty_field_is_a_fault_once_it_was_left_or_somebody_wants_to_go_on() {
    let mut model = Model::default();
    let tone = |model: &Model, field| note(model, field).map(|(tone, _)| tone);
    assert_eq!(tone(&model, Field::Repository), Some(Tone::Hint));
    model.touch(Field::Repository);
    assert_eq!((tone(&model, Field::Repository), tone(&model, Field::Pipeline)), (Some(Tone::Error), Some(Tone::Hint)));
    assert_eq!(model.touch_blocking(), Some(Field::Pipeline));
    assert_eq!(tone(&model, Field::Pipeline), Some(Tone::Error));
    assert_eq!(tone(&model, Field::Token), None);
    model.touch(Field::Token);
    assert_eq!(tone(&model, Field::Token), Some(Tone::Error));
    assert_eq!(ready().touch_blocking(), None);
}

#[test]
fn another_form_takes_the_place_and_is_put_back_whole() {
    let mut model = ready();
    model.fill_in(model.form().clone(), vec![(Field::Pipeline, "Why.".into()), (Field::HashVariable, "Why.".into())]);
    let (form, typed) = (model.form().clone(), [Field::Server]);
    let before = model.take_over(FormValues::new("7", "a/b"), Some(Origin::Import), &typed);
    assert_eq!((before.form(), model.origin()), (&form, Some(Origin::Import)));
    assert!(model.is_typed(Field::Server));
    assert!(
        !model.is_filled(Field::Pipeline) && model.is_filled(Field::HashVariable),
        "what differs was not filled in"
    );
    model.put_back(before);
    assert_eq!((model.form(), model.origin()), (&form, None));
    assert!(!model.is_typed(Field::Server) && model.is_filled(Field::Pipeline));
    assert!(model.plan().pipeline.is_some_and(|pipeline| pipeline.id == 512));
}

#[test]
fn a_form_from_elsewhere_is_a_beginning_until_somebody_has_looked_at_it() {
    let mut model = Model::default();
    model.touch(Field::Repository);
    model.refuse(vec![(Field::Pipeline, "No.".into())]);
    let before = model.open(FormValues::new("512", ""), Some(Origin::Link));
    assert_eq!(before, (FormValues::default(), None));
    assert_eq!((model.origin(), note(&model, Field::Pipeline)), (Some(Origin::Link), None));
    assert_eq!(note(&model, Field::Repository).map(|(tone, _)| tone), Some(Tone::Hint));
    assert!(model.is_typed(Field::Pipeline) && !model.is_typed(Field::Repository));
    model.looked();
    assert_eq!(model.origin(), None);
    model.open(FormValues::new("512", "acme/shop"), Some(Origin::Draft));
    model.type_in(Field::Pipeline, "513".into());
    assert_eq!(model.origin(), Some(Origin::Draft), "that says nothing of who receives the token");
    model.type_in(Field::Repository, "acme/other".into());
    assert_eq!(model.origin(), None);
}

#[test]
fn the_rules_that_come_later_look_at_the_same_form() {
    let mut model = ready();
    model.type_in(Field::Link, "ftp://example.com".into());
    let plain = model.plan().problems.len();
    model.take_rules(&GUARD);
    assert!(model.plan().problems.len() > plain);
    let plan = model.plan().clone();
    model.take_rules(&GUARD);
    assert!(*model.plan() == plan, "once is enough");
}

#[test]
fn a_token_in_the_form_is_found_by_who_looks_for_it_and_goes_into_no_link() {
    let mut model = ready();
    model.type_in(Field::Description(Event::Started), format!("with {TOKEN}"));
    model.take_token(Secret::parse(TOKEN));
    assert!(model.token().is_some() && !model.holds_token());
    assert!(model.link().is_err(), "nobody is here who looks for it");
    model.take_finder(|token, form| take_out(form, token));
    assert!(model.holds_token() && model.misplaced(Field::Description(Event::Started)).is_some());
    assert!(model.link().is_err() && model.ready().is_none());
    model.type_in(Field::Description(Event::Started), "Deploying".into());
    assert!(!model.holds_token() && model.link().is_ok_and(|link| link.contains("Deploying")));
    model.hold_secret(HookSecret::parse("s3cret-of-a-hook"));
    model.keep_token(true);
    assert!(model.hook_secret().is_some() && model.keep().keeps_token());
    model.forget();
    assert!(model.token().is_none() && model.hook_secret().is_none() && !model.keep().keeps_token());
}

#[test]
fn a_form_is_written_once_for_each_change() {
    let mut model = Model::default();
    assert!(model.is_written(), "a fresh form has neither link nor draft");
    model.type_in(Field::Pipeline, "512".into());
    assert!(!model.is_written());
    model.write();
    model.take_rules(&GUARD);
    model.touch(Field::Repository);
    assert!(model.is_written(), "neither is a change of the form");
    model.open_kept(FormValues::new("512", "acme/shop"), None);
    model.looked();
    assert!(model.is_written(), "nor is a look at it");
    model.open_kept(FormValues::new("512", "acme/shop"), None);
    for text in ["acme/shops", "acme/shop"] {
        model.type_in(Field::Repository, text.into());
    }
    assert!(!model.is_written(), "it comes from nowhere else now");
    let mut model = whole();
    model.write();
    model.type_in(Field::Link, TOKEN.into());
    model.write();
    assert!(model.is_written());
    model.take_token(Secret::parse(TOKEN));
    model.type_in(Field::Link, String::new());
    assert!(!model.is_written(), "what had to go may come back");
}

#[test]
fn an_api_that_a_link_names_waits_until_the_page_has_it_and_somebody_agrees() {
    let mut form = FormValues::new("512", "acme/shop");
    (form.api, form.api_other) = (Api::Other, "https://api.example.com".into());
    for own in [None, Some(Some(Origin::Draft))] {
        let mut model = Model::default();
        let before = model.open_kept(form.clone(), own);
        assert_eq!(before, (FormValues::default(), None));
        assert_eq!((&model.form().api, model.is_written()), (&Api::Production, true));
        assert_eq!(model.keep().wanted(), Some(&(Api::Other, "https://api.example.com".into())));
        assert_eq!(model.keep().is_agreed(), own.is_some());
        assert_eq!(model.form().api_other.is_empty(), own.is_none());
        assert_eq!(model.origin(), Some(own.flatten().unwrap_or(Origin::Link)));
        assert!(!model.choose_api(), "the page does not have it");
        let policy = Policy::parse("connect-src 'self' https://api.example.com", "https://page.example.org");
        model.look_around(Reach::new(policy, None, None));
        assert!(model.choose_api() && model.keep().wanted().is_none());
        assert_eq!((&model.form().api, &*model.form().api_other), (&Api::Other, "https://api.example.com"));
        assert!(model.may_call());
    }
    let mut model = Model::default();
    model.open_kept(form, None);
    model.drop_api();
    assert!(!model.choose_api());
    let mut model = Model::default();
    model.open_kept(FormValues::default(), None);
    assert_eq!((model.origin(), model.keep().wanted()), (None, None), "a fresh form comes from nowhere");
}

#[test]
fn what_is_said_and_kept_of_drafts_is_remembered() {
    let mut model = Model::default();
    model.say(Some(Notice::Draft));
    assert_eq!(model.keep().notice(), Some(&Notice::Draft));
    assert_eq!(model.take_offered(), None);
    model.say(Some(Notice::Offered("#f".into())));
    assert_eq!((model.take_offered(), model.keep().notice()), (Some("#f".into()), None));
    model.turn_drafts(false);
    assert!(model.keep().is_off());
    model.turn_drafts(true);
    model.know_draft(Some(FRESH.into()));
    assert!(!model.keep().is_off() && model.keep().known() == Some(FRESH));
    model.bring_token("1 Bearer x".into());
    assert!(model.keep().has_kept_token());
    assert_eq!((model.take_kept_token(), model.take_kept_token()), (Some("1 Bearer x".into()), None));
    model.remember((FormValues::new("1", "a/b"), Some(Origin::Link)));
    assert_eq!(model.take_replaced(), (FormValues::new("1", "a/b"), Some(Origin::Link)));
    assert_eq!(model.take_replaced(), (FormValues::default(), None));
}

#[test]
fn choices_of_what_is_shown_stay() {
    let mut model = ready();
    model.show_event(3);
    assert_eq!(model.event(), Event::Started, "the optional event is off");
    model.edit(Field::On(Event::Queued), |form| form.events[3].on = true);
    assert_eq!((model.event(), model.is_offered(Event::Queued)), (Event::ALL[3], true));
    model.show_format(2);
    model.choose_theme("dark");
    model.use_field(Field::Link);
    assert_eq!((model.format(), model.theme(), model.last_field()), (2, "dark", Some(Field::Link)));
    model.begin();
    assert!(model.is_busy());
    model.end();
    assert!(!model.is_busy());
}

#[test]
fn the_same_words_said_again_are_said_again() {
    let mut model = Model::default();
    model.announce("Copied.".into());
    let first: Shared<String> = model.announcement().clone();
    model.announce("Copied.".into());
    assert_eq!((&**model.announcement() as &str, *model.announcement() == first), ("Copied.", false));
}

#[test]
fn the_apis_are_those_that_this_copy_may_call() {
    let words = |reach: &Reach| reach.apis.iter().map(|choice: &Choice| choice.word).collect::<Vec<_>>();
    let own = "https://page.example.org";
    let official = ["production", "staging"];
    assert_eq!(words(&Reach::default()), official);
    let local = Some(("http://127.0.0.1:1".into(), "http://127.0.0.1:2".into()));
    let reach = Reach::new(Policy::parse("connect-src 'self'", own), local, Some(own.into()));
    let all = ["production-proxy", "staging-proxy", "sandbox", "production-relay", "staging-relay"];
    assert_eq!(words(&reach), [&official[..], &all[..]].concat());
}
