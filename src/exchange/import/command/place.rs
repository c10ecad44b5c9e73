//! Where a command stands in a text.

use crate::exchange::import::lenient::escape;

/// The programs that are read.
const PROGRAMS: [&str; 8] = ["curl", "wget", "http", "https", "xh", "xhs", "gh", "glab"];
/// The commands of PowerShell that send requests, with their short names.
pub const CMDLETS: [&str; 4] = ["Invoke-RestMethod", "Invoke-WebRequest", "irm", "iwr"];
/// How much of a line may be a prompt, in bytes.
const PROMPT_MAX: usize = 120;

/// The name of a program without its folder, its ending, and the version of an image.
pub fn program(word: &str) -> &str {
    let name = word.trim_start_matches(['@', '\u{feff}']).rsplit(['/', '\\', '(']).next().unwrap_or_default();
    let name = name.split(':').next().unwrap_or_default();
    name.strip_suffix(".exe").unwrap_or(name)
}

/// Where the next program's name stands.
pub fn next(text: &str, from: usize) -> Option<usize> {
    let starts = text.get(from..)?.match_indices(['c', 'w', 'h', 'x', 'g', 'i', 'I']);
    let is_program = |start: &usize| {
        let (before, rest) = text.split_at(*start);
        if before.ends_with(|c: char| c.is_alphanumeric() || "-_.$:=~".contains(c)) {
            return false;
        }
        let ends = |after: &str| {
            let after = after.strip_prefix(".exe").unwrap_or(after);
            let version = after.starts_with(':') && before.ends_with('/');
            version || after.is_empty() || after.starts_with(|c: char| c.is_whitespace() || "\\^`'\"".contains(c))
        };
        let is = |name: &&str| {
            rest.get(..name.len()).is_some_and(|own| own.eq_ignore_ascii_case(name)) && ends(&rest[name.len()..])
        };
        PROGRAMS.iter().any(|name| rest.starts_with(name) && is(name)) || CMDLETS.iter().any(is)
    };
    starts.map(|(at, _)| from + at).find(is_program)
}

/// Whether a line may say what a later command sends: a variable, or a program that writes.
pub fn prepares(line: &str) -> bool {
    let line = line[prompt(line)..].trim_start();
    let name = line.trim_start_matches('$');
    let name = &name[..name.len() - name.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '_').len()];
    let rest = line.trim_start_matches('$')[name.len()..].trim_start();
    let writes = ["echo", "printf", "cat", "read", "export", "local", "declare", "readonly", "set", "jq", "ssh"];
    !name.is_empty() && rest.starts_with('=') || writes.contains(&name) || line.starts_with(['[', '\'', '@'])
}

/// How long the prompt of a shell, or the mark of a list, is in front of a line.
pub fn prompt(line: &str) -> usize {
    let start = line.len() - line.trim_start().len();
    let text = &line[start..line.floor_char_boundary(PROMPT_MAX.max(start))];
    for mark in ["$ ", "> ", ">> ", "# ", "% ", "- ", "* ", "❯ ", "➜ ", "λ ", "$\t", ">>> "] {
        if text.starts_with(mark) {
            return start + mark.len();
        }
    }
    // With a name in front: `ada@host:~/shop$ `, `[ada@host shop]# `, `PS C:\shop> `, `C:\shop>`.
    let end = text.find(['$', '>', '#', '%']).filter(|end| *end > 0);
    let Some(end) = end else { return 0 };
    let name = &text[..end];
    let drive = name.strip_prefix("PS ").unwrap_or(name);
    let windows = drive.get(1..3) == Some(":\\") && drive.starts_with(|c: char| c.is_ascii_alphabetic());
    let unix = name.contains('@') && (name.contains(':') || name.ends_with(']')) && !name.contains(['\'', '"', '/'])
        || name.contains('@') && name.contains(":/") | name.contains(":~") && !name.contains(['\'', '"', ' ']);
    let shell = name.strip_prefix("bash-").is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit() || b == b'.'));
    let is_prompt = text[end..].starts_with('>') && windows || !text[end..].starts_with('>') && (unix || shell);
    if !is_prompt {
        return 0;
    }
    let behind = text[end..].trim_start_matches(['$', '>', '#', '%']).trim_start();
    start + text.len() - behind.len()
}

/// What the string of a program may be in which a command begins at a place, each with its end: with the escapes that most
/// languages have, and between three quotes as it stands, too. A list of strings is taken as one command.
pub fn literals(text: &str, start: usize) -> Vec<(String, usize)> {
    let before = text[..start].trim_end();
    for quotes in ["\"\"\"", "'''"] {
        if before.ends_with(quotes)
            && let Some((inside, _)) = text[start..].split_once(quotes)
        {
            // Where its last line ends with a quote, that is the first of four.
            let end = start + inside.len();
            let end = end + usize::from(text[end + 3..].starts_with(&quotes[..1]));
            let written = &text[start..end];
            return vec![
                (written.to_string(), end + 3),
                (string(&format!("{written}\0"), 0, '\0').map_or(String::new(), |(text, _)| text), end + 3),
            ];
        }
    }
    literal(text, start).into_iter().collect()
}

fn literal(text: &str, start: usize) -> Option<(String, usize)> {
    let quote = text[..start].chars().next_back().filter(|c| matches!(c, '"' | '\'' | '`'))?;
    let (first, mut end) = string(text, start, quote)?;
    if first.contains(char::is_whitespace) {
        return Some((first, end));
    }
    // `["curl", "-X", "POST"]`
    let mut words = vec![first];
    loop {
        let rest = text[end..].trim_start_matches(|c: char| c.is_whitespace() || c == ',' || c == '[');
        let next = text.len() - rest.len();
        let Some(quote) = rest.chars().next().filter(|c| next > end && matches!(c, '"' | '\'' | '`')) else { break };
        let Some((word, behind)) = string(text, next + 1, quote) else { break };
        words.push(word);
        end = behind;
    }
    let quoted: Vec<String> = words.iter().map(|word| ["'", &word.replace('\'', "'\\''"), "'"].concat()).collect();
    (words.len() > 1).then(|| (quoted.join(" "), end))
}

fn string(text: &str, start: usize, quote: char) -> Option<(String, usize)> {
    let mut out = String::new();
    let mut at = start;
    loop {
        let c = text[at..].chars().next()?;
        at += c.len_utf8();
        match c {
            '\\' => {
                let (c, len) = escape(&text[at..])?;
                out.extend(c);
                at += len;
            }
            c if c == quote => return Some((out, at)),
            c => out.push(c),
        }
    }
}
