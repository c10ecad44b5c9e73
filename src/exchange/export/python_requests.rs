//! Python with `requests`.

use super::quote::code::line;
use super::quote::python::json;
use super::{Format, Group, Job, Line, Output};
use crate::devopness::request::HeaderValue;

/// Reads the token and stops without one. A title may hold what the console's encoding lacks, which must not stop the
/// program between two calls.
pub(super) const TOKEN: &str = "\
token = os.environ.get(\"DEVOPNESS_TOKEN\", \"\").strip()
if not token:
    sys.exit(\"Set the variable DEVOPNESS_TOKEN to your access token first.\")
sys.stdout.reconfigure(errors=\"backslashreplace\")
";

const BEARER: &str = "

def bearer(request):
    # As `auth`: a header would give way to what .netrc says of the host.
    request.headers[\"Authorization\"] = \"Bearer \" + token
    return request


def send(title, method, url, body=None):
    answer = requests.request(
        method,
        url,
";

const ANSWER: &str = "        auth=bearer,
        data=body and body.encode(),
        allow_redirects=False,
        timeout=30,
    )
    answer.encoding = \"utf-8\"
    if not 200 <= answer.status_code < 300:
        sys.exit(title + \": the API answered \" + str(answer.status_code) + \": \" + answer.text)
";

/// Shows the id in a good answer, which may be empty.
pub(super) const SHOW: &str = "    try:
        hook = answer.json()
    except ValueError:
        hook = None
    print(title + \":\", hook[\"id\"] if isinstance(hook, dict) and \"id\" in hook else answer.text or \"done\")
";

/// A program with `requests`.
pub struct PythonRequests;

impl Format for PythonRequests {
    fn id(&self) -> &'static str {
        "python-requests"
    }

    fn label(&self) -> &'static str {
        "Python requests"
    }

    fn render(&self, job: &Job<'_>) -> String {
        let mut text = ["import os\nimport sys\n\nimport requests\n\n", TOKEN, BEARER].concat();
        let plain = job.list.headers.iter().filter_map(|(name, value)| match value {
            HeaderValue::Text(text) => Some([line(name), ": ".into(), line(text)].concat()),
            HeaderValue::BearerToken => None,
        });
        let headers = plain.collect::<Vec<_>>().join(", ");
        text.push_str(&["        headers={", &headers, "},\n", ANSWER, SHOW, "\n"].concat());
        for call in &job.calls {
            let request = call.request;
            let body = request.body.as_ref().map_or(String::new(), |body| [", ", &json(body)].concat());
            let method = request.method.name();
            text.push_str(
                &["\nsend(", &line(&call.title()), ", \"", method, "\", ", &line(&request.url), &body, ")\n"].concat(),
            );
        }
        text.pop();
        text
    }
}

impl Output for PythonRequests {
    fn group(&self) -> Group {
        Group::Code
    }

    fn file_name(&self) -> &'static str {
        "devopness-hooks.py"
    }

    fn note(&self) -> &'static str {
        "For Python 3.8 or later, after pip install requests. It reads your access token from the variable DEVOPNESS_TOKEN."
    }

    fn lines(&self) -> &'static [Line] {
        &[
            Line { code: "os.environ.get", words: "Your access token, from the variable; without it nothing is sent." },
            Line { code: "def bearer", words: "Sends the token, also where .netrc knows the API's host." },
            Line { code: "headers={", words: "Asks for an answer in JSON, and says that the body is JSON." },
            Line {
                code: "allow_redirects=False",
                words: "The token goes to this address only, wherever the answer points.",
            },
            Line {
                code: "if not 200 <=",
                words: "Stops at the first call that is refused, and shows what the API says.",
            },
            Line { code: "print(title", words: "Shows the id of what was created." },
            Line {
                code: "r\"\"\"",
                words: "The hook, in JSON. A raw string keeps it as it is; Devopness fills in what stands in braces.",
            },
        ]
    }
}
