//! The sandbox for people: `sandbox [--port 8081] [--connections kept]`.

use std::io::Write;
use std::process::ExitCode;

#[path = "../listen.rs"]
mod listen;

#[path = "mod.rs"]
mod sandbox;

use sandbox::{Connections, Sandbox, faults, world};

const USAGE: &str = "Usage: sandbox [--port PORT] [--connections kept|closed]\n\
    Serves a stand-in for the Devopness API on 127.0.0.1 (port 8081 unless said otherwise). It keeps connections for\n\
    further requests, or closes each once a request is answered.";

#[tokio::main]
async fn main() -> ExitCode {
    let (port, connections) = match options(std::env::args().skip(1)) {
        Ok(Some(options)) => options,
        Ok(None) => {
            print(USAGE);
            return ExitCode::SUCCESS;
        }
        Err(why) => return fail(&why),
    };
    let sandbox = match Sandbox::start(port).await {
        Ok(sandbox) => sandbox,
        Err(why) => return fail(&why),
    };
    print(&welcome(&sandbox.url()));
    sandbox.verbose(true);
    sandbox.connections(connections);
    match tokio::signal::ctrl_c().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => fail(&format!("The sandbox cannot wait for Ctrl-C: {why}.")),
    }
}

/// Reads the arguments; `None` stands for a wish for help.
fn options(mut arguments: impl Iterator<Item = String>) -> Result<Option<(u16, Connections)>, String> {
    let (mut port, mut connections) = (8081, Connections::Kept);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--port" => {
                let text = arguments.next().unwrap_or_default();
                port = text.parse().map_err(|_| format!("--port needs a number from 0 to 65535, not \"{text}\"."))?;
            }
            "--connections" => {
                connections = match arguments.next().as_deref() {
                    Some("kept") => Connections::Kept,
                    Some("closed") => Connections::Closed,
                    _ => return Err("--connections needs kept or closed.".to_owned()),
                }
            }
            "--help" | "-h" => return Ok(None),
            other => return Err(format!("\"{other}\" is no option of the sandbox.\n{USAGE}")),
        }
    }
    Ok(Some((port, connections)))
}

fn welcome(url: &str) -> String {
    let mut text = format!(
        "The sandbox listens on {url} (Ctrl-C stops it).\n\
         Open that in a browser to push commits, and to see what is sent and what the commits show.\n\n\
         Tokens\n\
         \x20 devopness_pat_sandbox    may do everything\n\
         \x20 devopness_proj_sandbox   the token of project {}: not /users/me, and no other project\n\
         \x20 devopness_pat_readonly   403 on every write\n\
         \x20 devopness_pat_expired    401, as any other token; the message says that it has expired\n\
         \x20 devopness_pat_revoked    401; the message says that it was revoked\n\n\
         Pipelines\n",
        world::PROJECT
    );
    for world::Pipeline { id, application, operation, name, what, .. } in world::PIPELINES {
        text += &format!("  {id:<6} {what} ({name}: {operation}, application {application})\n");
    }
    let many = world::MONOLITHS;
    text += &format!("  {} to {}: the pipelines of application {}\n", many.start, many.end - 1, world::MONOLITH);
    text += "\nPipelines that fail\n";
    for fault in faults::FAULTS {
        text += &format!("  {:<6} {}\n", fault.id, fault.what);
    }
    text + "\nRequests"
}

fn print(text: &str) {
    // Standard output may be a closed pipe, which is no reason to stop.
    let _ = writeln!(std::io::stdout(), "{text}");
}

fn fail(why: &str) -> ExitCode {
    let _ = writeln!(std::io::stderr(), "{why}");
    ExitCode::FAILURE
}
