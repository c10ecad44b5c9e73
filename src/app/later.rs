//! The part of the page that is loaded when somebody first needs it: all that talks to the API, and what explains it. The
//! first view, the form and the commands do without.

use leptos::task::spawn_local;

use super::doctor::{Act, Doctor, Place, State};
use super::element::{Element, classed};
use super::state::{Model, Page};

/// How far loading is.
pub enum Later {
    /// Nobody has needed it yet.
    No,
    /// Under way.
    Loading,
    /// It did not come.
    Failed,
    /// It is here.
    Here(&'static Doctor, &'static mut State),
}

impl Later {
    /// What the part keeps, once it is here.
    pub fn state(&self) -> Option<&State> {
        match self {
            Later::Here(_, state) => Some(state),
            _ => None,
        }
    }

    /// The same, to be changed.
    pub fn state_mut(&mut self) -> Option<&mut State> {
        match self {
            Later::Here(_, state) => Some(state),
            _ => None,
        }
    }

    fn version(&self, place: Place) -> u64 {
        match self {
            Later::No => 0,
            Later::Loading => 1,
            Later::Failed => 2,
            // Counted from above the others.
            Later::Here(doctor, state) => 3 + (doctor.version)(state, place),
        }
    }
}

/// What is said when the part does not come.
const FAILED: &str = "This part of the page could not be loaded. Check the network, then press again.";

/// Does something that the part does: at once if it is here, else as soon as it is.
pub fn press(page: Page, act: Act) {
    match page.peek(|model| match &model.later {
        Later::Here(doctor, _) => Ok(*doctor),
        Later::Loading => Err(false),
        Later::No | Later::Failed => Err(true),
    }) {
        Ok(doctor) => (doctor.act)(page, act),
        // What is pressed while it loads is done when it is here.
        Err(load) => {
            page.update(|model| model.waiting = Some(act));
            if load {
                page.update(|model| model.later = Later::Loading);
                spawn_local(bring(page));
            }
        }
    }
}

/// Loads the part before it is needed, so that the press which needs it does not wait.
pub fn prepare(page: Page) {
    if page.peek(|model| matches!(model.later, Later::No | Later::Failed)) {
        page.update(|model| model.later = Later::Loading);
        spawn_local(bring(page));
    }
}

async fn bring(page: Page) {
    let Ok(doctor) = load().await else {
        page.update(|model| model.later = Later::Failed);
        if page.peek(|model| model.waiting.is_some()) {
            page.update(|model| model.waiting = None);
            page.announce(FAILED);
        }
        return;
    };
    page.update(|model| model.later = Later::Here(doctor, (doctor.start)()));
    if let Some(act) = page.peek(|model| model.waiting) {
        page.update(|model| model.waiting = None);
        (doctor.act)(page, act);
    }
}

/// Why the part is not there: the network, or its host.
pub struct NotThere;

async fn load() -> Result<&'static Doctor, NotThere> {
    Ok(&super::doctor::DOCTOR)
}

/// Where the part shows something.
pub fn place(page: Page, place: Place) -> Element {
    classed("div", "later").region(page, place, |model, place| model.later.version(place), view)
}

fn view(page: Page, model: &Model, place: Place) -> Vec<Element> {
    match &model.later {
        Later::Here(doctor, _) => (doctor.view)(page, model, place),
        _ => Vec::new(),
    }
}
