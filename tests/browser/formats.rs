//! The formats that few need: chosen, read, copied, saved and explained.

use std::path::{Path, PathBuf};

use hook_builder::exchange::export::{FORMATS, Group, Job, OUTPUTS, Output};
use hook_builder::form::plan::{Plan, plan};
use hook_builder::form::values::FormValues;
use serde_json::json;
use thirtyfour::Key;

use crate::accessible::{check, load};
use crate::copy::permit;
use crate::harness::{Page, test, test_at, test_release};
use crate::keyboard::{back_to, tab_to};

/// What is said where the part does not come.
const MISSING: &str = "A part of this page could not be loaded from its host.";
const REPOSITORY: &str = "https://github.com/acme/shop";

/// What the form means, worked out without a browser.
fn planned(pipeline: &str) -> Plan {
    plan(&FormValues::new(pipeline, REPOSITORY))
}

fn one(output: &dyn Output, plan: &Plan, at: usize) -> String {
    output.render(&Job::hook(&plan.list, &plan.hooks[at]))
}

fn all(output: &dyn Output, plan: &Plan) -> String {
    output.render(&Job::set(&plan.list, &plan.hooks))
}

/// Fills the form in, and opens the tab.
async fn open(page: &Page) {
    page.fill("512", REPOSITORY).await;
    page.tab("More formats").await;
    page.field("Format").await;
}

/// Chooses the one hook for every format. It is what the first format writes anyway, so only a change of mind is a choice.
async fn this_hook(page: &Page) {
    page.choose("Write", "All hooks").await;
    page.choose("Write", "This hook").await;
}

/// Waits until the output of this name is this text.
async fn shows(page: &Page, name: &str, text: &str) {
    page.until(&format!("{name} is {text}"), async || page.output(name).await == text).await;
}

#[tokio::test]
async fn every_format_is_offered_in_its_group() {
    test_release(async |page| {
        open(page).await;
        let script = "return [...arguments[0].children].map((group) =>
            [group.label, [...group.children].map((option) => option.text)])";
        let field = page.field("Format").await.to_json().unwrap();
        let found = page.browser.execute(script, vec![field]).await.unwrap().json().clone();
        let labels = |group| OUTPUTS.iter().filter(move |output| output.group() == group).map(|output| output.label());
        let wanted = Group::ALL.map(|group| json!([group.label(), labels(group).collect::<Vec<_>>()]));
        assert_eq!(found, json!(wanted));
        for output in OUTPUTS {
            page.choose("Format", output.label()).await;
            page.sees(output.note()).await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_format_follows_what_is_shown_and_typed() {
    test(async |page| {
        open(page).await;
        for output in OUTPUTS {
            page.choose("Format", output.label()).await;
            // Of what runs by itself one wants all hooks, unless one says otherwise.
            let alone = matches!(output.group(), Group::Script | Group::Ci);
            let plan = planned("512");
            let text = if alone { all(*output, &plan) } else { one(*output, &plan, 0) };
            shows(page, output.label(), &text).await;
        }
        page.choose("Write", "This hook").await;
        for output in OUTPUTS {
            page.choose("Format", output.label()).await;
            shows(page, output.label(), &one(*output, &planned("512"), 0)).await;
        }
        let [first, .., last] = OUTPUTS else { panic!("there are several") };
        page.choose("Format", first.label()).await;
        page.tab("Failed…").await;
        assert_eq!(page.output(first.label()).await, one(*first, &planned("512"), 1));
        let pipeline = page.field("Pipeline").await;
        for (digit, typed) in [("0", "5120"), ("7", "51207")] {
            pipeline.send_keys(digit).await.unwrap();
            // No waiting: the output has changed before the key press is over.
            assert_eq!(page.output(first.label()).await, one(*first, &planned(typed), 1));
        }
        page.choose("Format", last.label()).await;
        page.choose("Write", "All hooks").await;
        assert_eq!(page.output(last.label()).await, all(*last, &planned("51207")));
        // Neither an event nor another tab changes what was chosen.
        page.tab("Completed…").await;
        page.tab("cURL").await;
        page.type_into("Pipeline", "512").await;
        assert_eq!(
            page.output("cURL").await,
            FORMATS[0].render(&Job::hook(&planned("512").list, &planned("512").hooks[2]))
        );
        page.tab("More formats").await;
        assert_eq!(page.output(last.label()).await, all(*last, &planned("512")));
    })
    .await;
}

#[tokio::test]
async fn an_event_that_is_off_has_nothing_to_write() {
    test(async |page| {
        open(page).await;
        page.choose("Format", "JSON payload").await;
        page.tab("Failed…").await;
        page.unfold("Status and events").await;
        let on = page.find_in("checkbox", "Create a hook for this event", Some(("group", "Failed…"))).await;
        on.click().await.unwrap();
        shows(page, "JSON payload", "This event is off: no hook will be created for it.").await;
        page.press("Download").await;
        page.hears("Nothing was saved: this event is off.").await;
        page.choose("Write", "All hooks").await;
        let text = page.output("JSON payload").await;
        assert_eq!(text.matches("\"trigger_when\"").count(), 2, "{text}");
    })
    .await;
}

#[tokio::test]
async fn what_is_shown_is_copied_and_announced() {
    test(async |page| {
        permit(page, "granted").await;
        open(page).await;
        this_hook(page).await;
        for output in OUTPUTS {
            let name = output.label();
            page.choose("Format", name).await;
            page.press(&format!("Copy {name}")).await;
            page.hears(&format!("{name} copied.")).await;
            assert_eq!(page.clipboard().await, one(*output, &planned("512"), 0));
        }
        let last = OUTPUTS[OUTPUTS.len() - 1];
        page.press("Copy all").await;
        page.hears(&format!("All: {} copied.", last.label())).await;
        assert_eq!(page.clipboard().await, all(last, &planned("512")) + "\n");
    })
    .await;
}

/// A folder for what the browser saves. Dropping it removes it.
struct Folder(PathBuf);

impl Folder {
    async fn of(page: &Page) -> Folder {
        let path = std::env::temp_dir().join(format!("hook-builder-saved-{}-{}", std::process::id(), page.site.port));
        std::fs::create_dir_all(&path).expect("a folder can be made");
        page.devtools("Browser.setDownloadBehavior", json!({ "behavior": "allow", "downloadPath": path })).await;
        Folder(path)
    }

    /// Waits for a file with exactly this text, and removes it.
    async fn gets(&self, page: &Page, name: &str, text: &str) {
        let path = self.0.join(name);
        let is_there = async || std::fs::read(&path).is_ok_and(|saved| saved == text.as_bytes());
        page.until(&format!("{name} is saved, not {:?}", names(&self.0)), is_there).await;
        std::fs::remove_file(&path).expect("it can be removed");
        assert_eq!(names(&self.0), Vec::<String>::new(), "nothing else was saved");
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("the folder is there").flatten();
    entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[tokio::test]
async fn every_format_is_saved_under_its_name() {
    test(async |page| {
        let folder = Folder::of(page).await;
        page.fill("512", REPOSITORY).await;
        page.unfold("Status and events").await;
        // Of everything that has a meaning in an address.
        let description = "ß€😀 100 % #1 & \"+\" ?x=\\";
        let field = page.event_field("Started", "Description").await;
        page.retype(&field, description).await;
        let mut form = FormValues::new("512", REPOSITORY);
        form.events[0].description = description.to_owned();
        let plan = plan(&form);
        for format in FORMATS {
            page.tab(format.label()).await;
            page.press("Download").await;
            let output = OUTPUTS.iter().find(|output| output.id() == format.id()).expect("each is an output too");
            page.hears(&format!("Saved {}.", output.file_name())).await;
            folder.gets(page, output.file_name(), &(all(*output, &plan) + "\n")).await;
        }
        page.tab("More formats").await;
        this_hook(page).await;
        for output in OUTPUTS {
            page.choose("Format", output.label()).await;
            page.press("Download").await;
            page.hears(&format!("Saved {}.", output.file_name())).await;
            folder.gets(page, output.file_name(), &(one(*output, &plan, 0) + "\n")).await;
        }
        page.choose("Write", "All hooks").await;
        let output = OUTPUTS[OUTPUTS.len() - 1];
        page.press("Download").await;
        folder.gets(page, output.file_name(), &(all(output, &plan) + "\n")).await;
    })
    .await;
}

/// Waits until the explanation has the lines of this output.
async fn explains(page: &Page, output: &dyn Output) {
    let squash = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let wanted: Vec<_> = output.lines().iter().map(|line| squash(&format!("{} {}", line.code, line.words))).collect();
    page.until(&format!("the lines are {wanted:?}"), async || page.items("Lines").await == wanted).await;
    page.sees(output.note()).await;
}

#[tokio::test]
async fn each_line_of_every_format_is_explained() {
    test(async |page| {
        page.fill("512", REPOSITORY).await;
        page.unfold("What each line does").await;
        for format in FORMATS {
            page.tab(format.label()).await;
            let output = OUTPUTS.iter().find(|output| output.id() == format.id()).expect("each is an output too");
            explains(page, *output).await;
        }
        page.tab("More formats").await;
        for output in OUTPUTS {
            page.choose("Format", output.label()).await;
            explains(page, *output).await;
        }
    })
    .await;
}

#[tokio::test]
async fn whatever_waits_for_the_part_can_load_it_again() {
    test(async |page| {
        page.allow_console("", "the browser reports each file that is missing");
        let folder = Folder::of(page).await;
        permit(page, "granted").await;
        let path = page.site.later("exchange");
        page.site.withhold(&path);
        page.forget().await;
        page.open().await;
        page.fill("512", REPOSITORY).await;
        page.tab("More formats").await;
        page.hears(MISSING).await;
        page.sees(MISSING).await;
        // It stands beside what was pressed last, and all else works as before.
        page.press("Copy all").await;
        page.find("button", "Load it again").await;
        page.tab("cURL").await;
        page.press("Download").await;
        page.find("button", "Load it again").await;
        page.type_into("Pipeline", "513").await;
        page.until("the output follows", async || page.output("cURL").await.contains("/pipelines/513/")).await;
        page.site.put_back(&path);
        page.press("Load it again").await;
        let curl = OUTPUTS.iter().find(|output| output.id() == "curl").expect("an output of the first view");
        folder.gets(page, curl.file_name(), &(all(*curl, &planned("513")) + "\n")).await;
        assert!(!page.has("button", "Load it again").await);
        page.tab("More formats").await;
        page.choose("Format", "JSON payload").await;
        assert!(page.output("JSON payload").await.contains("\"target_url\""));
    })
    .await;
}

#[tokio::test]
async fn all_of_it_works_by_keys() {
    test(async |page| {
        let folder = Folder::of(page).await;
        page.fill("512", REPOSITORY).await;
        tab_to(page, "cURL").await;
        // Round the end.
        page.keys(Key::Left).await;
        page.until("the tab has the cursor", async || page.focused().await == "More formats").await;
        page.field("Format").await;
        tab_to(page, "Copy all").await;
        tab_to(page, "Download").await;
        tab_to(page, "Format").await;
        page.keys("JSON").await;
        page.until("it is shown", async || page.has("region", "JSON payload").await).await;
        tab_to(page, "Write").await;
        page.keys("All").await;
        let payload = OUTPUTS.iter().find(|output| output.id() == "payload").expect("an output of the first view");
        shows(page, "JSON payload", &all(*payload, &planned("512"))).await;
        tab_to(page, "What each line does").await;
        page.keys(Key::Enter).await;
        explains(page, *payload).await;
        back_to(page, "Download").await;
        page.keys(Key::Enter).await;
        folder.gets(page, payload.file_name(), &(all(*payload, &planned("512")) + "\n")).await;
    })
    .await;
}

#[tokio::test]
async fn axe_finds_nothing() {
    test(async |page| {
        load(page).await;
        page.fill("512", REPOSITORY).await;
        page.unfold("What each line does").await;
        page.sees("Sends one request, with this method.").await;
        check(page, "a format of the first view is explained").await;
        page.tab("More formats").await;
        for output in [OUTPUTS[0], OUTPUTS[OUTPUTS.len() - 1]] {
            page.choose("Format", output.label()).await;
            check(page, output.label()).await;
        }
        page.press("Download").await;
        page.hears("Saved ").await;
        check(page, "saved").await;
    })
    .await;
}

#[tokio::test]
async fn a_phone_need_not_scroll_sideways() {
    test_at(360, async |page| {
        open(page).await;
        page.unfold("What each line does").await;
        for output in OUTPUTS {
            page.choose("Format", output.label()).await;
            explains(page, *output).await;
            let fits = page.script("return document.documentElement.scrollWidth <= innerWidth").await;
            assert_eq!(fits, true, "{}", output.label());
        }
    })
    .await;
}

#[tokio::test]
async fn planned_changes_and_their_undoing_are_written_as_well() {
    test(async |page| {
        // One hook differs from the form.
        page.prepare(541).await;
        page.tab("More formats").await;
        page.choose("Format", "cURL").await;
        let choices = async || {
            let script = "return [...arguments[0].options].map((option) => option.text)";
            let field = page.field("Write").await.to_json().unwrap();
            page.browser.execute(script, vec![field]).await.unwrap().json().clone()
        };
        assert_eq!(choices().await, json!(["This hook", "All hooks"]));
        page.press("Create hooks").await;
        page.sees("What will be done in pipeline 541").await;
        page.until("the changes can be written", async || choices().await.as_array().unwrap().len() == 4).await;
        page.choose("Write", "The planned changes").await;
        let planned = page.output("cURL").await;
        page.choose("Write", "Their undoing").await;
        let undoing = page.output("cURL").await;
        page.inspect().await;
        for text in [&planned, &undoing] {
            assert!(text.starts_with("curl --request PUT") && !text.contains(crate::harness::TOKEN), "{text}");
        }
        assert_ne!(planned, undoing);
        page.confirm().await;
        page.hears("Done: 3 of 3 hooks are in place.").await;
        // What was written is what was sent.
        let puts: Vec<_> = page.sandbox.requests().into_iter().filter(|call| call.method == "PUT").collect();
        let sent = |text: &str| {
            let bodies = text.split("--data '").skip(1).map(|body| body.split_once("\n  }'").expect("a body ends").0);
            bodies
                .map(|body| serde_json::from_str(&[body, "}"].concat()).expect("JSON"))
                .collect::<Vec<serde_json::Value>>()
        };
        let bodies: Vec<serde_json::Value> =
            puts.iter().map(|put| serde_json::from_slice(&put.body).expect("JSON")).collect();
        assert_eq!(sent(&planned), bodies);
        assert_eq!(page.output("cURL").await, undoing, "it can still be undone by hand");
    })
    .await;
}
