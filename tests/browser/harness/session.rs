//! The browsers that run. A test takes over what another one has left, since a start takes longer than many a test; what
//! it sees is fresh all the same. The page's stores belong to its origin, and each test serves on a port of its own; all
//! else goes with the window, or is put back here.

use std::sync::{Mutex, PoisonError};

use serde_json::json;
use thirtyfour::WebDriver;

use super::act::Devtools;
use super::driver::{Driver, Engine};

/// A browser and its driver. Dropping it ends both.
pub struct Browser {
    /// The way to its window.
    pub session: WebDriver,
    /// Ends after its session.
    driver: Driver,
}

/// The browsers that no test uses now.
static IDLE: Mutex<Vec<Browser>> = Mutex::new(Vec::new());

fn idle() -> std::sync::MutexGuard<'static, Vec<Browser>> {
    IDLE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Ends the browsers that no test uses: what is measured next begins with a browser that has nothing left to do.
#[allow(dead_code, reason = "only the bench measures")]
pub fn end_idle() {
    idle().clear();
}

impl Browser {
    /// One of this engine that no test uses, started if need be.
    pub async fn take(engine: Engine) -> Browser {
        let left = {
            let mut idle = idle();
            idle.iter().position(|browser| browser.driver.engine == engine).map(|at| idle.swap_remove(at))
        };
        match left {
            Some(browser) => browser,
            None => {
                let driver = Driver::start(engine);
                Browser { session: driver.browser().await, driver }
            }
        }
    }

    /// Leaves it to the next test, in a new window and with an empty record. What a test has told the browser about one
    /// of its windows, such as its width or its network, ends with that window.
    pub async fn leave(self) {
        let session = &self.session;
        let fresh = session.new_tab().await.expect("a tab can be opened");
        for window in session.windows().await.expect("a browser has windows") {
            if window != fresh {
                session.switch_to_window(window).await.expect("the window is there");
                session.close_window().await.expect("a window can be closed");
            }
        }
        session.switch_to_window(fresh).await.expect("the tab is there");
        if self.driver.engine.has_devtools() {
            self.put_back().await;
        }
        idle().push(self);
    }

    /// What no window takes along.
    async fn put_back(&self) {
        let session = &self.session;
        let back = [
            ("Browser.resetPermissions", json!({})),
            ("Browser.setDownloadBehavior", json!({ "behavior": "default" })),
        ];
        for (method, parameters) in back {
            session.cmd(Devtools(json!({ "cmd": method, "params": parameters }))).await.expect("the browser obeys");
        }
        for log in ["browser", "performance"] {
            session.get_log(log).await.expect("reading empties the log");
        }
    }
}
