//! Waiting until something is so.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use thirtyfour::session::scriptret::ScriptRet;

use super::{PATIENCE, Page};

impl Page {
    /// Waits inside the page until a script finds something, which takes one call however long it lasts; says what was
    /// waited for and what the page shows when that never happens.
    pub async fn finds(&self, what: &str, script: &str, arguments: &[Value]) -> ScriptRet {
        let script = include_str!("wait.js").replace("LOOK", script);
        let start = Instant::now();
        loop {
            let left = PATIENCE.saturating_sub(start.elapsed());
            let given = [&[json!(left.as_millis())], arguments].concat();
            // The call fails where the page is left meanwhile.
            let why = match self.browser.execute(script.as_str(), given).await {
                Ok(found) if !found.json().is_null() => return found,
                Ok(_) => String::new(),
                Err(why) => why.to_string(),
            };
            if left.is_zero() {
                panic!("Waited in vain until {what}. {why}\nThe page shows:\n{}", self.text().await);
            }
            pause().await;
        }
    }

    /// Waits until a condition is true that is no matter of the page alone.
    pub async fn until(&self, what: &str, condition: impl AsyncFn() -> bool) {
        self.until_within(PATIENCE, what, condition).await;
    }

    /// The same with a limit of its own, for what takes its time on purpose.
    pub async fn until_within(&self, limit: Duration, what: &str, condition: impl AsyncFn() -> bool) {
        let start = Instant::now();
        while !condition().await {
            if start.elapsed() > limit {
                panic!("Waited in vain until {what}. The page shows:\n{}", self.text().await);
            }
            pause().await;
        }
    }
}

/// The only pause of the tests: between two looks at a condition.
pub async fn pause() {
    tokio::time::sleep(Duration::from_millis(15)).await;
}
