//! Folders of a machine, which look like a repository's path.

use super::has_word;

/// Where the folders of a machine begin.
const ROOTS: &str = "home Users root srv opt var tmp mnt usr etc media Volumes private Library app code data builds workspace workspaces";
/// What a path may begin with besides: the folder that one is in, and the names that shells have for it and for one's own.
const STARTS: &str =
    ". .. ~ $HOME ${HOME} $PWD ${PWD} $(pwd) `pwd` %USERPROFILE% %HOMEPATH% %CD% $env:USERPROFILE $env:HOME file:";

/// Whether a text is the path of a folder.
pub fn is_folder(text: &str) -> bool {
    let text = text.trim();
    let mut parts = text.split(['/', '\\']);
    let first = parts.next().unwrap_or_default();
    let Some(second) = parts.next().filter(|_| !text.starts_with("//")) else { return false };
    if first.is_empty() {
        return second.is_empty() || has_word(ROOTS, second) || parts.filter(|part| !part.is_empty()).count() > 1;
    }
    let is_drive = matches!(first.as_bytes(), [letter, b':'] if letter.is_ascii_alphabetic());
    is_drive || has_word(STARTS, first)
}
