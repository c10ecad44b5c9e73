//! An address alone: of a call for a commit status, of a repository, or of a pipeline.

use super::Importer;
use super::found::{Found, Request, add};
use crate::devopness::pipeline::parse_pipeline;

/// An address.
pub struct Address;

impl Importer for Address {
    fn read(&self, text: &str) -> Option<Found> {
        let url = text.trim().trim_matches(['"', '\'', '<', '>', '`']);
        // A variable may stand in it, with spaces inside.
        let bare = url.split("{{").next().unwrap_or_default();
        if !bare.contains("://") || bare.contains(char::is_whitespace) || url.contains(['\n', '\r']) {
            return None;
        }
        let mut found = Found::of("An address");
        match parse_pipeline(url) {
            Ok(pipeline) if url.contains("devopness") || url.contains("/environments/") => {
                add(&mut found.pipelines, &pipeline.id.to_string());
            }
            _ => found.request(Request { url: url.to_string(), ..Request::default() }),
        }
        Some(found)
    }
}
