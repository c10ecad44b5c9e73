//! Conditions of the pipeline itself: a request that an incoming hook takes starts no deploy where they do not hold, and then
//! there is nothing to report (API description, `Pipeline`: “Conditions that must be met to trigger the pipeline”).

use serde_json::Value;

use super::Head;
use crate::doctor::preflight::evidence::Ground;
use crate::doctor::preflight::line::{Line, Verdict, quoted};

const HEAD: Head = ("conditions", "The pipeline has conditions of its own");

pub fn check(ground: &Ground) -> Vec<Line> {
    // That the pipeline could not be read, another line tells.
    let Some(Ok(pipeline)) = &ground.evidence.pipeline else { return Vec::new() };
    if pipeline.conditions.is_empty() {
        return Vec::new();
    }
    let value = |value: &Value| value.as_str().map_or_else(|| value.to_string(), quoted);
    let points = pipeline.conditions.iter().map(|condition| {
        let accepted: Vec<String> = condition.accepted.iter().map(value).collect();
        let name = if condition.name.is_empty() { String::new() } else { format!("{}: ", quoted(&condition.name)) };
        match accepted.as_slice() {
            [] => format!("{name}no value of “{}” is accepted.", condition.path),
            _ => format!("{name}“{}” must be {}.", condition.path, accepted.join(" or ")),
        }
    });
    let text = "A request that does not meet them starts no deploy, so its commit gets no status.";
    let next = "If a commit stays without a tick, compare the request at the provider with these conditions.";
    vec![Line::new(HEAD, Verdict::Warn, &[text]).points(points.collect()).next(&[next])]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::devopness::resource::PipelineDetail;
    use crate::doctor::preflight::sample::Sample;
    use serde_json::json;

    #[test]
    fn each_condition_is_told_in_words() {
        let mut sample = Sample::good();
        let mut check = |when: Value, points: &[&str]| {
            sample.evidence.pipeline = PipelineDetail::parse(&json!({
                "id": 512, "name": "Deploy", "operation": "deploy", "resource_type": "application", "resource_id": 34,
                "project_id": 3, "environment_id": 12, "trigger_when": when,
            }))
            .map(Ok);
            let found = sample.lines().into_iter().find(|line| line.id == "conditions");
            assert_eq!(found.as_ref().map_or(&[][..], |line| &line.points), points, "{when}");
            assert!(found.is_none_or(|line| line.verdict == Verdict::Warn && line.text.contains("starts no deploy")));
        };
        for none in
            [json!(null), json!([]), json!({}), json!({"conditions": []}), json!({"conditions": null}), json!("x")]
        {
            check(none, &[]);
        }
        check(
            json!({"conditions": [
                {"name": "Author", "type": "request_body", "path": "sender.login", "accepted_values": ["ada", "bob"]},
                {"type": "request_body", "path": "draft", "accepted_values": [false, null, 7]},
                {"path": "x", "accepted_values": []}, 7,
            ]}),
            &[
                "“Author”: “sender.login” must be “ada” or “bob”.",
                "“draft” must be false or null or 7.",
                "no value of “x” is accepted.",
            ],
        );
    }
}
