//! A delivery sent again by hand: any text as body and header must arrive as it was, with the token from the variable.

use hook_builder::devopness::delivery::Delivery;
use hook_builder::exchange::export::delivery_curl;
use hook_builder::provider::tokens::FORMS;
use hook_builder::text::json::is_invisible;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::json;

use crate::TOKEN;
use crate::random::text;
use crate::server::Server;
use crate::shell::{Input, SHELLS, Shell};

fn unseen(c: char) -> bool {
    c.is_control() || is_invisible(c)
}

/// `token` is what the variable holds, `query` whether it also stands in the address, which takes no odd characters.
fn check(shell: &Shell, input: Input, locale: &str, token: &str, query: bool) {
    let server = Server::start();
    let mut runner = TestRunner::default();
    let texts = (text(), text(), prop::bool::ANY);
    let mut sent = Vec::new();
    for at in 0..60 {
        let (body, header, as_json) = texts.new_tree(&mut runner).expect("no text is turned down").current();
        let seen = body.chars().filter(|c| !unseen(*c) || *c == '\n').collect::<String>();
        let body = if as_json { json!({ "text": body }) } else { json!(seen) };
        let delivery = Delivery::parse(
            &json!({
                "url": format!("{}/{at}?x={{{{ y }}}}{}", server.url, if query { "&private_token=abcdefgh" } else { "" }),
                "request_headers": [["Authorization", "Bearer ghs_0123456789abcdef"], ["X-Text", header], ["Content-Type", "text/plain"]],
                "request_body": body,
            }),
            FORMS,
        );
        let delivery = delivery.expect("an object is a delivery");
        let command = delivery_curl(&delivery).expect("the delivery can be sent again");
        sent.push((delivery, command));
    }
    let script = sent.iter().map(|(_, command)| command.as_str()).collect::<Vec<_>>().join("\n") + "\n";
    let said = shell.run(&script, input, &[("LC_ALL", locale), ("PROVIDER_TOKEN", token)]);
    let received = server.received();
    assert_eq!(received.len(), sent.len(), "{}: {said}", shell.name);
    for (at, ((delivery, command), got)) in sent.iter().zip(&received).enumerate() {
        let place = format!("{} {locale} {command}\n{got:#?}", shell.name);
        assert_eq!(got.method, "POST", "{place}");
        let end = if query { ["&private_token=", token].concat() } else { String::new() };
        assert_eq!(got.path, format!("/{at}?x=%7B%7B%20y%20%7D%7D{end}"), "{place}");
        let header = |name: &str| got.headers.get(name).map_or(&b""[..], |value| value.as_bytes());
        assert_eq!(header("Authorization"), ["Bearer ", token].concat().as_bytes(), "{place}");
        let value = &delivery.request_headers[1].value;
        let plain: String = value.chars().map(|c| if unseen(c) { ' ' } else { c }).collect();
        assert_eq!(header("X-Text"), plain.trim().as_bytes(), "{place}");
        match &delivery.request_body.json {
            Some(value) => {
                assert_eq!(&serde_json::from_slice::<serde_json::Value>(&got.body).unwrap(), value, "{place}")
            }
            None => assert_eq!(String::from_utf8_lossy(&got.body), delivery.request_body.raw, "{place}"),
        }
    }
}

#[test]
fn every_shell_sends_a_delivery_again() {
    for shell in SHELLS {
        check(shell, Input::File, "C.UTF-8", TOKEN, false);
        check(shell, Input::File, "C", "glpat-0123456789", true);
    }
}

#[test]
fn an_interactive_shell_does_not_read_its_history_into_a_delivery() {
    for shell in SHELLS {
        check(shell, Input::Interactive, "C.UTF-8", TOKEN, false);
    }
}
