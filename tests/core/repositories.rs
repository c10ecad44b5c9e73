//! The repository in all the spellings that people have at hand, and in some that mean nothing.

use hook_builder::form::field::Field;
use hook_builder::form::plan::plan;
use hook_builder::form::values::FormValues;

use crate::spellings::{Expected, SPELLINGS, Spelling, TRAPS};

/// The hash that the core fills in as a sample: 40 hexadecimal digits.
fn without_hash(url: &str) -> String {
    let is_hash = |part: &&str| part.len() == 40 && part.bytes().all(|b| b.is_ascii_hexdigit());
    let hash = url.split('/').find(is_hash).unwrap_or_else(|| panic!("{url} has no hash"));
    url.replace(hash, "H")
}

#[test]
fn every_spelling_finds_its_repository_or_says_why_not() {
    check(SPELLINGS);
}

#[test]
fn no_other_address_is_taken_for_a_repository() {
    check(TRAPS);
}

fn check(spellings: &[Spelling]) {
    let mut wrong = Vec::new();
    for spelling in spellings {
        let mut form = FormValues::new("512", spelling.text);
        form.set_text(Field::Server, spelling.server.into());
        form.set_text(Field::Provider, spelling.chosen.into());
        let plan = plan(&form);
        let blocking: Vec<_> = plan.problems.iter().filter(|problem| problem.blocks()).collect();
        let right = match spelling.expected {
            Expected::Url(id, url) => {
                blocking.is_empty()
                    && plan.provider.id() == id
                    && plan.hooks.iter().all(|hook| without_hash(&hook.sample.url) == url)
            }
            Expected::Error(field, part) => match blocking.as_slice() {
                [problem] => problem.field == field && problem.text.contains(part),
                _ => false,
            },
        };
        if !right {
            let url = without_hash(&plan.hooks[0].sample.url);
            let place = [spelling.text, spelling.server, spelling.chosen];
            wrong.push(format!(
                "{place:?}\n  wanted {:?}\n  got {} {url} {blocking:?}",
                spelling.expected,
                plan.provider.id()
            ));
        }
    }
    assert!(wrong.is_empty(), "{} of {}\n{}", wrong.len(), spellings.len(), wrong.join("\n"));
}

#[test]
fn the_table_is_long_and_names_nothing_twice() {
    assert!(SPELLINGS.len() >= 60);
    for (at, spelling) in SPELLINGS.iter().enumerate() {
        let same = |other: &&Spelling| {
            (other.text, other.server, other.chosen) == (spelling.text, spelling.server, spelling.chosen)
        };
        assert!(!SPELLINGS[..at].iter().any(|other| same(&other)), "{:?} stands twice", spelling.text);
    }
}

#[test]
fn a_password_in_an_address_is_noticed_and_appears_in_no_text() {
    for text in ["https://ada:s3cret@github.com/acme/shop.git", "https://oauth2:s3cret@gitlab.com/acme/shop"] {
        let plan = plan(&FormValues::new("512", text));
        let [problem] = plan.problems.as_slice() else { panic!("{text}: {:?}", plan.problems) };
        assert!(problem.blocks() && problem.field == Field::Repository, "{problem:?}");
        let all = format!("{:?} {:?} {:?}", plan.hooks, plan.location, plan.problems);
        assert!(!all.contains("s3cret"), "{all}");
    }
}
