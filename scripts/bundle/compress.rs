//! Compressed copies beside the files, for hosts that send what lies ready.

use crate::encode::{brotli, gzip};
use crate::files::Files;

/// What is smaller gains nothing that anyone would notice.
const WORTH_IT: usize = 1024;

/// Adds `.br` and `.gz` to every file that a page loads.
pub fn add(files: &mut Files) {
    let loaded = |path: &str| [".html", ".js", ".wasm", ".svg", ".webmanifest"].iter().any(|end| path.ends_with(end));
    let chosen: Vec<_> = files.iter().filter(|(path, content)| loaded(path) && content.len() >= WORTH_IT).collect();
    let copies: Vec<_> = chosen
        .into_iter()
        .flat_map(|(path, content)| [(format!("{path}.br"), brotli(content)), (format!("{path}.gz"), gzip(content))])
        .collect();
    for (path, content) in copies {
        files.add(&path, content);
    }
}
