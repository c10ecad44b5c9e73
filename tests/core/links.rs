//! Links: every form comes back from its own, and what was released keeps its meaning.
//!
//! `links/v1/` holds links of released versions (`*.link`) with the requests that they must give (`*.json`). A file that
//! was released is never changed: people have the links. `UPDATE_LINKS=1 cargo test --test core -- links` writes the
//! requests of links that have none yet, and only those.
//!
//! `only-hook-runs=on` in a released link is the guard that was written then: a condition on `trigger_type`. It stays that
//! condition, which the form keeps and offers to renew. The guard with the constant has the word `hook-runs`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use hook_builder::devopness::endpoint::Api;
use hook_builder::devopness::event::Event;
use hook_builder::devopness::hook::Condition;
use hook_builder::exchange::link::{LinkFault, read, write};
use hook_builder::form::field::Field;
use hook_builder::form::plan::plan;
use hook_builder::form::values::{ExtraKind, FormValues, ROWS_FULL, ROWS_MAX};
use hook_builder::provider::PROVIDERS;
use hook_builder::text::json;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::forms::{HOSTILE, forms};
use crate::properties::{any_form, any_json, config, text};

/// A form without what a link does not hold: the numbers of rows, and addresses of one machine.
fn bare(form: &FormValues) -> String {
    let mut form = form.clone();
    form.headers.iter_mut().for_each(|row| row.id = 0);
    form.extra.iter_mut().for_each(|row| row.id = 0);
    form.api = match form.api {
        Api::Sandbox(_) => Api::Sandbox(String::new()),
        Api::ProductionRelay(_) => Api::ProductionRelay(String::new()),
        Api::StagingRelay(_) => Api::StagingRelay(String::new()),
        other => other,
    };
    let all = format!("{form:?}");
    all.split_once("next_row").map_or(all.as_str(), |(before, _)| before).to_string()
}

/// Whether a link gives back its form, and is written again as it was.
fn assert_comes_back(form: &FormValues, link: &str) {
    let again = read(link).unwrap_or_else(|why| panic!("{link}: {why:?}"));
    assert_eq!(bare(&again), bare(form), "{link}");
    assert_eq!(write(&again).as_deref(), Ok(link));
    let allowed = |c: char| c.is_ascii_alphanumeric() || "#&=:%+-._~/@".contains(c);
    assert!(link.chars().all(allowed), "{link}");
}

fn set(form: &mut FormValues, field: Field, text: &str) {
    form.set_text(field, text.into());
}

#[test]
fn a_link_holds_what_differs_from_a_fresh_form_and_can_be_read() {
    let check = |expected: &str, change: &dyn Fn(&mut FormValues)| {
        let mut form = FormValues::default();
        change(&mut form);
        let link = write(&form).expect("there is no secret");
        assert_eq!(link, expected);
        assert_comes_back(&form, &link);
    };
    check("#v1", &|_| {});
    check("#v1&pipeline=512&repository=acme/shop", &|f| *f = FormValues::new("512", "acme/shop"));
    check("#v1&repository=https://github.com/acme/shop", &|f| {
        set(f, Field::Repository, "https://github.com/acme/shop")
    });
    check("#v1&provider=gitlab&server=https://git.acme.dev:8443/gitlab", &|f| {
        set(f, Field::Provider, "gitlab");
        set(f, Field::Server, "https://git.acme.dev:8443/gitlab");
    });
    check("#v1&status-key=ci/x+y&details-link=&hash-variable=sha&branch-variable=ref", &|f| {
        set(f, Field::StatusKey, "ci/x y");
        set(f, Field::Link, "");
        set(f, Field::HashVariable, "sha");
        set(f, Field::BranchVariable, "ref");
    });
    check(
        "#v1&state-failed=error&description-completed=Deployed+%7B%7B+action.id+%7D%7D&hook-name-queued=waits&on-started=off&on-queued=on",
        &|f| {
            set(f, Field::State(Event::Failed), "error");
            set(f, Field::Description(Event::Completed), "Deployed {{ action.id }}");
            set(f, Field::HookName(Event::Queued), "waits");
            f.events[Event::Queued.index()].on = true;
            f.events[Event::Started.index()].on = false;
        },
    );
    check("#v1&hook-runs=on&action-type=off", &|f| (f.only_hook_runs, f.action_type) = (true, false));
    check("#v1&condition=a.b:c&accepts=%22x%22&accepts=1.50&condition=d", &|f| {
        let number = json::parse("1.50").expect("a number");
        f.conditions.push(Condition { path: "a.b:c".into(), accepted: vec![json!("x"), number] });
        f.conditions.push(Condition { path: "d".into(), accepted: Vec::new() });
    });
    check("#v1&header=X-A:b:c", &|f| {
        let id = f.add_header();
        set(f, Field::HeaderName(id), "X-A");
        set(f, Field::HeaderValue(id), "b:c");
    });
    let full = "#v1&headers=own&recommended=Authorization&recommended=Accept&recommended=Content-Type";
    check(&[full, "&header=User-Agent:acme&recommended=X-GitHub-Api-Version"].concat(), &|f| {
        let id = f.headers[3].id;
        set(f, Field::HeaderValue(id), "acme");
    });
    check("#v1&headers=own", &|f| f.headers.clear());
    check("#v1&headers=own&recommended=Accept:x&header=:", &|f| {
        f.headers.drain(2..);
        f.headers.remove(0);
        f.headers[0].value = "x".into();
        f.add_header();
    });
    check("#v1&body-text=note:by+me&body-number=n%3A1:87&body-boolean=:true&body-json=j:%7B%7D", &|f| {
        for (kind, name, value) in [
            (ExtraKind::Text, "note", "by me"),
            (ExtraKind::Number, "n:1", "87"),
            (ExtraKind::Bool, "", "true"),
            (ExtraKind::Json, "j", "{}"),
        ] {
            let id = f.add_extra();
            set(f, Field::ExtraName(id), name);
            set(f, Field::ExtraKind(id), kind.label());
            set(f, Field::ExtraValue(id), value);
        }
    });
    check("#v1&api=staging", &|f| f.api = Api::Staging);
    check("#v1&api=sandbox", &|f| f.api = Api::Sandbox("http://127.0.0.1:8081".into()));
    check("#v1&api=production-relay", &|f| f.api = Api::ProductionRelay("http://127.0.0.1:8082".into()));
    check("#v1&api=staging-relay", &|f| f.api = Api::StagingRelay("http://127.0.0.1:8082".into()));
    check("#v1&api-base-url=https://api.example.com&api=other", &|f| {
        f.api = Api::Other;
        set(f, Field::ApiOther, "https://api.example.com");
    });
}

#[test]
fn every_known_form_comes_back() {
    for (provider, name, form) in forms() {
        let link = write(&form).unwrap_or_else(|why| panic!("{provider} {name}: {why:?}"));
        assert_comes_back(&form, &link);
    }
}

#[test]
fn what_is_no_link_is_said_in_one_sentence() {
    for text in [
        "",
        "#",
        "pipeline",
        "#status-key",
        "#v",
        "#vx&pipeline=1",
        "#pipeline=512",
        "#v-1",
        "#v+1&x",
        "#version",
        "#V1",
    ] {
        assert_eq!(read(text), Err(LinkFault::NoLink), "{text}");
    }
    for rows in ["&header=a:b", "&recommended=Accept", "&body-text=a:b", "&condition=a"] {
        let link = |count| read(&["#v1&headers=own", &rows.repeat(count)].concat());
        let form = link(ROWS_MAX).expect(rows);
        assert_eq!(link(ROWS_MAX + 1), Err(LinkFault::Long), "{rows}");
        // Nothing is written that could not be read.
        let mut fuller = form.clone();
        assert_eq!(write(&form).map(|link| read(&link)), Ok(Ok(form)), "{rows}");
        fuller.add_header();
        assert_eq!(write(&fuller).map_err(|problem| problem.text), Err(ROWS_FULL.into()), "{rows}");
    }
    for text in ["#v2", "v2&pipeline=512", "#v10&new=1", "#v1234567890123456789012345678901234567890&x"] {
        assert_eq!(read(text), Err(LinkFault::Newer), "{text}");
    }
    // No version was ever written so, and none will be.
    for version in ["v0", "v01", "v001", "v1x", "v1.0", "v1pipeline=1", "v2beta", "v02"] {
        assert_eq!(
            read(&["#", version, "&pipeline=512"].concat()),
            Err(LinkFault::Broken(version.into())),
            "{version}"
        );
    }
    for part in [
        "pipeline",
        "new=1",
        "pipeline=%",
        "pipeline=%zz",
        "pipeline=%ff",
        "on-started=yes",
        "on-paused=on",
        "description-paused=x",
        "colour-started=x",
        "api=http://127.0.0.1:1",
        "accepts=1",
        "headers=none",
        "header=X-A",
        "body-text=x",
        "body-xml=a:b",
        "=",
    ] {
        let text = ["#v1&repository=acme/shop&", part].concat();
        assert_eq!(read(&text), Err(LinkFault::Broken(part.into())), "{text}");
    }
    assert_eq!(read("#v1&condition=a&accepts=x"), Err(LinkFault::Broken("accepts=x".into())));
    let LinkFault::Broken(part) = read(&["#v1&\u{202e}", &"x".repeat(1000)].concat()).expect_err("it is broken") else {
        panic!("it is of this version")
    };
    assert!(part.starts_with("\\u202exxx") && part.len() < 60, "{part}");
    for fault in [LinkFault::NoLink, LinkFault::Newer, LinkFault::Broken("x=1".into())] {
        let sentence = fault.sentence();
        assert!(sentence.starts_with("This ") && sentence.ends_with('.'), "{sentence}");
    }
    // A link may be cut behind a part, or be written by hand.
    let short = read("v1&&repository=acme/shop&").expect("it can be read");
    assert_eq!(bare(&short), bare(&FormValues::new("", "acme/shop")));
}

#[test]
fn no_secret_gets_into_a_link_or_a_plan() {
    const TOKEN: &str = "ghp_0123456789abcdefghij0123456789abcdef";
    const URL: &str = "https://ci:s3cret@git.acme.dev";
    fn row(form: &mut FormValues, name: &str, value: &str) -> Field {
        let id = form.add_header();
        set(form, Field::HeaderName(id), name);
        set(form, Field::HeaderValue(id), value);
        Field::HeaderValue(id)
    }
    type Put = fn(&mut FormValues) -> Field;
    let places: &[Put] = &[
        |f| put(f, Field::Pipeline, TOKEN),
        |f| put(f, Field::Repository, "https://ci:s3cret@github.com/acme/shop"),
        |f| put(f, Field::Repository, &["https://", TOKEN, "@github.com/acme/shop"].concat()),
        |f| {
            f.provider = Some(TOKEN.into());
            Field::Provider
        },
        |f| put(f, Field::Server, URL),
        |f| put(f, Field::StatusKey, TOKEN),
        |f| put(f, Field::Link, "https://h.io/?access_token=abcdef123456"),
        |f| put(f, Field::HashVariable, TOKEN),
        |f| put(f, Field::BranchVariable, TOKEN),
        |f| put(f, Field::ApiOther, URL),
        |f| put(f, Field::State(Event::Failed), TOKEN),
        |f| put(f, Field::Description(Event::Started), "Bearer abc123def4"),
        |f| put(f, Field::HookName(Event::Queued), TOKEN),
        |f| row(f, "X-A", TOKEN),
        |f| row(f, "PRIVATE-TOKEN", "abcdef123456"),
        |f| put(f, Field::HeaderValue(1), "Bearer abcdef123456"),
        |f| put(f, Field::HeaderValue(1), "Basic dXNlcjpwYXNzd29yZA=="),
        |f| {
            let id = f.add_header();
            put(f, Field::HeaderName(id), TOKEN)
        },
        |f| {
            let id = f.add_extra();
            put(f, Field::ExtraName(id), TOKEN)
        },
        |f| {
            let id = f.add_extra();
            set(f, Field::ExtraName(id), "client_secret");
            put(f, Field::ExtraValue(id), "abcdef123456")
        },
        |f| {
            f.conditions.push(Condition { path: "a".into(), accepted: vec![json!({ "b": [TOKEN] })] });
            Field::OnlyHookRuns
        },
    ];
    fn put(form: &mut FormValues, field: Field, text: &str) -> Field {
        set(form, field, text);
        field
    }
    for (at, place) in places.iter().enumerate() {
        let mut form = FormValues::new("512", "acme/shop");
        let field = place(&mut form);
        let refused = write(&form).expect_err("a secret is refused");
        assert_eq!(refused.field, field, "{at}");
        assert!(refused.blocks() && refused.text.ends_with('.'), "{refused:?}");
        assert!(
            !["0123456789", "s3cret", "123456", "dXNl"].iter().any(|part| refused.text.contains(part)),
            "{refused:?}"
        );
        let problems = plan(&form).problems;
        // One sentence is enough for one field.
        assert_eq!(problems.iter().filter(|problem| problem.field == field).collect::<Vec<_>>(), [&refused], "{at}");
    }
    let mut form = FormValues::new("512", "acme/shop");
    for (field, text) in [
        (Field::HeaderValue(1), "Bearer x"),
        (Field::Description(Event::Failed), "Basic checks failed, see the token page"),
    ] {
        set(&mut form, field, text);
    }
    row(&mut form, "X-Trace", "8d1f5c0e2b7a49638fd24c6b9a3e7f5012c4d6e8");
    assert!(write(&form).is_ok(), "what might be a secret is none");
    set(&mut form, Field::HeaderValue(1), "Bearer abcdef123456");
    let sentence = write(&form).expect_err("a token in plain words").text;
    assert!(sentence.contains("{{ application.source_provider.access_token }}"), "{sentence}");
}

/// A form with anything anywhere, also what no page can make.
fn wild_form() -> impl Strategy<Value = FormValues> {
    let row = (text(), text(), any::<bool>());
    let extra = (0..ExtraKind::ALL.len(), text(), text());
    let condition = (text(), prop::collection::vec(any_json(), 0..3));
    (
        any_form(),
        prop::option::of(prop::collection::vec(row, 0..4)),
        prop::collection::vec(extra, 0..3),
        prop::collection::vec(condition, 0..3),
        (0..6usize, prop::option::of(prop_oneof![text(), Just("gitlab".to_string())]), any::<bool>(), text()),
    )
        .prop_map(|(mut form, rows, extra, conditions, (api, provider, only_hook_runs, repository))| {
            if let Some(rows) = rows {
                let keep = rows.len() % 3;
                form.headers.truncate(form.headers.len() * keep / 2);
                for (name, value, recommended) in rows {
                    form.add_header();
                    let last = form.headers.last_mut().expect("a row was added");
                    (last.name, last.value, last.recommended) = (name, value, recommended);
                }
            }
            for (kind, name, value) in extra {
                form.add_extra();
                let last = form.extra.last_mut().expect("a row was added");
                (last.kind, last.name, last.value) = (ExtraKind::ALL[kind], name, value);
            }
            // As the page has them: read by the page's own reader.
            let read = |value: &Value| json::parse(&value.to_string()).expect("JSON can be read");
            let condition = |(path, accepted): (String, Vec<Value>)| Condition {
                path,
                accepted: accepted.iter().map(read).collect(),
            };
            form.conditions = conditions.into_iter().map(condition).collect();
            let address = || "http://127.0.0.1:8081".to_string();
            form.api = match api {
                0 => Api::Production,
                1 => Api::Staging,
                2 => Api::Sandbox(address()),
                3 => Api::ProductionRelay(address()),
                4 => Api::StagingRelay(address()),
                _ => Api::Other,
            };
            // Without the headers that would follow.
            form.provider = provider;
            form.only_hook_runs = only_hook_runs;
            form.repository = repository;
            form
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, ..config() })]

    #[test]
    fn any_form_comes_back(form in wild_form()) {
        if let Ok(link) = write(&form) {
            assert_comes_back(&form, &link);
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in text(), version in any::<bool>()) {
        let link = if version { ["#v1&", &text].concat() } else { text };
        if let Ok(form) = read(&link)
            && let Ok(link) = write(&form)
        {
            assert_comes_back(&form, &link);
        }
    }
}

#[test]
fn hostile_text_in_every_place_comes_back() {
    let mut form = FormValues::new(HOSTILE, HOSTILE);
    form.provider = Some(HOSTILE.into());
    for kind in ExtraKind::ALL {
        form.add_header();
        form.add_extra();
        let (header, extra) = (form.headers.last_mut().expect("a row"), form.extra.last_mut().expect("a row"));
        (header.name, header.value) = (HOSTILE.into(), HOSTILE.into());
        (extra.name, extra.value, extra.kind) = (HOSTILE.into(), HOSTILE.into(), kind);
    }
    form.conditions.push(Condition { path: HOSTILE.into(), accepted: vec![json!([HOSTILE, { HOSTILE: null }])] });
    assert_comes_back(&form, &write(&form).expect("there is no secret"));
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/core/links/v1")
}

/// What a link makes of the page: the list call, and each hook's call, as they are sent.
fn requests(form: &FormValues) -> Value {
    let plan = plan(form);
    let mut all = vec![json!({ "method": plan.list.method.name(), "url": plan.list.url })];
    for hook in &plan.hooks {
        let body = serde_json::to_value(&hook.request.body).expect("a body is JSON");
        all.push(json!({ "method": hook.request.method.name(), "url": hook.request.url, "body": body }));
    }
    Value::from(all)
}

#[test]
fn links_of_released_versions_keep_their_meaning() {
    let update = std::env::var_os("UPDATE_LINKS").is_some();
    let mut names = BTreeSet::new();
    for file in fs::read_dir(folder()).expect("there are links") {
        let path = file.expect("a folder can be listed").path();
        let Some("link") = path.extension().and_then(|end| end.to_str()) else { continue };
        let link = fs::read_to_string(&path).expect("a link is a text");
        let form = read(link.trim_end()).unwrap_or_else(|why| panic!("{}: {why:?}", path.display()));
        let got = requests(&form);
        let wanted = path.with_extension("json");
        if update && !wanted.exists() {
            let text = json::pretty(&got, |_| false) + "\n";
            fs::write(&wanted, text).expect("a file can be written");
        }
        let text = fs::read_to_string(&wanted).unwrap_or_else(|why| panic!("{}: {why}", wanted.display()));
        let wanted: Value = serde_json::from_str(&text).expect("the requests are JSON");
        assert_eq!(got, wanted, "{}", path.display());
        names.insert(path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default().to_string());
    }
    for provider in PROVIDERS {
        assert!(names.contains(provider.id()), "{} has a link", provider.id());
    }
    assert!(names.contains("fresh") && names.contains("everything"), "{names:?}");
}
