//! The rules one by one: a form that breaks one has that one problem, at the field where it can be put right.

use hook_builder::devopness::endpoint::Api;
use hook_builder::devopness::event::Event;
use hook_builder::form::field::Field;
use hook_builder::form::plan::plan;
use hook_builder::form::problem::Severity::{self, Error, Missing, Warning};
use hook_builder::form::values::{ExtraKind, FormValues};

/// An edit of a form that has no problem, and the problems that it brings: a severity, a field and a part of the sentence.
type Case = (&'static str, fn(&mut FormValues), &'static [(Severity, Field, &'static str)]);

fn check(repository: &str, cases: &[Case]) {
    for (name, edit, expected) in cases {
        let mut form = FormValues::new("512", repository);
        assert_eq!(plan(&form).problems, [], "{repository}");
        edit(&mut form);
        let problems = plan(&form).problems;
        let got: Vec<_> = problems.iter().map(|problem| (problem.severity, problem.field)).collect();
        let wanted: Vec<_> = expected.iter().map(|(severity, field, _)| (*severity, *field)).collect();
        assert_eq!(got, wanted, "{name}: {problems:#?}");
        for (problem, (_, _, part)) in problems.iter().zip(*expected) {
            assert!(problem.text.contains(part), "{name}: {}", problem.text);
            assert_eq!(problem.blocks(), problem.severity != Warning, "{name}");
        }
    }
}

fn set(form: &mut FormValues, field: Field, text: &str) {
    form.set_text(field, text.into());
}

/// Adds a header; the first one has the row number 6, since GitHub's form begins with five.
fn header(form: &mut FormValues, name: &str, value: &str) {
    let id = form.add_header();
    set(form, Field::HeaderName(id), name);
    set(form, Field::HeaderValue(id), value);
}

/// Adds a body field, which has the row number 6 as the first row that is added.
fn extra(form: &mut FormValues, name: &str, kind: ExtraKind, value: &str) {
    let id = form.add_extra();
    set(form, Field::ExtraName(id), name);
    set(form, Field::ExtraKind(id), kind.label());
    set(form, Field::ExtraValue(id), value);
}

fn only(form: &mut FormValues, events: &[Event]) {
    for event in Event::ALL {
        form.events[event.index()].on = events.contains(&event);
    }
}

const GITHUB: &str = "https://github.com/acme/shop";

#[test]
fn pipeline_and_variables() {
    check(
        GITHUB,
        &[
            (
                "no pipeline",
                |f| set(f, Field::Pipeline, " "),
                &[(Missing, Field::Pipeline, "Which pipeline deploys it?")],
            ),
            ("no number", |f| set(f, Field::Pipeline, "x"), &[(Error, Field::Pipeline, "whole number")]),
            (
                "no hash",
                |f| set(f, Field::HashVariable, " "),
                &[(Missing, Field::HashVariable, "holds the commit hash")],
            ),
            ("a path", |f| set(f, Field::HashVariable, "a.b"), &[(Error, Field::HashVariable, "No braces, no path")]),
            ("spaces around it", |f| set(f, Field::HashVariable, " a-b_1 "), &[]),
            (
                "braces",
                |f| set(f, Field::BranchVariable, "{{a}}"),
                &[(Error, Field::BranchVariable, "No braces, no path")],
            ),
            ("no branch", |f| set(f, Field::BranchVariable, " "), &[]),
            ("a branch", |f| set(f, Field::BranchVariable, " ref "), &[]),
        ],
    );
}

#[test]
fn events_and_their_names() {
    let started = Field::HookName(Event::Started);
    assert_eq!(started.id(), "hook-name-started");
    check(
        GITHUB,
        &[
            ("all off", |f| only(f, &[]), &[(Error, Field::On(Event::Started), "Turn on at least one event")]),
            (
                "never red",
                |f| only(f, &[Event::Started, Event::Completed]),
                &[(Warning, Field::On(Event::Failed), "never turns red")],
            ),
            (
                "never green",
                |f| only(f, &[Event::Started, Event::Failed]),
                &[(Warning, Field::On(Event::Completed), "never turns green")],
            ),
            ("without the start", |f| only(f, &[Event::Failed, Event::Completed]), &[]),
            (
                "no name",
                |f| set(f, Field::HookName(Event::Failed), " "),
                &[(Missing, Field::HookName(Event::Failed), "needs a name")],
            ),
            (
                "a long name",
                |f| set(f, Field::HookName(Event::Failed), &"x".repeat(61)),
                &[(Error, Field::HookName(Event::Failed), "at most 60 characters; this has 61.")],
            ),
            (
                "a variable in a name",
                |f| set(f, Field::HookName(Event::Failed), "{{ action.id }}"),
                &[(Warning, Field::HookName(Event::Failed), "not filled in here")],
            ),
            (
                "one name for two, and the second is told of the first",
                |f| set(f, Field::HookName(Event::Completed), " CI(BUILD): started"),
                &[(Warning, Field::HookName(Event::Completed), "hook for “Started”: the list shows them alike")],
            ),
            (
                "the name of a hook that is off is free",
                |f| {
                    only(f, &[Event::Failed, Event::Completed]);
                    set(f, Field::HookName(Event::Completed), "CI(build): started");
                },
                &[],
            ),
        ],
    );
}

#[test]
fn headers() {
    const NAME: Field = Field::HeaderName(6);
    const VALUE: Field = Field::HeaderValue(6);
    check(
        GITHUB,
        &[
            ("an own one", |f| header(f, "X-Team", "shop"), &[]),
            ("no name", |f| header(f, " ", "v"), &[(Missing, NAME, "This header has no name")]),
            ("no value", |f| header(f, "X-A", " "), &[(Missing, VALUE, "X-A has no value")]),
            (
                "neither",
                |f| header(f, "", ""),
                &[(Missing, NAME, "This header has no name"), (Missing, VALUE, "This header has no value")],
            ),
            ("a colon", |f| header(f, "X-A:", "v"), &[(Error, NAME, "“X-A:” cannot be a header's name")]),
            ("all signs of a token", |f| header(f, "!#$%&'*+-.^_`|~09azAZ", "v"), &[]),
            (
                "a long name",
                |f| header(f, &"x".repeat(257), "v"),
                &[(Error, NAME, "at most 256 characters; this has 257.")],
            ),
            ("a line break", |f| header(f, "X-A", "a\nb"), &[(Error, VALUE, "The value of X-A has a line break")]),
            (
                "a long value",
                |f| header(f, "X-A", &"x".repeat(4097)),
                &[(Error, VALUE, "at most 4096 characters; this has 4097.")],
            ),
            ("twice", |f| header(f, "ACCEPT ", "a/b"), &[(Error, NAME, "ACCEPT stands here twice")]),
            (
                "a token in plain words",
                |f| header(f, "private-token", "glpat-x"),
                &[(Warning, VALUE, "will be stored in Devopness")],
            ),
            ("a token that is filled in", |f| header(f, "Private-Token", "{{ hook.secret }}"), &[]),
            (
                "an own authorization in plain words",
                |f| set(f, Field::HeaderValue(1), "Bearer ghp_x"),
                &[(Warning, Field::HeaderValue(1), "share them with care")],
            ),
            ("no token at all", |f| f.remove_row(1), &[(Warning, Field::Headers, "Put back Authorization")]),
            (
                "another header with the token",
                |f| {
                    f.remove_row(1);
                    header(f, "PRIVATE-TOKEN", "{{ application.source_provider.access_token }}");
                },
                &[],
            ),
            ("a character that cannot be seen", |f| header(f, "X-A", "a\u{200b}b"), &[(Warning, VALUE, "“a\\u200bb”")]),
        ],
    );
}

#[test]
fn extra_fields() {
    const NAME: Field = Field::ExtraName(6);
    const VALUE: Field = Field::ExtraValue(6);
    check(
        GITHUB,
        &[
            ("a text may be empty", |f| extra(f, "note", ExtraKind::Text, ""), &[]),
            ("no name", |f| extra(f, " ", ExtraKind::Text, "v"), &[(Missing, NAME, "has no name")]),
            (
                "a field that is written already",
                |f| extra(f, " state ", ExtraKind::Text, "v"),
                &[(Error, NAME, "“state” is written already")],
            ),
            (
                "a field of another provider",
                |f| extra(f, "coverage", ExtraKind::Number, "87"),
                &[(Warning, NAME, "“coverage” is a field of GitLab; GitHub does not list it.")],
            ),
            (
                "twice",
                |f| {
                    extra(f, "note", ExtraKind::Text, "a");
                    extra(f, "note ", ExtraKind::Text, "b");
                },
                &[(Error, Field::ExtraName(7), "“note” stands here twice")],
            ),
            ("no number yet", |f| extra(f, "n", ExtraKind::Number, " "), &[(Missing, VALUE, "whole number")]),
            ("a number", |f| extra(f, "n", ExtraKind::Number, " -120 "), &[]),
            ("zero", |f| extra(f, "n", ExtraKind::Number, "0"), &[]),
            ("a fraction", |f| extra(f, "n", ExtraKind::Number, "8.5"), &[(Error, VALUE, "whole number")]),
            ("a zero in front", |f| extra(f, "n", ExtraKind::Number, "07"), &[(Error, VALUE, "whole number")]),
            ("a minus alone", |f| extra(f, "n", ExtraKind::Number, "-"), &[(Error, VALUE, "whole number")]),
            ("two of them", |f| extra(f, "n", ExtraKind::Number, "--1"), &[(Error, VALUE, "whole number")]),
            ("no answer yet", |f| extra(f, "b", ExtraKind::Bool, ""), &[(Missing, VALUE, "true or false")]),
            ("true", |f| extra(f, "b", ExtraKind::Bool, " true "), &[]),
            ("false", |f| extra(f, "b", ExtraKind::Bool, "false"), &[]),
            ("yes", |f| extra(f, "b", ExtraKind::Bool, "yes"), &[(Error, VALUE, "true or false")]),
            ("no JSON yet", |f| extra(f, "j", ExtraKind::Json, ""), &[(Missing, VALUE, "Write a JSON value")]),
            ("JSON", |f| extra(f, "j", ExtraKind::Json, "{\"a\": [1, null]}"), &[]),
            ("two objects that end", |f| extra(f, "j", ExtraKind::Json, "{\"a\":{\"b\":1}}"), &[]),
            (
                "no JSON",
                |f| extra(f, "j", ExtraKind::Json, "{\n \"a\": x}"),
                &[(Error, VALUE, "look at line 2, column 7.")],
            ),
        ],
    );
    // What the branch is written to is taken only where there is a branch.
    check(
        "https://gitlab.com/acme/shop",
        &[("ref is free without a branch", |f| extra(f, "ref", ExtraKind::Text, "main"), &[])],
    );
    let mut form = FormValues::new("512", "https://gitlab.com/acme/shop");
    set(&mut form, Field::BranchVariable, "branch");
    extra(&mut form, "ref", ExtraKind::Text, "main");
    let problems = plan(&form).problems;
    assert!(matches!(problems.as_slice(), [problem] if problem.text.contains("is written already")), "{problems:?}");
}

#[test]
fn variables_and_what_cannot_be_seen() {
    const UNKNOWN: &str = "is no variable that we know of";
    check(
        GITHUB,
        &[
            ("key", |f| set(f, Field::StatusKey, "{{ x }}"), &[(Warning, Field::StatusKey, UNKNOWN)]),
            (
                "description",
                |f| set(f, Field::Description(Event::Failed), "{{ x }}"),
                &[(Warning, Field::Description(Event::Failed), UNKNOWN)],
            ),
            ("header", |f| header(f, "X-A", "{{ x }}"), &[(Warning, Field::HeaderValue(6), UNKNOWN)]),
            ("text", |f| extra(f, "a", ExtraKind::Text, "{{ x }}"), &[(Warning, Field::ExtraValue(6), UNKNOWN)]),
            ("JSON", |f| extra(f, "a", ExtraKind::Json, "\"{{ x }}\""), &[(Warning, Field::ExtraValue(6), UNKNOWN)]),
            (
                "an event that is off is not looked at",
                |f| {
                    only(f, &[Event::Failed, Event::Completed]);
                    set(f, Field::Description(Event::Started), "{{ x }}\u{200b}");
                    set(f, Field::HookName(Event::Started), "\u{200b}");
                },
                &[],
            ),
            (
                "a direction that turns",
                |f| set(f, Field::StatusKey, "a\u{202e}b"),
                &[(Warning, Field::StatusKey, "“a\\u202eb”. It will be sent as it is.")],
            ),
            (
                "a line break in a description",
                |f| set(f, Field::Description(Event::Failed), "a\nb"),
                &[(Warning, Field::Description(Event::Failed), "“a\\u000ab”")],
            ),
            (
                "a name",
                |f| set(f, Field::HookName(Event::Failed), "a\u{feff}b"),
                &[(Warning, Field::HookName(Event::Failed), "“a\\ufeffb”")],
            ),
            ("JSON has its own rules", |f| extra(f, "a", ExtraKind::Json, "\"\u{200b}\"\n"), &[]),
        ],
    );
}

#[test]
fn the_status() {
    const FAILED: Field = Field::Description(Event::Failed);
    check(
        GITHUB,
        &[
            (
                "no key",
                |f| set(f, Field::StatusKey, " "),
                &[(Missing, Field::StatusKey, "The status needs a context,")],
            ),
            (
                "a long key",
                |f| set(f, Field::StatusKey, &"k".repeat(256)),
                &[(Error, Field::StatusKey, "GitHub takes at most 255 characters here; this has 256.")],
            ),
            (
                "a key that may grow too long",
                |f| set(f, Field::StatusKey, &("k".repeat(237) + "{{ action.id }}")),
                &[(Error, Field::StatusKey, "this can reach 256 once the variables are filled in.")],
            ),
            ("no description", |f| set(f, FAILED, ""), &[]),
            (
                "of any length",
                |f| set(f, FAILED, "by {{ user.name }}"),
                &[(Warning, FAILED, "where it has more than 137 characters, GitHub will refuse the status.")],
            ),
            (
                "a link without its scheme",
                |f| set(f, Field::Link, "acme.dev"),
                &[(Error, Field::Link, "starts with https://")],
            ),
            ("a link with a space", |f| set(f, Field::Link, "https://a b"), &[(Error, Field::Link, "no spaces")]),
            ("a link without a host", |f| set(f, Field::Link, "https:///x"), &[(Error, Field::Link, "has a host")]),
            (
                "a link to a user at no host",
                |f| set(f, Field::Link, "https://user@/x"),
                &[(Error, Field::Link, "has a host")],
            ),
            (
                "a link that begins with what nobody knows",
                |f| set(f, Field::Link, "{{ x }}/a"),
                &[(Warning, Field::Link, "is no variable that we know of")],
            ),
            ("a link that a variable is", |f| set(f, Field::Link, "{{ action.url_web_permalink }}"), &[]),
            (
                "a link that a variable is not",
                |f| set(f, Field::Link, "{{ action.id }}"),
                &[(Error, Field::Link, "starts with https://")],
            ),
            (
                "a link that begins with an angle bracket",
                |f| set(f, Field::Link, "<x>"),
                &[(Error, Field::Link, "starts with https://")],
            ),
            (
                "a variable without its end",
                |f| set(f, Field::Link, "ftp://{{ a"),
                &[(Warning, Field::Link, "it will stay as it is")],
            ),
        ],
    );
    check(
        "https://bitbucket.org/acme/shop",
        &[
            (
                "no link",
                |f| set(f, Field::Link, " "),
                &[(Missing, Field::Link, "Bitbucket wants a link in every status.")],
            ),
            (
                "a host without a dot",
                |f| set(f, Field::Link, "https://ci/a.b"),
                &[(Error, Field::Link, "Bitbucket takes only links whose host has a dot in it")],
            ),
        ],
    );
}

#[test]
fn repository_provider_and_server() {
    const REPOSITORY: Field = Field::Repository;
    check(
        GITHUB,
        &[
            (
                "none",
                |f| set(f, REPOSITORY, " "),
                &[(Missing, REPOSITORY, "Paste its address, such as https://github.com/owner/repository.")],
            ),
            (
                "a password",
                |f| set(f, REPOSITORY, "https://a:b@github.com/acme/shop"),
                &[(Error, REPOSITORY, "holds a password. Leave out what stands before the “@”")],
            ),
            (
                "the place of a password",
                |f| set(f, REPOSITORY, "https://a:$TOKEN@github.com/acme/shop"),
                &[(Warning, REPOSITORY, "holds a password or token")],
            ),
            ("a user alone", |f| set(f, REPOSITORY, "https://a@github.com/acme/shop"), &[]),
            (
                "an unknown host",
                |f| set(f, REPOSITORY, "https://code.acme.dev/acme/shop"),
                &[(Missing, Field::Provider, "What runs at code.acme.dev?")],
            ),
            (
                "http at a server of one's own",
                |f| set(f, REPOSITORY, "http://gitlab.acme.dev/acme/shop"),
                &[(Warning, REPOSITORY, "can be read on the way")],
            ),
            ("http at the cloud, which is called by https", |f| set(f, REPOSITORY, "http://github.com/acme/shop"), &[]),
            ("a server that the cloud does not have", |f| set(f, Field::Server, "ftp://x"), &[]),
            (
                "no server yet",
                |f| {
                    set(f, REPOSITORY, "acme/shop");
                    set(f, Field::Provider, "gitlab-self-managed");
                },
                &[(Missing, Field::Server, "Which server is it on?")],
            ),
            (
                "a server that is none",
                |f| {
                    set(f, REPOSITORY, "acme/shop");
                    set(f, Field::Provider, "gitlab-self-managed");
                    set(f, Field::Server, "a b");
                },
                &[(Error, Field::Server, "starts with https://")],
            ),
            (
                "two hosts",
                |f| {
                    set(f, REPOSITORY, "https://a.acme.dev/acme/shop");
                    set(f, Field::Provider, "gitlab-self-managed");
                    set(f, Field::Server, "b.acme.dev");
                },
                &[(Error, Field::Server, "The repository is on a.acme.dev, but this address names b.acme.dev.")],
            ),
            (
                "one host with two ports, as that of ssh is another",
                |f| {
                    set(f, REPOSITORY, "ssh://git@a.acme.dev:2222/acme/shop.git");
                    set(f, Field::Provider, "gitlab-self-managed");
                    set(f, Field::Server, "a.acme.dev:8443");
                },
                &[],
            ),
            ("the API of nobody", |f| f.api = Api::Other, &[(Missing, Field::ApiOther, "Write the API's base URL")]),
        ],
    );
}

/// Places in which a secret would be seen, each with an edit that puts a variable there.
#[test]
fn a_variable_that_holds_a_secret_belongs_in_a_header() {
    use hook_builder::devopness::hook::Condition;
    use serde_json::json;
    const SEES: &str = "whoever sees the commit could read it";
    const HOOK: &str = "whoever sees the hook could read it";
    const ADDRESS: &str = "servers write into their logs";
    const BODY: &str = "the body, which the provider keeps";
    const EXTRA: Field = Field::ExtraValue(6);
    const COPY: Field = Field::HeaderValue(6);
    check(
        GITHUB,
        &[
            (
                "description",
                |f| set(f, Field::Description(Event::Failed), "{{ application.source_provider.access_token }}"),
                &[(Error, Field::Description(Event::Failed), SEES)],
            ),
            ("key", |f| set(f, Field::StatusKey, "{{hook.secret}}"), &[(Error, Field::StatusKey, SEES)]),
            (
                "link",
                |f| set(f, Field::Link, "https://x.example/?t={{ hook . secret }}"),
                &[(Error, Field::Link, SEES)],
            ),
            (
                "hook name",
                |f| set(f, Field::HookName(Event::Started), "{{ hook.secret }}"),
                &[(Error, Field::HookName(Event::Started), HOOK)],
            ),
            ("body", |f| extra(f, "note", ExtraKind::Text, "a {{ hook.secret }}"), &[(Error, EXTRA, BODY)]),
            (
                "deep in a body",
                |f| extra(f, "note", ExtraKind::Json, r#"{"a": [{"b": "{{ hook.secret }}"}]}"#),
                &[(Error, EXTRA, BODY)],
            ),
            (
                "escaped in a body",
                |f| extra(f, "note", ExtraKind::Json, r#"["\u007b\u007b hook.\u0073ecret }}"]"#),
                &[(Error, EXTRA, BODY)],
            ),
            (
                "as a name in a body",
                |f| extra(f, "note", ExtraKind::Json, r#"{"{{ hook.secret }}": 1}"#),
                &[(Error, EXTRA, BODY)],
            ),
            (
                "the name of a body field",
                |f| extra(f, "{{ hook.secret }}", ExtraKind::Text, "x"),
                &[(Error, Field::ExtraName(6), BODY)],
            ),
            (
                "an object that has one in it",
                |f| extra(f, "note", ExtraKind::Text, "{{ application.source_provider }}"),
                &[(Error, EXTRA, BODY)],
            ),
            (
                "what its name tells",
                |f| extra(f, "note", ExtraKind::Text, "{{ user.api_key }}"),
                &[(Error, EXTRA, BODY)],
            ),
            (
                "a variable of the incoming hook in the address",
                |f| set(f, Field::HashVariable, "access_token"),
                &[(Error, Field::HashVariable, ADDRESS)],
            ),
            (
                "the path of a condition",
                |f| f.conditions.push(Condition { path: "hook.secret".into(), accepted: vec![json!("a")] }),
                &[(Error, Field::OnlyHookRuns, HOOK)],
            ),
            (
                "a value of a condition",
                |f| f.conditions.push(Condition { path: "a.b".into(), accepted: vec![json!(["{{ hook.secret }}"])] }),
                &[(Error, Field::OnlyHookRuns, HOOK)],
            ),
            (
                "an event that is off has nothing to hide",
                |f| set(f, Field::Description(Event::Queued), "{{ hook.secret }}"),
                &[],
            ),
            (
                "another header",
                |f| header(f, "X-Copy", "{{ application.source_provider.access_token }}"),
                &[(Warning, COPY, "X-Copy is no header in which GitHub expects one")],
            ),
            ("what is no secret", |f| header(f, "X-Copy", "{{ action.id }}"), &[]),
            ("a header for it", |f| header(f, "JOB-TOKEN", "{{ hook.secret }}"), &[]),
        ],
    );
    let mut form = FormValues::new("512", GITHUB);
    set(&mut form, Field::Provider, "gitlab-self-managed");
    for (repository, server, field) in [
        ("https://git.acme.dev/acme/{{hook.secret}}", "", Field::Repository),
        ("acme/shop", "https://git.acme.dev/{{hook.secret}}", Field::Server),
    ] {
        set(&mut form, Field::Repository, repository);
        set(&mut form, Field::Server, server);
        let problems = plan(&form).problems;
        assert!(problems.iter().any(|p| p.blocks() && p.field == field && p.text.contains(ADDRESS)), "{problems:?}");
    }
}

#[test]
fn headers_of_the_sender_and_of_proxies_are_not_the_users_to_set() {
    for name in [
        "Host",
        "host",
        "Content-Length",
        "content_length",
        "Transfer-Encoding",
        "Connection",
        "Keep-Alive",
        "Upgrade",
        "TE",
        "Trailer",
        "Expect",
        "Via",
        "Date",
        "Cookie",
        "Content-Encoding",
        "HTTP2-Settings",
        "Proxy-Authorization",
        "Proxy-Connection",
        "Sec-Fetch-Site",
        "X-HTTP-Method-Override",
        "X-HTTP-Host-Override",
        "X-Override-URL",
        "X-Remote-User",
        "True-Client-IP",
        "X-Cluster-Client-IP",
        "Sudo",
        "X-HTTP-Method",
        "X-Method-Override",
        "X-Forwarded-Host",
        "X_Forwarded_For",
        "Forwarded",
        "X-Original-URL",
        "X-Rewrite-URL",
        "X-Real-IP",
        "Max-Forwards",
        "X-Override-Host",
        "X-Host-Override",
        "X-Path-Override",
        "X-Forward-For",
        "Forward-For",
        "CF-Connecting-IP",
        "CF-Connecting-IPv6",
        "Fastly-Client-IP",
        "Fly-Client-IP",
        "Client-IP",
        "X-Originating-IP",
        "Remote-User",
        "Remote-Addr",
        "Remote_Groups",
        "X-Auth-User",
        "X-Auth-Request-Email",
        "X-Authenticated-User",
        "X-Authenticated-Groups",
        "X-WebAuth-User",
        "X-Scheme",
        "X-URL-Scheme",
        "Front-End-Https",
        "X-ARR-SSL",
        "Impersonate-User",
        "X-SSL-Client-Cert",
    ] {
        let mut form = FormValues::new("512", GITHUB);
        header(&mut form, name, "POST");
        let linked =
            hook_builder::exchange::link::read(&hook_builder::exchange::link::write(&form).expect("no secret"))
                .expect("a link");
        for form in [form, linked] {
            let mut problems = plan(&form).problems;
            // A cookie is a secret by its name, besides.
            problems.retain(|problem| problem.blocks());
            let [problem] = problems.as_slice() else { panic!("{name}: {problems:?}") };
            assert!(matches!(problem.field, Field::HeaderName(_)), "{name}: {problem:?}");
            assert!(problem.text.contains("is not yours to set: "), "{name}: {problem:?}");
        }
    }
    for name in [
        "X-Atlassian-Token",
        "X-Request-Id",
        "Origin",
        "Accept-Language",
        "Temperature",
        "Hostname",
        "X-Hostname",
        "X-Client-Version",
        "Client-Version",
        "X-Authored-By",
        "X-Schema-Version",
        "X-Protocol-Version",
        "CF-Ray",
    ] {
        let mut form = FormValues::new("512", GITHUB);
        header(&mut form, name, "x");
        assert_eq!(plan(&form).problems, [], "{name}");
    }
}

/// The page has some rules only once it needs them: a form with nothing but a pipeline and a repository breaks none of these.
/// Of an address that is none of a repository the first sentence says so, and the later one why.
#[test]
fn a_plain_form_needs_no_rule_that_is_loaded_later() {
    for provider in hook_builder::provider::PROVIDERS.iter().filter(|provider| !provider.self_hosted()) {
        for (pipeline, repository) in [("512", provider.example()), ("", "")] {
            let form = FormValues::new(pipeline, repository);
            let early = hook_builder::form::plan::plan_with(&form, None);
            assert_eq!(early.problems, plan(&form).problems, "{repository}");
            assert_eq!(early.hooks, plan(&form).hooks, "{repository}");
        }
        let example = provider.example();
        for wrong in ["acme", "a b", "a\\b/c", "ftp://a.b/c/d", "https://a..b/c/d"] {
            let mut form = FormValues::new("512", wrong);
            form.set_text(Field::Provider, provider.id().into());
            let (early, late) = (hook_builder::form::plan::plan_with(&form, None), plan(&form));
            let [first, second] = [&early, &late].map(|plan| plan.problems[0].clone());
            let seen = |problem: &hook_builder::form::problem::Problem| (problem.field, problem.severity);
            assert_eq!((early.problems.len(), seen(&first)), (1, (Field::Repository, Severity::Error)), "{wrong}");
            assert_eq!((late.problems.len(), seen(&second)), (1, seen(&first)), "{wrong}");
            assert!(first.text.contains(example) && first.text != second.text, "{wrong}: {second:?}");
            assert_eq!(early.hooks, late.hooks, "{wrong}");
        }
    }
    // And a host that is not what it seems is in no command once they are there.
    let form = FormValues::new("512", "https://github.com.evil.example/acme/shop");
    assert!(plan(&form).hooks.iter().all(|hook| !hook.hook.target_url.contains("evil")));
}
