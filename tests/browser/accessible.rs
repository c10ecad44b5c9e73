//! Nothing that keeps people out: axe-core in every state, light and dark, and the names that are a contract.

use std::path::Path;

use serde_json::json;

use crate::harness::{Page, TOKEN, test};
use crate::sandbox::faults::{Act, Verb};

fn axe() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/tools/axe/node_modules/axe-core/axe.min.js");
    std::fs::read_to_string(&path)
        .unwrap_or_else(|why| panic!("{}: {why}: run make test, which installs axe-core.", path.display()))
}

/// Lets axe-core look at the page as it is, and at its colours in the dark as well.
pub async fn check(page: &Page, state: &str) {
    // What is no matter of colour is the same in both.
    for (colours, rules) in [("light", "{}"), ("dark", "{ runOnly: ['color-contrast', 'link-in-text-block'] }")] {
        page.colours(colours).await;
        page.still().await;
        let look = "const done = arguments[0];
            axe.run(document, RULES).then(({ violations }) => done(violations.flatMap(({ id, help, nodes }) => nodes.map(
                (node) => `${id} (${help}): ${node.target} ${node.html.slice(0, 200)} ${node.any[0]?.message}`))),
                (why) => done([String(why)]))";
        let found = page.script_async(&look.replace("RULES", rules)).await;
        assert_eq!(found, json!([]), "{state}, {colours}");
    }
    page.colours("light").await;
}

/// Brings axe-core into the page.
pub async fn load(page: &Page) {
    page.browser.execute(axe(), Vec::new()).await.expect("axe-core can be loaded");
}

#[tokio::test]
async fn axe_finds_nothing_on_the_way_to_created_hooks() {
    test(async |page| {
        load(page).await;
        check(page, "empty").await;
        page.fill("512", "https://github.com/acme/shop").await;
        check(page, "filled in").await;
        page.unfold_all().await;
        page.press("Add a header").await;
        page.press("Add a body field").await;
        check(page, "all folds open").await;
        page.press("Remove header").await;
        page.press("Remove body field").await;
        page.tab("Provider request").await;
        page.use_sandbox(TOKEN).await;
        page.press("Check only").await;
        page.check_says("The pipeline deploys an application", "passed", "deploys an application.").await;
        check(page, "checked").await;
        page.press("Create hooks").await;
        page.plan_says(["create", "create", "create"]).await;
        check(page, "planned").await;
        page.confirm().await;
        page.hears("Done: 3 of 3 hooks are in place.").await;
        check(page, "created").await;
        page.press("List hooks").await;
        page.sees("4 hooks in pipeline 512").await;
        check(page, "listed").await;
        page.press("Create hooks").await;
        page.sees("Nothing to do in pipeline 512").await;
        check(page, "nothing to do").await;
        page.press("Undo all").await;
        page.hears("Undone: the pipeline has what it had before.").await;
        check(page, "undone").await;
    })
    .await;
}

#[tokio::test]
async fn axe_finds_nothing_while_a_set_is_changed() {
    test(async |page| {
        load(page).await;
        page.prepare(541).await;
        page.press("Create hooks").await;
        page.plan_says(["update", "update", "update"]).await;
        check(page, "updates planned").await;
        page.type_into("Repository", "acme/shops").await;
        page.sees("The form was changed since.").await;
        check(page, "no longer what the form says").await;
        page.type_into("Repository", "https://github.com/acme/shop").await;
        page.type_into("Pipeline", "543").await;
        page.press("Create hooks").await;
        page.find("checkbox", "Delete nothing").await;
        check(page, "removals planned").await;
        // An update that loses something shows what is there now.
        page.type_into("Pipeline", "9130").await;
        page.create().await;
        page.hears("3 of 3 hooks are in the list, but 3 not as sent.").await;
        page.sees("The API has something else than was sent").await;
        check(page, "changed by the API").await;
    })
    .await;
}

#[tokio::test]
async fn axe_finds_nothing_where_things_go_wrong() {
    test(async |page| {
        load(page).await;
        page.expect_failed_calls();
        page.press("Create hooks").await;
        page.hears("Nothing was sent: name the pipeline first.").await;
        page.field("Repository").await.focus().await.unwrap();
        page.keys(thirtyfour::Key::Tab).await;
        page.hears("2 to correct:").await;
        check(page, "errors").await;
        page.prepare(520).await;
        page.press("Create hooks").await;
        page.hears("Nothing was created. Checks:").await;
        check(page, "a check failed").await;
        page.type_into("Pipeline", "94220").await;
        page.unfold_all().await;
        page.create().await;
        page.sees("The name is already in use.").await;
        check(page, "refused").await;
        page.type_into("Pipeline", "9044").await;
        page.press("Create hooks").await;
        page.sees("No plan could be made").await;
        check(page, "no plan").await;
        page.sandbox.fail(512, Verb::Create, 1, Act::Status(500));
        page.sandbox.fail(512, Verb::List, 3, Act::Status(500));
        page.type_into("Pipeline", "512").await;
        page.create().await;
        page.sees("could not be read either").await;
        check(page, "lost").await;
        page.type_into("Pipeline", "9044").await;
        page.press("List hooks").await;
        page.hears("The hooks could not be listed.").await;
        check(page, "list failed").await;
        page.type_into("Repository", "https://code.example.com/acme/shop").await;
        page.type_into("Details link", "https://example.com/{{ action.idd }}").await;
        check(page, "warnings and an unknown host").await;
    })
    .await;
}

#[tokio::test]
async fn axe_finds_nothing_while_sending() {
    test(async |page| {
        load(page).await;
        let hour = std::time::Duration::from_secs(3600);
        page.sandbox.set_delays(hour, hour);
        page.sandbox.fail(512, Verb::List, 1, Act::Slow);
        page.sandbox.fail(512, Verb::Create, 1, Act::Slow);
        page.prepare(512).await;
        page.press("Create hooks").await;
        page.sees("Checking …").await;
        check(page, "checking").await;
        page.sandbox.let_go();
        page.confirm().await;
        page.lines_say(["sending …", "waiting", "waiting"]).await;
        check(page, "sending").await;
        page.press("Cancel").await;
        page.sandbox.let_go();
        page.hears("Stopped: 1 of 3 hooks are in place.").await;
        check(page, "cancelled").await;
    })
    .await;
}

/// The names by which people, tests and other programs find their way. The browser itself is asked for them.
#[tokio::test]
async fn roles_and_names_are_a_contract() {
    test(async |page| {
        page.fill("512", "https://code.example.com/acme/shop").await;
        page.choose("Provider", "GitLab self-managed").await;
        page.unfold_all().await;
        page.press("Add a body field").await;
        let tree = page.devtools("Accessibility.getFullAXTree", json!({})).await;
        let found: Vec<(&str, &str)> = tree["nodes"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|node| node["ignored"] != true)
            .filter_map(|node| Some((node["role"]["value"].as_str()?, node["name"]["value"].as_str()?)))
            .collect();
        for (role, names) in [
            ("textbox", &["Pipeline", "Repository", "Server address", "Status key", "Details link"][..]),
            ("textbox", &["Commit hash variable", "Branch variable", "Description", "Hook name", "Access token"]),
            ("textbox", &["Header name", "Header value", "Body field name", "Body field value"]),
            ("combobox", &["Provider", "State", "API", "Body field type"]),
            ("checkbox", &["Create a hook for this event", "Send action_type"]),
            ("radio", &["System", "Light", "Dark"]),
            (
                "tab",
                &[
                    "Started running",
                    "Failed failed",
                    "Completed success",
                    "cURL",
                    "JSON payload",
                    "Provider request",
                    "More formats",
                ],
            ),
            ("tablist", &["Event", "Format"]),
            (
                "button",
                &["Copy all", "Copy cURL", "Copy list command", "Download", "Forget", "Create hooks", "Check only"],
            ),
            ("button", &["List hooks", "Pick …"]),
            ("button", &["Add a header", "Add a body field", "Remove header Authorization", "{{ action.id }}"]),
            ("region", &["cURL", "list command", "Create the hooks from here", "Existing hooks", "The three hooks"]),
            ("heading", &["hook-builder", "What is deployed", "Existing hooks"]),
            ("list", &["Problems"]),
        ] {
            for name in names {
                assert!(found.contains(&(role, *name)), "there is no {role} “{name}” in {found:?}");
            }
        }
    })
    .await;
}
