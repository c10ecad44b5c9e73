//! What the page knows: one pure value, the [`Model`]. It is read by methods and changed by named ones: the list of those is
//! the list of what can happen. What needs a browser, such as the page's own policy or what was kept, is handed in.

pub mod deliveries;
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

/// A form that another one has taken the place of, with all that belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Before {
    form: FormValues,
    origin: Option<Origin>,
    typed: Vec<Field>,
    filled: Vec<(Field, String)>,
}

impl Before {
    /// The form.
    pub fn form(&self) -> &FormValues {
        &self.form
    }
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

/// What can happen to the form.
impl Model {
    /// The form is changed at a field. What the API said of that field is void.
    pub fn edit(&mut self, field: Field, change: impl FnOnce(&mut FormValues)) {
        change(&mut self.form);
        self.refused.retain(|(refused, _)| *refused != field);
        self.follow();
    }

    /// A person types into a field.
    pub fn type_in(&mut self, field: Field, text: String) {
        self.filled.retain(|(filled, _)| *filled != field);
        self.mark_typed(&[field]);
        self.edit(field, |form| form.set_text(field, text));
        if self.form.receiver_field() == field {
            self.origin = None;
        }
    }

    /// A person has left a field, or wants to go on: an empty one is now a fault.
    pub fn touch(&mut self, field: Field) {
        if !self.touched.contains(&field) {
            self.touched.push(field);
        }
    }

    /// A person wants to go on: all that keeps the plan from being sent is now a fault. Gives the first.
    pub fn touch_blocking(&mut self) -> Option<Field> {
        let plan = self.plan.clone();
        let blocking = || plan.problems.iter().filter(|p| p.blocks()).map(|p| p.field);
        blocking().for_each(|field| self.touch(field));
        blocking().next()
    }

    /// The API refuses single fields.
    pub fn refuse(&mut self, refused: Vec<(Field, String)>) {
        self.refused = refused;
    }

    /// Fields are filled in, each from what the sentence says.
    pub fn fill_in(&mut self, form: FormValues, filled: Vec<(Field, String)>) {
        self.form = form;
        for (field, reason) in filled {
            self.filled.retain(|(own, _)| *own != field);
            self.filled.push((field, format!("Filled in. {reason}")));
        }
        self.follow();
    }

    /// Another form takes the place of this one, which is given back. From now on nothing is filled in at these fields
    /// without asking, as if they had been typed.
    pub fn take_over(&mut self, form: FormValues, origin: Option<Origin>, typed: &[Field]) -> Before {
        let before = Before {
            form: self.form.clone(),
            origin: self.origin,
            typed: self.typed.clone(),
            filled: self.filled.clone(),
        };
        self.mark_typed(typed);
        self.filled.retain(|(field, _)| before.form.text(*field) == form.text(*field));
        (self.form, self.origin) = (form, origin);
        self.follow();
        before
    }

    /// The form is what it was before another one took its place.
    pub fn put_back(&mut self, before: Before) {
        let Before { form, origin, typed, filled } = before;
        (self.form, self.origin, self.typed, self.filled) = (form, origin, typed, filled);
        self.follow();
    }

    /// A form is shown that comes from elsewhere; the one before is given back. What differs from a fresh one was typed,
    /// once.
    pub fn open(&mut self, form: FormValues, origin: Option<Origin>) -> (FormValues, Option<Origin>) {
        let fresh = FormValues::default();
        self.touched.clear();
        self.refused.clear();
        self.filled.clear();
        self.typed.clear();
        for field in Field::TEXTS.into_iter().chain([Field::Provider]) {
            if form.text(field) != fresh.text(field) {
                self.typed.push(field);
            }
        }
        let before = (std::mem::replace(&mut self.form, form), self.origin);
        self.origin = origin;
        self.follow();
        before
    }

    /// Somebody has looked at the form: it is theirs from now on.
    pub fn looked(&mut self) {
        self.origin = None;
    }

    /// The rules against what others may have put into a form are here: from now on it is looked at with these, too.
    pub fn take_rules(&mut self, guard: &'static Guard) {
        if self.guard.replace(guard).is_none() {
            self.follow();
        }
    }

    fn mark_typed(&mut self, fields: &[Field]) {
        for field in fields {
            if !self.typed.contains(field) {
                self.typed.push(*field);
            }
        }
    }

    /// Works out what follows from the form.
    fn follow(&mut self) {
        let mut form = self.form.clone();
        self.misplaced = self.token_in(&mut form);
        let mut plan = plan_with(&form, self.guard);
        if !self.misplaced.is_empty() {
            plan.problems.retain(|other| self.misplaced.iter().all(|own| own.field != other.field));
            plan.problems.extend(self.misplaced.iter().cloned());
            if let Some(guard) = self.guard {
                (guard.sort)(&form, &mut plan.problems);
            }
        }
        self.plan = Shared::new(plan);
    }
}

/// What else can happen.
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
