//! What a person sees.

use serde_json::{Value, json};
use thirtyfour::{By, Key};

use super::Page;
use super::find::finding;

/// What is read aloud, as an expression.
const ANNOUNCED: &str = "[...document.querySelectorAll('[role=status]')].map((e) => e.textContent).join(' | ')";

/// The items of a list, as the function of a script.
const ITEMS: &str = "const items = (list) => [...document.querySelectorAll(`[aria-label='${list}'] > li`)]
    .map((item) => item.innerText.replace(/\\s+/g, ' ').trim());";

/// The line under a field and whether it is a fault, as the function of a script.
const NOTE: &str = "const note = (field) => [
    field.getAttribute('aria-describedby').split(' ').map((id) => document.getElementById(id).textContent).join(' '),
    field.getAttribute('aria-invalid') === 'true'];";

impl Page {
    /// All text that can be seen.
    pub async fn text(&self) -> String {
        self.script("return document.body.innerText").await.as_str().unwrap_or_default().to_owned()
    }

    /// Waits for a text.
    pub async fn sees(&self, text: &str) {
        let says = "return document.body.innerText.includes(arguments[0])";
        self.finds(&format!("it says “{text}”"), says, &[json!(text)]).await;
    }

    /// What is read aloud: the status regions.
    pub async fn announced(&self) -> String {
        self.script(&format!("return {ANNOUNCED}")).await.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until a text is read aloud.
    pub async fn hears(&self, text: &str) {
        let says = format!("return {ANNOUNCED}.includes(arguments[0])");
        self.finds(&format!("it reads aloud “{text}”"), &says, &[json!(text)]).await;
    }

    /// The shown output of this name, character for character.
    pub async fn output(&self, name: &str) -> String {
        self.find("region", name).await.prop("textContent").await.ok().flatten().unwrap_or_default()
    }

    /// The items of the list of this name, each in one line.
    pub async fn items(&self, list: &str) -> Vec<String> {
        let script = [ITEMS, "return items(arguments[0])"].concat();
        let items = self.browser.execute(script, vec![json!(list)]).await.expect("the page has lists");
        serde_json::from_value(items.json().clone()).expect("the script gives texts")
    }

    /// Waits until each item of a list has the text that stands at its place.
    async fn items_say(&self, list: &str, words: &[&str]) {
        let script = [
            ITEMS,
            "const [list, words] = arguments;
             const found = items(list);
             return found.length === words.length && found.every((item, at) => item.includes(words[at]))",
        ];
        let what = format!("the items of the list {list} say {words:?}");
        self.finds(&what, &script.concat(), &[json!(list), json!(words)]).await;
    }

    /// The lines of the changes that are being made, in the order in which they are made.
    pub async fn lines(&self) -> Vec<String> {
        self.items("Steps").await
    }

    /// Waits until each of these lines has the text that stands at its place.
    pub async fn lines_say<const COUNT: usize>(&self, words: [&str; COUNT]) {
        self.items_say("Steps", &words).await;
    }

    /// Waits until each line of the plan has the text that stands at its place.
    pub async fn plan_says<const COUNT: usize>(&self, words: [&str; COUNT]) {
        self.items_say("Changes", &words).await;
    }

    /// Waits until the checklist has a line that begins so and has this text, among those that can be seen: what passed is
    /// folded away unless only the checklist was asked for. It begins with title and verdict, as a screen reader reads them.
    pub async fn check_says(&self, title: &str, verdict: &str, text: &str) {
        let start = format!("{title} : {verdict}");
        let list = if verdict == "passed" { "Checks that passed" } else { "Checks to look at" };
        let says = [
            ITEMS,
            "const [list, start, text] = arguments;
             return items(list).some((item) => item.startsWith(start) && item.includes(text))",
        ];
        let what = format!("the checklist says “{start}” and “{text}”");
        self.finds(&what, &says.concat(), &[json!(list), json!(start), json!(text)]).await;
    }

    /// The rows of the list of hooks, each as direction, name with what stands beside it, events, target, whether it is
    /// active, and when it was created.
    pub async fn table(&self) -> Vec<Vec<String>> {
        let rows = self
            .script(
                "const squash = (e) => (e?.innerText ?? '').replace(/\\s+/g, ' ').trim();
                 return [...document.querySelectorAll('li[data-direction]')].map((row) => {
                     const part = (name) => row.querySelector(`[data-part=${name}]`);
                     return [row.dataset.direction, squash(part('name').parentElement), squash(part('events')),
                             squash(part('target')), row.dataset.active, squash(part('created'))];
                 })",
            )
            .await;
        serde_json::from_value(rows).expect("rows are texts")
    }

    /// The line under a field, which a screen reader reads with it, and whether the field counts as wrong.
    pub async fn note(&self, label: &str) -> (String, bool) {
        let field = self.field(label).await;
        let script = [NOTE, "return note(arguments[0])"].concat();
        let arguments = vec![field.to_json().expect("an element has an id")];
        let note = self.browser.execute(script, arguments).await.expect("every field has a line under it");
        serde_json::from_value(note.json().clone()).expect("a text and a flag")
    }

    /// Waits until the line under a field holds a text, shown as a fault or not.
    pub async fn note_says(&self, label: &str, text: &str, wrong: bool) {
        let says = [
            NOTE,
            "const [label, text, wrong] = arguments;
             const fields = find('field', label);
             const [said, invalid] = fields.length === 1 ? note(fields[0]) : [];
             return invalid === wrong && said.includes(text)",
        ];
        let what = format!("“{text}” stands under {label}, as a fault: {wrong}");
        self.finds(&what, &finding(&says.concat()), &[json!(label), json!(text), json!(wrong)]).await;
    }

    /// The summary of problems: the sentence in front and the links' texts.
    pub async fn problems(&self) -> Vec<String> {
        self.strings("return [...document.querySelectorAll('[aria-label=Problems] a')].map((a) => a.textContent)").await
    }

    /// The label of the element that has the cursor, or its name.
    pub async fn focused(&self) -> String {
        let script = "const e = document.activeElement;
            const named = e.getAttribute('aria-label') ?? e.labels?.[0]?.textContent ?? e.textContent;
            return named.replace(/\\s+/g, ' ').trim()";
        self.script(script).await.as_str().unwrap_or_default().to_owned()
    }

    /// What is in the clipboard, as it is pasted into a tab of another site.
    async fn pasted(&self) -> String {
        let own = self.browser.window().await.expect("the page has a window");
        let tab = self.browser.new_tab().await.expect("a tab can be opened");
        self.browser.switch_to_window(tab).await.expect("the tab is there");
        self.script("document.body.append(document.createElement('textarea'))").await;
        let field = self.browser.find(By::Tag("textarea")).await.expect("it was put there");
        field.send_keys(Key::Control + "v").await.expect("a text can be pasted");
        let text = field.prop("value").await.ok().flatten().unwrap_or_default();
        self.browser.close_window().await.expect("a tab can be closed");
        self.browser.switch_to_window(own).await.expect("the page is still there");
        text
    }

    /// What is in the clipboard. The page itself may not read it, by its host's headers: a tab of another site does.
    pub async fn clipboard(&self) -> String {
        if !self.engine.has_devtools() {
            // A script would need a permission that cannot be given there; a person needs none.
            return self.pasted().await;
        }
        let own = self.browser.window().await.expect("the page has a window");
        let known = self.reader.borrow().clone();
        if let Some(tab) = known {
            self.browser.switch_to_window(tab).await.expect("the tab is there");
        } else {
            let tab = self.browser.new_tab().await.expect("a tab can be opened");
            self.browser.switch_to_window(tab.clone()).await.expect("the tab is there");
            // The sandbox has no page, which the browser writes into the console.
            self.expect_failed_calls();
            self.browser.goto(self.sandbox.url()).await.expect("the sandbox answers");
            self.reader.replace(Some(tab));
        }
        self.devtools("Page.bringToFront", json!({})).await;
        let read = "const done = arguments[0]; navigator.clipboard.readText().then(done, (why) => done(String(why)))";
        let text = self.script_async(read).await.as_str().unwrap_or_default().to_owned();
        self.browser.switch_to_window(own).await.expect("the page is still there");
        self.devtools("Page.bringToFront", json!({})).await;
        text
    }

    /// The outgoing hooks that the sandbox holds.
    pub fn made(&self, pipeline: u64) -> Vec<Value> {
        self.sandbox.hooks(pipeline).into_iter().filter(|hook| hook["type"] == "out").collect()
    }

    /// The names of these.
    pub fn made_names(&self, pipeline: u64) -> Vec<String> {
        self.made(pipeline).iter().map(|hook| hook["name"].as_str().unwrap_or_default().to_owned()).collect()
    }

    /// The bodies of the creates that the sandbox received, in order.
    pub fn posted(&self) -> Vec<Value> {
        let creates = self.sandbox.requests().into_iter().filter(|request| request.method == "POST");
        creates.map(|request| serde_json::from_slice(&request.body).unwrap_or(json!("no JSON"))).collect()
    }

    /// Every call that writes, as the sandbox received it: method and path.
    pub fn written(&self) -> Vec<String> {
        let calls = self.sandbox.requests().into_iter();
        let writes = calls.filter(|call| ["POST", "PUT", "DELETE"].contains(&call.method.as_str()));
        writes.map(|call| format!("{} {}", call.method, call.path)).collect()
    }

    async fn strings(&self, script: &str) -> Vec<String> {
        serde_json::from_value(self.script(script).await).expect("the script gives texts")
    }
}
