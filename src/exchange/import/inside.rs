//! A text that stands whole in another: between the fences of Markdown, behind prompts, in a step of Jenkins, or as what
//! another shell is told. It is taken out by the rules of what stands around it, and read as if it stood alone.

use std::cmp::Reverse;

use super::command::wrapped::without_prompts;
use super::found::Found;
use super::lenient::escape;
use super::readings;
use super::shell::{Dialect, Known};

/// How deeply one may stand in another: a command behind a prompt, between fences.
const LEVELS_MAX: usize = 2;
/// The steps of Jenkins that run a text (<https://www.jenkins.io/doc/pipeline/steps/workflow-durable-task-step/>).
const STEPS: [&str; 4] = ["sh", "bat", "powershell", "pwsh"];

/// What is read of a text inside this one, where it says at least as much as what was read of the whole.
pub fn better(text: &str, whole: Option<&Found>) -> Option<Found> {
    let found = best(text, LEVELS_MAX)?;
    let told = |found: &Found| (found.hooks.len(), found.requests.len(), found.pipelines.len(), found.bases.len());
    let fits = match whole {
        None => true,
        Some(whole) if told(&found) == told(whole) => found.findings.len() <= whole.findings.len(),
        Some(whole) => {
            found.hooks.len() > whole.hooks.len()
                || found.hooks.len() == whole.hooks.len()
                    && found.pipelines.len() >= whole.pipelines.len()
                    && found.findings.is_empty()
        }
    };
    (found.any() && fits).then_some(found)
}

fn best(text: &str, levels: usize) -> Option<Found> {
    let inner = [fenced(text, ""), prompted(text), step(text), told(text)].into_iter().flatten().next()?;
    let own = readings(&inner).into_iter().next();
    let deeper = levels.checked_sub(1).and_then(|levels| best(&inner, levels));
    let worth = |found: &Found| (found.hooks.len(), Reverse(found.findings.len()));
    match (own, deeper) {
        (Some(own), Some(deeper)) => Some(if worth(&deeper) >= worth(&own) { deeper } else { own }),
        (own, deeper) => own.or(deeper),
    }
}

/// What stands between the fences of Markdown, with this in front of each part.
pub fn fenced(text: &str, mark: &str) -> Option<String> {
    let mut inside = String::new();
    let mut open = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            open = !open;
            inside.push_str(if open { mark } else { "" });
        } else if open {
            inside.push_str(line);
            inside.push('\n');
        }
    }
    (!inside.is_empty()).then_some(inside)
}

/// A text of which each line stands behind a prompt.
fn prompted(text: &str) -> Option<String> {
    let is_more = |line: &str| line.starts_with('>');
    let mut lines = text.trim().lines();
    let first = lines.next()?;
    let more = |line: &str| is_more(line) || line.trim().is_empty();
    let all = lines.clone().next().is_some() && lines.all(more) && !is_more(first);
    without_prompts(text.trim()).filter(|_| all)
}

/// What the steps of Jenkins run, by the rules of Groovy's strings (<https://groovy-lang.org/syntax.html#all-strings>).
fn step(text: &str) -> Option<String> {
    let mut out = String::new();
    let mut at = 0;
    while let Some(quote) = text[at..].find(['\'', '"']) {
        let start = at + quote;
        let triple = ["'''", "\"\"\""].into_iter().find(|quotes| text[start..].starts_with(quotes));
        let before = text[at..start].trim_end();
        let before = before.strip_suffix("script:").unwrap_or(before).trim_end();
        let before = before.strip_suffix('(').unwrap_or(before).trim_end();
        let word = &before[before.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c == '_').len()..];
        let Some(quotes) = triple.filter(|_| STEPS.contains(&word)) else {
            at = start + 1;
            continue;
        };
        at = start + 3;
        loop {
            let end = at + text[at..].find(['\\', quotes.as_bytes()[0] as char])?;
            out.push_str(&text[at..end]);
            if text[end..].starts_with(quotes) {
                at = end + 3;
                break;
            }
            at = end + 1;
            if text[end..].starts_with('\\') {
                let (c, len) = escape(&text[at..])?;
                out.extend(c);
                at += len;
            } else {
                out.push_str(&quotes[..1]);
            }
        }
        out.push('\n');
    }
    (!out.is_empty()).then_some(out)
}

/// What `bash -c` or a shell behind `ssh` is told, where that is all of the text.
fn told(text: &str) -> Option<String> {
    let text = text.trim();
    let text = text.strip_prefix("$ ").unwrap_or(text);
    let name = text.split_whitespace().next()?;
    let is_shell = ["bash", "sh", "zsh", "dash"].contains(&name.rsplit('/').next()?);
    if !is_shell && name != "ssh" {
        return None;
    }
    let (commands, end) = Dialect::Posix.read(text, 0, &mut Known::before(text.len()))?;
    let [command] = commands.as_slice() else { return None };
    let option = |text: &str| text.starts_with('-') && text.ends_with('c');
    let place = if is_shell {
        command.words.iter().position(|word| option(&word.text))? + 1
    } else {
        command.words.len().checked_sub(1).filter(|last| *last > 1)?
    };
    let word = command.words.get(place)?;
    (text[end..].trim().is_empty() && word.text.contains(char::is_whitespace)).then(|| word.text.clone())
}
