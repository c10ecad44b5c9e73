//! Which events get a hook, and the hooks' names.

use crate::devopness::event::Event;
use crate::devopness::hook::NAME_MAX;
use crate::form::field::Field;
use crate::form::problem::Problem;
use crate::form::values::FormValues;
use crate::provider::Provider;

pub fn check(form: &FormValues, provider: &'static dyn Provider, problems: &mut Vec<Problem>) {
    let on: Vec<Event> = form.events_of(provider).collect();
    if on.is_empty() {
        problems
            .push(Problem::error(Field::On(Event::Started), "Turn on at least one event: there is nothing to create."));
    } else {
        for (event, text) in [
            (Event::Failed, "Without this hook the status of a failed deploy never turns red."),
            (Event::Completed, "Without this hook the status never turns green."),
        ] {
            if !on.contains(&event) {
                problems.push(Problem::warning(Field::On(event), text));
            }
        }
    }
    for (at, &event) in on.iter().enumerate() {
        let field = Field::HookName(event);
        let name = form.event(event).hook_name.trim();
        if name.is_empty() {
            problems.push(Problem::missing(field, "A hook needs a name, by which it is found in the list."));
            continue;
        }
        let chars = name.chars().count();
        if chars > NAME_MAX {
            let (max, chars) = (NAME_MAX.to_string(), chars.to_string());
            problems.push(Problem::error(
                field,
                ["A hook's name has at most ", &max, " characters; this has ", &chars, "."].concat(),
            ));
        }
        let same = |other: &&Event| form.event(**other).hook_name.trim().eq_ignore_ascii_case(name);
        if let Some(first) = on[..at].iter().find(same) {
            problems.push(Problem::warning(
                field,
                ["This is also the name of the hook for “", first.label(), "”: the list shows them alike."].concat(),
            ));
        }
    }
}
