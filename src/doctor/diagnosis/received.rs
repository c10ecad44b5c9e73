//! Requests that an incoming hook has received.
//!
//! The vendor documents that such a request may be answered with 200, 403, 404 and 422, and little of why
//! (`POST /hooks/{hook_id}/trigger` in its API description). So what stands here is mostly likely, and says so.

use super::FINE;
use crate::provider::refusal::causes::CAUSES;
use crate::provider::refusal::{Rule, Seen, Sure, quote};

/// The rules for deliveries of incoming hooks.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "received-ping",
        sure: Sure::Sure,
        when: |seen| {
            let mut events = CAUSES.iter().filter_map(|c| Some((c, c.event_of(&seen.delivery.request_headers)?)));
            let ping = events.find(|(causes, event)| causes.pings().contains(event));
            ping.filter(|_| seen.delivery.entry.action_id.is_none()).map(|(_, event)| quote(event))
        },
        what: "This was only the provider's try (“{}”), as it sends one when a webhook is added. It has no commit, so there is \
               nothing to deploy.",
        way_out: "",
    },
    Rule {
        id: FINE,
        sure: Sure::Sure,
        when: |seen| {
            let action = seen.delivery.entry.action_id.filter(|_| taken(seen))?;
            Some(action.to_string())
        },
        what: "Devopness took it and started the deploy {}.",
        way_out: "",
    },
    Rule {
        id: "received-without-deploy",
        sure: Sure::Likely,
        when: |seen| taken(seen).then(|| seen.message()),
        what: "Devopness took it, but no deploy is recorded for it. Most likely a condition of the hook was not met, such as the one \
               for the branch. The vendor does not document this.",
        way_out: "Compare the hook's conditions with the request's body below: the value at each path must be one of those that are \
                  accepted.",
    },
    Rule {
        id: "received-unsigned",
        sure: Sure::Likely,
        when: |seen| (seen.is(&[400, 401, 403]) && signature(seen).is_none()).then(|| seen.message()),
        what: "Devopness did not let it in, and the request has no signature. Most likely the hook requires a secret, and the \
               provider was not given it. The vendor does not document this.",
        way_out: "Put the hook's secret into the webhook's settings at the provider. It was shown once, when the hook was created; \
                  if it is lost, create the hook anew. A provider that cannot sign in this way needs a hook without a secret.",
    },
    Rule {
        id: "received-wrong-signature",
        sure: Sure::Likely,
        when: |seen| if seen.is(&[400, 401, 403]) { signature(seen) } else { None },
        what: "Devopness did not let it in, although the request is signed (“{}”). Most likely the secrets at both ends differ, or \
               the hook looks for the signature in another header. The vendor does not document this.",
        way_out: "Put the hook's secret into the webhook's settings at the provider again. The header that the hook reads must be the \
                  one that the request has.",
    },
    Rule {
        id: "received-without-variable",
        sure: Sure::Likely,
        when: |seen| seen.is(&[422]).then(|| seen.message()),
        what: "Devopness found something missing or wrong in the request: “{}”. Most likely a variable that the hook requires was not \
               found in the body. The vendor does not document this.",
        way_out: "Compare the paths of the hook's variables with the request's body below. Each kind of event has another body: let \
                  the webhook send only the one that the hook is made for.",
    },
    Rule {
        id: "received-gone",
        sure: Sure::Likely,
        when: |seen| seen.is(&[404, 410]).then(|| seen.message()),
        what: "Devopness did not find the hook, its pipeline, or the branch or commit to deploy.",
        way_out: "Compare the webhook's address at the provider with the hook's. If they agree, see whether the hook is active, and \
                  whether the repository has what the request names.",
    },
    Rule {
        id: "received-not-json",
        sure: Sure::Likely,
        when: |seen| {
            let media = seen.sent("Content-Type").unwrap_or_default();
            let form = media.to_ascii_lowercase().contains("form");
            (seen.is(&[415]) || seen.is(&[400]) && form).then(|| quote(media))
        },
        what: "Devopness could not read the request's body: its content type is “{}”.",
        way_out: "In the webhook's settings at the provider, choose application/json as the content type.",
    },
    Rule {
        id: "received-too-often",
        sure: Sure::Likely,
        when: |seen| seen.is(&[429]).then(|| seen.message()),
        what: "Devopness had too many requests for now.",
        way_out: "Send the request again from the webhook's page at the provider, in a minute.",
    },
    Rule {
        id: "received-devopness-down",
        sure: Sure::Likely,
        when: |seen| (500..600).contains(&seen.status()).then(|| seen.message()),
        what: "Devopness failed. It is not your fault.",
        way_out: "Send the request again from the webhook's page at the provider, in a while.",
    },
];

fn taken(seen: &Seen) -> bool {
    (200..300).contains(&seen.status())
}

/// The header that signs the request.
fn signature(seen: &Seen) -> Option<String> {
    let mut headers = seen.delivery.request_headers.iter();
    let signed =
        headers.find(|header| header.name.to_ascii_lowercase().contains("signature") && !header.value.is_empty());
    signed.map(|header| quote(&header.name))
}
