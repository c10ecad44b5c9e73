//! Bytes of the release bundle: each file raw, gzip -9 and brotli -q 11, as a host would send it.

use std::path::{Path, PathBuf};

use super::encode::{brotli, gzip};

/// What all files together may weigh that must be there before the two fields are followed, in brotli bytes.
const BUDGET: usize = 80 * 1024;
/// What the program among them may weigh.
const PROGRAM: usize = 65_000;
/// What each part of the program may weigh that comes later, in brotli bytes: the first two by themselves, right after the
/// first program, each of the others once it is needed, with what it shares with others but for what has come by then.
const PARTS: [(&str, usize); 5] = [
    ("rest", 27 * 1024),
    ("rules", 33 * 1024),
    ("doctor", 237 * 1024),
    ("exchange", 68 * 1024),
    ("import", 146 * 1024),
];
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
    let (mut first_view, mut program) = (0, 0);
    println!("{:<48} {:>9} {:>9} {:>9}", "Bytes that the two fields need", "raw", "gzip", "brotli");
    for path in files {
        let (name, sizes) = weigh(&path);
        print(&name, sizes);
        if name == "index.html" {
            first_view = sizes[1];
        }
        if name.ends_with(".wasm") {
            program = sizes[2];
        }
        for (sum, size) in total.iter_mut().zip(sizes) {
            *sum += size;
        }
    }
    print("all", total);
    println!("  budget {BUDGET}: {:.3} of it", total[2] as f64 / BUDGET as f64);
    println!("  its program, budget {PROGRAM}: {:.3} of it", program as f64 / PROGRAM as f64);
    println!(
        "  first view (index.html, gzip), budget {FIRST_VIEW}: {:.2} of it",
        first_view as f64 / FIRST_VIEW as f64
    );
    println!("{:<48} {:>9} {:>9} {:>9}", "Bytes that are loaded later", "raw", "gzip", "brotli");
    let mut later = Vec::new();
    for path in bundle() {
        let Some(word) = word(&path) else { continue };
        let (name, sizes) = weigh(&path);
        print(&name, sizes);
        later.push((word, sizes[2]));
    }
    let mut within = total[2] <= BUDGET && program <= PROGRAM && first_view <= FIRST_VIEW;
    for (part, budget) in PARTS {
        let files = later.iter().filter(|(word, _)| brings(part, word));
        let sum: usize = files.map(|(_, size)| size).sum();
        println!("  {part}, budget {budget}: {:.2} of it", sum as f64 / budget as f64);
        within &= sum <= budget;
    }
    let is_known = |word: &str| word.split('_').all(|of| PARTS.iter().any(|(part, _)| of == *part));
    if let Some((word, _)) = later.iter().find(|(word, _)| !is_known(word)) {
        eprintln!("The part \"{word}\" has no budget.");
        within = false;
    }
    within
}

/// Whether a part needs a file, and it has not come by itself before. The file's words are those of the parts that need it.
fn brings(part: &str, word: &str) -> bool {
    let needs = |part: &str| word.split('_').any(|of| of == part);
    let first = ["rest", "rules"].into_iter().find(|part| needs(part));
    first.map_or_else(|| needs(part), |first| first == part)
}

/// A file's name and its sizes: raw, gzip and brotli.
fn weigh(path: &Path) -> (String, [usize; 3]) {
    let bytes = std::fs::read(path).expect("the file is readable");
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    (name, [bytes.len(), gzip(&bytes).len(), brotli(&bytes).len()])
}

fn print(name: &str, [raw, gzip, brotli]: [usize; 3]) {
    println!("  {name:<46} {raw:>9} {gzip:>9} {brotli:>9}");
}

/// The files of the release bundle that the two fields need.
pub fn loaded() -> Vec<PathBuf> {
    bundle().into_iter().filter(|path| word(path).is_none()).collect()
}

/// The word in the name of a file that the program loads once it is needed: its name is `page-WORD-HASH.wasm`, or it has several words with `_`
/// between them.
fn word(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_str()?;
    Some(name.strip_prefix("page-")?.rsplit_once('-')?.0.to_owned())
}

/// Every file of the release bundle that a browser asks for.
fn bundle() -> Vec<PathBuf> {
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
