//! Files with options for curl (<https://curl.se/docs/manpage.html#-K>).

use super::Importer;
use super::command::curl;
use super::found::Found;

/// A file with options for curl.
pub struct Config;

impl Importer for Config {
    fn read(&self, text: &str) -> Option<Found> {
        let calls = curl::of_file(text)?;
        let mut found = Found::of("A file of options for cURL");
        found.verb = "that creates";
        for call in calls {
            found.findings.extend(call.findings);
            found.request(call.request);
        }
        Some(found)
    }
}
