//! Rust with `reqwest`.

use super::quote::code::line;
use super::quote::rust::json;
use super::{Format, Group, Job, Line, Output};
use crate::devopness::request::HeaderValue;

const START: &str = "\
use std::env;
use std::error::Error;
use std::process::exit;

use reqwest::Method;
use reqwest::blocking::Client;
use reqwest::redirect::Policy;
use serde_json::Value;

fn main() {
    let token = env::var(\"DEVOPNESS_TOKEN\").unwrap_or_default();
    if token.trim().is_empty() {
        eprintln!(\"Set the variable DEVOPNESS_TOKEN to your access token first.\");
        exit(1);
    }
    if let Err(why) = run(token.trim()) {
        eprintln!(\"{why}\");
        exit(1);
    }
}

fn run(token: &str) -> Result<(), Box<dyn Error>> {
    // The token goes to the API only, wherever an answer points.
    let client = Client::builder().redirect(Policy::none()).build()?;
    let send = |title: &str, method: Method, url: &str, body: Option<&'static str>| {
        let mut request = client.request(method, url);
";

const ANSWER: &str = "        if let Some(body) = body {
            request = request.body(body);
        }
        let answer = request.send()?;
        let status = answer.status();
        let text = answer.text()?;
        if !status.is_success() {
            return Err(format!(\"{title}: the API answered {status}: {text}\").into());
        }
        let hook: Value = serde_json::from_str(&text).unwrap_or_default();
        match hook[\"id\"].as_str() {
            Some(id) => println!(\"{title}: {id}\"),
            None if text.is_empty() => println!(\"{title}: done\"),
            None => println!(\"{title}: {text}\"),
        }
        Ok::<(), Box<dyn Error>>(())
    };
";

/// A program with `reqwest`.
pub struct Rust;

impl Format for Rust {
    fn id(&self) -> &'static str {
        "rust"
    }

    fn label(&self) -> &'static str {
        "Rust"
    }

    fn render(&self, job: &Job<'_>) -> String {
        let mut text = String::from(START);
        for (name, value) in job.list.headers {
            let header = match value {
                HeaderValue::Text(text) => ["header(", &line(name), ", ", &line(text), ")"].concat(),
                HeaderValue::BearerToken => "bearer_auth(token)".into(),
            };
            text.push_str(&["        request = request.", &header, ";\n"].concat());
        }
        text.push_str(ANSWER);
        for call in &job.calls {
            let body = call.request.body.as_ref().map_or("None".into(), |body| ["Some(", &json(body), ")"].concat());
            let (title, url) = (line(&call.title()), line(&call.request.url));
            let method = call.request.method.name();
            text.push_str(&["\n    send(", &title, ", Method::", method, ", ", &url, ", ", &body, ")?;\n"].concat());
        }
        text + "\n    Ok(())\n}"
    }
}

impl Output for Rust {
    fn group(&self) -> Group {
        Group::Code
    }

    fn file_name(&self) -> &'static str {
        "devopness-hooks.rs"
    }

    fn note(&self) -> &'static str {
        "As src/main.rs of a project with these two lines under [dependencies] in its Cargo.toml: \
         reqwest = { version = \"0.13\", features = [\"blocking\"] } and serde_json = \"1\". It reads your access token from \
         the variable DEVOPNESS_TOKEN."
    }

    fn lines(&self) -> &'static [Line] {
        &[
            Line { code: "env::var", words: "Your access token, from the variable; without it nothing is sent." },
            Line { code: "Policy::none()", words: "The token goes to this address only, wherever the answer points." },
            Line { code: "request = request.", words: "Sends the token, and asks for and announces JSON." },
            Line {
                code: "if !status.is_success()",
                words: "Stops at the first call that is refused, and shows what the API says.",
            },
            Line { code: "println!", words: "Shows the id of what was created." },
            Line {
                code: "send(\"",
                words: "One call, after the one before has been answered. In a raw string the hook stands as it is; \
                        Devopness fills in what stands in braces.",
            },
        ]
    }
}
