//! Commands for cmd that write a body into a file line by line, because its own line takes none that long.

use super::Importer;
use super::found::Found;
use crate::text::base64;

/// Lines of `echo`.
pub struct Echo;

impl Importer for Echo {
    fn read(&self, text: &str) -> Option<Found> {
        let mut found = Found::of("A list of commands for the Windows Command Prompt");
        let (mut lines, mut any) = (Vec::new(), false);
        for line in text.lines().chain([""]) {
            if let Some(line) = line.trim_start().strip_prefix("echo ") {
                lines.push(line.trim_end());
            } else if !lines.is_empty() {
                // Other shells want the quotes around it that cmd would write as well.
                let body = match base64::decode(&lines.concat()) {
                    Some(body) => Some(body),
                    None => lines[0].trim_start().starts_with(['{', '[']).then(|| lines.join("\n")),
                };
                any |= body.is_some();
                found.body(&body.unwrap_or_default());
                lines.clear();
            }
        }
        // The one way to write a percent sign that does not depend on where the commands stand.
        found.addresses(&text.replace("%PERCENT:~-1%", "%"));
        any.then_some(found)
    }
}
