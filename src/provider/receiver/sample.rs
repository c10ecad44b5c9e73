//! A repository that is ready to take statuses, for the simulator, the sandbox and tests.

use super::{Access, Account, Branch, Repository};
use crate::provider::Location;

/// The commit of the template variables' examples.
pub const COMMIT: &str = "8d1f5c0e2b7a49638fd24c6b9a3e7f5012c4d6e8";

/// Two more commits.
pub const OTHER_COMMITS: [&str; 2] =
    ["1b6e0c94d7a35f28e1907bc4f6d2a8035e9c7b41", "f04a7d3c915be826037fd1c8ae92b65074d3e1f9"];

/// The number by which GitLab and GitHub know it.
pub const NUMBER: &str = "4242";

impl Repository {
    /// A repository at a place: three commits on `main`, and the four tokens `sandbox-writer` (may write),
    /// `sandbox-other` (another account that may), `sandbox-reader` (may only read) and `sandbox-noscope` (the account may
    /// write, the token has no permission for it).
    pub fn sample(location: &Location) -> Repository {
        let commits: Vec<String> = [&[COMMIT], &OTHER_COMMITS[..]].concat().into_iter().map(str::to_string).collect();
        let account = |name: &str, access, scoped| Account {
            token: ["sandbox-", name].concat(),
            name: name.to_string(),
            access,
            scoped,
        };
        Repository {
            root: location.root.clone(),
            parts: location.parts.clone(),
            number: Some(NUMBER.into()),
            branches: vec![Branch { name: "main".into(), commits: commits.clone(), protected: false }],
            commits,
            accounts: vec![
                account("writer", Access::Write, true),
                account("other", Access::Write, true),
                account("reader", Access::Read, true),
                account("noscope", Access::Write, false),
            ],
            ..Repository::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sample_has_the_commit_that_the_page_shows() {
        let path = "action.triggered_from.hook_parsed_variables.commit_hash";
        assert_eq!(crate::text::template::find(path).map(|variable| variable.example), Some(COMMIT));
        let location = Location::new("https://x", vec!["a".into()], "a");
        let repository = Repository::sample(&location);
        assert!(repository.commits.len() > 1 && repository.branches[0].commits == repository.commits);
        assert!(repository.commits.iter().all(|commit| commit.len() == 40));
        let tokens: Vec<_> = repository.accounts.iter().map(|a| (a.token.as_str(), a.access, a.scoped)).collect();
        let (read, write) = (Access::Read, Access::Write);
        let wanted = [
            ("sandbox-writer", write, true),
            ("sandbox-other", write, true),
            ("sandbox-reader", read, true),
            ("sandbox-noscope", write, false),
        ];
        assert_eq!(tokens, wanted);
    }
}
