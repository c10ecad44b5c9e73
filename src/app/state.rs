//! The page's state: one [`Model`] in one signal. It is written by events and by finished calls, never by effects.

mod token;

use std::sync::Arc;

use hook_builder::devopness::event::Event;
use hook_builder::exchange::link;
use hook_builder::form::field::Field;
use hook_builder::form::plan::{Plan, ReadyPlan, plan_with};
use hook_builder::form::problem::{Problem, Severity};
use hook_builder::form::rules::{self, Guard};
use hook_builder::form::values::FormValues;
use hook_builder::page::shared::Shared;
use hook_builder::secret::{HookSecret, Secret};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::Element;
use super::element::Following;
use super::keep::{Keep, Origin};
use super::later::{self, Later};
use super::part::Part;
use super::reach::{self, Reach};
use super::slot::Memory;

/// Everything the page knows.
pub struct Model {
    /// What was typed.
    pub form: FormValues,
    /// Where it comes from, until somebody has looked at it.
    origin: Option<Origin>,
    /// What follows from it.
    pub plan: Arc<Plan>,
    /// The rules against what others may have put into the form, once they are here.
    guard: Option<&'static Guard>,
    /// Fields that the user has left once, or all that block after a press of Create.
    touched: Vec<Field>,
    /// What the API said of single fields, until they are changed.
    refused: Vec<(Field, String)>,
    /// The access token, in memory only.
    token: Option<Secret>,
    /// What is wrong with it: at each other field that holds it, or at its own. The plan knows nothing else of the token.
    misplaced: Vec<Problem>,
    /// The secret of the incoming hook that was just created, in memory only.
    pub hook_secret: Option<HookSecret>,
    /// The parts that are loaded when they are first needed.
    pub later: [Later; Part::ALL.len()],
    /// What they remember.
    pub memories: [Memory; Part::ALL.len()],
    /// Whether a job is under way, so that no other is begun.
    pub busy: bool,
    /// What the doctor has filled in, and from what.
    pub filled: Vec<(Field, String)>,
    /// The fields into which somebody has typed: nothing is filled in there without asking.
    pub typed: Vec<Field>,
    /// The field that takes variables and was last in use.
    pub last_field: Option<Field>,
    /// The event whose output is shown, as its place in the list of events.
    pub event: usize,
    /// The format that is shown, as its place in the list of formats.
    pub format: usize,
    /// `light`, `dark`, or empty for the system's.
    pub theme: String,
    /// What is remembered of sharing and keeping.
    pub keep: Keep,
    /// What the page may call, and the choices that follow.
    pub reach: Reach,
    /// What is read aloud next. The same words may come twice, so it is not they that are compared.
    announcement: Shared<String>,
}

/// What is said of a token's field while there is none.
const TOKEN_MISSING: &str = "An access token is needed to call the API: create one in Devopness and paste it here.";

/// How the line under a field is to be read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Help.
    Hint,
    /// Worth a look.
    Warning,
    /// Wrong.
    Error,
}

impl Tone {
    /// The style hook.
    pub fn word(self) -> &'static str {
        match self {
            Tone::Hint => "hint",
            Tone::Warning => "warning",
            Tone::Error => "error",
        }
    }
}

impl Default for Model {
    fn default() -> Model {
        let form = FormValues::default();
        Model {
            plan: Arc::new(plan_with(&form, None)),
            guard: None,
            form,
            origin: None,
            touched: Vec::new(),
            refused: Vec::new(),
            token: None,
            misplaced: Vec::new(),
            hook_secret: None,
            later: Later::NO,
            memories: [const { None }; Part::ALL.len()],
            busy: false,
            filled: Vec::new(),
            typed: Vec::new(),
            last_field: None,
            event: 0,
            format: 0,
            theme: String::new(),
            keep: Keep { written: Some(link::FRESH.into()), ..Keep::default() },
            reach: Reach::default(),
            announcement: Shared::default(),
        }
    }
}

impl Model {
    /// The plan, if it can be sent.
    pub fn ready(&self) -> Option<ReadyPlan> {
        ReadyPlan::new(self.plan.clone())
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

    /// What is to be said under a field, if anything.
    pub fn note(&self, field: Field) -> Option<(Tone, &str)> {
        if let Some((_, text)) = self.refused.iter().find(|(f, _)| *f == field) {
            return Some((Tone::Error, text));
        }
        if field == Field::Token && self.token.is_none() && self.touched.contains(&field) {
            return Some((Tone::Error, TOKEN_MISSING));
        }
        if let Some(problem) = self.plan.problems.iter().filter(|p| p.field == field).max_by_key(|p| p.severity) {
            return Some((self.tone(problem), &problem.text));
        }
        if field == Field::ApiOther && !self.may_call() {
            return Some((Tone::Error, reach::REFUSED));
        }
        self.filled.iter().find(|(filled, _)| *filled == field).map(|(_, reason)| (Tone::Hint, reason.as_str()))
    }

    /// Whether the page's own policy lets it call the chosen API.
    pub fn may_call(&self) -> bool {
        let target = &self.plan.target;
        self.reach.policy.allows(target.relay.as_ref().unwrap_or(&target.base))
    }

    /// How a problem is to be shown now.
    pub fn tone(&self, problem: &Problem) -> Tone {
        match problem.severity {
            Severity::Error => Tone::Error,
            Severity::Warning => Tone::Warning,
            Severity::Missing if self.touched.contains(&problem.field) => Tone::Error,
            Severity::Missing => Tone::Hint,
        }
    }

    /// What the API said of single fields.
    pub fn refuse(&mut self, refused: Vec<(Field, String)>) {
        self.refused = refused;
    }

    /// Works out what follows from a form that was changed at a field.
    fn replan(&mut self, field: Field) {
        self.refused.retain(|(refused, _)| *refused != field);
        self.follow();
    }

    /// Takes a form in which fields were filled in.
    pub fn take_over(&mut self, form: FormValues, filled: Vec<(Field, String)>) {
        self.form = form;
        for (field, reason) in filled {
            self.filled.retain(|(own, _)| *own != field);
            self.filled.push((field, ["Filled in. ", &reason].concat()));
        }
        self.follow();
    }

    /// Where the form comes from, if nobody has looked at it yet.
    pub fn origin(&self) -> Option<Origin> {
        self.origin
    }

    /// The form comes from there, or somebody has looked at it.
    pub fn set_origin(&mut self, origin: Option<Origin>) {
        self.origin = origin;
    }

    /// Shows a form that comes from elsewhere, and gives back the one before. What differs from a fresh one was typed, once.
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
        self.set_origin(origin);
        self.follow();
        before
    }

    /// From now on the form is looked at with these rules, too.
    pub fn take_guard(&mut self, guard: &'static Guard) {
        if self.guard.replace(guard).is_none() {
            self.follow();
        }
    }

    /// What is read aloud next.
    pub fn announcement(&self) -> &Shared<String> {
        &self.announcement
    }

    /// Reads a text aloud.
    pub fn announce(&mut self, text: String) {
        self.announcement = Shared::new(text);
    }

    fn follow(&mut self) {
        let mut form = self.form.clone();
        self.misplaced = self.take_out(&mut form);
        let mut plan = plan_with(&form, self.guard);
        if !self.misplaced.is_empty() {
            plan.problems.retain(|other| self.misplaced.iter().all(|own| own.field != other.field));
            plan.problems.extend(self.misplaced.iter().cloned());
            rules::sort(&form, &mut plan.problems);
        }
        self.plan = Arc::new(plan);
    }

    fn touch(&mut self, field: Field) {
        if !self.touched.contains(&field) {
            self.touched.push(field);
        }
    }
}

/// A handle on the model, for every part of the page.
#[derive(Clone, Copy)]
pub struct Page(RwSignal<Model>);

impl Page {
    /// A fresh page.
    pub fn new() -> Page {
        Page(RwSignal::new(Model::default()))
    }

    /// Shows an element that follows the model.
    pub fn show(self, element: Element) -> Following<Model> {
        element.follow(self.0, later::observe(self))
    }

    /// Reads the model once.
    pub fn peek<T>(self, read: impl FnOnce(&Model) -> T) -> T {
        self.0.with_untracked(read)
    }

    /// Changes anything but the form.
    pub fn update(self, change: impl FnOnce(&mut Model)) {
        let mut change = Some(change);
        self.update_with(&mut |model| {
            if let Some(change) = change.take() {
                change(model);
            }
        });
    }

    /// One function of the signal's for all changes.
    #[inline(never)]
    fn update_with(self, change: &mut dyn FnMut(&mut Model)) {
        self.0.update(change);
    }

    /// Changes the form at a field, and works out what follows. What the API said of that field is void.
    pub fn edit(self, field: Field, change: impl FnOnce(&mut FormValues)) {
        self.update(|model| {
            change(&mut model.form);
            model.replan(field);
        });
    }

    /// Takes what was typed into a field.
    pub fn type_in(self, field: Field, text: String) {
        self.update(|model| {
            model.filled.retain(|(filled, _)| *filled != field);
            if !model.typed.contains(&field) {
                model.typed.push(field);
            }
        });
        self.edit(field, |form| form.set_text(field, text));
        self.update(|model| {
            if model.origin.is_some() && model.form.receiver_field() == field {
                model.set_origin(None);
            }
        });
    }

    /// The user has left a field, or wants to go on: an empty one is now a fault.
    pub fn touch(self, field: Field) {
        self.update(|model| model.touch(field));
    }

    /// The same for all that keep the plan from being sent. Returns the first.
    pub fn touch_blocking(self) -> Option<Field> {
        let plan = self.peek(|model| model.plan.clone());
        let blocking = || plan.problems.iter().filter(|p| p.blocks()).map(|p| p.field);
        self.update(|model| blocking().for_each(|field| model.touch(field)));
        blocking().next()
    }

    /// Reads a text aloud.
    pub fn announce(self, text: &str) {
        let text = text.to_string();
        self.update(|model| model.announce(text));
    }
}

/// Brings a field into view, opening what it is folded in, and puts the cursor there.
pub fn focus(field: Field) {
    focus_id(&field.id());
}

/// The same for any element.
pub fn focus_id(id: &str) {
    let Some(element) = document().get_element_by_id(id) else { return };
    let mut above = element.parent_element();
    while let Some(parent) = above {
        if parent.tag_name() == "DETAILS" {
            let _ = parent.set_attribute("open", "");
        }
        above = parent.parent_element();
    }
    if let Ok(element) = element.dyn_into::<web_sys::HtmlElement>() {
        let _ = element.focus();
    }
}

/// The text of the input or choice that an event came from.
pub fn typed(event: &web_sys::Event) -> String {
    event_target_value(event)
}
