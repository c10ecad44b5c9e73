//! The relay for people: `relay [--port 8082] [--page http://127.0.0.1:8080]`.

use std::io::Write;
use std::process::ExitCode;

#[path = "../listen.rs"]
mod listen;

#[path = "mod.rs"]
mod relay;

use relay::{Relay, Upstreams};

const USAGE: &str = "Usage: relay [--port PORT] [--page ORIGIN]\n\
    Passes the calls of the page at ORIGIN (http://127.0.0.1:8080 unless said otherwise) on to the Devopness API, and\n\
    listens on 127.0.0.1 (port 8082 unless said otherwise).";

#[tokio::main]
async fn main() -> ExitCode {
    let (port, page) = match options(std::env::args().skip(1)) {
        Ok(Some(options)) => options,
        Ok(None) => {
            print(USAGE);
            return ExitCode::SUCCESS;
        }
        Err(why) => return fail(&why),
    };
    let relay = match Relay::start(port, &page, Upstreams::default()).await {
        Ok(relay) => relay,
        Err(why) => return fail(&why),
    };
    let (url, Upstreams { production, staging, .. }) = (relay.url(), Upstreams::default());
    print(&format!(
        "The relay listens on {url} for the page at {page} (Ctrl-C stops it).\n\
         \x20 {url}/production/...  leads to {production}/...\n\
         \x20 {url}/staging/...     leads to {staging}/..."
    ));
    relay.verbose(true);
    match tokio::signal::ctrl_c().await {
        // A call that is under way would hold up the runtime's own end for as long as the API takes.
        Ok(()) => std::process::exit(0),
        Err(why) => fail(&format!("The relay cannot wait for Ctrl-C: {why}.")),
    }
}

/// Reads the arguments; `None` stands for a wish for help.
fn options(mut arguments: impl Iterator<Item = String>) -> Result<Option<(u16, String)>, String> {
    let (mut port, mut page) = (8082, "http://127.0.0.1:8080".to_owned());
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--port" => {
                let text = arguments.next().unwrap_or_default();
                port = text.parse().map_err(|_| format!("--port needs a number from 0 to 65535, not \"{text}\"."))?;
            }
            "--page" => page = arguments.next().ok_or("--page needs the address of the page.")?,
            "--help" | "-h" => return Ok(None),
            other => return Err(format!("\"{other}\" is no option of the relay.\n{USAGE}")),
        }
    }
    Ok(Some((port, page)))
}

fn print(text: &str) {
    // Standard output may be a closed pipe, which is no reason to stop.
    let _ = writeln!(std::io::stdout(), "{text}");
}

fn fail(why: &str) -> ExitCode {
    let _ = writeln!(std::io::stderr(), "{why}");
    ExitCode::FAILURE
}
