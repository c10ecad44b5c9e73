//! Files and programs that people have, each in the manner of what writes it, and what is made of it in an untouched form.
//! `import_files.txt` has them one after the other: a name behind `===`, the text, and behind `=>` what was recognised, the
//! fields that tell whether the text came over whole, and what is said.

use hook_builder::exchange::import::import;
use hook_builder::form::values::FormValues;

const FILES: &str = include_str!("import_files.txt");
const SHOWN: [&str; 5] = ["Pipeline", "Repository", "Status key", "Completed: description", "API base URL"];

fn told(text: &str) -> String {
    let imported = match import(text, &FormValues::default()) {
        Ok(imported) => imported,
        Err(sentence) => return format!("refused: {sentence}"),
    };
    let mut lines = vec![imported.what];
    for change in imported.changes.iter().filter(|change| SHOWN.contains(&change.field.as_str())) {
        lines.push(format!("{}: {}", change.field, change.new.as_deref().unwrap_or("–")));
    }
    // That one hook says nothing of the other events is the same for all of them.
    let told = imported.findings.iter().filter(|finding| !finding.starts_with("It has the hook for"));
    lines.extend(told.map(|finding| format!("! {finding}")));
    lines.join("\n")
}

/// Name, text, and what is to be told of it.
fn files() -> Vec<(&'static str, &'static str, &'static str)> {
    let file = |part: &'static str| {
        let (name, rest) = part.split_once('\n').expect("a name has a line");
        let (text, wanted) = rest.split_once("\n=>\n").expect("a text is followed by what is told of it");
        (name, text, wanted.trim_end())
    };
    FILES.strip_prefix("=== ").expect("a name comes first").split("\n=== ").map(file).collect()
}

#[test]
fn a_file_or_a_program_is_read_by_its_own_rules_or_said_not_to_be() {
    let files = files();
    assert!(files.len() > 90);
    let mut wrong = Vec::new();
    for (name, text, wanted) in files {
        for (line_break, text) in [("\\n", text.to_string()), ("\\r\\n", text.replace('\n', "\r\n"))] {
            let told = told(&text);
            if told != wanted {
                wrong.push(format!("{name}, lines end with {line_break}\n{told}\nand not\n{wanted}\n"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_text_that_was_changed_on_its_way_is_never_taken() {
    // Each of them holds a text with an apostrophe, in the quotes of some language.
    let wrong = ["it'''s", "it''s", "it\\'s", "it'\\''s"];
    for (name, text, _) in files() {
        let Ok(imported) = import(text, &FormValues::default()) else { continue };
        let values = imported.changes.iter().filter_map(|change| change.new.as_deref());
        assert_eq!(values.into_iter().find(|value| wrong.iter().any(|wrong| value.contains(wrong))), None, "{name}");
    }
}

#[test]
fn the_api_changes_by_the_address_of_a_call_alone() {
    let hook = "{\"name\": \"CI\", \"target_url\": \"https://api.github.com/repos/acme/shop/statuses/{{ x }}\", \
                \"settings\": {\"request_body\": {\"state\": \"success\"}}, \"trigger_when\": {\"events\": [\"action.completed\"]}}";
    for text in [
        format!("baseUrl = 'https://ci.acme.dev/builds'\n{hook}"),
        format!(
            "import requests\nbase_url = os.environ['API']  # https://docs.acme.dev\nrequests.post(base_url, json={hook})"
        ),
        format!(
            "const baseURL = process.env.API ?? 'https://docs.acme.dev';\nfetch(baseURL, {{body: JSON.stringify({hook})}})"
        ),
        format!("{{\"servers\": [{{\"url\": \"https://docs.acme.dev\"}}], \"hook\": {hook}}}"),
        format!("base_url: https://docs.acme.dev\nhook: {hook}\n"),
    ] {
        let imported = import(&text, &FormValues::default()).unwrap_or_else(|error| panic!("{error}: {text}"));
        assert_eq!(imported.form.api, FormValues::default().api, "{text}");
    }
}
