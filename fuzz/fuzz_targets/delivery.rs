//! A delivery, as far as its diagnosis and its cURL. The whole input is read as an answer of the API; and its first lines are
//! the address, the status, a header's name, its value and the request's body, the rest is the answer's body. `$$` becomes
//! the token, which also stands in the header `Authorization`.

#![no_main]

use hook_builder::devopness::delivery::{Delivery, parse_deliveries, parse_delivery, shown_headers};
use hook_builder::devopness::endpoint::{Answer, Call};
use hook_builder::devopness::hook::Direction;
use hook_builder::doctor::diagnosis::diagnose;
use hook_builder::exchange::export::delivery_curl;
use hook_builder::provider::PROVIDERS;
use hook_builder::provider::tokens::FORMS;
use hook_builder::text::json::is_invisible;
use hook_builder::text::percent::decode;
use libfuzzer_sys::fuzz_target;
use serde_json::{Value, json};

const TOKEN: &str = "Q7zK/x+Wv93mTp=";

fuzz_target!(|text: &str| {
    let answer = Answer::of(Call::Delivery, 200, text);
    if let Ok(delivery) = parse_delivery(&answer, FORMS) {
        check(delivery);
    }
    if let Ok(entries) = parse_deliveries(&answer, FORMS) {
        assert!(entries.iter().all(|entry| entry.action_link().is_none_or(|link| link.len() < 60)));
    }
    let text = text.replace("$$", TOKEN);
    let mut lines = text.splitn(6, '\n');
    let mut next = || lines.next().unwrap_or_default();
    let (url, status, name, value, body, answer) = (next(), next(), next(), next(), next(), next());
    // A body may come as JSON or as a text with it.
    let body =
        if value.len() % 2 == 0 { hook_builder::text::json::parse(body).unwrap_or_default() } else { json!(body) };
    let hook = if name.starts_with("X-") { "in" } else { "out" };
    let bearer = ["Bearer ", TOKEN].concat();
    let delivery = Delivery::parse(
        &json!({
            "id": value, "action_id": status, "created_at": name, "url": url, "response_status_code": status,
            "request_headers": [["Authorization", bearer], [name, value]], "request_body": body,
            "response_headers": {name: [value]}, "response_body": answer, "hook": {"type": hook},
        }),
        FORMS,
    );
    let delivery = delivery.expect("an object is a delivery");
    let all = format!("{delivery:?}");
    assert!(!all.contains(TOKEN) && !decode(&delivery.url).contains(TOKEN), "{all}");
    check(delivery);
});

fn check(mut delivery: Delivery) {
    let token = |text: &str| text.contains(TOKEN);
    for direction in [Direction::Outgoing, Direction::Incoming] {
        delivery.direction = direction;
        for provider in std::iter::once(None).chain(PROVIDERS.iter().map(|provider| Some(*provider))) {
            let found = diagnose(&delivery, provider);
            assert!(!found.cause.is_empty() && !found.what.is_empty(), "{found:?}");
            let page = found.page.iter().inspect(|page| assert!(page.starts_with("https://"), "{page}"));
            for text in
                [&found.what, &found.way_out].into_iter().chain(found.evidence.iter().map(|e| &e.text)).chain(page)
            {
                // Addresses in it are kept whole.
                assert!(text.chars().count() < 10_000 && !token(text) && !text.chars().any(is_raw), "{text:?}");
            }
        }
    }
    for body in [&delivery.request_body, &delivery.response_body] {
        assert!(body.text.chars().count() <= 60_000 && !body.text.chars().any(|c| c != '\n' && is_raw(c)), "{body:?}");
    }
    let headers = [shown_headers(&delivery.request_headers), shown_headers(&delivery.response_headers)].concat();
    assert!(!headers.iter().any(|(name, value)| name.chars().chain(value.chars()).any(is_raw)), "{headers:?}");
    assert!(!delivery.shown_url().chars().any(is_raw));
    let Some(command) = delivery_curl(&delivery) else { return };
    assert!(!token(&command) && !command.chars().any(|c| c != '\n' && is_raw(c)), "{command:?}");
    let words = words(&command);
    assert_eq!(words[..4], ["curl", "--request", "POST", "--url"]);
    assert!(
        words[5..]
            .chunks(2)
            .all(|pair| pair.len() == 2 && ["--header", "--user", "--data-raw"].contains(&pair[0].as_str()))
    );
    if let Some(value) = &delivery.request_body.json {
        let sent: Option<Value> = words.last().and_then(|word| hook_builder::text::json::parse(word).ok());
        assert_eq!(sent.as_ref(), Some(value));
    }
}

/// What a terminal or an editor would act upon, and what cannot be seen.
fn is_raw(c: char) -> bool {
    c.is_control() || is_invisible(c)
}

/// The words of a command, as a POSIX shell reads them. Nothing in it means more to a shell than quotes, the variable of the
/// token, and a line that goes on.
fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut rest = command;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        let mut own = String::new();
        match c {
            '\'' => {
                let (inside, after) = rest.split_once('\'').expect("a single quote ends");
                assert!(!inside.contains("\\\\") && !inside.ends_with('\\'), "{command}");
                own.push_str(inside);
                rest = after;
            }
            '"' => {
                let (inside, after) = rest.split_once('"').expect("a double quote ends");
                let filled = inside.replace("$PROVIDER_TOKEN", "token");
                assert!(!filled.contains(['$', '`', '\\', '!']), "{command}");
                own.push_str(&filled);
                rest = after;
            }
            '\\' if rest.starts_with('\n') => rest = &rest[1..],
            '\\' => {
                let quoted = rest.chars().next().expect("something is quoted");
                assert!(quoted == '\\' || quoted == '\'', "{command}");
                own.push(quoted);
                rest = &rest[1..];
            }
            ' ' => {
                words.extend(word.take());
                continue;
            }
            c => {
                assert!(c.is_ascii_alphanumeric() || c == '-', "{c:?} in {command}");
                own.push(c);
            }
        }
        if c != '\\' || !own.is_empty() {
            word.get_or_insert_default().push_str(&own);
        }
    }
    words.extend(word);
    words
}
