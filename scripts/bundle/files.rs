//! The files of the bundle, before they are written.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// Files by their path in the bundle, which also is the order in which they are written.
#[derive(Default)]
pub struct Files(BTreeMap<String, Vec<u8>>);

/// A file that is named after its content.
pub struct Hashed {
    /// Its path in the bundle.
    pub path: String,
    /// Its hash for the attribute `integrity`.
    pub integrity: String,
}

impl Files {
    /// Adds a file.
    pub fn add(&mut self, path: &str, content: Vec<u8>) {
        self.0.insert(path.to_owned(), content);
    }

    /// Adds a file under a name that changes with its content, so that it may be cached for ever.
    pub fn add_hashed(&mut self, stem: &str, end: &str, content: Vec<u8>) -> Hashed {
        let path = format!("{stem}-{}.{end}", &hex(&content)[..16]);
        let integrity = integrity(&content);
        self.add(&path, content);
        Hashed { path, integrity }
    }

    /// Every file.
    pub fn iter(&self) -> impl Iterator<Item = (&String, &Vec<u8>)> {
        self.0.iter()
    }

    /// Writes all files into a folder, and removes what was in it.
    pub fn write(&self, folder: &Path) -> Result<(), String> {
        let failed = |path: &Path, why: std::io::Error| format!("{}: {why}", path.display());
        if folder.exists() {
            for entry in std::fs::read_dir(folder).map_err(|why| failed(folder, why))?.flatten() {
                let path = entry.path();
                let gone = if path.is_dir() { std::fs::remove_dir_all(&path) } else { std::fs::remove_file(&path) };
                gone.map_err(|why| failed(&path, why))?;
            }
        }
        for (name, content) in self.iter() {
            let path = folder.join(name);
            let parent = path.parent().unwrap_or(folder);
            std::fs::create_dir_all(parent).map_err(|why| failed(parent, why))?;
            std::fs::write(&path, content).map_err(|why| failed(&path, why))?;
        }
        Ok(())
    }
}

/// SHA-256 in hexadecimal digits.
pub fn hex(content: &[u8]) -> String {
    Sha256::digest(content).iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The hash for the attribute `integrity` (<https://www.w3.org/TR/SRI/>).
pub fn integrity(content: &[u8]) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(content)))
}

/// The hash by which a policy admits an inline script or style (<https://www.w3.org/TR/CSP3/#grammardef-hash-source>).
pub fn source(content: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(content)))
}
