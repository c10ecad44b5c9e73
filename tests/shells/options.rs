//! Which options take a value, judged by what the programs say of themselves: behind each of them the address and the body of
//! a command must still be found.

use std::process::Command;

use hook_builder::exchange::import::import;
use hook_builder::form::values::FormValues;

const STATUS: &str = "https://api.github.com/repos/acme/shop/statuses/0123456789abcdef0123456789abcdef01234567";
const BODY: &str = r#"{"state":"pending","context":"ours","description":"done"}"#;

/// An option, and whether it takes a value.
type Option = (String, bool);

fn help(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).env("LC_ALL", "C").output();
    let output = output.unwrap_or_else(|why| panic!("{program} does not start, and these tests need it: {why}"));
    String::from_utf8(output.stdout).expect("it writes ASCII")
}

/// The command with an option must be read as it is without.
fn check(program: &str, data: &str, options: &[Option], own: &[&str]) {
    for (option, takes_value) in options {
        if own.contains(&option.as_str()) {
            continue;
        }
        let value = if *takes_value { " x.y/z" } else { "" };
        let command = format!("{program} {option}{value} {data} '{BODY}' {STATUS}");
        let read = import(&command, &FormValues::default()).unwrap_or_else(|why| panic!("{why}\n{command}"));
        let form = &read.form;
        let found = (form.repository.as_str(), form.status_key.as_str(), form.events[0].description.as_str());
        assert_eq!(found, ("https://github.com/acme/shop", "ours", "done"), "{command}");
    }
}

#[test]
fn all_options_of_curl_are_known() {
    let mut options = Vec::new();
    for line in help("curl", &["--help", "all"]).lines() {
        // ` -d, --data <data>           HTTP POST data`
        let line = line.trim_start();
        let names = line.split("  ").next().unwrap_or_default();
        let takes_value = names.contains('<') || names.contains('[');
        let words = names.split([' ', ',']).filter(|word| word.starts_with('-'));
        options.extend(words.map(|word| (word.to_string(), takes_value)));
    }
    assert!(options.len() > 250, "{} options", options.len());
    // They say what is sent, or end the request.
    let own = [
        "-d",
        "--data",
        "--data-ascii",
        "--data-binary",
        "--data-raw",
        "--data-urlencode",
        "-F",
        "--form",
        "--form-string",
        "--json",
        "-T",
        "--upload-file",
        "--url",
        "--url-query",
        "-:",
        "--next",
        "-H",
        "--header",
        "-K",
        "--config",
        "-h",
        "--help",
        "-V",
        "--version",
        "-M",
        "--manual",
        "--pass",
        "--proxy-pass",
        "--tlspassword",
        "--proxy-tlspassword",
        "--oauth2-bearer",
    ];
    check("curl", "-d", &options, &own);
}

#[test]
fn all_options_of_wget_are_known() {
    let mut options = Vec::new();
    for line in help("wget", &["--help"]).lines() {
        // `  -t,  --tries=NUMBER              set number of retries`
        let Some((short, rest)) = line.split_once("--") else { continue };
        if !short.trim().is_empty() && !short.trim().starts_with('-') {
            continue;
        }
        let word = rest.split([' ', ',']).next().unwrap_or_default();
        let (name, takes_value) = word.split_once('=').map_or((word, false), |(name, _)| (name, true));
        // A value in brackets may be left out.
        let name = name.trim_end_matches('[');
        options.push((format!("--{name}"), takes_value && !word.contains('[')));
        let short = short.trim().trim_end_matches(',');
        if short.len() == 2 {
            options.push((short.to_string(), takes_value));
        }
    }
    assert!(options.len() > 100, "{} options", options.len());
    // They say what is sent, end the request, or take a value that the help does not name.
    let own = [
        "--backups",
        "--max-redirect",
        "--hsts-file",
        "--post-data",
        "--body-data",
        "--post-file",
        "--body-file",
        "--header",
        "--password",
        "--http-password",
        "--user",
        "--http-user",
        "--help",
        "--version",
    ];
    check("wget", "--post-data", &options, &own);
}
