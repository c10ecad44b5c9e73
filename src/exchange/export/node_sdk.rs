//! Node with the vendor's SDK. Its calls are those of its source (<https://github.com/devopness/devopness>,
//! `packages/sdks/javascript`): a hook's id comes before its direction, a pipeline's number behind it.

use super::quote::code::number;
use super::quote::javascript::{object, string};
use super::sdk::{Operation, operation};
use super::{Call, Format, Group, Job, Line, Output, fetch};
use crate::text::percent::decode;

/// A program with `@devopness/sdk-js`.
pub struct NodeSdk;

const RUN: &str = "
async function run(title, call) {
  try {
    const { data } = await call();
    console.log(title + \": \" + (data?.id ?? (data ? JSON.stringify(data) : \"done\")));
  } catch (error) {
    console.error(title + \": \" + error.message, error.errors ?? \"\");
    process.exit(1);
  }
}
";

impl Format for NodeSdk {
    fn id(&self) -> &'static str {
        "node-sdk"
    }

    fn label(&self) -> &'static str {
        "Node SDK"
    }

    fn render(&self, job: &Job<'_>) -> String {
        let base = job.base();
        let by_sdk: Vec<Option<String>> = job.calls.iter().map(|call| method(base, call)).collect();
        let mut text = [
            "import { DevopnessApiClient } from \"@devopness/sdk-js\";\n\n",
            fetch::TOKEN,
            "\nconst devopness = new DevopnessApiClient({\n  apiToken: token,\n  baseURL: ",
            &string(base),
            ",\n});\n",
            RUN,
        ]
        .concat();
        if by_sdk.iter().any(Option::is_none) {
            text.push_str("\n// For what the SDK would send with other numbers, or has no method for.\n");
            text.push_str(&fetch::function(job.list));
        }
        for (call, by_sdk) in job.calls.iter().zip(by_sdk) {
            let title = call.title();
            text.push('\n');
            text.push_str(&match by_sdk {
                Some(method) => ["await run(", &string(&title), ", () => devopness.", &method, ");"].concat(),
                None => fetch::send(&title, call.request),
            });
            text.push('\n');
        }
        text.pop();
        text
    }
}

/// The method of the client with its arguments. None where a request has none that sends just that.
fn method(base: &str, call: &Call<'_>) -> Option<String> {
    let body = match &call.request.body {
        Some(body) => [", ", &object(body)?].concat(),
        None => String::new(),
    };
    // The SDK encodes an id by itself.
    let id = |id: &str| string(&decode(id));
    let parts = match operation(base, call.request)? {
        Operation::Add { direction, pipeline } => {
            ["pipelines.hooks.addPipelineHook(", &string(direction), ", ", &number(pipeline), &body, ")"].concat()
        }
        Operation::List { pipeline, page: None } => {
            ["pipelines.hooks.listPipelineHooks(", &number(pipeline), ")"].concat()
        }
        Operation::List { pipeline, page: Some((page, size)) } => {
            let (page, size) = (number(page), number(size));
            ["pipelines.hooks.listPipelineHooks(", &number(pipeline), ", ", &page, ", ", &size, ")"].concat()
        }
        Operation::Get { direction, id: own } => ["hooks.getHook(", &id(own), ", ", &string(direction), ")"].concat(),
        Operation::Update { direction, id: own } => {
            ["hooks.updateHook(", &id(own), ", ", &string(direction), &body, ")"].concat()
        }
        Operation::Delete { direction, id: own } => {
            ["hooks.deleteHook(", &id(own), ", ", &string(direction), ")"].concat()
        }
    };
    Some(parts)
}

impl Output for NodeSdk {
    fn group(&self) -> Group {
        Group::Code
    }

    fn file_name(&self) -> &'static str {
        "devopness-hooks-sdk.mjs"
    }

    fn note(&self) -> &'static str {
        "For Node 18 or later, after npm install @devopness/sdk-js (version 3). It reads your access token from the \
         variable DEVOPNESS_TOKEN. In TypeScript, cast the hooks: the SDK's types leave out target_url and action_type, \
         which it sends all the same."
    }

    fn lines(&self) -> &'static [Line] {
        &[
            Line {
                code: "process.env.DEVOPNESS_TOKEN",
                words: "Your access token, from the variable; without it nothing is sent.",
            },
            Line {
                code: "new DevopnessApiClient",
                words: "The vendor's client, with your token and the API's address.",
            },
            Line {
                code: "console.error(title",
                words: "Stops at the first call that is refused, and shows what the API says.",
            },
            Line { code: "console.log", words: "Shows the id of what was created." },
            Line { code: "await run(", words: "One call, after the one before has been answered." },
            Line {
                code: "addPipelineHook(",
                words: "Creates a hook: its direction, the pipeline, and the hook. What stands in braces is text to \
                        JavaScript, and Devopness fills it in.",
            },
        ]
    }
}
