//! What Bitbucket Data Center says of a name that no repository can have.

use super::super::fault::Fault;

/// Of the product under all its names.
pub fn say(fault: &Fault) -> Option<String> {
    Some(match fault {
        Fault::Owner(part) | Fault::Name(part) => format!(
            "“{part}” cannot be a repository of Bitbucket Data Center: keys and names have letters, digits, “-”, “_” and “.”."
        ),
        Fault::Parts => {
            "A repository of Bitbucket Data Center is a project's key and a name: PROJECT/repository, or ~user/repository."
                .into()
        }
        _ => return None,
    })
}
