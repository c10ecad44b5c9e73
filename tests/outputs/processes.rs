//! Where the token shows while a command runs: a server that looks at all processes of this machine before it answers.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::os::unix::fs::symlink;
use std::thread;

use hook_builder::exchange::export::Job;

use crate::harness::{Place, case, output};
use crate::shell::{Input, SHELLS, Shell};

/// What was seen while one request waited for its answer.
struct Seen {
    /// The header with the token, as it arrived.
    authorization: Option<String>,
    /// The programs with the token in an argument.
    shown_by: Vec<String>,
}

/// Runs one command in a shell, with nothing but curl among its programs: `printf` has to be the shell's own.
fn watch(id: &str, shell: &Shell, token: &str) -> Seen {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port can be had");
    let base = format!("http://{}", listener.local_addr().expect("a bound socket has an address"));
    let secret = token.to_string();
    let server = thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("the command calls");
        let mut reader = BufReader::new(stream.try_clone().expect("a socket can be shared"));
        let (mut authorization, mut length) = (None, 0);
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).expect("the request is a text");
            let Some((name, value)) = line.trim_end().split_once(": ") else {
                if line.trim_end().is_empty() { break } else { continue }
            };
            match name.to_ascii_lowercase().as_str() {
                "authorization" => authorization = Some(value.to_string()),
                "content-length" => length = value.parse().expect("a length is a number"),
                _ => {}
            }
        }
        reader.read_exact(&mut vec![0; length]).expect("the body is as long as it says");
        let shown_by = arguments().into_iter().filter(|arguments| arguments.contains(&secret)).collect();
        stream.write_all(b"HTTP/1.1 201 Created\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").expect("it waits");
        Seen { authorization, shown_by }
    });
    let place = Place::new();
    let folder = place.folder.join("bin");
    fs::create_dir_all(&folder).expect("a folder can be made below target");
    let paths = std::env::var_os("PATH").unwrap_or_default();
    let curl = std::env::split_paths(&paths).map(|folder| folder.join("curl")).find(|path| path.is_file());
    symlink(curl.expect("curl is missing: scripts/setup.sh shells installs it"), folder.join("curl")).expect("a link");
    let case = case("plain", hook_builder::form::values::FormValues::new("512", "acme/shop"), &base);
    let text = output(id).render(&Job::hook(&case.plan.list, &case.plan.hooks[0])) + "\n";
    let path = folder.to_string_lossy();
    let told = shell.run(&text, Input::File, &[("DEVOPNESS_TOKEN", token), ("PATH", &path)]);
    let seen = server.join().unwrap_or_else(|_| panic!("{id} in {}: {told}", shell.name));
    assert_eq!(seen.authorization, Some(format!("Bearer {token}")), "{id} in {}: {told}", shell.name);
    seen
}

/// The arguments of every process. One that ends meanwhile has none.
fn arguments() -> Vec<String> {
    let folders = fs::read_dir("/proc").expect("Linux has /proc").flatten();
    let lines = folders.filter_map(|folder| fs::read(folder.path().join("cmdline")).ok());
    lines.map(|line| String::from_utf8_lossy(&line).replace('\0', " ")).collect()
}

#[test]
fn the_strict_command_keeps_the_token_out_of_the_list_of_processes() {
    // One that would not survive being read as a part of curl's settings, or of the format of printf.
    let token = format!("devopness_pat_%s\\n\"$x'{}", std::process::id());
    for shell in SHELLS {
        assert_eq!(watch("curl-strict", shell, &token).shown_by, [""; 0], "{}", shell.name);
    }
}

#[test]
fn the_list_of_processes_shows_the_token_of_the_other_command() {
    // Otherwise the test above would prove nothing.
    let token = format!("devopness_pat_shown_{}", std::process::id());
    let shown_by = watch("curl", &SHELLS[0], &token).shown_by;
    assert!(shown_by.iter().any(|arguments| arguments.contains("curl --request")), "{shown_by:?}");
}
