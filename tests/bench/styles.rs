//! What a field costs in the page's own style, and in Leptos' `view!`: the choice stands or falls with it, at each new Leptos.
//! It compiles six programs, which takes minutes.

use std::path::Path;
use std::process::Command;

use wasmparser::{Parser, Payload};

use super::encode::brotli;

const STYLES: [(&str, &str); 3] = [
    ("element", "the page's own elements"),
    ("component", "view!, one component for all fields"),
    ("inline", "view!, written out for each field"),
];
/// The features that choose the number of fields.
const COUNTS: [(&str, usize); 2] = [("styles", 20), ("eighty", 80)];

/// Prints the table.
pub fn report() -> bool {
    println!("{:<48} {:>9} {:>9} {:>9}", "Bytes of a form in brotli, by style", "20 fields", "80 fields", "each");
    for (style, words) in STYLES {
        let [few, many] = COUNTS.map(|(feature, _)| weigh(style, feature));
        let each = (many as f64 - few as f64) / (COUNTS[1].1 - COUNTS[0].1) as f64;
        println!("  {words:<46} {few:>9} {many:>9} {each:>9.0}");
    }
    true
}

/// Compiles a form, and gives the size of its program without what only tools read.
fn weigh(style: &str, feature: &str) -> usize {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let built = Command::new(root.join("scripts/build.sh")).args(["style", style, feature]).output();
    let built = built.expect("the script can be run");
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let module = std::fs::read(root.join(format!("target/styles/{style}-{feature}_bg.wasm"))).expect("it is there");
    let mut kept = Vec::new();
    for payload in Parser::new(0).parse_all(&module) {
        let payload = payload.expect("the module can be read");
        if let Some((_, range)) = payload.as_section().filter(|_| !matches!(payload, Payload::CustomSection(_))) {
            kept.extend_from_slice(&module[range.start as usize..range.end as usize]);
        }
    }
    brotli(&kept).len()
}
