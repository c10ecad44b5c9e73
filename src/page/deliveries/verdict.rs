//! What became of a delivery, as a light and a few words.

use crate::devopness::delivery::Delivery;
use crate::doctor::diagnosis::{Diagnosis, FINE, diagnose};
use crate::provider::Provider;
use crate::provider::refusal::Sure;

/// What became of a delivery.
#[derive(Clone)]
pub struct Verdict {
    /// The colour, as a style hook.
    pub light: &'static str,
    /// Status code and cause, in a few words.
    pub words: String,
    /// The whole diagnosis.
    pub diagnosis: Diagnosis,
}

impl Verdict {
    /// Works it out.
    pub fn of(delivery: &Delivery, provider: Option<&'static dyn Provider>) -> Verdict {
        let diagnosis = diagnose(delivery, provider);
        let taken = delivery.status.is_some_and(|status| (200..300).contains(&status));
        let light = match diagnosis.sure {
            _ if diagnosis.cause == FINE => "good",
            // It was taken, but did not do what it should.
            _ if taken => "waiting",
            Sure::Unknown => "neutral",
            _ => "bad",
        };
        let code = delivery.status.map_or_else(|| "no answer".to_string(), |status| status.to_string());
        let cause = match diagnosis.cause {
            FINE => "as it should be".to_string(),
            "unknown" => "cause not known".to_string(),
            // It would say the same twice.
            "no-answer" if delivery.status.is_none() => String::new(),
            cause => cause.strip_prefix("received-").unwrap_or(cause).replace('-', " "),
        };
        let words = if cause.is_empty() { code } else { [&code, " · ", &cause].concat() };
        Verdict { light, words, diagnosis }
    }
}

/// How sure it is, in one sentence.
pub fn sure(sure: Sure) -> &'static str {
    match sure {
        Sure::Sure => "Sure: the delivery shows it.",
        Sure::Likely => "Likely: it fits what the delivery shows, but something else may fit as well.",
        Sure::Unknown => "This page cannot tell. What it has to go by stands below.",
    }
}
