//! The part of the program that is loaded once it is needed: the [`doctor`](super::doctor). In the release bundle it is
//! a WebAssembly file of its own, which shares memory and functions with the page's (`scripts/bundle/split.rs`);
//! elsewhere it is simply there.

use super::doctor::Doctor;
use super::state::Page;

/// How far the part has come.
#[derive(Clone, Copy)]
pub enum Part {
    /// Nothing needed it yet.
    Away,
    /// It was asked for.
    Coming,
    /// It could not be loaded.
    Failed,
    /// It is there.
    Here(&'static Doctor),
}

/// What is said of a part that could not be loaded.
pub const MISSING: &str = "A part of this page could not be loaded from its host.";

/// Nothing came, or not what the page was built with.
pub struct LoadError;

/// Loads the part, unless it is there or under way.
pub fn need(page: Page) {
    if page.peek(|model| matches!(model.doctor, Part::Away | Part::Failed)) {
        page.update(|model| model.doctor = Part::Coming);
        leptos::task::spawn_local(async move {
            let part = doctor().await.map_or(Part::Failed, Part::Here);
            page.update(|model| model.doctor = part);
            if matches!(part, Part::Failed) {
                page.announce(MISSING);
            }
        });
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
