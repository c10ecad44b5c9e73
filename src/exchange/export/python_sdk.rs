//! Python with the vendor's SDK. Its models have neither `target_url` nor `action_type`, and would drop both without a word;
//! what it is given as a dictionary goes out whole.

use super::quote::code::{keeps_numbers, line, number};
use super::quote::python::json;
use super::sdk::{Operation, operation};
use super::{Call, Format, Group, Job, Line, Output, python_requests};
use crate::devopness::request::{ApiRequest, HeaderValue};

/// A program with `devopness`.
pub struct PythonSdk;

const CLIENT: &str = "        api_token=token,
        # An answer with more in it than this version of the SDK knows is no fault.
        strict_validation_mode=False,
    )
)


def run(title, call, *arguments):
    try:
        hook = call(*arguments).data
    except DevopnessSdkError as error:
        sys.exit(title + \": \" + str(error))
    print(title + \":\", getattr(hook, \"id\", hook or \"done\"))
";

const SEND: &str = "

def send(title, method, url, body=None):
    # For what the SDK would send with other numbers, or has no method for: by the library that the SDK itself uses.
    headers = {";

const SENT: &str = "}
    answer = httpx.request(method, url, headers=headers, content=body and body.encode(), timeout=30)
    if not answer.is_success:
        sys.exit(title + \": the API answered \" + str(answer.status_code) + \": \" + answer.text)
";

impl Format for PythonSdk {
    fn id(&self) -> &'static str {
        "python-sdk"
    }

    fn label(&self) -> &'static str {
        "Python SDK"
    }

    fn render(&self, job: &Job<'_>) -> String {
        let base = job.base();
        let by_sdk: Vec<Option<String>> = job.calls.iter().map(|call| method(base, call)).collect();
        let alone = by_sdk.iter().any(Option::is_none);
        let mut text = [
            "import json\nimport os\nimport sys\n\n",
            if alone { "import httpx\n" } else { "" },
            "from devopness import DevopnessClient, DevopnessClientConfig\nfrom devopness.core import DevopnessSdkError\n\n",
            python_requests::TOKEN,
            "\ndevopness = DevopnessClient(\n    DevopnessClientConfig(\n        base_url=",
            &line(base),
            ",\n",
            CLIENT,
        ]
        .concat();
        if alone {
            let headers = job.list.headers.map(|(name, value)| {
                let value = match value {
                    HeaderValue::Text(text) => line(text),
                    HeaderValue::BearerToken => "\"Bearer \" + token".into(),
                };
                [line(name), ": ".into(), value].concat()
            });
            text.push_str(&[SEND, &headers.join(", "), SENT, python_requests::SHOW].concat());
        }
        text.push('\n');
        for (call, by_sdk) in job.calls.iter().zip(by_sdk) {
            let title = line(&call.title());
            text.push_str(&match by_sdk {
                Some(method) => ["\nrun(", &title, ", devopness.hooks.", &method, ")\n"].concat(),
                None => ["\nsend(", &title, ", ", &plain(call.request), ")\n"].concat(),
            });
        }
        text.pop();
        text
    }
}

/// A method of the client and its arguments. None where a request has none that sends just that.
fn method(base: &str, call: &Call<'_>) -> Option<String> {
    let body = match &call.request.body {
        Some(body) if !keeps_numbers(body) => return None,
        Some(body) => [", json.loads(", &json(body), ")"].concat(),
        None => String::new(),
    };
    // The SDK takes an id into the address as it is.
    Some(match operation(base, call.request)? {
        Operation::Add { direction, pipeline } => {
            ["add_pipeline_hook, ", &line(direction), ", ", &number(pipeline), &body].concat()
        }
        Operation::List { pipeline, page: None } => ["list_pipeline_hooks, ", &number(pipeline)].concat(),
        Operation::List { pipeline, page: Some((page, size)) } => {
            ["list_pipeline_hooks, ", &number(pipeline), ", ", &number(page), ", ", &number(size)].concat()
        }
        Operation::Get { direction, id } => ["get_hook, ", &line(id), ", ", &line(direction)].concat(),
        Operation::Update { direction, id } => ["update_hook, ", &line(id), ", ", &line(direction), &body].concat(),
        Operation::Delete { direction, id } => ["delete_hook, ", &line(id), ", ", &line(direction)].concat(),
    })
}

fn plain(request: &ApiRequest) -> String {
    let body = request.body.as_ref().map_or(String::new(), |body| [", ", &json(body)].concat());
    ["\"", request.method.name(), "\", ", &line(&request.url), &body].concat()
}

impl Output for PythonSdk {
    fn group(&self) -> Group {
        Group::Code
    }

    fn file_name(&self) -> &'static str {
        "devopness-hooks-sdk.py"
    }

    fn note(&self) -> &'static str {
        "For Python 3.11 or later, after pip install devopness (version 2.8). It reads your access token from the variable \
         DEVOPNESS_TOKEN. The hooks are dictionaries: the SDK's own class for one would leave out target_url and \
         action_type."
    }

    fn lines(&self) -> &'static [Line] {
        &[
            Line { code: "os.environ.get", words: "Your access token, from the variable; without it nothing is sent." },
            Line { code: "DevopnessClient(", words: "The vendor's client, with the API's address and your token." },
            Line {
                code: "strict_validation_mode=False",
                words: "A hook that was created counts as such, even if the SDK does not know all of the answer.",
            },
            Line {
                code: "except DevopnessSdkError",
                words: "Stops at the first call that is refused, and shows what the API says.",
            },
            Line { code: "print(title", words: "Shows the id of what was created." },
            Line { code: "add_pipeline_hook", words: "Creates a hook: its direction, the pipeline, and the hook." },
            Line {
                code: "json.loads(",
                words: "The hook, in JSON. A raw string keeps it as it is; Devopness fills in what stands in braces.",
            },
        ]
    }
}
