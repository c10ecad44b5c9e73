//! Whether the API answers this page at all.

use super::Head;
use crate::devopness::error::ApiError;
use crate::doctor::preflight::evidence::Ground;
use crate::doctor::preflight::line::{Action, Line, Verdict};
use crate::form::field::Field;

const HEAD: Head = ("api", "The API answers this page");

pub fn check(ground: &Ground) -> Vec<Line> {
    let evidence = ground.evidence;
    if evidence.forbidden {
        let text = "This copy of the page may not call that address: its own policy forbids it.";
        let next = "Choose another API, or send the cURL commands from a terminal. SECURITY.md says how the page's host can add an address.";
        let line = Line::new(HEAD, Verdict::Fail, &[text]).next(&[next]);
        return vec![line.action(Action::Focus(Field::Api))];
    }
    if let Some(error) = evidence.stopped.as_ref().filter(|error| error.status() != Some(401)) {
        let verdict = if evidence.any_read() { Verdict::Unknown } else { Verdict::Fail };
        ground.say(error);
        return vec![ground.failed(HEAD, verdict, error)];
    }
    // A refusal is an answer too, unless the API itself is out of order.
    let refused = |error: &ApiError| error.status().is_some_and(|status| status < 500);
    let line = if evidence.any_read() || evidence.errors().any(refused) {
        let base = &ground.plan.target.base;
        Line::new(HEAD, Verdict::Pass, &["Answers come from ", base, "."])
    } else if let Some(error) = evidence.errors().next() {
        ground.say(error);
        ground.failed(HEAD, Verdict::Fail, error)
    } else if evidence.token.is_none() && evidence.asked.is_some() {
        Line::new(HEAD, Verdict::Unknown, &["Nothing was asked, since there is no access token."])
    } else {
        ground.unread(HEAD, "the first answer")
    };
    vec![line]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::devopness::endpoint::Call;
    use crate::devopness::error::Cause;
    use crate::doctor::preflight::evidence::Evidence;
    use crate::doctor::preflight::sample::{Sample, refused};

    #[test]
    fn any_answer_of_the_api_will_do() {
        let check = |change: &dyn Fn(&mut Evidence), verdict: Verdict, text: &str, next: &str| {
            let mut sample = Sample::good();
            change(&mut sample.evidence);
            sample.expect("api", verdict, text, next);
        };
        let none = |evidence: &mut Evidence| {
            (evidence.me, evidence.pipeline, evidence.application) = (None, None, None);
            (evidence.project, evidence.hooks) = (None, None);
        };
        check(&|_| {}, Verdict::Pass, "Answers come from https://api.devopness.com.", "");
        check(&|e| e.forbidden = true, Verdict::Fail, "its own policy forbids it", "Choose another API");
        let first = |error: ApiError| {
            move |e: &mut Evidence| {
                none(e);
                e.pipeline = Some(Err(error.clone()));
            }
        };
        check(
            &first(Call::Pipeline(512).failed(Cause::NoAnswer)),
            Verdict::Fail,
            "No answer that this page may read",
            "CORS",
        );
        check(&first(Call::Pipeline(512).failed(Cause::Offline)), Verdict::Fail, "no network", "Connect");
        check(
            &first(Call::Pipeline(512).failed(Cause::TimedOut(30))),
            Verdict::Fail,
            "within 30 seconds",
            "Nothing was changed",
        );
        check(
            &first(Call::Pipeline(512).failed(Cause::NotJson { status: 200 })),
            Verdict::Fail,
            "not JSON",
            "Check the API's address",
        );
        check(&first(refused(500, "")), Verdict::Fail, "The API failed to read pipeline 512 (500)", "in a while");
        check(&first(refused(599, "")), Verdict::Fail, "The API failed to read pipeline 512 (599)", "in a while");
        check(&first(refused(499, "")), Verdict::Pass, "Answers come from", "");
        check(&first(refused(401, "")), Verdict::Pass, "Answers come from", "");
        // One answer is enough, whatever came of the others.
        check(
            &|e| e.hooks = Some(Err(Call::Pipeline(512).failed(Cause::NoAnswer))),
            Verdict::Pass,
            "Answers come from",
            "",
        );
        check(
            &|e| {
                none(e);
                e.token = None;
            },
            Verdict::Unknown,
            "no access token",
            "",
        );
        check(
            &|e| {
                none(e);
                e.done = false;
            },
            Verdict::Waiting,
            "being read",
            "",
        );
    }
}
