//! The program: WebAssembly and the JavaScript that loads it.

use std::path::Path;

use crate::files::Hashed;
use crate::wasm;

/// What trunk built, made smaller.
pub struct Program {
    /// The WebAssembly.
    pub wasm: Vec<u8>,
    /// The JavaScript between it and the browser, as wasm-bindgen writes it.
    pub glue: String,
}

/// Reads what trunk built.
pub fn read(folder: &Path) -> Result<Program, String> {
    let wasm = only(folder, ".wasm")?;
    let glue = String::from_utf8(only(folder, ".js")?).map_err(|_| "The JavaScript is no text.".to_owned())?;
    let names = wasm::names(&wasm)?;
    // wasm-bindgen's names have hashes, which nothing compresses, and stand in both files.
    let short: Vec<(String, String)> =
        names.into_iter().enumerate().map(|(at, name)| (name, format!("_{at}"))).collect();
    Ok(Program { wasm: wasm::rename(&wasm, &short)?, glue: rename(&bare(&glue), &short) })
}

/// The one file of that kind which trunk built.
fn only(folder: &Path, end: &str) -> Result<Vec<u8>, String> {
    let entries = std::fs::read_dir(folder).map_err(|why| format!("{}: {why}", folder.display()))?;
    let mut found: Vec<_> =
        entries.flatten().map(|entry| entry.path()).filter(|path| path.to_string_lossy().ends_with(end)).collect();
    match (found.pop(), found.is_empty()) {
        (Some(path), true) => crate::read(&path),
        _ => Err(format!("{} must hold one file that ends in {end}.", folder.display())),
    }
}

/// The script of the page: the glue, what starts the program, and what comes after.
pub fn script(glue: &str, wasm: &Hashed, reload: bool) -> String {
    let after = if reload { include_str!("reload.js") } else { include_str!("../../src/app/offline.js") };
    // All in one module, which needs no names for others.
    let glue: String =
        glue.lines().filter(|line| !line.starts_with("export ")).map(|line| format!("{line}\n")).collect();
    let start =
        include_str!("../../src/app/start.js").replace("{wasm}", &wasm.path).replace("{integrity}", &wasm.integrity);
    [glue, bare(&start), bare(after)].concat()
}

/// JavaScript without comments and indentation. For scripts in which no text holds the like at the start of a line.
pub fn bare(script: &str) -> String {
    let mut in_comment = false;
    let mut out = String::new();
    for line in script.lines().map(str::trim) {
        in_comment |= line.starts_with("/*");
        if !in_comment && !line.is_empty() && !line.starts_with("//") {
            out.push_str(line);
            out.push('\n');
        }
        in_comment &= !line.ends_with("*/");
    }
    out
}

/// Replaces whole names.
fn rename(script: &str, short: &[(String, String)]) -> String {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
    let mut out = String::new();
    let mut rest = script;
    while let Some(start) = rest.find(is_name) {
        let end = rest[start..].find(|c| !is_name(c)).map_or(rest.len(), |length| start + length);
        let name = &rest[start..end];
        out.push_str(&rest[..start]);
        out.push_str(short.iter().find(|(long, _)| long == name).map_or(name, |(_, short)| short));
        rest = &rest[end..];
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_indentation_go_and_the_rest_stays() {
        let script =
            "/* one line */\nlet a = 'x // y'; // kept\n\n    // gone\n  /**\n   * gone\n   */\n\tb('/* kept */');\n";
        assert_eq!(bare(script), "let a = 'x // y'; // kept\nb('/* kept */');\n");
    }

    #[test]
    fn whole_names_are_replaced() {
        let short = [("__wbg_body_12".to_owned(), "_0".to_owned()), ("__wbg_body_1".to_owned(), "_1".to_owned())];
        let script = "x.__wbg_body_1(__wbg_body_12, '__wbg_body_123', ä__wbg_body_1);";
        assert_eq!(rename(script, &short), "x._1(_0, '__wbg_body_123', ä_1);");
    }
}
