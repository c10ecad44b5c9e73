//! Commands that send requests: cURL, Wget, HTTPie and PowerShell's own, in any of the shells and in what people put around a
//! command. Each reading goes by the rules of one shell; the one that explains the text wholly wins.

mod curl;
mod httpie;
mod invoke;
mod options;
mod place;
mod wget;
pub mod wrapped;

use serde_json::Value;

use super::findings::quoted;
use super::found::{Found, Request};
use super::shell::{Command, Dialect, Known, Stream, Word};
use super::{Importer, lenient};
use crate::hook::Header;

/// How often a text may be read again by the rules of one shell, inside of words and where it was no command after all.
const AGAIN_MAX: usize = 2;
/// How many bytes may be read again in any text: a sentence in front of a command may have an apostrophe.
const AGAIN_MIN: usize = 1 << 17;
/// What a reading of a text inside another costs of that room, however short it is.
const READING: usize = 256;
/// How many words of a command may be the name of its program.
const NAMES_MAX: usize = 2;
/// How deeply commands may stand in the words of others: `ssh host "sh -c '…'"`.
const LEVELS_MAX: usize = 4;
/// How many of the programs in one line are tried as the beginning of a command.
const STARTS_MAX: usize = 3;
/// What is written of a body that a text holds.
const MARKS: [&str; 4] = ["state", "target_url", "trigger_when", "request_body"];

/// Commands.
pub struct Commands;

impl Importer for Commands {
    fn read(&self, text: &str) -> Option<Found> {
        place::next(text, 0)?;
        let text = wrapped::unwrapped(text);
        let mut best = best(&text, LEVELS_MAX, None);
        if !best.as_ref().is_some_and(|best| best.whole)
            && let Some(bare) = wrapped::without_prompts(&text)
            && let Some(other) = self::best(&bare, LEVELS_MAX, None)
            && best.as_ref().is_none_or(|best| best.score < other.score)
        {
            best = Some(other);
        }
        best.map(found)
    }
}

/// A request that a command sends.
#[derive(Default)]
pub struct Call {
    method: Option<String>,
    request: Request,
    /// The parts of its body.
    parts: Vec<String>,
    /// What is added to its address.
    query: Vec<String>,
    /// The beginning of what only the shell knows of the body.
    open: Option<String>,
    /// Whether words are left over, as they are in a reading by the wrong rules.
    is_odd: bool,
    /// What is not read, and why.
    findings: Vec<String>,
    program: &'static str,
}

impl Call {
    fn of(program: &'static str) -> Call {
        Call { program, ..Call::default() }
    }

    fn header(&mut self, name: &str, value: &str) {
        self.request.headers.push(Header { name: name.trim().into(), value: value.trim().into() });
    }

    /// A header as `Name: value`.
    fn header_line(&mut self, line: &str) {
        match line.split_once([':', ';']) {
            Some((name, value)) => {
                self.is_odd |= name.trim().contains(char::is_whitespace) || name.starts_with(|c: char| !c.is_ascii());
                self.header(name, value);
            }
            None => self.is_odd |= !line.starts_with(['@', '$', '%']),
        }
    }

    /// The address; a second one is a word too many.
    fn url(&mut self, url: &str) {
        let is_url = url.contains(['/', '.', '$', '%']) || url.contains("localhost");
        if self.request.url.is_empty() && is_url && !url.starts_with('{') {
            self.request.url = url.to_string();
        } else {
            self.is_odd = true;
        }
    }

    /// A part of the body.
    fn part(&mut self, word: &Word) {
        if self.open.is_none() {
            self.open.clone_from(&word.open);
        }
        self.parts.push(word.text.clone());
    }

    /// A part of the body that comes from somewhere else.
    fn stream(&mut self, stream: Option<Stream>) {
        match stream {
            Some(Stream::Text(word)) => self.part(&word),
            Some(Stream::File(_)) => self.in_file(),
            Some(Stream::Computed(written)) => self.part(&Word { open: Some(written), ..Word::default() }),
            None => {
                self.is_odd = true;
                self.findings.push("The body comes from another program: paste its text as well.".into());
            }
        }
    }

    fn in_file(&mut self) {
        self.findings.push("The body is in a file: paste the file’s text as well.".into());
    }

    /// The finished request; `None` where nothing of one stands there.
    fn done(mut self) -> Option<Call> {
        let url = &self.request.url;
        let has_body = !self.parts.is_empty() || !self.request.fields.is_empty();
        let is_address = url.contains("://") || url.contains("/hooks") || has_body && url.contains('/');
        if !is_address && (self.request.headers.is_empty() || !has_body) {
            return None;
        }
        if !self.query.is_empty() {
            let sign = if url.contains('?') { "&" } else { "?" };
            self.request.url = [url, sign, &self.query.join("&")].concat();
        }
        if !self.parts.is_empty() {
            self.request.body = Some(self.parts.join("&"));
        }
        self.method.get_or_insert_with(|| if has_body { "POST" } else { "GET" }.into());
        Some(self)
    }

    /// How well the reading explains what stands there: 4 is all of it. `has_body` says whether a body stands somewhere.
    fn score(&self, has_body: bool) -> usize {
        let score = match self.request.body.as_deref() {
            None if !self.request.fields.is_empty() => 4,
            None if !has_body => 4,
            None if self.findings.is_empty() => 1,
            None => 3,
            Some(body) => match explained(body) {
                _ if self.open.is_some() && body.trim().is_empty() => 3,
                Explained::Nothing if self.open.is_some() => 3,
                Explained::Nothing => 0,
                Explained::Gaps => 2,
                Explained::Loosely => 3,
                Explained::All => 4,
            },
        };
        if self.is_odd { score.min(2) } else { score }
    }
}

/// How much of a body a reading explains.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Explained {
    Nothing,
    /// All but the values of some fields.
    Gaps,
    /// All of it, though it is not JSON to the letter.
    Loosely,
    All,
}

fn explained(body: &str) -> Explained {
    if body.trim().is_empty() {
        return Explained::All;
    }
    let is_body = |value: &Value| value.is_object() || value.is_array();
    if crate::json::parse(body).is_ok_and(|value| is_body(&value)) {
        return Explained::All;
    }
    match lenient::read_all(body).filter(|read| is_body(&read.value)) {
        Some(read) if read.missing.is_empty() => Explained::Loosely,
        Some(_) => Explained::Gaps,
        _ if body.contains('=') && !body.contains(['{', '"']) => Explained::All,
        _ => Explained::Nothing,
    }
}

/// What a text says by the rules of one shell.
struct Reading {
    dialect: Dialect,
    calls: Vec<Call>,
    score: usize,
    whole: bool,
}

/// The reading that explains the most of a text. A text inside another shares its `room`.
fn best(text: &str, levels: usize, mut room: Option<&mut usize>) -> Option<Reading> {
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

/// What comes of a reading.
fn found(reading: Reading) -> Found {
    let mut found = Found::default();
    let count = reading.calls.len();
    let first = reading.calls.first().map_or("", |call| call.program);
    let same = reading.calls.iter().all(|call| call.program == first);
    let puts =
        reading.calls.iter().all(|call| call.method.as_deref().is_some_and(|own| own.eq_ignore_ascii_case("PUT")));
    let shell = reading.dialect.name();
    let article = if first.starts_with('H') { "An" } else { "A" };
    found.source = match (count, same, first) {
        (1, _, "PowerShell") => "A PowerShell command".into(),
        (_, true, "PowerShell") => format!("{count} PowerShell commands"),
        (1, ..) => format!("{article} {first} command for {shell}"),
        (_, true, _) => format!("{count} {first} commands for {shell}"),
        _ => format!("{count} commands for {shell}"),
    };
    found.verb = match (puts, count > 1) {
        (true, false) => "that updates",
        (true, true) => "that update",
        (false, false) => "that creates",
        (false, true) => "that create",
    };
    for call in reading.calls {
        found.findings.extend(call.findings);
        let mut request = call.request;
        let is_hook = request.url.contains("/hooks");
        let read = request.body.as_deref().map_or(Explained::All, explained);
        match (&call.open, &request.body) {
            (Some(open), Some(body)) if read == Explained::Nothing || body.trim().is_empty() => {
                let open = quoted(open);
                found
                    .findings
                    .push(format!("The body is put together by the program, with {open}: paste what it sends."));
            }
            (Some(open), _) => {
                let open = quoted(open);
                let sentence =
                    format!("The body is put together by the program: {open} stands in it as it is written.");
                found.findings.push(sentence);
            }
            (None, Some(body)) if read == Explained::Nothing => {
                let body = quoted(body);
                let sentence = format!("The body could not be read: {body} is no JSON by the rules of {shell}.");
                found.findings.push(sentence);
            }
            (None, Some(body)) if read == Explained::Gaps && !is_hook => {
                let body = quoted(body);
                found.findings.push(if body.contains('"') {
                    format!("Not all fields of the body have a value: {body} is what {shell} makes of it.")
                } else {
                    format!(
                        "The body has lost its quotes: {shell} makes {body} of it. Put all of it between single quotes."
                    )
                });
            }
            _ => {}
        }
        request.body = request.body.filter(|_| read != Explained::Nothing);
        found.request(request);
    }
    found
}
