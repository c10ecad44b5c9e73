//! Who GitHub lets in: policies of organisations, accounts and apps that may do nothing, repositories that are closed. The words
//! are those of answers that public issues quote, named at each, or of GitHub's documentation.

use crate::provider::refusal::{Rule, Seen, Sure, quote};

/// The rules, those of the narrower words first.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "app-not-approved",
        sure: Sure::Sure,
        // https://github.com/gitbutlerapp/gitbutler/issues/8594
        when: |seen| seen.says_one(&[403], &["oauth app access restrictions", "third-party application restrictions"]),
        what: "The organisation lets in only apps that an owner has approved, and the one behind this token is not among them: \
               “{}”.",
        way_out: "An owner of the organisation has to approve the app: at {p}, in the organisation's Settings, under Third-party Access, \
                  OAuth app policy. Whoever connected the credential can ask for it in their own Settings, under Applications.",
    },
    Rule {
        id: "address-not-allowed",
        sure: Sure::Sure,
        // https://github.com/microsoft/PullRequestQuantifier/issues/118
        when: |seen| seen.says_one(&[403], &["ip allow list", "ip address is not permitted"]),
        what: "The organisation lets in only the addresses on its list, and the one that Devopness sends from is not among them: “{}”.",
        way_out: "An owner of the organisation has to add the addresses of Devopness: at {p}, in the organisation's Settings, under \
                  Authentication security, IP allow list. Devopness documents no addresses, so ask its support for them.",
    },
    Rule {
        id: "token-lives-too-long",
        sure: Sure::Sure,
        // https://github.com/NixOS/org/issues/247
        when: |seen| seen.says(&[403], "lifetime is greater than"),
        what: "The organisation takes no token that lives as long as this one: “{}”.",
        way_out: "Give the token an earlier end, on the page that the answer names, or create one that ends in time. A new one belongs \
                  into the header Authorization, or into the application's credential.",
    },
    Rule {
        id: "token-kind-forbidden",
        sure: Sure::Sure,
        // https://github.com/git-town/git-town/issues/4609 and https://github.com/mislav/hub/issues/3363
        when: |seen| seen.says(&[403], "forbids access via a personal access token"),
        what: "The organisation takes no personal tokens of this kind: “{}”.",
        way_out: "Use one of the kinds that the answer names: in the header Authorization, or as the application's credential in Devopness.",
    },
    Rule {
        id: "single-sign-on",
        sure: Sure::Sure,
        // https://docs.github.com/en/rest/authentication/authenticating-to-the-rest-api, “X-GitHub-SSO”
        when: sign_on,
        what: "The organisation wants tokens to be allowed by single sign-on (SAML): “{}”.",
        way_out: "Open the page that the answer names, signed in as the token's account, and authorise the token; the page works for an \
                  hour. Else, at {p}, under Settings, Developer settings or Applications, authorise it for the organisation.",
    },
    Rule {
        id: "account-outside",
        sure: Sure::Sure,
        // https://docs.github.com/en/enterprise-cloud@latest/admin/concepts/identity-and-access-management/enterprise-managed-users
        when: |seen| seen.says(&[403], "enterprise managed user"),
        what: "The account behind the token belongs to an enterprise, and may only work in repositories of that enterprise: “{}”.",
        way_out: "Use the token of an account outside the enterprise that may write to this repository.",
    },
    Rule {
        id: "account-blocked",
        sure: Sure::Sure,
        // https://docs.github.com/en/site-policy/acceptable-use-policies/github-appeal-and-reinstatement
        when: |seen| {
            seen.says_one(
                &[401, 403],
                &[
                    "account was suspended",
                    "account is suspended",
                    "account has been suspended",
                    "account has been flagged",
                    "account has been blocked",
                ],
            )
        },
        what: "The account behind the token is suspended: “{}”.",
        way_out: "Whoever it belongs to has to ask {p}'s support, or the owner of the enterprise, to let it in again. Until then use the \
                  token of another account.",
    },
    Rule {
        id: "app-suspended",
        sure: Sure::Sure,
        // https://docs.github.com/en/apps/using-github-apps/reviewing-and-modifying-installed-github-apps
        when: |seen| seen.says(&[403], "installation has been suspended"),
        what: "The GitHub App behind the token was suspended where the repository is: “{}”.",
        way_out: "An owner of the organisation can unsuspend it: at {p}, in the organisation's Settings, under GitHub Apps, Configure.",
    },
    Rule {
        id: "too-many-logins",
        sure: Sure::Sure,
        // https://docs.github.com/en/rest/authentication/authenticating-to-the-rest-api, “Failed login limit”
        when: |seen| seen.says(&[403], "login attempts exceeded"),
        what: "{p} has had too many wrong tokens for now, and takes none from there for a while: “{}”.",
        way_out: "Put a valid token into the header Authorization, or connect the application's credential again. Then wait a few minutes \
                  and deploy again.",
    },
    Rule {
        id: "two-factor-missing",
        sure: Sure::Sure,
        // https://docs.github.com/en/rest/authentication/authenticating-to-the-rest-api
        when: |seen| seen.says_one(&[401, 403], &["two-factor authentication", "otp code"]),
        what: "{p} wants two-factor authentication: “{}”.",
        way_out: "Switch it on for the account behind the token, at {p}. A password in place of a token is never taken: write the header \
                  Authorization as Bearer, a space, and a token.",
    },
    Rule {
        id: "archived",
        sure: Sure::Sure,
        // https://github.com/gitpod-io/gitpod/issues/3978
        when: |seen| seen.says_one(&[403], &["was archived", "archived so is read-only"]),
        what: "The repository is archived, so nothing can be written to it: “{}”.",
        way_out: "Unarchive the repository at {p}, or delete or pause the hooks.",
    },
    Rule {
        id: "repository-locked",
        sure: Sure::Sure,
        // https://docs.github.com/en/migrations/overview/about-locked-repositories
        when: |seen| seen.says(&[403], "locked for migration"),
        what: "The repository is locked, since it was moved to another place: “{}”.",
        way_out: "Write the address of the repository's new place into “Repository”, and update the set. If the move was given up, an owner \
                  can unlock it.",
    },
    Rule {
        id: "repository-blocked",
        sure: Sure::Sure,
        // https://developer.github.com/changes/2016-03-17-the-451-status-code-is-now-supported/
        when: blocked,
        what: "{p} has closed the repository to everybody: “{}”.",
        way_out: "Nothing can be written there. Its owner can see why at {p}, and answer it.",
    },
    Rule {
        id: "repository-empty",
        sure: Sure::Sure,
        // https://docs.github.com/en/rest/git/commits
        when: |seen| seen.says(&[409], "repository is empty"),
        what: "The repository has no commits yet: “{}”. So it has none that could show a status.",
        way_out: "Push the commits to it first. If they are in another repository, write that one into “Repository”.",
    },
    Rule {
        id: "moved",
        sure: Sure::Sure,
        // https://developer.github.com/changes/2015-04-17-preview-repository-redirects/
        when: |seen| {
            let to = seen.got("location").map(quote).or_else(|| seen.says(&[301, 302, 307, 308], "/repositories/"))?;
            (seen.is(&[301, 302, 307, 308]) && to.contains("/repositories/")).then_some(to)
        },
        what: "The repository was renamed or moved: {p} knows it by its number at “{}”. A request that writes is not sent on by itself.",
        way_out: "Write the repository's present address into “Repository”, and update the set. Opened in a browser, its old address leads \
                  there.",
    },
];

/// The words for single sign-on, with the page that authorises the token.
fn sign_on(seen: &Seen) -> Option<String> {
    let header =
        seen.got("x-github-sso").filter(|_| seen.is(&[403])).and_then(|value| value.strip_prefix("required; url="));
    let said = seen.says(&[403], "saml enforcement");
    if header.is_none() && said.is_none() {
        return None;
    }
    Some(quote(&format!("{} {}", said.unwrap_or_default(), header.unwrap_or_default())))
}

/// The words for a repository that was closed, with why and where that stands.
fn blocked(seen: &Seen) -> Option<String> {
    let phrases = [
        "repository access blocked",
        "repository has been disabled",
        "unavailable due to",
        "trade controls",
        "dmca takedown",
    ];
    let said = seen.says_one(&[403, 451], &phrases).or_else(|| seen.is(&[451]).then(|| seen.message()))?;
    let reason = [seen.listed("reason"), seen.listed("html_url")].join(" ");
    Some(if reason.trim().is_empty() { said } else { quote(&format!("{said} ({})", reason.trim())) })
}
