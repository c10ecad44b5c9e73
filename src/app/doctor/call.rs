//! Calling the API: which API and which token are read once, at the press, so that a later change cannot send half of a
//! job elsewhere.

use hook_builder::devopness::endpoint::{self, Answer, Api, Pages, Target};
use hook_builder::devopness::error::{ApiError, Cause};
use hook_builder::devopness::hook::Hook;
use hook_builder::devopness::pipeline::Pipeline;
use hook_builder::devopness::request::ApiRequest;
use hook_builder::form::field::Field;
use hook_builder::secret::{MASK, Secret};
use hook_builder::text::json;
use leptos::prelude::*;

use crate::app::client;
use crate::app::state::{Page, focus};
use hook_builder::page::REFUSED;

/// An API and a token.
#[derive(Clone)]
pub struct Caller {
    /// Where the calls go.
    pub target: Target,
    token: Secret,
}

/// A list of hooks that was read.
pub struct Listed {
    /// The hooks.
    pub items: Vec<Hook>,
    /// Whether there may be more than were read.
    pub cut: bool,
}

impl Caller {
    /// What the page may call with at present. Otherwise the reason is said, and the cursor is put where it can be put
    /// right.
    pub fn of(page: Page) -> Option<Caller> {
        if !page.peek(|model| model.may_call()) {
            page.announce(&["Nothing was sent. ", REFUSED].concat());
            focus(if page.peek(|model| model.form().api == Api::Other) { Field::ApiOther } else { Field::Api });
            return None;
        }
        let Ok(target) = page.peek(|model| endpoint::target(&model.form().api, &model.form().api_other)) else {
            page.touch(Field::ApiOther);
            focus(Field::ApiOther);
            return None;
        };
        let fault = page.peek(|model| model.misplaced(Field::Token).map(|fault| fault.text.clone()));
        let Some(token) = page.peek(|model| model.token().cloned()).filter(|_| fault.is_none()) else {
            page.touch(Field::Token);
            let why = fault.map(|fault| ["Nothing was sent. ", &fault].concat());
            page.announce(why.as_deref().unwrap_or("Nothing was sent: an access token is needed."));
            focus(Field::Token);
            return None;
        };
        Some(Caller { target, token })
    }

    /// The same token, for another API.
    pub fn to(self, target: Target) -> Caller {
        Caller { target, ..self }
    }

    /// Whose token it is, as far as its prefix says.
    pub fn token(&self) -> &Secret {
        &self.token
    }

    /// One call. The token stands in its own header alone, and in nothing that is read of the answer.
    pub async fn send(&self, request: &ApiRequest) -> Result<Answer, ApiError> {
        let body = request.body.as_ref().map(|body| json::pretty(body, |_| false)).unwrap_or_default();
        if [&request.url, &body].into_iter().any(|text| self.token.is_in(text) || text.contains(MASK)) {
            return Err(request.call.failed(Cause::TokenToSend));
        }
        let mut answer = client::send(request, &self.target, &self.token).await?;
        if let Some(masked) = self.token.mask(&answer.body) {
            answer.body = masked;
        }
        Ok(answer)
    }

    /// Reads all hooks of a pipeline, as they stand at one moment.
    pub async fn read_hooks(&self, pipeline: u64, progress: impl Fn(usize)) -> Result<Listed, ApiError> {
        let pipeline = pipeline.to_string();
        let mut pages = Pages::proved();
        while let Some(page) = pages.next() {
            let answer = self.send(&endpoint::list_hooks_page(&self.target, &pipeline, page)).await?;
            let more = answer.page(|item| Hook::parse(item).unwrap_or_default())?;
            pages.take(more, |hook| hook.id.clone());
            if pages.next().is_some() {
                progress(pages.items().len());
            }
        }
        Ok(Listed { cut: pages.cut(), items: pages.into_items() })
    }
}

/// The pipeline that is named, or the word that one is needed.
pub fn pipeline(page: Page) -> Option<Pipeline> {
    let pipeline = page.peek(|model| model.plan().pipeline);
    if pipeline.is_none() {
        page.touch(Field::Pipeline);
        page.announce("Nothing was sent: name the pipeline first.");
        focus(Field::Pipeline);
    }
    pipeline
}

/// Asks before the tab is closed, as long as it lives: leaving now would lose how the calls end.
pub struct StayGuard(Option<WindowListenerHandle>);

impl StayGuard {
    /// From now on.
    pub fn new() -> StayGuard {
        StayGuard::while_true(|| true)
    }

    /// From now on, whenever something holds.
    pub fn while_true(holds: impl Fn() -> bool + 'static) -> StayGuard {
        StayGuard(Some(window_event_listener(leptos::ev::beforeunload, move |event| {
            if holds() {
                event.prevent_default();
                event.set_return_value("leave");
            }
        })))
    }
}

impl Drop for StayGuard {
    fn drop(&mut self) {
        if let Some(listening) = self.0.take() {
            listening.remove();
        }
    }
}
