//! What a hook has sent or received: the list of its deliveries ([`DeliveryEntry`]) and one of them ([`Delivery`]).
//!
//! The shapes are those of `RequestRelation` and `HookRequest` in the vendor's API description
//! (<https://api-docs.devopness.com>). It does not say how headers and bodies look, so every likely form is read.
//!
//! A delivery may hold the provider's token. It is masked while it is read, by the header's name and by its value wherever
//! that appears again, so that no text of a [`Delivery`] can show it ([`mask`]).

pub mod mask;
pub(crate) mod names;
mod read;
mod spelling;
mod token;

pub use read::Body;
pub use token::{Credential, Token, is_nothing};

use serde_json::Value;

use crate::devopness::endpoint::Answer;
use crate::devopness::error::ApiError;
use crate::devopness::hook::{Direction, Header};
use crate::secret::Forms;
use crate::text::json::visible;
use mask::{Secrets, TEXT_MAX};

/// Where the web application shows an action; the number follows. The vendor's guide builds its links so
/// (<https://www.devopness.com/docs/applications/integrate-application-deployments-to-ci-workflows>).
const ACTIONS: &str = "https://app.devopness.com/actions/";

/// One line of the list of a hook's deliveries. What is missing or of another type is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeliveryEntry {
    /// The id, a UUID, by which the delivery itself is asked for.
    pub id: String,
    /// The hook's id.
    pub hook_id: String,
    /// The number of the deploy that it reports, or that it has started.
    pub action_id: Option<u64>,
    /// The id of the delivery that this one repeats.
    pub retry_of: Option<String>,
    /// The address on the network: of the sender, for an incoming hook.
    pub ip_address: String,
    /// When it was sent, as the API writes it: UTC, ISO 8601.
    pub created_at: String,
}

/// One delivery, without its secrets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Delivery {
    /// What the list says of it too.
    pub entry: DeliveryEntry,
    /// Which way its hook points, when the answer has the hook. Whoever knows it otherwise may put it in.
    pub direction: Direction,
    /// Where it was sent. Every delivery is a `POST`; the vendor's description has no field for another method.
    pub url: String,
    /// The request's headers.
    pub request_headers: Vec<Header>,
    /// The request's body.
    pub request_body: Body,
    /// What is left of the request's token.
    pub credential: Option<Credential>,
    /// The answer's status code. None where there was no answer, or none yet.
    pub status: Option<u16>,
    /// The answer's headers.
    pub response_headers: Vec<Header>,
    /// The answer's body.
    pub response_body: Body,
}

impl DeliveryEntry {
    /// Reads a line of the list. What is no object is a delivery of which nothing is known, so that a full page is still
    /// seen to be full.
    pub fn parse(value: &Value, forms: Forms) -> DeliveryEntry {
        DeliveryEntry::masked(value, &Secrets::new(forms))
    }

    fn masked(value: &Value, secrets: &Secrets) -> DeliveryEntry {
        let text = |key: &str| secrets.mask(&read::text(value.get(key)), TEXT_MAX);
        DeliveryEntry {
            id: text("id"),
            hook_id: text("hook_id"),
            action_id: text("action_id").parse().ok().filter(|id| *id > 0),
            retry_of: Some(text("retry_of")).filter(|id| !id.is_empty()),
            ip_address: text("ip_address"),
            created_at: text("created_at"),
        }
    }

    /// The page of the deploy in the web application.
    pub fn action_link(&self) -> Option<String> {
        self.action_id.map(|id| [ACTIONS, &id.to_string()].concat())
    }
}

impl Delivery {
    /// Reads a delivery; `None` when the value is no object. Tokens of these forms are masked wherever they stand.
    pub fn parse(value: &Value, forms: Forms) -> Option<Delivery> {
        value.as_object()?;
        let url = read::text(value.get("url"));
        let [request_headers, response_headers] =
            ["request_headers", "response_headers"].map(|key| read::headers(value.get(key)));
        let [request_body, response_body] =
            ["request_body", "response_body"].map(|key| read::unwrap(value.get(key).unwrap_or(&Value::Null)));
        let mut secrets = Secrets::new(forms);
        secrets.learn_url(&url);
        for header in request_headers.iter().chain(&response_headers) {
            secrets.learn_header(header);
        }
        for body in [&request_body, &response_body] {
            secrets.learn_body(body);
        }
        let kind = value.get("hook").and_then(|hook| hook.get("type")).and_then(Value::as_str).unwrap_or_default();
        Some(Delivery {
            entry: DeliveryEntry::masked(value, &secrets),
            direction: match kind {
                "in" => Direction::Incoming,
                "out" => Direction::Outgoing,
                other => Direction::Other(secrets.mask(other, TEXT_MAX)),
            },
            credential: token::credential(&url, &request_headers, forms).map(|credential| credential.masked(&secrets)),
            url: secrets.mask_url(&url),
            request_headers: secrets.mask_headers(&request_headers),
            request_body: Body::masked(&request_body, &secrets),
            status: read::text(value.get("response_status_code")).trim().parse().ok().filter(|status| *status > 0),
            response_headers: secrets.mask_headers(&response_headers),
            response_body: Body::masked(&response_body, &secrets),
        })
    }

    /// The address for one line of a screen.
    pub fn shown_url(&self) -> String {
        visible(&self.url)
    }
}

/// Headers for a screen: name and value, each for one line.
pub fn shown_headers(headers: &[Header]) -> Vec<(String, String)> {
    headers.iter().map(|header| (visible(&header.name), visible(&header.value))).collect()
}

/// The value of a header; names are read without regard to case.
pub fn header<'a>(headers: &'a [Header], name: &str) -> Option<&'a str> {
    headers.iter().find(|header| header.name.eq_ignore_ascii_case(name)).map(|header| header.value.as_str())
}

/// Reads a page of a hook's deliveries.
///
/// # Errors
/// Everything that is no list.
pub fn parse_deliveries(answer: &Answer, forms: Forms) -> Result<Vec<DeliveryEntry>, ApiError> {
    answer.page(|value| DeliveryEntry::parse(value, forms))
}

/// Reads one delivery.
///
/// # Errors
/// Everything that is no object.
pub fn parse_delivery(answer: &Answer, forms: Forms) -> Result<Delivery, ApiError> {
    answer.one(|value| Delivery::parse(value, forms))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::devopness::endpoint::Call;
    use crate::devopness::error::Cause;
    use crate::provider::tokens::FORMS;
    use serde_json::json;

    fn answer(status: u16, body: &str) -> Answer {
        Answer::of(Call::Delivery, status, body)
    }

    #[test]
    fn a_line_of_the_list_is_read_as_far_as_it_can_be() {
        let list = json!([
            {"id": "d1", "hook_id": "h", "action_id": 794613284672u64, "retry_of": "d0", "ip_address": "10.0.0.1",
             "created_at": "2026-05-12T15:50:38.000000Z", "updated_at": null},
            {"id": 7, "action_id": "12", "retry_of": null},
            {"action_id": "<img>", "retry_of": ""},
            null,
        ]);
        let entries = parse_deliveries(&answer(200, &list.to_string()), FORMS).unwrap();
        let links: Vec<_> = entries.iter().map(|e| (e.id.as_str(), e.action_link(), e.retry_of.as_deref())).collect();
        let link = |id: &str| Some(["https://app.devopness.com/actions/", id].concat());
        assert_eq!(
            links,
            [("d1", link("794613284672"), Some("d0")), ("7", link("12"), None), ("", None, None), ("", None, None)]
        );
        assert_eq!((entries[0].hook_id.as_str(), entries[0].ip_address.as_str()), ("h", "10.0.0.1"));
        assert_eq!(entries[0].created_at, "2026-05-12T15:50:38.000000Z");
        let failed = |status: u16, body: &str| parse_deliveries(&answer(status, body), FORMS).unwrap_err();
        assert_eq!(failed(200, "{}").cause, Cause::Unexpected { status: 200 });
        assert_eq!(failed(403, "[]").status(), Some(403));
    }

    #[test]
    fn a_delivery_is_read_as_far_as_it_can_be() {
        let parse = |value: Value| parse_delivery(&answer(200, &value.to_string()), FORMS).unwrap();
        let full = parse(json!({
            "id": "d1", "action_id": 5, "url": "https://api.github.com/repos/acme/shop/statuses/",
            "request_headers": [{"name": "Accept", "value": "application/json"}],
            "request_body": {"state": "pending"}, "response_status_code": "404",
            "response_headers": {"Server": ["a", "b"]}, "response_body": "{\"message\":\"Not Found\"}",
            "hook": {"type": "out"},
        }));
        assert_eq!((full.entry.id.as_str(), full.status, &full.direction), ("d1", Some(404), &Direction::Outgoing));
        assert_eq!(shown_headers(&full.request_headers), [("Accept".to_string(), "application/json".to_string())]);
        assert_eq!(header(&full.response_headers, "server"), Some("a, b"));
        assert_eq!(full.response_body.text, "{\n  \"message\": \"Not Found\"\n}");
        let nothing = parse(json!({"response_status_code": 0, "hook": [], "url": 7, "request_headers": 1}));
        assert_eq!((nothing.status, nothing.url.as_str(), nothing.request_headers.len()), (None, "7", 0));
        for status in [json!(null), json!(-1), json!("none"), json!(70000), json!(404.5), json!([])] {
            assert_eq!(parse(json!({ "response_status_code": status })).status, None, "{status}");
        }
        let failed = |status: u16, body: &str| parse_delivery(&answer(status, body), FORMS).unwrap_err();
        assert_eq!(failed(200, "[]").cause, Cause::Unexpected { status: 200 });
        assert_eq!(failed(200, "<html>").cause, Cause::NotJson { status: 200 });
        assert_eq!(failed(404, "{}").status(), Some(404));
    }

    /// A delivery in which the same token stands everywhere that it can.
    #[test]
    fn no_text_of_a_delivery_has_the_token() {
        let secret = "Zx81-Qy92/Kw73+Jv64=";
        let encoded = "Zx81-Qy92%2fKw73%2BJv64%3D";
        let all = |header: (&str, &str)| {
            let delivery = Delivery::parse(
                &json!({
                    "id": secret, "hook_id": secret, "retry_of": secret, "created_at": secret, "ip_address": secret,
                    "url": format!("https://ci:{encoded}@h.example/{encoded}?a={encoded}&private_token={encoded}#{secret}"),
                    "request_headers": [[header.0, header.1], ["X-Echo", format!("a{secret}b")], [secret, "x"]],
                    "request_body": {"deep": [{"text": format!("x {secret} y")}], secret: 1},
                    "response_headers": {"Set-Cookie": [format!("session={secret}; Path=/")], "X": secret},
                    "response_body": format!("<p>{secret}</p>\\u005a{} {}", &secret[1..], secret.replace('/', "\\/")),
                    "hook": {"type": secret},
                }),
                FORMS,
            );
            format!("{:?}", delivery.unwrap())
        };
        for header in [
            ("Authorization", format!("Bearer {secret}")),
            ("authorization", format!("token  {secret} ")),
            ("AUTHORIZATION", secret.to_string()),
            ("Proxy-Authorization", format!("Bearer {secret}")),
            ("PRIVATE-TOKEN", secret.to_string()),
            ("Job-Token", secret.to_string()),
            ("X-Gitlab-Token", secret.to_string()),
            ("X-Any-Secret", secret.to_string()),
            ("X-Api-Key", secret.to_string()),
            ("Cookie", format!("a=b; session={secret}")),
            // ci:Zx81-Qy92/Kw73+Jv64=
            ("Authorization", "Basic Y2k6Wng4MS1ReTkyL0t3NzMrSnY2ND0=".to_string()),
        ] {
            let shown = all((header.0, &header.1));
            for form in [secret, encoded, "Qy92", "Kw73", "Y2k6Wng4"] {
                assert!(!shown.contains(form), "{form} of {header:?} in {shown}");
            }
            assert!(shown.contains("****"), "{shown}");
        }
    }
}
