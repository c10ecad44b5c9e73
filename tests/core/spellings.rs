//! The table of repositories.

use hook_builder::form::field::Field;

/// What is typed, and what it means.
pub struct Spelling {
    pub text: &'static str,
    pub server: &'static str,
    pub chosen: &'static str,
    pub expected: Expected,
}

/// What a spelling means.
#[derive(Debug)]
pub enum Expected {
    /// The provider's id and the address, with `H` for the hash.
    Url(&'static str, &'static str),
    /// The one problem that blocks: its field, and a part of its sentence.
    Error(Field, &'static str),
}

use Expected::{Error, Url};

const fn at(text: &'static str, expected: Expected) -> Spelling {
    Spelling { text, server: "", chosen: "", expected }
}

const fn on(chosen: &'static str, server: &'static str, text: &'static str, expected: Expected) -> Spelling {
    Spelling { text, server, chosen, expected }
}

const GITHUB: Expected = Url("github", "https://api.github.com/repos/acme/shop/statuses/H");
const GHE: Expected = Url("github", "https://api.acme.ghe.com/repos/acme/shop/statuses/H");
const GHES: &str = "github-enterprise-server";
const SERVER: Expected = Url(GHES, "https://github.acme.dev/api/v3/repos/acme/shop/statuses/H");
const GITLAB: Expected = Url("gitlab", "https://gitlab.com/api/v4/projects/acme%2Fshop/statuses/H");
const NESTED: Expected = Url("gitlab", "https://gitlab.com/api/v4/projects/acme%2Fweb%2Fshop/statuses/H");
const NUMBER: Expected = Url("gitlab", "https://gitlab.com/api/v4/projects/278964/statuses/H");
const MANAGED: &str = "gitlab-self-managed";
const OWN: Expected = Url(MANAGED, "https://gitlab.acme.dev/api/v4/projects/acme%2Fshop/statuses/H");
const UNDER: Expected = Url(MANAGED, "https://acme.dev/gitlab/api/v4/projects/web%2Fshop/statuses/H");
const CLOUD: Expected =
    Url("bitbucket", "https://api.bitbucket.org/2.0/repositories/acme/shop/commit/H/statuses/build");
const UUID: Expected = Url(
    "bitbucket",
    "https://api.bitbucket.org/2.0/repositories/acme/%7B0d3c0c58-1f2b-4c7a-9a53-3f1e6a7b8c9d%7D/commit/H/statuses/build",
);
const CENTER: &str = "bitbucket-data-center";
const BUILDS: Expected =
    Url(CENTER, "https://bitbucket.acme.dev/rest/api/latest/projects/SHOP/repos/web/commits/H/builds");
const ADA: Expected =
    Url(CENTER, "https://bitbucket.acme.dev/rest/api/latest/projects/~ada/repos/web/commits/H/builds");
const CONTEXT: Expected =
    Url(CENTER, "https://acme.dev:8443/git/rest/api/latest/projects/SHOP/repos/web/commits/H/builds");
const REPOSITORY: Field = Field::Repository;

pub const SPELLINGS: &[Spelling] = &[
    // GitHub.com
    at("https://github.com/acme/shop", GITHUB),
    at("https://github.com/acme/shop/", GITHUB),
    at("http://github.com/acme/shop", GITHUB),
    at("https://www.github.com/acme/shop", GITHUB),
    at("HTTPS://GitHub.COM/acme/shop", GITHUB),
    at("https://github.com:443/acme/shop", GITHUB),
    at("github.com/acme/shop", GITHUB),
    at("  github.com/acme/shop\t", GITHUB),
    at("https://github.com/acme/shop.git", GITHUB),
    at("https://github.com/acme/shop.git/", GITHUB),
    at("https://github.com/acme/shop/tree/feature/a", GITHUB),
    at("https://github.com/acme/shop/blob/main/src/lib.rs#L10-L20", GITHUB),
    at("https://github.com/acme/shop/pull/42/files?w=1", GITHUB),
    at("https://github.com/acme/shop/commit/8d1f5c0e2b7a49638fd24c6b9a3e7f5012c4d6e8", GITHUB),
    at("https://github.com/acme/shop?tab=readme-ov-file", GITHUB),
    at("https://api.github.com/repos/acme/shop", GITHUB),
    at("https://api.github.com/repos/acme/shop/statuses/{sha}", GITHUB),
    at("git@github.com:acme/shop.git", GITHUB),
    at("git@github.com:acme/shop", GITHUB),
    at("github.com:acme/shop.git", GITHUB),
    at("ssh://git@github.com/acme/shop.git", GITHUB),
    at("ssh://git@ssh.github.com:443/acme/shop.git", GITHUB),
    at("git+ssh://git@github.com/acme/shop.git", GITHUB),
    at("git://github.com/acme/shop.git", GITHUB),
    at("git+https://github.com/acme/shop.git", GITHUB),
    at("https://ada:s3cret@github.com/acme/shop.git", Error(Field::Repository, "holds a password")),
    at("git clone https://github.com/acme/shop.git", GITHUB),
    at("git clone git@github.com:acme/shop.git", GITHUB),
    at("git remote add origin git@github.com:acme/shop.git", GITHUB),
    at("\"https://github.com/acme/shop\"", GITHUB),
    at("'acme/shop'", GITHUB),
    at("<https://github.com/acme/shop>", GITHUB),
    at("acme/shop", GITHUB),
    at("/acme/shop/", GITHUB),
    at("acme/shop.js", Url("github", "https://api.github.com/repos/acme/shop.js/statuses/H")),
    at("007/shop", Url("github", "https://api.github.com/repos/007/shop/statuses/H")),
    at("https://acme.ghe.com/acme/shop", GHE),
    at("git@acme.ghe.com:acme/shop.git", GHE),
    at("https://api.acme.ghe.com/repos/acme/shop", GHE),
    at("https://github.com/acme/shop/wiki", GITHUB),
    at("https://github.com/acme/shop.wiki.git", Error(REPOSITORY, "wiki")),
    at("https://github.com/acme", Error(REPOSITORY, "is named <owner>/<repository>, neither more nor less")),
    at("https://github.com/", Error(REPOSITORY, "is named <owner>/<repository>, neither more nor less")),
    at("https://github.com/orgs/acme/repositories", Error(REPOSITORY, "none of a repository")),
    at("git@github.com:team/acme/shop.git", Error(REPOSITORY, "is named <owner>/<repository>, neither more nor less")),
    at("-acme/shop", Error(REPOSITORY, "cannot be an owner")),
    at("https://github.com/ac.me/shop", Error(REPOSITORY, "cannot be an owner")),
    at("https://github.com/acme/sh%20op", Error(REPOSITORY, "cannot be a repository")),
    at("repos/shop", Url("github", "https://api.github.com/repos/repos/shop/statuses/H")),
    // Typed alone, a word of GitHub's pages may well be meant as a name.
    at("orgs/acme", Url("github", "https://api.github.com/repos/orgs/acme/statuses/H")),
    at("https://github.com/acme/..", Error(REPOSITORY, "cannot be a repository")),
    at("https://github.com/ac%20me/shop", Error(REPOSITORY, "cannot be an owner")),
    // GitLab.com
    at("https://gitlab.com/acme/shop", GITLAB),
    at("https://gitlab.com/acme/shop/-/tree/main/src", GITLAB),
    at("https://gitlab.com/acme/web/shop/-/merge_requests/7/diffs", NESTED),
    at("https://gitlab.com/acme/web/shop/-/blob/main/a/b.rs?ref_type=heads#L3", NESTED),
    at("https://gitlab.com/acme/web/shop/merge_requests/7", NESTED),
    at("https://gitlab.com/acme/shop/blob/master/README.md", GITLAB),
    at("https://gitlab.com/acme/shop/tree/master", GITLAB),
    at("git@gitlab.com:acme/web/shop.git", NESTED),
    at("ssh://git@altssh.gitlab.com:443/acme/web/shop.git", NESTED),
    at("https://oauth2:$TOKEN@gitlab.com/acme/shop.git", GITLAB),
    at("acme/web/shop", NESTED),
    at("278964", NUMBER),
    at(" 278964 ", NUMBER),
    // GitLab reads the digits as a number, so zeros in front do no harm.
    at("007", Url("gitlab", "https://gitlab.com/api/v4/projects/007/statuses/H")),
    at("https://gitlab.com/projects/278964", NUMBER),
    at("https://gitlab.com/api/v4/projects/278964/statuses/x", NUMBER),
    at("https://gitlab.com/api/v4/projects/acme%2Fweb%2Fshop/repository/commits", NESTED),
    at("https://gitlab.com/acme%2Fshop", GITLAB),
    // A project of this name is no address of the API.
    at("https://gitlab.com/acme/v4", Url("gitlab", "https://gitlab.com/api/v4/projects/acme%2Fv4/statuses/H")),
    // In the API's address a whole name is one segment, so that a digit or a word in it is a part of the name.
    at(
        "https://gitlab.com/api/v4/projects/7%2Fshop/statuses/x",
        Url("gitlab", "https://gitlab.com/api/v4/projects/7%2Fshop/statuses/H"),
    ),
    at(
        "https://gitlab.com/api/v4/projects/acme%2Fweb%2Frepository/repository/commits",
        Url("gitlab", "https://gitlab.com/api/v4/projects/acme%2Fweb%2Frepository/statuses/H"),
    ),
    at(
        "https://gitlab.com/api/v4/projects/acme%2Fweb%2Frepository/repository/files/src%2Flib.rs",
        Url("gitlab", "https://gitlab.com/api/v4/projects/acme%2Fweb%2Frepository/statuses/H"),
    ),
    at("https://gitlab.com/api/v4/projects/278964/repository/files/src%2Flib.rs", NUMBER),
    at("https://gitlab.com/api/v4/projects/acme/web/shop/repository/files/src%2Flib.rs", NESTED),
    at("https://gitlab.com/acme", Error(REPOSITORY, "group/project")),
    at("https://gitlab.com/acme/shop.atom", Error(REPOSITORY, "cannot be a project")),
    at("https://gitlab.com/acme./shop", Error(REPOSITORY, "cannot be a group")),
    at("https://gitlab.com/acme.git/shop", Error(REPOSITORY, "cannot be a group")),
    at("https://gitlab.com/-acme/shop", Error(REPOSITORY, "cannot be a group")),
    at("https://gitlab.com/ac%20me/shop", Error(REPOSITORY, "cannot be a group")),
    at("https://gitlab.com/acme/web/sh%20op", Error(REPOSITORY, "cannot be a project")),
    at("https://gitlab.com/acme/shop.wiki", Error(REPOSITORY, "wiki")),
    at("https://gitlab.com/acme/shop.", Url("gitlab", "https://gitlab.com/api/v4/projects/acme%2Fshop./statuses/H")),
    // The second part is always one of the name, and behind a clone address nothing follows the name.
    at("https://gitlab.com/acme/issues", Url("gitlab", "https://gitlab.com/api/v4/projects/acme%2Fissues/statuses/H")),
    at("acme/web/-/shop", Url("gitlab", "https://gitlab.com/api/v4/projects/acme%2Fweb/statuses/H")),
    at(
        "git@gitlab.com:acme/web/issues.git",
        Url("gitlab", "https://gitlab.com/api/v4/projects/acme%2Fweb%2Fissues/statuses/H"),
    ),
    at(
        // As in repository/archive: read with a notice, which the rules that are loaded later give.
        "https://gitlab.com/acme/web/repository",
        Url("gitlab", "https://gitlab.com/api/v4/projects/acme%2Fweb/statuses/H"),
    ),
    // Bitbucket Cloud
    at("https://bitbucket.org/acme/shop", CLOUD),
    at("https://bitbucket.org/acme/shop/src/main/", CLOUD),
    at("https://bitbucket.org/acme/shop/src/8d1f5c0/src/lib.rs#lines-4", CLOUD),
    at("https://bitbucket.org/acme/shop/pull-requests/3", CLOUD),
    at("https://ada@bitbucket.org/acme/shop.git", CLOUD),
    at("git@bitbucket.org:acme/shop.git", CLOUD),
    at("https://api.bitbucket.org/2.0/repositories/acme/shop/commit/x/statuses/build", CLOUD),
    at("bitbucket.org/acme/{0d3c0c58-1f2b-4c7a-9a53-3f1e6a7b8c9d}", UUID),
    at("https://bitbucket.org/acme/%7B0d3c0c58-1f2b-4c7a-9a53-3f1e6a7b8c9d%7D/src", UUID),
    on("bitbucket", "", "acme/shop", CLOUD),
    at("https://bitbucket.org/acme/{not-a-uuid}", Error(REPOSITORY, "UUID in braces")),
    at("https://bitbucket.org/acme/{0d3c0c58-1f2b-4c7a-9a53-3f1e6a7b8c9g}", Error(REPOSITORY, "UUID in braces")),
    at("https://bitbucket.org/acme/{0d3c0c581f2b4c7a9a533f1e6a7b8c9d}", Error(REPOSITORY, "UUID in braces")),
    at("https://bitbucket.org/acme/sh--op", Error(REPOSITORY, "no two together")),
    at("https://bitbucket.org/acme/-shop", Error(REPOSITORY, "no two together")),
    at("https://bitbucket.org/acme/shop-", Error(REPOSITORY, "no two together")),
    at("https://bitbucket.org/acme/sh%20op", Error(REPOSITORY, "cannot be a repository")),
    at("https://bitbucket.org/ac.me/shop", Error(REPOSITORY, "cannot be a workspace")),
    at(
        "git@bitbucket.org:team/acme/shop.git",
        Error(REPOSITORY, "is named <workspace>/<repository>, neither more nor less"),
    ),
    at(
        "https://bitbucket.org/acme/--",
        Url("bitbucket", "https://api.bitbucket.org/2.0/repositories/acme/--/commit/H/statuses/build"),
    ),
    on(
        "bitbucket",
        "",
        "account/workspace",
        Url("bitbucket", "https://api.bitbucket.org/2.0/repositories/account/workspace/commit/H/statuses/build"),
    ),
    at("https://bitbucket.org/acme", Error(REPOSITORY, "is named <workspace>/<repository>, neither more nor less")),
    // Self-hosted
    at("https://github.acme.dev/acme/shop/pull/3", SERVER),
    at("git@github.acme.dev:acme/shop.git", SERVER),
    at("https://github.acme.dev/api/v3/repos/acme/shop", SERVER),
    at("github.acme.dev:8443/acme/shop", Url(GHES, "https://github.acme.dev:8443/api/v3/repos/acme/shop/statuses/H")),
    on(
        MANAGED,
        "",
        "localhost:8080/acme/shop",
        Url(MANAGED, "https://localhost:8080/api/v4/projects/acme%2Fshop/statuses/H"),
    ),
    on(GHES, "https://github.acme.dev", "acme/shop", SERVER),
    on(GHES, "https://github.acme.dev/api/v3", "acme/shop", SERVER),
    on(GHES, "", "acme/shop", Error(Field::Server, "Which server")),
    on(GHES, "https://code.acme.dev", "https://github.acme.dev/acme/shop", Error(Field::Server, "code.acme.dev")),
    at("https://gitlab.acme.dev/acme/shop/-/tree/main", OWN),
    at("ssh://git@gitlab.acme.dev:2222/acme/shop.git", OWN),
    on(MANAGED, "gitlab.acme.dev/", "acme/shop", OWN),
    on(MANAGED, "https://acme.dev/gitlab", "https://acme.dev/gitlab/web/shop/-/tree/main", UNDER),
    on(MANAGED, "https://acme.dev/gitlab/api/v4", "git@acme.dev:web/shop.git", UNDER),
    on(MANAGED, "https://acme.dev/gitlab", "web/shop", UNDER),
    on(MANAGED, "https://acme.dev/gitlab", "https://acme.dev/gitlab/api/v4/projects/web%2Fshop/statuses/x", UNDER),
    on(MANAGED, "", "https://acme.dev/gitlab/api/v4/projects/web%2Fshop", UNDER),
    on(MANAGED, "ftp://acme.dev", "web/shop", Error(Field::Server, "https://")),
    on(MANAGED, "https://g.acme.dev", "42", Url(MANAGED, "https://g.acme.dev/api/v4/projects/42/statuses/H")),
    at("https://bitbucket.acme.dev/projects/SHOP/repos/web/browse?at=refs%2Fheads%2Fmain", BUILDS),
    at("https://bitbucket.acme.dev/projects/SHOP/repos/web/pull-requests/5/overview", BUILDS),
    at("https://bitbucket.acme.dev/scm/SHOP/web.git", BUILDS),
    at("ssh://git@bitbucket.acme.dev:7999/SHOP/web.git", BUILDS),
    at("https://bitbucket.acme.dev/rest/api/latest/projects/SHOP/repos/web", BUILDS),
    at("https://bitbucket.acme.dev/users/ada/repos/web/browse", ADA),
    at("https://bitbucket.acme.dev/scm/~ada/web.git", ADA),
    at("ssh://git@bitbucket.acme.dev:7999/~ada/web.git", ADA),
    on(CENTER, "https://bitbucket.acme.dev", "~ada/web", ADA),
    on(CENTER, "", "https://acme.dev:8443/git/projects/SHOP/repos/web/commits", CONTEXT),
    on(CENTER, "", "https://acme.dev:8443/git/scm/SHOP/web.git", CONTEXT),
    on(CENTER, "", "https://acme.dev:8443/git/rest/api/latest/projects/SHOP/repos/web/commits", CONTEXT),
    on(CENTER, "https://bitbucket.acme.dev", "~/web", Error(REPOSITORY, "a folder of your machine")),
    on(CENTER, "https://bitbucket.acme.dev", "~../web", Error(REPOSITORY, "cannot be a repository")),
    on(CENTER, "https://bitbucket.acme.dev", "SH$P/web", Error(REPOSITORY, "cannot be a repository")),
    on(CENTER, "https://bitbucket.acme.dev", "SHOP/w$b", Error(REPOSITORY, "cannot be a repository")),
    on(CENTER, "https://acme.dev:8443/git", "ssh://git@acme.dev:7999/SHOP/web.git", CONTEXT),
    // Unknown, contradicting or meaningless
    at("https://code.acme.dev/acme/shop", Error(Field::Provider, "What runs at code.acme.dev?")),
    at("git@code.acme.dev:acme/shop.git", Error(Field::Provider, "What runs at code.acme.dev?")),
    at("https://codeberg.org/acme/shop", Error(Field::Provider, "What runs at codeberg.org?")),
    on("gitlab", "", "https://github.com/acme/shop", Error(Field::Provider, "github.com is GitHub, not GitLab")),
    on("github", "", "git@gitlab.com:acme/shop.git", Error(Field::Provider, "gitlab.com is GitLab, not GitHub")),
    on(MANAGED, "", "https://gitlab.com/acme/shop", Error(Field::Provider, "Choose GitLab")),
    on("github", "", "https://code.acme.dev/acme/shop", Error(Field::Provider, "not a host of GitHub")),
    on("bitbucket", "", "https://bitbucket.acme.dev/scm/A/b", Error(Field::Provider, "not a host of Bitbucket")),
    at("", Error(REPOSITORY, "Which repository")),
    at("   ", Error(REPOSITORY, "Which repository")),
    at("shop", Error(REPOSITORY, "is named <owner>/<repository>, neither more nor less")),
    at("acme shop", Error(REPOSITORY, "no spaces")),
    at("my repo at github.com/acme/shop", Error(REPOSITORY, "no spaces")),
    at("acme/shop\u{0}", Error(REPOSITORY, "no spaces")),
    at("ftp://github.com/acme/shop", Error(REPOSITORY, "ftp://")),
    at("https://git hub.com/acme/shop", Error(REPOSITORY, "no spaces")),
    at("https://gi_t!hub.com/acme/shop", Error(REPOSITORY, "not a host's name")),
    at("https://gi!thub.com/acme/shop", Error(REPOSITORY, "not a host's name")),
    at("https://github.com:8o/acme/shop", Error(REPOSITORY, "not a host's name")),
    at("https://a_b-1.acme.dev/acme/shop", Error(Field::Provider, "What runs at a_b-1.acme.dev?")),
    at("https:///acme/shop", Error(REPOSITORY, "not a host's name")),
    at("acme/🛒", Error(REPOSITORY, "cannot be a repository")),
    at("../../etc/passwd", Error(REPOSITORY, "a folder of your machine")),
    at("acme/../shop", Error(REPOSITORY, "cannot be")),
    at("github:acme/shop", Error(REPOSITORY, "cannot be an owner")),
    at("acme/$(id)", Error(REPOSITORY, "cannot be a repository")),
];

/// Addresses that look like a repository's to one who only counts the slashes, and others that are easily misread.
pub const TRAPS: &[Spelling] = &[
    at("https://bitbucket.acme.dev/projects/SHOP", Error(REPOSITORY, "PROJECT/repository")),
    at("https://bitbucket.acme.dev/users/ada", Error(REPOSITORY, "PROJECT/repository")),
    at("https://bitbucket.acme.dev/scm/SHOP", Error(REPOSITORY, "PROJECT/repository")),
    at("https://bitbucket.acme.dev/projects/SHOP/settings/web", Error(REPOSITORY, "PROJECT/repository")),
    at("https://bitbucket.acme.dev/users/ada/settings/web", Error(REPOSITORY, "PROJECT/repository")),
    at("https://bitbucket.org/dashboard/overview", Error(REPOSITORY, "none of a repository")),
    at("https://bitbucket.org/account/settings", Error(REPOSITORY, "none of a repository")),
    at("https://gitlab.com/projects/acme/shop", Error(REPOSITORY, "but of GitLab itself")),
    at("https://gitlab.com/groups/acme/-/issues", Error(REPOSITORY, "")),
    at("https://bitbucket.org/acme/workspace/repositories/", Error(REPOSITORY, "")),
    at("https://bitbucket.org/acme/workspace/projects/SHOP", Error(REPOSITORY, "")),
    at("https://github.com/users/ada/projects/1", Error(REPOSITORY, "none of a repository")),
    // A path of dots is taken away by whoever handles the address next.
    at("https://bitbucket.org/acme/.", Error(REPOSITORY, "cannot be a repository")),
    at("https://bitbucket.org/acme/..", Error(REPOSITORY, "cannot be a repository")),
    at("https://gitlab.com/acme/..", Error(REPOSITORY, "cannot be a project")),
    at("https://bitbucket.acme.dev/projects/SHOP/repos/..", Error(REPOSITORY, "cannot be a repository")),
    at("https://bitbucket.acme.dev/projects/../repos/web", Error(REPOSITORY, "cannot be a repository")),
    at("https://gitlab.acme.dev/x/../api/v4/projects/42", Error(REPOSITORY, "means another one")),
    at("https://bitbucket.acme.dev/./projects/SHOP/repos/web", Error(REPOSITORY, "means another one")),
    on(GHES, "https://github.acme.dev/..", "acme/shop", Error(Field::Server, "https://")),
    // The API's own address says where the server's path ends.
    on(
        MANAGED,
        "",
        "https://acme.dev/gitlab/api/v4/projects/42",
        Url(MANAGED, "https://acme.dev/gitlab/api/v4/projects/42/statuses/H"),
    ),
    // A branch or a file may well end in `.git`; the address is still one of a page.
    at("https://github.com/acme/shop/tree/feature/a.git", GITHUB),
    at("https://gitlab.com/acme/shop/tree/a.git", GITLAB),
    // At a server of one's own nobody knows that the name without `www.` is the same server.
    on(
        MANAGED,
        "",
        "https://www.acme.dev/acme/shop",
        Url(MANAGED, "https://www.acme.dev/api/v4/projects/acme%2Fshop/statuses/H"),
    ),
];
