//! Forms with any text in them. They differ from run to run; a failure prints its whole command.

use hook_builder::devopness::event::Event;
use hook_builder::form::field::Field;
use hook_builder::form::values::{ExtraKind, FormValues};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::Value;

use crate::forms::HOSTILE;

/// What shells read as something else than text, beside any character at all.
pub const PIECES: &[&str] = &[
    "'",
    "\\'",
    "'\\''",
    "\\\\",
    "\"",
    "$(exit 1)",
    "`exit 1`",
    "${x}",
    "$DEVOPNESS_TOKEN",
    "!!",
    "!-1",
    "!$",
    "\n",
    "\r\n",
    "\\\n",
    "%s",
    "%PATH%",
    "@/etc/passwd",
    "*",
    "~",
    "{a,b}",
    "[1-3]",
    "<(id)",
    ">x",
    "&&",
    ";",
    "#",
    "\\u0027",
    "\\x27",
    "$'\\n'",
    "\u{0}",
    "\u{1b}[2J",
    "\u{202e}",
    "\u{feff}",
    "\u{ff07}",
    "é",
    "😀",
    "{{ action.id }}",
    "--next",
    "-d",
    " ",
];

/// What shells, JSON and curl read as something else than text, beside any character at all.
pub fn text() -> impl Strategy<Value = String> {
    let hostile: Vec<char> = HOSTILE.chars().collect();
    prop_oneof![
        any::<String>(),
        prop::collection::vec(prop::sample::select(hostile), 0..60).prop_map(String::from_iter),
        prop::collection::vec(prop::sample::select(PIECES), 0..16).prop_map(|pieces| pieces.concat()),
    ]
}

/// So many forms, each with its three hooks.
pub fn forms(count: usize) -> Vec<FormValues> {
    let mut runner = TestRunner::default();
    let repositories = prop::sample::select(vec![
        "https://github.com/acme/shop",
        "https://gitlab.com/acme/web/shop",
        "https://bitbucket.org/acme/shop",
        "https://bitbucket.acme.dev/projects/SHOP/repos/web",
    ]);
    let strategy = (repositories, prop::collection::vec(text(), 16)).prop_map(|(repository, texts)| {
        let mut texts = texts.into_iter();
        let mut next = || texts.next().expect("one text for each field");
        let mut form = FormValues::new("512", repository);
        for field in [Field::StatusKey, Field::Link, Field::HashVariable, Field::BranchVariable] {
            form.set_text(field, next());
        }
        for event in Event::USUAL {
            form.set_text(Field::Description(event), next());
            form.set_text(Field::HookName(event), next());
        }
        let id = form.headers[0].id;
        form.set_text(Field::HeaderValue(id), next());
        for kind in [ExtraKind::Text, ExtraKind::Json] {
            let id = form.add_extra();
            let value = next();
            let json = || Value::from(vec![value.clone(), value.chars().rev().collect()]).to_string();
            form.set_text(Field::ExtraName(id), next());
            form.set_text(Field::ExtraKind(id), kind.label().into());
            form.set_text(Field::ExtraValue(id), if kind == ExtraKind::Json { json() } else { value });
        }
        form
    });
    let form = |_| strategy.new_tree(&mut runner).expect("no text is turned down").current();
    (0..count).map(form).collect()
}
