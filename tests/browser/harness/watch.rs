//! What no test asks for but every test must hold: a quiet console, and requests to nobody but the page and the API. Of
//! an engine without logs it is known what the page loaded and what the policy refused, and not what the console says.

use serde_json::Value;

use super::Page;
use super::serve::REPORTS;

/// What the browser has told so far; its logs are emptied by reading them.
#[derive(Default)]
pub struct Watch {
    console: Vec<(String, String)>,
    events: Vec<Value>,
    allowed_console: Vec<String>,
    allowed_origins: Vec<String>,
    allows_reports: bool,
}

impl Page {
    /// Lets the console hold lines with this text. `why` says why they are no fault of the page.
    pub fn allow_console(&self, text: &str, why: &str) {
        assert!(!why.is_empty());
        self.watch.borrow_mut().allowed_console.push(text.to_owned());
    }

    /// Chromium writes a line for every answer above 399 and every broken call, whatever the page does with it.
    pub fn expect_failed_calls(&self) {
        self.allow_console("Failed to load resource", "the browser writes it for each refused call by itself");
    }

    /// Lets the page call this origin too.
    pub fn allow_origin(&self, origin: &str) {
        self.watch.borrow_mut().allowed_origins.push(origin.to_owned());
    }

    /// Lets browsers report what the policy refuses: the test wants it to.
    pub fn allow_reports(&self) {
        self.watch.borrow_mut().allows_reports = true;
    }

    /// Checks that each request to such a host was refused by the policy before it left, and lets them stand in the record.
    pub async fn expect_refused_requests(&self, host: &str) {
        if !self.engine.has_devtools() {
            return;
        }
        let asked = self.events("Network.requestWillBeSent").await;
        let failed = self.events("Network.loadingFailed").await;
        for request in
            asked.iter().filter(|event| event["request"]["url"].as_str().is_some_and(|url| url.contains(host)))
        {
            let refused =
                |event: &&Value| event["requestId"] == request["requestId"] && event["blockedReason"] == "csp";
            assert!(failed.iter().find(refused).is_some(), "{request} left the browser");
            self.allow_origin(&format!("https://{host}"));
        }
    }

    /// Every line of the console so far.
    pub async fn console(&self) -> Vec<(String, String)> {
        if !self.engine.has_devtools() {
            return Vec::new();
        }
        let new = self.browser.get_log("browser").await.expect("the browser keeps a log");
        let mut watch = self.watch.borrow_mut();
        watch.console.extend(new.into_iter().map(|entry| (entry.level, entry.message)));
        watch.console.clone()
    }

    /// Every event of the development tools so far, with this method.
    pub async fn events(&self, method: &str) -> Vec<Value> {
        let new = self.browser.get_log("performance").await.expect("the browser keeps a log");
        let mut watch = self.watch.borrow_mut();
        // Each message is a text that holds JSON.
        let parse = |text: String| serde_json::from_str::<Value>(&text).ok().map(|mut json| json["message"].take());
        watch.events.extend(new.into_iter().filter_map(|entry| parse(entry.message)));
        watch.events.iter().filter(|event| event["method"] == method).map(|event| event["params"].clone()).collect()
    }

    /// The address of every request that the page made, also of those that no server ever saw; without logs, since it was
    /// loaded.
    pub async fn requests(&self) -> Vec<String> {
        if !self.engine.has_devtools() {
            let loaded = "return performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => name.startsWith('http'))";
            return serde_json::from_value(self.script(loaded).await).expect("addresses are texts");
        }
        let events = self.events("Network.requestWillBeSent").await;
        let address = |event: &Value| event["request"]["url"].as_str().unwrap_or_default().to_owned();
        events.iter().map(address).filter(|url| url.starts_with("http")).collect()
    }

    /// Lets every document to come keep a list of what the policy refused; without development tools, the one that is there.
    pub async fn record_violations(&self) {
        let source = "window.violations = [];
            addEventListener('securitypolicyviolation', (e) =>
                window.violations.push(`${e.effectiveDirective}: ${e.blockedURI} ${e.sample} at ${e.sourceFile}`))";
        if !self.engine.has_devtools() {
            self.script(source).await;
            return;
        }
        self.devtools("Page.addScriptToEvaluateOnNewDocument", serde_json::json!({ "source": source })).await;
    }

    /// The check at the end of each test.
    pub async fn inspect(&self) {
        self.inspect_browser().await;
        assert_eq!(super::trap::caught(), Vec::<String>::new(), "the browser must call nobody elsewhere");
        if !self.watch.borrow().allows_reports {
            let reports = self.site.violations();
            assert_eq!(reports, Vec::<String>::new(), "the policy must refuse nothing that the page does");
        }
        let unknown: Vec<String> = self.site.asked().into_iter().filter(|path| !self.site.has(path)).collect();
        assert_eq!(unknown, Vec::<String>::new(), "the page must ask for nothing that is not in its bundle");
    }

    /// The part of it that holds whoever serves the page.
    pub async fn inspect_browser(&self) {
        if self.engine.has_devtools() {
            let violations = self.script("return window.violations").await;
            assert_eq!(violations, serde_json::json!([]), "the policy must refuse nothing that the page does");
        }
        let console = self.console().await;
        let origin = self.site.origin();
        let requests = self.requests().await;
        assert!(requests.iter().any(|url| url.starts_with(&origin)), "the record of requests does not work");
        let watch = self.watch.borrow();
        let odd = console.iter().filter(|(level, text)| {
            ["SEVERE", "WARNING"].contains(&level.as_str()) && !watch.allowed_console.iter().any(|ok| text.contains(ok))
        });
        assert_eq!(odd.collect::<Vec<_>>(), Vec::<&(String, String)>::new(), "the console must be quiet");
        let api = self.sandbox.url();
        let allowed = |url: &String| {
            let folder = |path: &str| path.strip_prefix(self.folder).map(|name| format!("/{name}"));
            let own = |path: String| self.site.has(&path) || (watch.allows_reports && path == REPORTS);
            let own = url.strip_prefix(&origin).and_then(folder).is_some_and(own);
            let called = [&api].into_iter().chain(&watch.allowed_origins);
            own || called.into_iter().any(|base| url.strip_prefix(base.as_str()).is_some_and(|p| p.starts_with('/')))
        };
        let strange: Vec<&String> = requests.iter().filter(|url| !allowed(url)).collect();
        assert_eq!(strange, Vec::<&String>::new(), "the page must call nobody but its server and the API");
    }
}
