//! What a status code says by itself, of whichever provider.

use crate::provider::refusal::{Rule, Seen, Sure, quote};

/// Limits on calls: they come before what is wrong with a request, since it was not looked at.
pub(super) const LIMITS: &[Rule] = &[Rule {
    id: "rate-limit",
    sure: Sure::Sure,
    when: |seen| {
        let words = [
            "rate limit",
            "too many requests",
            "retry later",
            "abuse detection",
            "too many times",
            "temporarily blocked from",
        ];
        let said = seen.says_one(&[403, 429], &words);
        let none_left = ["x-ratelimit-remaining", "ratelimit-remaining"].iter().any(|name| seen.got(name) == Some("0"));
        let wait = seen.wait();
        let limited =
            seen.is(&[429]) || seen.is(&[403]) && (none_left || seen.got("retry-after").is_some() || said.is_some());
        limited.then(|| wait.or(said).unwrap_or_else(|| "no calls are left".into()))
    },
    what: "{p} had too many requests for now, from this token or this address: {}.",
    way_out: "Deploy again later, an hour from then at the latest: the vendor documents no way to send a delivery again. If it comes \
              often, use a token that nothing else uses, in the header Authorization under “Request headers”.",
}];

/// The rules for what is left.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "sign-in",
        sure: Sure::Likely,
        when: |seen| {
            let words = ["login", "signin", "sign_in", "sso", "saml", "oauth", "adfs"];
            moved(seen).filter(|to| words.iter().any(|word| to.to_ascii_lowercase().contains(word)))
        },
        what: "The server led to its sign-in page: “{}”. Something in front of {p} lets nobody through that has not signed in.",
        way_out: "Let the addresses of the API through without a sign-in page, or ask who runs the server for an address that does.",
    },
    Rule {
        id: "moved",
        sure: Sure::Likely,
        when: moved,
        what: "{p} says that what was asked for is somewhere else: “{}”. Either the repository was renamed or moved, or the host \
               has another address. A request that writes is not sent on by itself.",
        way_out: "Write the repository's present address into “Repository”, or the host's into “Server address”, and update the set.",
    },
    Rule {
        id: "blocked",
        sure: Sure::Likely,
        when: |seen| {
            (seen.is(&[401, 403, 406, 407, 451]) && seen.is_page()).then(|| quote(&seen.delivery.response_body.raw))
        },
        what: "A web page refused the request, and not the API: a firewall or a proxy in front of {p}, or a list of addresses that \
               may call it.",
        way_out: "Ask who runs the server to let the requests of Devopness through.",
    },
    Rule {
        id: "token-refused",
        sure: Sure::Sure,
        when: |seen| seen.is(&[401]).then(|| seen.message()),
        what: "{p} does not know the token, or not any more (401).",
        way_out: "Connect the application's credential at the provider again, in Devopness. If the hook has a token of your own, put a \
                  new one into the header Authorization, with the right word in front.",
    },
    Rule {
        id: "no-permission",
        sure: Sure::Likely,
        when: |seen| seen.is(&[403]).then(|| seen.message()),
        what: "{p} knows the token, but it may not write a commit's status here (403).",
        way_out: "Give the account behind the token write access to the repository, and the token the scope for commit statuses.",
    },
    Rule {
        id: "not-found",
        sure: Sure::Likely,
        when: |seen| seen.is(&[404, 410]).then(|| quote(&seen.delivery.url)),
        what: "{p} finds nothing at this address: “{}”. It also says so of what the token may not see.",
        way_out: "Check “Repository” letter by letter, then whether the account behind the token can see it.",
    },
    Rule {
        id: "method",
        sure: Sure::Likely,
        when: |seen| seen.is(&[405]).then(|| quote(&seen.delivery.url)),
        what: "This address takes no POST: “{}”. So it is hardly the one that takes a commit's status.",
        way_out: "Open the set in the form, check “Repository”, and save it: the form writes the whole address.",
    },
    Rule {
        id: "conflict",
        sure: Sure::Likely,
        when: |seen| seen.is(&[409, 423]).then(|| seen.message()),
        what: "{p} was busy with the same thing at this moment.",
        way_out: "See whether the commit shows the status. If it does not, deploy again.",
    },
    Rule {
        id: "too-large",
        sure: Sure::Likely,
        when: |seen| seen.is(&[413, 414, 431]).then(|| seen.message()),
        what: "The request is larger than {p} takes.",
        way_out: "Shorten the texts of the set, and take out variables whose values can be long.",
    },
    Rule {
        id: "provider-down",
        sure: Sure::Likely,
        when: |seen| (500..600).contains(&seen.status()).then(|| seen.message()),
        what: "{p} failed, or something in front of it did. It is not your fault.",
        way_out: "See the provider's status page. Deploy again once it works: the vendor documents no way to send a delivery again.",
    },
];

/// Where a redirect leads.
fn moved(seen: &Seen) -> Option<String> {
    let to = || seen.got("location").map_or_else(|| seen.message(), quote);
    ((300..400).contains(&seen.status()) && seen.status() != 304).then(to)
}
