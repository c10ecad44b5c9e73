//! The forms that the golden files and the shells are tried with. The shells include this file by its path, so it stands
//! alone.

use hook_builder::devopness::event::Event;
use hook_builder::form::field::Field;
use hook_builder::form::values::{ExtraKind, FormValues};

/// What differs from one provider's edition to the next.
struct Edition {
    id: &'static str,
    plain: &'static str,
    /// A repository of another spelling: nested groups, UUIDs, a personal one.
    deep: &'static str,
    /// Repository and server of a self-hosted edition with a port, under a path where the product can stand under one.
    placed: Option<(&'static str, &'static str)>,
    key: usize,
    description: usize,
    link: usize,
    extra: [(&'static str, ExtraKind, &'static str); 4],
    other_failure: &'static str,
}

const GITHUB_EXTRA: [(&str, ExtraKind, &str); 4] = [
    ("note", ExtraKind::Text, "by {{ user.name }}"),
    ("attempt", ExtraKind::Number, "-2"),
    ("manual", ExtraKind::Bool, "false"),
    ("meta", ExtraKind::Json, r#"{"list": [1.50, null, "{{ action.id }}"], "text": "a'b"}"#),
];
const GITLAB_EXTRA: [(&str, ExtraKind, &str); 4] = [
    ("note", ExtraKind::Text, "by {{ user.name }}"),
    ("pipeline_id", ExtraKind::Number, "12345678901"),
    ("manual", ExtraKind::Bool, "true"),
    ("coverage", ExtraKind::Json, "87.50"),
];
const BITBUCKET_EXTRA: [(&str, ExtraKind, &str); 4] = [
    ("note", ExtraKind::Text, "by {{ user.name }}"),
    ("attempt", ExtraKind::Number, "0"),
    ("manual", ExtraKind::Bool, "true"),
    ("links", ExtraKind::Json, r#"[{"href": "https://acme.dev/{{ action.id }}"}]"#),
];
const DATA_CENTER_EXTRA: [(&str, ExtraKind, &str); 4] = [
    ("buildNumber", ExtraKind::Text, "{{ action.id }}"),
    ("duration", ExtraKind::Number, "125000"),
    ("manual", ExtraKind::Bool, "true"),
    ("testResults", ExtraKind::Json, r#"{"failed": 0, "skipped": 1, "successful": 2}"#),
];

const EDITIONS: [Edition; 6] = [
    Edition {
        id: "github",
        plain: "https://github.com/acme/shop",
        deep: "git@acme.ghe.com:team_x/shop.web.git",
        placed: None,
        key: 255,
        description: 140,
        link: 2000,
        extra: GITHUB_EXTRA,
        other_failure: "error",
    },
    Edition {
        id: "gitlab",
        plain: "https://gitlab.com/acme/shop",
        deep: "https://gitlab.com/acme/platform/web/shop/-/merge_requests/7",
        placed: None,
        key: 255,
        description: 255,
        link: 255,
        extra: GITLAB_EXTRA,
        other_failure: "canceled",
    },
    Edition {
        id: "bitbucket",
        plain: "https://bitbucket.org/acme/shop/src/main/README.md",
        deep: "https://bitbucket.org/{f8aa17a8-2a1e-4b59-8d0c-0c2d2b1c6b7e}/{0d3c0c58-1f2b-4c7a-9a53-3f1e6a7b8c9d}",
        placed: None,
        key: 40,
        description: 255,
        link: 450,
        extra: BITBUCKET_EXTRA,
        other_failure: "STOPPED",
    },
    Edition {
        id: "github-enterprise-server",
        plain: "https://github.acme.dev/acme/shop",
        deep: "ssh://git@github.acme.dev/acme/shop.web.git",
        placed: Some(("https://code.acme.dev:8443/acme/shop/pull/7", "")),
        key: 255,
        description: 140,
        link: 2000,
        extra: GITHUB_EXTRA,
        other_failure: "error",
    },
    Edition {
        id: "gitlab-self-managed",
        plain: "https://gitlab.acme.dev/acme/shop",
        deep: "git@gitlab.acme.dev:acme/platform/web/shop.git",
        placed: Some(("https://code.acme.dev:8443/gitlab/acme/web/shop", "https://code.acme.dev:8443/gitlab")),
        key: 255,
        description: 255,
        link: 255,
        extra: GITLAB_EXTRA,
        other_failure: "skipped",
    },
    Edition {
        id: "bitbucket-data-center",
        plain: "https://bitbucket.acme.dev/projects/SHOP/repos/web/browse",
        deep: "ssh://git@bitbucket.acme.dev:7999/~ada/dotfiles.git",
        placed: Some(("http://code.acme.dev:7990/bitbucket/projects/SHOP/repos/web", "")),
        key: 255,
        description: 255,
        link: 450,
        extra: DATA_CENTER_EXTRA,
        other_failure: "CANCELLED",
    },
];

/// Everything that means something to a shell, to JSON, to a page or to a reader's eye.
pub const HOSTILE: &str = "'\"\\ $(id) `id` ${HOME} !! !x %PATH% ^^ & | ; # ~ * ? [a] \n \t \r 😀 \u{202e}abc\u{0}\u{1b} <script>alert(1)</script> {{ é \\' '\\'' \\\\ -- @x";

/// Provider id, name of the form, the form. The pipeline is always 512, and every plan has its three hooks.
pub fn forms() -> Vec<(&'static str, &'static str, FormValues)> {
    let mut all = Vec::new();
    for edition in &EDITIONS {
        all.push((edition.id, "plain", on(edition, edition.plain)));
        all.push((edition.id, "deep", on(edition, edition.deep)));
        if let Some((repository, server)) = edition.placed {
            let mut form = on(edition, repository);
            form.set_text(Field::Server, server.into());
            all.push((edition.id, "placed", form));
        }
        all.push((edition.id, "limits", at_the_limits(edition)));
        all.push((edition.id, "extras", with_extras(edition)));
        all.push((edition.id, "hostile", hostile(edition)));
    }
    all
}

fn on(edition: &Edition, repository: &str) -> FormValues {
    let mut form = FormValues::new("512", repository);
    form.set_text(Field::Provider, edition.id.into());
    form
}

/// Every text as long as it may be, some of the length in a variable's worst case: a number has up to 19 digits.
fn at_the_limits(edition: &Edition) -> FormValues {
    let mut form = on(edition, edition.plain);
    form.set_text(Field::StatusKey, "k".repeat(edition.key - 19) + "{{ action.id }}");
    let link = "https://app.devopness.com/".to_string();
    form.set_text(Field::Link, link.clone() + &"l".repeat(edition.link - link.len()));
    for (event, letter) in Event::USUAL.into_iter().zip(["a", "b", "c"]) {
        form.set_text(Field::Description(event), "é".repeat(edition.description - 1) + letter);
        form.set_text(Field::HookName(event), "😀".repeat(59) + letter);
    }
    let id = form.add_header();
    form.set_text(Field::HeaderName(id), "X".repeat(256));
    form.set_text(Field::HeaderValue(id), "v".repeat(4096));
    form
}

fn with_extras(edition: &Edition) -> FormValues {
    let mut form = on(edition, edition.plain);
    form.set_text(Field::HashVariable, "sha".into());
    form.set_text(Field::BranchVariable, "source_ref".into());
    form.set_text(Field::State(Event::Failed), edition.other_failure.into());
    form.action_type = false;
    for (name, kind, value) in edition.extra {
        let id = form.add_extra();
        form.set_text(Field::ExtraName(id), name.into());
        form.set_text(Field::ExtraKind(id), kind.label().into());
        form.set_text(Field::ExtraValue(id), value.into());
    }
    form
}

fn hostile(edition: &Edition) -> FormValues {
    let mut form = on(edition, edition.plain);
    let behind = |text: &str| [text, HOSTILE].concat();
    form.set_text(Field::StatusKey, behind("key "));
    form.set_text(Field::Link, behind("https://app.devopness.com/?q="));
    form.set_text(Field::HashVariable, behind("hash"));
    form.set_text(Field::BranchVariable, behind("branch"));
    for event in Event::USUAL {
        form.set_text(Field::Description(event), behind(event.word()));
        form.set_text(Field::HookName(event), behind(event.word()));
    }
    let id = form.add_header();
    form.set_text(Field::HeaderName(id), behind("X-"));
    form.set_text(Field::HeaderValue(id), behind("value "));
    for (kind, value) in [(ExtraKind::Text, HOSTILE.to_string()), (ExtraKind::Json, json_text(HOSTILE))] {
        let id = form.add_extra();
        form.set_text(Field::ExtraName(id), behind(kind.label()));
        form.set_text(Field::ExtraKind(id), kind.label().into());
        form.set_text(Field::ExtraValue(id), value);
    }
    form
}

/// A text as a person would have to type it into a JSON field.
fn json_text(text: &str) -> String {
    serde_json::Value::String(text.into()).to_string()
}
