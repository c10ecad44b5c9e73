//! The provider's own request as cURL, to try by hand what Devopness sends: of a delivery, and of a planned hook with sample
//! values. The provider's token is an environment variable.

use super::quote::posix;
use super::{Format, Group, Job, Line, Output};
use crate::devopness::delivery::Delivery;
use crate::devopness::delivery::mask::{MASK, Secrets};
use crate::devopness::hook::Header;
use crate::form::planned::Sample;
use crate::provider::tokens::FORMS;
use crate::text::json;

/// The environment variable that stands for the provider's token; for `user:token` where the request uses Basic.
pub const TOKEN_VARIABLE: &str = "PROVIDER_TOKEN";

/// Headers that curl writes by itself, or that belong to the connection and not to the request.
const LEFT_OUT: [&str; 8] = [
    "host",
    "content-length",
    "transfer-encoding",
    "connection",
    "accept-encoding",
    "cookie",
    "expect",
    "proxy-authorization",
];

/// The provider's own request as cURL.
pub struct ProviderCurl;

impl Format for ProviderCurl {
    fn id(&self) -> &'static str {
        "provider-curl"
    }

    fn label(&self) -> &'static str {
        "Provider request as cURL"
    }

    fn render(&self, job: &Job<'_>) -> String {
        let samples = job.calls.iter().filter_map(|call| call.sample);
        samples.filter_map(sample_curl).collect::<Vec<_>>().join("\n\n")
    }
}

impl Output for ProviderCurl {
    fn group(&self) -> Group {
        Group::Command
    }

    fn file_name(&self) -> &'static str {
        "provider-requests.curl.sh"
    }

    fn note(&self) -> &'static str {
        "For bash, dash, zsh and fish: what Devopness would send, to try credential, repository and hash by hand. Set the \
         variable PROVIDER_TOKEN to a token of the provider first, and put a commit of your own into the address."
    }

    fn lines(&self) -> &'static [Line] {
        &[
            Line { code: "curl --request POST", words: "Sends one status to the provider, without Devopness." },
            Line { code: "--url", words: "The address of the commit's status. The hash in it is an example." },
            Line {
                code: "--header \"Authorization",
                words: "The provider's token, which the shell reads from the variable PROVIDER_TOKEN.",
            },
            Line {
                code: "--data-raw",
                words: "The status, in the provider's own words, with examples for the variables.",
            },
        ]
    }
}

/// The request of a delivery. None where it cannot be repeated: its body was cut, or is no JSON and has something in it
/// that nobody would see, or its address is none of the web.
pub fn delivery_curl(delivery: &Delivery) -> Option<String> {
    let body = &delivery.request_body;
    if body.cut {
        return None;
    }
    let body = match &body.json {
        Some(value) => Some(posix::json(value)),
        None if body.is_empty() => None,
        None => Some(posix::text(&body.raw)?),
    };
    command(&delivery.url, &delivery.request_headers, body)
}

/// The request that a planned hook will make, with sample values in place of the variables.
pub fn sample_curl(sample: &Sample) -> Option<String> {
    // A token of one's own may have been typed into the form.
    let mut secrets = Secrets::new(FORMS);
    secrets.learn_url(&sample.url);
    sample.headers.iter().for_each(|header| secrets.learn_header(header));
    let (mut body, mut room) = (sample.body.clone(), usize::MAX);
    for (_, value) in &mut body.0 {
        *value = secrets.mask_value(value, &mut room);
    }
    command(&secrets.mask_url(&sample.url), &secrets.mask_headers(&sample.headers), Some(posix::json(&body)))
}

/// The command. `body` goes to `--data-raw`, which unlike `--data` takes a text that starts with `@` for nothing else.
fn command(address: &str, headers: &[Header], body: Option<String>) -> Option<String> {
    let lower = address.trim().to_ascii_lowercase();
    if !lower.starts_with("https://") && !lower.starts_with("http://") {
        return None;
    }
    let mut lines = vec!["curl --request POST".to_string(), ["--url ", &url(address.trim())].concat()];
    for header in headers {
        lines.extend(option(header));
    }
    if let Some(body) = body {
        lines.push(["--data-raw ", &body].concat());
    }
    Some(lines.join(" \\\n  "))
}

/// An address inside single quotes. What no address has, and what curl would make several of, is percent-encoded.
fn url(address: &str) -> String {
    let mut encoded = String::new();
    for c in address.chars() {
        if c.is_ascii_alphanumeric() || "-._~:/?#@!$&()*+,;=%<>".contains(c) {
            encoded.push(c);
        } else {
            encoded.push_str(&crate::text::percent::encode(c.encode_utf8(&mut [0; 4])));
        }
    }
    filled(&["'", &encoded, "'"].concat())
}

/// A quoted text with the variable in place of what was masked, in double quotes so that the shell fills it in.
fn filled(quoted: &str) -> String {
    quoted.replace(MASK, &["'\"$", TOKEN_VARIABLE, "\"'"].concat())
}

/// The option for a header.
fn option(header: &Header) -> Option<String> {
    let name = header.name.trim();
    let token = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b);
    let lower = name.to_ascii_lowercase();
    if name.is_empty() || !name.bytes().all(token) || LEFT_OUT.contains(&lower.as_str()) {
        return None;
    }
    if lower == "authorization" {
        let scheme =
            header.value.split_whitespace().next().filter(|word| word.bytes().all(|b| b.is_ascii_alphabetic()));
        return Some(match scheme {
            Some(basic) if basic.eq_ignore_ascii_case("basic") => ["--user \"$", TOKEN_VARIABLE, "\""].concat(),
            Some(scheme) => ["--header \"", name, ": ", scheme, " $", TOKEN_VARIABLE, "\""].concat(),
            None => ["--header \"", name, ": $", TOKEN_VARIABLE, "\""].concat(),
        });
    }
    // A line break would end the header; curl takes one without a value only with a semicolon.
    let unseen = |c: char| c.is_control() || json::is_invisible(c);
    let value: String = header.value.chars().map(|c| if unseen(c) { ' ' } else { c }).collect();
    let value = value.trim();
    let text = if value.is_empty() { [name, ";"].concat() } else { [name, ": ", value].concat() };
    Some(["--header ", &filled(&posix::text(&text)?)].concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::plan::plan;
    use crate::form::values::FormValues;
    use serde_json::json;

    fn of(delivery: serde_json::Value) -> Option<String> {
        delivery_curl(&Delivery::parse(&delivery, FORMS).unwrap())
    }

    #[test]
    fn a_delivery_can_be_sent_by_hand() {
        let command = of(json!({
            "url": "https://api.github.com/repos/acme/shop/statuses/8d1f",
            "request_headers": ["Accept: a'b", "Host: x", "Content-Length: 9", "Authorization: Bearer ghs_0123456789abcdef"],
            "request_body": {"state": "it's"},
        }))
        .unwrap();
        let expected = r#"curl --request POST \
  --url 'https://api.github.com/repos/acme/shop/statuses/8d1f' \
  --header 'Accept: a'\''b' \
  --header "Authorization: Bearer $PROVIDER_TOKEN" \
  --data-raw '{
  "state": "it\u0027s"
}'"#;
        assert_eq!(command, expected);
    }

    #[test]
    fn the_token_is_a_variable_wherever_it_stood() {
        let check = |name: &str, value: &str, part: &str| {
            let command = of(json!({"url": "https://h/x", "request_headers": [[name, value]]})).unwrap();
            assert!(command.ends_with(part), "{command}");
        };
        check("authorization", "token abcdefghij", r#"--header "authorization: token $PROVIDER_TOKEN""#);
        check("Authorization", "abcdefghij", r#"--header "Authorization: $PROVIDER_TOKEN""#);
        check("Authorization", "Bearer ", r#"--header "Authorization: Bearer $PROVIDER_TOKEN""#);
        check("Authorization", "Bearer {{ a.b }}", r#"--header "Authorization: Bearer $PROVIDER_TOKEN""#);
        check("Authorization", "Basic dXNlcjpwYXNzd29yZA==", r#"--user "$PROVIDER_TOKEN""#);
        check("PRIVATE-TOKEN", "abcdefghij", r#"--header 'PRIVATE-TOKEN: '"$PROVIDER_TOKEN"''"#);
        check("Cookie", "a=b", "--url 'https://h/x'");
        check("X-Empty", "", "--header 'X-Empty;'");
        check("X-Odd", "a\r\nX-More: b", "--header 'X-Odd: a  X-More: b'");
        check("X Odd", "a", "--url 'https://h/x'");
        let address = |url: &str| of(json!({ "url": url })).unwrap();
        let token = r#"'"$PROVIDER_TOKEN"'"#;
        assert!(
            address("https://h/?private_token=abcdefgh&x=1")
                .ends_with(&format!("'https://h/?private_token={token}&x=1'"))
        );
        assert!(address("https://ci:abcdefgh@h/").ends_with(&format!("'https://{token}@h/'")));
        assert!(
            address("https://h/{{ a.b }}/'\\[1-2]é\u{202e}")
                .ends_with("'https://h/%7B%7B%20a.b%20%7D%7D/%27%5C%5B1-2%5D%C3%A9%E2%80%AE'")
        );
    }

    #[test]
    fn a_body_that_is_no_json_is_quoted_and_one_that_was_cut_is_not_sent() {
        let body = |body: serde_json::Value| of(json!({"url": "https://h/", "request_body": body}));
        assert!(body(json!("@/etc/passwd it's\nx")).unwrap().ends_with("--data-raw '@/etc/passwd it'\\''s\nx'"));
        assert_eq!(body(json!("a\u{1b}[2J")), None);
        assert!(body(json!(null)).unwrap().ends_with("--url 'https://h/'"));
        assert_eq!(body(json!("x".repeat(1_000_000))), None);
        for url in ["", "h/x", "file:///etc/passwd", "javascript:x"] {
            assert_eq!(of(json!({ "url": url })), None, "{url}");
        }
    }

    #[test]
    fn a_planned_hook_can_be_tried_and_a_typed_token_is_not_in_it() {
        let mut form = FormValues::new("512", "https://bitbucket.org/acme/shop");
        let id = form.add_header();
        form.set_text(crate::form::field::Field::HeaderName(id), "PRIVATE-TOKEN".into());
        form.set_text(crate::form::field::Field::HeaderValue(id), "my-own-token-1".into());
        form.link = "https://h.example/?x=my-own-token-1".into();
        for hook in plan(&form).hooks {
            let command = sample_curl(&hook.sample).unwrap();
            assert!(!command.contains("my-own"), "{command}");
            assert!(command.contains(r#"--header "Authorization: Bearer $PROVIDER_TOKEN""#), "{command}");
            assert!(command.contains(r#"--header 'PRIVATE-TOKEN: '"$PROVIDER_TOKEN"''"#), "{command}");
            let (state, key) = (command.find("\"state\""), command.find("\"key\""));
            assert!(state < key && command.contains(hook.sample.status.state.as_str()), "{command}");
        }
    }
}
