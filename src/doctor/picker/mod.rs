//! Finding the pipeline without its number: project, environment, application, pipeline.
//!
//! A [`Picker`] decides, the page acts: it sends what [`Picker::call`] gives, tells the answer, and shows the rows. A list
//! with one entry is chosen by itself.

mod row;

pub use row::{Row, matches};

use crate::devopness::endpoint::{self, Answer, Pages, Target};
use crate::devopness::error::ApiError;
use crate::devopness::request::ApiRequest;
use crate::devopness::resource::{Application, PipelineDetail};
use row::{Thing, likely_first};

/// What is picked, one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// A project.
    Project,
    /// One of its environments.
    Environment,
    /// An application there.
    Application,
    /// A pipeline of the application.
    Pipeline,
}

impl Level {
    /// The word for one.
    pub fn word(self) -> &'static str {
        match self {
            Level::Project => "project",
            Level::Environment => "environment",
            Level::Application => "application",
            Level::Pipeline => "pipeline",
        }
    }

    fn next(self) -> Option<Level> {
        match self {
            Level::Project => Some(Level::Environment),
            Level::Environment => Some(Level::Application),
            Level::Application => Some(Level::Pipeline),
            Level::Pipeline => None,
        }
    }

    /// What it has when its list is empty.
    fn nothing(self) -> &'static str {
        match self {
            Level::Project => "The token sees no project. A project token works in its own project only.",
            Level::Environment => "This project has no environment.",
            Level::Application => "This environment has no application.",
            Level::Pipeline => "This application has no pipeline.",
        }
    }
}

/// Which list an answer belongs to: one that comes after the person went on or back is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ticket(u32);

/// What was picked in the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Picked<'a> {
    /// The pipeline.
    pub pipeline: &'a PipelineDetail,
    /// Its application, as the list of applications has it: enough to fill the form in.
    pub application: &'a Application,
}

/// One list on the way.
#[derive(Clone, Debug)]
struct Step {
    level: Level,
    /// The id of what was picked before.
    within: u64,
    pages: Pages<Row>,
    /// The rows in the order of the screen, once all are read.
    rows: Option<Vec<Row>>,
    chosen: Option<usize>,
    /// Whether it was chosen by itself.
    alone: bool,
}

impl Step {
    fn new(level: Level, within: u64) -> Step {
        Step { level, within, pages: Pages::default(), rows: None, chosen: None, alone: false }
    }

    fn chosen(&self) -> Option<&Row> {
        self.rows.as_ref()?.get(self.chosen?)
    }
}

/// The way from all projects to one pipeline.
#[derive(Clone, Debug)]
pub struct Picker {
    target: Target,
    /// The lists so far; never empty.
    steps: Vec<Step>,
    filter: String,
    ticket: Ticket,
    sending: bool,
    error: Option<ApiError>,
}

impl Picker {
    /// Begins with the projects.
    pub fn start(target: Target) -> Picker {
        let steps = vec![Step::new(Level::Project, 0)];
        Picker { target, steps, filter: String::new(), ticket: Ticket(0), sending: false, error: None }
    }

    /// The call to make now, once; `None` while one is under way, and when there is nothing to read.
    pub fn call(&mut self) -> Option<(Ticket, ApiRequest)> {
        let step = self.steps.last().filter(|_| !self.sending && self.error.is_none())?;
        let page = step.pages.next()?;
        let request = match step.level {
            Level::Project => endpoint::projects_page(&self.target, page),
            Level::Environment => endpoint::environments_page(&self.target, step.within, page),
            Level::Application => endpoint::applications_page(&self.target, step.within, page),
            Level::Pipeline => endpoint::pipelines_page(&self.target, step.within, page),
        };
        self.sending = true;
        Some((self.ticket, request))
    }

    /// Takes the answer to that call.
    pub fn answered(&mut self, ticket: Ticket, answer: Result<Answer, ApiError>) {
        if ticket != self.ticket || !self.sending {
            return;
        }
        self.sending = false;
        let Some(step) = self.steps.last_mut() else { return };
        let level = step.level;
        let rows = answer.and_then(|answer| answer.page(|item| Row::read(level, item)));
        match rows {
            Err(error) => self.error = Some(error),
            Ok(rows) => {
                step.pages.take(rows, |row| if row.id > 0 { row.id.to_string() } else { String::new() });
                if step.pages.next().is_none() {
                    let rows = step.pages.items().iter().filter(|row| row.id > 0).cloned().collect();
                    let rows = likely_first(rows);
                    let alone = rows.first().filter(|row| rows.len() == 1 && !row.unlikely && !step.pages.cut());
                    let alone = alone.map(|row| row.id);
                    step.rows = Some(rows);
                    if let Some(id) = alone {
                        step.alone = true;
                        self.choose(id);
                    }
                }
            }
        }
    }

    /// Picks the row of that id.
    pub fn choose(&mut self, id: u64) {
        let Some(step) = self.steps.last_mut().filter(|step| step.chosen.is_none()) else { return };
        let Some(at) = step.rows.as_ref().and_then(|rows| rows.iter().position(|row| row.id == id)) else { return };
        step.chosen = Some(at);
        if let Some(level) = step.level.next() {
            self.steps.push(Step::new(level, id));
        }
        self.turn();
    }

    /// Goes back to the last list in which the person chose.
    pub fn back(&mut self) {
        let Some(at) = self.last_choice() else { return };
        self.steps.truncate(at + 1);
        self.steps[at].chosen = None;
        self.turn();
    }

    /// Whether there is such a list.
    pub fn can_go_back(&self) -> bool {
        self.last_choice().is_some()
    }

    fn last_choice(&self) -> Option<usize> {
        self.steps.iter().rposition(|step| step.chosen.is_some() && !step.alone)
    }

    /// Another list is in front now.
    fn turn(&mut self) {
        self.filter.clear();
        self.ticket.0 = self.ticket.0.wrapping_add(1);
        self.sending = false;
        self.error = None;
    }

    /// Reads on after a failure.
    pub fn retry(&mut self) {
        self.error = None;
    }

    /// Takes what was typed to find a row.
    pub fn set_filter(&mut self, text: String) {
        self.filter = text;
    }

    /// What was typed to find a row.
    pub fn filter(&self) -> &str {
        &self.filter
    }

    /// What is to be picked now.
    pub fn level(&self) -> Level {
        self.steps.last().map_or(Level::Project, |step| step.level)
    }

    /// What was picked so far.
    pub fn trail(&self) -> impl Iterator<Item = (Level, &Row)> {
        self.steps.iter().filter_map(|step| Some((step.level, step.chosen()?)))
    }

    /// The rows that fit the filter; none until the list is read.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        let rows = self.steps.last().and_then(|step| step.rows.as_deref()).unwrap_or_default();
        rows.iter().filter(|row| row.matches(&self.filter))
    }

    /// How many rows were read, while there are more to read.
    pub fn reading(&self) -> Option<usize> {
        let step = self.steps.last().filter(|_| self.error.is_none())?;
        step.pages.next().map(|_| step.pages.items().len())
    }

    /// What to say in place of rows, or besides them: that there are none, or that there may be more.
    pub fn remark(&self) -> Option<&'static str> {
        let step = self.steps.last()?;
        let rows = step.rows.as_ref()?;
        if rows.is_empty() {
            Some(step.level.nothing())
        } else if step.pages.cut() {
            Some(
                "There may be more than these: the list was too long, or came twice. Type the pipeline's number instead.",
            )
        } else if self.rows().next().is_none() {
            Some("Nothing here has all these words in its name or number.")
        } else {
            None
        }
    }

    /// What went wrong with the list, and what to do. [`Picker::retry`] reads on.
    pub fn failure(&self) -> Option<(String, String)> {
        let error = self.error.as_ref()?;
        Some((error.what(), format!("{} Or type the pipeline's number.", error.next_step())))
    }

    /// The pipeline, once it is picked.
    pub fn picked(&self) -> Option<Picked<'_>> {
        let thing = |level: Level| self.trail().find(|(own, _)| *own == level).map(|(_, row)| &row.thing);
        match (thing(Level::Pipeline)?, thing(Level::Application)?) {
            (Thing::Pipeline(pipeline), Thing::Application(application)) => Some(Picked { pipeline, application }),
            _ => None,
        }
    }
}
