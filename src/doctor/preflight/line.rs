//! One line of the checklist.

use crate::form::field::Field;
use crate::form::values::FormValues;
use crate::text::json::visible;

/// The most single findings of a line that are shown.
const POINTS_MAX: usize = 20;

/// What a check found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is right.
    Pass,
    /// It may be right, or is worth knowing. Nothing is stopped.
    Warn,
    /// It is wrong. Hooks are not created.
    Fail,
    /// It could not be checked. Nothing is stopped.
    Unknown,
    /// It is being checked.
    Waiting,
}

impl Verdict {
    /// One word for it, as a style hook and to be read aloud.
    pub fn word(self) -> &'static str {
        match self {
            Verdict::Pass => "passed",
            Verdict::Warn => "warning",
            Verdict::Fail => "failed",
            Verdict::Unknown => "not checked",
            Verdict::Waiting => "waiting",
        }
    }
}

/// What one press can do about a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Writes a text into a field.
    Take {
        /// The field.
        field: Field,
        /// The text.
        text: String,
    },
    /// Turns on that deploys started by hand are left out.
    TurnOnGuard,
    /// Goes to a field.
    Focus(Field),
    /// Goes to the builder of the incoming hook.
    OpenIncoming,
    /// Shows hooks that are there, by their ids.
    ShowHooks(Vec<String>),
    /// Reads all of it again.
    TryAgain,
}

impl Action {
    /// What stands on its button.
    pub fn label(&self) -> String {
        match self {
            Action::Take { text, .. } => ["Use “", &visible(text), "”"].concat(),
            Action::TurnOnGuard => "Report only deploys that a hook started".into(),
            Action::Focus(field) => ["Go to “", &field.label(), "”"].concat(),
            Action::OpenIncoming => "Build an incoming hook".into(),
            Action::TryAgain => "Try again".into(),
            Action::ShowHooks(ids) => if ids.len() == 1 { "Show this hook" } else { "Show these hooks" }.into(),
        }
    }

    /// Does it, where it only changes the form. Otherwise the page has to.
    pub fn apply(&self, form: &mut FormValues) -> bool {
        match self {
            Action::Take { field, text } => form.set_text(*field, text.clone()),
            Action::TurnOnGuard => form.set_only_hook_runs(true),
            Action::Focus(_) | Action::OpenIncoming | Action::ShowHooks(_) | Action::TryAgain => return false,
        }
        true
    }
}

/// One line of the checklist. Its texts can be shown as they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Stays with the line.
    pub id: &'static str,
    /// What is checked, as the sentence that is true when it passes, or what came of it.
    pub title: &'static str,
    /// What was found.
    pub verdict: Verdict,
    /// Why, in full sentences.
    pub text: String,
    /// What to do next; empty when there is nothing to do.
    pub next: String,
    /// Single findings, such as one for each hook.
    pub points: Vec<String>,
    /// What one press can do.
    pub actions: Vec<Action>,
    /// Whether all that it says is that something failed of which another line tells.
    pub behind: bool,
}

impl Line {
    /// A line without a next step.
    pub fn new((id, title): (&'static str, &'static str), verdict: Verdict, text: &[&str]) -> Line {
        let text = visible(&text.concat());
        Line { id, title, verdict, text, next: String::new(), points: Vec::new(), actions: Vec::new(), behind: false }
    }

    /// With what to do next.
    pub fn next(mut self, text: &[&str]) -> Line {
        self.next = visible(&text.concat());
        self
    }

    /// With single findings: the first of them, where there are more than anybody reads.
    pub fn points(mut self, points: Vec<String>) -> Line {
        self.points = points.iter().take(POINTS_MAX).map(|point| visible(point)).collect();
        if points.len() > POINTS_MAX {
            self.points.push(["And ", &(points.len() - POINTS_MAX).to_string(), " more."].concat());
        }
        self
    }

    /// With something that one press can do.
    pub fn action(mut self, action: Action) -> Line {
        self.actions.push(action);
        self
    }
}

/// A text of the API in quotes, cut where it is longer than a line can show.
pub(super) fn quoted(text: &str) -> String {
    const MAX: usize = 80;
    let mut chars = text.chars();
    let short: String = chars.by_ref().take(MAX).collect();
    ["“", &short, if chars.next().is_some() { "…”" } else { "”" }].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_can_be_seen_and_is_not_too_long() {
        let line =
            Line::new(("id", "Title"), Verdict::Warn, &["a\u{202e}", "b"]).next(&["c\n"]).points(vec!["\u{0}".into()]);
        assert_eq!((line.text.as_str(), line.next.as_str()), ("a\\u202eb", "c\\u000a"));
        assert_eq!(line.points, ["\\u0000"]);
        let points = |count: usize| {
            let line = Line::new(("id", "Title"), Verdict::Warn, &[]).points(vec!["x".into(); count]);
            (line.points.len(), line.points.last().cloned().unwrap_or_default())
        };
        assert_eq!((points(0), points(20)), ((0, String::new()), (20, "x".into())));
        assert_eq!((points(21), points(1000)), ((21, "And 1 more.".into()), (21, "And 980 more.".into())));
        assert_eq!(quoted("é"), "“é”");
        assert_eq!(quoted(&"é".repeat(80)), ["“", &"é".repeat(80), "”"].concat());
        assert_eq!(quoted(&"é".repeat(81)), ["“", &"é".repeat(80), "…”"].concat());
    }

    #[test]
    fn each_action_has_a_label_and_the_form_takes_what_it_can() {
        let take = Action::Take { field: Field::HashVariable, text: "sha".into() };
        let hooks = |count: usize| Action::ShowHooks(vec!["u".into(); count]);
        for (action, label, applies) in [
            (take, "Use “sha”", true),
            (Action::TurnOnGuard, "Report only deploys that a hook started", true),
            (Action::Focus(Field::Token), "Go to “Access token”", false),
            (Action::OpenIncoming, "Build an incoming hook", false),
            (Action::TryAgain, "Try again", false),
            (hooks(1), "Show this hook", false),
            (hooks(2), "Show these hooks", false),
        ] {
            let mut form = FormValues::default();
            assert_eq!((action.label().as_str(), action.apply(&mut form)), (label, applies));
            assert_eq!(form != FormValues::default(), applies, "{label}");
        }
        let mut form = FormValues::default();
        Action::Take { field: Field::HashVariable, text: "sha".into() }.apply(&mut form);
        Action::TurnOnGuard.apply(&mut form);
        assert_eq!((form.hash_variable.as_str(), form.only_hook_runs), ("sha", true));
    }

    #[test]
    fn each_verdict_has_its_word() {
        use Verdict::*;
        let words = [Pass, Warn, Fail, Unknown, Waiting].map(Verdict::word);
        assert_eq!(words, ["passed", "warning", "failed", "not checked", "waiting"]);
    }
}
