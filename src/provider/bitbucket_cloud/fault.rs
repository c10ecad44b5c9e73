//! What Bitbucket says of a name that no repository can have.

use super::super::fault::Fault;

/// Of Bitbucket Cloud.
pub fn say(fault: &Fault) -> Option<String> {
    Some(match fault {
        Fault::Owner(part) => format!(
            "“{part}” cannot be a workspace at Bitbucket: that is letters, digits, “-” and “_”, or its UUID in braces."
        ),
        Fault::Name(part) => format!(
            "“{part}” cannot be a repository at Bitbucket: that is up to 62 letters, digits, “-”, “_” and “.”, no hyphen at \
             either end and no two together, or its UUID in braces."
        ),
        _ => return None,
    })
}
