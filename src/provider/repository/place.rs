//! A place on the web or in git.

use std::ops::Range;

use crate::text::word::is_number;

/// A text taken apart: where it points, without knowing yet what stands there.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Place {
    /// `http` or `https`, where the text said so.
    pub scheme: Option<String>,
    /// The host in lower case, with the port only where the text was an address of the web.
    pub host: Option<String>,
    /// The path's segments, percent-decoded, without `.git` at the end of the last.
    pub path: Vec<String>,
    /// Which segments of `path` stood in the text as one, with `%2F` between them: the first such stretch.
    pub joined: Range<usize>,
    /// Whether the text is a clone address (`git@…`, `ssh://…`, `….git`): then nothing follows the repository's name.
    pub clone: bool,
    /// Whether it is one for ssh, which has neither the web's port nor the path that a server is installed under.
    pub ssh: bool,
    /// Whether the text held a user name and password, as clone addresses of build machines do. Never used further.
    pub had_password: bool,
    /// Whether what stands before an `@` may be taken for the host.
    pub odd_user: bool,
}

impl Place {
    /// The number, when that is all the text was: GitLab's project id.
    pub fn number(&self) -> Option<&str> {
        match self.path.as_slice() {
            [only] if self.host.is_none() && is_number(only) => Some(only),
            _ => None,
        }
    }
}
