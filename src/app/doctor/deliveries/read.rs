//! Reading the list page by page, one delivery, and the newest ten of them.

use hook_builder::devopness::delivery::{Delivery, parse_deliveries, parse_delivery};
use hook_builder::devopness::endpoint;
use hook_builder::devopness::error::{ApiError, Cause};
use hook_builder::devopness::request::ApiRequest;
use hook_builder::page::deliveries::{Job, Verdict};
use hook_builder::provider::tokens::FORMS;
use hook_builder::text::json::visible;
use leptos::task::spawn_local;

use super::{Panel, change, panel};
use crate::app::doctor::call::Caller;
use crate::app::state::{Page, focus_id};

/// What is asked of the panel, as long as it is this one.
fn ask<T>(page: Page, serial: u64, of: impl FnOnce(&Panel) -> T) -> Option<T> {
    page.peek(|model| panel(model).filter(|panel| panel.serial() == serial).map(of))
}

/// Begins a job. None where one is under way, or without a token.
fn begin(page: Page, serial: u64, job: Job) -> Option<Caller> {
    let target = ask(page, serial, |panel| (panel.job() == Job::Nothing).then(|| panel.target().clone()))??;
    let caller = Caller::of(page)?.to(target);
    change(page, serial, |panel| panel.begin(job));
    Some(caller)
}

/// The end of a job: what came of it is read aloud.
fn end(page: Page, serial: u64, failed: Option<ApiError>, words: &str) {
    if ask(page, serial, |_| ()).is_none() {
        return;
    }
    page.announce(&match &failed {
        Some(error) => ["Not all could be read. ", &error.what()].concat(),
        None => words.to_string(),
    });
    change(page, serial, |panel| panel.end(failed));
}

/// The press of Stop.
pub fn stop(page: Page, serial: u64) {
    change(page, serial, |panel| panel.stop());
    page.announce("Stopping after the call that is under way.");
    focus_id("deliveries-title");
}

/// Reads the next page, or all that are left.
pub fn more(page: Page, (serial, all): (u64, bool)) {
    let Some(caller) = begin(page, serial, Job::Listing) else { return };
    spawn_local(async move {
        let mut failed = None;
        // A panel that was closed or stopped asks for no other page.
        while let Some(request) = next(page, serial, &caller) {
            let read = caller.send(&request).await.and_then(|answer| parse_deliveries(&answer, FORMS));
            match read {
                Ok(page_of) => change(page, serial, |panel| panel.take(page_of)),
                Err(error) => failed = Some(error),
            }
            if !all || failed.is_some() {
                break;
            }
        }
        let count = ask(page, serial, |panel| panel.pages().items().len()).unwrap_or_default();
        let words = match count {
            0 => "The hook has no deliveries.".to_string(),
            1 => "One delivery read.".to_string(),
            count => [&count.to_string(), " deliveries read."].concat(),
        };
        end(page, serial, failed, &words);
    });
}

fn next(page: Page, serial: u64, caller: &Caller) -> Option<ApiRequest> {
    ask(page, serial, |panel| {
        let at = panel.pages().next().filter(|_| !panel.is_stopping())?;
        Some(endpoint::deliveries_page(&caller.target, &panel.hook().direction, &panel.hook().id, at))
    })?
}

/// Reads one delivery and works out what became of it.
async fn look(page: Page, serial: u64, caller: &Caller, id: &str) -> Result<(Delivery, Verdict), ApiError> {
    let answer = caller.send(&endpoint::delivery(&caller.target, id)).await?;
    let mut delivery = parse_delivery(&answer, FORMS)?;
    let (direction, provider) = ask(page, serial, |panel| (panel.hook().direction.clone(), panel.provider()))
        .ok_or(answer.call.failed(Cause::NoAnswer))?;
    delivery.direction = direction;
    let verdict = Verdict::of(&delivery, provider);
    Ok((delivery, verdict))
}

/// The press on one delivery: opens it, or closes it.
pub fn open(page: Page, (serial, at): (u64, usize)) {
    let found = ask(page, serial, |panel| {
        let id = panel.pages().items().get(at)?.id.clone();
        let is_open = panel.shows(&id);
        Some((id, is_open, panel.target().clone()))
    });
    let Some(Some((id, is_open, target))) = found else { return };
    if is_open {
        return change(page, serial, |panel| panel.hide());
    }
    let Some(caller) = Caller::of(page).map(|caller| caller.to(target)) else { return };
    change(page, serial, |panel| panel.show(&id));
    spawn_local(async move {
        let read = look(page, serial, &caller, &id).await;
        // Meanwhile another one may have been opened, or this one closed.
        if ask(page, serial, |panel| panel.shows(&id)) != Some(true) {
            return;
        }
        page.announce(&match &read {
            Ok((_, verdict)) => visible(&verdict.diagnosis.what),
            Err(error) => error.what(),
        });
        change(page, serial, |panel| panel.explain(&id, read));
    });
}

/// Looks at the newest ones, one after the other.
pub fn diagnose(page: Page, serial: u64) {
    let ids = ask(page, serial, Panel::newest);
    let Some(ids) = ids.filter(|ids| !ids.is_empty()) else { return };
    let all = ids.len();
    let Some(caller) = begin(page, serial, Job::Diagnosing(0, all)) else { return };
    spawn_local(async move {
        let mut failed = None;
        let (mut done, mut fine) = (0, 0);
        for id in ids {
            if ask(page, serial, |panel| panel.is_stopping()) != Some(false) {
                break;
            }
            match look(page, serial, &caller, &id).await {
                Ok((_, verdict)) => {
                    done += 1;
                    fine += usize::from(verdict.light == "good");
                    change(page, serial, |panel| panel.diagnosed(&id, &verdict, (done, all)));
                }
                Err(error) => {
                    failed = Some(error);
                    break;
                }
            }
        }
        let noun = if done == 1 { " delivery looked at: " } else { " deliveries looked at: " };
        let words = [&done.to_string(), noun, &fine.to_string(), " as it should be."].concat();
        end(page, serial, failed, &words);
    });
}
