//! Go with `net/http`.

use super::quote::code::line;
use super::quote::go::json;
use super::{Format, Group, Job, Line, Output};
use crate::devopness::request::HeaderValue;

const START: &str = "\
package main

import (
	\"encoding/json\"
	\"fmt\"
	\"io\"
	\"net/http\"
	\"os\"
	\"strings\"
)

var token = strings.TrimSpace(os.Getenv(\"DEVOPNESS_TOKEN\"))

// The token goes to the API only, wherever an answer points.
var client = http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}

func main() {
	if token == \"\" {
		stop(\"Set the variable DEVOPNESS_TOKEN to your access token first.\")
	}
";

const SEND: &str = "}

func send(title, method, url, body string) {
	request, err := http.NewRequest(method, url, strings.NewReader(body))
	if err != nil {
		stop(title + \": \" + err.Error())
	}
";

const ANSWER: &str = "	response, err := client.Do(request)
	if err != nil {
		stop(title + \": \" + err.Error())
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		stop(title + \": \" + err.Error())
	}
	if response.StatusCode < 200 || response.StatusCode > 299 {
		stop(title + \": the API answered \" + response.Status + \": \" + string(text))
	}
	var hook struct{ ID json.RawMessage }
	if json.Unmarshal(text, &hook) == nil && hook.ID != nil {
		text = hook.ID
	}
	if len(text) == 0 {
		text = []byte(\"done\")
	}
	fmt.Println(title + \": \" + strings.Trim(string(text), \"\\\"\"))
}

func stop(why string) {
	fmt.Fprintln(os.Stderr, why)
	os.Exit(1)
}";

/// A program with `net/http`.
pub struct Go;

impl Format for Go {
    fn id(&self) -> &'static str {
        "go"
    }

    fn label(&self) -> &'static str {
        "Go"
    }

    fn render(&self, job: &Job<'_>) -> String {
        let mut text = String::from(START);
        for call in &job.calls {
            let body = call.request.body.as_ref().map_or("\"\"".into(), json);
            let (title, url) = (line(&call.title()), line(&call.request.url));
            let method = call.request.method.name();
            text.push_str(&["\n\tsend(", &title, ", \"", method, "\", ", &url, ", ", &body, ")\n"].concat());
        }
        text.push_str(SEND);
        for (name, value) in job.list.headers {
            let value = match value {
                HeaderValue::Text(text) => line(text),
                HeaderValue::BearerToken => "\"Bearer \"+token".into(),
            };
            text.push_str(&["\trequest.Header.Set(", &line(name), ", ", &value, ")\n"].concat());
        }
        text + ANSWER
    }
}

impl Output for Go {
    fn group(&self) -> Group {
        Group::Code
    }

    fn file_name(&self) -> &'static str {
        "devopness-hooks.go"
    }

    fn note(&self) -> &'static str {
        "For Go 1.16 or later, with nothing but its standard library: go run devopness-hooks.go. It reads your access token \
         from the variable DEVOPNESS_TOKEN."
    }

    fn lines(&self) -> &'static [Line] {
        &[
            Line { code: "os.Getenv", words: "Your access token, from the variable; without it nothing is sent." },
            Line { code: "CheckRedirect", words: "The token goes to this address only, wherever the answer points." },
            Line {
                code: "send(\"",
                words: "One call, after the one before has been answered. Between backquotes the hook stands as it is; \
                        Devopness fills in what stands in braces.",
            },
            Line { code: "request.Header.Set", words: "Sends the token, and asks for and announces JSON." },
            Line {
                code: "if response.StatusCode",
                words: "Stops at the first call that is refused, and shows what the API says.",
            },
            Line { code: "fmt.Println", words: "Shows the id of what was created." },
        ]
    }
}
