//! PowerShell's own commands that send requests
//! (<https://learn.microsoft.com/powershell/module/microsoft.powershell.utility/invoke-restmethod>).

use serde_json::Value;

use super::{Call, Command, Word};
use crate::exchange::import::shell::Stream;

/// The parameters that take a value; a name may be cut where only one begins so.
const VALUES: [&str; 27] = [
    "Uri",
    "Method",
    "Body",
    "Headers",
    "ContentType",
    "CustomMethod",
    "Form",
    "InFile",
    "OutFile",
    "TimeoutSec",
    "UserAgent",
    "WebSession",
    "SessionVariable",
    "Proxy",
    "ProxyCredential",
    "Credential",
    "Authentication",
    "Token",
    "Certificate",
    "CertificateThumbprint",
    "MaximumRedirection",
    "MaximumRetryCount",
    "RetryIntervalSec",
    "TransferEncoding",
    "SslProtocol",
    "HttpVersion",
    "StatusCodeVariable",
];

/// Whether the words are parameters of PowerShell.
pub fn is_own(words: &[Word]) -> bool {
    let own = ["Uri", "Method", "Body", "Headers", "ContentType", "UseBasicParsing"];
    words.iter().any(|word| {
        word.text.strip_prefix('-').is_some_and(|name| own.iter().any(|own| own.eq_ignore_ascii_case(name)))
    })
}

/// The full name of a parameter that takes a value.
fn parameter(name: &str) -> Option<&'static str> {
    let begins = |own: &&&str| own.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
    VALUES.iter().find(|own| own.eq_ignore_ascii_case(name)).or_else(|| VALUES.iter().find(begins)).copied()
}

/// The request of a command.
pub fn calls(words: &[Word], command: &Command) -> Vec<Call> {
    let mut call = Call::of("PowerShell");
    let mut words = words.iter();
    let mut has_body = false;
    while let Some(word) = words.next() {
        let Some(name) = word.text.strip_prefix('-').filter(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()))
        else {
            if word.text == "|" {
                break;
            }
            call.url(word.text.trim());
            continue;
        };
        let (name, joined) = name.split_once(':').map_or((name, None), |(name, value)| (name, Some(value)));
        let Some(name) = parameter(name) else { continue };
        let joined = joined.filter(|value| !value.is_empty()).map(|value| Word { text: value.into(), ..word.clone() });
        let Some(value) = joined.as_ref().or_else(|| words.next()) else { break };
        match (name, &value.value) {
            ("Uri", _) => call.url(&value.text),
            ("Method" | "CustomMethod", _) => call.method = Some(value.text.to_uppercase()),
            ("ContentType", _) => call.header("Content-Type", &value.text),
            ("Headers", Some(Value::Object(fields))) => {
                for (name, value) in fields {
                    call.header(name, value.as_str().unwrap_or_default());
                }
            }
            ("Token", _) => call.header("Authorization", &["Bearer ", &value.text].concat()),
            ("InFile", _) => call.in_file(),
            ("Body" | "Form", Some(Value::Object(fields))) => {
                has_body = true;
                call.open.clone_from(&value.open);
                for (name, value) in fields {
                    let text = value.as_str().map_or_else(|| value.to_string(), str::to_string);
                    call.request.fields.push((name.clone(), text));
                }
            }
            ("Body", _) => {
                has_body = true;
                call.part(value);
            }
            _ => {}
        }
    }
    if let (false, Some(Stream::Text(word))) = (has_body, &command.input) {
        call.part(word);
    }
    call.done().into_iter().collect()
}
