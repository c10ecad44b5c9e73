//! Addresses that may mean one thing or another: each is read for certain, or read with a notice that offers the other
//! meaning, or refused with a sentence. The rules are the vendors': GitLab's `lib/gitlab/path_regex.rb` and routes, what git
//! takes for a clone address (<https://git-scm.com/docs/git-clone#_git_urls>), and the forms of each API.

use hook_builder::exchange::import::import;
use hook_builder::exchange::link;
use hook_builder::form::field::Field;
use hook_builder::form::plan::{Plan, plan};
use hook_builder::form::values::FormValues;
use proptest::prelude::*;

/// What an address means.
enum Means {
    /// This alone: the provider, behind it the server of a provider of one's own, and the repository.
    One(&'static str),
    /// The first; the second after a press.
    Two(&'static str, &'static str),
    /// Nothing: a part of the sentence at the field.
    Said(Field, &'static str),
}

use Means::{One, Said, Two};

const R: Field = Field::Repository;
const SHOP: Means = One("github acme/shop");
const WEB: Means = One("gitlab acme/web");
const CLOUD: Means = One("bitbucket acme/shop");
const OWN: &str = "but of ";
const FOLDER: Means = Said(R, "a folder of your machine");
const BOTH_OF_ARCHIVE: Means = Two("gitlab acme/web", "gitlab acme/web/repository/main/archive.tar.gz");
const SECRET: Means = Said(R, "holds a secret");

/// The provider chosen by hand, the text, and what it means.
const ADDRESSES: &[(&str, &str, Means)] = &[
    // GitLab: behind `/-/` stands a page for certain.
    ("", "https://gitlab.com/acme/web/pipelines/-/tree/main", One("gitlab acme/web/pipelines")),
    ("", "https://gitlab.com/acme/web/jobs/-/jobs/5", One("gitlab acme/web/jobs")),
    ("", "https://gitlab.com/acme/web/-/merge_requests/7/commits", WEB),
    ("", "https://gitlab.com/acme/web/-/", WEB),
    ("", "https://gitlab.com/-/p/278964", One("gitlab project 278964")),
    ("", "https://gitlab.com/-/ide/project/acme/web/edit/main/-/src/lib.rs", WEB),
    ("", "https://gitlab.com/-/g/42", Said(R, "group/project")),
    ("", "https://gitlab.com/-/snippets/42", Said(R, "group/project")),
    ("", "https://gitlab.com/acme/-/issues", Said(R, "group/project")),
    ("", "https://gitlab.com/42", Said(R, "group/project")),
    // Words that GitLab keeps for itself begin a page for certain, and are no names.
    ("", "https://gitlab.com/acme/web/edit", WEB),
    ("", "https://gitlab.com/acme/web/badges/main/pipeline.svg", WEB),
    ("", "https://gitlab.com/acme/web/Builds/42", WEB),
    ("", "https://gitlab.com/acme/web/commits/main.git", WEB),
    ("", "https://gitlab.com/acme/web/tree/feature/-/x", WEB),
    ("gitlab", "acme/web/refs/main", WEB),
    ("", "https://gitlab.com/acme/edit", Said(R, "cannot be a project")),
    ("", "git@gitlab.com:acme/tree.git", Said(R, "cannot be a project")),
    ("", "https://gitlab.com/acme/raw/shop", Said(R, "cannot be a group")),
    // Words that are pages and may be names.
    ("", "https://gitlab.com/acme/web/jobs", Two("gitlab acme/web", "gitlab acme/web/jobs")),
    ("", "https://gitlab.com/acme/web/Jobs/", Two("gitlab acme/web", "gitlab acme/web/Jobs")),
    ("", "gitlab.com/acme/web/tags", Two("gitlab acme/web", "gitlab acme/web/tags")),
    (
        "",
        "https://gitlab.com/acme/web/container_registry",
        Two("gitlab acme/web", "gitlab acme/web/container_registry"),
    ),
    ("", "https://gitlab.com/acme/web/tags/v1%2B2", WEB),
    ("", "https://gitlab.com/acme/web/merge_requests/7", Two("gitlab acme/web", "gitlab acme/web/merge_requests/7")),
    ("", "https://gitlab.com/acme/web/issues/new", Two("gitlab acme/web", "gitlab acme/web/issues")),
    ("", "https://gitlab.com/acme/web/pipelines/tree/main", Two("gitlab acme/web/pipelines", "gitlab acme/web")),
    ("", "https://gitlab.com/acme/web/jobs/issues", Said(R, "several of the words")),
    ("", "https://gitlab.com/acme/jobs", One("gitlab acme/jobs")),
    ("gitlab", "acme/web/jobs", One("gitlab acme/web/jobs")),
    ("", "https://gitlab.com/acme/web/jobs.git", One("gitlab acme/web/jobs")),
    ("", "https://gitlab.com/acme/web/jobs/shop.git", Two("gitlab acme/web/jobs/shop", "gitlab acme/web")),
    ("", "git@gitlab.com:acme/web/releases.git", One("gitlab acme/web/releases")),
    ("", "https://gitlab.com/api/v4/projects/acme%2Fweb%2Fjobs", One("gitlab acme/web/jobs")),
    ("", "https://gitlab.com/api/v4/projects/acme/web/jobs", Two("gitlab acme/web", "gitlab acme/web/jobs")),
    // GitLab's own pages, and calls that are for no project.
    ("", "https://gitlab.com/users/ada/projects", Said(R, OWN)),
    ("", "https://gitlab.com/explore/projects", Said(R, OWN)),
    ("", "https://gitlab.com/groups/acme/-/issues", Said(R, OWN)),
    ("", "https://gitlab.com/dashboard/merge_requests", Said(R, OWN)),
    ("", "https://gitlab.com/help/user/index.md", Said(R, OWN)),
    ("", "https://gitlab.com/api/graphql", Said(R, OWN)),
    ("", "https://gitlab.com/api/v4/groups/acme/projects", Said(R, OWN)),
    ("", "https://gitlab.com/api/v4/users/ada/projects", Said(R, OWN)),
    ("", "https://gitlab.com/api/v3/projects/42/builds", One("gitlab project 42")),
    ("", "https://registry.gitlab.com/acme/web", Said(R, "a host of GitLab, but none that has")),
    ("", "https://acme.gitlab.io/web", Said(R, "a host of GitLab, but none that has")),
    // A server of one's own may be installed under a path.
    (
        "",
        "https://gitlab.internal/scm/apps/play",
        Two(
            "gitlab-self-managed https://gitlab.internal scm/apps/play",
            "gitlab-self-managed https://gitlab.internal/scm apps/play",
        ),
    ),
    (
        "gitlab-self-managed",
        "https://intranet.acme.dev/tools/apps/play",
        Two(
            "gitlab-self-managed https://intranet.acme.dev tools/apps/play",
            "gitlab-self-managed https://intranet.acme.dev/tools apps/play",
        ),
    ),
    ("", "https://gitlab.internal/group/sub/play", One("gitlab-self-managed https://gitlab.internal group/sub/play")),
    ("", "git@gitlab.internal:scm/apps/play.git", One("gitlab-self-managed https://gitlab.internal scm/apps/play")),
    (
        "gitlab-self-managed",
        "https://acme.dev/gitlab/api/v4/projects/acme/web/jobs",
        Two(
            "gitlab-self-managed https://acme.dev/gitlab acme/web",
            "gitlab-self-managed https://acme.dev/gitlab acme/web/jobs",
        ),
    ),
    ("gitlab-self-managed", "https://acme.dev/git/-/p/42", One("gitlab-self-managed https://acme.dev/git project 42")),
    (
        "",
        "https://gitlab.internal/acme/web/jobs",
        Two(
            "gitlab-self-managed https://gitlab.internal acme/web",
            "gitlab-self-managed https://gitlab.internal acme/web/jobs",
        ),
    ),
    // GitHub: numbers, pages, and other doors to the same repository.
    ("", "https://api.github.com/repositories/123456789", One("github repository 123456789")),
    ("", "https://api.github.com/repositories/123456789/statuses/8d1f5c0", One("github repository 123456789")),
    (
        "",
        "https://github.acme.dev/api/v3/repositories/7",
        One("github-enterprise-server https://github.acme.dev/api/v3 repository 7"),
    ),
    ("", "https://github.com/repositories/123456789", Said(R, OWN)),
    ("", "https://github.com/organizations/acme/settings", Said(R, OWN)),
    ("", "https://github.com/trending/rust", Said(R, OWN)),
    ("", "https://github.com/dashboard/feed", Said(R, OWN)),
    ("", "https://github.com/settings/tokens", Said(R, OWN)),
    ("", "https://github.com/marketplace/actions/checkout", Said(R, OWN)),
    ("", "https://github.com/Stars/ada/lists/rust", Said(R, OWN)),
    ("", "https://github.com/user-attachments/assets/1", Said(R, "write its name alone")),
    ("", "settings/tokens", One("github settings/tokens")),
    ("", "git@github.com:marketplace/shop.git", One("github marketplace/shop")),
    ("", "https://github.com/codespaces/new?repo=1", Said(R, OWN)),
    ("", "https://github.com/codespaces/new/acme/shop", SHOP),
    ("", "https://codespaces.new/acme/shop?quickstart=1", SHOP),
    ("", "https://github.dev/acme/shop/blob/main/a.rs", SHOP),
    ("", "https://vscode.dev/github/acme/shop/tree/main", SHOP),
    ("", "https://insiders.vscode.dev/github/acme/shop", SHOP),
    ("", "https://vscode.dev/azurerepos/acme/shop", Said(R, OWN)),
    ("", "https://ada-1234.github.dev/acme/shop", Said(R, "a host of GitHub, but none that has")),
    ("", "https://gist.github.com/ada/0d3c0c58", Said(R, "a host of GitHub, but none that has")),
    ("", "https://raw.githubusercontent.com/acme/shop/main/a.rs", Said(R, "a host of GitHub, but none that has")),
    ("", "https://codeload.github.com/acme/shop/zip/main", Said(R, "a host of GitHub, but none that has")),
    ("", "https://uploads.github.com/repos/acme/shop/releases/1", Said(R, "a host of GitHub, but none that has")),
    ("", "https://acme.github.io/shop", Said(R, "a host of GitHub, but none that has")),
    ("", "ghcr.io/acme/shop/web", Said(R, "a host of GitHub, but none that has")),
    ("", "https://api.github.com/gists/0d3c0c58", Said(R, OWN)),
    ("", "https://api.github.com/users/ada/repos", Said(R, OWN)),
    ("", "https://api.github.com/acme/shop", Said(R, OWN)),
    ("", "https://api.github.com/repos/acme", Said(R, "is named <owner>/<repository>")),
    ("", "https://github.acme.dev/api/v3/orgs/acme/repos", Said(R, OWN)),
    ("", "https://github.com/acme/shop/commits/main.git", SHOP),
    ("", "https://github.com/squad/acme/shop.git", Said(R, "is named <owner>/<repository>")),
    // Clone addresses, with a scheme and a colon, without a user, with a port.
    ("", "ssh://git@gitlab.com:group/sub/repo.git", One("gitlab group/sub/repo")),
    ("", "ssh://git@github.com:acme/shop.git", SHOP),
    ("", "git+ssh://git@github.com:acme/shop.git", SHOP),
    ("", "https://github.com:acme/shop.git", SHOP),
    ("", "ssh://git@github.com:22/acme/shop.git", SHOP),
    ("", "ssh://git@github.com:360/repo.git", One("github 360/repo")),
    ("github", "github.com:360/repo.git", One("github 360/repo")),
    ("", "git@github.com:360/repo.git", One("github 360/repo")),
    ("", "github.com:443/acme/shop", SHOP),
    ("", "gitlab.com:360/sub/repo.git", Two("gitlab 360/sub/repo", "gitlab sub/repo")),
    ("", "git@gitlab.com:2222/acme/web.git", Two("gitlab 2222/acme/web", "gitlab acme/web")),
    ("", "git@github.com:/acme/shop.git", SHOP),
    ("", "git@github.com:~/shop.git", Said(R, "cannot be an owner")),
    ("", "bitbucket.org:acme/shop.git", CLOUD),
    ("", "https://github.com/acme/shop.git/info/refs?service=git-upload-pack", SHOP),
    ("", "https://gitlab.com/acme/web.git/git-upload-pack", WEB),
    ("", "https://gitlab.com/api/v4/projects/acme%2Fweb.git%2Fx/issues", WEB),
    ("", "origin\tgit@github.com:acme/shop.git (fetch)", Said(R, "no spaces")),
    ("", "https://github.acme.dev/raw/acme/shop/main/a.rs", Said(R, OWN)),
    // Bitbucket: calls of every age, and its own pages.
    ("", "https://bitbucket.org/api/2.0/repositories/acme/shop", CLOUD),
    ("", "https://bitbucket.org/!api/2.0/repositories/acme/shop/commit/8d1f5c0/statuses", CLOUD),
    ("", "https://bitbucket.org/api/1.0/repositories/acme/shop", CLOUD),
    ("", "https://api.bitbucket.org/1.0/repositories/acme/shop/changesets", CLOUD),
    ("", "https://api.bitbucket.org/2.0/snippets/acme/x1", Said(R, OWN)),
    ("", "https://api.bitbucket.org/2.0/workspaces/acme", Said(R, OWN)),
    ("", "https://bitbucket.org/snippets/acme/x1", Said(R, OWN)),
    ("", "https://bitbucket.org/repo/create", Said(R, OWN)),
    ("", "https://bitbucket.org/acme/workspace/projects/SHOP", Said(R, OWN)),
    ("", "https://bitbucket.org/acme/shop/branch/a.git", CLOUD),
    ("", "https://acme.bitbucket.io/shop", Said(R, "a host of Bitbucket, but none that has")),
    ("", "https://bitbucket.acme.dev/plugins/servlet", Said(R, OWN)),
    ("", "https://bitbucket.acme.dev/rest/build-status/1.0/commits/8d1f5c0", Said(R, "PROJECT/repository")),
    // A dot behind an address may end a sentence.
    ("", "https://github.com/acme/shop.", Two("github acme/shop.", "github acme/shop")),
    ("gitlab", "acme/web.", Two("gitlab acme/web.", "gitlab acme/web")),
    ("", "https://github.com/acme/shop./tree/main", One("github acme/shop.")),
    ("", "https://github.com/acme/shop,", Said(R, "cannot be a repository")),
    ("", "https://github.com/acme/shop)", Said(R, "cannot be a repository")),
    // Folders.
    ("", "/home/ada/repos/shop", FOLDER),
    ("", "/srv/shop.git", FOLDER),
    ("", "~/code/shop", FOLDER),
    ("", "./shop", FOLDER),
    ("", "../acme/shop", FOLDER),
    ("", r"C:\Users\ada\shop", FOLDER),
    ("", r"C:\My Projects\shop", FOLDER),
    ("", "D:/code/shop", FOLDER),
    ("", r"\\server\share\shop", FOLDER),
    ("", "file:///home/ada/shop.git", FOLDER),
    ("", "$HOME/shop", FOLDER),
    ("", "/acme/shop", SHOP),
    // Other services.
    (
        "",
        "https://codeberg.org/acme/shop",
        Said(Field::Provider, "Devopness deploys from GitHub, GitLab and Bitbucket"),
    ),
    ("", "https://dev.azure.com/acme/web/_git/shop", Said(Field::Provider, "What runs at dev.azure.com?")),
    ("", "git@ssh.dev.azure.com:v3/acme/web/shop", Said(Field::Provider, "What runs at ssh.dev.azure.com?")),
    ("", "https://gitea.com/acme/shop", Said(Field::Provider, "if it is one of them")),
    ("", "https://git.sr.ht/~ada/shop", Said(Field::Provider, "What runs at git.sr.ht?")),
    ("", "https://bytebucket.org/acme/shop/raw/main/a.rs", Said(R, "a host of Bitbucket, but none that has")),
    // Pages of GitLab that have kept their place, or had one for long; and uploads, which name a project by its number.
    (
        "",
        "https://gitlab.com/acme/web/repository/archive.zip",
        Two("gitlab acme/web", "gitlab acme/web/repository/archive.zip"),
    ),
    ("", "https://gitlab.com/acme/web/repository/main/archive.tar.gz", BOTH_OF_ARCHIVE),
    ("", "https://gitlab.com/acme/web/service_desk", Two("gitlab acme/web", "gitlab acme/web/service_desk")),
    (
        "",
        "https://gitlab.com/acme/web/protected_branches",
        Two("gitlab acme/web", "gitlab acme/web/protected_branches"),
    ),
    ("", "https://gitlab.com/acme/infra/templates", One("gitlab acme/infra/templates")),
    ("", "https://gitlab.com/-/project/278964/uploads/0d3c/a.png", One("gitlab project 278964")),
    ("", "https://gitlab.com/-/profile/personal_access_tokens", Said(R, "group/project")),
    // Pages of GitHub of late, and the hosts of its other editions.
    ("", "https://github.com/mcp/acme/shop", Said(R, OWN)),
    ("", "https://github.com/spark/ada/shop", Said(R, OWN)),
    ("", "https://github.com/projects/1", Said(R, OWN)),
    ("", "https://github.com/signin/shop", Said(R, OWN)),
    ("", "https://github.com/ada?tab=repositories", Said(R, "<owner>/<repository>, neither more nor less")),
    ("", "https://acme.ghe.com/acme/shop", SHOP),
    ("", "https://api.acme.ghe.com/repos/acme/shop", SHOP),
    ("", "https://raw.acme.ghe.com/acme/shop/main/a.rs", Said(R, "“raw.acme.ghe.com” is a host of GitHub, but none")),
    ("", "https://containers.acme.ghe.com/acme/shop", Said(R, "a host of GitHub, but none that has")),
    ("github-enterprise-server", "https://raw.github.acme.dev/acme/shop/main/a.rs", Said(R, "but none that has")),
    ("github-enterprise-server", "https://gist.github.acme.dev/ada/1", Said(R, "but none that has")),
    (
        "github-enterprise-server",
        "https://pages.acme/acme/shop",
        One("github-enterprise-server https://pages.acme/api/v3 acme/shop"),
    ),
    // Bitbucket Data Center: pages of plugins, and a port that may be that of ssh.
    (
        "",
        "https://bitbucket.acme.dev/git/plugins/servlet/webhooks/projects/A/repos/b",
        One("bitbucket-data-center https://bitbucket.acme.dev/git A/b"),
    ),
    ("bitbucket-data-center", "https://acme.dev/bitbucket/dashboard", Said(R, OWN)),
    ("bitbucket-data-center", "https://acme.dev/git/projects", Said(R, OWN)),
    ("", "git@bitbucket.acme.dev:a/status.git", One("bitbucket-data-center https://bitbucket.acme.dev a/status")),
    (
        "",
        "bitbucket.acme.dev:7999/a/b.git",
        Two(
            "bitbucket-data-center https://bitbucket.acme.dev:7999 a/b",
            "bitbucket-data-center https://bitbucket.acme.dev a/b",
        ),
    ),
    (
        "",
        "gitlab.acme.dev:2222/acme/web.git",
        Two(
            "gitlab-self-managed https://gitlab.acme.dev:2222 acme/web",
            "gitlab-self-managed https://gitlab.acme.dev acme/web",
        ),
    ),
    ("", "https://gitlab.acme.dev:8443/acme/web.git", One("gitlab-self-managed https://gitlab.acme.dev:8443 acme/web")),
    ("", "ssh://git@bitbucket.acme.dev:7999/a/b.git", One("bitbucket-data-center https://bitbucket.acme.dev a/b")),
    // More parts than the chosen provider's names have.
    ("github", "acme/shop/web", Two("github acme/shop", "gitlab acme/shop/web")),
    ("bitbucket", "acme/projects/SHOP", Two("bitbucket acme/projects", "gitlab acme/projects/SHOP")),
    ("github", "acme/shop/tree/main", SHOP),
    // What stands around an address, and what was lost of it.
    ("", "[shop](https://github.com/acme/shop)", Said(R, "in front of the address")),
    ("", "(https://github.com/acme/shop)", Said(R, "in front of the address")),
    ("", "“https://github.com/acme/shop”", Said(R, "in front of the address")),
    ("", "&lt;https://github.com/acme/shop&gt;", Said(R, "in front of the address")),
    ("", "sourcegraph.com/https://github.com/acme/shop", Said(R, "in front of the address")),
    ("", "`https://github.com/acme/shop`", SHOP),
    ("", "git::https://github.com/acme/shop.git", Said(R, "starts with git::https://")),
    ("", "https//github.com/acme/shop", Said(R, "Write https://github.com/")),
    ("", "https:/github.com/acme/shop", Said(R, "does not begin with “https:/”")),
    ("gitlab", "https%3A%2F%2Fgithub.com%2Facme%2Fshop", Said(R, "Write https://github.com/")),
    ("", "https://github.com/acme/.git", Said(R, "“.git” is a folder of git")),
    ("", "https://github.com/acme/shop.GIT", Two("github acme/shop.GIT", "github acme/shop")),
    ("", "https://github.com/acme/shop...", Two("github acme/shop...", "github acme/shop")),
    // Folders of build machines, and the names that shells have for some.
    ("", "/workspaces/shop", FOLDER),
    ("", "/app/shop", FOLDER),
    ("", "$(pwd)/shop", FOLDER),
    ("", r"$env:USERPROFILE\shop", FOLDER),
    // Tokens in the place of a user, and what is none.
    ("", "https://0123456789abcdef0123456789abcdef01234567@github.com/acme/shop.git", SECRET),
    ("", "0123456789abcdef0123456789abcdef01234567@github.com/acme/shop.git", SECRET),
    ("", "https://0123456789abcdef0123456789abcdef01234567:@github.com/acme/shop.git", SECRET),
    ("", "https://glpat-documentation1@gitlab.com/acme/web.git", SECRET),
    ("", "https://ATBBdocumentation@bitbucket.org/acme/shop.git", SECRET),
    ("", "https://user:@github.com/acme/shop", SHOP),
    ("", "https://x-token-auth@bitbucket.org/acme/shop.git", CLOUD),
    ("", "https://gitlab-ci-token:@gitlab.com/acme/web.git", WEB),
    ("", "https://ghp_xxxxxxxxxxxxxxxxxxxx@github.com/acme/shop", SHOP),
];

fn form(chosen: &str, text: &str) -> FormValues {
    let mut form = FormValues::new("512", text);
    form.set_text(Field::Provider, chosen.into());
    form
}

/// The provider and the repository; of a provider of one's own also the server.
fn meaning(plan: &Plan) -> String {
    let (location, id) = (&plan.location, plan.provider.id());
    let server = if plan.provider.self_hosted() { format!("{} ", location.root) } else { String::new() };
    format!("{id} {server}{}", location.shown)
}

/// What a plan says of its address, as a row has it.
fn outcome(form: &FormValues) -> String {
    let first = plan(form);
    if let Some(problem) = first.problems.iter().find(|problem| problem.blocks()) {
        return format!("{:?}: {}", problem.field, problem.text);
    }
    let Some(doubt) = &first.doubt else { return meaning(&first) };
    let said = |problem: &&hook_builder::form::problem::Problem| problem.field == R && problem.text == doubt.text;
    assert!(first.problems.iter().any(|problem| said(&problem)), "{:?}", first.problems);
    let mut pressed = form.clone();
    pressed.set_text(doubt.input.into(), doubt.other.clone());
    let second = plan(&pressed);
    assert!(!second.problems.iter().any(|problem| problem.blocks()), "{:?}", second.problems);
    format!("{} | {}", meaning(&first), meaning(&second))
}

#[test]
fn an_address_is_read_for_certain_or_with_a_notice_or_refused() {
    let mut wrong = Vec::new();
    for (chosen, text, means) in ADDRESSES {
        let got = outcome(&form(chosen, text));
        let right = match means {
            One(one) => got == *one,
            Two(one, other) => got == format!("{one} | {other}"),
            Said(field, part) => got.starts_with(&format!("{field:?}: ")) && got.contains(part),
        };
        if !right {
            wrong.push(format!("{text}\n  {got}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}\n{}", wrong.len(), ADDRESSES.len(), wrong.join("\n"));
}

/// The settings of ssh have names of their own, which nobody else knows.
#[test]
fn a_host_without_a_dot_may_be_a_name_of_ssh() {
    for (text, is_said) in [
        ("git@github-work:acme/shop.git", true),
        ("ssh://git@work/acme/shop.git", true),
        ("git@git.acme.dev:acme/shop.git", false),
        ("https://localhost/acme/shop.git", false),
    ] {
        let problems = plan(&form("", text)).problems;
        let said = problems.iter().any(|problem| problem.field == R && problem.text.contains("has no dot in it"));
        assert_eq!(said, is_said, "{text}: {problems:?}");
    }
}

#[test]
fn behind_a_link_an_address_means_the_same() {
    for (chosen, text, means) in ADDRESSES {
        let form = form(chosen, text);
        match link::write(&form) {
            Ok(link) => {
                let linked = link::read(&link).expect("a link can be read");
                assert_eq!((linked.repository.as_str(), outcome(&linked)), (*text, outcome(&form)));
            }
            Err(_) => assert!(matches!(means, Said(..)) && outcome(&form).contains("holds a secret"), "{text}"),
        }
    }
}

/// An address that is imported is read as one that is typed, and of two meanings the import says so as the form does.
#[test]
fn an_import_reads_an_address_as_the_form_does() {
    for (chosen, text, means) in ADDRESSES.iter().filter(|(chosen, text, _)| chosen.is_empty() && text.contains("://"))
    {
        let got = import(text, &FormValues::default());
        match (means, got) {
            (One(one), Ok(found)) => assert_eq!(meaning(&plan(&found.form)), *one, "{text}"),
            (Two(one, other), Ok(found)) => {
                assert_eq!(outcome(&form("", &found.form.repository)), format!("{one} | {other}"), "{text}");
                let doubt = plan(&found.form).doubt.expect("the form says it as well");
                assert!(found.findings.contains(&doubt.text), "{text}: {:?}", found.findings);
            }
            (Said(..), Ok(found)) => {
                let got = outcome(&FormValues::new("512", &found.form.repository));
                assert!(["Repository: ", "Provider: "].iter().any(|field| got.starts_with(field)), "{text}: {got}");
            }
            (Said(..), Err(why)) => assert!(why.ends_with('.'), "{text}: {why}"),
            (_, Err(why)) => assert!(why.contains("no provider that this page knows"), "{chosen}{text}: {why}"),
        }
    }
}

#[test]
fn the_old_call_of_data_center_names_a_server_and_no_repository() {
    let call = "https://git.acme.dev/stash/rest/build-status/1.0/commits/8d1f5c0e2b7a49638fd24c6b9a3e7f5012c4d6e8";
    let body = r#"{"state": "SUCCESSFUL", "key": "ci", "url": "https://ci.acme.dev/1"}"#;
    for text in [call.to_string(), format!("curl -X POST -d '{body}' {call}")] {
        let found = import(&text, &FormValues::default()).expect("it is read");
        let chosen = [Field::Provider, Field::Server].map(|field| found.form.text(field));
        assert_eq!(chosen, ["bitbucket-data-center", "https://git.acme.dev/stash"], "{text}");
        assert!(found.findings.iter().any(|said| said.contains("names no repository")), "{:?}", found.findings);
    }
}

/// What nobody can be called, as GitLab's page on reserved names has it, and the words of the other providers' own pages.
fn is_name(word: &str) -> bool {
    const NONE: &str = " badges blame blob builds commits create edit files new preview raw refs tree update wikis ";
    !NONE.contains(&format!(" {word} "))
}

proptest! {
    #[test]
    fn no_address_of_a_repository_means_another(
        owner in "ow[a-z0-9]{0,6}",
        groups in prop::collection::vec("[a-z][a-z0-9_]{0,6}|jobs|pages|web|42".prop_filter("a name", |word| is_name(word)), 0..3),
        name in "[a-z][a-z0-9_]{0,8}|jobs|issues|tags|settings|api|v4|p|360|shop\\.js".prop_filter("a name", |word| is_name(word)),
        page in "(/-)?/(tree|blob|raw|commits|edit|issues|jobs|pipelines|settings|activity|tags)(/(main|42|new|a\\.git))?|/?|/-/|\\.git/?",
        form in 0..8usize,
        at in 0..3usize,
    ) {
        let host = ["github.com", "gitlab.com", "bitbucket.org"][at];
        let groups = if at == 1 { groups } else { Vec::new() };
        let whole = [vec![owner.clone()], groups, vec![name.clone()]].concat().join("/");
        let api = match at {
            0 => format!("https://api.github.com/repos/{whole}/commits/main"),
            1 => format!("https://gitlab.com/api/v4/projects/{}/repository/commits", whole.replace('/', "%2F")),
            _ => format!("https://api.bitbucket.org/2.0/repositories/{whole}/commits"),
        };
        let page = if page.starts_with("/-") && at != 1 { &page[2..] } else { &page };
        let text = match form {
            0 => format!("https://{host}/{whole}{page}"),
            1 => format!("git@{host}:{whole}.git"),
            2 => format!("ssh://git@{host}/{whole}.git"),
            3 => format!("ssh://git@{host}:{whole}.git"),
            4 => format!("{host}:{whole}.git"),
            5 => format!("https://{host}:{whole}"),
            6 => api,
            _ => format!("{host}/{whole}{page}"),
        };
        let got = outcome(&FormValues::new("512", &text));
        let meant = format!("{} {whole}", ["github", "gitlab", "bitbucket"][at]);
        let said = got.starts_with("Repository: ") || got.starts_with("Provider: ");
        prop_assert!(said || got.split(" | ").any(|reading| reading == meant), "{text} is {got}");
    }
}
