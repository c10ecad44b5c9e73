//! The hosts that would get the provider's token: genuine ones are taken and named, those that imitate a cloud or hide
//! another host are refused, whether they come as a repository's address, as a server's, or in a link.

use hook_builder::exchange::import::import;
use hook_builder::exchange::link;
use hook_builder::form::field::Field;
use hook_builder::form::plan::{Plan, plan};
use hook_builder::form::values::FormValues;
use serde_json::json;

/// Servers of one's own, each with the authority that stands in the hook's target.
const GENUINE: &[&str] = &[
    "git.acme.example",
    "gitlab.acme.com",
    "github.acme.corp",
    "bitbucket.acme.io",
    "git.acme.com",
    "code.acme.org",
    "gitlab.company.com",
    "github.community.acme.dev",
    "gitlab.compute.acme.net",
    "bitbucket.organisation.example",
    "ghe.acme.com",
    "stash.acme.com",
    "github.corp",
    "gitlab.local",
    "gitlab.lan",
    "git-lab.acme.com",
    "github-enterprise.acme.com",
    "gitlab-internal.acme.co.uk",
    "gitlab.acme.com.br",
    "bitbucket-dc.acme.com",
    "git.ge.com",
    "gitea.com",
    "codeberg.org",
    "git.hub.acme.com",
    // Names that are like `com` and `org`, of somebody who has a server.
    "gitlab.cern.ch",
    "gitlab.cam.ac.uk",
    "gitlab.coe.int",
    "gitlab.uom.gr",
    "bitbucket.orf.at",
    "acme.dev:8443",
    "gitlab.acme.com:1",
    "localhost",
    "localhost:3000",
    "127.0.0.1:8080",
    "10.0.0.7",
    "192.168.178.20",
    "a_b.acme.dev",
    "scm",
    // Endings that nobody else has names under.
    "github.internal",
    "gitlab.home.arpa",
    "bitbucket.test",
    "gitlab.acme",
    "github-login.corp",
    "gitlab-prod.intranet",
    "ghe.corp",
    // The name below somebody's own.
    "github-login.acme.com",
    "githubapi.acme.co.uk",
    "gitlab-forge.din.developpement-durable.gouv.fr",
    "gitlab.freedesktop.org",
    "gitlab.gnome.org",
    "invent.kde.org",
    "salsa.debian.org",
    "framagit.org",
    "gitlab.inria.fr",
    "gitlab.opencode.de",
    "git.rwth-aachen.de",
    "gitlab.lrz.de",
    "gitlab.oit.duke.edu",
    "gitlab.cecs.anu.edu.au",
    "gitlab.ub.uni-bielefeld.de",
    "gitlab.alpinelinux.org",
    "gitlab.torproject.org",
    "gitlab.haskell.org",
    "gitlab.ow2.org",
    "gitlab.collabora.com",
    "foss.heptapod.net",
    "git.drupalcode.org",
    "code.europa.eu",
    "bitbucket.hdfgroup.org",
    "bitbucket.fnal.gov",
    "github.ibm.com",
    "github.cms.gov",
    "git.digitlabs.de",
    "git.legit-hub.de",
    "digithub.de",
    "git.lab.acme.com",
    "git.lab.de",
    "bit.bucket.acme.org",
    "git.ghe.de",
    "ghe.gov.acme.io",
    "git.gnu.org",
    "git.ghc.org",
    "lab.git.com",
    "hub.git.dev",
    "gogithost.com",
    // Names of other languages, which look like nothing else: müller, пример, 例え, ελλάδα.
    "git.xn--mller-kva.de",
    "git.xn--e1afmkfd.xn--p1ai",
    "git.xn--r8jz45g.jp",
    "git.xn--hxakic4aa.gr",
];

/// Hosts that are refused as they stand.
const REFUSED: &[&str] = &[
    // The cloud's name in front of, within or behind another.
    "github.com.evil.example",
    "GitHub.com.Evil.Example",
    "api.github.com.evil.example",
    "www.github.com.evil.example",
    "gitlab.com.attacker.tld",
    "bitbucket.org.x.y",
    "api.bitbucket.org.evil.example",
    "acme.ghe.com.evil.example",
    "github-com.example",
    "github_com.example",
    "api-github.com",
    "github.com-login.example",
    "my-gitlab.com",
    "evilgithub.com",
    "evilgitlab.com",
    "git-hub.com",
    "githubcom.example",
    "bitbucket-org.example",
    "acme-ghe.com",
    "ghe.com",
    "gist.github.com",
    "github.com:8443",
    "gitlab.com:80",
    // Its name under another ending, and within a name that anybody can have.
    "bitbucket.com",
    "bitbucket.net",
    "bitbucket.io",
    "github.net",
    "github.org",
    "github.io",
    "github.app",
    "github.de",
    "github.co.uk",
    "github.xyz",
    "gitlab.org",
    "gitlab.net",
    "gitlab.io",
    "gitlab.cloud",
    "api.github.net",
    "acme.gitlab.io",
    "github-login.com",
    "github-api.com",
    "githubapi.com",
    "github-secure.com",
    "githubenterprise.com",
    "git-hub-login.net",
    "my-gitlab-server.de",
    "mygithubserver.io",
    "g1thub-login.com",
    "bitbucketserver.com",
    "login.github-sso.co.uk",
    // Its own name with other dots.
    "git.hub.com",
    "gi.thub.com",
    "g.i.thub.com",
    "git.lab.com",
    "bit.bucket.org",
    "git.hub.com.evil.example",
    "acme.ghe.co",
    "acme.ghe.cm",
    "acme.ghe.net",
    "acme.ghe.io",
    "acme.gne.com",
    "acme.qhe.com",
    "api.acme.ghc.com",
    // Slips of the key, and signs that look alike.
    "githib.com",
    "gihtub.com",
    "githubb.com",
    "gthub.com",
    "gitlab.co",
    "gltlab.com",
    "gitIab.com",
    "g1thub.com",
    "g1t1ab.com",
    "b1tbucket.org",
    "bitbuckett.org",
    "bitbucket.orq",
    "github.c0m",
    "github.corn",
    "github.cm",
    "githib.com.evil.example",
    // Letters of other alphabets, as they are and in their form with xn--.
    "gіthub.com",
    "github.соm",
    "ｇithub.com",
    "gıthub.com",
    "github。com",
    "git.müller.de",
    "gitlаb.com",
    "ԍithub.com.evil.example",
    "xn--gthub-n2e.com",
    "xn--gthub-n4a.com",
    "xn--gitlb-7ve.com",
    "git.xn--80ak6aa92e.com",
    "xn--gt-hoc.acme.com",
    "xn--.com",
    "xn--a.com",
    "xn--99999999.com",
    "XN--GTHUB-N2E.com",
    // What is read as a number, or as no host at all.
    "2130706433",
    "0x7f000001",
    "0x7f.0.0.1",
    "0177.0.0.1",
    "127.1",
    "1.2.3.4.5",
    "256.1.1.1",
    "[::1]",
    "[::ffff:127.0.0.1]:8080",
    "github.com.",
    "gitlab.acme.com.",
    ".acme.dev",
    "acme..dev",
    "git.acme.dev:0",
    "git.acme.dev:65536",
    "git.acme.dev:8o",
    "github.com%2f.evil.example",
    "github.com%40evil.example",
    "github%2ecom",
    // What stands before the “@” is no host, though it looks like one.
    "github.com@evil.example",
    "github.com:443@evil.example",
    "api.github.com%2f@evil.example",
    "github.com\\@evil.example",
    "ada:github.com@evil.example",
    "a@github.com@evil.example",
    "github-com@evil.example",
    "github:com@evil.example",
    "api-github-com@evil.example",
    "githubcom@evil.example",
    "GitLab_com:x@evil.example",
    "bitbucket-org@evil.example",
    "g1thub-com@evil.example",
    "",
];

fn managed(repository: &str, server: &str) -> FormValues {
    let mut form = FormValues::new("512", repository);
    form.set_text(Field::Provider, "gitlab-self-managed".into());
    form.set_text(Field::Server, server.into());
    form
}

/// The plan of a form, and of the same form behind a link. Of a password no link is written.
fn both(form: &FormValues) -> [Plan; 2] {
    let linked = link::write(form).map(|link| link::read(&link).expect("a link can be read"));
    [plan(form), plan(&linked.unwrap_or_else(|_| form.clone()))]
}

fn blocked(plan: &Plan, field: Field) -> Option<&str> {
    plan.problems.iter().find(|problem| problem.blocks() && problem.field == field).map(|problem| &*problem.text)
}

#[test]
fn genuine_servers_are_taken_and_named() {
    for host in GENUINE {
        let address = ["https://", host, "/acme/shop"].concat();
        for (form, place) in [
            (managed(&address, ""), "repository"),
            (managed("acme/shop", &["https://", host].concat()), "server"),
            (managed("acme/shop", host), "server without a scheme"),
        ] {
            for plan in both(&form) {
                assert_eq!(plan.problems, [], "{host} as {place}");
                let start = ["https://", host, "/api/v4/"].concat();
                assert!(plan.hooks.iter().all(|hook| hook.hook.target_url.starts_with(&start)), "{host}");
                assert_eq!(plan.receiver(), Some(*host), "{host}");
            }
        }
    }
}

#[test]
fn what_is_not_what_it_seems_is_refused_with_the_reason() {
    for host in REFUSED {
        let address = ["https://", host, "/acme/shop"].concat();
        for (form, field) in [
            (managed("acme/shop", &[" ", host, " "].concat()), Field::Server),
            (managed(&address, ""), Field::Repository),
            (managed("acme/shop", &["https://", host].concat()), Field::Server),
        ] {
            for plan in both(&form) {
                let text = blocked(&plan, field).unwrap_or_else(|| panic!("{host}: {:?}", plan.problems));
                assert!(text.ends_with('.') && text.len() > 40, "{host}: {text}");
                let written = format!("{:?}", plan.hooks);
                assert!(host.is_empty() || !written.contains(&host.to_lowercase()), "{host}: {written}");
                assert_eq!(plan.receiver(), None, "{host}");
            }
        }
        // Whatever edition is chosen, and with none.
        for provider in ["", "github", "github-enterprise-server", "bitbucket-data-center"] {
            let mut form = FormValues::new("512", &address);
            form.set_text(Field::Provider, provider.into());
            assert!(blocked(&plan(&form), Field::Repository).is_some(), "{host} at {provider:?}");
        }
    }
}

#[test]
fn the_reason_names_what_is_imitated_and_what_is_hidden() {
    for (address, part) in [
        (
            "https://github.com.evil.example/acme/shop",
            "“github.com.evil.example” looks like github.com, but is another",
        ),
        ("https://api-github.com/acme/shop", "looks like github.com"),
        ("https://gitlab.com.attacker.tld/acme/shop", "looks like gitlab.com"),
        ("git@bitbucket.org.x.y:acme/shop", "looks like bitbucket.org"),
        ("ssh://git@acme.ghe.com.x.y/acme/shop", "looks like ghe.com"),
        ("https://gіthub.com/acme/shop", "that has letters from a to z"),
        ("https://github.com@git.acme.dev/acme/shop", "hides the host, which is git.acme.dev"),
        ("https://git.müller.de/acme/shop", "that has letters from a to z"),
        ("https://git.xn--80ak6aa92e.com/acme/shop", "letters that look like others"),
        ("https://2130706433/acme/shop", "is read as a number"),
        ("https://github.com\\@evil.example/acme/shop", "no “\\”"),
        ("http:/\\evil.example/acme/shop", "no “\\”"),
        ("https://github.com\t@evil.example/acme/shop", "no spaces"),
        ("https://github.com\n.evil.example/acme/shop", "no spaces"),
    ] {
        let plan = plan(&FormValues::new("512", address));
        let text = blocked(&plan, Field::Repository).unwrap_or_else(|| panic!("{address}: {:?}", plan.problems));
        assert!(text.contains(part), "{address}: {text}");
    }
}

#[test]
fn what_else_can_be_typed_goes_to_the_cloud_that_it_names() {
    for (text, host) in [
        ("https://github.com/acme/shop", "api.github.com"),
        ("git@github.com:acme/shop", "api.github.com"),
        ("ssh://git@github.com/acme/shop", "api.github.com"),
        ("ssh://git@ssh.github.com:443/acme/shop", "api.github.com"),
        ("org-1234@github.com:acme/shop", "api.github.com"),
        ("https://john.doe@bitbucket.org/acme/shop.git", "api.bitbucket.org"),
        ("https://gitlab-ci-token@gitlab.com/acme/shop.git", "gitlab.com"),
        ("//github.com/acme/shop", "api.github.com"),
        ("https://github.com:/acme/shop", "api.github.com"),
        ("https://GITLAB.com/acme/shop", "gitlab.com"),
        ("https://www.gitlab.com/acme/shop", "gitlab.com"),
        ("https://acme.ghe.com/acme/shop", "api.acme.ghe.com"),
        ("https://api.acme.ghe.com/repos/acme/shop", "api.acme.ghe.com"),
        ("acme/shop", "api.github.com"),
        // What follows a `?` or a `#` is no host.
        ("https://github.com/acme/shop?@evil.example", "api.github.com"),
        ("https://github.com/acme/shop#@evil.example/x", "api.github.com"),
    ] {
        let plan = plan(&FormValues::new("512", text));
        assert_eq!((plan.problems.as_slice(), plan.receiver()), (&[][..], Some(host)), "{text}");
    }
    for text in ["https://evil.example?@github.com/acme/shop", "https://evil.example#@github.com/acme/shop"] {
        let plan = plan(&FormValues::new("512", text));
        assert!(plan.problems.iter().any(|problem| problem.blocks()), "{text}");
        assert_eq!(plan.receiver(), None, "{text}");
    }
    for text in [
        "https:/github.com/acme/shop",
        "https:github.com/acme/shop",
        "https://https://github.com/acme/shop",
        "github.com@evil.example/shop",
    ] {
        assert!(blocked(&plan(&FormValues::new("512", text)), Field::Repository).is_some(), "{text}");
    }
}

/// What is imported is judged as what is typed: nothing of it gets into the form.
#[test]
fn an_import_brings_no_host_that_is_refused() {
    for host in REFUSED.iter().filter(|host| !host.is_empty()) {
        let hash = "{{ action.triggered_from.hook_parsed_variables.commit_hash }}";
        let target = ["https://", host, "/api/v3/repos/acme/shop/statuses/", hash].concat();
        let hook = json!({
            "name": "CI(build): started",
            "target_url": target,
            "settings": {"request_headers": [], "request_body": {"state": "pending", "context": "ci"}},
            "trigger_when": {"events": ["action.started"]},
        });
        for text in [hook.to_string(), ["https://", host, "/acme/shop"].concat()] {
            for provider in ["", "github-enterprise-server"] {
                let mut form = FormValues::new("512", "");
                form.set_text(Field::Provider, provider.into());
                if let Ok(found) = import(&text, &form) {
                    let plan = plan(&found.form);
                    assert_eq!(plan.receiver(), None, "{text}");
                    assert!(plan.problems.iter().any(|problem| problem.blocks()), "{text}");
                }
            }
        }
    }
    let why = import("https://api-github.com/acme/shop", &FormValues::default()).expect_err("it is refused");
    assert!(why.contains("looks like github.com"), "{why}");
}

#[test]
fn a_host_without_a_scheme_is_judged_as_well() {
    for text in ["github.com.evil.example/acme/shop", "github.com@evil.example/acme/shop", "gіthub.com/acme/shop"] {
        assert!(blocked(&plan(&FormValues::new("512", text)), Field::Repository).is_some(), "{text}");
    }
    let named = plan(&managed("//git.acme.example/acme/shop", ""));
    assert_eq!((named.problems.as_slice(), named.receiver()), (&[][..], Some("git.acme.example")));
}

#[test]
fn the_tables_are_long() {
    assert!(GENUINE.len() > 30 && REFUSED.len() > 60);
}
