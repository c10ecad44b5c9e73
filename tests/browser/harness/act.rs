//! What a person does: press, type, choose, open.

use serde_json::{Value, json};
use thirtyfour::common::command::FormatRequestData;
use thirtyfour::{By, Key, RequestData, SessionId, TypingData, WebElement};

use super::find::finding;
use super::{Page, TOKEN};

impl Page {
    /// Presses a button.
    pub async fn press(&self, name: &str) {
        self.find("button", name).await.click().await.unwrap_or_else(|why| panic!("button “{name}”: {why}"));
    }

    /// Types into a field in place of what is there.
    pub async fn type_into(&self, label: &str, text: &str) {
        let field = self.field(label).await;
        self.retype(&field, text).await;
    }

    /// The same for an element that was found already.
    pub async fn retype(&self, field: &WebElement, text: &str) {
        // First what is there is selected; then the key is let go.
        let keys = Key::Control + "a" + Key::Control;
        let typed = if text.is_empty() { keys + Key::Delete } else { keys + text };
        field.send_keys(typed).await.unwrap_or_else(|why| panic!("“{text}” cannot be typed: {why}"));
    }

    /// Chooses by the text of the option.
    pub async fn choose(&self, label: &str, option: &str) {
        self.offers(label, option).await.click().await.expect("an option can be chosen");
    }

    /// Waits until a choice has the option with this text.
    pub async fn offers(&self, label: &str, option: &str) -> WebElement {
        let script = finding(
            "const [label, wanted] = arguments;
             const fields = find('field', label);
             return fields.length === 1 && [...fields[0].options].find((each) => squash(each.text) === wanted)",
        );
        let offered = self.finds(&format!("{label} offers “{option}”"), &script, &[json!(label), json!(option)]).await;
        offered.element().expect("an option is an element")
    }

    /// Opens a fold by its title.
    pub async fn unfold(&self, title: &str) {
        let summary = self.find("summary", &format!("{title}…")).await;
        summary.click().await.unwrap_or_else(|why| panic!("fold “{title}”: {why}"));
    }

    /// Opens every fold.
    pub async fn unfold_all(&self) {
        for title in ["Status and events", "Template variables", "Request headers", "Extra body fields"] {
            self.unfold(title).await;
        }
    }

    /// Selects a tab; a name that ends in "…" stands for all that begin so.
    pub async fn tab(&self, name: &str) {
        self.find("tab", name).await.click().await.unwrap_or_else(|why| panic!("tab “{name}”: {why}"));
    }

    /// Fills in the two fields that matter.
    pub async fn fill(&self, pipeline: &str, repository: &str) {
        self.type_into("Pipeline", pipeline).await;
        self.type_into("Repository", repository).await;
    }

    /// Chooses the sandbox, and types this token.
    pub async fn use_sandbox(&self, token: &str) {
        self.choose("API", "Local sandbox").await;
        self.type_into("Access token", token).await;
    }

    /// Everything before the press of Create.
    pub async fn prepare(&self, pipeline: u64) {
        self.fill(&pipeline.to_string(), "https://github.com/acme/shop").await;
        self.use_sandbox(TOKEN).await;
    }

    /// Presses Create, and confirms the plan that follows.
    pub async fn create(&self) {
        self.press("Create hooks").await;
        self.confirm().await;
    }

    /// Confirms the plan, once it is shown.
    pub async fn confirm(&self) {
        self.press("Confirm: …").await;
    }

    /// Presses keys where the cursor is.
    pub async fn keys(&self, keys: impl Into<TypingData>) {
        let chain = self.browser.action_chain().send_keys(keys);
        chain.perform().await.expect("keys can be pressed");
    }

    /// Runs a script of the test's own in the page.
    pub async fn script(&self, script: &str) -> Value {
        let done = self.browser.execute(script, Vec::new()).await;
        done.unwrap_or_else(|why| panic!("{script}: {why}")).json().clone()
    }

    /// The same for one that hands its result to a callback.
    pub async fn script_async(&self, script: &str) -> Value {
        let done = self.browser.execute_async(script, Vec::new()).await;
        done.unwrap_or_else(|why| panic!("{script}: {why}")).json().clone()
    }

    /// Calls a method of the browser's development tools.
    pub async fn devtools(&self, method: &str, parameters: Value) -> Value {
        let call = Devtools(json!({ "cmd": method, "params": parameters }));
        let done = self.browser.cmd(call).await.unwrap_or_else(|why| panic!("{method}: {why}"));
        done.value_json().unwrap_or_else(|why| panic!("{method}: {why}"))
    }

    /// Makes the system look light or dark, where the browser can be told so.
    pub async fn colours(&self, scheme: &str) {
        if !self.engine.has_devtools() {
            return;
        }
        let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.devtools("Emulation.setEmulatedMedia", features).await;
    }

    /// Waits until nothing fades any more: a colour on its way from one to the other is nobody's. What never ends, such
    /// as the pulse of a call under way, is no fading.
    pub async fn still(&self) {
        let still = "return document.getAnimations().every((each) =>
            each.playState !== 'running' || !(each instanceof CSSTransition))";
        self.finds("nothing fades", still, &[]).await;
    }
}

/// Chooses by the text of the option, in a choice that was found already.
pub async fn choose_in(field: &WebElement, option: &str) {
    let wanted = field.find(By::XPath(format!("option[normalize-space() = '{option}']"))).await;
    let wanted = wanted.unwrap_or_else(|why| panic!("There is no option “{option}”: {why}"));
    wanted.click().await.expect("an option can be chosen");
}

/// ChromeDriver's own command for the development tools.
#[derive(Debug)]
pub struct Devtools(pub Value);

impl FormatRequestData for Devtools {
    fn format_request(&self, session: &SessionId) -> RequestData {
        let path = format!("/session/{session}/goog/cdp/execute");
        RequestData::new(reqwest::Method::POST, path).add_body(self.0.clone())
    }
}
