//! Who Bitbucket Cloud lets in. The words are those of Atlassian's pages and of answers that public issues quote, named at each.

use crate::provider::refusal::{Rule, Seen, Sure, quote};

/// The rules, those of the narrower words first.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "address-not-allowed",
        sure: Sure::Sure,
        // https://confluence.atlassian.com/bbkb/error-403-when-performing-git-operations-1155479141.html
        when: |seen| seen.says_one(&[401, 403], &["whitelist", "allowlist", "allow list", "your ip "]),
        what: "The workspace lets in only the addresses on its list, and the one that Devopness sends from is not among them: “{}”.",
        way_out: "An administrator of the workspace has to add the addresses of Devopness: at {p}, in the workspace's settings, under Access \
                  controls. Devopness documents no addresses, so ask its support for them.",
    },
    Rule {
        id: "two-factor-missing",
        sure: Sure::Sure,
        // https://support.atlassian.com/bitbucket-cloud/docs/control-access-to-private-content-in-a-workspace/
        when: |seen| seen.says_one(&[401, 403], &["two-step", "two-factor"]),
        what: "The workspace lets in only accounts that use two-step verification: “{}”.",
        way_out: "Switch it on for the account behind the token, in its settings at Atlassian. An access token of the repository belongs to \
                  no account, and needs none.",
    },
    Rule {
        id: "captcha",
        sure: Sure::Sure,
        when: |seen| seen.says(&[401, 403], "captcha"),
        what: "{p} has locked the account behind the token after too many wrong passwords: “{}”.",
        way_out: "Sign in at {p} in a browser, as that account, and solve the CAPTCHA. Look for what still sends an old password.",
    },
    Rule {
        id: "account-blocked",
        sure: Sure::Sure,
        when: |seen| {
            let phrases = [
                "account has been",
                "account is inactive",
                "account is locked",
                "account is deactivated",
                "account is disabled",
                "temporarily locked",
            ];
            seen.says_one(&[401, 403], &phrases)
        },
        what: "The account behind the token may do nothing at present: “{}”.",
        way_out: "Sign in at {p} in a browser, as that account, and see what it says. Until it works again use the token of another account.",
    },
    Rule {
        id: "app-password",
        sure: Sure::Sure,
        // https://community.atlassian.com/forums/Bitbucket-articles/ba-p/3106901
        when: |seen| {
            let own = ["basic", "bearer", ""].iter().any(|s| seen.sent_as(s, "ATBB"));
            let said = seen.says(&[401, 403, 410], "app passwords are");
            said.or_else(|| (seen.is(&[401, 403, 410]) && own).then(String::new))
        },
        what: "The request was sent with an app password: “{}”. {p} removed these on 28 July 2026.",
        way_out: "Create an access token of the repository, or an API token with the scope read:repository:bitbucket, and use it in the \
                  header Authorization.",
    },
    Rule {
        id: "token-scheme",
        sure: Sure::Sure,
        // https://github.com/amuniz/bitbucket-branch-source-plugin/issues/16
        when: |seen| seen.says(&[401, 403], "need to use an app password"),
        what: "The request was sent with the password of an account: “{}”. {p} takes tokens only.",
        way_out: "Create an access token of the repository, and write the header Authorization as Bearer, a space, and the token.",
    },
    Rule {
        id: "scope",
        sure: Sure::Sure,
        // https://github.com/WeblateOrg/weblate, `weblate/vcs/tests/test_vcs.py`
        when: scopes,
        what: "{p} knows the token, but it lacks a scope: “{}”.",
        way_out: "An OAuth or access token needs the scope repository, an API token read:repository:bitbucket. Reading is enough: {p} \
                  asks for no more to write a status.",
    },
    Rule {
        id: "no-permission",
        sure: Sure::Sure,
        // Go's own command quotes these words where it reads a private module.
        when: |seen| seen.says(&[403], "you must have write"),
        what: "The account behind the token lacks a right in the repository: “{}”.",
        way_out: "At {p}, in the repository's settings, under Repository permissions, give the account write access. Or use an access token \
                  of the repository.",
    },
    Rule {
        id: "no-permission",
        sure: Sure::Sure,
        // https://github.com/renovatebot/renovate/pull/14402
        when: |seen| seen.says(&[401, 403], "access to view this workspace"),
        what: "{p} knows the token, but its account may not see the workspace: “{}”.",
        way_out: "Check the workspace in “Repository”. If it is right, an administrator of it has to let the account in. Or use an access token \
                  of the repository, which belongs to no account.",
    },
    Rule {
        id: "read-only",
        sure: Sure::Sure,
        // https://support.atlassian.com/bitbucket-cloud/docs/plans-and-billing/
        when: |seen| seen.says_one(&[402, 403], &["read-only", "read only", "user limit", "over its plan"]),
        what: "The workspace can only be read at present: “{}”. That happens when it has more users than its plan allows.",
        way_out: "An administrator of the workspace has to change the plan, or to take users out.",
    },
];

/// The words for a missing scope, with what the call asks for and what the token has.
fn scopes(seen: &Seen) -> Option<String> {
    let said = seen.says(&[401, 403], "privilege scopes")?;
    let [required, granted] = ["required", "granted"].map(|name| seen.listed(name));
    let more = match (required.as_str(), granted.as_str()) {
        ("", _) => String::new(),
        (_, "") => format!(" Asked for: {required}."),
        _ => format!(" Asked for: {required}. The token has: {granted}."),
    };
    Some(quote(&format!("{said}{more}")))
}
