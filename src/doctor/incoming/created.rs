//! The answer to the creation of an incoming hook: the only one that ever holds the hook's secret.

use serde_json::Value;

use crate::devopness::endpoint::Answer;
use crate::devopness::error::ApiError;
use crate::devopness::hook::Hook;
use crate::secret::HookSecret;

/// A created incoming hook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreatedIncoming {
    /// The id, a UUID.
    pub id: String,
    /// The address that goes to the provider, exactly as the API gives it: the vendor's documents show it in three forms.
    /// Empty when the answer has none. Where nothing is signed, it is the only secret that there is.
    pub url: String,
    /// The secret that goes to the provider. `None` where nothing is signed, and where the API masked it.
    pub secret: Option<HookSecret>,
}

/// Reads the answer to [`create_incoming`](crate::devopness::endpoint::create_incoming): 201 and the hook.
///
/// # Errors
/// Everything that is not a created hook.
pub fn parse_created_incoming(answer: &Answer) -> Result<CreatedIncoming, ApiError> {
    let value = answer.json()?;
    let hook = Hook::parse(&value).filter(|hook| !hook.id.is_empty()).ok_or_else(|| answer.unexpected())?;
    let secret = value.get("secret").and_then(Value::as_str).and_then(HookSecret::parse);
    let url = value.get("url").and_then(Value::as_str).unwrap_or_default().to_string();
    Ok(CreatedIncoming { id: hook.id, url, secret })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::devopness::endpoint::{Call, HookKind};
    use crate::devopness::error::Cause;

    fn parse(status: u16, body: &str) -> Result<CreatedIncoming, ApiError> {
        parse_created_incoming(&Answer::of(Call::Create(HookKind::Incoming, 512), status, body))
    }

    #[test]
    fn the_secret_is_read_and_never_printed() {
        let body =
            r#"{"id": "u", "type": "in", "url": "https://api.devopness.com/hooks/u/trigger", "secret": "s3cret"}"#;
        let created = parse(201, body).unwrap();
        assert_eq!((created.id.as_str(), created.url.as_str()), ("u", "https://api.devopness.com/hooks/u/trigger"));
        assert_eq!(created.secret.as_ref().map(HookSecret::reveal), Some("s3cret"));
        assert!(!format!("{created:?}").contains("s3cret"));
    }

    #[test]
    fn a_mask_or_nothing_is_no_secret() {
        for secret in [r#""*****""#, "null", r#""""#, "7", "[]"] {
            let body = [r#"{"id": "u", "url": null, "secret": "#, secret, "}"].concat();
            let created = parse(201, &body).unwrap();
            assert_eq!((created.url.as_str(), created.secret), ("", None), "{secret}");
        }
    }

    #[test]
    fn what_is_no_created_hook_is_an_error() {
        let check = |status, body: &str| parse(status, body).unwrap_err();
        assert_eq!(check(201, "{}").cause, Cause::Unexpected { status: 201 });
        assert_eq!(check(201, "[]").cause, Cause::Unexpected { status: 201 });
        assert_eq!(check(201, "<html>").cause, Cause::NotJson { status: 201 });
        assert_eq!(check(422, r#"{"id": "u"}"#).status(), Some(422));
    }
}
