//! One thing that can be wrong with a delivery.

use super::seen::Seen;

/// How sure a diagnosis is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sure {
    /// The delivery shows it.
    Sure,
    /// It fits what the delivery shows, but something else may fit as well.
    Likely,
    /// It cannot be told.
    Unknown,
}

impl Sure {
    /// A word for it, for people and as a style hook.
    pub fn word(self) -> &'static str {
        match self {
            Sure::Sure => "sure",
            Sure::Likely => "likely",
            Sure::Unknown => "unknown",
        }
    }
}

/// One thing that can be wrong. Rules are tried in order, and the first that fits is the diagnosis.
///
/// In both texts, `{}` becomes what shows it, `{p}` the provider's name and `{key}` what the provider calls the status key.
pub struct Rule {
    /// A short name that never changes. Rules of several providers for the same thing share one.
    pub id: &'static str,
    /// How sure it is.
    pub sure: Sure,
    /// What shows it, if the delivery does: a quotation from the delivery, which may be empty.
    pub when: fn(&Seen) -> Option<String>,
    /// What happened.
    pub what: &'static str,
    /// What to do next.
    pub way_out: &'static str,
}

/// Fills a rule's text in.
pub fn fill(text: &str, seen: &Seen, quote: &str) -> String {
    let mut out = String::new();
    // The text around it ends the sentence itself.
    let quote = quote.trim_end_matches('.');
    // Where there is nothing to quote, nothing is announced.
    let bare = if quote.is_empty() {
        text.replace(" (“{}”)", "").replace(": “{}”", "").replace(": {}", "")
    } else {
        text.into()
    };
    let mut rest = bare.as_str();
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        match name {
            "" => out.push_str(quote),
            "p" => out.push_str(seen.name()),
            "key" => out.push_str(seen.provider.map_or("key", |provider| provider.key_term())),
            // A variable in a text, such as {{ action.id }}.
            other => out.push_str(&["{", other, "}"].concat()),
        }
        rest = after;
    }
    out.push_str(rest);
    // Without its name, the provider may begin a sentence.
    match out.strip_prefix("the provider") {
        Some(end) => ["The provider", end].concat().replace(". the provider", ". The provider"),
        None => out.replace(". the provider", ". The provider"),
    }
}
