//! The provider's own request, sent to the sandbox's stand-in of that provider: it must accept it, and receive just what the
//! plan shows.

use hook_builder::exchange::export::Job;
use hook_builder::form::field::Field;
use hook_builder::form::plan::{Plan, plan};
use hook_builder::form::planned::Sample;
use hook_builder::form::values::FormValues;
use hook_builder::provider::receiver::COMMIT;
use hook_builder::text::percent::decode;

use crate::Proof;
use crate::forms;
use crate::harness::{Place, output, run};
use crate::sandbox::Recorded;
use crate::shell::{Input, SHELLS};

pub const PROOFS: &[Proof] = &[
    Proof { id: "provider-curl", tool: "bash, dash, zsh, fish, busybox sh, curl", run: true, prove: provider_curl },
    Proof { id: "provider-request", tool: "curl", run: true, prove: provider_request },
];

/// Repositories that the stand-ins have: provider, address, and how the sandbox calls it.
const PLACES: [(&str, &str, &str); 6] = [
    ("github", "https://github.com/acme/shop", "acme/shop"),
    ("gitlab", "https://gitlab.com/acme/platform/shop", "acme/platform/shop"),
    ("bitbucket", "https://bitbucket.org/acme/shop", "acme/shop"),
    ("github-enterprise-server", "https://github.acme.test/acme/shop", "acme/shop"),
    ("gitlab-self-managed", "https://gitlab.acme.test/acme/platform/shop", "acme/platform/shop"),
    ("bitbucket-data-center", "https://bitbucket.acme.test/projects/ACME/repos/shop", "ACME/shop"),
];

const TOKEN: &str = "sandbox-writer";

#[test]
fn the_providers_requests_are_proven() {
    PROOFS.iter().for_each(|proof| (proof.prove)(proof));
}

/// An ordinary form for each provider.
fn plain() -> impl Iterator<Item = (&'static str, &'static str, Plan)> {
    PLACES.into_iter().map(|(provider, address, shown)| {
        let mut form = FormValues::new("512", address);
        form.set_text(Field::Provider, provider.into());
        (provider, shown, plan(&form))
    })
}

/// The text with the stand-in's address in place of the provider's own.
fn redirected(text: &str, provider: &str, sample: &Sample, place: &Place) -> String {
    let host: Vec<&str> = sample.url.splitn(4, '/').take(3).collect();
    text.replace(&[&host.join("/"), "/"].concat(), &format!("{}/provider/{provider}/", place.sandbox.url()))
}

/// Panics where something else arrived than the sample says. Headers that cannot be one are left out by the command, and
/// what nobody sees in a value is a blank.
fn compare(name: &str, provider: &str, sample: &Sample, got: &Recorded) {
    let path = sample.url.splitn(4, '/').nth(3).unwrap_or_default();
    let query = if got.query.is_empty() { String::new() } else { format!("?{}", got.query) };
    let arrived = format!("{}{query}", got.path);
    assert_eq!(
        (got.method.as_str(), decode(&arrived)),
        ("POST", decode(&format!("/provider/{provider}/{path}"))),
        "{name}"
    );
    for header in &sample.headers {
        let token = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b);
        let found = got.header(&header.name.to_lowercase());
        if !header.name.bytes().all(token) {
            assert_eq!(found, None, "{name}");
        } else if header.name == "Authorization" {
            assert_eq!(found, Some(&*format!("Bearer {TOKEN}")), "{name}");
        } else {
            assert_eq!(found, Some(&*header.value), "{name}");
        }
    }
    let body = serde_json::to_value(&sample.body).expect("a body can always be written");
    let arrived: serde_json::Value = serde_json::from_slice(&got.body).unwrap_or_default();
    assert_eq!(arrived, body, "{name}");
}

/// Panics where a stand-in took less than all three, each in its turn, or received something else.
fn accepted(place: &Place, name: &str, told: &str) {
    let requests = place.sandbox.requests();
    assert_eq!(requests.len(), 3 * PLACES.len(), "{name}: {told}");
    for ((provider, shown, plan), got) in plain().zip(requests.chunks(3)) {
        for (hook, got) in plan.hooks.iter().zip(got) {
            let sound = got.status.is_some_and(|status| (200..300).contains(&status));
            assert!(sound, "{name} {provider}: {got:?}\n{told}");
            compare(&format!("{name} {provider}"), provider, &hook.sample, got);
        }
        let states: Vec<String> =
            place.sandbox.shown(provider, shown, COMMIT).into_iter().map(|record| record.state).collect();
        assert_eq!(states, [plan.hooks[2].sample.status.state.clone()], "{name} {provider}");
    }
}

fn provider_curl(proof: &Proof) {
    for shell in SHELLS {
        let place = Place::new();
        let text = |(provider, _, plan): (&str, &str, Plan)| {
            let text = output(proof.id).render(&Job::set(&plan.list, &plan.hooks));
            redirected(&text, provider, &plan.hooks[0].sample, &place)
        };
        let script = plain().map(text).collect::<Vec<_>>().join("\n") + "\n";
        let told = shell.run(&script, Input::File, &[("LC_ALL", "C.UTF-8"), ("PROVIDER_TOKEN", TOKEN)]);
        accepted(&place, &format!("{} in {}", proof.id, shell.name), &told);
    }
}

#[test]
fn a_provider_receives_the_golden_forms() {
    for shell in SHELLS {
        let place = Place::new();
        let forms: Vec<_> =
            forms::forms().into_iter().map(|(provider, name, form)| (provider, name, plan(&form))).collect();
        let text = |(provider, _, plan): &(&str, &str, Plan)| {
            let text = output("provider-curl").render(&Job::set(&plan.list, &plan.hooks));
            redirected(&text, provider, &plan.hooks[0].sample, &place)
        };
        let script = forms.iter().map(text).collect::<Vec<_>>().join("\n") + "\n";
        let told = shell.run(&script, Input::File, &[("LC_ALL", "C.UTF-8"), ("PROVIDER_TOKEN", TOKEN)]);
        let requests = place.sandbox.requests();
        assert_eq!(requests.len(), 3 * forms.len(), "{}: {told}", shell.name);
        for ((provider, name, plan), got) in forms.iter().zip(requests.chunks(3)) {
            for (hook, got) in plan.hooks.iter().zip(got) {
                compare(&format!("{} {provider}/{name}", shell.name), provider, &hook.sample, got);
            }
        }
    }
}

/// The text as a person would send it: what it says, with the token in place of the variable.
fn provider_request(proof: &Proof) {
    let place = Place::new();
    let mut told = String::new();
    for (provider, _, plan) in plain() {
        for hook in &plan.hooks {
            let text = output(proof.id).render(&Job::hook(&plan.list, hook));
            let text = redirected(&text, provider, &hook.sample, &place);
            let (head, body) = text.split_once("\n\n").expect("a body follows the headers");
            let mut head = head.lines();
            let (method, url) = head.next().and_then(|line| line.split_once(' ')).expect("method and address");
            let mut command = place.command("curl");
            command.args(["--silent", "--request", method, "--url", url]);
            for header in head {
                let own = header.starts_with("Authorization: Bearer ");
                let header = if own { format!("Authorization: Bearer {TOKEN}") } else { header.to_string() };
                command.args(["--header", &header]);
            }
            place.file("body.json", body);
            told += &run(command.args(["--data-binary", "@body.json"])).1;
        }
    }
    accepted(&place, proof.id, &told);
}
