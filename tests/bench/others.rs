//! The bundle beside what else engineers open in a browser to write requests: the files that a page of each would load,
//! as published on npm, compressed by the same code.

use std::path::{Path, PathBuf};

use super::encode::brotli;
use super::sizes::loaded;

/// A package as `scripts/setup.sh others` unpacks it, and the files of it that a page loads.
const OTHERS: [(&str, &str, &[&str]); 3] = [
    (
        "Swagger UI (swagger-ui-dist)",
        "swagger-ui-dist",
        &["swagger-ui-bundle.js", "swagger-ui-standalone-preset.js", "swagger-ui.css"],
    ),
    ("Scalar (@scalar/api-reference)", "scalar-api-reference", &["dist/browser/standalone.js"]),
    // Its modules and its grammar; the library that runs the grammar is another package and comes on top.
    ("curlconverter", "curlconverter", &["dist/src", "dist/tree-sitter-bash.wasm"]),
];

/// Prints the table.
pub fn report() -> bool {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    println!("{:<48} {:>9} {:>9}", "Bytes of a visit, beside others", "raw", "brotli");
    line("hook-builder, until its two fields are followed", &loaded());
    for (name, package, parts) in OTHERS {
        let folder = root.join("target/tools/others").join(package).join("package");
        let version: serde_json::Value = std::fs::read(folder.join("package.json"))
            .map(|json| serde_json::from_slice(&json).expect("a package describes itself"))
            .unwrap_or_else(|why| panic!("{package}: {why}: make bench fetches it."));
        let mut files: Vec<PathBuf> = parts.iter().flat_map(|part| all(&folder.join(part))).collect();
        files.retain(|path| [".js", ".css", ".wasm"].iter().any(|end| path.to_string_lossy().ends_with(end)));
        line(&format!("{name} {}", version["version"].as_str().unwrap_or_default()), &files);
    }
    true
}

fn line(name: &str, files: &[PathBuf]) {
    let contents = files.iter().map(|path| std::fs::read(path).expect("the file is readable"));
    let sizes = contents.map(|content| (content.len(), brotli(&content).len()));
    let (raw, small) = sizes.fold((0, 0), |sum, size| (sum.0 + size.0, sum.1 + size.1));
    println!("  {name:<46} {raw:>9} {small:>9}");
}

/// Every file below a folder, or the file itself.
fn all(path: &Path) -> Vec<PathBuf> {
    match std::fs::read_dir(path) {
        Ok(entries) => entries.flatten().flat_map(|entry| all(&entry.path())).collect(),
        Err(_) => vec![path.to_owned()],
    }
}
