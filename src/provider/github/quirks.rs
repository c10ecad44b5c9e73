//! What GitHub may refuse, though its documents do not say so.

use crate::provider::quirks::Quirk;
use crate::provider::status::Part;

/// The most characters that are named.
const NAMED_MAX: usize = 3;

/// Those of both editions.
pub const QUIRKS: &[Quirk] = &[Quirk { part: Part::Description, is_refused: false, when: beyond_plane }];

/// Characters beyond the Basic Multilingual Plane, such as emoji: GitHub has answered 422 to descriptions with them
/// (<https://github.com/unicode-org/jira-github-pr-check/issues/28>).
fn beyond_plane(text: &str) -> Option<String> {
    let mut found: Vec<char> = Vec::new();
    for c in text.chars().filter(|c| u32::from(*c) > 0xffff) {
        if !found.contains(&c) {
            found.push(c);
        }
    }
    if found.is_empty() {
        return None;
    }
    let more = if found.len() > NAMED_MAX { " and others" } else { "" };
    let named: Vec<String> = found.iter().take(NAMED_MAX).map(|c| format!("“{c}”")).collect();
    let named = named.join(", ");
    Some(format!(
        "GitHub has refused descriptions with emoji or other characters beyond U+FFFF: here {named}{more}. Leave them out to be \
         sure."
    ))
}
