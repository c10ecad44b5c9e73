//! Who GitLab lets in, and when it takes nothing. The words are those of its own code
//! (`lib/gitlab/auth/user_access_denied_reason.rb`, `lib/api/helpers.rb` and `lib/gitlab/middleware/read_only/controller.rb` in
//! <https://gitlab.com/gitlab-org/gitlab>).

use crate::provider::refusal::{Rule, Sure};

/// The rules, those of the narrower words first.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "account-must-act",
        sure: Sure::Sure,
        // https://github.com/dlang/dub-registry/issues/343
        when: |seen| {
            let phrases = [
                "must accept the terms of service",
                "your password expired",
                "has been deactivated",
                "email address is not confirmed",
            ];
            seen.says_one(&[401, 403], &phrases)
        },
        what: "The account behind the token may do nothing until somebody has signed in with it: “{}”.",
        way_out: "Sign in at {p} in a browser, as that account, and do what the answer says. Its tokens then work again.",
    },
    Rule {
        id: "account-blocked",
        sure: Sure::Sure,
        when: |seen| {
            let phrases =
                ["account has been blocked", "pending approval from your administrator", "performed by internal users"];
            seen.says_one(&[401, 403], &phrases)
        },
        what: "The account behind the token is blocked: “{}”.",
        way_out: "An administrator of {p} has to let the account in again. Until then use the token of another account, or an access \
                  token of the project.",
    },
    Rule {
        id: "two-factor-missing",
        sure: Sure::Sure,
        // https://docs.gitlab.com/security/two_factor_authentication/
        when: |seen| seen.says_one(&[401, 403], &["two-factor", "2fa"]),
        what: "{p} wants two-factor authentication from the account behind the token: “{}”.",
        way_out: "Switch it on for that account, at {p}. An access token of the project or the group needs none.",
    },
    Rule {
        id: "address-not-allowed",
        sure: Sure::Sure,
        // https://docs.gitlab.com/user/group/access_and_permissions/#restrict-group-access-by-ip-address
        when: |seen| {
            seen.says_one(&[401, 403], &["ip address is not", "ip address not", "from your ip", "ip restriction"])
        },
        what: "{p} does not let in the address that Devopness sends from: “{}”.",
        way_out: "An owner of the group, or an administrator of the server, has to add the addresses of Devopness to its list. Devopness \
                  documents none, so ask its support for them.",
    },
    Rule {
        id: "read-only",
        sure: Sure::Sure,
        // https://docs.gitlab.com/administration/maintenance_mode/
        when: |seen| {
            seen.says_one(
                &[403, 503],
                &[
                    "read-only instance",
                    "read-only mode",
                    "maintenance mode",
                    "undergoing maintenance",
                    "under maintenance",
                ],
            )
        },
        what: "{p} takes nothing at present, since it is being maintained or is only a copy of the main server: “{}”.",
        way_out: "Deploy again once that is over. A copy (a Geo secondary) never takes statuses: write the main server's address into “Server \
                  address”.",
    },
    Rule {
        id: "scope",
        sure: Sure::Sure,
        // https://docs.gitlab.com/auth/tokens/fine_grained_access_tokens/
        when: |seen| {
            seen.says(&[403], "fine-grained personal access token")
                .or_else(|| seen.says(&[403], "insufficient_granular_scope"))
        },
        what: "{p} knows the token, but it lacks a permission that this takes: “{}”.",
        way_out: "Give the fine-grained token the permission that the answer names, for this project. Or use an access token with the scope \
                  api.",
    },
];
