//! What can go wrong with a call of the API, told apart as far as a browser can, each with the next step.

use serde_json::Value;

/// Why a call failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ApiError {
    /// The browser says that it has no network.
    Offline,
    /// The browser gave no answer: refused connection, failed name, CORS, a blocker. It hides which.
    NoAnswer,
    /// No answer within the limit, in seconds.
    TimedOut(u32),
    /// The API answered with an error status.
    Refused {
        /// The HTTP status.
        status: u16,
        /// The API's own words, if it had any.
        message: String,
        /// The API's words on single fields: its key, which may be empty, and a text.
        fields: Vec<(String, String)>,
        /// How many seconds to wait, when the API says so and the browser may read it.
        retry_after: Option<u32>,
    },
    /// A good status, but no JSON.
    NotJson {
        /// The HTTP status.
        status: u16,
    },
    /// An answer so long that it was not read to its end.
    TooLong {
        /// The HTTP status.
        status: u16,
    },
    /// A good status and JSON, but not of the kind that was asked for.
    Unexpected {
        /// The HTTP status.
        status: u16,
    },
}

/// The most characters of an answer's text that are kept: what is longer helps nobody.
const TEXT_MAX: usize = 500;
/// The most single messages that are kept.
const FIELDS_MAX: usize = 50;

impl ApiError {
    /// Reads an error answer. Its shape differs between the vendor's texts, schema and examples: `errors` may be an
    /// object or a list, of lists, objects or texts. Nothing is refused.
    pub fn from_answer(status: u16, body: Option<Value>, retry_after: Option<&str>) -> ApiError {
        let message = body.as_ref().and_then(|b| b.get("message")).and_then(Value::as_str).map(cut).unwrap_or_default();
        let mut fields = Vec::new();
        match body.as_ref().and_then(|b| b.get("errors")) {
            Some(Value::Object(by_key)) => {
                for (key, value) in by_key {
                    collect(&cut(key), value, &mut fields, 0);
                }
            }
            Some(other) => collect("", other, &mut fields, 0),
            None => {}
        }
        ApiError::Refused { status, message, fields, retry_after: retry_after.and_then(|s| s.trim().parse().ok()) }
    }

    /// Whether the server may have acted although no answer came: then sending again could make a duplicate.
    pub fn answer_lost(&self) -> bool {
        matches!(
            self,
            ApiError::NoAnswer
                | ApiError::TimedOut(_)
                | ApiError::NotJson { .. }
                | ApiError::TooLong { .. }
                | ApiError::Unexpected { .. }
        ) || matches!(self, ApiError::Refused { status, .. } if (500..600).contains(status))
    }

    /// What happened, in one sentence.
    pub fn what(&self) -> String {
        match self {
            ApiError::Offline => "This device has no network.".into(),
            ApiError::NoAnswer => "No answer that this page may read.".into(),
            ApiError::TimedOut(seconds) => ["No answer within ", &seconds.to_string(), " seconds."].concat(),
            ApiError::NotJson { status } => {
                ["The answer (", &status.to_string(), ") is not JSON, so it is hardly the API's."].concat()
            }
            ApiError::TooLong { status } => {
                ["The answer (", &status.to_string(), ") is far longer than any of the API's, so it was not read."]
                    .concat()
            }
            ApiError::Unexpected { status } => {
                ["The answer (", &status.to_string(), ") is JSON, but not what was asked for."].concat()
            }
            ApiError::Refused { status, message, .. } => {
                let title = match status {
                    400 => "The API could not read the request",
                    401 => "The API does not accept the token",
                    402 => "The plan's limit is reached",
                    403 => "The token may not do this",
                    404 => "The API does not know this pipeline",
                    409 => "The API reports a conflict",
                    415 => "The API does not take this content type",
                    422 => "The API found something wrong in the hook",
                    429 => "Too many calls",
                    500..600 => "The API failed",
                    _ => "The API refused",
                };
                let status = status.to_string();
                if message.is_empty() {
                    [title, " (", &status, ")."].concat()
                } else {
                    [title, " (", &status, "): ", message].concat()
                }
            }
        }
    }

    /// What to do next.
    pub fn next_step(&self) -> String {
        match self {
            ApiError::Offline => "Connect to the network, then go on.".into(),
            ApiError::NoAnswer => {
                "The browser hides why: the API may not allow calls from this page (CORS), a blocker may have stopped the \
                 call, or the server cannot be reached. The cURL commands above do the same from a terminal, without these limits."
                    .into()
            }
            ApiError::TimedOut(_) => "The hook may have been created all the same: look before you send again.".into(),
            ApiError::NotJson { .. } | ApiError::TooLong { .. } | ApiError::Unexpected { .. } => {
                "Check the API's address: something between this page and the API may be answering in its place.".into()
            }
            ApiError::Refused { status, retry_after, .. } => match status {
                401 => "The token may be mistyped, expired or revoked. Create one in Devopness under Personal Access Tokens and paste it again.".into(),
                402 => "See the organisation's plan and usage in Devopness.".into(),
                403 => "The token's owner or role needs the permissions hook:read and hook:create in this project. A project token works in its own project only.".into(),
                404 => "Check the pipeline's number, and that the token belongs to its project.".into(),
                409 => "List the hooks to see what is there already.".into(),
                422 => "Correct what is named, then go on: hooks that exist are not sent again.".into(),
                429 => match retry_after {
                    Some(seconds) => ["Wait ", &seconds.to_string(), " seconds, then go on."].concat(),
                    None => "Wait a minute, then go on.".into(),
                },
                500..600 => "It is not your fault. Go on in a while.".into(),
                _ => "Compare the request with the API's documentation, or try the cURL.".into(),
            },
        }
    }
}

fn cut(text: &str) -> String {
    let shown = |c: &char| !c.is_control() && !crate::json::is_invisible(*c);
    let mut short: String = text.chars().filter(shown).take(TEXT_MAX).collect();
    if text.chars().nth(TEXT_MAX).is_some() {
        short.push('…');
    }
    short
}

fn collect(key: &str, value: &Value, fields: &mut Vec<(String, String)>, depth: usize) {
    if fields.len() >= FIELDS_MAX || depth > 4 {
        return;
    }
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(key, item, fields, depth + 1)),
        Value::Object(by_key) => by_key.iter().for_each(|(inner, item)| {
            // An object's own key says more than the list it stands in, unless there is none around it.
            collect(if key.is_empty() { inner } else { key }, item, fields, depth + 1);
        }),
        Value::Null => {}
        Value::String(text) => fields.push((key.to_string(), cut(text))),
        Value::Number(number) => fields.push((key.to_string(), number.to_string())),
        Value::Bool(flag) => fields.push((key.to_string(), flag.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(json: &str) -> Vec<(String, String)> {
        match ApiError::from_answer(422, serde_json::from_str(json).ok(), None) {
            ApiError::Refused { fields, .. } => fields,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn every_shape_of_errors_is_read() {
        let pair = |a: &str, b: &str| (a.to_string(), b.to_string());
        assert_eq!(
            fields(r#"{"errors":{"name":["Too long.","Taken."]}}"#),
            [pair("name", "Too long."), pair("name", "Taken.")]
        );
        assert_eq!(fields(r#"{"errors":{"name":[{"field":"Too long."}]}}"#), [pair("name", "Too long.")]);
        assert_eq!(fields(r#"{"errors":{"name":"Too long."}}"#), [pair("name", "Too long.")]);
        assert_eq!(fields(r#"{"errors":["Too long."]}"#), [pair("", "Too long.")]);
        assert_eq!(fields(r#"{"errors":[{"name":"Too long."}]}"#), [pair("name", "Too long.")]);
        assert_eq!(fields(r#"{"errors":"Too long."}"#), [pair("", "Too long.")]);
        assert_eq!(fields(r#"{"errors":null}"#), []);
        assert_eq!(fields("[]"), []);
        assert_eq!(fields("<html>"), []);
        assert_eq!(fields(r#"{"errors":{"a":{"b":{"c":{"d":{"e":{"f":"deep"}}}}}}}"#), []);
    }

    #[test]
    fn long_or_odd_texts_are_tamed() {
        let error =
            ApiError::from_answer(500, Some(serde_json::json!({"message": "x".repeat(9000) + "\u{202e}"})), None);
        assert!(error.what().chars().count() < 600);
        let many: Vec<String> = (0..1000).map(|i| i.to_string()).collect();
        assert_eq!(fields(&serde_json::json!({ "errors": many }).to_string()).len(), FIELDS_MAX);
        assert!(
            !ApiError::from_answer(400, Some(serde_json::json!({"message": "a\u{0}\u{202e}b"})), None)
                .what()
                .contains('\u{202e}')
        );
    }

    #[test]
    fn each_status_has_its_own_next_step_and_knows_whether_the_answer_is_lost() {
        let of = |status| ApiError::from_answer(status, None, Some("7"));
        assert!(of(429).next_step().contains("7 seconds"));
        assert!(ApiError::from_answer(429, None, Some("soon")).next_step().contains("a minute"));
        for status in [400, 401, 402, 403, 404, 409, 415, 418, 422, 429] {
            assert!(!of(status).answer_lost(), "{status}");
            assert!(of(status).what().contains(&status.to_string()));
        }
        let unread = [ApiError::NotJson { status: 200 }, ApiError::TooLong { status: 200 }];
        for error in [of(500), of(503), ApiError::NoAnswer, ApiError::TimedOut(30)].into_iter().chain(unread) {
            assert!(error.answer_lost(), "{error:?}");
        }
        assert!(!ApiError::Offline.answer_lost());
    }
}
