//! Why a delivery did not bring what it should have: [`diagnose`].
//!
//! A diagnosis is the first [`Rule`] that fits. It is sure where nothing else can have made this delivery: the provider's own
//! words for this cause alone, or something in the request that no provider takes. What only goes by a status code stands
//! last, and gives way to all that says more. Rules that only one provider has stand in its own folder
//! ([`crate::provider::refusal::causes`]); those here need no provider's words. What the vendor of Devopness records of a request that got
//! no answer, and what it answers to a request that it does not want, is documented nowhere: those rules say that they guess.

mod look;
mod no_answer;
mod received;
mod request;
mod status;
mod taken;
mod wait;

use crate::devopness::delivery::Delivery;
use crate::devopness::hook::Direction;
use crate::provider::Provider;
use crate::provider::refusal::{Rule, Seen, Sure, fill, quote};

/// What became of a delivery, why, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnosis {
    /// A short name of the cause that never changes.
    pub cause: &'static str,
    /// What happened, in full sentences.
    pub what: String,
    /// What to do next, in full sentences; empty where there is nothing to do.
    pub way_out: String,
    /// The page of the provider that the answer names for it.
    pub page: Option<String>,
    /// How sure it is.
    pub sure: Sure,
    /// What of the delivery it rests on, the most telling first.
    pub evidence: Vec<Evidence>,
}

/// A piece of a delivery, for one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Where it stands.
    pub place: &'static str,
    /// What stands there.
    pub text: String,
}

/// The cause of a delivery that is as it should be.
pub const FINE: &str = "fine";

/// The rules for what an outgoing hook has sent, in the order in which they are tried around the provider's own.
const BEFORE: &[&[Rule]] = &[no_answer::RULES, taken::RULES];
const BETWEEN: &[&[Rule]] = &[status::LIMITS, request::RULES];
const AFTER: &[&[Rule]] = &[status::RULES];

/// Works out what became of a delivery. `provider` is whose it should be; its address says it better, where it does.
pub fn diagnose(delivery: &Delivery, provider: Option<&'static dyn Provider>) -> Diagnosis {
    let (seen, causes) = look::look(delivery, provider);
    let rules: Vec<&[Rule]> = if delivery.direction == Direction::Incoming {
        vec![received::RULES]
    } else {
        let first = causes.map_or(&[][..], |causes| causes.rules());
        let last = causes.map_or(&[][..], |causes| causes.guesses());
        [BEFORE, first, BETWEEN, &[last], AFTER].concat()
    };
    let found = rules.into_iter().flatten().find_map(|rule| Some((rule, (rule.when)(&seen)?)));
    let (rule, shown) = found.unwrap_or((&UNKNOWN, seen.message()));
    Diagnosis {
        cause: rule.id,
        what: fill(rule.what, &seen, &shown),
        way_out: fill(rule.way_out, &seen, &shown),
        page: look::page(&seen, causes, &shown),
        sure: rule.sure,
        evidence: evidence(&seen, &shown),
    }
}

/// When no rule fits.
const UNKNOWN: Rule = Rule {
    id: "unknown",
    sure: Sure::Unknown,
    when: |_| None,
    what: "This page cannot tell why it was not taken.",
    way_out: "Read the answer below: it may say more. The cURL of this delivery sends the same request by hand, so that you can \
              try it with another token or another value.",
};

fn evidence(seen: &Seen, shown: &str) -> Vec<Evidence> {
    let status = match seen.status() {
        0 => "none".to_string(),
        status => status.to_string(),
    };
    let credential = match seen.credential() {
        Some(credential) => credential.shown(),
        None => "no header and no part of the address carries one".into(),
    };
    let all = [
        ("What shows it", quote(shown)),
        ("Status code", status),
        ("Answer", seen.message()),
        ("Address", quote(&seen.delivery.url)),
        ("Token", quote(&credential)),
    ];
    let mut evidence: Vec<Evidence> = Vec::new();
    for (place, text) in all {
        // The token of an incoming hook's request is its signature, of which its own rules speak.
        let other = place == "Token" && seen.delivery.direction == Direction::Incoming;
        if !text.is_empty() && !other && evidence.iter().all(|known| known.text != text) {
            evidence.push(Evidence { place, text });
        }
    }
    evidence
}

#[cfg(test)]
mod tests;
