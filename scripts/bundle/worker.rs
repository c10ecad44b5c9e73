//! The service worker of this bundle: which files, with which hashes.

use crate::files::{Files, hex, integrity};

/// Writes the worker for the files that the bundle has so far: the page and everything that it loads.
pub fn write(files: &Files) -> String {
    let name = |path: &str| if path == "index.html" { "./".to_owned() } else { format!("./{path}") };
    let list: serde_json::Map<String, serde_json::Value> =
        files.iter().map(|(path, content)| (name(path), integrity(content).into())).collect();
    let list = serde_json::Value::Object(list).to_string();
    let version = &hex(list.as_bytes())[..16];
    let script = crate::program::bare(include_str!("../../src/app/worker.js"));
    script.replace("{version}", version).replace("{files}", &list)
}
