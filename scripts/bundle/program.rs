//! The program: WebAssembly and the JavaScript that loads it.

use std::collections::BTreeMap;
use std::path::Path;

use crate::files::{Files, Hashed};
use crate::{split, wasm};

/// What wasm-bindgen wrote, made smaller.
pub struct Program {
    /// The WebAssembly.
    pub wasm: Vec<u8>,
    /// What of it is loaded later, in a bundle where something is.
    pub parts: Parts,
    /// The JavaScript between it and the browser, as wasm-bindgen writes it.
    pub glue: String,
}

/// The parts that are loaded later.
#[derive(Default)]
pub struct Parts {
    /// What each is made of, by its name, in the order in which it is loaded.
    pub files: split::Parts,
    /// The WebAssembly of each file.
    pub wasm: BTreeMap<String, Vec<u8>>,
}

/// Reads what wasm-bindgen wrote, and what was split off before.
pub fn read(folder: &Path) -> Result<Program, String> {
    let wasm = only(folder, "_bg.wasm")?;
    let parts = split::read(folder)?;
    let glue = String::from_utf8(only(folder, ".js")?).map_err(|_| "The JavaScript is no text.".to_owned())?;
    let names = wasm::names(&wasm)?;
    // wasm-bindgen's names have hashes, which nothing compresses, and stand in both files. The parts that are loaded later
    // name what they share with the page.
    let short: Vec<(String, String)> =
        names.into_iter().enumerate().map(|(at, name)| (name, format!("_{at}"))).collect();
    let mut stems: Vec<&String> = parts.values().flatten().collect();
    stems.sort();
    stems.dedup();
    let later = stems.into_iter().map(|stem| {
        let module = crate::read(&folder.join(stem).with_extension("wasm"))?;
        Ok((stem.clone(), wasm::rename(&module, &short)?))
    });
    let later = later.collect::<Result<_, String>>()?;
    Ok(Program {
        wasm: wasm::rename(&wasm, &short)?,
        parts: Parts { wasm: later, files: parts },
        glue: rename(&bare(&glue), &short),
    })
}

/// The one file of that kind which was built.
fn only(folder: &Path, end: &str) -> Result<Vec<u8>, String> {
    let entries = std::fs::read_dir(folder).map_err(|why| format!("{}: {why}", folder.display()))?;
    let mut found: Vec<_> =
        entries.flatten().map(|entry| entry.path()).filter(|path| path.to_string_lossy().ends_with(end)).collect();
    match (found.pop(), found.is_empty()) {
        (Some(path), true) => crate::read(&path),
        _ => Err(format!("{} must hold one file that ends in {end}.", folder.display())),
    }
}

impl Parts {
    /// Adds each file to the bundle, and gives its path and hash. What more parts need is loaded before what fewer need.
    pub fn add(self, files: &mut Files) -> Vec<(String, String)> {
        let words = self.wasm.into_iter().map(|(stem, wasm)| (split::words(&self.files, &stem), wasm));
        let mut words: Vec<(Vec<&str>, Vec<u8>)> = words.collect();
        words.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        let add = |(words, wasm): (Vec<&str>, Vec<u8>)| {
            let Hashed { path, integrity } = files.add_hashed(&format!("page-{}", words.join("_")), "wasm", wasm);
            (path, integrity)
        };
        words.into_iter().map(add).collect()
    }
}

/// The script of the page: the glue, what loads each of the parts, what starts the program, and what comes after.
pub fn script(glue: &str, wasm: &Hashed, parts: &[(String, String)], reload: bool) -> String {
    let after = if reload { include_str!("reload.js") } else { include_str!("../../src/app/offline.js") };
    // All in one module, which needs no names for others.
    let glue: String =
        glue.lines().filter(|line| !line.starts_with("export ")).map(|line| format!("{line}\n")).collect();
    let later = if parts.is_empty() {
        String::new()
    } else {
        bare(include_str!("../../src/app/later.js")).replace("{parts}", &serde_json::json!(parts).to_string())
    };
    let start = bare(include_str!("../../src/app/start.js"));
    let start = start.replace("{path}", &wasm.path).replace("{integrity}", &wasm.integrity);
    [glue, later, start, bare(after)].concat()
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

    #[test]
    fn each_part_is_loaded_with_what_it_shares_and_pinned() {
        let list = |files: &[&str]| files.iter().map(|file| (*file).to_owned()).collect::<Vec<_>>();
        let made_of = [("doctor", &["chunk_1", "split_doctor"]), ("exchange", &["chunk_1", "split_exchange"])];
        let wasm =
            ["chunk_1", "split_doctor", "split_exchange"].map(|stem| (stem.to_owned(), stem.as_bytes().to_vec()));
        let parts = Parts {
            files: made_of.into_iter().map(|(part, files)| (part.to_owned(), list(files))).collect(),
            wasm: wasm.into_iter().collect(),
        };
        let mut files = Files::default();
        let page = files.add_hashed("page", "wasm", Vec::new());
        let parts = parts.add(&mut files);
        let paths: Vec<_> = parts.iter().map(|(path, _)| path.rsplit_once('-').unwrap().0).collect();
        assert_eq!(paths, ["page-doctor_exchange", "page-doctor", "page-exchange"]);
        assert_eq!(files.iter().count(), 4);
        let script = script("let wasm;", &page, &parts, false);
        for (path, content) in files.iter() {
            assert!(script.contains(path) && script.contains(&crate::files::integrity(content)), "{path}");
        }
        assert!(!script.contains("{p") && !script.contains("{i"), "every place is filled");
        assert!(Parts::default().add(&mut files).is_empty());
    }

    /// One type, one imported and one own function, which is exported under two names.
    const MODULE: &[u8] = b"\0asm\x01\0\0\0\
        \x01\x04\x01\x60\0\0\
        \x02\x0f\x01\x03env\x07__wbg_x\0\0\
        \x03\x02\x01\0\
        \x07\x11\x02\x06memory\0\x01\x04__wy\0\x01\
        \x0a\x04\x01\x02\0\x0b";

    #[test]
    fn names_are_found_and_replaced_and_all_else_stays() {
        assert_eq!(wasm::names(MODULE).unwrap(), ["__wbg_x", "__wy"]);
        let short = [("__wbg_x".to_owned(), "a".to_owned()), ("__wy".to_owned(), "b".repeat(200))];
        let renamed = wasm::rename(MODULE, &short).unwrap();
        assert_eq!(wasm::names(&renamed).unwrap(), Vec::<String>::new());
        let back = [("a".to_owned(), "__wbg_x".to_owned()), ("b".repeat(200), "__wy".to_owned())];
        assert_eq!(wasm::rename(&renamed, &back).unwrap(), MODULE, "lengths of more than one byte included");
    }

    /// What the second part shares with the first: a table without and a memory with a most, and a global.
    const PART: &[u8] = b"\0asm\x01\0\0\0\
        \x02\x29\x03\x04__ws\x03__t\x01\x70\0\x80\x01\x04__ws\x03__m\x02\x01\x11\x80\x02\x04__ws\x03__g\x03\x7f\x01";

    #[test]
    fn what_two_modules_share_is_renamed_as_functions_are() {
        assert_eq!(wasm::names(PART).unwrap(), ["__t", "__m", "__g"]);
        let renamed = wasm::rename(PART, &[("__m".to_owned(), "a".to_owned())]).unwrap();
        assert_eq!(renamed.len(), PART.len() - 2);
        assert_eq!(wasm::rename(&renamed, &[("a".to_owned(), "__m".to_owned())]).unwrap(), PART);
    }

    #[test]
    fn what_only_tools_read_goes() {
        let custom = b"\0\x08\x04name\x01\0\0";
        let with = [&MODULE[..8], custom, &MODULE[8..], custom].concat();
        assert_eq!(wasm::rename(&with, &[]).unwrap(), MODULE);
    }

    #[test]
    fn a_module_that_is_cut_off_is_refused() {
        for length in 0..MODULE.len() {
            // It may end after a section.
            let cut = wasm::rename(&MODULE[..length], &[]);
            assert!(cut.is_err() || cut.as_deref() == Ok(&MODULE[..length]), "{length}");
        }
        assert!(wasm::rename(b"\0asm\x01\0\0\0\x02\xff\xff\xff\xff\xff\x01", &[]).is_err());
    }
}
