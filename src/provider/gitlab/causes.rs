//! What GitLab's refusals mean. The words are those of its documentation
//! (<https://docs.gitlab.com/api/commits/#set-commit-pipeline-status>) and of its own code
//! (`app/services/ci/create_commit_status_service.rb` and `spec/requests/api/commit_statuses_spec.rb` in
//! <https://gitlab.com/gitlab-org/gitlab>).

mod access;
mod body;

use super::GitLab;
use crate::devopness::delivery::header;
use crate::devopness::hook::Header;
use crate::provider::Provider;
use crate::provider::refusal::causes::Causes;
use crate::provider::refusal::{Address, Rule, Spot, Sure, quote};

/// The causes of one edition.
pub struct GitLabCauses(&'static GitLab);

/// Those of GitLab.com.
pub const CLOUD: GitLabCauses = GitLabCauses(&super::CLOUD);
/// Those of self-managed GitLab.
pub const SELF_MANAGED: GitLabCauses = GitLabCauses(&super::SELF_MANAGED);

impl Causes for GitLabCauses {
    fn id(&self) -> &'static str {
        self.0.id()
    }

    fn has_path(&self, address: &Address) -> bool {
        address.after(&["api", "v4", "projects"]).is_some()
    }

    fn spot<'a>(&self, address: &Address<'a>) -> Spot<'a> {
        let path = address.after(&["api", "v4", "projects"]).unwrap_or_default();
        // A project's path that is not encoded may have any number of parts, and may have this word among them.
        match path.iter().rposition(|segment| *segment == "statuses") {
            Some(at) if at > 0 => Spot::Hash(path.get(at + 1).copied().unwrap_or_default()),
            _ => Spot::Nowhere,
        }
    }

    fn rules(&self) -> &'static [&'static [Rule]] {
        &[access::RULES, RULES, body::RULES]
    }

    fn guesses(&self) -> &'static [Rule] {
        GUESSES
    }

    fn event_of<'a>(&self, headers: &'a [Header]) -> Option<&'a str> {
        header(headers, "X-Gitlab-Event")
    }
}

/// The status codes of a refused body.
const BODY: &[u16] = &[400, 422];

const RULES: &[Rule] = &[
    Rule {
        id: "path-encoding",
        sure: Sure::Sure,
        when: |seen| {
            let path = seen.address.after(&["api", "v4", "projects"])?;
            let parts = path.iter().rposition(|segment| *segment == "statuses")?;
            let twice = path.first().is_some_and(|project| project.to_ascii_lowercase().contains("%252f"));
            (seen.is(&[400, 404, 405]) && (parts > 1 || twice)).then(|| quote(&path[..parts].join("/")))
        },
        what: "The project's path is not written as {p} wants it in an address: “{}”.",
        way_out: "Each / between groups and project must be %2F, once. Open the set in the form and save it: the form writes it so. \
                  The project's number in “Repository” works as well, without any %2F.",
    },
    Rule {
        id: "transition",
        sure: Sure::Sure,
        // https://gitlab.com/gitlab-org/gitlab-foss/-/issues/25807
        when: |seen| seen.says(BODY, "cannot transition status"),
        what: "{p} does not take this state after the one before: “{}”. It refuses “running” while the same status is running, and \
               “pending” while it is pending or running. So two deploys of one commit overlapped, or a hook stands twice.",
        way_out: "The commit still gets its end: success and failed are taken. If it comes with every deploy, look for a second hook \
                  with the same event and status key, and delete it. Leave the event “queued” off where deploys can overlap.",
    },
    Rule {
        id: "no-ref",
        sure: Sure::Sure,
        when: |seen| seen.says(&[404], "references for commit"),
        // Forks: https://github.com/python-gitlab/python-gitlab/issues/198
        what: "No branch of the project holds the commit: “{}”. Either the branch was deleted or force-pushed, or the commit came with a \
               merge request from a fork, whose branch is in the fork.",
        way_out: "Name the incoming hook's variable for the branch in “Branch variable”, so that it is sent as ref. For merge requests from \
                  forks, let the incoming hook take only those of the project itself.",
    },
    Rule {
        id: "commit-not-found",
        sure: Sure::Sure,
        when: |seen| {
            let said = seen.says_one(&[404], &["commit not found", "not found: commit"])?;
            (seen.hash_is_whole() && !said.to_ascii_lowercase().contains("references for")).then_some(said)
        },
        what: "The project has no such commit: “{}”. It belongs to another project, such as a fork.",
        way_out: "Check that “Repository” is the project that the application is deployed from.",
    },
    Rule {
        id: "jobs-limit",
        sure: Sure::Sure,
        when: |seen| seen.says(&[422], "number of jobs has exceeded"),
        what: "The commit's pipeline has as many jobs as {p} allows: “{}”.",
        way_out: "Leave pipeline_id out of “More body fields”: {p} then makes another pipeline by itself.",
    },
    Rule {
        id: "scope",
        sure: Sure::Sure,
        when: |seen| seen.says_one(&[403], &["higher privileges", "insufficient_scope"]),
        what: "{p} knows the token, but it lacks the scope that this takes: “{}”.",
        way_out: "The token needs the scope api; read_api and write_repository are not enough. Connect the application's credential \
                  again, or put a token with it into the header Authorization.",
    },
    Rule {
        id: "token-expired",
        sure: Sure::Sure,
        when: |seen| seen.says(&[401], "expired").or_else(|| seen.says(&[401], "revoked")),
        what: "The token is no longer valid: “{}”. OAuth tokens of {p} live two hours and have to be renewed.",
        way_out: "Connect the application's credential at {p} again, in Devopness. An access token of the project with the scope \
                  api, in the header Authorization, lasts longer.",
    },
    Rule {
        id: "token-scheme",
        sure: Sure::Likely,
        when: |seen| {
            let kinds = ["gldt-", "glcbt-", "glptt-", "glrt-"];
            let wrong = kinds.iter().any(|kind| ["", "bearer"].iter().any(|scheme| seen.sent_as(scheme, kind)));
            (seen.is(&[401, 403, 404]) && wrong).then(|| seen.credential().map_or(String::new(), |c| quote(&c.shown())))
        },
        what: "This is a token for something else: {}. {p} takes commit statuses with OAuth tokens and with personal, project and \
               group access tokens.",
        way_out: "Create an access token with the scope api and the role Developer, and put it into the header Authorization.",
    },
    Rule {
        id: "token-scheme",
        sure: Sure::Likely,
        when: |seen| seen.scheme().filter(|scheme| seen.is(&[401]) && !matches!(scheme.as_str(), "" | "bearer")),
        what: "The word in front of the token is “{}”, which {p} does not take here.",
        way_out: "Write the header Authorization as Bearer, a space, and the token.",
    },
    Rule {
        id: "moved",
        sure: Sure::Sure,
        when: |seen| seen.says(&[405], "moved projects"),
        what: "The project was renamed or moved: “{}”. {p} still knows the old path for reading, but not for writing.",
        way_out: "Write the project's present address into “Repository”, or its number, which stays, and update the set.",
    },
    Rule {
        id: "pipeline-not-found",
        sure: Sure::Sure,
        when: |seen| seen.says(&[404], "pipeline for"),
        what: "The commit has no pipeline with this number and branch: “{}”.",
        way_out: "Leave pipeline_id out of “More body fields”: {p} then finds the commit's newest pipeline by itself.",
    },
    Rule {
        id: "conflict",
        sure: Sure::Sure,
        when: |seen| seen.says(&[409], "another update to this commit status"),
        what: "Another status of this commit was written at the same moment, so {p} took only one of them: “{}”.",
        way_out: "See whether the commit shows the status. If it does not, deploy again.",
    },
];

const GUESSES: &[Rule] = &[
    Rule {
        id: "token-refused",
        sure: Sure::Sure,
        when: |seen| (seen.is(&[401]) && !seen.is_page()).then(|| seen.message()),
        what: "{p} does not know the token, or not any more (401): “{}”.",
        way_out: "Connect the application's credential at {p} again, in Devopness. A token of your own stands behind Bearer in the \
                  header Authorization, or alone in PRIVATE-TOKEN.",
    },
    Rule {
        id: "no-permission",
        sure: Sure::Likely,
        when: |seen| (seen.is(&[403]) && !seen.is_page()).then(|| seen.message()),
        what: "{p} knows the token, but its account may not set the status of this commit (403): “{}”.",
        way_out: "The account needs the role Developer in the project, and on a protected branch it must be allowed to push or merge, \
                  as Maintainers are. A project that is archived, or has CI/CD switched off, takes none.",
    },
    Rule {
        id: "path-spoiled",
        sure: Sure::Likely,
        // An address without a call is answered by “error”, a project that is not there by “message”. Proxies:
        // https://docs.gitlab.com/api/rest/troubleshooting/
        when: |seen| {
            let body = &seen.delivery.response_body;
            let unknown =
                seen.is(&[404]) && body.field("error") == Some("404 Not Found") && body.field("message").is_none();
            (unknown && seen.hash_is_whole() && seen.delivery.url.to_ascii_lowercase().contains("%2f"))
                .then(|| quote(&seen.delivery.url))
        },
        what: "{p} knows no call at this address, although it is written as it should be: “{}”. A proxy in front of the server may turn \
               %2F into a slash, or the server may be installed under another path.",
        way_out: "Write the project's number into “Repository”: its address has no %2F. Check “Server address” with the path that the \
                  server is installed under.",
    },
    Rule {
        id: "project-hidden",
        sure: Sure::Likely,
        when: |seen| (seen.is(&[404]) && seen.hash_is_whole()).then(|| seen.message()),
        what: "{p} finds no such project, or hides it from this token: “{}”.",
        way_out: "Compare “Repository” with the project's address: its path can differ from its name. Make the account behind the \
                  token a member of the project. A group that lets only certain addresses in looks like this too. If the server stands \
                  behind a proxy that spoils %2F, use the project's number.",
    },
];
