//! Nothing is deleted, and nothing that was typed is replaced, before it was confirmed where it was asked for.

use hook_builder::devopness::hook::{Direction, Hook};
use hook_builder::doctor::change::Changes;

use super::super::editing;
use super::super::hooks::{self, Hooks};
use super::{Spot, begin, called, ids};
use crate::app::Element;
use crate::app::element::{button, classed, el};
use crate::app::state::{Page, focus_id};

/// What waits for its confirmation, and where it was asked for.
#[derive(Clone, PartialEq, Eq)]
pub struct Asked {
    /// Where.
    pub spot: Spot,
    /// What.
    pub what: Question,
}

/// What is asked.
#[derive(Clone, PartialEq, Eq)]
pub enum Question {
    /// Whether these hooks are to be deleted.
    Delete(Vec<String>),
    /// Whether a set is to take the place of what is typed into these fields.
    Replace(Vec<String>),
}

/// The press of Delete: asks first.
pub fn ask(page: Page, spot: Spot) {
    hooks::change(page, |hooks| {
        let ids = ids(hooks, spot);
        hooks.asked = (!ids.is_empty()).then_some(Asked { spot, what: Question::Delete(ids) });
    });
    leptos::prelude::request_animation_frame(|| focus_id("confirm-hooks"));
}

/// Takes the question away. The cursor goes back to where it was asked.
fn keep(page: Page, (): ()) {
    let mut back = String::new();
    hooks::change(page, |hooks| {
        let asked = hooks.asked.take();
        back = match asked.map(|asked| (asked.spot, asked.what)) {
            Some((Spot::Row(at), _)) => ["delete-", hooks.hook(at).map_or("", |hook| &hook.id)].concat(),
            Some((Spot::Group(number), Question::Delete(_))) => ["delete-set-group-", &number.to_string()].concat(),
            Some((Spot::Group(number), _)) => ["edit-as-one-group-", &number.to_string()].concat(),
            Some((Spot::Selected, _)) => "delete-selected".to_string(),
            None => String::new(),
        };
    });
    focus_id(&back);
}

/// The press that confirms.
fn confirm(page: Page, (): ()) {
    let asked = page.peek(|model| match hooks::hooks(model).asked.as_ref()? {
        Asked { what: Question::Delete(ids), .. } => Some(Ok(ids.clone())),
        Asked { spot: Spot::Group(number), .. } => Some(Err(*number)),
        _ => None,
    });
    match asked {
        Some(Ok(chosen)) => begin(page, |hooks| {
            let read = hooks.read()?;
            let changes = Changes::removing(&chosen, &read.hooks);
            let name = called(&read.hooks, &chosen);
            Some((changes, ["Deleting ", &name].concat(), ["Deleted ", &name, "."].concat()))
        }),
        Some(Err(number)) => editing::open(page, number),
        None => {}
    }
}

/// The question that was asked at a place, if one was.
pub fn view(page: Page, hooks: &Hooks, spot: Spot) -> Option<Element> {
    let asked = hooks.asked.as_ref().filter(|asked| asked.spot == spot)?;
    let read = hooks.read()?;
    let (words, yes, no) = match &asked.what {
        Question::Delete(ids) => (delete_words(&read.hooks, ids), "Delete", "Keep"),
        Question::Replace(fields) => {
            let words = ["The set takes the place of what the form has now in: ", &fields.join(", "), "."].concat();
            (vec![words], "Replace what is typed", "Keep the form")
        }
    };
    let lines = words.iter().map(|words| el("p").text(words));
    let buttons = classed("div", "buttons")
        .child(button(page, "button button--bad", yes, (), confirm).attr("id", "confirm-hooks"))
        .child(button(page, "button", no, (), keep));
    Some(classed("div", "question").attr("role", "group").attr("aria-label", "Confirm").children(lines).child(buttons))
}

fn delete_words(all: &[Hook], ids: &[String]) -> Vec<String> {
    let chosen: Vec<&Hook> = all.iter().filter(|hook| ids.contains(&hook.id)).collect();
    let names: Vec<String> = chosen.iter().take(10).map(|hook| hooks::called(hook)).collect();
    let rest = chosen.len().saturating_sub(names.len());
    let more = if rest > 0 { [" and ", &rest.to_string(), " more"].concat() } else { String::new() };
    let count = if chosen.len() > 1 { [&chosen.len().to_string(), " hooks: "].concat() } else { String::new() };
    let them = if chosen.len() > 1 { "? Their deliveries go with them." } else { "? Its deliveries go with it." };
    let mut words = vec![["Delete ", &count, &names.join(", "), &more, them].concat()];
    words.push(after_undo(&chosen));
    words
}

/// What Undo does to deleted hooks.
pub fn after_undo(hooks: &[&Hook]) -> String {
    let one = hooks.len() == 1;
    let way_back = if one { "Undo creates it again, with a new id" } else { "Undo creates them again, with new ids" };
    let incoming = hooks.iter().any(|hook| hook.direction == Direction::Incoming);
    let then = match (incoming, one) {
        (false, _) => ".",
        (true, true) => ", another address and another secret: both must then be entered at the provider again.",
        (true, false) => {
            "; incoming ones with another address and another secret, which must then be entered at the provider again."
        }
    };
    [way_back, then].concat()
}
