//! Splits the program: what the page loads at once, and the parts that it loads when they are needed. All share one memory
//! and one table of functions. What only one part uses, code and texts, is in its file alone; what several parts use and
//! the page does not is in a file that each of them needs, one for each set of such parts.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use wasm_encoder::{Module, RawSection};
use wasm_split_cli_support::{Options, transform};
use wasmparser::{BinaryReaderError, Parser, Payload};

use crate::app::Part;

/// The file with the page's part, for wasm-bindgen.
const MAIN: &str = "main.wasm";
/// The file that says what each part is made of.
const PARTS: &str = "parts.json";
/// How the name of a part's own file begins.
const OWN: &str = "split_";

/// What each part is made of: the names of its files without their end.
pub type Parts = BTreeMap<String, Vec<String>>;

/// Splits what the compiler wrote, with its relocations, into the files.
pub fn split(linked: &[u8], to: &Path, named: bool) -> Result<(), String> {
    let (main, script) = (to.join(MAIN), "split.js");
    let linked = plain(linked, named).map_err(|why| format!("The program cannot be read: {why}"))?;
    let mut options = Options::new(&linked);
    options.output_dir = to;
    options.main_out_path = &main;
    options.link_name = script;
    let done = transform(options).map_err(|why| format!("The program cannot be split: {why:#}"))?;
    let parts = check(done.prefetch_map)?;
    let list = to.join(PARTS);
    std::fs::write(&list, serde_json::json!(parts).to_string()).map_err(|why| format!("{}: {why}", list.display()))?;
    // The page has a loader of its own (`src/app/later.js`).
    std::fs::remove_file(to.join(script)).map_err(|why| format!("{script}: {why}"))
}

/// The program without the names of its functions, and without the list of what it asks of a browser: where that has
/// reference types, wasm-bindgen makes them of every value, at two kilobytes more.
fn plain(linked: &[u8], named: bool) -> Result<Vec<u8>, BinaryReaderError> {
    let mut out = Module::new();
    for payload in Parser::new(0).parse_all(linked) {
        let payload = payload?;
        let is_left = match &payload {
            Payload::CustomSection(section) => match section.name() {
                "name" => !named,
                "target_features" => true,
                _ => false,
            },
            _ => false,
        };
        if let Some((id, range)) = payload.as_section().filter(|_| !is_left) {
            out.section(&RawSection { id, data: &linked[range.start as usize..range.end as usize] });
        }
    }
    Ok(out.finish())
}

/// What each part is made of, if what was split is what the page knows of.
fn check(found: HashMap<String, Vec<String>>) -> Result<Parts, String> {
    let parts: Parts = found.into_iter().collect();
    let mut known: Vec<&str> = Part::ALL.into_iter().map(Part::word).collect();
    known.sort_unstable();
    if !parts.keys().eq(&known) {
        return Err(format!("The program must have the parts {known:?}, and not {:?}.", parts.keys()));
    }
    match parts.iter().find(|(part, files)| !files.contains(&format!("{OWN}{part}"))) {
        Some((part, _)) => Err(format!("Nothing is in the part \"{part}\" alone.")),
        None => Ok(parts),
    }
}

/// Reads what each part is made of. Nothing where the program was not split.
pub fn read(folder: &Path) -> Result<Parts, String> {
    let path = folder.join(PARTS);
    if !path.exists() {
        return Ok(Parts::new());
    }
    serde_json::from_slice(&crate::read(&path)?).map_err(|why| format!("{}: {why}", path.display()))
}

/// The words by which a file goes into the bundle: the parts that need it.
pub fn words<'a>(parts: &'a Parts, stem: &str) -> Vec<&'a str> {
    let needed = |files: &Vec<String>| files.iter().any(|file| file == stem);
    parts.iter().filter(|(_, files)| needed(files)).map(|(part, _)| &**part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(parts: &[(&str, &[&str])]) -> HashMap<String, Vec<String>> {
        let own = |files: &[&str]| files.iter().map(|file| (*file).to_owned()).collect();
        parts.iter().map(|(part, files)| ((*part).to_owned(), own(files))).collect()
    }

    const FILES: [(&str, &[&str]); 5] = [
        ("rest", &["split_rest", "chunk_1"]),
        ("rules", &["split_rules", "chunk_1"]),
        ("doctor", &["chunk_1", "chunk_2", "split_doctor"]),
        ("exchange", &["split_exchange", "chunk_1"]),
        ("import", &["chunk_1", "split_import", "chunk_2"]),
    ];

    #[test]
    fn what_parts_share_is_named_after_them() {
        let parts = check(found(&FILES)).unwrap();
        let words = ["split_doctor", "chunk_1", "chunk_2"].map(|stem| words(&parts, stem).join("_"));
        assert_eq!(words, ["doctor", "doctor_exchange_import_rest_rules", "doctor_import"]);
    }

    #[test]
    fn a_part_that_is_missing_unknown_or_empty_is_refused() {
        assert!(check(found(&FILES)).is_ok());
        assert!(check(found(&FILES[1..])).is_err());
        assert!(check(found(&[&FILES[..], &[("more", &["split_more"])]].concat())).is_err());
        assert!(check(found(&[&FILES[..4], &[("import", &["chunk_1"])]].concat())).is_err());
    }
}
