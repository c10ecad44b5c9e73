//! Every output of every form, kept as files: `UPDATE_GOLDENS=1 cargo test --test core` writes them anew, and the change
//! is then read in the diff.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use hook_builder::exchange::export::{FORMATS, Job, curl};
use hook_builder::form::plan::plan;
use hook_builder::form::values::FormValues;

use crate::forms::forms;

/// The text of one golden file.
fn text(form: &FormValues) -> String {
    let plan = plan(form);
    let mut out = String::new();
    for hook in &plan.hooks {
        for format in FORMATS {
            out += &format!(
                "=== {}: {}\n{}\n\n",
                hook.event.word(),
                format.id(),
                format.render(&Job::hook(&plan.list, hook))
            );
        }
    }
    out += &format!("=== list: curl\n{}\n\n=== problems\n", curl(&plan.list));
    for problem in &plan.problems {
        out += &format!("{:?} at {}: {}\n", problem.severity, problem.field.id(), problem.text);
    }
    shown(&out)
}

/// What cannot be seen is written by its number, so that the file can be read, and so that a diff shows it.
pub fn shown(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\n' => out.push(c),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => out += &format!("⟨U+{:04X}⟩", u32::from(c)),
            c if c.is_control() => out += &format!("⟨U+{:04X}⟩", u32::from(c)),
            c => out.push(c),
        }
    }
    out
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/core/golden")
}

/// Compares texts with the files that they are kept in, or writes the files anew.
pub fn compare(files: impl IntoIterator<Item = (PathBuf, String)>) {
    let update = std::env::var_os("UPDATE_GOLDENS").is_some();
    let mut different = Vec::new();
    for (path, got) in files {
        if update {
            fs::create_dir_all(path.parent().expect("a golden stands in a folder")).expect("a folder can be made");
            fs::write(&path, &got).expect("a golden can be written");
        }
        match fs::read_to_string(&path) {
            Err(why) => different.push(format!("{}: {why}", path.display())),
            Ok(golden) if golden != got => {
                let pair = golden.lines().zip(got.lines()).enumerate().find(|(_, (old, new))| old != new);
                let first = pair.map_or("one is longer".to_string(), |(line, (old, new))| {
                    format!("line {}\n  was {old}\n  is  {new}", line + 1)
                });
                different.push(format!("{}: {first}", path.display()));
            }
            Ok(_) => {}
        }
    }
    assert!(
        different.is_empty(),
        "Differences; if they are wanted, write them with UPDATE_GOLDENS=1 cargo test --test core\n{}",
        different.join("\n")
    );
}

/// The files in the folders of a folder: every golden must be among those that a test writes.
pub fn assert_no_orphans(folder: &Path, wanted: &BTreeSet<PathBuf>) {
    let mut found = BTreeSet::new();
    for provider in fs::read_dir(folder).expect("there are goldens") {
        let provider = provider.expect("a folder can be listed").path();
        for file in fs::read_dir(&provider).unwrap_or_else(|why| panic!("{}: {why}", provider.display())) {
            found.insert(file.expect("a folder can be listed").path());
        }
    }
    assert_eq!(found.difference(wanted).collect::<Vec<_>>(), Vec::<&PathBuf>::new(), "nothing writes these files");
}

#[test]
fn every_form_gives_the_texts_of_its_golden_file() {
    compare(forms().into_iter().map(|(provider, name, form)| {
        assert_eq!(plan(&form).provider.id(), provider, "{name} is written for another provider");
        (folder().join(provider).join(name).with_extension("txt"), text(&form))
    }));
}

#[test]
fn no_golden_file_is_an_orphan() {
    let wanted =
        forms().iter().map(|(provider, name, _)| folder().join(provider).join(name).with_extension("txt")).collect();
    assert_no_orphans(&folder(), &wanted);
}

#[test]
fn every_provider_has_its_forms() {
    let names = |id: &str| forms().iter().filter(|(provider, ..)| *provider == id).count();
    for provider in hook_builder::provider::PROVIDERS {
        let expected = if provider.self_hosted() { 6 } else { 5 };
        assert_eq!(names(provider.id()), expected, "{}", provider.id());
    }
}
