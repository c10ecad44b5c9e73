//! The calls of changes as text for other tools: they are the calls that the page makes.

use hook_builder::devopness::endpoint::HOOK_PLACEHOLDER;
use hook_builder::devopness::request::{ApiRequest, Method};
use hook_builder::doctor::apply::{Apply, Next, Planned};
use serde_json::{Value, json};

use super::server::{Fault, Server, read};
use super::situations::{begin, situations};
use super::{calm, same_state};

/// What a calm run sends to change something.
fn writes(server: &mut Server, apply: &mut Apply) -> Vec<ApiRequest> {
    let mut sent = Vec::new();
    loop {
        match apply.next() {
            Next::Stop => return sent,
            Next::Look => apply.looked(Ok(&server.list())),
            Next::Send(at, request) => {
                apply.sending(at);
                apply.answered(at, read(&request, server.answer(&request, Fault::None)));
                sent.extend((request.method != Method::Get).then_some(*request));
            }
        }
    }
}

/// Each call as one text. Bodies count as values: what puts a hook back has its fields in the API's order.
fn texts<'a>(requests: impl IntoIterator<Item = &'a ApiRequest>) -> Vec<String> {
    let body = |request: &ApiRequest| serde_json::to_value(&request.body).expect("a body");
    requests.into_iter().map(|request| format!("{} {} {}", request.method.name(), request.url, body(request))).collect()
}

fn requests(calls: &[Planned]) -> impl Iterator<Item = &ApiRequest> {
    calls.iter().map(|call| &call.request)
}

#[test]
fn what_is_written_before_is_what_is_sent() {
    for (name, mut server) in situations() {
        let mut apply = begin(&server);
        let calls = apply.calls().unwrap_or_else(|| panic!("{name}"));
        let sent = writes(&mut server, &mut apply);
        // A setting that only the hook itself tells is not in the list that the page reads hooks from.
        let known = |text: String| text.replace(r#","tomorrow":{"deep":[1.50]}"#, "");
        let known = |texts: Vec<String>| texts.into_iter().map(known).collect::<Vec<_>>();
        assert_eq!(known(texts(requests(&calls))), known(texts(&sent)), "{name}");
        assert!(calls.iter().all(|call| (call.request.method == Method::Delete) == call.event.is_none()), "{name}");
    }
}

#[test]
fn what_is_written_afterwards_is_what_was_sent_and_what_undoes_it() {
    for (name, mut server) in situations() {
        let before = server.hooks.clone();
        let mut apply = begin(&server);
        let sent = writes(&mut server, &mut apply);
        assert_eq!(texts(requests(&apply.calls().expect(name))), texts(&sent), "{name}");
        let undo = apply.undo_calls().unwrap_or_else(|| panic!("{name}"));
        apply.undo();
        assert_eq!(texts(requests(&undo)), texts(&writes(&mut server, &mut apply)), "{name}");
        assert!(same_state(&before, &server.hooks), "{name}");
    }
}

#[test]
fn undoing_can_be_written_before_anything_was_done_but_for_the_ids_of_new_hooks() {
    for (name, mut server) in situations() {
        let mut apply = begin(&server);
        let undo = apply.undo_calls().unwrap_or_else(|| panic!("{name}"));
        calm(&mut server, &mut apply);
        let later = apply.undo_calls().unwrap_or_else(|| panic!("{name}"));
        let (undo, later): (Vec<_>, Vec<_>) = (requests(&undo).collect(), requests(&later).collect());
        assert_eq!(undo.len(), later.len(), "{name}");
        for (early, late) in undo.into_iter().zip(later) {
            assert_eq!(early.method, late.method, "{name}");
            let known = early.url.rsplit_once('/').map(|(start, _)| [start, "/", HOOK_PLACEHOLDER].concat());
            assert!(early.url == late.url || known.as_ref() == Some(&early.url), "{name}: {} {}", early.url, late.url);
            let value = |request: &ApiRequest| {
                let mut body = serde_json::to_value(&request.body).expect("a body");
                if let Some(settings) = body.get_mut("settings").and_then(Value::as_object_mut) {
                    settings.remove("tomorrow");
                }
                body
            };
            assert_eq!(value(early), value(late), "{name}");
        }
    }
}

#[test]
fn nothing_is_written_of_a_hook_of_which_the_list_says_too_little() {
    let (_, mut server) = situations().swap_remove(2);
    server.hooks.iter_mut().for_each(|hook| hook["settings"] = json!([]));
    let apply = begin(&server);
    // The update says the whole hook; putting the old one back would need its body.
    assert!(apply.calls().is_some_and(|calls| !calls.is_empty()));
    assert_eq!(apply.undo_calls(), None);
}
