//! The service worker of this bundle: which files, with which hashes.

use crate::files::{Files, hex, integrity};

/// Writes the worker for the files that the bundle has so far: the page and everything that it loads.
pub fn write(files: &Files) -> String {
    let name = |path: &str| if path == "index.html" { "./".to_owned() } else { format!("./{path}") };
    let list: serde_json::Map<String, serde_json::Value> =
        files.iter().map(|(path, content)| (name(path), integrity(content).into())).collect();
    let list = serde_json::Value::Object(list).to_string();
    let script = crate::program::bare(include_str!("../../src/app/worker.js"));
    // Two workers of one version would have one cache.
    let version = &hex([&script, list.as_str()].concat().as_bytes())[..16];
    script.replace("{version}", version).replace("{files}", &list)
}
