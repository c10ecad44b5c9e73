//! The importer's reading of commands, judged by the shells: they run a command with a stand-in for curl, which keeps what it
//! is given, and the importer must read the body that arrived there. bash and zsh write the quotes themselves.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use hook_builder::exchange::import::import;
use hook_builder::form::values::FormValues;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use crate::random;
use crate::shell::{Input, SHELLS, Shell};

const STATUS: &str = "https://api.github.com/repos/acme/shop/statuses/0123456789abcdef0123456789abcdef01234567";
/// How many texts each shell is given.
const TEXTS: usize = 60;
/// What stands behind each thing that the stand-in keeps.
const END: char = '\u{1}';

/// Keeps its arguments, and what it reads where one of them says so, each with a sign behind it.
const STAND_IN: &str = "#!/bin/sh
for word; do printf '%s\\001' \"$word\" >>\"$KEPT\"; done
for word; do case \"$word\" in @-) cat >>\"$KEPT\";; esac; done
printf '\\001\\001' >>\"$KEPT\"
";

/// A folder with the stand-in, and what it keeps.
struct StandIn {
    folder: PathBuf,
}

impl StandIn {
    fn new(name: &str) -> StandIn {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("words-{}-{name}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder can be made below target");
        let path = folder.join("curl");
        fs::write(&path, STAND_IN).expect("a file can be written there");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("it may be run");
        StandIn { folder }
    }

    /// Runs a command and gives the words that curl was started with, and what it read.
    fn run(&self, shell: &Shell, command: &str) -> (Vec<String>, String) {
        let kept = self.folder.join("kept");
        let _ = fs::remove_file(&kept);
        let path = format!("{}:{}", self.folder.display(), std::env::var("PATH").unwrap_or_default());
        let variables = [("PATH", path.as_str()), ("KEPT", kept.to_str().expect("a name")), ("LC_ALL", "C.UTF-8")];
        let said = shell.run(&[command, "\n"].concat(), Input::File, &variables);
        let text = fs::read_to_string(&kept).unwrap_or_else(|why| panic!("{}: {why}: {said}\n{command}", shell.name));
        let text = text.strip_suffix(&[END, END].iter().collect::<String>()).expect("a whole record");
        let (words, input) = text.rsplit_once(END).expect("a word");
        (words.split(END).map(str::to_string).collect(), input.to_string())
    }
}

impl Drop for StandIn {
    fn drop(&mut self) {
        // What is left behind stands below target, and harms nobody.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Texts without the signs that stand between what is kept, and without a zero, which no word can have.
fn texts(count: usize) -> Vec<String> {
    let mut runner = TestRunner::default();
    let strategy = random::text().prop_map(|text| text.replace(['\0', END, '\r'], ""));
    (0..count).map(|_| strategy.new_tree(&mut runner).expect("no text is turned down").current()).collect()
}

/// The word that a shell writes for each text.
fn words(program: &str, script: &str, texts: &[String]) -> Vec<String> {
    let output = Command::new(program)
        .args(["-c", script, "_"])
        .args(texts)
        .env("LC_ALL", "C.UTF-8")
        .output()
        .unwrap_or_else(|why| panic!("{program} does not start: {why}"));
    let all = String::from_utf8(output.stdout).expect("it writes ASCII for what is none");
    let words: Vec<String> = all.split_terminator('\0').map(str::to_string).collect();
    assert_eq!(words.len(), texts.len(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    words
}

fn body(text: &str) -> String {
    json!({"state": "pending", "context": "ours", "description": text}).to_string()
}

fn form() -> FormValues {
    FormValues::new("512", "https://github.com/acme/shop")
}

/// The importer must take from the command what it takes from the body that arrived in the shell.
fn judge(stand_in: &StandIn, shell: &Shell, command: &str) {
    let (words, input) = stand_in.run(shell, command);
    let at = words.iter().position(|word| word == "-d").expect("a body");
    let arrived = if words[at + 1] == "@-" { &input } else { &words[at + 1] };
    let Ok(wanted) = import(arrived.trim_end(), &form()) else {
        // Something in it looks like a token.
        return;
    };
    match import(command, &form()) {
        Ok(read) => {
            let what = |import: &hook_builder::exchange::import::Import| {
                (import.form.events[0].description.clone(), import.form.status_key.clone())
            };
            assert_eq!(what(&read), what(&wanted), "{}: {}\n{command}", shell.name, read.what);
            assert!(read.what.contains("cURL command for"), "{}: {}\n{command}", shell.name, read.what);
        }
        Err(sentence) => assert!(sentence.contains("token stands in it"), "{}: {sentence}\n{command}", shell.name),
    }
}

fn shell(name: &str) -> &'static Shell {
    SHELLS.iter().find(|shell| shell.name == name).expect("it is one of the shells")
}

#[test]
fn what_bash_quotes_is_read_as_bash_reads_it() {
    let (stand_in, bash) = (StandIn::new("quotes"), shell("bash"));
    let bodies: Vec<String> = texts(TEXTS).iter().map(|text| body(text)).collect();
    let escaped = words("bash", "for text; do printf '%q\\0' \"$text\"; done", &bodies);
    let quoted = words("bash", "for text; do printf '%s\\0' \"${text@Q}\"; done", &bodies);
    let in_c = words("zsh", "for text; do print -rN -- \"${(qqqq)text}\"; done", &bodies);
    let commands: Vec<String> = escaped
        .iter()
        .zip(&quoted)
        .map(|(one, other)| format!("curl {STATUS} -H 'A: b' -d {}", if one.len() % 2 == 0 { one } else { other }))
        .collect();
    let inside = words("bash", "for text; do printf '%q\\0' \"$text\"; done", &commands);
    for at in 0..TEXTS {
        let (body, one, other) = (&bodies[at], &escaped[at], &quoted[at]);
        for command in [
            format!("curl -X POST {STATUS} -d {one}"),
            format!("curl -d {other} \\\n  {STATUS}"),
            format!("curl {STATUS} \\\n  -d {}", in_c[at]),
            format!("BODY={one}\ncurl -d \"$BODY\" {STATUS}"),
            format!("export BODY={other}; curl -d \"${{BODY}}\" {STATUS}"),
            format!("curl {STATUS} -d \"$(printf '%s' {one})\""),
            format!("curl {STATUS} -d \"$(cat <<<{other})\""),
            format!("echo {one} | curl {STATUS} -d @-"),
            format!("curl -d @- {STATUS} <<< {other}"),
            format!("cat <<'END' | curl {STATUS} -d @-\n{body}\nEND"),
            format!("curl {STATUS} -d \"$(cat <<'END'\n{body}\nEND\n)\""),
            format!("WORDS=(-X POST -d {one})\ncurl \"${{WORDS[@]}}\" {STATUS}"),
            format!("bash -c {}", inside[at]),
        ] {
            judge(&stand_in, bash, &command);
        }
    }
}

#[test]
fn what_stands_in_quotes_is_read_as_every_shell_reads_it() {
    let single = |text: &str| ["'", &text.replace('\'', "'\\''"), "'"].concat();
    let of_fish = |text: &str| ["'", &text.replace('\\', "\\\\").replace('\'', "\\'"), "'"].concat();
    let double = |text: &str, more: &str| -> String {
        text.chars()
            .flat_map(|c| (more.contains(c) || "\\$`".contains(c)).then_some('\\').into_iter().chain([c]))
            .collect()
    };
    for shell in SHELLS {
        let stand_in = StandIn::new(shell.name);
        for text in texts(TEXTS) {
            let body = body(&text);
            let mut commands = Vec::new();
            if shell.name == "fish" {
                // Two backslashes are one there, and two elsewhere: nothing in the command says which.
                let body = body.replace('\\', "");
                if serde_json::from_str::<Value>(&body).is_err() {
                    continue;
                }
                commands.push(format!("curl {STATUS} -d {}", of_fish(&body)));
                commands.push(format!("set body {}\ncurl {STATUS} -d \"$body\"", of_fish(&body)));
            } else {
                let one = single(&body);
                commands.push(format!("curl {STATUS} -d {one}"));
                commands.push(format!("curl {STATUS} -d \"{}\"", double(&body, "\"")));
                commands.push(format!("curl {STATUS} -d @- <<END\n{}\nEND", double(&body, "")));
                commands.push(format!("BODY={one}; curl -d \"$BODY\" {STATUS}"));
                commands.push(format!("sh -c {}", single(&format!("curl {STATUS} -d {one}"))));
                commands.push(format!("printf '%s\\n' {one} | curl {STATUS} -d @-"));
            }
            commands.iter().for_each(|command| judge(&stand_in, shell, command));
        }
    }
}

#[test]
fn a_field_is_the_word_that_the_shell_gives() {
    let (stand_in, bash) = (StandIn::new("fields"), shell("bash"));
    let texts = texts(TEXTS);
    let escaped = words("bash", "for text; do printf '%q\\0' \"description=$text\"; done", &texts);
    for (text, word) in texts.iter().zip(&escaped) {
        let command = format!("curl {STATUS} -F state=pending -F context=ours --form-string {word}");
        let (words, _) = stand_in.run(bash, &command);
        assert_eq!(words.last().map(String::as_str), Some(format!("description={text}").as_str()));
        let value: Value = json!({"state": "pending", "context": "ours", "description": text});
        if let (Ok(read), Ok(wanted)) = (import(&command, &form()), import(&value.to_string(), &form())) {
            assert_eq!(read.form.events[0].description, wanted.form.events[0].description, "{command}");
        }
    }
}
