//! A delivery as the rules look at it.

use serde_json::Value;

use super::address::{Address, HashForm, Spot, hash_form};
use super::quote::{QUOTE_MAX, quote};
use crate::devopness::delivery::{Credential, Delivery, Token, header};
use crate::provider::Provider;
use crate::provider::status::Part;

/// The most texts of an answer that are looked at.
const TEXTS_MAX: usize = 200;
/// How many lists and objects around a text are looked into.
const DEPTH_MAX: usize = 8;

/// A delivery, its provider and what its answer says.
pub struct Seen<'a> {
    /// The delivery.
    pub delivery: &'a Delivery,
    /// The provider that it went to.
    pub provider: Option<&'static dyn Provider>,
    /// Where it went.
    pub address: Address<'a>,
    /// Where the hash stands in that address.
    pub spot: Spot<'a>,
    /// The answer's texts, each with the name of the innermost field that says what it is about.
    texts: Vec<(String, String)>,
}

impl<'a> Seen<'a> {
    /// Looks at a delivery that went to this provider. `spot` tells where the hash stands in the provider's addresses.
    pub fn new(
        delivery: &'a Delivery,
        provider: Option<&'static dyn Provider>,
        spot: impl Fn(&Address<'a>) -> Spot<'a>,
    ) -> Seen<'a> {
        let mut texts = Vec::new();
        match &delivery.response_body.json {
            Some(value) => collect("", value, &mut texts, 0),
            None => texts.push((String::new(), one_line(&delivery.response_body.raw))),
        }
        let address = Address::parse(&delivery.url);
        Seen { delivery, provider, spot: spot(&address), address, texts }
    }

    /// The provider's name.
    pub fn name(&self) -> &'static str {
        self.provider.map_or("the provider", |provider| provider.name())
    }

    /// The status code, 0 where there was no answer.
    pub fn status(&self) -> u16 {
        self.delivery.status.unwrap_or_default()
    }

    /// Whether the status code is one of these.
    pub fn is(&self, statuses: &[u16]) -> bool {
        statuses.contains(&self.status())
    }

    /// Whether the answer refuses what was asked for, and not who asks.
    pub fn refused(&self) -> bool {
        matches!(self.status(), 300..=399 | 400 | 404 | 405 | 409 | 410 | 411 | 414 | 422)
    }

    /// The answer's text that has this phrase in it, in whatever case, if one of these status codes came.
    pub fn says(&self, statuses: &[u16], phrase: &str) -> Option<String> {
        self.says_of(statuses, "", phrase)
    }

    /// Like [`Seen::says`], with the first of these phrases that the answer has.
    pub fn says_one(&self, statuses: &[u16], phrases: &[&str]) -> Option<String> {
        phrases.iter().find_map(|phrase| self.says(statuses, phrase))
    }

    /// Like [`Seen::says`], of a field. A text is about a field that it names, too.
    pub fn says_of(&self, statuses: &[u16], field: &str, phrase: &str) -> Option<String> {
        let phrase = phrase.to_ascii_lowercase();
        let about = |(name, text): &&(String, String)| {
            let lower = text.to_ascii_lowercase();
            lower.contains(&phrase) && (name == field || has_word(&lower, field))
        };
        let is_class = |(name, _): &&(String, String)| name == "exceptionName";
        // A class of the server's program tells people less than a sentence with the same word.
        let texts = self.texts.iter().filter(|text| !is_class(text)).chain(self.texts.iter().filter(is_class));
        let (name, text) = texts.filter(|_| self.is(statuses)).find(about)?;
        let of = if field.is_empty() || has_word(&text.to_ascii_lowercase(), field) {
            String::new()
        } else {
            [name, ": "].concat()
        };
        Some([of, around(text, &phrase)].concat())
    }

    /// What the answer says, in short: its first text, as providers put the most important one first.
    pub fn message(&self) -> String {
        let best = ["message", "error_description", "error", "detail", "reason"];
        let named = best.iter().find_map(|name| self.texts.iter().find(|(own, text)| own == name && !text.is_empty()));
        named
            .or(self.texts.iter().find(|(_, text)| !text.trim().is_empty()))
            .map_or(String::new(), |(_, text)| quote(text))
    }

    /// What the answer says, where it names this exception of the server's program.
    pub fn raises(&self, statuses: &[u16], exception: &str) -> Option<String> {
        let named = |(name, text): &(String, String)| name == "exceptionName" && text.ends_with(exception);
        (self.is(statuses) && self.texts.iter().any(named)).then(|| self.message())
    }

    /// The texts of the answer that stand under this name, joined by commas.
    pub fn listed(&self, name: &str) -> String {
        let texts = self.texts.iter().filter(|(own, _)| own == name).map(|(_, text)| text.as_str());
        quote(&texts.collect::<Vec<_>>().join(", "))
    }

    /// The object in the answer's list `errors` that is about this field and has one of these codes: its message, else the
    /// field and the code.
    pub fn error_of(&self, statuses: &[u16], field: &str, codes: &[&str]) -> Option<String> {
        let errors = self.delivery.response_body.json.as_ref()?.get("errors")?.as_array()?;
        let text = |error: &Value, name: &str| error.get(name).and_then(Value::as_str).unwrap_or_default().to_string();
        let is = |error: &&Value| text(error, "field") == field && codes.contains(&text(error, "code").as_str());
        let error = errors.iter().filter(|_| self.is(statuses)).find(is)?;
        let message = text(error, "message");
        Some(quote(&if message.is_empty() { [field, ": ", &text(error, "code")].concat() } else { message }))
    }

    /// Whether a page for people came, and no answer of an API.
    pub fn is_page(&self) -> bool {
        let start = self.delivery.response_body.raw.trim_start().get(..9).unwrap_or_default().to_ascii_lowercase();
        start.starts_with("<!doctype") || start.starts_with("<html")
    }

    /// A header of the request.
    pub fn sent(&self, name: &str) -> Option<&str> {
        header(&self.delivery.request_headers, name)
    }

    /// A header of the answer.
    pub fn got(&self, name: &str) -> Option<&str> {
        header(&self.delivery.response_headers, name)
    }

    /// What stands in the place of the hash, and the text itself.
    pub fn hash(&self) -> Option<(HashForm, &'a str)> {
        match self.spot {
            Spot::Hash(text) => Some((hash_form(text), text)),
            _ => None,
        }
    }

    /// Whether the address has a whole hash in its place, so that it can only be wrong in other ways.
    pub fn hash_is_whole(&self) -> bool {
        matches!(self.hash(), Some((HashForm::Whole, _)))
    }

    /// A part of the status in the request's body: the field's name and its text. A part may stand in several fields: the
    /// longest counts.
    pub fn part(&self, part: Part) -> Option<(&'static str, &str)> {
        let provider = self.provider?;
        let fields = provider.fields().iter().filter(|field| provider.part(field) == Some(part));
        fields
            .filter_map(|field| Some((*field, self.delivery.request_body.field(field)?)))
            .max_by_key(|(_, text)| text.chars().count())
    }

    /// A part that is longer than the provider takes, as “name has 50 characters, 40 are possible”.
    pub fn too_long(&self, part: Part) -> Option<String> {
        let (field, text) = self.part(part)?;
        let (_, max) = self.provider?.limits().iter().find(|(limited, _)| *limited == part)?;
        let count = text.chars().count();
        (count > *max).then(|| {
            ["“", field, "” has ", &count.to_string(), " characters, ", &max.to_string(), " are possible"].concat()
        })
    }

    /// What is left of the token.
    pub fn token(&self) -> Option<&Token> {
        self.delivery.credential.as_ref().map(|credential| &credential.token)
    }

    /// How the request said who sent it.
    pub fn credential(&self) -> Option<&Credential> {
        self.delivery.credential.as_ref()
    }

    /// The word in front of the token in the header `Authorization`, in lower case. None where there was no such token.
    pub fn scheme(&self) -> Option<String> {
        let credential =
            self.credential().filter(|credential| credential.header.eq_ignore_ascii_case("authorization"))?;
        matches!(credential.token, Token::Hidden { .. }).then(|| credential.scheme.to_ascii_lowercase())
    }

    /// Whether the token was of this form and sent with this word in front.
    pub fn sent_as(&self, scheme: &str, prefix: &str) -> bool {
        self.credential().is_some_and(|credential| {
            let form =
                matches!(credential.token, Token::Hidden { form: Some(form), .. } if form.prefix.starts_with(prefix));
            credential.scheme.eq_ignore_ascii_case(scheme) && form
        })
    }
}

/// Whether a text has this word, and not only as a part of a longer one. Every text has none.
fn has_word(text: &str, word: &str) -> bool {
    let inner = |c: char| c.is_ascii_alphanumeric() || c == '_';
    text.match_indices(word)
        .any(|(at, _)| !text[..at].ends_with(inner) && !text[at + word.len()..].starts_with(inner) || word.is_empty())
}

/// A long text around the phrase that counts.
fn around(text: &str, phrase: &str) -> String {
    let at = text.to_ascii_lowercase().find(phrase).unwrap_or(0);
    let before = text.get(..at).unwrap_or_default();
    if before.len() + phrase.len() <= QUOTE_MAX {
        return quote(text);
    }
    let start = before.char_indices().rev().nth(60).map_or(0, |(at, _)| at);
    ["…", &quote(&text[start..])].concat()
}

/// A text of several lines as one.
fn one_line(text: &str) -> String {
    let lines = text.split(['\r', '\n', '\t']).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join(" ")
}

fn collect(name: &str, value: &Value, texts: &mut Vec<(String, String)>, depth: usize) {
    if texts.len() >= TEXTS_MAX || depth > DEPTH_MAX {
        return;
    }
    match value {
        Value::Object(fields) => fields.iter().for_each(|(inner, value)| collect(inner, value, texts, depth + 1)),
        Value::Array(items) => items.iter().for_each(|item| collect(name, item, texts, depth + 1)),
        Value::String(text) => texts.push((name.to_string(), one_line(text))),
        Value::Number(number) => texts.push((name.to_string(), number.to_string())),
        _ => {}
    }
}
