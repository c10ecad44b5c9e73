//! What people copy rarely comes alone: it stands in a chat, a manual, a job of a CI system, behind prompts. Whatever stands
//! around an output, it is read to the same plan, or something is said.

use std::collections::BTreeMap;

use hook_builder::devopness::event::Event;
use hook_builder::exchange::export::{Job, OUTPUTS};
use hook_builder::exchange::import::import;
use hook_builder::form::field::Field;
use hook_builder::form::plan::{Plan, plan};
use hook_builder::form::values::FormValues;
use proptest::prelude::*;
use serde_json::Value;

use crate::forms::forms;
use crate::opened::right_form;
use crate::properties::config;

/// A way that a text is written into another one.
type Wrap = (&'static str, fn(&str) -> String);

const WRAPS: [Wrap; 16] = [
    ("alone", str::to_string),
    ("Markdown", |text| format!("Run this *once*:\n\n```bash\n{text}\n```\n\nThat’s all.\n")),
    ("a job of GitHub", |text| {
        format!(
            "jobs:\n  hooks:\n    runs-on: ubuntu-latest\n    steps:\n      - run: |\n{}",
            indented(text, "          ")
        )
    }),
    ("a job of GitLab", |text| format!("hooks:\n  script:\n    - |\n{}", indented(text, "      "))),
    ("YAML in double quotes", |text| {
        format!("steps:\n  - run: {}\n", serde_json::to_string(text).expect("a text is JSON, which is YAML"))
    }),
    ("Jenkins", |text| {
        format!("steps {{\n  sh '''\n{}\n  '''\n}}\n", text.replace('\\', "\\\\").replace("'''", "\\'\\'\\'"))
    }),
    ("a Dockerfile", |text| format!("FROM alpine\nRUN {text}\n")),
    ("ssh", |text| format!("ssh ci@build.acme.dev '{}'\n", text.replace('\'', "'\\''"))),
    ("bash -c", |text| {
        let escaped =
            ['\\', '"', '$', '`'].iter().fold(text.to_string(), |text, c| text.replace(*c, &format!("\\{c}")));
        format!("bash -c \"{escaped}\"\n")
    }),
    ("prompts", |text| {
        let lines: Vec<String> =
            text.lines().enumerate().map(|(at, line)| [if at == 0 { "$ " } else { "> " }, line].concat()).collect();
        lines.join("\n")
    }),
    ("line breaks of Windows", |text| text.replace('\n', "\r\n")),
    ("typographic quotes", |text| {
        let mut open = false;
        let mut single = false;
        let curly = |c| match c {
            '"' => {
                open = !open;
                if open { '“' } else { '”' }
            }
            '\'' => {
                single = !single;
                if single { '‘' } else { '’' }
            }
            c => c,
        };
        text.chars().map(curly).collect()
    }),
    ("HTML", |text| {
        [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;"), ("'", "&#39;")]
            .iter()
            .fold(text.to_string(), |text, (c, entity)| text.replace(c, entity))
    }),
    ("line breaks lost", |text| text.replace('\n', " ")),
    ("no-break blanks", |text| text.replace("  ", "\u{a0} ")),
    ("JSON", |text| format!("{{\"command\": {}}}", serde_json::to_string(text).expect("a text is JSON"))),
];

fn indented(text: &str, indent: &str) -> String {
    let line = |line: &str| if line.is_empty() { "\n".to_string() } else { format!("{indent}{line}\n") };
    text.split('\n').map(line).collect()
}

fn payloads(plan: &Plan) -> Vec<Value> {
    plan.hooks.iter().map(|hook| serde_json::to_value(hook.hook.payload(None)).expect("a payload")).collect()
}

/// How a text came out.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum End {
    Right,
    Said,
    Silent,
}

/// Imports a text into an untouched form that has the same pipeline and API.
fn end(text: &str, form: &FormValues, before: &Plan) -> End {
    let mut fresh = FormValues::default();
    (fresh.pipeline, fresh.api) = (form.pipeline.clone(), form.api.clone());
    fresh.set_text(Field::ApiOther, form.api_other.clone());
    if let [_] = before.hooks[..] {
        for event in Event::ALL {
            fresh.events[event.index()].on = form.event(event).on;
        }
    }
    match import(text, &fresh) {
        Err(_) => End::Said,
        Ok(imported) => {
            let after = plan(&imported.form);
            let same = payloads(&after) == payloads(before)
                && after.target.base == before.target.base
                && after.pipeline.as_ref().map(|p| p.id) == before.pipeline.as_ref().map(|p| p.id);
            match same {
                true => End::Right,
                false if !imported.findings.is_empty() => End::Said,
                false => End::Silent,
            }
        }
    }
}

/// What is not a set of hooks, and so comes out as something else: a provider's own call.
const OTHER: [&str; 2] = ["provider-curl", "provider-request"];

fn ends(form: &FormValues) -> BTreeMap<(&'static str, &'static str), (End, String)> {
    let before = plan(form);
    let mut all = BTreeMap::new();
    for output in OUTPUTS.iter().filter(|output| !OTHER.contains(&output.id())) {
        let text = output.render(&Job::set(&before.list, &before.hooks));
        for (name, wrap) in WRAPS {
            let wrapped = wrap(&text);
            all.insert((name, output.id()), (end(&wrapped, form, &before), wrapped));
        }
    }
    all
}

#[test]
fn whatever_stands_around_an_output_it_is_read_or_something_is_said() {
    // To be seen with `--nocapture`.
    let mut count: BTreeMap<(&str, End), usize> = BTreeMap::new();
    let mut silent = Vec::new();
    // A body is written in the same way whoever it is for.
    for (id, form_name, mut form) in forms().into_iter().filter(|(id, ..)| *id == "github").take(2) {
        form.set_text(Field::Description(Event::Failed), "it's \"not\" done, 5% & $HOME \\n `x`".into());
        for ((wrap, output), (end, text)) in ends(&form) {
            *count.entry((wrap, end)).or_default() += 1;
            if end == End::Silent {
                silent.push(format!("{id}, {form_name}: {output} in {wrap}\n{text}"));
            }
        }
    }
    println!("{count:?}");
    assert!(silent.is_empty(), "{} silent, such as {}", silent.len(), silent[0]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1, ..config() })]

    #[test]
    fn any_form_in_any_wrapping_is_read_or_something_is_said(form in right_form(), pipeline in 1..=i64::MAX) {
        let mut form = form;
        form.pipeline = pipeline.to_string();
        for ((wrap, output), (end, text)) in ends(&form) {
            prop_assert!(end != End::Silent, "{output} in {wrap}\n{text}");
        }
    }
}
