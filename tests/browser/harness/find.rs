//! Finding elements the way a person names them: by role and accessible name. No test knows a class or an id.

use serde_json::json;
use thirtyfour::WebElement;

use super::Page;

/// What a script begins with that finds by role and name.
const FIND: &str = include_str!("find.js");

/// A script that finds by role and name.
pub fn finding(script: &str) -> String {
    [FIND, script].concat()
}

impl Page {
    /// The elements of this role and name that can be seen now, in the page or in one part of it. A name that ends in
    /// "…" stands for all that begin so.
    pub async fn find_all(&self, role: &str, name: &str, inside: Option<(&str, &str)>) -> Vec<WebElement> {
        let arguments = vec![json!(role), json!(name), json!(inside)];
        let found = self.browser.execute(finding("return find(...arguments)"), arguments).await;
        found.and_then(|found| found.elements()).unwrap_or_else(|why| panic!("{role} “{name}”: {why}"))
    }

    /// The first one, if there is one now.
    pub async fn find_now(&self, role: &str, name: &str) -> Option<WebElement> {
        self.find_all(role, name, None).await.into_iter().next()
    }

    /// The only one; waits for it.
    pub async fn find(&self, role: &str, name: &str) -> WebElement {
        self.find_in(role, name, None).await
    }

    /// The only one in a part of the page; waits for it.
    pub async fn find_in(&self, role: &str, name: &str, inside: Option<(&str, &str)>) -> WebElement {
        let script = finding("const found = find(...arguments); return found.length > 0 && found");
        let arguments = [json!(role), json!(name), json!(inside)];
        let found = self.finds(&format!("there is a {role} “{name}”"), &script, &arguments).await;
        let mut found = found.elements().unwrap_or_else(|why| panic!("{role} “{name}”: {why}"));
        assert_eq!(found.len(), 1, "There must be one {role} “{name}”, not several.");
        found.remove(0)
    }

    /// An input, a choice or a password by its label.
    pub async fn field(&self, label: &str) -> WebElement {
        self.find("field", label).await
    }

    /// The same among the fields of one event, which share their labels.
    pub async fn event_field(&self, event: &str, label: &str) -> WebElement {
        self.find_in("field", label, Some(("group", &format!("{event}…")))).await
    }

    /// Whether something of this role and name can be seen now.
    pub async fn has(&self, role: &str, name: &str) -> bool {
        self.find_now(role, name).await.is_some()
    }
}
