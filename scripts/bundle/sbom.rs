//! The software bill of materials (SBOM) of the page: CycloneDX 1.6 in JSON, the same for the same sources.
//!
//! It has no time and no serial number, which CycloneDX does not ask for and which would differ with each build.

use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// The arguments of the cargo command whose output names the crates that are compiled into the page.
///
/// `cargo metadata` would name more than these: it unites the features that tests ask for with those of the page.
pub const TREE: [&str; 10] = [
    "tree",
    "--locked",
    "--edges=normal,no-proc-macro",
    "--target=wasm32-unknown-unknown",
    "--charset=ascii",
    "--color=never",
    "--prefix=depth",
    "--format",
    "{p}|{l}|",
    "--package=hook-builder",
];

/// Writes the SBOM from what cargo prints for [`TREE`] and from the text of `Cargo.lock`.
pub fn sbom(tree: &str, cargo_lock: &str) -> String {
    let checksums = checksums(cargo_lock);
    let std = standard_library();
    let mut components = BTreeMap::from([(text(&std, "bom-ref"), std.clone())]);
    let mut dependencies = BTreeMap::from([(text(&std, "bom-ref"), BTreeSet::new())]);
    // The crates from the page down to the one of the line before.
    let mut path: Vec<String> = Vec::new();
    for line in tree.lines() {
        let (depth, component) = component(line, &checksums).expect("each line names a crate");
        let reference = text(&component, "bom-ref");
        path.truncate(depth);
        if let Some(parent) = path.last() {
            dependencies.entry(parent.clone()).or_default().insert(reference.clone());
        }
        dependencies.entry(reference.clone()).or_default();
        components.insert(reference.clone(), component);
        path.push(reference);
    }
    let page = path.first().expect("the tree starts with the page");
    let mut root = components.remove(page).expect("the page is a component so far");
    root["type"] = json!("application");
    dependencies.entry(page.clone()).or_default().insert(text(&std, "bom-ref"));
    let dependencies = dependencies.iter().map(|(from, to)| json!({ "ref": from, "dependsOn": to }));
    let document = json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": { "component": root },
        "components": components.values().collect::<Vec<_>>(),
        "dependencies": dependencies.collect::<Vec<_>>(),
    });
    format!("{document:#}\n")
}

/// The depth and the crate of one line, such as `2serde v1.0.0|MIT OR Apache-2.0| (*)`.
fn component(line: &str, checksums: &BTreeMap<(&str, &str), &str>) -> Option<(usize, Value)> {
    let start = line.find(|c: char| !c.is_ascii_digit())?;
    let (depth, package) = line.split_at(start);
    let mut fields = package.split('|');
    let (package, license) = (fields.next()?, fields.next()?);
    let mut words = package.split(' ');
    let (name, version) = (words.next()?, words.next()?.strip_prefix('v')?);
    let mut component =
        json!({ "type": "library", "bom-ref": format!("{name}@{version}"), "name": name, "version": version });
    if !license.is_empty() {
        // Older crates separate alternatives by a slash, which SPDX does not know.
        component["licenses"] = json!([{ "expression": license.replace('/', " OR ") }]);
    }
    let purl = format!("pkg:cargo/{name}@{}", version.replace('+', "%2B"));
    if let Some(checksum) = checksums.get(&(name, version)) {
        component["purl"] = json!(purl);
        component["hashes"] = json!([{ "alg": "SHA-256", "content": checksum }]);
    } else if package.contains("/patches/") {
        stand_in(&mut component, &purl);
    }
    Some((depth.parse().ok()?, component))
}

/// A crate of this repository in place of one at crates.io: it has no archive, and no package URL of its own, which would
/// say that it is that crate. What is known of that one does not hold for it.
fn stand_in(component: &mut Value, purl: &str) {
    let (name, version) = (component["name"].clone(), component["version"].clone());
    component["description"] = json!(
        "A stand-in that this project has written: it has the names of the crate at crates.io that the page needs, and \
         none of its code"
    );
    component["pedigree"] = json!({
        // Neither has come out of the other.
        "variants": [{ "type": "library", "name": name, "version": version, "purl": purl }],
        "notes": format!("patches/{}: [patch.crates-io] in Cargo.toml", name.as_str().unwrap_or_default()),
    });
}

/// Rust's own crates, as one component: they are compiled from the pinned toolchain's sources and not locked here.
fn standard_library() -> Value {
    let toolchain = include_str!("../../rust-toolchain.toml");
    let version = toolchain.lines().find_map(|line| value(line, "channel")).expect("the toolchain is pinned");
    json!({
        "type": "library",
        "bom-ref": format!("std@{version}"),
        "name": "std",
        "version": version,
        "description": "Rust's standard library, with the crates that it brings along",
        "licenses": [{ "expression": "MIT OR Apache-2.0" }],
        "purl": format!("pkg:github/rust-lang/rust@{version}#library/std"),
    })
}

/// The SHA-256 of each crate's archive, by name and version.
fn checksums(cargo_lock: &str) -> BTreeMap<(&str, &str), &str> {
    let package = |block| {
        let field = |key| str::lines(block).find_map(|line| value(line, key));
        Some(((field("name")?, field("version")?), field("checksum")?))
    };
    cargo_lock.split("[[package]]").filter_map(package).collect()
}

/// What stands in a line of TOML such as `key = "value"`.
fn value<'a>(line: &'a str, key: &str) -> Option<&'a str> {
    line.strip_prefix(key)?.strip_prefix(" = \"")?.strip_suffix('"')
}

fn text(component: &Value, key: &str) -> String {
    component[key].as_str().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_has_its_licence_checksum_and_dependencies() {
        let tree = "0page v0.1.0 (/home/me)|MIT|\n1b v2.0.0+x|MIT/Zlib|\n2a v1.0.0|MIT|\n1a v1.0.0|MIT| (*)\n";
        let lock = "[[package]]\nname = \"b\"\nversion = \"2.0.0+x\"\nchecksum = \"0b\"\n\n[[package]]\nname = \"a\"\n";
        let bom: Value = serde_json::from_str(&sbom(tree, lock)).unwrap();
        assert_eq!(bom["metadata"]["component"]["bom-ref"], "page@0.1.0");
        let references: Vec<_> = bom["components"].as_array().unwrap().iter().map(|c| text(c, "bom-ref")).collect();
        assert_eq!(references, ["a@1.0.0", "b@2.0.0+x", &text(&standard_library(), "bom-ref")]);
        assert_eq!(bom["components"][0]["purl"], Value::Null);
        assert_eq!(bom["components"][1]["purl"], "pkg:cargo/b@2.0.0%2Bx");
        assert_eq!(bom["components"][1]["licenses"][0]["expression"], "MIT OR Zlib");
        assert_eq!(bom["components"][1]["hashes"][0]["content"], "0b");
        assert_eq!(bom["dependencies"][1], json!({ "ref": "b@2.0.0+x", "dependsOn": ["a@1.0.0"] }));
        assert_eq!(bom["dependencies"][2]["dependsOn"], json!(["a@1.0.0", "b@2.0.0+x", references[2]]));
    }

    #[test]
    fn the_page_has_no_crate_of_macros_tests_or_builds_and_no_path() {
        let cargo = std::process::Command::new(env!("CARGO")).args(TREE).output().unwrap();
        assert!(cargo.status.success(), "{}", String::from_utf8_lossy(&cargo.stderr));
        let bom = sbom(&String::from_utf8(cargo.stdout).unwrap(), include_str!("../../Cargo.lock"));
        assert!(!bom.contains(env!("CARGO_MANIFEST_DIR")));
        let bom: Value = serde_json::from_str(&bom).unwrap();
        let components = bom["components"].as_array().unwrap();
        let has = |name: &str| components.iter().any(|component| component["name"] == name);
        assert!(["leptos", "serde_json", "std", "wasm-bindgen"].into_iter().all(has));
        assert!(!["leptos_macro", "serde_derive", "proptest", "tokio", "getrandom"].into_iter().any(has));
        let unhashed: Vec<_> = components.iter().filter(|c| c["hashes"].is_null()).map(|c| text(c, "name")).collect();
        assert_eq!(unhashed, ["std", "wasm-streams"]);
        let stand_in = components.iter().find(|c| c["name"] == "wasm-streams").unwrap();
        assert_eq!(stand_in["purl"], Value::Null);
        assert!(text(stand_in, "description").starts_with("A stand-in"));
        assert_eq!(stand_in["pedigree"]["variants"][0]["purl"], "pkg:cargo/wasm-streams@0.5.0");
        let others = components.iter().filter(|c| !c["pedigree"].is_null()).count();
        assert_eq!(others, 1, "all else is what its package URL says");
    }
}
