//! What takes the space in the WebAssembly: by section, and the code by crate. `make bench` splits the program
//! once more for that, and keeps the names of its functions.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use wasmparser::{CustomSectionReader, KnownCustom, Name, Parser, Payload, TypeRef};

use super::encode::brotli;

/// How many lines of a table are worth reading.
const LINES: usize = 28;

/// Prints both tables.
pub fn report() -> bool {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/named/page_bg.wasm");
    let module = std::fs::read(&path).unwrap_or_else(|why| panic!("{}: {why}: make bench builds it.", path.display()));
    println!("{:<48} {:>9} {:>9}", "Bytes of the WebAssembly by section", "raw", "brotli");
    let (mut names, mut imported, mut sizes) = (HashMap::new(), 0, Vec::new());
    for payload in Parser::new(0).parse_all(&module) {
        let payload = payload.expect("the module can be read");
        match &payload {
            Payload::ImportSection(imports) => {
                let kinds = imports.clone().into_imports().map(|import| import.expect("an import can be read").ty);
                imported = kinds.filter(|kind| matches!(kind, TypeRef::Func(_))).count() as u32;
            }
            Payload::CodeSectionEntry(body) => sizes.push(body.as_bytes().len()),
            Payload::CustomSection(section) => names.extend(functions(section)),
            _ => {}
        }
        // The names and what the tools noted are not in the bundle.
        if let Some((id, range)) = payload.as_section().filter(|(id, _)| *id != 0) {
            let content = &module[range.start as usize..range.end as usize];
            println!("  {:<46} {:>9} {:>9}", section(id), content.len(), brotli(content).len());
        }
    }
    println!("\n{:<48} {:>9} {:>9}", "Bytes of the code by crate, our own by module", "raw", "functions");
    let mut crates = BTreeMap::<String, (usize, usize)>::new();
    for (index, size) in (imported..).zip(sizes) {
        let (bytes, count) = crates.entry(crate_of(names.get(&index).map_or("", String::as_str))).or_default();
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

/// The names of the functions, where the section has them.
fn functions(section: &CustomSectionReader<'_>) -> Vec<(u32, String)> {
    let KnownCustom::Name(names) = section.as_known() else { return Vec::new() };
    let functions = names.into_iter().flatten().filter_map(|names| match names {
        Name::Function(names) => Some(names),
        _ => None,
    });
    functions.flatten().flatten().map(|naming| (naming.index, naming.name.to_owned())).collect()
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
