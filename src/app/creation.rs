//! Driving a [`Run`]: sending what it says, telling it the outcomes.

use hook_builder::endpoint;
use hook_builder::error::ApiError;
use hook_builder::rules::field_of_key;
use hook_builder::run::{Next, Outcome, Run, State};
use hook_builder::secret::Secret;
use leptos::ev;
use leptos::prelude::*;

use super::state::{Page, focus};
use super::{client, listing};

/// The press of Create. What keeps it from sending is shown and focused.
pub fn press(page: Page) {
    if page.peek(|model| model.run.as_ref().is_some_and(|run| run.outcome() == Outcome::Running)) {
        return;
    }
    if let Some(field) = page.touch_blocking() {
        page.announce("Nothing was sent: first fill in or correct what is marked.");
        return focus(field);
    }
    let Some(token) = listing::may_send(page) else { return };
    let Some(plan) = page.peek(|model| model.ready()) else { return };
    page.update(|model| {
        model.refuse(Vec::new());
        model.run = Some(Run::start(&plan, model.run.as_ref()));
        model.run_version += 1;
    });
    leptos::task::spawn_local(async move {
        // Leaving now would lose the outcome: the browser asks first.
        let guard = window_event_listener(ev::beforeunload, |event| {
            event.prevent_default();
            event.set_return_value("leave");
        });
        drive(page, &token).await;
        guard.remove();
        finish(page);
    });
}

async fn drive(page: Page, token: &Secret) {
    let next = || page.peek(|model| model.run.as_ref().map(|run| (run.next(), run.target().clone(), run.pipeline())));
    while let Some((next, target, pipeline)) = next() {
        match next {
            Next::Stop => return,
            Next::Look => {
                let read = listing::read_all(&target, pipeline, token, |_| ()).await;
                tell(page, |run| match read {
                    Ok(listed) => run.looked(Ok(&listed.hooks)),
                    Err(error) => run.looked(Err(error)),
                });
            }
            Next::Send(at, request) => {
                tell(page, |run| run.sending(at));
                let answer = client::send(&request, &target, token).await;
                let answer = answer.and_then(|a| endpoint::parse_created(a.status, &a.body, a.retry_after.as_deref()));
                tell(page, |run| run.answered(at, answer));
            }
        }
    }
}

fn tell(page: Page, told: impl FnOnce(&mut Run)) {
    page.update(|model| {
        if let Some(run) = &mut model.run {
            told(run);
            model.run_version += 1;
        }
    });
}

/// After the last call: what the API said of fields goes to them, and the outcome is read aloud.
fn finish(page: Page) {
    page.update(|model| {
        let Some(run) = &model.run else { return };
        let mut refused = Vec::new();
        for step in run.steps() {
            if let State::Failed(ApiError::Refused { fields, .. }) = &step.state {
                let field = |key: &str| field_of_key(&model.form, model.plan.provider, step.event, key);
                refused.extend(fields.iter().filter_map(|(key, text)| Some((field(key)?, text.clone()))));
            }
        }
        let done = run.steps().iter().filter(|s| s.id().is_some()).count().to_string();
        let all = run.steps().len().to_string();
        model.announcement = match run.outcome() {
            Outcome::Complete => ["Done: ", &done, " of ", &all, " hooks exist."].concat(),
            _ => ["Stopped: ", &done, " of ", &all, " hooks exist. See below what happened."].concat(),
        };
        model.announcements += 1;
        model.refuse(refused);
    });
    listing::refresh(page);
}

/// The press of Cancel.
pub fn cancel(page: Page) {
    tell(page, Run::cancel);
    page.announce("Stopping after the call that is under way.");
}
