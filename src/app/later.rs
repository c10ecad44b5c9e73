//! Loading the [parts](super::part) of the program: the rest of the page at once, and each of the others when it is needed,
//! once that is here. The two fields and the commands do without. A development build is not split: there each part is
//! simply there.

use hook_builder::page::MISSING;
use leptos::task::spawn_local;

use super::element::{button, classed};
use super::part::{Act, Part, Place, Table};
use super::state::{Model, Page};
use crate::app::Element;

/// A part, as far as it has come.
#[derive(Clone, Copy, Default)]
pub struct Later {
    state: State,
    /// What was pressed last while it was not here.
    waiting: Option<Act>,
}

/// How far loading is.
#[derive(Clone, Copy, Default)]
enum State {
    /// Nobody has needed it yet.
    #[default]
    No,
    /// It is loaded once the part is here that it stands on.
    Waiting,
    /// Under way.
    Loading,
    /// It did not come.
    Failed,
    /// It is here.
    Here(&'static Table),
}

/// Does something that a part does: at once if it is here, else as soon as it is.
pub fn press(page: Page, act: Act) {
    let part = act.place().part();
    match state(page, part) {
        State::Here(table) => (table.act)(page, act),
        state => {
            page.update(|model| model.later[part as usize].waiting = Some(act));
            // What is pressed while it loads is done when it is here.
            if !matches!(state, State::Waiting | State::Loading) {
                load(page, part);
            }
        }
    }
}

/// Loads a part before it is needed, so that the press which needs it does not wait. Once that failed, it is left to the
/// press: this is called at each key.
pub fn prepare(page: Page, part: Part) {
    if matches!(state(page, part), State::No) {
        load(page, part);
    }
}

/// Loads a part for a press of another part, which nobody repeats: also where it failed before.
pub fn bring_along(page: Page, part: Part) {
    if matches!(state(page, part), State::No | State::Failed) {
        load(page, part);
    }
}

/// The functions of a part that is here.
pub fn table(model: &Model, part: Part) -> Option<&'static Table> {
    match model.later[part as usize].state {
        State::Here(table) => Some(table),
        _ => None,
    }
}

fn state(page: Page, part: Part) -> State {
    page.peek(|model| model.later[part as usize].state)
}

fn load(page: Page, part: Part) {
    set(page, part, State::Waiting);
    if let Some(below) = part.below()
        && matches!(state(page, below), State::No | State::Failed)
    {
        load(page, below);
    }
    go_on(page);
}

fn set(page: Page, part: Part, state: State) {
    page.update(|model| model.later[part as usize].state = state);
}

/// Begins with what has waited for the part that it stands on.
fn go_on(page: Page) {
    for part in Part::ALL {
        let stands = part.below().is_none_or(|below| matches!(state(page, below), State::Here(_)));
        if stands && matches!(state(page, part), State::Waiting) {
            set(page, part, State::Loading);
            spawn_local(bring(page, part));
        }
    }
}

async fn bring(page: Page, part: Part) {
    let table = load_table(part).await;
    let waiting = page.peek(|model| model.later[part as usize].waiting);
    let Ok(table) = table else {
        page.update(|model| {
            model.later[part as usize].state = State::Failed;
            // Nothing else stands without it.
            let above = model.later.iter_mut().filter(|later| matches!(later.state, State::Waiting));
            above.for_each(|later| later.state = State::Failed);
        });
        if waiting.is_some() {
            page.announce(MISSING);
        }
        return;
    };
    page.update(|model| {
        (table.start)(model);
        model.later[part as usize] = Later { state: State::Here(table), waiting: None };
    });
    // What waited for the part's rules.
    changed(page);
    if let Some(act) = waiting {
        (table.act)(page, act);
    }
    go_on(page);
}

/// Sees each change of the form, which the rest of the page keeps.
pub fn observe(page: Page) -> impl FnMut(&Model) {
    let mut last = None;
    move |model| {
        let plan = Some(model.plan().clone());
        if last.is_some() && last != plan {
            changed(page);
        }
        last = plan;
    }
}

fn changed(page: Page) {
    if let Some(changed) = page.peek(|model| table(model, Part::Rest)?.changed) {
        changed(page);
    }
}

/// As if all had been loaded.
#[cfg(all(test, not(target_arch = "wasm32")))]
pub fn bring_all(model: &mut Model) {
    use super::{doctor, exchange, importing, rest, rules};
    let tables = [&rest::TABLE, &rules::TABLE, &doctor::TABLE, &exchange::TABLE, &importing::TABLE];
    for (part, table) in Part::ALL.into_iter().zip(tables) {
        model.later[part as usize] = Later { state: State::Here(table), waiting: None };
    }
    model.take_rules(&hook_builder::form::rules::GUARD);
    model.take_finder(doctor::take_out);
}

/// Nothing came, or not what the page was built with.
pub struct LoadError;

/// Where a part shows something.
pub fn place(page: Page, place: Place) -> Element {
    classed("div", "later").region(page, place, shown, view)
}

/// Adds what the rest of the page shows at a place.
pub fn rest(element: Element, page: Page, place: Place) -> Element {
    element.late(page, place, |page, model, place| {
        // It is in the HTML from the first.
        let in_html = cfg!(not(target_arch = "wasm32")).then_some(&super::rest::TABLE);
        in_html.or_else(|| table(model, Part::Rest)).map(|table| (table.view)(page, place))
    })
}

/// What stands at a place.
#[derive(PartialEq)]
enum Shown {
    Nothing,
    /// Something was pressed there that needs the part.
    Loading,
    /// The part did not come.
    Missing(Act),
    /// The part itself.
    Part,
}

fn shown(model: &Model, place: Place) -> Shown {
    let later = model.later[place.part() as usize];
    let waiting = later.waiting.filter(|act| act.place() == place);
    match (later.state, waiting) {
        (State::Here(_), _) => Shown::Part,
        (State::Waiting | State::Loading, Some(_)) if place != Place::Rest => Shown::Loading,
        (State::Failed, Some(act)) => Shown::Missing(act),
        _ => Shown::Nothing,
    }
}

fn view(page: Page, model: &Model, place: Place) -> Vec<Element> {
    match shown(model, place) {
        Shown::Nothing => Vec::new(),
        Shown::Loading => vec![classed("p", "note").text("Loading …")],
        Shown::Missing(act) => {
            vec![classed("p", "progress__error").text(MISSING), button(page, "button", "Load it again", act, press)]
        }
        Shown::Part => table(model, place.part()).map(|table| (table.view)(page, place)).unwrap_or_default(),
    }
}

/// The part's functions, once they are there. A failed attempt may be repeated.
#[cfg(not(split))]
async fn load_table(part: Part) -> Result<&'static Table, LoadError> {
    Ok(match part {
        Part::Rest => &super::rest::TABLE,
        Part::Rules => &super::rules::TABLE,
        Part::Doctor => &super::doctor::TABLE,
        Part::Exchange => &super::exchange::TABLE,
        Part::Import => &super::importing::TABLE,
    })
}

#[cfg(split)]
use split::load_table;

/// Where the program is split. The macro makes two functions of each: the page's program calls the first, which then
/// calls the second, and all that only the second needs is in the part. The macro's own loader would bring three
/// kilobytes of queues and locks along; the page's script (`later.js`) loads what is needed, once, and loads again what
/// failed.
#[cfg(split)]
mod split {
    use leptos::wasm_split::wasm_split;
    use wasm_bindgen::prelude::wasm_bindgen;
    use wasm_bindgen_futures::JsFuture;

    pub use super::LoadError as SplitLoaderError;
    use super::{LoadError, Part, Table};
    use crate::app::{doctor, exchange, importing, rest, rules};

    #[wasm_bindgen]
    extern "C" {
        fn load_part(word: &str) -> js_sys::Promise;
    }

    /// Loads the part if it is not there yet, and asks it for its functions.
    pub async fn load_table(part: Part) -> Result<&'static Table, LoadError> {
        JsFuture::from(load_part(part.word())).await.map_err(|_| LoadError)?;
        match part {
            Part::Rest => of_rest().await,
            Part::Rules => of_rules().await.map(|[table, ..]| table),
            Part::Doctor => of_doctor().await.map(|[table, ..]| table),
            Part::Exchange => of_exchange().await.map(|[table, ..]| table),
            Part::Import => of_import().await.map(|[table, ..]| table),
        }
    }

    #[wasm_split(rest, wasm_split_path = self, fallible)]
    fn of_rest() -> Result<&'static Table, LoadError> {
        Ok(&rest::TABLE)
    }

    // Each of the others names what it stands on: so all that this needs is in one file, and not in one for each set of
    // parts that need it too.
    #[wasm_split(rules, wasm_split_path = self, fallible)]
    fn of_rules() -> Result<[&'static Table; 2], LoadError> {
        Ok([&rules::TABLE, &rest::TABLE])
    }

    #[wasm_split(doctor, wasm_split_path = self, fallible)]
    fn of_doctor() -> Result<[&'static Table; 3], LoadError> {
        Ok([&doctor::TABLE, &rules::TABLE, &rest::TABLE])
    }

    #[wasm_split(exchange, wasm_split_path = self, fallible)]
    fn of_exchange() -> Result<[&'static Table; 3], LoadError> {
        Ok([&exchange::TABLE, &rules::TABLE, &rest::TABLE])
    }

    #[wasm_split(import, wasm_split_path = self, fallible)]
    fn of_import() -> Result<[&'static Table; 3], LoadError> {
        Ok([&importing::TABLE, &rules::TABLE, &rest::TABLE])
    }

    /// What the macro expects of a loader. The part is there before anybody asks.
    pub mod rt {
        use std::ffi::c_void;
        use std::future::{Ready, ready};
        use std::pin::Pin;

        use super::LoadError;

        /// The callback of the macro's loader.
        pub type LoadCallbackFn = extern "C" fn(*const c_void, bool);

        /// The macro's loader, which is not used.
        pub struct LazySplitLoader;

        impl LazySplitLoader {
            /// A loader in place of the macro's.
            pub const fn new(_: unsafe extern "C" fn(LoadCallbackFn, *const c_void)) -> LazySplitLoader {
                LazySplitLoader
            }
        }

        /// Has nothing left to do.
        pub fn ensure_loaded(_: Pin<&LazySplitLoader>) -> Ready<Result<(), LoadError>> {
            ready(Ok(()))
        }
    }
}
