//! Commands that send requests: cURL, Wget, HTTPie and PowerShell's own, in any of the shells and in what people put around a
//! command. Each reading goes by the rules of one shell; the one that explains the text wholly wins.

mod call;
pub mod curl;
mod gh;
mod httpie;
mod invoke;
mod options;
mod place;
mod reading;
mod wget;
pub mod wrapped;

use call::{Call, Explained, explained};
use reading::Reading;

use super::Importer;
use super::found::Found;
use super::quote::quoted;
use super::shell::{Command, Known, Stream, Word};

/// How deeply commands may stand in the words of others: `ssh host "sh -c '…'"`.
const LEVELS_MAX: usize = 4;

/// Commands.
pub struct Commands;

impl Importer for Commands {
    fn read(&self, text: &str) -> Option<Found> {
        place::next(text, 0).filter(|_| reading::may_send(text))?;
        let text = wrapped::unwrapped(text);
        let mut best = reading::best(&text, LEVELS_MAX, None);
        if !best.as_ref().is_some_and(|best| best.whole)
            && let Some(bare) = wrapped::without_prompts(&text)
            && let Some(other) = reading::best(&bare, LEVELS_MAX, None)
            && best.as_ref().is_none_or(|best| best.score < other.score)
        {
            best = Some(other);
        }
        let doubled = best.as_ref().is_some_and(|best| is_doubled(&text, best));
        let mut found = best.map(found)?;
        if doubled {
            found
                .say("A browser on Windows doubles each backslash of a body: it is read as cURL would send it.".into());
        }
        Some(found)
    }
}

/// Whether a browser copied a command for Windows, with each backslash of its body twice: there programs take that for two,
/// unless a quote follows (<https://learn.microsoft.com/cpp/c-language/parsing-c-command-line-arguments>).
fn is_doubled(text: &str, reading: &Reading) -> bool {
    let is_escaped =
        |body: &String| body.match_indices("\\\\").any(|(at, _)| !body[at..].trim_start_matches('\\').starts_with('"'));
    text.contains("^\"^{") && reading.calls.iter().any(|call| call.request.body.as_ref().is_some_and(is_escaped))
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
    let article = if first.starts_with("HT") { "An" } else { "A" };
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
