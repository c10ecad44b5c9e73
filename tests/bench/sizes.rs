//! Bytes of the release bundle: each file raw, gzip -9 and brotli -q 11, as a host would send it.

use std::path::{Path, PathBuf};

use super::beside;
use super::encode::{brotli, gzip};

/// What all files together that a visit loads may weigh, in brotli bytes.
const BUDGET: usize = 100 * 1024;
/// What they should weigh.
const AIM: usize = 75 * 1024;
/// What may come in the first round trip: ten segments of a new connection (RFC 6928). It holds for gzip too, since not
/// every host has brotli.
const FIRST_VIEW: usize = 14 * 1024;

/// Prints the table; false when a budget is broken.
pub fn report() -> bool {
    let files = loaded();
    if files.is_empty() {
        eprintln!("There is no bundle to weigh: run `make build` first.");
        return false;
    }
    let mut total = [0; 3];
    let mut first_view = 0;
    println!("{:<48} {:>9} {:>9} {:>9}", "Bytes that a visit loads", "raw", "gzip", "brotli");
    for path in files {
        let bytes = std::fs::read(&path).expect("the file is readable");
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let sizes = [bytes.len(), gzip(&bytes).len(), brotli(&bytes).len()];
        println!("  {name:<46} {:>9} {:>9} {:>9}", sizes[0], sizes[1], sizes[2]);
        if name == "index.html" {
            first_view = sizes[1];
        }
        for (sum, size) in total.iter_mut().zip(sizes) {
            *sum += size;
        }
    }
    println!("  {:<46} {:>9} {:>9} {:>9}", "all", total[0], total[1], total[2]);
    println!(
        "  budget {BUDGET}: {:.2} of it; aim {AIM}: {}",
        total[2] as f64 / BUDGET as f64,
        beside(AIM as f64, total[2] as f64)
    );
    println!(
        "  first view (index.html, gzip), budget {FIRST_VIEW}: {:.2} of it",
        first_view as f64 / FIRST_VIEW as f64
    );
    total[2] <= BUDGET && first_view <= FIRST_VIEW
}

/// The files of the release bundle that a visit loads.
pub fn loaded() -> Vec<PathBuf> {
    let loaded = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        [".html", ".js", ".wasm", ".svg", ".webmanifest"].iter().any(|end| name.ends_with(end))
            || name == "hosting.json"
    };
    let entries = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("dist")).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(loaded).collect();
    files.sort();
    files
}
