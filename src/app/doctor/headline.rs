//! How the changes that the form asked for stand, in one line: of what was read, not of what was answered.

use hook_builder::doctor::apply::{Apply, Outcome, State, Step};

/// The line.
pub fn of(apply: &Apply) -> String {
    let wanted = || apply.steps().iter().filter(|step| step.change().planned().is_some());
    let there = || wanted().filter(|step| is_there(step));
    let (all, done) = (wanted().count(), there().count());
    let count = format!("{done} of {all} hooks");
    let last = apply.look_error().is_some() && apply.is_answered();
    match apply.outcome() {
        Outcome::Running if apply.steps().iter().any(Step::is_undoing) => "Undoing …".to_string(),
        Outcome::Running => [&count, " in place"].concat(),
        Outcome::Complete => {
            let (unread, other) = (there().filter(|s| s.not_read_back().is_some()), there().filter(|s| differs(s)));
            match (other.count(), unread.count()) {
                (0, 0) => ["Done: ", &count, " are in place."].concat(),
                (0, unread) => format!("{count} are in the list, but {unread} could not be read back. See below."),
                (other, _) => format!("{count} are in the list, but {other} not as sent. See below what differs."),
            }
        }
        Outcome::Doubled => [&count, " are in place, and ", &twins(apply.twins().len())].concat(),
        Outcome::Partial if unlisted(apply) > 0 => {
            let unlisted = unlisted(apply);
            format!(
                "Stopped: the list does not show {unlisted} of {all} hooks yet, though they are created. Continue looks again."
            )
        }
        Outcome::Partial if last => {
            "Stopped: all was answered, but the list could not be read to see what is there.".to_string()
        }
        Outcome::Partial => ["Stopped: ", &count, " are in place. See below what happened."].concat(),
        Outcome::Stale => {
            "Stopped: a hook is no longer what it was when the plan was made. Press Create hooks for a new \
                           plan, or Undo."
                .to_string()
        }
        Outcome::Undone => undone(apply),
        Outcome::UndoPartial if last => {
            "Undoing stopped: all was answered, but the list could not be read to see what is there.".to_string()
        }
        Outcome::UndoPartial => "Undoing stopped. See below what happened, then go on.".to_string(),
    }
}

/// Hooks that are there once too often, in words.
pub fn twins(count: usize) -> String {
    let many = if count == 1 { "one is there twice".to_string() } else { format!("{count} are there once too often") };
    [&many, ": a request was repeated on its way, or somebody else has created it too."].concat()
}

/// What is said at the end of undoing.
pub fn undone(apply: &Apply) -> String {
    match not_put_back(apply) {
        0 => "Undone: the pipeline has what it had before.".to_string(),
        1 => "Undone, but for one hook. See below what became of it.".to_string(),
        count => format!("Undone, but for {count} hooks. See below what became of them."),
    }
}

/// How many hooks are not what they were before, though undoing has come to its end.
pub fn not_put_back(apply: &Apply) -> usize {
    let steps = apply.steps().iter().chain(apply.before().into_iter().flat_map(Apply::steps));
    let lost = |step: &&Step| match step.state() {
        State::Touched => true,
        State::Vanished => step.change().hook().is_some(),
        State::Restored => differs(step),
        _ => false,
    };
    steps.filter(lost).count()
}

/// How many hooks the list does not show yet.
fn unlisted(apply: &Apply) -> usize {
    apply.steps().iter().filter(|step| step.state() == State::Unlisted && !step.is_undoing()).count()
}

fn is_there(step: &Step) -> bool {
    matches!(step.state(), State::Kept | State::Created(_) | State::Updated) && !step.is_undoing()
}

fn differs(step: &Step) -> bool {
    !step.differs().is_empty()
}
