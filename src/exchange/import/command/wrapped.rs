//! What people and programs put around a command.

use std::borrow::Cow;

use super::place;

/// How often a text may have been written as HTML.
const HTML_MAX: usize = 3;

/// A text without what the file around it needs: line ends of Windows, the signs of a Makefile and of a table of cron.
pub fn unwrapped(text: &str) -> Cow<'_, str> {
    let mut text = line_ends(text);
    if is_makefile(&text) {
        text = Cow::Owned(of_makefile(&text));
    } else if text.lines().any(is_cron) {
        text = Cow::Owned(text.lines().map(of_cron).collect::<Vec<_>>().join("\n"));
    }
    text
}

/// A text in which each line ends as on Unix, where each of them ends in another way.
fn line_ends(text: &str) -> Cow<'_, str> {
    if !text.contains('\r') {
        return Cow::Borrowed(text);
    }
    if !text.contains('\n') {
        return Cow::Owned(text.replace('\r', "\n"));
    }
    let bare = text.match_indices('\n').any(|(at, _)| !text[..at].ends_with('\r'));
    if bare { Cow::Borrowed(text) } else { Cow::Owned(text.replace("\r\n", "\n")) }
}

/// Whether a rule stands there, with a tab in front of its commands.
fn is_makefile(text: &str) -> bool {
    let mut rule = false;
    text.lines().any(|line| {
        let is_recipe = rule && line.starts_with('\t');
        let name = line.split_once(':').map_or("", |(name, _)| name);
        rule = is_recipe
            || !name.is_empty()
                && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_. $()".contains(&b))
                && !line.starts_with([' ', '\t']);
        is_recipe
    })
}

/// Two signs of a variable are one for the shell; signs in front of a command are for make.
fn of_makefile(text: &str) -> String {
    let lines = text.lines().map(|line| match line.strip_prefix('\t') {
        Some(recipe) => recipe.trim_start_matches(['@', '+']).replace("$$", "$"),
        None => line.to_string(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Whether a line is one of cron: five times, and a command.
fn is_cron(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let is_time = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_digit() || c == '*')
            && word.bytes().all(|b| b.is_ascii_alphanumeric() || b"*/,-".contains(&b))
    };
    line.starts_with("@daily ")
        || line.starts_with("@hourly ")
        || words.by_ref().take(5).filter(|word| is_time(word)).count() == 5 && words.next().is_some()
}

/// In a line of cron a percent sign that stands for itself has a backslash (<https://man7.org/linux/man-pages/man5/crontab.5.html>).
fn of_cron(line: &str) -> Cow<'_, str> {
    if is_cron(line) { Cow::Owned(line.replace("\\%", "%")) } else { Cow::Borrowed(line) }
}

/// A text without the prompts of a shell in front of its lines. `None` where there are none.
pub fn without_prompts(text: &str) -> Option<String> {
    let mut any = false;
    let lines: Vec<&str> = text
        .split('\n')
        .map(|line| {
            // In a line that goes on, the blank behind it may be lost; Windows asks in a word of its own.
            let more = [">>", ">", "More? "].into_iter().find_map(|mark| line.trim_start().strip_prefix(mark));
            let bare = more.map_or(&line[place::prompt(line)..], |more| more.strip_prefix(' ').unwrap_or(more));
            any |= bare.len() < line.len();
            bare
        })
        .collect();
    any.then(|| lines.join("\n"))
}

/// A text that was written as HTML, as it was before; unchanged where its quotes are not written so.
pub fn without_html(text: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(text);
    for _ in 0..HTML_MAX {
        if !is_html(&text) {
            break;
        }
        text = Cow::Owned(entities(&text));
    }
    text
}

/// Whether a brace and the quote behind it, or a quote and the brace behind it, say that the quotes of a body are written as
/// HTML has them.
fn is_html(text: &str) -> bool {
    let quotes = ["&quot;", "&#34;", "&#39;", "&#x22;", "&#x27;", "&apos;", "&amp;quot;", "&amp;#39;", "&amp;#34;"];
    text.match_indices('&').any(|(at, _)| {
        let Some(quote) = quotes.iter().find(|quote| text[at..].starts_with(**quote)) else { return false };
        let behind = text[at + quote.len()..].trim_start();
        text[..at].trim_end().ends_with('{') || behind.starts_with('{') && !behind.starts_with("{{")
    })
}

fn entities(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let name = rest[1..rest.floor_char_boundary(12)].split_once(';').map(|(name, _)| name);
        let c = name.and_then(|name| match name {
            "quot" => Some('"'),
            "apos" => Some('\''),
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "nbsp" => Some(' '),
            name => {
                let number = name.strip_prefix('#')?;
                let code = match number.strip_prefix(['x', 'X']) {
                    Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                    None => number.parse().ok()?,
                };
                char::from_u32(code)
            }
        });
        match (c, name) {
            (Some(c), Some(name)) => {
                out.push(c);
                rest = &rest[name.len() + 2..];
            }
            _ => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}
