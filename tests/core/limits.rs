//! Every limit from both sides: at it nothing is said, one past it there is exactly one error, at the field in question.
//! The numbers are written here a second time, by hand.

use hook_builder::devopness::event::Event;
use hook_builder::devopness::hook::Hook;
use hook_builder::doctor::change::{open_likely, open_set};
use hook_builder::exchange::import::import;
use hook_builder::form::field::Field;
use hook_builder::form::plan::plan;
use hook_builder::form::problem::{Problem, Severity};
use hook_builder::form::values::{FormValues, ROWS_FULL, ROWS_MAX};
use serde_json::{Map, Value, json};

const REPOSITORIES: [(&str, &str); 6] = [
    ("github", "https://github.com/acme/shop"),
    ("github-enterprise-server", "https://github.acme.dev/acme/shop"),
    ("gitlab", "https://gitlab.com/acme/shop"),
    ("gitlab-self-managed", "https://gitlab.acme.dev/acme/shop"),
    ("bitbucket", "https://bitbucket.org/acme/shop"),
    ("bitbucket-data-center", "https://bitbucket.acme.dev/projects/A/repos/shop"),
];

fn form(id: &str) -> FormValues {
    let (_, repository) = REPOSITORIES.iter().find(|(known, _)| *known == id).expect("a provider of the table");
    let form = FormValues::new("512", repository);
    assert_eq!(form.provider().provider().id(), id);
    form
}

fn problems(id: &str, field: Field, text: &str) -> Vec<Problem> {
    let mut form = form(id);
    form.set_text(field, text.into());
    plan(&form).problems
}

fn check_pair(id: &str, field: Field, right: &str, wrong: &str) {
    assert_eq!(problems(id, field, right), [], "{id}, {field:?}: {right}");
    check_one_error(&problems(id, field, wrong), field, &format!("{id}, {field:?}: {wrong}"));
}

fn check_one_error(problems: &[Problem], field: Field, place: &str) {
    let [problem] = problems else { panic!("{place}: one error was expected, not {problems:#?}") };
    assert_eq!((problem.severity, problem.field), (Severity::Error, field), "{place}");
}

/// A text of so many characters, of two bytes each, so that bytes and characters cannot be mistaken for each other.
fn long(chars: usize) -> String {
    "é".repeat(chars)
}

fn link(chars: usize) -> String {
    let start = "https://acme.dev/";
    start.to_string() + &"x".repeat(chars - start.len())
}

#[test]
fn the_status_key() {
    for (id, max) in
        [("github", 255), ("github-enterprise-server", 255), ("bitbucket", 40), ("bitbucket-data-center", 255)]
    {
        check_pair(id, Field::StatusKey, &long(max), &long(max + 1));
        // A whole number of the API has up to 19 digits, however short its variable is to write.
        let filled = |rest: usize| long(rest) + "{{ action.id }}";
        check_pair(id, Field::StatusKey, &filled(max - 19), &filled(max - 18));
        let hash =
            |rest: usize| "{{action.triggered_from.hook_parsed_variables.commit_hash}}".to_string() + &long(rest);
        check_pair(id, Field::StatusKey, &hash(max - 40), &hash(max - 39));
    }
}

/// What may be refused, and is sent all the same.
#[test]
fn a_name_at_gitlab_and_emoji_at_github() {
    let check = |id: &str, field: Field, text: &str, says: &str| {
        let found = problems(id, field, text);
        let [problem] = found.as_slice() else { panic!("{id}: one warning was expected, not {found:#?}") };
        assert_eq!((problem.severity, problem.field), (Severity::Warning, field), "{id}");
        assert!(problem.text.contains(says), "{}", problem.text);
    };
    for id in ["gitlab", "gitlab-self-managed"] {
        assert_eq!(problems(id, Field::StatusKey, &long(255)), []);
        check(id, Field::StatusKey, &long(256), "256 characters");
        assert_eq!(problems(id, Field::StatusKey, &(long(236) + "{{ action.id }}")), []);
        check(id, Field::StatusKey, &(long(237) + "{{ action.id }}"), "256 characters");
    }
    for (id, _) in REPOSITORIES {
        for event in Event::USUAL {
            let field = Field::Description(event);
            assert_eq!(problems(id, field, "✅ Größe 部署 \u{ffee}"), [], "{id}");
            if id.starts_with("github") {
                check(id, field, "Deploy \u{1f680}", "here “\u{1f680}”");
                check(id, field, "\u{10000}", "\u{10000}");
            } else {
                assert_eq!(problems(id, field, "Deploy \u{1f680}"), [], "{id}");
            }
        }
    }
}

#[test]
fn the_description() {
    for (id, max) in [
        ("github", 140),
        ("github-enterprise-server", 140),
        ("gitlab", 255),
        ("gitlab-self-managed", 255),
        ("bitbucket", 255),
        ("bitbucket-data-center", 255),
    ] {
        for event in Event::USUAL {
            check_pair(id, Field::Description(event), &long(max), &long(max + 1));
            let filled = |rest: usize| long(rest) + "{{ action.id }}{{action.status}}";
            check_pair(id, Field::Description(event), &filled(max - 19 - 11), &filled(max - 19 - 10));
        }
    }
}

#[test]
fn the_link() {
    for (id, max) in [("gitlab", 255), ("gitlab-self-managed", 255), ("bitbucket", 450), ("bitbucket-data-center", 450)]
    {
        check_pair(id, Field::Link, &link(max), &link(max + 1));
        let filled = |rest: usize| link(rest) + "{{ action.id }}";
        check_pair(id, Field::Link, &filled(max - 19), &filled(max - 18));
    }
    for (id, _) in REPOSITORIES {
        check_pair(id, Field::Link, "http://acme.dev", "ftp://acme.dev");
        for wrong in ["acme.dev/x", "//acme.dev", "https:/acme.dev", "javascript:alert(1)", "https://", "https:///x"] {
            check_pair(id, Field::Link, "https://acme.dev:8443/x?y=1#z", wrong);
        }
        for odd in ["HTTPS://acme.dev", "https://-acme.dev/x", "https://acme.dev:port"] {
            if id.starts_with("gitlab") {
                check_one_error(&problems(id, Field::Link, odd), Field::Link, odd);
            } else {
                assert_eq!(problems(id, Field::Link, odd), [], "{id}: {odd}");
            }
        }
        check_pair(id, Field::Link, "https://acme.dev/a%20b", "https://acme.dev/a b");
    }
    // There is no limit at GitHub, so a long link is right.
    for id in ["github", "github-enterprise-server"] {
        assert_eq!(problems(id, Field::Link, &link(3000)), []);
    }
}

#[test]
fn a_links_host_needs_a_dot_at_bitbucket_only() {
    for wrong in ["https://localhost/x", "http://ci:8080/x", "https://ci.", "https://user@ci/a.b", "https://ci?a.b"] {
        check_pair("bitbucket", Field::Link, "https://ci.acme.dev:8080/x", wrong);
        for (id, _) in REPOSITORIES.iter().filter(|(id, _)| *id != "bitbucket") {
            assert_eq!(problems(id, Field::Link, wrong), [], "{id}: {wrong}");
        }
    }
}

#[test]
fn a_link_is_compulsory_at_bitbucket_only() {
    for (id, _) in REPOSITORIES {
        let found = problems(id, Field::Link, " ");
        if id.starts_with("bitbucket") {
            let [problem] = found.as_slice() else { panic!("{id}: {found:?}") };
            assert_eq!((problem.severity, problem.field), (Severity::Missing, Field::Link), "{id}");
        } else {
            assert_eq!(found, [], "{id}");
            let mut form = form(id);
            form.set_text(Field::Link, " ".into());
            let plan = plan(&form);
            // An empty link is left out, as GitLab takes only http and https there.
            assert!(plan.hooks.iter().all(|hook| hook.sample.body.get("target_url").is_none()), "{id}");
        }
    }
}

#[test]
fn the_parts_of_a_repositorys_name() {
    for (id, start, end, max) in [
        ("github", "https://github.com/", "/shop", 50),
        ("github", "https://github.com/acme/", "", 100),
        ("github-enterprise-server", "https://github.acme.dev/acme/", "", 100),
        ("gitlab", "https://gitlab.com/", "/shop", 255),
        ("gitlab", "https://gitlab.com/acme/", "", 255),
        ("gitlab-self-managed", "https://gitlab.acme.dev/acme/", "", 255),
        ("bitbucket", "https://bitbucket.org/acme/", "", 62),
        ("bitbucket-data-center", "https://bitbucket.acme.dev/projects/A/repos/", "", 128),
    ] {
        let of = |chars: usize| [start, &"x".repeat(chars), end].concat();
        check_pair(id, Field::Repository, &of(max), &of(max + 1));
    }
}

#[test]
fn the_hooks_name() {
    for (id, _) in REPOSITORIES {
        for event in Event::USUAL {
            check_pair(id, Field::HookName(event), &long(60), &long(61));
        }
    }
}

#[test]
fn headers() {
    for (id, _) in REPOSITORIES {
        let with = |name: &str, value: &str| {
            let mut form = form(id);
            let row = form.add_header();
            form.set_text(Field::HeaderName(row), name.into());
            form.set_text(Field::HeaderValue(row), value.into());
            (row, plan(&form).problems)
        };
        assert_eq!(with(&"x".repeat(256), &long(4096)).1, [], "{id}");
        let (row, found) = with(&"x".repeat(257), "v");
        check_one_error(&found, Field::HeaderName(row), id);
        let (row, found) = with("X-A", &long(4097));
        check_one_error(&found, Field::HeaderValue(row), id);
        for wrong in ["a b", "é", "a:", "a\nb", "(a)", "a/b"] {
            let (row, found) = with(wrong, "v");
            check_one_error(&found, Field::HeaderName(row), wrong);
        }
        for wrong in ["a\nb", "a\rb", "a\u{0}b", "a\u{7f}b"] {
            let (row, found) = with("X-A", wrong);
            check_one_error(&found, Field::HeaderValue(row), wrong);
        }
        let (row, found) = with("content-type", "text/plain");
        check_one_error(&found, Field::HeaderName(row), id);
    }
}

#[test]
fn a_variable_of_any_length_is_a_warning_and_the_rest_is_still_counted() {
    let text = |rest: usize| long(rest) + "{{ application.name }}";
    for (id, max) in [("bitbucket", 40), ("github", 255)] {
        let found = problems(id, Field::StatusKey, &text(max));
        let [problem] = found.as_slice() else { panic!("{id}: {found:?}") };
        assert_eq!((problem.severity, problem.field), (Severity::Warning, Field::StatusKey), "{id}");
        check_one_error(&problems(id, Field::StatusKey, &text(max + 1)), Field::StatusKey, id);
    }
}

#[test]
fn a_text_is_read_up_to_its_longest_and_what_is_longer_says_so_and_stays() {
    for field in [Field::Pipeline, Field::Repository, Field::Link, Field::Description(Event::Failed), Field::StatusKey]
    {
        let mut form = form("github");
        let text = "x".repeat(16 * 1024 + 1);
        form.set_text(field, text.clone());
        let found = plan(&form).problems;
        check_one_error(&found, field, "longer than 16 KiB");
        assert!(found[0].text.contains("16 KiB"), "{found:?}");
        assert_eq!(form.text(field), text);
    }
}

/// Whatever has more rows than a form has room for is refused in a sentence, and nothing of it is cut.
#[test]
fn rows() {
    let refused = |text: &str| import(text, &FormValues::new("512", "acme/shop")).map_err(|why| why == ROWS_FULL);
    let url = "https://api.github.com/repos/acme/shop/statuses/{{ x }}";
    let names = |count: usize| (0..count).map(|number| format!("X-{number}"));
    for (count, fits) in [(400, true), (ROWS_MAX + 1, false), (4 * ROWS_MAX, false)] {
        let headers: Vec<_> = names(count).map(|name| json!({"name": name, "value": "v"})).collect();
        let body = body_of(count);
        let conditions: Vec<_> = names(count).map(|name| json!({"path": name, "accepted_values": ["v"]})).collect();
        for (headers, body, conditions) in [
            (headers, json!({"state": "failure"}), vec![]),
            (vec![], json!(&body), vec![]),
            (vec![], json!({"state": "failure"}), conditions),
        ] {
            let hook = json!({
                "type": "out",
                "name": "CI",
                "target_url": url,
                "trigger_when": {"events": ["action.failed"], "conditions": conditions},
                "settings": {"request_headers": headers, "request_body": body},
            });
            let read = Hook::parse(&hook).expect("a hook");
            for opened in [open_set, open_likely] {
                assert_eq!(opened(&FormValues::default(), &[&read]).is_some(), fits, "{count}");
            }
            let taken = refused(&hook.to_string());
            assert_eq!(
                taken.as_ref().map(|import| import.form.rows() >= count),
                if fits { Ok(true) } else { Err(&true) }
            );
        }
        let headers: String = names(count).map(|name| format!(" -H '{name}: v'")).collect();
        let fields = json!(&body).to_string();
        for command in [
            format!("curl https://api.github.com/repos/a/b/statuses/8d1f5c0 -d '{{\"state\":\"success\"}}'{headers}"),
            format!("curl https://api.github.com/repos/a/b/statuses/8d1f5c0 -d '{fields}'"),
        ] {
            assert_eq!(refused(&command).map(|_| ()), if fits { Ok(()) } else { Err(true) }, "{count}");
        }
    }
    // Row by row, the form says that it is full, and then that it is too full.
    let mut form = form("github");
    let at_headers = |form: &FormValues| {
        let problems = plan(form).problems;
        problems.into_iter().filter(|p| p.text == ROWS_FULL).map(|p| (p.field, p.blocks())).collect::<Vec<_>>()
    };
    while form.rows() < ROWS_MAX {
        assert_eq!(at_headers(&form).len(), 0);
        (0..(ROWS_MAX - form.rows()).min(100)).for_each(|_| assert!(form.add_extra() > 0));
    }
    assert_eq!(at_headers(&form), [(Field::Headers, false)]);
    form.add_header();
    assert_eq!(at_headers(&form), [(Field::Headers, true)]);
    assert!(ROWS_FULL.contains(&ROWS_MAX.to_string()));
}

fn body_of(count: usize) -> Map<String, Value> {
    (0..count).map(|number| (format!("x{number}"), json!("v"))).chain([("state".into(), json!("failure"))]).collect()
}
