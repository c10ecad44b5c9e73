//! JavaScript with `fetch`, which Node, Deno, Bun and browsers share.

use super::quote::javascript::{object, string};
use super::{Format, Group, Job, Line, Output};
use crate::devopness::request::{ApiRequest, HeaderValue};
use crate::text::json;

/// Reads the token and stops without one.
pub(super) const TOKEN: &str = "\
const token = process.env.DEVOPNESS_TOKEN?.trim();
if (!token) {
  console.error(\"Set the variable DEVOPNESS_TOKEN to your access token first.\");
  process.exit(1);
}
";

/// A program with `fetch`.
pub struct Fetch;

impl Format for Fetch {
    fn id(&self) -> &'static str {
        "javascript-fetch"
    }

    fn label(&self) -> &'static str {
        "JavaScript fetch"
    }

    fn render(&self, job: &Job<'_>) -> String {
        let calls: Vec<String> = job.calls.iter().map(|call| send(&call.title(), call.request)).collect();
        [TOKEN, "\n", &function(job.list), "\n", &calls.join("\n\n")].concat()
    }
}

/// The function that all calls go through.
pub(super) fn function(request: &ApiRequest) -> String {
    let mut text = String::from("async function send(title, method, url, body) {\n  const headers = {\n");
    for (name, value) in request.headers {
        let value = match value {
            HeaderValue::Text(text) => string(text),
            HeaderValue::BearerToken => "\"Bearer \" + token".into(),
        };
        text.push_str(&["    ", &string(name), ": ", &value, ",\n"].concat());
    }
    text.push_str(
        "  };
  const answer = await fetch(url, { method, headers, body, redirect: \"manual\" });
  const text = await answer.text();
  if (!answer.ok) {
    console.error(title + \": the API answered \" + answer.status + \": \" + text);
    process.exit(1);
  }
  let hook;
  try {
    hook = JSON.parse(text);
  } catch {
    // A good answer may be empty.
  }
  console.log(title + \": \" + (hook?.id ?? (text || \"done\")));
}
",
    );
    text
}

/// One call of that function.
pub(super) fn send(title: &str, request: &ApiRequest) -> String {
    let mut text =
        ["await send(", &string(title), ", \"", request.method.name(), "\", ", &string(&request.url)].concat();
    if let Some(body) = &request.body {
        let value = match object(body) {
            Some(object) => ["JSON.stringify(", &object, ")"].concat(),
            // As text, since an object would change what is in it.
            None => string(&json::pretty(body, |_| false)),
        };
        text.push_str(&[", ", &value].concat());
    }
    text + ");"
}

impl Output for Fetch {
    fn group(&self) -> Group {
        Group::Code
    }

    fn file_name(&self) -> &'static str {
        "devopness-hooks.mjs"
    }

    fn note(&self) -> &'static str {
        "For Node 18 or later, Bun, and Deno 2 with --allow-env and --allow-net. It reads your access token from the \
         variable DEVOPNESS_TOKEN. A browser has no variables: write the token there by hand; whether the API then answers \
         depends on the page's address."
    }

    fn lines(&self) -> &'static [Line] {
        &[
            Line {
                code: "process.env.DEVOPNESS_TOKEN",
                words: "Your access token, from the variable; without it nothing is sent.",
            },
            Line { code: "const headers", words: "Sends the token, and asks for and announces JSON." },
            Line {
                code: "redirect: \"manual\"",
                words: "The token goes to this address only, wherever the answer points.",
            },
            Line {
                code: "if (!answer.ok)",
                words: "Stops at the first call that is refused, and shows what the API says.",
            },
            Line { code: "console.log", words: "Shows the id of what was created." },
            Line { code: "await send(", words: "One call, after the one before has been answered." },
            Line {
                code: "JSON.stringify(",
                words: "The hook. What stands in braces is text to JavaScript, and Devopness fills it in.",
            },
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::devopness::request::Method;
    use crate::text::json::Tree;

    #[test]
    fn a_body_is_an_object_unless_that_would_change_it() {
        let list = crate::devopness::endpoint::list_hooks(
            &crate::devopness::endpoint::Target { base: "https://h".into(), relay: None },
            "5",
        );
        let call = |body: Option<&str>| {
            let body = body.map(|text| Tree::Value(json::parse(text).unwrap()));
            send("A \"b\"", &ApiRequest { method: Method::Put, body, ..list.clone() })
        };
        let start = r#"await send("A \"b\"", "PUT", "https://h/pipelines/5/hooks""#;
        assert_eq!(call(None), [start, ");"].concat());
        assert_eq!(call(Some(r#"{"n":1.5}"#)), [start, ", JSON.stringify({\n  \"n\": 1.5\n}));"].concat());
        assert_eq!(call(Some(r#"{"n":1.50}"#)), [start, r#", "{\n  \"n\": 1.50\n}");"#].concat());
    }
}
