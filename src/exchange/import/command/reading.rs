//! Reading a text for the commands in it, by the rules of one shell after the other.

use super::call::Call;
use super::{curl, gh, httpie, invoke, place, wget};
use crate::exchange::import::shell::{Command, Dialect, Known, Stream};

/// How often a text may be read again by the rules of one shell, inside of words and where it was no command after all.
const AGAIN_MAX: usize = 2;
/// How many bytes may be read again in any text: a sentence in front of a command may have an apostrophe.
const AGAIN_MIN: usize = 1 << 17;
/// What a reading of a text inside another costs of that room, however short it is.
const READING: usize = 256;
/// How many words of a command may be the name of its program.
const NAMES_MAX: usize = 2;
/// How many of the programs in one line are tried as the beginning of a command.
const STARTS_MAX: usize = 3;
/// What is written of a body that a text holds.
const MARKS: [&str; 4] = ["state", "target_url", "trigger_when", "request_body"];

/// What a text says by the rules of one shell.
pub struct Reading {
    pub dialect: Dialect,
    pub calls: Vec<Call>,
    pub score: usize,
    pub whole: bool,
}

/// Whether an address or a body stands in a text, without which no command of it says anything.
pub fn may_send(text: &str) -> bool {
    text.contains('/') || MARKS.iter().any(|mark| text.contains(mark))
}

/// The reading that explains the most of a text. A text inside another shares its `room`.
pub fn best(text: &str, levels: usize, mut room: Option<&mut usize>) -> Option<Reading> {
    let start = place::next(text, 0)?;
    let mut best: Option<Reading> = None;
    for dialect in Dialect::in_turn(text, start) {
        if let Some(room) = &mut room {
            **room = room.saturating_sub(READING);
            if **room == 0 {
                break;
            }
        }
        let mut own = AGAIN_MAX * text.len() + AGAIN_MIN;
        let reading = read(text, dialect, levels, room.as_deref_mut().unwrap_or(&mut own));
        if reading.whole {
            return Some(reading);
        }
        if !reading.calls.is_empty() && best.as_ref().is_none_or(|best| best.score < reading.score) {
            best = Some(reading);
        }
    }
    best
}

/// Reads all commands of a text.
fn read(text: &str, dialect: Dialect, levels: usize, room: &mut usize) -> Reading {
    let mut known = Known::before(text.len());
    let mut reading = Reading { dialect, calls: Vec::new(), score: 0, whole: false };
    let has_body = MARKS.iter().any(|mark| text.contains(mark));
    let mut missed = false;
    let (mut at, mut line_end, mut program) = (0, 0, place::next(text, 0));
    while at < text.len() && *room > 0 {
        if at >= line_end {
            line_end = at + text[at..].find('\n').map_or(text.len() - at, |end| end + 1);
        }
        if program.is_some_and(|program| program < at) {
            program = place::next(text, at);
        }
        let in_line = program.filter(|program| *program < line_end);
        if in_line.is_none() && !place::prepares(&text[at..line_end]) {
            at = line_end;
            continue;
        }
        // From the beginning of the line, or from its program where words of a sentence stand in front.
        let first = at + place::prompt(&text[at..line_end]);
        let mut starts = vec![first];
        let mut next = in_line;
        while let Some(start) = next.filter(|start| *start < line_end && starts.len() < STARTS_MAX) {
            starts.extend((start != first).then_some(start));
            next = place::next(text, start + 1);
        }
        let mut taken: Option<(usize, usize, Vec<Call>)> = None;
        let mut quiet_end = None;
        for start in starts {
            let literals = if start == first { Vec::new() } else { place::literals(text, start) };
            let (calls, end) = if let Some((_, end)) = literals.first() {
                let mut inside: Option<Reading> = None;
                for (literal, end) in &literals {
                    *room = room.saturating_sub(end - start);
                    let other = levels.checked_sub(1).and_then(|levels| best(literal, levels, Some(room)));
                    if other.as_ref().map(|other| other.score) > inside.as_ref().map(|inside| inside.score) {
                        inside = other;
                    }
                }
                (inside.map_or(Vec::new(), |reading| reading.calls), *end)
            } else {
                if start != first && text[..start].ends_with(['"', '\'', '`']) {
                    *room = room.saturating_sub(text.len() - start);
                }
                let Some((commands, end)) = dialect.read(text, start, &mut known) else {
                    // Whatever does not end was looked for to the end.
                    *room = room.saturating_sub(text.len() - start);
                    continue;
                };
                *room = room.saturating_sub(end.max(start) - start);
                (calls(&commands, dialect, levels, &mut known, room), end)
            };
            let score: usize = calls.iter().map(|call| call.score(has_body)).sum();
            if calls.is_empty() {
                // Something else, which ends in front of the program: it is looked at by itself.
                if start == first && in_line.is_none_or(|program| end <= program) {
                    quiet_end = Some(end);
                    break;
                }
                continue;
            }
            let is_whole = score == 4 * calls.len();
            if taken.as_ref().is_none_or(|(best, _, _)| *best < score) {
                taken = Some((score, end, calls));
            }
            if is_whole {
                break;
            }
        }
        match (taken, quiet_end) {
            (Some((score, end, calls)), _) => {
                reading.score += score;
                reading.calls.extend(calls);
                at = end.max(at + 1);
            }
            (None, Some(end)) => at = end.max(at + 1),
            (None, None) => {
                missed |= in_line.is_some_and(|start| text[start..line_end].contains("://"));
                at = line_end;
            }
        }
        at = text.ceil_char_boundary(at);
    }
    reading.whole = !missed && !reading.calls.is_empty() && reading.score == 4 * reading.calls.len();
    reading
}

/// The requests of a pipeline, and of the commands inside their words.
fn calls(commands: &[Command], dialect: Dialect, levels: usize, known: &mut Known, room: &mut usize) -> Vec<Call> {
    let mut all = Vec::new();
    for command in commands {
        if let Some(remote) = remote(command)
            && let Some(reading) = levels.checked_sub(1).and_then(|levels| best(&remote, levels, Some(room)))
            && reading.whole
        {
            all.extend(reading.calls);
            continue;
        }
        let of_command = calls_of(command, dialect, known);
        if !of_command.is_empty() {
            all.extend(of_command);
            continue;
        }
        let Some(levels) = levels.checked_sub(1) else { continue };
        let input = match &command.input {
            Some(Stream::Text(word)) => Some(word),
            _ => None,
        };
        for word in command.words.iter().chain(input) {
            // What stands in `$(…)` was read by itself.
            let is_done = word.open.as_deref().is_some_and(|open| place::next(open, 0).is_some());
            if !is_done
                && place::next(&word.text, 0).is_some_and(|start| is_in(&word.text[start..]))
                && let Some(reading) = best(&word.text, levels, Some(room))
            {
                all.extend(reading.calls);
            }
        }
    }
    all
}

/// What the shell of another machine reads of a command's words: all of them, with blanks between.
fn remote(command: &Command) -> Option<String> {
    let ssh = command.words.first().is_some_and(|word| place::program(&word.text) == "ssh");
    let start = command.words.iter().position(|word| place::program(&word.text) == "curl").filter(|_| ssh)?;
    let words: Vec<&str> = command.words[start..].iter().map(|word| word.text.as_str()).collect();
    Some(words.join(" "))
}

/// Whether a text that begins with a program's name goes on as a command does, and is no word with other blanks.
fn is_in(text: &str) -> bool {
    text.find(char::is_whitespace).is_some_and(|end| text.as_bytes()[end].is_ascii())
}

/// The requests of one command.
fn calls_of(command: &Command, dialect: Dialect, known: &mut Known) -> Vec<Call> {
    let windows = matches!(dialect, Dialect::PowerShell | Dialect::WindowsPowerShell);
    let mut tried = 0;
    for (at, word) in command.words.iter().enumerate() {
        let words = &command.words[at + 1..];
        let name = place::program(&word.text);
        let calls = match name {
            // In PowerShell 5.1 they are other names of its own command.
            "curl" | "wget" if windows && invoke::is_own(words) => invoke::calls(words, command),
            "curl" => curl::calls(words, command, known),
            "gh" | "glab" => gh::calls(name, words, command),
            "wget" => wget::calls(words, command, known),
            "http" | "https" | "xh" | "xhs" => httpie::calls(name, words, command),
            _ if windows && place::CMDLETS.iter().any(|own| own.eq_ignore_ascii_case(name)) => {
                invoke::calls(words, command)
            }
            _ => continue,
        };
        tried += 1;
        if !calls.is_empty() || tried == NAMES_MAX {
            return calls;
        }
    }
    Vec::new()
}
