//! A hundred thousand texts through each way of quoting, in one run of each shell.

use std::fmt::Write;
use std::hash::{BuildHasher, RandomState};

use hook_builder::exchange::export::quote::{cmd, posix, powershell};

use crate::model::cmd::Mode;
use crate::model::powershell::Version;
use crate::model::{cmd as cmd_model, powershell as powershell_model};
use crate::random::PIECES;
use crate::shell::{Input, SHELLS};

const COUNT: usize = 100_000;

/// How many of them one call of a shell's `printf` takes.
const AT_ONCE: usize = 100;

/// Texts of pieces that mean something to a shell, of signs that do, and of any characters at all. They differ from run to
/// run; a failure prints its text.
fn texts() -> Vec<String> {
    let mut state = RandomState::new().hash_one(0) | 1;
    let mut next = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 16) as usize % below
    };
    let mut text = |kind: usize| {
        let mut text = String::new();
        for _ in 0..next(if kind == 0 { 8 } else { 16 }) {
            match kind {
                0 => text.push_str(PIECES[next(PIECES.len())]),
                1 => text.push(char::from(next(128) as u8)),
                _ => text.push(char::from_u32(next(0x11_0000) as u32).unwrap_or('\u{fffd}')),
            }
        }
        text
    };
    (0..COUNT).map(|at| text(at % 3)).collect()
}

/// The bytes that an address stands for. They need not be a text.
fn decode(address: &str) -> Vec<u8> {
    let mut bytes = address.bytes();
    let mut out = Vec::new();
    while let Some(byte) = bytes.next() {
        let mut ahead = bytes.clone();
        let mut nibble = || ahead.next().and_then(|byte| char::from(byte).to_digit(16));
        match (byte, nibble(), nibble()) {
            (b'%', Some(high), Some(low)) => {
                out.push((high << 4 | low) as u8);
                bytes = ahead;
            }
            _ => out.push(byte),
        }
    }
    out
}

/// Has each shell print what it reads, and gives that.
fn printed(quoted: &[String]) -> Vec<(&'static str, Vec<String>)> {
    let mut script = String::new();
    for some in quoted.chunks(AT_ONCE) {
        writeln!(script, "printf '%s\\0' {}", some.join(" ")).expect("writing to memory cannot fail");
    }
    let read = |shell: &'static crate::shell::Shell| {
        let output = shell.output(&script, Input::File, &[("LC_ALL", "C.UTF-8")]);
        assert!(output.status.success(), "{}: {}", shell.name, String::from_utf8_lossy(&output.stderr));
        let said = String::from_utf8(output.stdout).expect("what went in was UTF-8");
        let texts: Vec<String> = said.split_terminator('\0').map(str::to_string).collect();
        assert_eq!(texts.len(), quoted.len(), "{}", shell.name);
        (shell.name, texts)
    };
    SHELLS.iter().map(read).collect()
}

#[test]
fn every_shell_reads_a_hundred_thousand_json_texts() {
    let texts = texts();
    let quoted: Vec<String> = texts.iter().map(|text| posix::json(text)).collect();
    for (shell, read) in printed(&quoted) {
        for (text, read) in texts.iter().zip(&read) {
            assert_eq!(serde_json::from_str::<String>(read).ok().as_ref(), Some(text), "{shell}: {read}");
        }
    }
}

#[test]
fn every_shell_reads_a_hundred_thousand_plain_texts() {
    let texts: Vec<String> = (0..)
        .flat_map(|_| texts())
        .map(|text| text.chars().filter(|c| posix::text(c.encode_utf8(&mut [0; 4])).is_some()).collect())
        .take(COUNT)
        .collect();
    let quoted: Vec<String> =
        texts.iter().map(|text| posix::text(text).expect("what is not seen was left out")).collect();
    for (shell, read) in printed(&quoted) {
        for (text, read) in texts.iter().zip(&read) {
            assert_eq!(read, text, "{shell}");
        }
    }
}

#[test]
fn cmd_reads_a_hundred_thousand_texts() {
    let texts = texts();
    let url = |text: &String| format!("curl {}\n", cmd::url(&format!("http://h/{text}")));
    let lines = cmd::json(&texts).expect("none is too long");
    let coded = cmd::base64(&serde_json::to_string(&texts).expect("texts are JSON"));
    let script = format!(
        "{}\n{}>f (\n{lines}\n)\ncurl <f\n>t (\n{coded}\n)\ncertutil -f -decode \"t\" \"f\" >nul\ncurl <f\n",
        cmd::PERCENT,
        texts.iter().map(url).collect::<String>(),
    );
    for mode in [Mode::Window, Mode::File] {
        let runs = cmd_model::run(&script, mode, &[("PATH", "WRONG"), ("DEVOPNESS_TOKEN", "WRONG")]);
        assert_eq!(runs.len(), COUNT + 2);
        for (text, run) in texts.iter().zip(&runs) {
            assert_eq!(run.arguments.len(), 2, "{mode:?} {text:?}: {run:?}");
            assert_eq!(decode(&run.arguments[1]), decode(&format!("http://h/{text}")), "{mode:?} {text:?}");
        }
        for run in &runs[COUNT..] {
            let read: Vec<String> = serde_json::from_str(run.input.as_deref().expect("the file")).expect("it is JSON");
            for (read, text) in read.iter().zip(&texts) {
                assert_eq!(read, text, "{mode:?}");
            }
            assert_eq!(read.len(), COUNT);
        }
    }
}

#[test]
fn powershell_reads_a_hundred_thousand_texts() {
    let texts = texts();
    let mut script = String::new();
    for text in &texts {
        let url = powershell::url(&format!("http://h/{text}"));
        writeln!(script, "$b = {}\ncurl.exe {url} $b", powershell::json(text)).expect("writing to memory cannot fail");
    }
    // 5.1 loses quotes in an argument, which the outputs leave to no argument; both read a text the same way.
    let runs = powershell_model::run(&script, Version::V7, "C:\\T", &[("DEVOPNESS_TOKEN", "WRONG")]).runs;
    assert_eq!(runs.len(), COUNT);
    for (text, run) in texts.iter().zip(&runs) {
        let [_, url, json] = &run.arguments[..] else { panic!("{text:?}: {run:?}") };
        assert_eq!(decode(url), decode(&format!("http://h/{text}")), "{text:?}");
        assert_eq!(serde_json::from_str::<String>(json).ok().as_ref(), Some(text));
    }
}
