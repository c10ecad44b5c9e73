//! Requests that got no answer. What Devopness records then is not documented: the words are those that common programs for
//! HTTP have for it, looked for in the place of the answer's body.

use crate::provider::refusal::{Rule, Seen, Sure, quote};

/// The rules for deliveries without a status code.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "address-twice",
        sure: Sure::Sure,
        when: |seen| {
            let host = seen.address.host.as_str();
            let twice = matches!(host, "http" | "https") && seen.address.path.first().is_some_and(|s| s.is_empty());
            (twice && !(200..300).contains(&seen.status())).then(|| quote(&seen.delivery.url))
        },
        what: "The address has its beginning twice: “{}”. The host in it is “https”, which is none.",
        way_out: "Open the set in the form and save it: the form writes whole addresses. By hand, write the target URL with one \
                  “https://”.",
    },
    Rule {
        id: "name-not-found",
        sure: Sure::Likely,
        when: |seen| {
            failed(
                seen,
                &["resolve host", "getaddrinfo", "name or service not known", "enotfound", "nxdomain", "curl error 6:"],
            )
        },
        what: "The host's name could not be found: “{}”.",
        way_out: "Correct the host: in the form it comes from “Repository”, or from “Server address”. A name that only your own \
                  network knows cannot be reached by Devopness.",
    },
    Rule {
        id: "tls",
        sure: Sure::Likely,
        when: |seen| failed(seen, &["certificate", "ssl", "tls", "x509", "curl error 60:", "curl error 35:"]),
        what: "No secure connection to the host came about: “{}”.",
        way_out: "The server's certificate must be valid, complete with those between, and issued for this host by an authority \
                  that everybody trusts. A hook has a field “verify_ssl”, but the vendor documents no way to set it.",
    },
    Rule {
        id: "timed-out",
        sure: Sure::Likely,
        when: |seen| failed(seen, &["timed out", "timeout", "etimedout", "curl error 28:"]),
        what: "No answer came in time: “{}”. The status may have arrived all the same.",
        way_out: "Look at the commit. If the status is not there, check that the server can be reached from the internet: a \
                  firewall that drops requests looks just like this.",
    },
    Rule {
        id: "connection-refused",
        sure: Sure::Likely,
        when: |seen| {
            failed(
                seen,
                &[
                    "connection refused",
                    "econnrefused",
                    "failed to connect",
                    "couldn't connect",
                    "could not connect",
                    "connection reset",
                    "unreachable",
                    "curl error 7:",
                ],
            )
        },
        what: "The host took no connection: “{}”.",
        way_out: "Check the host and its port in “Server address”, and that the server can be reached from the internet.",
    },
    Rule {
        id: "private-host",
        sure: Sure::Likely,
        when: |seen| (seen.status() == 0 && seen.address.is_private()).then(|| quote(&seen.address.host)),
        what: "No answer is recorded, and “{}” is a host that only its own network knows. Devopness sends from the internet.",
        way_out: "Write the server's public address into “Server address”, and let the requests of Devopness through the firewall.",
    },
    Rule {
        id: "no-answer",
        sure: Sure::Unknown,
        when: |seen| (seen.status() == 0).then(|| quote(&seen.delivery.response_body.raw)),
        what: "No answer is recorded. The vendor does not document when that happens: the name, the connection or the \
               certificate may have failed, no answer may have come in time, or the request may not have been sent yet.",
        way_out: "Look again in a minute. If there is still no answer, open the host of the address from outside your own network, \
                  and look at its certificate.",
    },
];

/// A phrase for a failure, in the place of the answer.
fn failed(seen: &Seen, phrases: &[&str]) -> Option<String> {
    phrases.iter().find_map(|phrase| seen.says(&[0], phrase))
}
