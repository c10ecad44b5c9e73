//! Which variables of the incoming hook the outgoing hooks use.

use serde_json::Value;

use crate::form::plan::Plan;
use crate::text::template::{PARSED, Piece, is_variable_name, scan};

/// The names of the variables that the plan's templates take from the incoming hook, each once, in the order of their
/// appearance: in addresses, headers and bodies, which is where Devopness fills templates in, and in conditions. A name that no variable can
/// have is for the main form to complain about.
pub fn uses(plan: &Plan) -> Vec<String> {
    let mut names = Vec::new();
    for planned in &plan.hooks {
        collect(&planned.hook.target_url, &mut names);
        for header in &planned.hook.headers {
            collect(&header.value, &mut names);
        }
        for (_, value) in &planned.hook.body.0 {
            collect_value(value, &mut names);
        }
        for condition in &planned.hook.conditions {
            name(&condition.path, &mut names);
        }
    }
    names
}

fn collect_value(value: &Value, names: &mut Vec<String>) {
    match value {
        Value::String(text) => collect(text, names),
        Value::Array(items) => items.iter().for_each(|item| collect_value(item, names)),
        Value::Object(fields) => fields.values().for_each(|item| collect_value(item, names)),
        _ => {}
    }
}

fn collect(text: &str, names: &mut Vec<String>) {
    for piece in scan(text) {
        if let Piece::Variable(_, path) = piece {
            name(path, names);
        }
    }
}

fn name(path: &str, names: &mut Vec<String>) {
    if let Some(name) = path.strip_prefix(PARSED)
        && is_variable_name(name)
        && !names.iter().any(|own| own == name)
    {
        names.push(name.to_string());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::devopness::event::Event;
    use crate::form::field::Field;
    use crate::form::plan::plan;
    use crate::form::values::{ExtraKind, FormValues};

    #[test]
    fn names_are_found_wherever_templates_are_filled_in() {
        let mut form = FormValues::new("512", "https://gitlab.com/acme/shop");
        assert_eq!(uses(&plan(&form)), ["commit_hash"]);
        let template = |name: &str| ["{{ ", PARSED, name, " }}"].concat();
        form.set_text(Field::BranchVariable, "branch".into());
        form.set_text(Field::Description(Event::Failed), [template("title"), template("commit_hash")].concat());
        form.set_text(Field::Description(Event::Queued), template("off"));
        form.set_text(Field::HookName(Event::Failed), template("not_here"));
        form.set_text(Field::Link, ["https://h/", &template("no name"), &template("")].concat());
        let header = form.add_header();
        form.set_text(Field::HeaderName(header), "X-By".into());
        form.set_text(Field::HeaderValue(header), template("author"));
        let extra = form.add_extra();
        form.set_text(Field::ExtraName(extra), "deep".into());
        form.set_text(Field::ExtraKind(extra), ExtraKind::Json.label().into());
        form.set_text(Field::ExtraValue(extra), [r#"{"a": ["x", ""#, &template("deep"), r#"", 1]}"#].concat());
        let mut names = uses(&plan(&form));
        names.sort();
        assert_eq!(names, ["author", "branch", "commit_hash", "deep", "title"]);
    }
}
