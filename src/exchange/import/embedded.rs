//! JSON inside another language: as it stands, or behind the escapes of a string of that language.

use super::lenient::{self, Read, escape};

/// How often one string may stand in another.
const LEVELS_MAX: usize = 4;
/// How much of a line in front of an object is looked at, in bytes.
const LINE_MAX: usize = 200;

/// How the quotes inside a string are written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    /// Not at all: a string that has no escapes, or no string.
    Plain,
    /// With a backslash, in a string that ends with this.
    Backslash(char),
    /// Twice.
    Twice,
    /// With PowerShell's backtick.
    Backtick,
}

/// Reads the object that starts at `start`, where its brace stands. `end` of what is read counts in `text`.
///
/// # Errors
/// How far the text was looked through without an object.
pub fn object(text: &str, start: usize) -> Result<Read, usize> {
    level(text, start, LEVELS_MAX)
}

fn level(text: &str, start: usize, levels: usize) -> Result<Read, usize> {
    let style = style(text.get(start + 1..).unwrap_or_default());
    if style == Style::Plain || levels == 0 {
        return lenient::read(text, start).map_err(|stop| stop.looked);
    }
    let (decoded, end) = decode(&text[start..], style);
    match level(&decoded, 0, levels - 1) {
        Ok(read) => Ok(Read { end: start + end, odd: false, ..read }),
        Err(_) => Err(start + end),
    }
}

/// Whether what was read at `start` may mean something else, as the language around it is not known: it stands in quotes, and
/// has quotes or escapes of its own that this language may undo.
pub fn is_doubtful(text: &str, start: usize, read: &Read) -> bool {
    let inside = text.get(start..read.end).unwrap_or_default();
    let own = style(inside.get(1..).unwrap_or_default());
    let before = text[..start].trim_end();
    let line = &before[before.floor_char_boundary(before.len().saturating_sub(LINE_MAX))..];
    let line = line.rsplit('\n').next().unwrap_or_default();
    // Here-strings of PowerShell and here documents of shells undo nothing, if their names stand in quotes.
    let here = before.ends_with("@'") || line.contains("<<") && line.ends_with(['\'', '"']);
    let undone = match before.chars().last().filter(|_| !here) {
        _ if line.contains("<<") && !here => ["\\\\", "\\$", "${", "$(", "`"].iter().any(|sign| inside.contains(sign)),
        Some('\'') => inside.contains('\'') || own == Style::Plain && inside.contains("\\\\"),
        Some('"') if own == Style::Plain => inside.contains('\\') || inside.contains("\"\""),
        Some('"') => ["${", "$(", "#{"].iter().any(|hole| inside.contains(hole)),
        Some('`') => inside.contains("\\\\") || inside.contains("\\`") || inside.contains("${"),
        _ => false,
    };
    read.odd || undone
}

/// How a string is written, by what stands in front of the first name in its object.
fn style(text: &str) -> Style {
    let mut rest = text;
    let mut escaped = false;
    loop {
        rest = rest.trim_start();
        let bare = rest.trim_start_matches('\\');
        let white = bare.len() < rest.len() && bare.starts_with(['n', 'r', 't']);
        if !white {
            break;
        }
        escaped = true;
        rest = &bare[1..];
    }
    match () {
        () if rest.starts_with('\\') && rest.trim_start_matches('\\').starts_with('"') => Style::Backslash('"'),
        () if escaped && rest.starts_with('"') => Style::Backslash('\''),
        () if escaped && rest.starts_with('\'') => Style::Backslash('"'),
        () if rest.starts_with("\"\"") => Style::Twice,
        () if rest.starts_with("`\"") => Style::Backtick,
        () => Style::Plain,
    }
}

/// A string from the brace to its end, and where that is.
fn decode(text: &str, style: Style) -> (String, usize) {
    let mut out = String::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let next = at + c.len_utf8();
        match style {
            Style::Backslash(end) if c == end => break,
            Style::Backslash(_) if c == '\\' => {
                let Some((c, length)) = escape(&text[next..]) else { break };
                out.extend(c);
                at = next + length;
                continue;
            }
            Style::Twice | Style::Backtick if c == '"' => {
                if !text[next..].starts_with('"') {
                    break;
                }
                out.push('"');
                at = next + 1;
                continue;
            }
            Style::Backtick if c == '`' => {
                let Some(c) = text[next..].chars().next() else { break };
                out.push(super::shell::powershell::escaped(c));
                at = next + c.len_utf8();
                continue;
            }
            _ => out.push(c),
        }
        at = next;
    }
    (out, at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    /// The value between two brackets, and that all of it was read.
    fn check(text: &str, value: Value) {
        let start = text.find('{').expect("a brace");
        let read = object(text, start).unwrap_or_else(|end| panic!("{text}: {end}"));
        assert_eq!(read.value, value, "{text}");
        assert!(read.end <= text.len() && read.end > start, "{text}");
    }

    #[test]
    fn an_object_is_read_behind_the_escapes_of_a_string() {
        let value = json!({"a": "x \"y\" 'z' \\ \n"});
        check(r#"body = '''{"a": "x \"y\" 'z' \\ \n"}'''"#, value.clone());
        check(r#"body := "{\"a\": \"x \\\"y\\\" 'z' \\\\ \\n\"}""#, value.clone());
        check(r#""{\n  \"a\": \"x \\\"y\\\" 'z' \\\\ \\n\"\n}""#, value.clone());
        check(r#"'{\n  "a": "x \\"y\\" \'z\' \\\\ \\n"\n}'"#, value.clone());
        check(r#"{"raw": "{\"a\": 1}"}"#, json!({"raw": "{\"a\": 1}"}));
        check(r#""{\\\"a\\\": \\\"x\\\"}""#, json!({"a": "x"}));
        check(r#"$b = "{""a"": ""x `$y``""}" + 1"#, json!({"a": "x `$y``"}));
        check("$b = \"{`\"a`\": `\"x `$y ```\"}\"", json!({"a": "x $y `"}));
        check("{ }", json!({}));
        for text in ["{\\\"a\\\": \\\"x", "{\"\"a\"\": \"\"x", "{`\"a`\": ", "{\\\\\\\\\\\\\\\\\\\"a"] {
            assert!(object(text, 0).is_err(), "{text}");
        }
    }
}
