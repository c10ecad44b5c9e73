//! What the scripts of all languages share: their steps.
//!
//! The parts that are the same in every script stand beside this file in their own languages. A script is put together of
//! them and of the steps, so nothing that a person typed is ever put into the middle of a line of code.

use crate::devopness::endpoint::{self, Target};
use crate::devopness::hook::{Direction, Hook};
use crate::devopness::request::Method;
use crate::doctor::change::Report;
use crate::provider::status::Part;
use crate::text::json::{self, Tree};

use super::{Call, Job, Kind};

/// What jq compares hooks with.
pub const COMPARE: &str = include_str!("compare.jq");

/// One step of a script.
pub enum Step<'a> {
    /// A hook is to be there, whatever is there now.
    Ensure {
        /// The hook.
        body: &'a Tree,
        /// The body's fields that may hold the status key.
        keys: Vec<&'static str>,
    },
    /// A hook is created.
    Create {
        /// The hook.
        body: &'a Tree,
        /// `in` or `out`, as answers have it.
        direction: &'static str,
    },
    /// A hook is replaced.
    Update {
        /// What it is to be.
        body: &'a Tree,
    },
    /// A hook is deleted.
    Delete,
}

/// Whether the job keeps hooks in place; otherwise it carries out changes, once.
pub fn keeps(job: &Job<'_>) -> bool {
    matches!(job.kind, Kind::Hook | Kind::Set)
}

/// The steps of a job, each with its call.
pub fn steps<'a>(job: &'a Job<'_>) -> Vec<(&'a Call<'a>, Step<'a>)> {
    let mut steps = Vec::new();
    for call in &job.calls {
        let step = match (call.request.method, &call.request.body) {
            (Method::Post, Some(body)) if keeps(job) => Step::Ensure { body, keys: keys(body) },
            (Method::Post, Some(body)) => {
                let direction = if call.request.url.ends_with("/incoming") { "in" } else { "out" };
                Step::Create { body, direction }
            }
            (Method::Put, Some(body)) => Step::Update { body },
            (Method::Delete, _) => Step::Delete,
            // Each script reads for itself what it needs.
            _ => continue,
        };
        steps.push((call, step));
    }
    steps
}

/// The address that an outgoing hook's id is put behind, of the API whose hooks `list` lists.
pub fn hook_address(list: &str) -> String {
    let target = Target { base: endpoint::base_of_list(list).to_string(), relay: None };
    endpoint::hook(&target, &Direction::Outgoing, "").url
}

/// A hook's name for a line of a script. No CI system finds an expression of its own in it.
pub fn shown(name: &str) -> String {
    let mut out = String::new();
    for c in json::visible(name).chars() {
        match c {
            '{' | '[' if out.ends_with('$') => out.extend([' ', c]),
            '\u{fffe}' | '\u{ffff}' => out.push('?'),
            c => out.push(c),
        }
    }
    out
}

/// The fields by which the provider knows one status from another; none where it is not clear which provider a hook calls.
fn keys(body: &Tree) -> Vec<&'static str> {
    let value = serde_json::to_value(body).unwrap_or_default();
    let hook = Hook::parse(&value).map(|hook| Hook { direction: Direction::Outgoing, ..hook });
    let Some(report) = hook.and_then(|hook| Report::of(&hook)) else { return Vec::new() };
    let is_key = |name: &&&str| report.provider.part(name) == Some(Part::Key);
    report.provider.fields().iter().filter(is_key).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::plan::plan;
    use crate::form::values::FormValues;

    #[test]
    fn a_hook_is_known_by_its_providers_key() {
        for (repository, expected) in [
            ("https://github.com/acme/shop", &["context"][..]),
            ("https://gitlab.com/acme/shop", &["name", "context"]),
            ("https://bitbucket.org/acme/shop", &["key", "name"]),
            ("https://bitbucket.acme.dev/projects/SHOP/repos/web", &["key", "name"]),
            ("https://gitlab.acme.dev/acme/shop", &["name", "context"]),
        ] {
            let plan = plan(&FormValues::new("512", repository));
            let job = Job::set(&plan.list, &plan.hooks);
            for (_, step) in steps(&job) {
                let Step::Ensure { keys, .. } = step else { panic!("{repository}: no hook is ensured") };
                assert_eq!(keys, expected, "{repository}");
            }
        }
    }

    #[test]
    fn a_name_is_one_line_without_an_expression() {
        assert_eq!(
            shown("a\u{202e}b\nc ${{ secrets.X }} $[[ inputs.x ]] $5"),
            "a\\u202eb\\u000ac $ {{ secrets.X }} $ [[ inputs.x ]] $5"
        );
    }

    #[test]
    fn the_address_of_a_hook_stands_under_the_same_base() {
        assert_eq!(hook_address("https://h/v1/pipelines/512/hooks"), "https://h/v1/hooks/outgoing/");
    }
}
