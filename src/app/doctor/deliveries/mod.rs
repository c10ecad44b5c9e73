//! What one hook has sent or received: a list that is read page by page, found by typing, and each delivery explained.

mod entry;
mod panel;
mod read;

pub use hook_builder::page::deliveries::Panel;
pub use panel::view;

use super::hooks::{self, Hooks};
use super::state::own;
use crate::app::state::{Model, Page, focus_id};

/// The deliveries of the one hook whose panel is open, if one is.
#[derive(Default)]
pub struct Deliveries {
    /// The open panel.
    pub open: Option<Panel>,
    /// Counted up with every panel, so that what comes late for an earlier one is known.
    serial: u64,
}

/// The panel that is open.
fn panel(model: &Model) -> Option<&Panel> {
    own(model).hooks.deliveries.open.as_ref()
}

/// Changes the panel that is open, if it is still this one.
fn change(page: Page, serial: u64, change: impl FnOnce(&mut Panel)) {
    hooks::change(page, |hooks| {
        if let Some(panel) = hooks.deliveries.open.as_mut().filter(|panel| panel.serial() == serial) {
            change(panel);
        }
    });
}

/// The press of Deliveries: opens the panel of the hook at a place of the list, or closes it.
pub fn press(page: Page, at: usize) {
    let mut opened = None;
    hooks::change(page, |hooks| opened = toggle(hooks, at));
    if let Some(serial) = opened {
        read::more(page, (serial, false));
        leptos::prelude::request_animation_frame(|| focus_id("deliveries-title"));
    }
}

/// Opens the panel of a hook, and gives its number, or closes it.
pub fn toggle(hooks: &mut Hooks, at: usize) -> Option<u64> {
    let read = hooks.read()?;
    let (hook, target) = (read.hooks.get(at)?.clone(), read.target.clone());
    if hooks.deliveries.open.take().is_some_and(|panel| panel.hook().id == hook.id) {
        return None;
    }
    hooks.deliveries.serial += 1;
    let serial = hooks.deliveries.serial;
    hooks.deliveries.open = Some(Panel::open(hook, serial, target));
    Some(serial)
}

/// The press of Close: the cursor goes back to where the panel was opened.
fn close(page: Page, serial: u64) {
    let mut id = None;
    hooks::change(page, |hooks| {
        id = hooks.deliveries.open.take_if(|panel| panel.serial() == serial).map(|panel| panel.hook().id.clone());
    });
    if let Some(id) = id {
        focus_id(&["deliveries-", &id].concat());
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use hook_builder::devopness::delivery::{parse_deliveries, parse_delivery};
    use hook_builder::devopness::endpoint::Answer;
    use hook_builder::devopness::endpoint::Call;
    use hook_builder::devopness::error::Cause;
    use hook_builder::page::deliveries::{Job, Verdict};
    use hook_builder::provider::tokens::FORMS;

    use super::super::tests::{list, walk};
    use super::*;

    fn answer(body: serde_json::Value) -> Answer {
        Answer { call: Call::Hooks(512), status: 200, body: body.to_string(), retry_after: None }
    }

    fn entry(id: &str, minute: u32, first: Option<&str>) -> serde_json::Value {
        serde_json::json!({
            "id": id, "created_at": format!("2026-01-01T10:{minute:02}:00.000000Z"), "hook_request_id": first,
            "retry_of": first, "response_status_code": 404, "hook": {"type": "outgoing"},
        })
    }

    #[test]
    fn the_panel_follows_what_it_shows() {
        let mut walk = walk();
        walk.step(list);
        let mut serial = 0;
        let html = walk.press(|page| hooks::change(page, |hooks| serial = toggle(hooks, 0).unwrap_or_default()));
        assert!(html.contains("Deliveries of “"), "{html}");
        walk.press(|page| change(page, serial, |panel| panel.begin(Job::Listing)));
        let all = serde_json::json!([entry("b", 2, Some("a")), entry("c", 3, None), entry("a", 1, None)]);
        let read = parse_deliveries(&answer(all), FORMS).unwrap_or_default();
        walk.press(|page| change(page, serial, |panel| panel.take(read)));
        let html = walk.press(|page| change(page, serial, |panel| panel.end(None)));
        assert!(html.contains("3 deliveries"), "{html}");
        walk.press(|page| change(page, serial, |panel| panel.stop()));
        walk.press(|page| change(page, serial, |panel| panel.end(Some(Call::Hooks(512).failed(Cause::NoAnswer)))));
        let html = walk.press(|page| {
            change(page, serial, |panel| panel.find("10:02".into()));
        });
        assert!(html.contains("1 of 3 deliveries"), "{html}");
        walk.press(|page| change(page, serial, |panel| panel.show("b")));
        let delivery = parse_delivery(&answer(entry("b", 2, None)), FORMS);
        let html = walk.press(|page| {
            change(page, serial, |panel| {
                let Ok(delivery) = delivery else { return };
                let verdict = Verdict::of(&delivery, panel.provider());
                panel.explain("b", Ok((delivery, verdict)));
            });
        });
        assert!(html.contains("class=\"diagnosis__what\""), "{html}");
        walk.press(|page| page.edit(hook_builder::form::field::Field::Link, |form| form.link = "x".into()));
        walk.press(|page| hooks::change(page, |hooks| assert_eq!(toggle(hooks, 0), None)));
    }
}
