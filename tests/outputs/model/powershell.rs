//! PowerShell, 5.1 and 7.3 or later, on Windows.
//!
//! The rules are those of <https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_quoting_rules>
//! (the two kinds of quotes, here-strings), `…/about_special_characters` (the backtick at the end of a line),
//! `…/about_parsing` and `…/about_preference_variables#psnativecommandargumentpassing` (what a program is given), of
//! <https://learn.microsoft.com/powershell/module/microsoft.powershell.utility/invoke-restmethod> (each version has its own
//! page) and of <https://learn.microsoft.com/dotnet/api/system.io.file.writealltext> (UTF-8 without a mark in front).

mod native;
mod web;

pub use native::{Version, command_line};
pub use web::Sent;

use std::collections::BTreeMap;

use super::{Run, argv};

/// What came of a text.
#[derive(Default)]
pub struct Ended {
    /// The programs that were started.
    pub runs: Vec<Run>,
    /// The requests that PowerShell itself sent.
    pub sent: Vec<Sent>,
}

/// A value of a variable or of a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Text(String),
    Table(Vec<(String, String)>),
}

impl Value {
    fn text(&self) -> &str {
        match self {
            Value::Text(text) => text,
            Value::Table(_) => panic!("a table where a text belongs is not known"),
        }
    }
}

/// Adds a protocol to those that 5.1 offers.
const PROTOCOL: &str = "[Net.ServicePointManager]::SecurityProtocol = \
                        [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12";

/// Runs a text. `folder` is where files for a time are made, `environment` what `$env:` knows.
pub fn run(text: &str, version: Version, folder: &str, environment: &[(&str, &str)]) -> Ended {
    assert!(text.bytes().all(|b| b == b'\n' || (b' '..=b'~').contains(&b)), "5.1 would read this otherwise: {text:?}");
    let environment = environment.iter().map(|(name, value)| (name.to_lowercase(), value.to_string())).collect();
    let mut shell = Shell {
        version,
        folder,
        environment,
        variables: BTreeMap::new(),
        files: BTreeMap::new(),
        ended: Ended::default(),
    };
    let mut rest = text;
    while !rest.trim_start_matches('\n').is_empty() {
        rest = shell.statement(rest.trim_start_matches('\n'));
    }
    shell.ended
}

struct Shell<'a> {
    version: Version,
    folder: &'a str,
    environment: BTreeMap<String, String>,
    variables: BTreeMap<String, Value>,
    files: BTreeMap<String, String>,
    ended: Ended,
}

impl Shell<'_> {
    /// Runs one statement and gives what stands behind it.
    fn statement<'t>(&mut self, text: &'t str) -> &'t str {
        if let Some(rest) = text.strip_prefix(PROTOCOL) {
            return line_end(rest);
        }
        if let Some(rest) = text.strip_prefix("[IO.File]::WriteAllText(") {
            let (path, rest) = self.word(rest);
            let (content, rest) = self.word(rest.strip_prefix(", ").expect("two arguments"));
            self.files.insert(path.text().to_string(), content.text().to_string());
            return line_end(rest.strip_prefix(')').expect("a closing bracket"));
        }
        if let Some(rest) = text.strip_prefix('$') {
            let (name, rest) = name(rest);
            let (value, rest) = self.value(rest.strip_prefix(" = ").expect("only assignments are known"));
            self.variables.insert(name.to_lowercase(), value);
            return line_end(rest);
        }
        let (words, rest) = self.words(text);
        self.command(&words);
        rest
    }

    /// What stands on the right of an assignment.
    fn value<'t>(&mut self, text: &'t str) -> (Value, &'t str) {
        if let Some(rest) = text.strip_prefix("@'\n") {
            let end = rest.find("\n'@").expect("the here-string ends");
            return (Value::Text(rest[..end].to_string()), &rest[end + 3..]);
        }
        if let Some(mut rest) = text.strip_prefix("@{\n") {
            let mut table = Vec::new();
            loop {
                rest = rest.trim_start_matches(' ');
                if let Some(rest) = rest.strip_prefix('}') {
                    return (Value::Table(table), rest);
                }
                let (name, behind) = self.word(rest);
                let (value, behind) = self.word(behind.strip_prefix(" = ").expect("a value for each name"));
                table.push((name.text().to_string(), value.text().to_string()));
                rest = line_end(behind);
            }
        }
        if let Some(rest) = text.strip_prefix("[IO.Path]::GetTempFileName()") {
            let path = format!("{}\\tmp{:X}.tmp", self.folder, self.files.len() + 16 * self.ended.runs.len());
            assert!(self.files.insert(path.clone(), String::new()).is_none(), "the file is a new one");
            return (Value::Text(path), rest);
        }
        panic!("this value is not known: {text}")
    }

    /// The words of a command, over as many lines as a backtick at the end asks for.
    fn words<'t>(&self, text: &'t str) -> (Vec<Value>, &'t str) {
        let mut words = Vec::new();
        let mut rest = text;
        loop {
            let (word, behind) = self.word(rest);
            words.push(word);
            assert!(behind.is_empty() || behind.starts_with([' ', '\n']), "parts of a word are not known: {behind}");
            let behind = behind.trim_start_matches(' ');
            let behind = behind.strip_prefix("`\n").map(|rest| rest.trim_start_matches(' ')).unwrap_or(behind);
            if behind.is_empty() || behind.starts_with('\n') {
                return (words, line_end(behind));
            }
            rest = behind;
        }
    }

    /// One word: quoted, a variable, or bare.
    fn word<'t>(&self, text: &'t str) -> (Value, &'t str) {
        if let Some(mut rest) = text.strip_prefix('\'') {
            let mut out = String::new();
            loop {
                let end = rest.find('\'').expect("the quote ends");
                out.push_str(&rest[..end]);
                rest = &rest[end + 1..];
                match rest.strip_prefix('\'') {
                    Some(behind) => rest = behind,
                    None => return (Value::Text(out), rest),
                }
                out.push('\'');
            }
        }
        if let Some(mut rest) = text.strip_prefix('"') {
            let mut out = String::new();
            while !rest.starts_with('"') {
                if let Some(behind) = rest.strip_prefix('$') {
                    let (value, behind) = self.variable(behind);
                    assert!(!behind.starts_with(':'), "a colon behind a variable is not known: {text}");
                    out.push_str(value.text());
                    rest = behind;
                } else {
                    let c = rest.chars().next().expect("the quote ends");
                    assert!(!"`\n".contains(c), "{c:?} within quotes is not known: {text}");
                    out.push(c);
                    rest = &rest[1..];
                }
            }
            assert!(!rest.starts_with("\"\""), "two quotes in a row are not known: {text}");
            return (Value::Text(out), &rest[1..]);
        }
        if let Some(rest) = text.strip_prefix('$') {
            return self.variable(rest);
        }
        let bare = |c: char| c.is_ascii_alphanumeric() || "-.".contains(c);
        let end = text.find(|c| !bare(c)).unwrap_or(text.len());
        assert!(end > 0, "this word is not known: {text}");
        (Value::Text(text[..end].to_string()), &text[end..])
    }

    /// The value of the variable whose name stands here. One that is not set is empty.
    fn variable<'t>(&self, text: &'t str) -> (Value, &'t str) {
        if let Some(rest) = text.strip_prefix("env:") {
            let (name, rest) = name(rest);
            let value = self.environment.get(&name.to_lowercase()).cloned().unwrap_or_default();
            return (Value::Text(value), rest);
        }
        let (name, rest) = name(text);
        let value = self.variables.get(&name.to_lowercase());
        (value.unwrap_or_else(|| panic!("${name} is not set")).clone(), rest)
    }

    fn command(&mut self, words: &[Value]) {
        match words[0].text() {
            "curl.exe" => {
                let texts: Vec<&str> = words.iter().map(Value::text).collect();
                let arguments = argv::arguments(&command_line(self.version, &texts));
                self.ended.runs.push(Run { arguments, input: None, files: self.files.clone() });
            }
            "Remove-Item" => {
                let [_, option, path] = words else { panic!("not known: {words:?}") };
                assert_eq!(option.text(), "-LiteralPath");
                assert!(self.files.remove(path.text()).is_some(), "{path:?} is not there");
            }
            "Invoke-RestMethod" => self.ended.sent.push(web::send(self.version, &words[1..])),
            name => panic!("{name} is not known"),
        }
    }
}

/// A variable's name, and what stands behind it.
fn name(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(text.len());
    assert!(end > 0, "this variable is not known: {text}");
    text.split_at(end)
}

fn line_end(text: &str) -> &str {
    if text.is_empty() { text } else { text.strip_prefix('\n').unwrap_or_else(|| panic!("the line goes on: {text}")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOTH: [Version; 2] = [Version::V5, Version::V7];

    #[test]
    fn documented_examples_are_read_as_documented() {
        for (text, wanted) in [
            ("curl.exe 'The value $i is ''$i''.'", "The value $i is '$i'."),
            ("$i = @'\nFor help, 'type' $x `n\n'@\ncurl.exe -d $i", "-d,For help, 'type' $x `n"),
            ("curl.exe \"a $env:NAME b\"", "a x y b"),
            ("curl.exe a `\n  b", "a,b"),
        ] {
            for version in BOTH {
                let ended = run(text, version, "C:\\T", &[("NAME", "x y")]);
                assert_eq!(ended.runs[0].arguments[1..].join(","), wanted, "{text}");
            }
        }
    }

    #[test]
    fn a_file_is_there_until_it_is_removed() {
        let text = "$body = @'\n{\n}\n'@\n$file = [IO.Path]::GetTempFileName()\n[IO.File]::WriteAllText($file, $body)\n\
                    curl.exe \"@$file\"\nRemove-Item -LiteralPath $file\ncurl.exe a";
        for version in BOTH {
            let ended = run(text, version, "C:\\A B", &[]);
            let [first, second] = &ended.runs[..] else { panic!("two programs are started") };
            assert_eq!(first.files[first.arguments[1].strip_prefix('@').unwrap()], "{\n}");
            assert!(second.files.is_empty());
        }
    }

    #[test]
    fn other_syntax_is_not_guessed() {
        for text in [
            "curl.exe \u{2019}a\u{2019}",
            "curl.exe \"a`\"b\"",
            "curl.exe \"a\"\"b\"",
            "curl.exe \"$(id)\"",
            "curl.exe \"$x\"",
            "curl.exe a; b",
            "curl.exe a | b",
            "curl.exe @a",
            "curl.exe 'a'b",
            "curl.exe 'a",
            "curl 'a'",
            "$a = 'b'",
            "$a = @'\nb '@",
            "$a += @'\n'@",
            "# a",
        ] {
            for version in BOTH {
                assert!(std::panic::catch_unwind(|| run(text, version, "C:\\T", &[])).is_err(), "{text}");
            }
        }
    }
}
