//! What the sources say of one another: each wing stands only on those below it, no files stand on each other in a circle, and
//! nothing outside a provider's folder names the provider. Tests and comments are left out.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::Path;

/// The wings, from the ground up. The page stands on all of them.
const WINGS: [&str; 9] = ["text", "secret", "devopness", "provider", "form", "doctor", "exchange", "page", "app"];
/// Folders whose head lists what implements its trait: what such a list names is no need of the head's own.
const REGISTRIES: [&str; 4] = ["provider", "exchange/export", "exchange/import", "doctor/preflight/check"];
/// How the names of providers look in a text.
const NAMES: [&str; 5] = ["github", "gitlab", "bitbucket", "git hub", "git lab"];
/// The lists of [`PROVIDERS`](hook_builder::provider::PROVIDERS)' parts, one for each thing that is asked of them.
const SLICES: [&str; 8] = [
    "provider/mod.rs",
    "provider/credential.rs",
    "provider/fault/sentence.rs",
    "provider/quirks.rs",
    "provider/receiver.rs",
    "provider/refusal/causes.rs",
    "provider/sender.rs",
    "provider/tokens.rs",
];
/// Where a word is the name of a provider, and why it must stand there. This list may only shrink.
const NAMED: [(&str, &str); 9] = [
    ("app/sections/deploy.rs", "a server under a path, as an example"),
    ("app/sections/masthead.rs", "the page's own words, which stand in its HTML alone"),
    ("exchange/export/github_actions.rs", "an output for who runs jobs, which are other products of these vendors"),
    ("exchange/export/gitlab_ci.rs", "likewise"),
    ("exchange/export/mod.rs", "the list of outputs"),
    ("exchange/import/code/mod.rs", "calls of a vendor's own library"),
    ("exchange/import/command/gh.rs", "the vendors' own programs"),
    ("exchange/import/files/mod.rs", "files for who runs jobs"),
    ("exchange/import/text.rs", "likewise"),
];

/// A module's path, from the wing on.
type Module = Vec<String>;

struct Source {
    /// Its file, below `src/`.
    file: String,
    /// Without comments and tests.
    text: String,
    /// The same without the insides of texts.
    code: String,
}

/// All files of the core; with `page`, those of the page too.
fn sources(page: bool) -> BTreeMap<Module, Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut folders, mut all, mut tests) = (vec![root.clone()], BTreeMap::new(), BTreeSet::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            let file = entry.strip_prefix(&root).expect("a file below src").to_str().expect("a name").to_string();
            if entry.is_dir() {
                folders.push(entry);
            } else if let Some(name) = file.strip_suffix(".rs")
                && !["lib", "main"].contains(&name)
                && (page || !name.starts_with("app"))
            {
                let mut module: Module = name.split('/').map(str::to_string).collect();
                module.pop_if(|last| last == "mod");
                let source = std::fs::read_to_string(&entry).expect("a text");
                let mut lines = source.lines();
                while let Some(mark) = lines.next() {
                    let is_mark = mark == "#[cfg(test)]" || mark.starts_with("#[cfg(all(test,");
                    let line = if is_mark { lines.next().unwrap_or_default() } else { continue };
                    let name = line.split("mod ").nth(1).and_then(|name| name.strip_suffix(';'));
                    tests.extend(name.map(|name| [module.as_slice(), &[name.to_string()]].concat()));
                }
                let (text, code) = bare(&source);
                all.insert(module, Source { file, text, code });
            }
        }
    }
    all.retain(|module, _| !tests.contains(module));
    all
}

/// A source with spaces in place of comments and tests, and the same with spaces in place of what stands in texts as well.
fn bare(source: &str) -> (String, String) {
    let bytes = source.as_bytes();
    let (mut text, mut code) = (bytes.to_vec(), bytes.to_vec());
    let mut at = 0;
    while at < bytes.len() {
        let rest = &source[at..];
        let find = |end: &str, from: usize| rest[from..].find(end).map_or(rest.len(), |place| from + place);
        let is_name = at > 0 && (bytes[at - 1].is_ascii_alphanumeric() || bytes[at - 1] == b'_');
        let (len, is_comment) = if rest.starts_with("//") {
            (find("\n", 0), true)
        } else if !is_name && rest.starts_with("r#\"") {
            (find("\"#", 3) + 2, false)
        } else if !is_name && rest.starts_with("r\"") {
            (find("\"", 2) + 1, false)
        } else if rest.starts_with('"') {
            let mut end = 1;
            while bytes[at + end] != b'"' {
                end += if bytes[at + end] == b'\\' { 2 } else { 1 };
            }
            (end + 1, false)
        } else if rest.starts_with("'\\") {
            (find("'", 3) + 1, false)
        } else if let Some((end, '\'')) = rest[1..].char_indices().nth(1).filter(|_| rest.starts_with('\'')) {
            (end + 2, false)
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
            continue;
        };
        code[at..at + len].fill(b' ');
        if is_comment {
            text[at..at + len].fill(b' ');
        }
        at += len;
    }
    let masked = String::from_utf8(code.clone()).expect("text");
    let marks = ["#[cfg(test)]", "#[cfg(all(test,"].into_iter().flat_map(|mark| masked.match_indices(mark));
    for (start, mark) in marks {
        let mut depth = 0;
        let ends = |&(_, c): &(usize, char)| {
            depth += i32::from(c == '{') - i32::from(c == '}');
            depth == 0 && matches!(c, '}' | ';')
        };
        let end = masked[start + mark.len()..]
            .char_indices()
            .find(ends)
            .map_or(masked.len(), |(at, _)| start + mark.len() + at + 1);
        text[start..end].fill(b' ');
        code[start..end].fill(b' ');
    }
    (String::from_utf8(text).expect("text"), String::from_utf8(code).expect("text"))
}

/// A path that a file names. Where a `use` hands it on to others, they know it by its `alias`.
struct Named {
    path: Vec<String>,
    alias: Option<String>,
    is_public: bool,
}

/// The words and signs of a code.
fn tokens(code: &str) -> Vec<&str> {
    let (mut found, mut at) = (Vec::new(), 0);
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    while let Some(first) = code[at..].chars().next() {
        let len = match first {
            _ if code[at..].starts_with("::") => 2,
            c if is_word(c) => code[at..].find(|c| !is_word(c)).unwrap_or(code.len() - at),
            c => c.len_utf8(),
        };
        if !first.is_whitespace() {
            found.push(&code[at..at + len]);
        }
        at += len;
    }
    found
}

fn is_word(token: &str) -> bool {
    token.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
}

/// The paths of a tree such as `a::{b, c::d as e}`, behind what stands in front of it; and where it ends.
fn tree(tokens: &[&str], mut at: usize, before: &[String], found: &mut Vec<(Vec<String>, String)>) -> usize {
    let mut path = before.to_vec();
    while let Some(token) = tokens.get(at) {
        if *token == "{" {
            at += 1;
            while tokens[at] != "}" {
                at = tree(tokens, at, &path, found);
                at += usize::from(tokens[at] == ",");
            }
            return at + 1;
        }
        if !is_word(token) {
            break;
        }
        at += 1;
        if *token != "self" || path.is_empty() {
            path.push(token.to_string());
        }
        if tokens.get(at) == Some(&"::") {
            at += 1;
            continue;
        }
        let mut alias = path.last().cloned().unwrap_or_default();
        if tokens.get(at) == Some(&"as") {
            alias = tokens[at + 1].to_string();
            at += 2;
        }
        found.push((path, alias));
        return at;
    }
    // A `*`, or the generics of a call.
    found.push((path, String::new()));
    at + usize::from(tokens.get(at) == Some(&"*"))
}

fn named(code: &str, children: &BTreeSet<&str>) -> Vec<Named> {
    let tokens = tokens(code);
    let (mut all, mut at) = (Vec::new(), 0);
    while at < tokens.len() {
        let before = at.checked_sub(1).map_or(";", |before| tokens[before]);
        let mut found = Vec::new();
        if tokens[at] == "use" {
            at = tree(&tokens, at + 1, &[], &mut found);
            let is_public = matches!(before, "pub" | ")");
            all.extend(found.into_iter().map(|(path, alias)| Named { path, alias: Some(alias), is_public }));
        } else if before != "::"
            && tokens.get(at + 1) == Some(&"::")
            && (["crate", "super", "self"].contains(&tokens[at]) || children.contains(tokens[at]))
        {
            at = tree(&tokens, at, &[], &mut found);
            all.extend(found.into_iter().map(|(path, _)| Named { path, alias: None, is_public: false }));
        } else {
            at += 1;
        }
    }
    all
}

/// Which files each file of the core needs. What a module only hands on counts where it stands.
fn needs(sources: &BTreeMap<Module, Source>) -> BTreeMap<&Module, BTreeSet<&Module>> {
    let mut paths = BTreeMap::new();
    let mut aliases: BTreeMap<(&[String], String), Module> = BTreeMap::new();
    for (module, source) in sources {
        let children: BTreeSet<&str> = sources
            .keys()
            .filter(|other| other.len() == module.len() + 1 && other.starts_with(module))
            .map(|child| child[module.len()].as_str())
            .collect();
        for Named { path, alias, is_public } in named(&source.code, &children) {
            let supers = path.iter().take_while(|word| *word == "super").count();
            let whole: Module = match path.first().map_or("", String::as_str) {
                "crate" => path[1..].to_vec(),
                "super" => [&module[..module.len() - supers], &path[supers..]].concat(),
                "self" => [module, &path[1..]].concat(),
                child if children.contains(child) => [module.as_slice(), &path].concat(),
                _ => continue,
            };
            let is_own = is_public && whole.starts_with(module);
            if let Some(alias) =
                alias.filter(|alias| whole != [module.as_slice(), std::slice::from_ref(alias)].concat())
            {
                aliases.insert((module, alias), whole.clone());
            }
            if !is_own {
                paths.entry(module).or_insert_with(Vec::new).push(whole);
            }
        }
    }
    let resolve = |path: &Module| {
        let mut path = path.clone();
        // As often as a name may be handed on.
        for _ in 0..8 {
            let known = (0..=path.len()).rev().find(|len| sources.contains_key(&path[..*len]))?;
            let next = path.get(known).and_then(|name| aliases.get(&(&path[..known], name.clone())));
            match next {
                Some(next) => path = [next.as_slice(), &path[known + 1..]].concat(),
                None => return sources.get_key_value(&path[..known]).map(|(module, _)| module),
            }
        }
        None
    };
    let of = |(module, paths): (_, Vec<Module>)| {
        (module, paths.iter().filter_map(resolve).filter(|other| *other != module).collect())
    };
    paths.into_iter().map(of).collect()
}

#[test]
fn each_wing_stands_on_those_below_it() {
    let sources = sources(false);
    let wing = |module: &Module| WINGS.iter().position(|wing| *wing == module[0]).expect("a wing");
    let needs = needs(&sources);
    assert!(needs.len() > 200, "the files are read");
    for (module, others) in &needs {
        for other in others {
            let (here, there) = (&sources[*module].file, &sources[*other].file);
            assert!(wing(other) <= wing(module), "{here} stands on {there}, which is above it");
        }
    }
}

/// Two files may need each other. A longer circle has no beginning for whoever reads it.
#[test]
fn no_files_stand_on_each_other_in_a_circle() {
    let sources = sources(false);
    let mut needs = needs(&sources);
    for (module, others) in &mut needs {
        let is_registry = REGISTRIES.contains(&module.join("/").as_str());
        others.retain(|other| other[0] == module[0] && !(is_registry && other.starts_with(module)));
    }
    for (module, others) in &needs {
        for other in others {
            // The way back, which is not the direct one.
            let (mut ways, mut open) = (BTreeMap::from([(*other, *other)]), VecDeque::from([*other]));
            while let Some(at) = open.pop_front() {
                for next in needs.get(at).into_iter().flatten().filter(|next| at != *other || *next != module) {
                    ways.entry(*next).or_insert_with(|| {
                        open.push_back(*next);
                        at
                    });
                }
            }
            if ways.contains_key(module) {
                let mut circle = vec![*module];
                while circle[circle.len() - 1] != *other {
                    circle.push(ways[circle[circle.len() - 1]]);
                }
                let files: Vec<&str> = circle.iter().rev().map(|module| sources[*module].file.as_str()).collect();
                panic!("these need each other: {}", files.join(" -> "));
            }
        }
    }
}

#[test]
fn only_a_providers_own_folder_names_it() {
    let mut named = BTreeSet::new();
    for source in sources(true).values() {
        let own =
            ["github", "gitlab", "bitbucket"].iter().any(|name| source.file.starts_with(&format!("provider/{name}")));
        for line in source.text.lines().filter(|_| !own && !SLICES.contains(&source.file.as_str())) {
            let small = line.to_ascii_lowercase();
            if NAMES.iter().any(|name| small.contains(name)) {
                named.insert((source.file.clone(), line.trim().to_string()));
            }
        }
    }
    let new: Vec<_> = named.iter().filter(|(file, _)| NAMED.iter().all(|(known, _)| file != known)).collect();
    assert!(new.is_empty(), "a provider is named outside its folder: {new:#?}");
    for (known, _) in NAMED {
        assert!(named.iter().any(|(file, _)| file == known), "{known} names no provider: take it off the list");
    }
}
