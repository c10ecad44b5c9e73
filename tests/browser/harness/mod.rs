//! What every browser test needs: the page, served beside the sandbox, in a browser for itself, used as a person would.

mod act;
mod driver;
mod find;
mod read;
mod serve;
pub mod session;
mod trap;
mod wait;
mod watch;

use std::cell::RefCell;
use std::time::Duration;

use thirtyfour::{WebDriver, WindowHandle};

pub use act::choose_in;

use crate::sandbox::{Connections, Sandbox};
pub use driver::{Engine, is_root};
use serve::Site;
use session::Browser;
pub use wait::pause;
use watch::Watch;

/// A token that may do everything in the sandbox.
pub const TOKEN: &str = "devopness_pat_sandbox";
/// After how long a condition counts as never coming true. Machines are slow at times; what is waited for is not.
const PATIENCE: Duration = Duration::from_secs(20);

/// The limit for a whole test, so that one that hangs says which it is.
const LIMIT: Duration = Duration::from_secs(400);

/// How wide a window is, in CSS pixels.
const WIDTH: u32 = 1280;

/// The page in its browser.
pub struct Page {
    /// What the browser is made of.
    pub engine: Engine,
    /// The browser.
    pub browser: WebDriver,
    /// The API's stand-in, at the address that the page offers as "Local sandbox".
    pub sandbox: Sandbox,
    /// The page's own server.
    pub site: Site,
    /// The path of the page's folder.
    folder: &'static str,
    watch: RefCell<Watch>,
    /// The tab that reads the clipboard.
    reader: RefCell<Option<WindowHandle>>,
}

/// Opens the page at 1280 px, runs the test, and then checks what must hold for each: nothing odd in the console, and
/// no request to anybody else.
pub async fn test(check: impl AsyncFnOnce(&Page)) {
    test_at(WIDTH, check).await;
}

/// The same at another width, in CSS pixels.
pub async fn test_at(width: u32, check: impl AsyncFnOnce(&Page)) {
    test_with(serve::LOCAL, width, check).await;
}

/// The same with the bundle that goes to hosts, which may not call the sandbox.
pub async fn test_release(check: impl AsyncFnOnce(&Page)) {
    test_with(serve::RELEASE, WIDTH, check).await;
}

async fn test_with(bundle: &str, width: u32, check: impl AsyncFnOnce(&Page)) {
    start(Engine::Chromium, bundle, "/", width, async |page| {
        page.record_violations().await;
        page.open().await;
        check(page).await;
        page.inspect().await;
    })
    .await;
}

/// A browser that has opened nothing yet, for a page that stands in another folder than the first.
pub async fn visit_at(bundle: &str, folder: &'static str, check: impl AsyncFnOnce(&Page)) {
    start(Engine::Chromium, bundle, folder, WIDTH, check).await;
}

/// A browser of this engine that has opened nothing of the page yet.
pub async fn test_in(engine: Engine, check: impl AsyncFnOnce(&Page)) {
    start(engine, serve::LOCAL, "/", WIDTH, async |page| {
        check(page).await;
        page.inspect().await;
    })
    .await;
}

/// A bundle on a local port, with nobody who visits it.
pub async fn serve(bundle: &str) -> (Site, Sandbox) {
    Site::start(bundle).await
}

async fn start(engine: Engine, bundle: &str, folder: &'static str, width: u32, check: impl AsyncFnOnce(&Page)) {
    let (site, sandbox) = serve(bundle).await;
    let browser = Browser::take(engine).await;
    let page = Page {
        engine,
        browser: browser.session.clone(),
        sandbox,
        site,
        folder,
        watch: RefCell::default(),
        reader: RefCell::default(),
    };
    if width != WIDTH {
        // No desktop window is as narrow as a phone.
        let size = serde_json::json!({ "width": width, "height": 800, "deviceScaleFactor": 1, "mobile": false });
        page.devtools("Emulation.setDeviceMetricsOverride", size).await;
    }
    let whole = tokio::time::timeout(LIMIT, check(&page)).await;
    whole.unwrap_or_else(|_| panic!("the test takes longer than {} seconds", LIMIT.as_secs()));
    // A failed test does not come here, and its browser ends with it.
    browser.leave().await;
}

impl Page {
    /// Opens the page anew, as somebody without a draft, and waits until its program runs.
    pub async fn open(&self) {
        self.visit().await;
        self.runs().await;
    }

    /// Opens the page anew with what the browser keeps of it. `fragment` is empty or begins with `#`.
    pub async fn come_back(&self, fragment: &str) {
        // From somewhere else: to another fragment alone nothing would be loaded.
        self.browser.goto("about:blank").await.expect("an empty page can be opened");
        let address = format!("{}{}{fragment}", self.site.origin(), self.folder);
        self.browser.goto(address).await.expect("the page can be opened");
        self.runs().await;
        self.offers("API", "Local sandbox").await;
    }

    /// Makes an answer that gets lost be lost to the page. Over a kept connection the browser would repeat the request by
    /// itself, and the page see the second answer; `faults.rs` is about that.
    pub fn lose_answers(&self) {
        self.sandbox.connections(Connections::Closed);
    }

    /// Waits until the page's program runs.
    pub async fn runs(&self) {
        self.finds("the program runs", "return document.documentElement.dataset.program === 'running'", &[]).await;
    }

    /// Waits until the service worker has taken all files, and gives the address that it serves.
    pub async fn is_kept(&self) -> String {
        let ready = "const done = arguments[0]; navigator.serviceWorker.ready.then(({ active, scope }) => {
            if (active.state === 'activated') done(scope);
            else active.addEventListener('statechange', () => active.state === 'activated' && done(scope));
        })";
        self.script_async(ready).await.as_str().expect("a worker has a scope").to_owned()
    }

    /// Makes the next visit the first one, as far as the browser's own stores go.
    pub async fn forget(&self) {
        let script = "const done = arguments[0]; Promise.all([
            caches.keys().then((all) => Promise.all(all.map((each) => caches.delete(each)))),
            navigator.serviceWorker.getRegistrations().then((all) => Promise.all(all.map((each) => each.unregister()))),
        ]).then(() => done(true))";
        assert_eq!(self.script_async(script).await, true);
        self.devtools("Network.clearBrowserCache", serde_json::json!({})).await;
    }

    /// Opens the page anew, without a draft, whatever becomes of its program.
    pub async fn visit(&self) {
        // Behind the page's own listener, which writes what is not written yet.
        self.script(
            "addEventListener('pagehide', () => { try { localStorage.removeItem('hook-builder.draft') } catch {} })",
        )
        .await;
        self.browser.goto(format!("{}{}", self.site.origin(), self.folder)).await.expect("the page can be opened");
    }
}
