//! The part of the program that is loaded when somebody first needs it, the [`doctor`](super::doctor): all that talks to
//! the API, and what explains it. The first view, the form and the commands do without. In the release bundle it is a
//! WebAssembly file of its own, which shares memory and functions with the page's (`scripts/bundle/split.rs`); elsewhere
//! it is simply there.

use leptos::task::spawn_local;

use super::doctor::{Act, Doctor, Place, State};
use super::element::{Element, button, classed};
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

    fn version(&self, model: &Model, place: Place) -> u64 {
        match self {
            Later::No => 0,
            Later::Loading => 1,
            Later::Failed => 2,
            // Counted from above the others.
            Later::Here(doctor, state) => 3 + (doctor.version)(model, state, place),
        }
    }
}

/// What is said when the part does not come.
const MISSING: &str = "A part of this page could not be loaded from its host.";

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

/// Loads the part before it is needed, so that the press which needs it does not wait. Once that failed, it is left to the
/// press: this is called at each key.
pub fn prepare(page: Page) {
    if page.peek(|model| matches!(model.later, Later::No)) {
        page.update(|model| model.later = Later::Loading);
        spawn_local(bring(page));
    }
}

async fn bring(page: Page) {
    let Ok(doctor) = doctor().await else {
        page.update(|model| model.later = Later::Failed);
        if page.peek(|model| model.waiting.is_some()) {
            page.announce(MISSING);
        }
        return;
    };
    page.update(|model| model.later = Later::Here(doctor, (doctor.start)()));
    if let Some(act) = page.peek(|model| model.waiting) {
        page.update(|model| model.waiting = None);
        (doctor.act)(page, act);
    }
}

/// Nothing came, or not what the page was built with.
pub struct LoadError;

/// Where the part shows something.
pub fn place(page: Page, place: Place) -> Element {
    classed("div", "later").region(page, place, |model, place| model.later.version(model, place), view)
}

fn view(page: Page, model: &Model, place: Place) -> Vec<Element> {
    match &model.later {
        Later::Here(doctor, _) => (doctor.view)(page, model, place),
        // Where something was pressed that needs it.
        Later::Failed => match model.waiting {
            Some(act) if act.place() == place => {
                vec![classed("p", "progress__error").text(MISSING), button(page, "button", "Load it again", act, press)]
            }
            _ => Vec::new(),
        },
        Later::No | Later::Loading => Vec::new(),
    }
}

/// The part's functions, once they are there. A failed attempt may be repeated.
#[cfg(not(all(target_arch = "wasm32", not(debug_assertions))))]
async fn doctor() -> Result<&'static Doctor, LoadError> {
    Ok(&super::doctor::DOCTOR)
}

#[cfg(all(target_arch = "wasm32", not(debug_assertions)))]
use split::doctor;

/// Where the program is split. The macro makes two functions of one: the page's program calls the first, which loads
/// the part and then calls the second, and all that only the second needs is in the part.
#[cfg(all(target_arch = "wasm32", not(debug_assertions)))]
mod split {
    use super::{Doctor, LoadError};
    use crate::app::doctor::DOCTOR;

    #[leptos::wasm_split::wasm_split(doctor, wasm_split_path = self, fallible)]
    pub fn doctor() -> Result<&'static Doctor, LoadError> {
        Ok(&DOCTOR)
    }

    pub use super::LoadError as SplitLoaderError;

    /// What the macro expects of a loader. Its own would bring three kilobytes of queues and locks along; this one
    /// leaves it to the page's script (`later.js`) to load once, and to load again what failed.
    pub mod rt {
        use std::ffi::c_void;
        use std::pin::Pin;

        use wasm_bindgen::prelude::wasm_bindgen;
        use wasm_bindgen_futures::JsFuture;

        use super::LoadError;

        #[wasm_bindgen]
        extern "C" {
            fn load_doctor() -> js_sys::Promise;
        }

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

        /// Loads the part if it is not there yet.
        pub async fn ensure_loaded(_: Pin<&LazySplitLoader>) -> Result<(), LoadError> {
            JsFuture::from(load_doctor()).await.map(drop).map_err(|_| LoadError)
        }
    }
}
