//! A description of the calls in OpenAPI 3.1, with the requests as examples: for whatever makes clients, mocks or documents
//! of one.

use super::{Call, Format, Group, Job, Line, Output, client};
use crate::devopness::request::{ApiRequest, Method};
use crate::text::json::{self, Tree};
use client::text;

/// The OpenAPI document.
pub struct OpenApi;

impl Format for OpenApi {
    fn id(&self) -> &'static str {
        "openapi"
    }

    fn label(&self) -> &'static str {
        "OpenAPI 3.1"
    }

    fn render(&self, job: &Job<'_>) -> String {
        let base = job.base();
        let mut operations: Vec<Operation<'_>> = vec![];
        add(&mut operations, job.list, None, base);
        for (at, call) in job.calls.iter().enumerate() {
            add(&mut operations, call.request, Some((at + 1, call)), base);
        }
        let mut paths: Vec<(String, Tree)> = vec![];
        for operation in &operations {
            let method = (operation.method.name().to_ascii_lowercase(), operation.tree());
            match paths.iter_mut().find(|(path, _)| *path == operation.path) {
                Some((_, Tree::Object(methods))) => methods.push(method),
                _ => paths.push((operation.path.clone(), Tree::Object(vec![method]))),
            }
        }
        let info = [
            ("title", text("Devopness API: hooks of a pipeline")),
            ("version", text("1.0.0")),
            ("description", text(DESCRIPTION)),
        ];
        let scheme = [
            ("type", text("http")),
            ("scheme", text("bearer")),
            ("description", text("A personal or project token of Devopness.")),
        ];
        let components = [
            ("schemas", Tree::object([("Hook", schema())])),
            ("securitySchemes", Tree::object([("token", Tree::object(scheme))])),
        ];
        client::file([
            ("openapi", text("3.1.0")),
            ("info", Tree::object(info)),
            ("servers", Tree::List(vec![Tree::object([("url", text(base))])])),
            ("security", Tree::List(vec![Tree::object([("token", Tree::List(vec![]))])])),
            ("paths", Tree::Object(paths)),
            ("components", Tree::object(components)),
        ])
    }
}

const DESCRIPTION: &str = "The API wants the header Content-Type: application/json on every call, also on those without a \
     body, where OpenAPI has no place for it.";

/// All calls of one method and one path.
struct Operation<'a> {
    method: Method,
    path: String,
    parameters: Vec<Parameter>,
    examples: Vec<(String, &'a Call<'a>)>,
}

/// A part of the address that differs from call to call.
struct Parameter {
    name: String,
    place: &'static str,
    /// The value of each call, with the name of its example.
    values: Vec<(String, String)>,
}

/// Adds a request to the calls of its kind. The list has no example of its own: it is the same for all.
fn add<'a>(operations: &mut Vec<Operation<'a>>, request: &ApiRequest, call: Option<(usize, &'a Call<'a>)>, base: &str) {
    let (path, parameters) = address(client::path(request, base));
    let example = call.map_or(String::new(), |(number, _)| ["request-", &number.to_string()].concat());
    let known = operations.iter().position(|known| known.method == request.method && known.path == path);
    let at = known.unwrap_or_else(|| {
        operations.push(Operation { method: request.method, path, parameters: vec![], examples: vec![] });
        operations.len() - 1
    });
    let known = &mut operations[at].parameters;
    for (place, name, value) in parameters {
        let value = (example.clone(), value);
        match known.iter_mut().find(|parameter| parameter.name == name) {
            Some(parameter) => parameter.values.push(value),
            None => known.push(Parameter { name, place, values: vec![value] }),
        }
    }
    operations[at].examples.extend(call.map(|(_, call)| (example, call)));
}

/// A path with its ids as parameters, and the parameters' places, names and values. An id that had to be percent-encoded
/// stays in the path: clients differ in what they do with such a value.
fn address(address: &str) -> (String, Vec<(&'static str, String, String)>) {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let (mut segments, mut parameters) = (vec![], vec![]);
    let mut before = "";
    for segment in path.split('/') {
        let name = match before {
            "pipelines" => Some("pipeline_id"),
            "incoming" | "outgoing" => Some("hook_id"),
            _ => None,
        };
        match name.filter(|_| !segment.contains('%')) {
            Some(name) => {
                segments.push(["{", name, "}"].concat());
                parameters.push(("path", name.to_string(), segment.to_string()));
            }
            None => segments.push(segment.to_string()),
        }
        before = segment;
    }
    for (name, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
        parameters.push(("query", name.to_string(), value.to_string()));
    }
    (segments.join("/"), parameters)
}

impl Operation<'_> {
    fn tree(&self) -> Tree {
        let words = self.path.split('/').filter(|segment| !segment.is_empty() && !segment.starts_with('{'));
        let words = words.map(|word| word.replace(|c: char| !c.is_ascii_alphanumeric(), "_"));
        let id = [self.method.name().to_ascii_lowercase()].into_iter().chain(words).collect::<Vec<_>>().join("_");
        let (summary, status, said) = match self.method {
            Method::Get => ("Reads the hooks.", "200", "What was asked for."),
            Method::Post => ("Creates a hook.", "201", "The new hook."),
            Method::Put => ("Replaces a hook as a whole.", "204", "Done."),
            Method::Delete => ("Deletes a hook.", "204", "Done."),
        };
        let mut fields = vec![("operationId", text(id)), ("summary", text(summary))];
        fields.push(("parameters", Tree::List(self.parameters.iter().map(Parameter::tree).collect())));
        let bodies = self.examples.iter().filter_map(|(name, call)| Some((name, call, call.request.body.as_ref()?)));
        let examples: Vec<(String, Tree)> = bodies
            .map(|(name, call, body)| {
                (name.clone(), Tree::object([("summary", text(call.title())), ("value", body.clone())]))
            })
            .collect();
        if !examples.is_empty() {
            let schema = Tree::object([("$ref", text("#/components/schemas/Hook"))]);
            let media = Tree::object([("schema", schema), ("examples", Tree::Object(examples))]);
            let content = Tree::object([("application/json", media)]);
            fields.push(("requestBody", Tree::object([("required", Tree::Value(true.into())), ("content", content)])));
        }
        let json = || ("content", Tree::object([("application/json", Tree::object([]))]));
        let done = match self.method {
            Method::Get | Method::Post => vec![("description", text(said)), json()],
            Method::Put | Method::Delete => vec![("description", text(said))],
        };
        let refused = [("description", text("Refused; the answer says why.")), json()];
        let responses = [(status, Tree::object(done)), ("default", Tree::object(refused))];
        fields.push(("responses", Tree::object(responses)));
        Tree::object(fields)
    }
}

impl Parameter {
    fn tree(&self) -> Tree {
        let mut fields = vec![
            ("name", text(&*self.name)),
            ("in", text(self.place)),
            ("required", Tree::Value((self.place == "path").into())),
            ("schema", Tree::object([("type", text("string"))])),
        ];
        match self.values.as_slice() {
            [(_, first), others @ ..] if others.iter().all(|(_, value)| value == first) => {
                fields.push(("example", text(&**first)));
            }
            values => {
                let example =
                    |(name, value): &(String, String)| (name.clone(), Tree::object([("value", text(&**value))]));
                fields.push(("examples", Tree::Object(values.iter().map(example).collect())));
            }
        }
        Tree::object(fields)
    }
}

/// What the calls here send, and no more: the API may take other fields.
const HOOK: &str = r#"{
  "type": "object",
  "required": ["name"],
  "properties": {
    "name": {"type": "string", "description": "The hook's name in Devopness."},
    "active": {"type": "boolean"},
    "action_type": {"type": "string"},
    "target_url": {"type": "string", "description": "Where an outgoing hook sends to, with {{ variables }}."},
    "settings": {"type": ["object", "null"]},
    "trigger_when": {"type": ["object", "array", "null"], "description": "The events at which the hook is sent."}
  }
}"#;

fn schema() -> Tree {
    Tree::Value(json::parse(HOOK).unwrap_or_default())
}

impl Output for OpenApi {
    fn group(&self) -> Group {
        Group::Client
    }

    fn file_name(&self) -> &'static str {
        "devopness-hooks.openapi.json"
    }

    fn note(&self) -> &'static str {
        "For whatever reads OpenAPI 3.1. The access token is the bearer token of the security scheme, and is asked for by \
         the program. OpenAPI has no templates in examples, so {{ }} stands as it is; for Postman, Insomnia and Bruno, \
         which claim it when they import, take their own files."
    }

    fn lines(&self) -> &'static [Line] {
        &[
            Line { code: "\"servers\"", words: "The address of the Devopness API." },
            Line { code: "\"security\"", words: "Every call needs your access token." },
            Line { code: "\"paths\"", words: "The calls, each with its method." },
            Line { code: "\"pipeline_id\"", words: "The pipeline's number is part of the address." },
            Line { code: "\"examples\"", words: "The hooks, each as the body that creates it." },
            Line { code: "\"securitySchemes\"", words: "Says that the token is sent as a bearer token." },
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_become_parameters_and_encoded_ones_stay() {
        for (written, path, parameters) in [
            ("/pipelines/512/hooks/outgoing", "/pipelines/{pipeline_id}/hooks/outgoing", vec!["path pipeline_id 512"]),
            ("/hooks/incoming/u-1", "/hooks/incoming/{hook_id}", vec!["path hook_id u-1"]),
            ("/hooks/outgoing/..%2Fx", "/hooks/outgoing/..%2Fx", vec![]),
            (
                "/pipelines/<pipeline_id>/hooks?page=2&per_page=9",
                "/pipelines/{pipeline_id}/hooks",
                vec!["path pipeline_id <pipeline_id>", "query page 2", "query per_page 9"],
            ),
        ] {
            let (found, values) = address(written);
            let values: Vec<String> = values.iter().map(|(a, b, c)| [a, " ", b, " ", c].concat()).collect();
            assert_eq!((found.as_str(), values), (path, parameters.iter().map(|p| p.to_string()).collect()));
        }
    }

    #[test]
    fn the_schema_is_read() {
        assert!(serde_json::to_value(schema()).is_ok_and(|schema| schema["required"][0] == "name"));
    }
}
