//! A GitLab CI job whose script is the one for sh.
//!
//! GitLab expands variables in some keys only, and hands `script` to the shell as it stands. What it does read anywhere is
//! `$[[ ]]`, in a file that declares inputs; the script keeps `$` away from brackets.

use super::quote::yaml;
use super::script::keeps;
use super::script_sh::script;
use super::{Format, Group, Job, Line, Output};

const HEAD: &str = "\
# Put this job into .gitlab-ci.yml, and add the variable DEVOPNESS_TOKEN with an access token of Devopness: masked, and
# protected where the default branch is (Settings, CI/CD, Variables).
devopness-hooks:
  image: alpine:3.22
  # Two runs at once could both create what is missing.
  resource_group: devopness-hooks
  rules:
";

const KEEP: &str = "    \
    - if: $CI_PIPELINE_SOURCE == \"schedule\"
    - if: $CI_PIPELINE_SOURCE == \"push\" && $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
      changes:
        - .gitlab-ci.yml
";

const BY_HAND: &str = "    \
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
      when: manual
      allow_failure: true
  before_script:
    - command -v curl || apk add --no-cache curl
    - command -v jq || apk add --no-cache jq
  script:
    - |
";

/// The job.
pub struct GitlabCi;

impl Format for GitlabCi {
    fn id(&self) -> &'static str {
        "gitlab-ci"
    }

    fn label(&self) -> &'static str {
        "GitLab CI"
    }

    fn render(&self, job: &Job<'_>) -> String {
        let (when, options) = if keeps(job) { (KEEP, "--update") } else { ("", "") };
        [HEAD, when, BY_HAND, &yaml::block(&script(job, options), 6)].concat()
    }
}

impl Output for GitlabCi {
    fn group(&self) -> Group {
        Group::Ci
    }

    fn file_name(&self) -> &'static str {
        "devopness-hooks.gitlab-ci.yml"
    }

    fn note(&self) -> &'static str {
        "A job for .gitlab-ci.yml. Add the masked variable DEVOPNESS_TOKEN. GitLab hands the script to the shell as it stands; its own marks, $ before brackets or braces, are not in it."
    }

    fn lines(&self) -> &'static [Line] {
        &[
            Line { code: "image: alpine", words: "A small image; any other with curl and jq will do." },
            Line {
                code: "rules:",
                words: "Runs on a schedule, when .gitlab-ci.yml changes on the default branch, and by hand.",
            },
            Line { code: "apk add", words: "Installs curl and jq where they are missing." },
            Line { code: "    - |", words: "The script for sh, as it is." },
            Line { code: "begin --update", words: "Creates what is missing and replaces what differs." },
        ]
    }
}
