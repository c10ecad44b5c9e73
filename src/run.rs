//! Creating the hooks: one call after the other, each with an outcome of its own, and never one too many.
//!
//! A [`Run`] decides, the page acts: it asks [`Run::next`], does that, and tells the outcome. When an answer is lost after
//! sending, the run asks for the pipeline's hooks and looks for its own before anything is sent again.

use crate::endpoint::Target;
use crate::error::ApiError;
use crate::event::Event;
use crate::hook::{Hook, OutgoingHook};
use crate::plan::{PlannedHook, ReadyPlan};
use crate::request::ApiRequest;

/// Where one hook stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Not sent yet.
    Waiting,
    /// The call is under way.
    Sending,
    /// Created, with its id.
    Created(String),
    /// The answer was lost, but the hook is in the list, with its id.
    Found(String),
    /// Refused: it does not exist.
    Failed(ApiError),
    /// The answer was lost: it may or may not exist.
    Lost(ApiError),
    /// The answer was lost, and the hook is not in the list.
    NotThere(ApiError),
}

/// One hook of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The event.
    pub event: Event,
    /// Where it stands.
    pub state: State,
    hook: OutgoingHook,
    request: ApiRequest,
    /// What to send in place of a lost hook once it is known not to exist: the form may have changed since.
    replacement: Option<(OutgoingHook, ApiRequest)>,
}

impl Step {
    fn new(planned: &PlannedHook, state: State) -> Step {
        Step {
            event: planned.event,
            state,
            hook: planned.hook.clone(),
            request: planned.request.clone(),
            replacement: None,
        }
    }

    /// The hook's id, once it exists.
    pub fn id(&self) -> Option<&str> {
        match &self.state {
            State::Created(id) | State::Found(id) => Some(id),
            _ => None,
        }
    }

    /// The hook's name.
    pub fn name(&self) -> &str {
        &self.hook.name
    }
}

/// What to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// Send this request, and tell the outcome for the step of that number.
    Send(usize, Box<ApiRequest>),
    /// Read all hooks of the pipeline, and tell what is there.
    Look,
    /// Nothing.
    Stop,
}

/// How a run stands as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Calls are under way or about to be.
    Running,
    /// Every hook exists.
    Complete,
    /// Something is left to do.
    Partial,
}

/// The creation of a set of hooks in one pipeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    target: Target,
    pipeline: u64,
    steps: Vec<Step>,
    /// Whether the person asked to stop.
    cancelled: bool,
    /// Whether lost answers are still to be looked for.
    look: bool,
    /// Whether what was lost and is not there is to be sent again: only after a person asked for it.
    resend: bool,
    look_error: Option<ApiError>,
}

impl Run {
    /// Begins to create the plan's hooks. What `before` created or lost at the same place is not sent blindly again: a hook
    /// that exists unchanged is kept, and of an unfinished run every hook that exists is kept.
    pub fn start(plan: &ReadyPlan, before: Option<&Run>) -> Run {
        let before = before.filter(|run| run.is_for(plan));
        let unfinished = before.is_some_and(|run| run.outcome() != Outcome::Complete);
        let mut steps: Vec<Step> = Vec::new();
        for planned in plan.hooks() {
            let old = before.and_then(|run| run.steps.iter().find(|s| s.event == planned.event));
            steps.push(match old {
                Some(old) if old.id().is_some() && (unfinished || old.hook == planned.hook) => old.clone(),
                Some(old) if matches!(old.state, State::Lost(_) | State::NotThere(_) | State::Sending) => {
                    let error = match &old.state {
                        State::Lost(error) | State::NotThere(error) => error.clone(),
                        _ => ApiError::NoAnswer,
                    };
                    let replacement = Some((planned.hook.clone(), planned.request.clone()));
                    Step { state: State::Lost(error), replacement, ..old.clone() }
                }
                _ => Step::new(planned, State::Waiting),
            });
        }
        Run {
            target: plan.target().clone(),
            pipeline: plan.pipeline(),
            steps,
            cancelled: false,
            look: true,
            resend: true,
            look_error: None,
        }
    }

    /// What to do next. Nothing is sent after a failure, after [`Run::cancel`], or while a lost hook may exist.
    pub fn next(&self) -> Next {
        if self.steps.iter().any(|s| s.state == State::Sending) {
            return Next::Stop;
        }
        if self.steps.iter().any(|s| matches!(s.state, State::Lost(_))) {
            return if self.look { Next::Look } else { Next::Stop };
        }
        let failed = self.steps.iter().any(|s| matches!(s.state, State::Failed(_) | State::NotThere(_)));
        match self.steps.iter().position(|s| s.state == State::Waiting) {
            Some(at) if !failed && !self.cancelled => Next::Send(at, Box::new(self.steps[at].request.clone())),
            _ => Next::Stop,
        }
    }

    /// The request of that step is on its way.
    pub fn sending(&mut self, at: usize) {
        if let Some(step) = self.steps.get_mut(at) {
            step.state = State::Sending;
        }
    }

    /// The outcome of that step's call.
    pub fn answered(&mut self, at: usize, answer: Result<Hook, ApiError>) {
        let Some(step) = self.steps.get_mut(at) else { return };
        step.state = match answer {
            Ok(hook) => State::Created(hook.id),
            Err(error) if error.answer_lost() => {
                self.look = true;
                self.resend = false;
                State::Lost(error)
            }
            Err(error) => State::Failed(error),
        };
    }

    /// The pipeline's hooks, or why they could not be read.
    pub fn looked(&mut self, hooks: Result<&[Hook], ApiError>) {
        self.look = false;
        match hooks {
            Err(error) => self.look_error = Some(error),
            Ok(hooks) => {
                self.look_error = None;
                let resend = self.resend;
                let mut taken: Vec<String> = self.steps.iter().filter_map(|s| s.id().map(str::to_string)).collect();
                for step in &mut self.steps {
                    let State::Lost(error) = &step.state else { continue };
                    let found = hooks.iter().find(|h| step.hook.is(h) && !taken.contains(&h.id));
                    step.state = match found {
                        Some(hook) => {
                            taken.push(hook.id.clone());
                            State::Found(hook.id.clone())
                        }
                        None if resend => {
                            if let Some((hook, request)) = step.replacement.take() {
                                (step.hook, step.request) = (hook, request);
                            }
                            State::Waiting
                        }
                        None => State::NotThere(error.clone()),
                    };
                }
            }
        }
    }

    /// Stops after the call that is under way.
    pub fn cancel(&mut self) {
        self.cancelled = true;
    }

    /// Whether [`Run::cancel`] was called.
    pub fn is_cancelled(&self) -> bool {
        self.cancelled
    }

    /// Why the look at the list failed, if it did.
    pub fn look_error(&self) -> Option<&ApiError> {
        self.look_error.as_ref()
    }

    /// The steps, in the order of sending.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Where the calls go.
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// The pipeline's number.
    pub fn pipeline(&self) -> u64 {
        self.pipeline
    }

    /// Whether the plan is for the same pipeline of the same API.
    pub fn is_for(&self, plan: &ReadyPlan) -> bool {
        self.pipeline == plan.pipeline() && self.target == *plan.target()
    }

    /// Whether every hook of the plan exists already, by this run and unchanged.
    pub fn has_all_of(&self, plan: &ReadyPlan) -> bool {
        self.is_for(plan)
            && self.outcome() == Outcome::Complete
            && plan.hooks().iter().all(|p| self.steps.iter().any(|s| s.hook == p.hook && s.id().is_some()))
    }

    /// How it stands.
    pub fn outcome(&self) -> Outcome {
        if self.steps.iter().any(|s| s.state == State::Sending) || self.next() != Next::Stop {
            Outcome::Running
        } else if self.steps.iter().all(|s| s.id().is_some()) {
            Outcome::Complete
        } else {
            Outcome::Partial
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::Field;
    use crate::form::FormValues;
    use crate::hook::Direction;
    use crate::plan::plan;
    use proptest::prelude::*;
    use std::sync::Arc;

    fn form() -> FormValues {
        FormValues::new("512", "acme/shop")
    }

    fn ready(form: &FormValues) -> ReadyPlan {
        ReadyPlan::new(Arc::new(plan(form))).expect("the plan is ready")
    }

    fn refused(status: u16) -> ApiError {
        ApiError::from_answer(status, None, None)
    }

    /// A server that keeps what it writes, with one fault for each call to come.
    #[derive(Default)]
    struct Server {
        hooks: Vec<Hook>,
    }

    #[derive(Clone, Copy, Debug)]
    enum Fault {
        None,
        Refuse,
        LostBefore,
        LostAfter,
    }

    impl Server {
        fn create(&mut self, request: &ApiRequest, fault: Fault) -> Result<Hook, ApiError> {
            match fault {
                Fault::Refuse => return Err(refused(422)),
                Fault::LostBefore => return Err(ApiError::TimedOut(30)),
                Fault::None | Fault::LostAfter => {}
            }
            let body = serde_json::to_value(&request.body).unwrap();
            let hook = Hook {
                id: format!("id-{}", self.hooks.len()),
                name: body["name"].as_str().unwrap().into(),
                direction: Direction::Outgoing,
                events: vec![body["trigger_when"]["events"][0].as_str().unwrap().into()],
                target_url: body["target_url"].as_str().unwrap().into(),
                active: Some(true),
                ..Hook::default()
            };
            self.hooks.push(hook.clone());
            if matches!(fault, Fault::LostAfter) { Err(ApiError::NoAnswer) } else { Ok(hook) }
        }

        /// Runs until nothing is left to do; faults are taken from the front, and none when they are used up.
        fn drive(&mut self, run: &mut Run, faults: &mut Vec<Fault>) {
            for _ in 0..100 {
                let fault = if faults.is_empty() { Fault::None } else { faults.remove(0) };
                match run.next() {
                    Next::Stop => return,
                    Next::Look if matches!(fault, Fault::None) => run.looked(Ok(&self.hooks)),
                    Next::Look => run.looked(Err(ApiError::NoAnswer)),
                    Next::Send(at, request) => {
                        run.sending(at);
                        assert_eq!(run.outcome(), Outcome::Running);
                        run.answered(at, self.create(&request, fault));
                    }
                }
            }
            panic!("the run does not end");
        }
    }

    #[test]
    fn all_goes_well() {
        let plan = ready(&form());
        let (mut server, mut run) = (Server::default(), Run::start(&plan, None));
        server.drive(&mut run, &mut vec![]);
        assert_eq!(run.outcome(), Outcome::Complete);
        assert!(run.has_all_of(&plan));
        let ids: Vec<_> = run.steps().iter().map(|s| s.id().unwrap()).collect();
        assert_eq!(ids, ["id-0", "id-1", "id-2"]);
    }

    #[test]
    fn a_second_press_after_success_sends_nothing_unless_something_changed() {
        let mut form = form();
        let plan = ready(&form);
        let (mut server, mut run) = (Server::default(), Run::start(&plan, None));
        server.drive(&mut run, &mut vec![]);
        let mut again = Run::start(&plan, Some(&run));
        server.drive(&mut again, &mut vec![]);
        assert_eq!((server.hooks.len(), again.outcome()), (3, Outcome::Complete));
        form.set_text(Field::HookName(Event::Failed), "another".into());
        let changed = ready(&form);
        assert!(!again.has_all_of(&changed));
        let mut third = Run::start(&changed, Some(&again));
        server.drive(&mut third, &mut vec![]);
        assert_eq!(server.hooks.len(), 4);
    }

    #[test]
    fn a_failure_stops_and_the_rest_is_created_with_the_corrected_form() {
        let mut form = form();
        let (mut server, mut run) = (Server::default(), Run::start(&ready(&form), None));
        server.drive(&mut run, &mut vec![Fault::None, Fault::Refuse]);
        assert_eq!((server.hooks.len(), run.outcome()), (1, Outcome::Partial));
        assert!(matches!(run.steps()[1].state, State::Failed(_)) && run.steps()[2].state == State::Waiting);
        form.set_text(Field::HookName(Event::Failed), "corrected".into());
        let mut rest = Run::start(&ready(&form), Some(&run));
        server.drive(&mut rest, &mut vec![]);
        let names: Vec<&str> = server.hooks.iter().map(|h| h.name.as_str()).collect();
        assert_eq!(names, ["CI(build): started", "corrected", "CI(build): completed"]);
    }

    #[test]
    fn a_lost_answer_is_looked_for_before_anything_is_sent() {
        let plan = ready(&form());
        // Written, answer lost: found in the list, and the run goes on by itself.
        let (mut server, mut run) = (Server::default(), Run::start(&plan, None));
        server.drive(&mut run, &mut vec![Fault::LostAfter]);
        assert_eq!((server.hooks.len(), run.outcome()), (3, Outcome::Complete));
        assert_eq!(run.steps()[0].state, State::Found("id-0".into()));
        // Not written: it stops, and only a person's press sends again.
        let (mut server, mut run) = (Server::default(), Run::start(&plan, None));
        server.drive(&mut run, &mut vec![Fault::LostBefore]);
        assert!(matches!(run.steps()[0].state, State::NotThere(_)));
        assert_eq!((server.hooks.len(), run.outcome()), (0, Outcome::Partial));
        let mut again = Run::start(&plan, Some(&run));
        assert_eq!(again.next(), Next::Look);
        server.drive(&mut again, &mut vec![]);
        assert_eq!((server.hooks.len(), again.outcome()), (3, Outcome::Complete));
    }

    #[test]
    fn a_late_write_is_found_at_the_next_press() {
        let plan = ready(&form());
        let (mut server, mut run) = (Server::default(), Run::start(&plan, None));
        server.drive(&mut run, &mut vec![Fault::LostBefore]);
        server.create(&plan.hooks()[0].request, Fault::None).unwrap();
        let mut again = Run::start(&plan, Some(&run));
        server.drive(&mut again, &mut vec![]);
        assert_eq!((server.hooks.len(), again.outcome()), (3, Outcome::Complete));
    }

    #[test]
    fn cancel_stops_after_the_call_under_way() {
        let plan = ready(&form());
        let (mut server, mut run) = (Server::default(), Run::start(&plan, None));
        let Next::Send(at, request) = run.next() else { panic!() };
        run.sending(at);
        run.cancel();
        run.answered(at, server.create(&request, Fault::None));
        assert_eq!((run.next(), run.outcome()), (Next::Stop, Outcome::Partial));
        let mut rest = Run::start(&plan, Some(&run));
        server.drive(&mut rest, &mut vec![]);
        assert_eq!(server.hooks.len(), 3);
    }

    proptest! {
        /// Whatever goes wrong and however often a person presses, no hook is made twice, and calm calls finish the set.
        #[test]
        fn never_a_duplicate(faults in prop::collection::vec(prop_oneof![
            Just(Fault::None), Just(Fault::Refuse), Just(Fault::LostBefore), Just(Fault::LostAfter)
        ], 0..30)) {
            let plan = ready(&form());
            let (mut server, mut faults) = (Server::default(), faults);
            let mut run = Run::start(&plan, None);
            for _ in 0..40 {
                server.drive(&mut run, &mut faults);
                run = Run::start(&plan, Some(&run));
            }
            server.drive(&mut run, &mut vec![]);
            prop_assert_eq!(run.outcome(), Outcome::Complete);
            prop_assert_eq!(server.hooks.len(), 3);
        }
    }

    #[test]
    fn a_run_tells_what_it_is_for_and_how_its_hooks_stand() {
        let plan = ready(&form());
        let (mut server, mut run) = (Server::default(), Run::start(&plan, None));
        assert_eq!((run.pipeline(), run.target()), (512, plan.target()));
        assert_eq!(run.steps()[1].name(), "CI(build): failed");
        assert_eq!((run.steps()[1].id(), run.is_cancelled(), run.look_error()), (None, false, None));
        assert!(run.is_for(&plan) && !run.has_all_of(&plan));
        server.drive(&mut run, &mut vec![Fault::LostAfter]);
        assert_eq!(run.steps().iter().map(|step| step.id().unwrap()).collect::<Vec<_>>(), ["id-0", "id-1", "id-2"]);
        assert!(run.has_all_of(&plan));
        run.cancel();
        assert!(run.is_cancelled());
        // The same hooks in another pipeline, or at another API, are others.
        let elsewhere = ready(&FormValues::new("513", "acme/shop"));
        let mut staging = form();
        staging.api = crate::form::Api::Staging;
        for other in [elsewhere, ready(&staging)] {
            assert!(!run.is_for(&other) && !run.has_all_of(&other));
            let again = Run::start(&other, Some(&run));
            assert!(again.steps().iter().all(|step| step.state == State::Waiting));
        }
        // Fewer hooks of the same kind are there already.
        let mut fewer = form();
        fewer.events[0].on = false;
        assert!(run.has_all_of(&ready(&fewer)));
    }

    #[test]
    fn a_step_that_is_not_there_has_no_outcome() {
        let mut run = Run::start(&ready(&form()), None);
        let before = run.clone();
        run.sending(3);
        run.answered(3, Err(refused(422)));
        assert_eq!(run, before);
    }

    #[test]
    fn a_list_that_cannot_be_read_stops_and_is_asked_for_again_at_the_next_press() {
        let plan = ready(&form());
        let (mut server, mut run) = (Server::default(), Run::start(&plan, None));
        server.drive(&mut run, &mut vec![Fault::LostBefore, Fault::LostBefore]);
        assert_eq!((run.next(), run.outcome()), (Next::Stop, Outcome::Partial));
        assert_eq!(run.look_error(), Some(&ApiError::NoAnswer));
        assert!(matches!(run.steps()[0].state, State::Lost(_)));
        let mut again = Run::start(&plan, Some(&run));
        assert_eq!((again.next(), again.outcome(), again.look_error()), (Next::Look, Outcome::Running, None));
        assert_eq!(again.steps()[0].state, State::Lost(ApiError::TimedOut(30)));
        again.looked(Err(ApiError::Offline));
        assert_eq!((again.next(), again.look_error()), (Next::Stop, Some(&ApiError::Offline)));
        again.looked(Ok(&server.hooks));
        assert_eq!(again.look_error(), None);
        server.drive(&mut again, &mut vec![]);
        assert_eq!((server.hooks.len(), again.outcome()), (3, Outcome::Complete));
    }

    #[test]
    fn a_hook_of_somebody_else_is_not_taken_for_a_lost_one() {
        let plan = ready(&form());
        let mut server = Server::default();
        let mut foreign = server.create(&plan.hooks()[0].request, Fault::None).unwrap();
        foreign.target_url = "https://api.github.com/repos/acme/another/statuses/x".into();
        server.hooks = vec![foreign];
        let mut run = Run::start(&plan, None);
        server.drive(&mut run, &mut vec![Fault::LostBefore]);
        assert!(matches!(run.steps()[0].state, State::NotThere(_)));
        let mut again = Run::start(&plan, Some(&run));
        server.drive(&mut again, &mut vec![Fault::None, Fault::LostAfter]);
        assert_eq!(again.steps().iter().map(|step| step.id().unwrap()).collect::<Vec<_>>(), ["id-1", "id-2", "id-3"]);
    }

    #[test]
    fn a_hook_under_another_name_is_made_anew_and_the_old_one_is_known_again() {
        let mut form = form();
        let plan = ready(&form);
        let (mut server, mut run) = (Server::default(), Run::start(&plan, None));
        server.drive(&mut run, &mut vec![]);
        form.set_text(Field::HookName(Event::Started), "another".into());
        let mut second = Run::start(&ready(&form), Some(&run));
        server.drive(&mut second, &mut vec![]);
        assert_eq!((server.hooks.len(), second.steps()[0].id()), (4, Some("id-3")));
        let mut third = Run::start(&plan, Some(&second));
        server.drive(&mut third, &mut vec![Fault::LostAfter]);
        assert_eq!(third.steps()[0].id(), Some("id-0"));
    }

    #[test]
    fn a_lost_hook_is_sent_as_the_form_says_now_once_it_is_known_not_to_exist() {
        let mut form = form();
        let (mut server, mut run) = (Server::default(), Run::start(&ready(&form), None));
        server.drive(&mut run, &mut vec![Fault::LostBefore]);
        form.set_text(Field::HookName(Event::Started), "corrected".into());
        let plan = ready(&form);
        let mut again = Run::start(&plan, Some(&run));
        // It is looked for by the name that it was sent with.
        assert_eq!(again.steps()[0].name(), "CI(build): started");
        server.drive(&mut again, &mut vec![]);
        assert_eq!(again.steps()[0].name(), "corrected");
        assert!(again.has_all_of(&plan));
        assert_eq!(server.hooks[0].name, "corrected");
    }

    #[test]
    fn a_press_while_a_call_is_under_way_sends_nothing_before_it_was_looked_for() {
        let plan = ready(&form());
        let mut run = Run::start(&plan, None);
        run.sending(0);
        assert_eq!((run.next(), run.outcome()), (Next::Stop, Outcome::Running));
        let again = Run::start(&plan, Some(&run));
        assert_eq!(again.steps()[0].state, State::Lost(ApiError::NoAnswer));
        assert_eq!(again.next(), Next::Look);
    }
}
