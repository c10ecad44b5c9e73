//! What GitHub says of a name that no repository can have.

use super::super::fault::Fault;

/// Of both editions.
pub fn say(fault: &Fault) -> Option<String> {
    Some(match fault {
        Fault::Owner(part) => format!(
            "“{part}” cannot be an owner at GitHub: that is up to 39 letters, digits and single hyphens, not starting with a \
             hyphen."
        ),
        Fault::Name(part) => {
            format!("“{part}” cannot be a repository at GitHub: that is up to 100 letters, digits, “-”, “_” and “.”.")
        }
        Fault::Wiki => "This is a repository's wiki, which has no commit statuses. Leave out “.wiki”.".into(),
        _ => return None,
    })
}
