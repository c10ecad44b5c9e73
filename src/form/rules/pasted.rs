//! What a text in the repository's field is, where it is no repository's address.

use crate::provider::repository::{Place, is_folder};
use crate::text::word::has_word;

/// What the text is instead: a full sentence, in place of what the provider says of it.
pub fn fault(text: &str, place: Option<&Place>) -> Option<String> {
    let text = text.trim();
    if is_folder(text) {
        return Some(
            "This is a folder of your machine. Paste the address of the repository's page, or the one that “git remote -v” shows."
                .into(),
        );
    }
    let bare = text.trim_matches(['"', '\'', '<', '>', '`']);
    let is_of_scheme = |c: char| c.is_ascii_alphanumeric() || "+-.:".contains(c);
    if let Some((scheme, _)) = bare.split_once("://")
        && !bare.contains(char::is_whitespace)
        && !scheme.chars().all(is_of_scheme)
    {
        return Some("Something stands in front of the address. Paste the address alone.".into());
    }
    let place = place?;
    match place.path.as_slice() {
        [scheme, host, ..] if place.host.is_none() && has_word("http https ssh git", scheme.trim_end_matches(':')) => {
            host.contains('.').then(|| {
                format!("An address does not begin with “{scheme}/”. Write https://{host}/ and what stands behind it.")
            })
        }
        _ => None,
    }
}
