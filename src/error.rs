//! What can go wrong with a call of the API, told apart as far as a browser can, each with the next step.

use serde_json::Value;

use crate::endpoint::retry;

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
        /// How many seconds to wait, from one to those of a quarter of an hour, when the API says so and the browser may
        /// read it.
        retry_after: Option<u32>,
    },
    /// A good status, but no JSON.
    NotJson {
        /// The HTTP status.
        status: u16,
    },
    /// The access token would have been sent in a place that is not its own, so nothing was.
    TokenToSend,
    /// A hook that holds the access token: it is not shown, and what is not shown is not written back either.
    TokenInHook,
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
/// How many lists and objects around a text are looked into.
const DEPTH_MAX: usize = 5;

impl ApiError {
    /// Reads an error answer. Its shape differs between the vendor's texts, schema and examples: `errors` may be an
    /// object or a list, of lists, objects or texts. Nothing is refused.
    pub fn from_answer(status: u16, body: Option<Value>, retry_after: Option<&str>) -> ApiError {
        let message = body.as_ref().and_then(|b| b.get("message")).and_then(Value::as_str).map(cut).unwrap_or_default();
        let mut fields = Vec::new();
        if let Some(errors) = body.as_ref().and_then(|b| b.get("errors")) {
            collect("", errors, &mut fields, 0);
        }
        ApiError::Refused { status, message, fields, retry_after: retry_after.and_then(retry::seconds) }
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
            ApiError::TokenToSend => "Nothing was sent: your access token stands in what was to be sent.".into(),
            ApiError::TokenInHook => {
                "Your access token stands in this hook, so this page neither shows nor changes it.".into()
            }
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
            ApiError::TokenToSend => "Take the token out: it belongs into the field “Access token” alone.".into(),
            ApiError::TokenInHook => {
                "Take it out of the hook in Devopness, and revoke the token: whoever could see the hook may have it.".into()
            }
            ApiError::TimedOut(_) => "It may have been done all the same: look before you send again.".into(),
            ApiError::NotJson { .. } | ApiError::TooLong { .. } | ApiError::Unexpected { .. } => {
                "Check the API's address: something between this page and the API may be answering in its place.".into()
            }
            ApiError::Refused { status, retry_after, .. } => match status {
                401 => "The token may be mistyped, expired or revoked. Create one in Devopness under Personal Access Tokens and paste it again.".into(),
                402 => "See the organisation's plan and usage in Devopness.".into(),
                403 => "The token's owner or role needs the permissions hook:read and hook:create in this project. A project token works in its own project only.".into(),
                404 => "Check the pipeline's number, and that the token belongs to its project.".into(),
                409 => "List the hooks to see what is there already.".into(),
                422 => "Correct what is named, then press Create hooks again: hooks that exist are not sent again.".into(),
                429 => {
                    let wait = retry_after.map_or("a minute".into(), retry::words);
                    ["Wait ", &wait, ", then go on."].concat()
                }
                500..600 => {
                    let wait = retry_after.map_or("a while".into(), retry::words);
                    ["It is not your fault. Go on in ", &wait, "."].concat()
                }
                _ => "Compare the request with the API's documentation, or try the cURL.".into(),
            },
        }
    }
}

fn cut(text: &str) -> String {
    let mut shown = text.chars().filter(|c| !c.is_control() && !crate::json::is_invisible(*c));
    let mut short: String = shown.by_ref().take(TEXT_MAX).collect();
    if shown.next().is_some() {
        short.push('…');
    }
    short
}

fn collect(key: &str, value: &Value, fields: &mut Vec<(String, String)>, depth: usize) {
    if fields.len() >= FIELDS_MAX || depth > DEPTH_MAX {
        return;
    }
    let text = match value {
        Value::Array(items) => return items.iter().for_each(|item| collect(key, item, fields, depth + 1)),
        Value::Object(by_key) => {
            return by_key.iter().for_each(|(inner, item)| {
                // The outermost key says more than those of the objects and lists below it.
                collect(if key.is_empty() { inner } else { key }, item, fields, depth + 1);
            });
        }
        Value::Null => return,
        Value::String(text) => cut(text),
        Value::Number(number) => cut(&number.to_string()),
        Value::Bool(flag) => flag.to_string(),
    };
    fields.push((cut(key), text));
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
        assert_eq!(fields(r#"{"errors":[1.50,true,[null]]}"#), [pair("", "1.50"), pair("", "true")]);
        assert_eq!(fields(r#"{"errors":{"a":{"b":{"c":{"d":{"e":"kept"}}}}}}"#), [pair("a", "kept")]);
        assert_eq!(fields(r#"{"errors":{"a":{"b":{"c":{"d":{"e":{"f":"deep"}}}}}}}"#), []);
        assert_eq!(fields(r#"{"errors":[[[[["kept",["deep"]]]]]]}"#), [pair("", "kept")]);
    }

    #[test]
    fn long_or_odd_texts_are_tamed() {
        let digits = "9".repeat(9000);
        let odd = "x".repeat(9000) + "\u{202e}";
        let error = ApiError::from_answer(500, Some(serde_json::json!({ "message": odd })), None);
        assert!(error.what().chars().count() < 600);
        let many: Vec<String> = (0..1000).map(|i| i.to_string()).collect();
        assert_eq!(fields(&serde_json::json!({ "errors": many }).to_string()).len(), FIELDS_MAX);
        let whole = "x".repeat(TEXT_MAX);
        let short = whole.clone() + "…";
        for errors in [serde_json::json!({ &odd: odd }), serde_json::json!([{ &odd: { "name": odd } }])] {
            let got = fields(&serde_json::json!({ "errors": errors }).to_string());
            assert_eq!(got, [(short.clone(), short.clone())]);
        }
        assert_eq!(fields(&["{\"errors\":[", &digits, "]}"].concat())[0].1.chars().count(), TEXT_MAX + 1);
        // What is not shown does not count.
        let surrounded = ["\u{200b}", &whole, "\u{200b}"].concat();
        assert_eq!(fields(&serde_json::json!({ "errors": surrounded }).to_string()), [(String::new(), whole)]);
        let hidden = ApiError::from_answer(400, Some(serde_json::json!({"message": "a\u{0}\u{202e}b"})), None);
        assert!(hidden.what().ends_with(": ab"), "{}", hidden.what());
    }

    #[test]
    fn each_status_says_what_happened_and_what_to_do() {
        for (status, what, next) in [
            (400, "The API could not read the request (400).", "Compare the request with the API's documentation"),
            (401, "The API does not accept the token (401).", "Create one in Devopness"),
            (402, "The plan's limit is reached (402).", "See the organisation's plan"),
            (403, "The token may not do this (403).", "needs the permissions hook:read and hook:create"),
            (404, "The API does not know this pipeline (404).", "Check the pipeline's number"),
            (409, "The API reports a conflict (409).", "List the hooks"),
            (415, "The API does not take this content type (415).", "Compare the request with the API's documentation"),
            (418, "The API refused (418).", "Compare the request with the API's documentation"),
            (422, "The API found something wrong in the hook (422).", "Correct what is named"),
            (429, "Too many calls (429).", "Wait 7 seconds, then go on."),
            (503, "The API failed (503).", "It is not your fault. Go on in 7 seconds."),
            (499, "The API refused (499).", "Compare the request with the API's documentation"),
            (500, "The API failed (500).", "It is not your fault"),
            (599, "The API failed (599).", "It is not your fault"),
            (600, "The API refused (600).", "Compare the request with the API's documentation"),
        ] {
            let error = ApiError::from_answer(status, None, Some(" 7 "));
            assert_eq!(error.what(), what);
            assert!(error.next_step().contains(next), "{status}: {}", error.next_step());
            assert_eq!(error.answer_lost(), (500..600).contains(&status), "{status}");
        }
        assert!(ApiError::from_answer(429, None, Some("soon")).next_step().contains("a minute"));
        let said = ApiError::from_answer(404, Some(serde_json::json!({"message": "No such pipeline."})), None);
        assert_eq!(said.what(), "The API does not know this pipeline (404): No such pipeline.");
    }

    #[test]
    fn a_call_without_a_fitting_answer_says_so_and_may_have_acted() {
        for (error, what, next) in [
            (ApiError::TokenToSend, "Nothing was sent", "Take the token out"),
            (ApiError::TokenInHook, "Your access token stands in this hook", "Take it out of the hook"),
        ] {
            assert!(error.what().starts_with(what) && error.next_step().starts_with(next), "{error:?}");
            assert!(!error.answer_lost(), "{error:?}");
        }
        for (error, what, next) in [
            (ApiError::NoAnswer, "No answer", "The browser hides why"),
            (ApiError::TimedOut(30), "No answer within 30 seconds.", "look before you send again"),
            (ApiError::NotJson { status: 200 }, "The answer (200) is not JSON", "Check the API's address"),
            (ApiError::TooLong { status: 200 }, "The answer (200) is far longer", "Check the API's address"),
            (ApiError::Unexpected { status: 201 }, "The answer (201) is JSON, but not what", "Check the API's address"),
        ] {
            assert!(error.what().starts_with(what), "{}", error.what());
            assert!(error.next_step().contains(next), "{}", error.next_step());
            assert!(error.answer_lost(), "{error:?}");
        }
        assert_eq!(ApiError::Offline.what(), "This device has no network.");
        assert_eq!(ApiError::Offline.next_step(), "Connect to the network, then go on.");
        assert!(!ApiError::Offline.answer_lost());
    }
}
