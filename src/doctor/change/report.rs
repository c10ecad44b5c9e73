//! What a hook of the API reports: which status of which repository, as far as its address and its body say so.

use serde_json::Value;

use crate::devopness::hook::{Direction, Hook};
use crate::provider::repository::{Place, parse_place};
use crate::provider::status::Part;
use crate::provider::{Location, PROVIDERS, Provider};
use crate::text::json;
use crate::text::template::{Piece, scan};

/// The commit status that a hook reports.
#[derive(Clone)]
pub struct Report {
    /// The provider that it calls.
    pub provider: &'static dyn Provider,
    /// The repository.
    pub location: Location,
    /// The status key, with variables written in one way; `None` when the body names none.
    pub key: Option<String>,
    /// Whether the address is the provider's call: with a variable in the one place where the commit's hash belongs.
    pub sound: bool,
}

impl Report {
    /// Reads what an outgoing hook reports to one provider. The address need not be right, as the vendor's own pattern
    /// puts the hash in the wrong place for some of them; it must name a repository of this provider, and then the body
    /// must have a state.
    pub fn to(provider: &'static dyn Provider, hook: &Hook) -> Option<Report> {
        Report::among(&[provider], hook)
    }

    /// What a hook reports to any provider; `None` when it reports no commit status that is known.
    pub fn of(hook: &Hook) -> Option<Report> {
        Report::among(PROVIDERS, hook)
    }

    fn among(providers: &[&'static dyn Provider], hook: &Hook) -> Option<Report> {
        let target = hook.target_url.trim();
        let place = place(hook).filter(|_| hook.direction == Direction::Outgoing)?;
        let host = place.host.as_deref()?;
        let owner = PROVIDERS.iter().find(|p| p.claims(host)).map(|owner| owner.id());
        let possible = |p: &&&'static dyn Provider| owner.map_or(p.self_hosted(), |owner| owner == p.id());
        providers.iter().filter(possible).find_map(|&provider| {
            let location = provider.locate(&place, None).ok()?;
            let sound = with_holes(&provider.target_url(&location, HOLE)) == with_holes(target);
            // Of a server of one's own only the whole address says what runs there.
            let known = sound || owner.is_some() && has_state(provider, hook);
            known.then(|| Report { provider, location, key: key(provider, hook), sound })
        })
    }

    /// What a hook likely reports, where its address is not the call of a server that is known, but the server's name says
    /// what runs there.
    pub fn likely(hook: &Hook) -> Option<Report> {
        let place = place(hook)?;
        let host = place.host.as_deref().filter(|host| !PROVIDERS.iter().any(|p| p.claims(host)))?;
        PROVIDERS.iter().filter(|provider| provider.suggests(host)).find_map(|&provider| {
            let location = provider.locate(&place, None).ok()?;
            Some(Report { provider, location, key: key(provider, hook), sound: false })
        })
    }

    /// Whether both report to one repository.
    pub fn same_place(&self, other: &Report) -> bool {
        self.provider.id() == other.provider.id() && same_location(&self.location, &other.location)
    }
}

/// What stands in front of the variable in a hook's address.
pub fn place(hook: &Hook) -> Option<Place> {
    parse_place(hook.target_url.trim().split("{{").next()?).ok()
}

/// Whether two locations are one. None of the providers tells repositories apart by upper and lower case.
pub fn same_location(a: &Location, b: &Location) -> bool {
    let same = |(a, b): (&String, &String)| a.eq_ignore_ascii_case(b);
    same((&a.root, &b.root)) && a.parts.len() == b.parts.len() && a.parts.iter().zip(&b.parts).all(same)
}

/// The status key in a hook's body, with variables written in one way.
pub fn key(provider: &dyn Provider, hook: &Hook) -> Option<String> {
    let body = body(hook)?;
    let of_key = |name: &&&str| provider.part(name) == Some(Part::Key);
    let value = provider.fields().iter().filter(of_key).find_map(|name| body.get(name)?.as_str())?;
    Some(plain(value))
}

/// Whether a hook's body looks like a commit status of some provider, though its address does not: it has the state, or two
/// other parts.
pub fn says_status(hook: &Hook) -> bool {
    let body = body(hook);
    let Some(fields) = body.as_ref().and_then(Value::as_object) else { return false };
    PROVIDERS.iter().any(|provider| {
        let parts: Vec<Part> = fields.keys().filter_map(|name| provider.part(name)).collect();
        parts.contains(&Part::State) || parts.len() > 1
    })
}

fn has_state(provider: &dyn Provider, hook: &Hook) -> bool {
    let body = body(hook);
    let fields = body.as_ref().and_then(Value::as_object);
    fields.is_some_and(|fields| fields.keys().any(|name| provider.part(name) == Some(Part::State)))
}

/// The body as a value; one that is kept as a text is read.
pub fn body(hook: &Hook) -> Option<Value> {
    match &hook.body {
        Value::String(text) => json::parse(text).ok(),
        body => Some(body.clone()),
    }
}

const HOLE: &str = "{{ }}";

/// An address in one spelling: the host in lower case, variables with one space, no slash at the end.
pub fn plain_target(url: &str) -> String {
    address(plain(url.trim()))
}

/// The same for any variable.
pub fn with_holes(url: &str) -> String {
    address(spell(url.trim(), |_| HOLE.into()))
}

fn address(url: String) -> String {
    let host = url.find("://").map_or(0, |at| at + 3);
    let end = url[host..].find('/').map_or(url.len(), |at| host + at);
    [&url[..end].to_ascii_lowercase(), url[end..].trim_end_matches('/')].concat()
}

/// A text with its variables written in one way.
fn plain(text: &str) -> String {
    spell(text, |path| ["{{ ", path, " }}"].concat())
}

fn spell(text: &str, variable: impl Fn(&str) -> String) -> String {
    let mut out = String::new();
    for piece in scan(text) {
        match piece {
            Piece::Text(text) | Piece::Unclosed(text) => out.push_str(text),
            Piece::Variable(_, path) => out.push_str(&variable(path)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::change::edit::wanted;
    use crate::form::field::Field;
    use crate::form::plan::plan;
    use crate::form::values::FormValues;
    use serde_json::json;

    fn hook(target_url: &str, body: Value) -> Hook {
        Hook { target_url: target_url.into(), body, direction: Direction::Outgoing, ..Hook::default() }
    }

    #[test]
    fn what_a_plan_writes_is_known_again() {
        for (repository, id) in [
            ("https://github.com/acme/shop", "github"),
            ("https://acme.ghe.com/acme/shop", "github"),
            ("https://gitlab.com/acme/web/shop", "gitlab"),
            ("278964", "gitlab"),
            ("https://bitbucket.org/acme/shop", "bitbucket"),
            ("https://code.acme.dev:8443/acme/shop", "github-enterprise-server"),
            ("https://code.acme.dev/gitlab/acme/shop", "gitlab-self-managed"),
            ("http://code.acme.dev/bitbucket/projects/SHOP/repos/web", "bitbucket-data-center"),
            ("https://code.acme.dev/users/ada/repos/web", "bitbucket-data-center"),
        ] {
            let mut form = FormValues::new("512", repository);
            form.set_text(Field::Provider, id.into());
            if repository.contains("/gitlab/") {
                form.set_text(Field::Server, "https://code.acme.dev/gitlab".into());
            }
            let plan = plan(&form);
            let report = Report::of(&wanted(&plan.hooks[0].hook)).unwrap_or_else(|| panic!("{repository}"));
            assert_eq!((report.provider.id(), &report.location), (id, &plan.location), "{repository}");
            assert_eq!((report.key.as_deref(), report.sound), (Some("ci/devopness(build)"), true));
        }
    }

    #[test]
    fn an_address_that_is_wrong_still_names_its_repository_where_the_host_is_known() {
        let state = json!({"state": "x", "key": "k", "context": "c"});
        let check = |url: &str, body: &Value, expected: Option<(&str, &str, bool)>| {
            let report = Report::of(&hook(url, body.clone()));
            let got = report.as_ref().map(|r| (r.provider.id(), r.location.shown.as_str(), r.sound));
            assert_eq!(got, expected, "{url}");
        };
        // The vendor's pattern puts the hash at the end, where Bitbucket has it in the middle.
        let wrong = "https://api.bitbucket.org/2.0/repositories/acme/shop/commit/statuses/build/{{ h }}";
        check(wrong, &state, Some(("bitbucket", "acme/shop", false)));
        check(wrong, &json!({}), None);
        let right = "https://API.bitbucket.org/2.0/repositories/acme/shop/commit/{{h}}/statuses/build/";
        check(right, &json!({}), Some(("bitbucket", "acme/shop", true)));
        check(
            "https://api.github.com/repos/acme/shop/statuses/{{ h }}",
            &json!(null),
            Some(("github", "acme/shop", true)),
        );
        check("https://api.github.com/repos/acme/shop/statuses/{{ h }}{{ h }}", &json!(null), None);
        // A comment on the pull request is no status.
        check("https://api.github.com/repos/acme/shop/issues/{{ n }}/comments", &json!({"body": "x"}), None);
        check("https://code.acme.dev/repos/acme/shop/statuses/{{ h }}", &state, None);
        check("https://hooks.slack.com/services/T0/B0/x", &state, None);
        check("{{ x }}", &state, None);
        check("", &state, None);
        let mut incoming = hook(right, state.clone());
        incoming.direction = Direction::Incoming;
        assert!(Report::of(&incoming).is_none());
    }

    #[test]
    fn the_key_is_read_from_the_providers_own_field() {
        let check = |id: &str, body: Value, expected: Option<&str>| {
            let provider = crate::provider::by_id(id).unwrap();
            assert_eq!(key(provider, &hook("", body.clone())).as_deref(), expected, "{body}");
        };
        check("github", json!({"context": "ci/{{action.id}}"}), Some("ci/{{ action.id }}"));
        check("github", json!("{\"context\": \"a\"}"), Some("a"));
        check("github", json!({"name": "a", "context": 1}), None);
        check("gitlab", json!({"context": "b", "name": "a"}), Some("a"));
        check("gitlab", json!({"context": "b"}), Some("b"));
        check("bitbucket", json!({"name": "a", "key": "b"}), Some("b"));
        check("bitbucket", json!([{"key": "b"}]), None);
        check("bitbucket", json!("key"), None);
        check("bitbucket", Value::Null, None);
    }

    #[test]
    fn addresses_that_mean_the_same_are_spelled_the_same() {
        let check = |url: &str, expected: &str| assert_eq!(plain_target(url), expected, "{url}");
        check(" HTTPS://API.GitHub.com/Repos/{{X}}// ", "https://api.github.com/Repos/{{ X }}");
        check("https://H", "https://h");
        check("https://H/", "https://h");
        check("", "");
        check("/", "");
        check("no scheme/X", "no scheme/X");
        assert_eq!(with_holes("https://h/{{ a }}/b/{{c}}/"), "https://h/{{ }}/b/{{ }}");
    }
}
