//! A GitHub Actions workflow whose one step is the script for sh.
//!
//! GitHub puts values in the place of `${{ }}` wherever it stands in a workflow, also in a script. The script writes `$` as
//! `\u0024` in its JSON and keeps it away from braces elsewhere, so the only expressions are the workflow's own.

use super::quote::yaml;
use super::script::keeps;
use super::script_sh::script;
use super::{Format, Group, Job, Line, Output};

const HEAD: &str = "\
# Save this as .github/workflows/devopness-hooks.yml, and add the secret DEVOPNESS_TOKEN with an access token of Devopness
# (Settings, Secrets and variables, Actions).
name: Devopness hooks

on:
  workflow_dispatch:
";

/// When hooks are kept in place: a fork's or a branch's own version of the file changes nothing.
const KEEP: &str = "  \
  push:
    paths:
      - .github/workflows/devopness-hooks.yml
  # Take the marks away to look once a week, on Monday morning.
  # schedule:
  #   - cron: '17 5 * * 1'
";

const JOB: &str = "
# The job needs nothing of this repository.
permissions: {}

# Two runs at once could both create what is missing.
concurrency:
  group: devopness-hooks

jobs:
  hooks:
";

const DEFAULT_BRANCH: &str = "    \
    # Only the default branch says what is to be there.
    if: github.event_name != 'push' || github.ref_name == github.event.repository.default_branch
";

const STEP: &str = "    \
    runs-on: ubuntu-latest
    timeout-minutes: 10
    steps:
      - name: Devopness hooks
        env:
          DEVOPNESS_TOKEN: ${{ secrets.DEVOPNESS_TOKEN }}
        run: |
";

/// The workflow.
pub struct GithubActions;

impl Format for GithubActions {
    fn id(&self) -> &'static str {
        "github-actions"
    }

    fn label(&self) -> &'static str {
        "GitHub Actions"
    }

    fn render(&self, job: &Job<'_>) -> String {
        let (when, only, options) = if keeps(job) { (KEEP, DEFAULT_BRANCH, "--update") } else { ("", "", "") };
        [HEAD, when, JOB, only, STEP, &yaml::block(&script(job, options), 10)].concat()
    }
}

impl Output for GithubActions {
    fn group(&self) -> Group {
        Group::Ci
    }

    fn file_name(&self) -> &'static str {
        "devopness-hooks.yml"
    }

    fn note(&self) -> &'static str {
        "Save it as .github/workflows/devopness-hooks.yml and add the secret DEVOPNESS_TOKEN. GitHub reads ${{ }} itself, so a $ in the JSON is written as \\u0024, which arrives as $; {{ }} alone means nothing to GitHub."
    }

    fn lines(&self) -> &'static [Line] {
        &[
            Line { code: "workflow_dispatch:", words: "Runs when you press “Run workflow”." },
            Line { code: "push:", words: "Runs when this file changes on the default branch." },
            Line { code: "# schedule:", words: "Runs once a week, if you want that." },
            Line { code: "permissions: {}", words: "The job may do nothing in the repository." },
            Line { code: "DEVOPNESS_TOKEN: ${{ secrets", words: "Gives the script your access token from the secret." },
            Line { code: "run: |", words: "The script for sh, as it is." },
            Line { code: "begin --update", words: "Creates what is missing and replaces what differs." },
        ]
    }
}
