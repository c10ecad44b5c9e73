//! The events of a Devopness action that a hook can wait for.

/// One event that gets a hook of its own.
///
/// The names are those of the example in the API's description of `trigger_when.events`
/// (<https://api-docs.devopness.com>).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Event {
    /// The deploy has begun.
    Started,
    /// The deploy has ended without success.
    Failed,
    /// The deploy has ended well.
    Completed,
    /// The deploy waits for its turn. Optional: off unless somebody wants it, and only where the provider has a word for it.
    Queued,
}

impl Event {
    /// All events, in the order in which their hooks are shown and created.
    pub const ALL: [Event; 4] = [Event::Started, Event::Failed, Event::Completed, Event::Queued];

    /// The events that every set reports.
    pub const USUAL: [Event; 3] = [Event::Started, Event::Failed, Event::Completed];

    /// The event as the API spells it, such as `action.started`.
    pub fn name(self) -> &'static str {
        match self {
            Event::Started => "action.started",
            Event::Failed => "action.failed",
            Event::Completed => "action.completed",
            Event::Queued => "action.queued",
        }
    }

    /// The event's own word, for labels and for ids in the page.
    pub fn word(self) -> &'static str {
        &self.name()["action.".len()..]
    }

    /// The event's word as a heading.
    pub fn label(self) -> &'static str {
        match self {
            Event::Started => "Started",
            Event::Failed => "Failed",
            Event::Completed => "Completed",
            Event::Queued => "Queued",
        }
    }

    /// What `action.status` holds while this event is reported.
    pub fn action_status(self) -> &'static str {
        match self {
            Event::Started => "in-progress",
            Event::Failed => "failed",
            Event::Completed => "completed",
            Event::Queued => "queued",
        }
    }

    /// The event's place in [`Event::ALL`].
    pub fn index(self) -> usize {
        self as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_event_has_the_vendors_words_and_its_own_place() {
        let words = [
            ("action.started", "started", "Started", "in-progress"),
            ("action.failed", "failed", "Failed", "failed"),
            ("action.completed", "completed", "Completed", "completed"),
            ("action.queued", "queued", "Queued", "queued"),
        ];
        for (at, (event, words)) in Event::ALL.into_iter().zip(words).enumerate() {
            assert_eq!((event.name(), event.word(), event.label(), event.action_status()), words);
            assert_eq!(event.index(), at);
        }
    }
}
