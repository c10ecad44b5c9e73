//! The cURL commands, run by the shells that people paste them into, with the real curl, against a server in this process
//! that keeps what it receives: it must be the very request that the core wrote.

mod command;
mod deliveries;
#[path = "../core/forms.rs"]
mod forms;
mod options;
mod random;
mod server;
mod shell;
mod words;

use command::{Command, commands, difference};
use hook_builder::devopness::endpoint::Api;
use hook_builder::form::field::Field;
use hook_builder::form::values::FormValues;
use server::Server;
use shell::{Input, SHELLS, Shell};

/// A token that would break out of any quotes that are evaluated twice.
const TOKEN: &str = "devopness_pat_a'b\"c$(id)`id`\\d!!e%PATH%";

/// Runs the commands of all forms in one script and compares what arrived with what was written.
fn check(shell: &Shell, input: Input, locale: &str, forms: &[(String, FormValues)]) {
    let server = Server::start();
    let commands: Vec<Command> = forms.iter().flat_map(|(name, form)| commands(name, form, &server.url)).collect();
    let script = commands.iter().map(|command| command.text.as_str()).collect::<Vec<_>>().join("\n") + "\n";
    let said = shell.run(&script, input, &[("LC_ALL", locale), ("DEVOPNESS_TOKEN", TOKEN)]);
    let received = server.received();
    for (at, command) in commands.iter().enumerate() {
        let found = received.get(at).map_or(Some("nothing arrived".into()), |got| difference(command, got, TOKEN));
        if let Some(found) = found {
            let name = (shell.name, locale, &command.name);
            panic!("{name:?}: {found}\n{}\nreceived: {:#?}\nthe shell said: {said}", command.text, received.get(at));
        }
    }
    assert_eq!(received.len(), commands.len(), "{} sent more than was asked for: {said}", shell.name);
}

fn golden_forms() -> Vec<(String, FormValues)> {
    forms::forms().into_iter().map(|(provider, name, form)| (format!("{provider}/{name}"), form)).collect()
}

#[test]
fn every_shell_sends_the_golden_forms() {
    let forms = golden_forms();
    assert_eq!(forms.len(), 33);
    for shell in SHELLS {
        check(shell, Input::File, "C.UTF-8", &forms);
    }
}

#[test]
fn every_shell_sends_the_hostile_forms_without_utf_8() {
    // In the locale C a shell takes each byte by itself, and one that translates would lose what is not ASCII.
    let forms: Vec<_> = golden_forms().into_iter().filter(|(name, _)| !name.ends_with("plain")).collect();
    for shell in SHELLS {
        check(shell, Input::File, "C", &forms);
    }
}

#[test]
fn an_interactive_shell_does_not_read_its_history_into_a_command() {
    let forms: Vec<_> = golden_forms().into_iter().filter(|(name, _)| !name.ends_with("plain")).collect();
    for shell in SHELLS {
        check(shell, Input::Interactive, "C.UTF-8", &forms);
    }
}

#[test]
fn history_is_expanded_where_the_test_above_relies_on_it() {
    // Outside single quotes these two do read their history; otherwise the test above would prove nothing.
    for shell in SHELLS.iter().filter(|shell| ["bash", "zsh"].contains(&shell.name)) {
        let said = shell.run("true one\necho \"got !!\" >&2\n", Input::Interactive, &[("LC_ALL", "C.UTF-8")]);
        assert!(said.contains("got true one"), "{}: {said}", shell.name);
    }
}

#[test]
fn an_address_of_the_api_is_taken_letter_by_letter() {
    // curl reads ranges and lists into an address, so one that the form takes must not hold any.
    for path in ["/v1", "/a%20b/~x-._", "/[1-2]", "/{a,b}", "/a'b", "/a\\b", "/$(id)"] {
        let server = Server::start();
        let base = [&server.url, path].concat();
        let mut form = FormValues::new("512", "https://github.com/acme/shop");
        (form.api, form.api_other) = (Api::Other, base.clone());
        if hook_builder::form::plan::plan(&form).problems.iter().any(|problem| problem.field == Field::ApiOther) {
            continue;
        }
        let list = commands("address", &form, &base).pop().expect("the list is always there");
        let said = SHELLS[0].run(&list.text, Input::File, &[("DEVOPNESS_TOKEN", TOKEN)]);
        let received = server.received();
        let [got] = received.as_slice() else { panic!("{path}: {} requests arrived: {said}", received.len()) };
        assert_eq!(difference(&list, got, TOKEN), None, "{path}: {said}");
    }
}

#[test]
fn every_shell_sends_any_text() {
    // Three hooks and a list come of each form.
    let forms: Vec<(String, FormValues)> =
        random::forms(110).into_iter().enumerate().map(|(at, form)| (format!("random {at}"), form)).collect();
    let sent = forms.iter().map(|(name, form)| commands(name, form, "http://127.0.0.1:1").len()).sum::<usize>();
    assert!(sent >= 300, "{sent} commands are too few");
    for shell in SHELLS {
        check(shell, Input::File, "C.UTF-8", &forms);
    }
}
