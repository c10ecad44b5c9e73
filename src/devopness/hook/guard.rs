//! The guard against runs by hand: a deploy that a person starts has no commit hash, so its reports would go to a broken
//! address. The incoming hook declares a constant that no request has, and the outgoing hooks fire only where it is there.
//!
//! The vendor's guides of July to October 2023 had it so, when hooks were not yet those of one pipeline (docs of
//! <https://github.com/devopness/devopness>). That a run by hand has no variables of an incoming hook is an inference.

use serde_json::Value;

use super::{Condition, Variable, VariableKind};
use crate::text::json;
use crate::text::template::PARSED;

/// The name of the constant.
pub const NAME: &str = "pipeline_id";

/// The condition of an outgoing hook. `pipeline` is a number, or the placeholder for one.
pub fn condition(pipeline: &str) -> Condition {
    Condition { path: [PARSED, NAME].concat(), accepted: vec![value(pipeline)] }
}

/// The constant in the incoming hook.
pub fn constant(pipeline: &str) -> Variable {
    Variable {
        name: NAME.into(),
        path: String::new(),
        kind: VariableKind::Integer,
        required: false,
        default: Some(value(pipeline)),
    }
}

fn value(pipeline: &str) -> Value {
    json::parse(pipeline).unwrap_or_else(|_| Value::String(pipeline.to_string()))
}

/// Whether a condition is the guard of this pipeline. An API may give a number back as a text.
pub fn is_of(condition: &Condition, pipeline: &str) -> bool {
    let [accepted] = condition.accepted.as_slice() else { return false };
    condition.path.strip_prefix(PARSED) == Some(NAME) && accepted.to_string().trim_matches('"') == pipeline
}

/// Whether an incoming hook has the constant.
pub fn is_declared(variables: &[Variable], pipeline: &str) -> bool {
    let is_it = |own: &Variable| {
        own.name == NAME && own.default.as_ref().is_some_and(|own| own.to_string().trim_matches('"') == pipeline)
    };
    variables.iter().any(is_it)
}

/// Whether a condition is [`former`].
pub fn is_former(condition: &Condition) -> bool {
    condition.path == FORMER && matches!(condition.accepted.as_slice(), [Value::String(word)] if word == "hook")
}

const FORMER: &str = "action.triggered_from.trigger_type";

/// The guard that earlier versions of this page have written. The vendor shows neither its path nor its word in a condition:
/// both are fields of `GET /actions/{id}` in its API description (`ActionTriggeredFrom`).
pub fn former() -> Condition {
    Condition { path: FORMER.into(), accepted: vec![Value::String("hook".into())] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_guard_is_a_number_on_both_sides_and_known_again_as_a_text() {
        let own = condition("512");
        assert_eq!(own.path, "action.triggered_from.hook_parsed_variables.pipeline_id");
        assert_eq!(own.accepted, [json!(512)]);
        assert_eq!(condition("<pipeline_id>").accepted, [json!("<pipeline_id>")]);
        let with = |accepted: Vec<Value>| Condition { accepted, ..own.clone() };
        for (condition, known) in [
            (own.clone(), true),
            (with(vec![json!("512")]), true),
            (with(vec![json!(513)]), false),
            (with(vec![json!(512), json!(513)]), false),
            (with(vec![]), false),
            (Condition { path: "action.pipeline_id".into(), ..own.clone() }, false),
            (former(), false),
        ] {
            assert_eq!(is_of(&condition, "512"), known, "{condition:?}");
        }
        let variable = constant("512");
        assert_eq!((variable.name.as_str(), &variable.default), ("pipeline_id", &Some(json!(512))));
        assert!(
            is_declared(std::slice::from_ref(&variable), "512") && !is_declared(std::slice::from_ref(&variable), "513")
        );
        assert!(!is_declared(&[Variable { default: None, ..variable }], "512") && !is_declared(&[], "512"));
    }
}
