//! One tab at a time changes the hooks of a pipeline: a lock of the browser, where it has them (Web Locks API,
//! <https://developer.mozilla.org/en-US/docs/Web/API/Web_Locks_API>). Other browsers and other people are met by reading the
//! list again.

use hook_builder::devopness::endpoint::Target;
use js_sys::{Function, Object, Promise, Reflect};
use leptos::prelude::window;
use leptos::task::spawn_local;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// What is said when another tab has it.
pub const TAKEN: &str =
    "Nothing was sent: another tab of this browser is changing the hooks of this pipeline. Wait until it is done.";

/// The lock, until it is dropped.
pub struct Lock(Option<Function>);

impl Drop for Lock {
    fn drop(&mut self) {
        if let Some(release) = &self.0 {
            let _ = release.call0(&JsValue::NULL);
        }
    }
}

/// Takes the lock of a pipeline; `None` when another tab has it.
pub async fn take(target: &Target, pipeline: u64) -> Option<Lock> {
    let name = ["hook-builder ", &target.base, " ", &pipeline.to_string()].concat();
    match request(&name) {
        Ok((granted, release)) => {
            let granted = JsFuture::from(granted).await.is_ok_and(|granted| granted.is_truthy());
            granted.then_some(Lock(Some(release)))
        }
        // A browser without locks.
        Err(_) => Some(Lock(None)),
    }
}

/// Asks for a lock. The first that comes back says whether it was granted; the second gives it back.
fn request(name: &str) -> Result<(Promise, Function), JsValue> {
    let text = JsValue::from_str;
    let locks = Reflect::get(&window().navigator(), &text("locks"))?;
    let request: Function = Reflect::get(&locks, &text("request"))?.dyn_into()?;
    let options = Object::new();
    Reflect::set(&options, &text("ifAvailable"), &JsValue::TRUE)?;
    // The browser keeps the lock as long as the promise is open that the callback gives it.
    let (held, release) = promise()?;
    let (granted, tell) = promise()?;
    let told = tell.clone();
    let callback = Closure::once_into_js(move |lock: JsValue| -> JsValue {
        let _ = told.call1(&JsValue::NULL, &JsValue::from_bool(!lock.is_null()));
        if lock.is_null() { JsValue::UNDEFINED } else { held.into() }
    });
    let asked: Promise = request.call3(&locks, &text(name), &options, &callback)?.dyn_into()?;
    spawn_local(async move {
        // A page that may not use locks goes on without.
        if JsFuture::from(asked).await.is_err() {
            let _ = tell.call1(&JsValue::NULL, &JsValue::TRUE);
        }
    });
    Ok((granted, release))
}

/// A promise, and what fulfils it.
fn promise() -> Result<(Promise, Function), JsValue> {
    let mut fulfil = None;
    let promise = Promise::new(&mut |resolve, _| fulfil = Some(resolve));
    fulfil.map(|fulfil| (promise, fulfil)).ok_or(JsValue::NULL)
}
