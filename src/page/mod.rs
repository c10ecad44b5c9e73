//! What the page knows: one pure value, the [`Model`]. It is read by methods and changed by named ones: the list of those is
//! the list of what can happen. What needs a browser, such as the page's own policy or what was kept, is handed in.

pub mod deliveries;
mod form;
pub mod incoming;
mod keep;
pub mod list;
mod note;
mod origin;
mod reach;
pub mod shared;
#[cfg(test)]
mod tests;
mod token;

pub use form::Before;
pub use keep::{Keep, Notice};
pub use note::Tone;
pub use origin::{Origin, split, with};
pub use reach::{Choice, REFUSED, Reach};
pub use token::{MISSING, TakeOut};

use crate::devopness::event::Event;
use crate::form::field::Field;
use crate::form::plan::{Plan, ReadyPlan, plan_with};
use crate::form::problem::Problem;
use crate::form::rules::Guard;
use crate::form::values::FormValues;
use crate::secret::{HookSecret, Secret};
use shared::Shared;

/// Everything the page knows, but for what the parts remember that are loaded later.
pub struct Model {
    /// What was typed.
    form: FormValues,
    /// Where it comes from, until somebody has looked at it.
    origin: Option<Origin>,
    /// What follows from it.
    plan: Shared<Plan>,
    /// The rules against what others may have put into the form, once they are here.
    guard: Option<&'static Guard>,
    /// Who takes the access token out of a form, once that is here.
    take_out: Option<TakeOut>,
    /// Fields that the user has left once, or all that block after a press of Create.
    touched: Vec<Field>,
    /// What the API said of single fields, until they are changed.
    refused: Vec<(Field, String)>,
    /// The access token, in memory only.
    token: Option<Secret>,
    /// What is wrong with it: at each other field that holds it, or at its own. The plan knows nothing else of the token.
    misplaced: Vec<Problem>,
    /// The secret of the incoming hook that was just created, in memory only.
    hook_secret: Option<HookSecret>,
    /// Whether a job is under way, so that no other is begun.
    busy: bool,
    /// What was filled in, and from what.
    filled: Vec<(Field, String)>,
    /// The fields into which somebody has typed: nothing is filled in there without asking.
    typed: Vec<Field>,
    /// The field that takes variables and was last in use.
    last_field: Option<Field>,
    /// The event whose output is shown, as its place in the list of events.
    event: usize,
    /// The format that is shown, as its place in the list of formats.
    format: usize,
    /// `light`, `dark`, or empty for the system's.
    theme: String,
    /// What is remembered of sharing and keeping.
    keep: Keep,
    /// What the page may call, and the choices that follow.
    reach: Reach,
    /// What is read aloud next. The same words may come twice, so it is not they that are compared.
    announcement: Shared<String>,
}

impl Default for Model {
    fn default() -> Self {
        let form = FormValues::default();
        Model {
            plan: Shared::new(plan_with(&form, None)),
            guard: None,
            take_out: None,
            form,
            origin: None,
            touched: Vec::new(),
            refused: Vec::new(),
            token: None,
            misplaced: Vec::new(),
            hook_secret: None,
            busy: false,
            filled: Vec::new(),
            typed: Vec::new(),
            last_field: None,
            event: 0,
            format: 0,
            theme: String::new(),
            keep: Keep::default(),
            reach: Reach::default(),
            announcement: Shared::default(),
        }
    }
}

/// What can be read.
impl Model {
    /// What was typed.
    pub fn form(&self) -> &FormValues {
        &self.form
    }

    /// What follows from it.
    pub fn plan(&self) -> &Shared<Plan> {
        &self.plan
    }

    /// The plan, if it can be sent.
    pub fn ready(&self) -> Option<ReadyPlan> {
        ReadyPlan::new(self.plan.clone().into())
    }

    /// Where the form comes from, if nobody has looked at it yet.
    pub fn origin(&self) -> Option<Origin> {
        self.origin
    }

    /// Whether the doctor has filled a field in.
    pub fn is_filled(&self, field: Field) -> bool {
        self.filled.iter().any(|(filled, _)| *filled == field)
    }

    /// Whether somebody has typed into a field.
    pub fn is_typed(&self, field: Field) -> bool {
        self.typed.contains(&field)
    }

    /// The secret of the incoming hook that was just created.
    pub fn hook_secret(&self) -> Option<&HookSecret> {
        self.hook_secret.as_ref()
    }

    /// Whether a job is under way, so that no other is begun.
    pub fn is_busy(&self) -> bool {
        self.busy
    }

    /// The field that takes variables and was last in use.
    pub fn last_field(&self) -> Option<Field> {
        self.last_field
    }

    /// Whether an event is among those that the page shows: the optional one only while it is on.
    pub fn is_offered(&self, event: Event) -> bool {
        event != Event::Queued || self.form.events_on().any(|on| on == event)
    }

    /// The event whose output is shown.
    pub fn event(&self) -> Event {
        let chosen = Event::ALL[self.event];
        if self.is_offered(chosen) { chosen } else { Event::Started }
    }

    /// The format that is shown, as its place in the list of formats.
    pub fn format(&self) -> usize {
        self.format
    }

    /// `light`, `dark`, or empty for the system's.
    pub fn theme(&self) -> &str {
        &self.theme
    }

    /// What is remembered of sharing and keeping.
    pub fn keep(&self) -> &Keep {
        &self.keep
    }

    /// What the page may call, and the choices that follow.
    pub fn reach(&self) -> &Reach {
        &self.reach
    }

    /// Whether the page's own policy lets it call the chosen API.
    pub fn may_call(&self) -> bool {
        let target = &self.plan.target;
        self.reach.policy.allows(target.relay.as_ref().unwrap_or(&target.base))
    }

    /// What is read aloud next.
    pub fn announcement(&self) -> &Shared<String> {
        &self.announcement
    }
}

/// What can happen, besides to the form, to the token, and to the link and the draft, which have files of their own.
impl Model {
    /// A job begins: no other can be begun until it ends.
    pub fn begin(&mut self) {
        self.busy = true;
    }

    /// The job is over.
    pub fn end(&mut self) {
        self.busy = false;
    }

    /// A created hook came with this secret, or it is forgotten.
    pub fn hold_secret(&mut self, secret: Option<HookSecret>) {
        self.hook_secret = secret;
    }

    /// A field that takes variables is in use.
    pub fn use_field(&mut self, field: Field) {
        self.last_field = Some(field);
    }

    /// An event's output is shown: the one at this place in the list of events.
    pub fn show_event(&mut self, event: usize) {
        self.event = event;
    }

    /// A format is shown: the one at this place in the list of formats.
    pub fn show_format(&mut self, format: usize) {
        self.format = format;
    }

    /// Light or dark is chosen, or the system's.
    pub fn choose_theme(&mut self, theme: &str) {
        self.theme = theme.to_string();
    }

    /// The page has found out what it may call.
    pub fn look_around(&mut self, reach: Reach) {
        self.reach = reach;
    }

    /// A text is read aloud.
    pub fn announce(&mut self, text: String) {
        self.announcement = Shared::new(text);
    }
}
