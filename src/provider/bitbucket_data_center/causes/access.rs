//! Whom Bitbucket Data Center lets in, and when it takes nothing. The words are those of answers that public issues quote, named at
//! each; where none is named, they are likely, no more.

use crate::devopness::delivery::Token;
use crate::provider::refusal::{Rule, Seen, Sure, quote};

/// The rules, those of the narrower words first.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "captcha",
        sure: Sure::Sure,
        // https://github.com/jenkinsci/stashnotifier-plugin/issues/263; beside it an answer may speak of XSRF:
        // https://github.com/avivsinai/bitbucket-cli/issues/16
        when: |seen| {
            let denied = seen.got("x-authentication-denied-reason").filter(|reason| reason.contains("CAPTCHA"));
            let denied = denied.filter(|_| seen.is(&[401, 403])).map(quote);
            seen.says(&[401, 403], "captcha required").or(denied).or_else(|| seen.says(&[401, 403], "captcha"))
        },
        what: "{p} has locked the account behind the token after too many wrong passwords: “{}”.",
        way_out: "Sign in there in a browser, as that account, and solve the CAPTCHA. Look for what still sends an old password. An HTTP access \
                  token of the project or the repository belongs to no account.",
    },
    Rule {
        id: "no-permission",
        sure: Sure::Sure,
        // https://github.com/jenkinsci/bitbucket-branch-source-plugin/pull/998. Whoever sends no token is told the same.
        when: |seen| {
            let said = seen.says(&[401, 403], "not permitted");
            said.or_else(|| seen.raises(&[401, 403], "AuthorisationException")).filter(|_| sent_token(seen))
        },
        what: "{p} knows the token, but its account may not see the repository: “{}”. It answers 401 for that too.",
        way_out: "Give the account, or the token, read permission for the repository; that is enough for build statuses.",
    },
    Rule {
        id: "token-expired",
        sure: Sure::Sure,
        when: |seen| {
            seen.says_one(&[401], &["token has expired", "token is expired", "token expired", "password has expired"])
        },
        what: "The token is no longer valid: “{}”.",
        way_out: "Create a new HTTP access token with read permission for the repository, and put it behind Bearer in the header \
                  Authorization.",
    },
    Rule {
        id: "token-scheme",
        sure: Sure::Likely,
        when: |seen| {
            let known = ["", "bearer", "basic"];
            seen.scheme().filter(|scheme| seen.is(&[401]) && !known.contains(&scheme.as_str()))
        },
        what: "The word in front of the token is “{}”, which {p} does not know.",
        way_out: "Write the header Authorization as Bearer, a space, and the token.",
    },
    Rule {
        id: "token-refused",
        sure: Sure::Sure,
        when: |seen| seen.raises(&[401], "IncorrectPasswordAuthenticationException").filter(|_| sent_token(seen)),
        what: "{p} does not know the token, or not any more (401): “{}”.",
        way_out: "Put an HTTP access token with read permission for the repository behind Bearer in the header Authorization. Tokens of a \
                  project or a repository work with Bearer only.",
    },
    Rule {
        id: "forged-form",
        sure: Sure::Sure,
        when: |seen| seen.says(&[403], "xsrf"),
        what: "{p} took the request for a forged form of a browser: “{}”.",
        way_out: "Under “Request headers”, set Content-Type to application/json, and add X-Atlassian-Token with the value no-check.",
    },
    Rule {
        id: "licence",
        sure: Sure::Likely,
        when: |seen| seen.says_one(&[401, 402, 403, 409, 503], &["license", "licence"]),
        what: "The licence of the server, or that of the account, stands in the way: “{}”.",
        way_out: "An administrator of {p} has to renew the licence, or to give the account a seat of it. A token of the repository needs no \
                  seat.",
    },
    Rule {
        id: "archived",
        sure: Sure::Likely,
        // https://confluence.atlassian.com/bitbucketserver/archive-a-repository-1128304317.html
        when: |seen| seen.says_one(&[403, 409], &["archived"]),
        what: "The repository is archived, so nothing can be written to it: “{}”.",
        way_out: "Take the repository out of the archive at {p}, or delete or pause the hooks.",
    },
    Rule {
        id: "read-only",
        sure: Sure::Likely,
        when: |seen| seen.says_one(&[403, 409, 503], &["read-only", "read only", "maintenance"]),
        what: "{p} takes nothing at present, since it is being maintained or is only a mirror: “{}”.",
        way_out: "Deploy again once that is over. A mirror never takes statuses: write the main server's address into “Server address”.",
    },
];

/// Whether a token was sent, and in a form that is read, so that an answer can be about it.
fn sent_token(seen: &Seen) -> bool {
    matches!(seen.token(), Some(Token::Hidden { .. })) && seen.scheme().is_none_or(|scheme| !scheme.is_empty())
}
