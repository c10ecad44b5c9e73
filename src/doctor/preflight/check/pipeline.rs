//! Whether the pipeline is there, and deploys an application.

use super::Head;
use crate::doctor::preflight::evidence::Ground;
use crate::doctor::preflight::line::{Action, Line, Verdict, quoted};
use crate::form::field::Field;

const HEAD: Head = ("pipeline", "The pipeline deploys an application");

pub fn check(ground: &Ground) -> Vec<Line> {
    let evidence = ground.evidence;
    let to_pipeline = Action::Focus(Field::Pipeline);
    let Some(asked) = ground.plan.pipeline else {
        let line = Line::new(HEAD, Verdict::Fail, &["The form names no pipeline yet."]);
        return vec![line.next(&["Write its number, or pick it from the list."]).action(to_pipeline)];
    };
    if let Some(Err(error)) = &evidence.pipeline
        && matches!(error.status(), Some(403 | 404))
    {
        ground.say(error);
        return vec![ground.failed(HEAD, Verdict::Fail, error).action(to_pipeline)];
    }
    let pipeline = match ground.known(&evidence.pipeline, HEAD, "the pipeline") {
        Ok(pipeline) => pipeline,
        Err(line) => return vec![*line],
    };
    let name = quoted(&pipeline.name);
    if pipeline.operation.is_empty() || pipeline.resource_type.is_empty() {
        let text = [&name, " is there, but the API does not say what it does."];
        return vec![Line::new(HEAD, Verdict::Unknown, &text)];
    }
    if !pipeline.deploys() {
        let does =
            ["the operation “", &pipeline.operation, "” on a resource of the type “", &pipeline.resource_type, "”"];
        let text = [&name, " does ", &does.concat(), ". Only a deploy of an application has a commit to report on."];
        let line = Line::new(HEAD, Verdict::Fail, &text);
        return vec![line.next(&["Choose the application's deploy pipeline."]).action(to_pipeline)];
    }
    // An address with ids in it says more than the API needs; where they differ, one of them is not meant.
    let differs = |typed: Option<u64>, read: Option<u64>| typed.zip(read).is_some_and(|(typed, read)| typed != read);
    for (what, typed, read) in [
        ("project", asked.project, pipeline.project),
        ("environment", asked.environment, pipeline.environment),
        ("application", asked.application, pipeline.resource),
    ] {
        if differs(typed, read) {
            let (typed, read) = (typed.unwrap_or(0).to_string(), read.unwrap_or(0).to_string());
            let text = [
                &name,
                " belongs to ",
                what,
                " ",
                &read,
                ", but the address in the form names ",
                what,
                " ",
                &typed,
                ".",
            ];
            let line = Line::new(HEAD, Verdict::Warn, &text);
            return vec![line.next(&["Copy the address again from the pipeline's page."]).action(to_pipeline)];
        }
    }
    vec![Line::new(HEAD, Verdict::Pass, &[&name, " deploys an application."])]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::devopness::endpoint::Call;
    use crate::devopness::error::{ApiError, Cause};
    use crate::devopness::resource::PipelineDetail;
    use crate::doctor::preflight::sample::{Sample, refused};

    fn read(change: &dyn Fn(&mut PipelineDetail), verdict: Verdict, text: &str, next: &str) {
        let mut sample = Sample::good();
        if let Some(Ok(pipeline)) = &mut sample.evidence.pipeline {
            change(pipeline);
        }
        sample.expect("pipeline", verdict, text, next);
    }

    #[test]
    fn only_a_deploy_of_an_application_will_do() {
        read(&|_| {}, Verdict::Pass, "“Deploy shop” deploys an application.", "");
        let choose = "Choose the application's deploy pipeline.";
        read(&|p| p.operation = "restart".into(), Verdict::Fail, "the operation “restart” on a resource", choose);
        read(&|p| p.resource_type = "daemon".into(), Verdict::Fail, "of the type “daemon”", choose);
        read(&|p| p.operation = String::new(), Verdict::Unknown, "does not say what it does", "");
        read(&|p| p.resource_type = String::new(), Verdict::Unknown, "does not say what it does", "");
        read(&|p| p.name = "\u{202e}".into(), Verdict::Pass, "“\\u202e”", "");
    }

    #[test]
    fn a_pipeline_that_cannot_be_read_is_wrong_where_the_api_says_so() {
        let check = |error: ApiError, verdict: Verdict, text: &str, next: &str| {
            let mut sample = Sample::good();
            sample.evidence.pipeline = Some(Err(error));
            sample.expect("pipeline", verdict, text, next);
        };
        check(
            refused(404, ""),
            Verdict::Fail,
            "The API does not know pipeline 512 (404).",
            "Check the pipeline's number",
        );
        check(
            refused(403, "No."),
            Verdict::Fail,
            "The token may not read pipeline 512 (403): No.",
            "A project token works in its own project only.",
        );
        check(refused(500, ""), Verdict::Unknown, "The API failed to read pipeline 512 (500).", "in a while");
        check(Call::Pipeline(512).failed(Cause::NoAnswer), Verdict::Unknown, "No answer", "CORS");
        let mut sample = Sample::good();
        sample.evidence.pipeline = None;
        sample.expect("pipeline", Verdict::Unknown, "the pipeline could not be read", "lines above");
        sample.evidence.done = false;
        sample.expect("pipeline", Verdict::Waiting, "the pipeline", "");
        sample.form.pipeline = String::new();
        sample.expect("pipeline", Verdict::Fail, "names no pipeline", "Write its number");
    }

    #[test]
    fn ids_in_the_address_are_held_against_those_of_the_api() {
        let address = |project: u64, environment: u64, application: u64| {
            format!(
                "https://app.devopness.com/projects/{project}/environments/{environment}/applications/{application}/pipelines/512"
            )
        };
        let check = |text: String, verdict: Verdict, part: &str| {
            let mut sample = Sample::good();
            sample.form.pipeline = text;
            sample.expect("pipeline", verdict, part, if verdict == Verdict::Warn { "Copy the address" } else { "" });
        };
        check(address(3, 12, 34), Verdict::Pass, "deploys");
        check(address(4, 12, 34), Verdict::Warn, "belongs to project 3, but the address in the form names project 4.");
        check(address(3, 13, 34), Verdict::Warn, "environment 12, but the address in the form names environment 13.");
        check(address(3, 12, 35), Verdict::Warn, "application 34, but the address in the form names application 35.");
    }
}
