//! What GitLab says of a name that no project can have.

use super::super::fault::Fault;

/// Of both editions.
pub fn say(fault: &Fault) -> Option<String> {
    let cannot = |part: &str, what: &str| {
        format!(
            "“{part}” cannot be a {what} at GitLab: paths have letters, digits, “_”, “-” and “.”, do not start with “-”, do not \
             end in “.git” or “.atom” and are no word of GitLab's own pages. The path can differ from the name on the page."
        )
    };
    Some(match fault {
        Fault::Owner(part) => cannot(part, "group"),
        Fault::Name(part) => cannot(part, "project"),
        Fault::Wiki => "This is a project's wiki, which has no commit statuses. Leave out “.wiki”.".into(),
        Fault::Parts => {
            "A GitLab project stands in a group or under a user: group/project, with subgroups between. Its number works as well."
                .into()
        }
        _ => return None,
    })
}
