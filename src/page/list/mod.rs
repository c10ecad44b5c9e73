//! The pipeline's hooks as they were read: in groups, and found by typing.

pub mod groups;

use crate::devopness::endpoint::Target;
use crate::devopness::hook::Hook;
use groups::{Group, groups};

/// A list that was read.
#[derive(Clone)]
pub struct Read {
    /// Of which API.
    pub target: Target,
    /// Of which pipeline.
    pub pipeline: u64,
    /// The hooks, in the API's order.
    pub hooks: Vec<Hook>,
    /// What each hook is found by.
    haystacks: Vec<String>,
    /// Whether there may be more than were read.
    pub cut: bool,
    /// The hooks in groups.
    pub groups: Vec<Group>,
    /// Whether something was changed since, and the list could not be read again.
    pub stale: bool,
}

impl Read {
    /// A list with what its hooks are found by.
    pub fn new(target: Target, pipeline: u64, hooks: Vec<Hook>, cut: bool) -> Read {
        let (haystacks, groups) = (hooks.iter().map(haystack).collect(), groups(&hooks));
        Read { target, pipeline, hooks, haystacks, cut, groups, stale: false }
    }

    /// For each group, in the order in which they are shown, the places of the hooks that the filter leaves: those that
    /// have every word of it. What was just made, by its ids, comes first.
    pub fn found(&self, filter: &str, made: &[String]) -> Vec<(usize, Vec<usize>)> {
        let wanted = filter.to_lowercase();
        let words: Vec<&str> = wanted.split_whitespace().collect();
        let has_all = |at: &usize| words.iter().all(|word| self.haystacks[*at].contains(word));
        let is_made = |at: &usize| made.contains(&self.hooks[*at].id);
        let mut found: Vec<(usize, Vec<usize>)> = Vec::new();
        for (number, group) in self.groups.iter().enumerate() {
            let mut hooks: Vec<usize> = group.hooks.iter().copied().filter(has_all).collect();
            if !hooks.is_empty() {
                hooks.sort_by_key(|at| !is_made(at));
                found.push((number, hooks));
            }
        }
        // The groups of one kind stay together.
        found.sort_by_key(|(number, hooks)| (self.groups[*number].set().is_none(), !hooks.iter().any(is_made)));
        found
    }
}

/// All words by which a hook may be looked for, in lower case.
fn haystack(hook: &Hook) -> String {
    let active = if hook.active == Some(false) { "paused" } else { "active" };
    let (events, direction) = (hook.events.join(" "), hook.direction.word());
    format!("{} {direction} {events} {} {} {active}", hook.name, hook.target_url, hook.id).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::devopness::hook::Direction;
    use crate::form::plan::plan;
    use crate::form::values::FormValues;

    fn hook(id: &str, name: &str, direction: Direction) -> Hook {
        Hook { id: id.into(), name: name.into(), direction, ..Hook::default() }
    }

    fn read() -> Read {
        let hooks = vec![
            hook("1", "Push to main", Direction::Incoming),
            hook("2", "Tell the chat", Direction::Outgoing),
            Hook { active: Some(false), ..hook("3", "Tell the wiki", Direction::Outgoing) },
            hook("4", "Odd", Direction::Other("side".into())),
        ];
        Read::new(plan(&FormValues::new("512", "acme/shop")).target, 512, hooks, false)
    }

    #[test]
    fn hooks_are_found_by_all_words_in_any_order() {
        let read = read();
        let places =
            |filter: &str| read.found(filter, &[]).into_iter().flat_map(|(_, hooks)| hooks).collect::<Vec<_>>();
        assert_eq!(places(""), [0, 1, 2, 3]);
        assert_eq!(places("tell"), [1, 2]);
        assert_eq!(places("WIKI tell"), [2]);
        assert_eq!(places("paused"), [2]);
        assert_eq!(places("tell main"), [0; 0]);
    }

    #[test]
    fn what_was_just_made_comes_first() {
        let read = read();
        let made = ["3".to_string()];
        assert_eq!(read.found("", &made), [(1, vec![2, 1]), (0, vec![0]), (2, vec![3])]);
    }

    #[test]
    fn hooks_that_report_one_status_stand_in_a_set_of_their_own() {
        let plan = plan(&FormValues::new("512", "acme/shop"));
        let wanted = plan
            .hooks
            .iter()
            .enumerate()
            .map(|(at, planned)| Hook { id: format!("s{at}"), ..crate::doctor::change::wanted(&planned.hook) });
        let hooks: Vec<Hook> = [hook("1", "Push", Direction::Incoming)].into_iter().chain(wanted).collect();
        let read = Read::new(plan.target, 512, hooks, false);
        let alone = read.groups.iter().all(|group| group.set().is_none());
        let titles: Vec<String> = read.groups.iter().map(|group| group.title(alone)).collect();
        assert!(titles[0].ends_with(" on acme/shop at GitHub"), "{titles:?}");
        assert_eq!((titles[1].as_str(), read.groups[0].hooks.len()), ("Incoming hooks", plan.hooks.len()));
    }
}
