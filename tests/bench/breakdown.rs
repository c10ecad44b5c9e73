//! What takes the space in the WebAssembly: by section, and the code by crate. `make bench` builds it once more with the
//! names of its functions for that.

use std::collections::BTreeMap;
use std::path::Path;

use super::encode::brotli;
use super::wasm::{Reader, sections};

/// How many lines of a table are worth reading.
const LINES: usize = 28;
const IMPORTS: u8 = 2;
const CODE: u8 = 10;

/// Prints both tables.
pub fn report() -> bool {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/named/hook-builder_bg.wasm");
    let module = std::fs::read(&path).unwrap_or_else(|why| panic!("{}: {why}: make bench builds it.", path.display()));
    println!("{:<48} {:>9} {:>9}", "Bytes of the WebAssembly by section", "raw", "brotli");
    for (id, content) in sections(&module).expect("the module can be read") {
        // The names and what the tools noted are not in the bundle.
        if id != 0 {
            println!("  {:<46} {:>9} {:>9}", section(id), content.len(), brotli(content).len());
        }
    }
    println!("\n{:<48} {:>9} {:>9}", "Bytes of the code by crate, our own by module", "raw", "functions");
    let mut crates = BTreeMap::<String, (usize, usize)>::new();
    for (name, size) in functions(&module).expect("the module can be read") {
        let (bytes, count) = crates.entry(crate_of(&name)).or_default();
        *bytes += size;
        *count += 1;
    }
    let mut crates: Vec<_> = crates.into_iter().collect();
    crates.sort_by_key(|(_, (bytes, _))| std::cmp::Reverse(*bytes));
    let (shown, rest) = crates.split_at(LINES.min(crates.len()));
    for (name, (bytes, count)) in shown {
        println!("  {name:<46} {bytes:>9} {count:>9}");
    }
    let (bytes, count) = rest.iter().fold((0, 0), |sum, (_, it)| (sum.0 + it.0, sum.1 + it.1));
    println!("  {:<46} {bytes:>9} {count:>9}", format!("{} others", rest.len()));
    true
}

fn section(id: u8) -> &'static str {
    let names =
        ["custom", "type", "import", "function", "table", "memory", "global", "export", "start", "element", "code"];
    names.get(usize::from(id)).copied().unwrap_or(if id == 11 { "data" } else { "another" })
}

/// Each function's name and size.
fn functions(module: &[u8]) -> Result<Vec<(String, usize)>, String> {
    let sections = sections(module)?;
    let content = |id| sections.iter().find(|(found, _)| *found == id).map_or(&[][..], |(_, content)| content);
    let imported = Reader { bytes: content(IMPORTS), at: 0 }.number()?;
    let names = names(&sections)?;
    let mut code = Reader { bytes: content(CODE), at: 0 };
    let count = code.number()?;
    (0..count)
        .map(|place| {
            let size = code.number()?;
            code.take(size)?;
            Ok((names.get(&(imported + place)).cloned().unwrap_or_default(), size))
        })
        .collect()
}

/// The names of the functions, from the section `name`
/// (<https://webassembly.github.io/spec/core/appendix/custom.html#name-section>).
fn names(sections: &[(u8, &[u8])]) -> Result<BTreeMap<usize, String>, String> {
    const FUNCTIONS: u8 = 1;
    let mut names = BTreeMap::new();
    for (_, content) in sections.iter().filter(|(id, _)| *id == 0) {
        let mut reader = Reader { bytes: content, at: 0 };
        if reader.text()? != "name" {
            continue;
        }
        while reader.at < content.len() {
            let id = reader.byte()?;
            let length = reader.number()?;
            let mut part = Reader { bytes: reader.take(length)?, at: 0 };
            let count = if id == FUNCTIONS { part.number()? } else { 0 };
            for _ in 0..count {
                names.insert(part.number()?, part.text()?.to_owned());
            }
        }
    }
    Ok(names)
}

/// The crate that a function's name speaks of. What a library has been compiled for once more on our behalf is ours.
fn crate_of(name: &str) -> String {
    // A crate's name is followed by its hash in brackets.
    let mut plain = String::new();
    let mut rest = name;
    while let Some((before, after)) = rest.split_once('[') {
        plain.push_str(before);
        match after.split_once(']') {
            Some((inner, after)) if inner.len() > 8 && inner.bytes().all(|b| b.is_ascii_hexdigit()) => rest = after,
            _ => {
                plain.push('[');
                rest = after;
            }
        }
    }
    plain.push_str(rest);
    if let Some((_, own)) = plain.split_once("hook_builder::") {
        let words: Vec<&str> = own.split("::").collect();
        let path: Vec<String> = words
            .iter()
            .take(2)
            .map(|word| word.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect())
            .collect();
        return ["hook-builder ", &path.join("::")].concat();
    }
    let start = plain.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '_').trim_start_matches("mut ");
    start.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default().to_owned()
}
