//! GNU Wget (<https://www.gnu.org/software/wget/manual/wget.html>).

use super::options::WGET;
use super::{Call, Command, Known, Stream, Word};

/// The requests of a command.
pub fn calls(words: &[Word], command: &Command, known: &mut Known) -> Vec<Call> {
    let mut call = Call::of("Wget");
    let mut login = (String::new(), String::new());
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let text = word.text.trim();
        let (name, joined) = if let Some(long) = text.strip_prefix("--") {
            let (name, value) = long.split_once('=').map_or((long, None), |(name, value)| (name, Some(value)));
            (WGET.takes_value(name).then_some(name), value)
        } else if let Some(short) = text.strip_prefix('-').filter(|short| !short.is_empty()) {
            let found =
                short.char_indices().find_map(|(at, letter)| Some((at + letter.len_utf8(), WGET.long(letter)?)));
            let behind = found.map(|(end, _)| &short[end..]).filter(|behind| !behind.is_empty());
            // `-nv` and `-q` take none.
            (found.filter(|_| !short.starts_with('n')).map(|(_, name)| name), behind)
        } else {
            if !text.is_empty() {
                call.url(text);
            }
            continue;
        };
        let joined = joined.map(|value| Word { text: value.into(), ..word.clone() });
        let Some(name) = name else { continue };
        let Some(value) = joined.as_ref().or_else(|| words.next()) else { break };
        match name {
            "method" => call.method = Some(value.text.clone()),
            "header" => call.header_line(&value.text),
            "user" | "http-user" => login.0.clone_from(&value.text),
            "password" | "http-password" => login.1.clone_from(&value.text),
            "post-data" | "body-data" => call.part(value),
            "post-file" | "body-file" => match value.text.as_str() {
                "-" | "/dev/stdin" => call.stream(command.input.clone()),
                file => {
                    let file = known.file(file).unwrap_or_else(|| Stream::File(file.to_string()));
                    call.stream(Some(file));
                }
            },
            _ => {}
        }
    }
    if !login.1.is_empty() {
        call.header("Authorization", &["Basic ", &login.0, ":", &login.1].concat());
    }
    call.done().into_iter().collect()
}
