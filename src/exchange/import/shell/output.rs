//! What a command writes, where the text says it: the few programs that people put in front of one that sends requests.

use super::{Command, Known, Stream, Word};
use crate::text::base64;

/// How long a text may become of a format that is used again and again.
const PRINTED_MAX: usize = 1 << 20;

/// What stands in front of a program's name and changes nothing of what it writes.
const BEFORE: [&str; 18] = [
    "sudo", "time", "env", "exec", "command", "nohup", "then", "do", "else", "if", "!", "{", "-", "$", ">", "#", "%",
    "run:",
];

/// Where the name of the program stands.
fn program(command: &Command) -> usize {
    let is_before = |word: &&Word| {
        let text = word.text.as_str();
        BEFORE.contains(&text)
            || text.ends_with([':', '$'])
            || text.split_once('=').is_some_and(|(name, _)| is_name(name))
    };
    command.words.iter().take_while(is_before).count()
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

/// What a command writes; `None` for one that writes nothing.
pub fn output(command: &Command, known: &mut Known) -> Option<Stream> {
    let start = program(command);
    let name = command.words.get(start).map(|word| word.text.as_str());
    let rest = command.words.get(start + 1..).unwrap_or_default();
    let computed = || {
        let words: Vec<&str> = command.words.iter().map(|word| word.text.as_str()).collect();
        Stream::Computed(words.join(" "))
    };
    let Some(name) = name else { return command.input.clone() };
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    Some(match name {
        "echo" => echo(rest),
        "printf" => printf(rest).unwrap_or_else(computed),
        "cat" | "type" | "gc" | "Get-Content" => {
            let files: Vec<&Word> =
                rest.iter().filter(|word| word.text == "-" || !word.text.starts_with('-')).collect();
            match files.as_slice() {
                [] => command.input.clone()?,
                [word] if word.text == "-" => command.input.clone()?,
                [word] => known.file(&word.text).unwrap_or_else(|| Stream::File(word.text.clone())),
                _ => computed(),
            }
        }
        "tee" | "envsubst" | "iconv" => command.input.clone().unwrap_or_else(computed),
        // It may write the same JSON again, in another form.
        "jq" if rest.iter().all(|word| word.text == "." || word.text.starts_with('-') && !word.text.contains('n')) => {
            command.input.clone().unwrap_or_else(computed)
        }
        "base64" if rest.iter().any(|word| matches!(word.text.as_str(), "-d" | "-D" | "--decode")) => {
            match &command.input {
                Some(Stream::Text(word)) if word.open.is_none() => {
                    let text: String = word.text.split_whitespace().collect();
                    base64::decode(&text).map_or_else(computed, |text| Stream::Text(Word::of(&text)))
                }
                _ => computed(),
            }
        }
        _ => computed(),
    })
}

fn echo(words: &[Word]) -> Stream {
    let is_option = |word: &&Word| {
        let letters = word.text.strip_prefix('-').unwrap_or_default();
        !letters.is_empty() && letters.bytes().all(|b| b"neE".contains(&b))
    };
    let count = words.iter().take_while(is_option).count();
    let (options, words) = words.split_at(count);
    let has = |letter: char| options.iter().any(|word| word.text.contains(letter));
    let mut text = Word::default();
    for (at, word) in words.iter().enumerate() {
        text.text.push_str(if at > 0 { " " } else { "" });
        text.push_word(word);
    }
    if has('e') {
        text.text = unescaped(&text.text);
    }
    text.text.push_str(if has('n') { "" } else { "\n" });
    Stream::Text(text)
}

/// `None` for a format that holds more than texts.
fn printf(words: &[Word]) -> Option<Stream> {
    let (format, mut values) = words.split_first()?;
    let format_text = unescaped(&format.text);
    let mut text = Word { open: format.open.clone(), ..Word::default() };
    loop {
        let before = values.len();
        let mut rest = format_text.as_str();
        while let Some((plain, behind)) = rest.split_once('%') {
            text.text.push_str(plain);
            rest = match behind.chars().next()? {
                '%' => {
                    text.text.push('%');
                    &behind[1..]
                }
                kind @ ('s' | 'b' | 'd' | 'i') => {
                    if let Some((first, more)) = values.split_first() {
                        let unescaped = Word { text: unescaped(&first.text), ..first.clone() };
                        text.push_word(if kind == 'b' { &unescaped } else { first });
                        values = more;
                    }
                    &behind[1..]
                }
                _ => return None,
            };
        }
        text.text.push_str(rest);
        // The format is used again for the values that are left.
        if text.text.len() > PRINTED_MAX {
            return None;
        }
        if values.is_empty() || values.len() == before {
            return Some(Stream::Text(text));
        }
    }
}

/// The escapes of `echo -e` and of the format of `printf`.
fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('n') => out.push('\n'),
            Some('t') => out.push('\t'),
            Some('r') => out.push('\r'),
            Some('\\') => out.push('\\'),
            Some('"') => out.push('"'),
            Some(other) => out.extend(['\\', other]),
            None => out.push('\\'),
        }
    }
    out
}
