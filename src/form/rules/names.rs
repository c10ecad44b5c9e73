//! The pipeline, and the names of variables.

use crate::form::field::Field;
use crate::form::problem::Problem;
use crate::form::reading::Reading;
use crate::form::values::FormValues;
use crate::text::template::is_variable_name;

pub fn check_pipeline(form: &FormValues, reading: &Reading) -> Option<Problem> {
    if form.pipeline.trim().is_empty() {
        return Some(Problem::missing(
            Field::Pipeline,
            "Which pipeline deploys it? Its number stands at the end of its page's address in the Devopness app.",
        ));
    }
    reading.pipeline.as_ref().err().map(|text| Problem::error(Field::Pipeline, text))
}

pub fn check_variable_names(form: &FormValues, problems: &mut Vec<Problem>) {
    let name = |field: Field, text: &str| {
        (!is_variable_name(text)).then(|| {
            Problem::error(
                field,
                "This is the variable's name as the incoming hook declares it: letters, digits, “_” and “-”, such as commit_hash. No braces, no path.",
            )
        })
    };
    if form.hash_variable.trim().is_empty() {
        problems.push(Problem::missing(
            Field::HashVariable,
            "Which variable of the incoming hook holds the commit hash? The vendor's guides call it commit_hash.",
        ));
    } else {
        problems.extend(name(Field::HashVariable, form.hash_variable.trim()));
    }
    if !form.branch_variable.trim().is_empty() {
        problems.extend(name(Field::BranchVariable, form.branch_variable.trim()));
    }
}
