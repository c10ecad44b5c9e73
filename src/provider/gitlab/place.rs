//! Which parts of an address name the project. The words are those of `lib/gitlab/path_regex.rb` and `config/routes/project.rb`
//! in <https://gitlab.com/gitlab-org/gitlab>; see <https://docs.gitlab.com/user/reserved_names/>.

use super::super::{
    Doubt, LocateError, Location, Place, Provider, bad_repository, below, encode, is_dots, only, own_page,
};
use crate::field::Field;
use crate::repository::{has_word, is_number};

/// Names that no group on top can have (`TOP_LEVEL_ROUTES`).
const TOP: &str = "admin api assets dashboard explore files groups health_check help import invites jwt login oauth profile \
    projects public s search sitemap snippets unsubscribes uploads users v2";
/// Names that neither a project nor a group below another can have (`PROJECT_WILDCARD_ROUTES`), so that a page begins there.
const RESERVED: &str =
    "- badges blame blob builds commits create create_dir edit files find_file new preview raw refs tree update wikis";
/// Pages of a project in addresses from before the separator `/-/` (`config/routes/project.rb`, in releases since 12.0), that a
/// project or a group may be named like.
const PAGES: &str = "activity alert_management analytics artifacts audit_events autocomplete_sources avatar boards branches \
    clusters commit compare container_registry cycle_analytics dependencies deploy_keys deploy_tokens deployments \
    environments error_tracking feature_flags forks graphs group_links hooks import insights issues jobs labels mattermost \
    merge_requests metrics milestones mirror network packages pages pipeline_schedules pipelines project_members \
    protected_environments releases runners security serverless services settings snippets tags tracing triggers \
    uploads variables vulnerability_feedback";
/// Words in front of which a server may be told to run, and that are seldom a group's name.
const SERVER_PATHS: &str = "git gitlab scm vcs code repo repos source src";

/// Finds the project. `path` is what stands below the server's address.
pub fn locate(gitlab: &dyn Provider, place: &Place, root: String, path: &[String]) -> Result<Location, LocateError> {
    // In front of a short link and of the API's path stands the path that a self-managed GitLab is installed under.
    let at = |first: &str, second: &[&str]| {
        let found = path.windows(2).position(|pair| pair[0] == first && second.contains(&pair[1].as_str()));
        found.filter(|at| *at == 0 || gitlab.self_hosted())
    };
    if let Some(short) = at("-", &["p"])
        && let Some(number) = path.get(short + 2).filter(|number| is_number(number))
    {
        return Ok(numbered(below(&root, &path[..short])?, number));
    }
    let api = at("api", &["v4", "v3"]);
    let (root, path) = match api {
        Some(at) => (below(&root, &path[..at])?, &path[at + 2..]),
        None => (root, path),
    };
    let is_call = api.is_some();
    let mut whole = false;
    let path = match path {
        // The API takes a whole name as one segment, in which no word is a page's and no number a project's.
        [word, rest @ ..] if is_call && word == "projects" && place.joined.start + rest.len() == place.path.len() => {
            whole = true;
            &place.path[place.joined.clone()]
        }
        // `projects` is a reserved name at GitLab, so `projects/42` is always the project with that number.
        [word, number, ..] if word == "projects" && is_number(number) => return Ok(numbered(root, number)),
        [number] if place.host.is_none() && is_number(number) => return Ok(numbered(root, number)),
        [word, rest @ ..] if is_call && word == "projects" => rest,
        // The editor in the browser.
        [dash, ide, word, rest @ ..] if dash == "-" && ide == "ide" && word == "project" => rest,
        _ if is_call => return Err(own_page(gitlab, &[])),
        [first, second, ..] if place.host.is_some() && !place.ssh && has_word(TOP, first) => {
            return Err(own_page(gitlab, &[first, second]));
        }
        _ => path,
    };
    let ends = |(i, word): (usize, &String)| word == "-" || i > 1 && has_word(RESERVED, word);
    let end = path.iter().enumerate().position(ends).filter(|_| !whole).unwrap_or(path.len());
    let (names, behind) = path.split_at(end);
    let behind = behind.first().map_or("", String::as_str);
    // Without a host there is no page, and behind a clone address none either.
    let is_sure = whole || place.clone || place.host.is_none() || behind == "-";
    let is_page = |word: &String| has_word(PAGES, word) || is_call && has_word("statuses repository", word);
    let mut pages = (2..end).filter(|at| !is_sure && is_page(&names[*at]));
    let Some(page) = pages.next() else {
        let mut location = named(root, names)?;
        if let Some((port, rest)) = location.shown.split_once('/')
            && place.ssh
            && is_number(port)
            && rest.contains('/')
        {
            let other = format!("{}/{rest}.git", location.root);
            let text = format!(
                "Git reads {port} as a group here, so {} was taken. If it is a port, the project is {rest}.",
                location.shown
            );
            location.doubt = Some(Doubt { text, field: Field::Repository, other });
        }
        return Ok(location);
    };
    let short = names[..page].join("/");
    if pages.next().is_some() {
        return Err(bad_repository(format!(
            "This may be {short} or a project below it: several of the words behind it are pages of GitLab, and may be names as \
             well. Paste the address that GitLab shows for cloning, or write the name alone."
        )));
    }
    let whole = named(root.clone(), names);
    if whole.is_err() {
        return named(root, &names[..page]);
    }
    // No page of these has a file's below it: what stands in front of one is a name.
    let is_name = page + 1 == end && has_word("tree blob blame", behind);
    let mut location = if is_name { whole? } else { named(root, &names[..page])? };
    let long = names.join("/");
    let other = if is_name { format!("{}/{short}", location.root) } else { format!("{}/{long}.git", location.root) };
    let (word, taken) = (&names[page], &location.shown);
    let text = format!(
        "This may be {short} or {long}: “{word}” is a page of GitLab, and may be a name as well. {taken} was taken."
    );
    location.doubt = Some(Doubt { text, field: Field::Repository, other });
    Ok(location)
}

/// Whether a project's name may be read as the address of a page.
pub fn may_be_page(name: &str) -> bool {
    name.split('/').skip(2).any(|word| has_word(PAGES, word))
}

/// Says that a self-managed GitLab may be installed under a path, which then is no group: always where the host's name does not
/// say that GitLab has it for itself, and otherwise where the word is seldom a group's.
pub fn doubt_server(gitlab: &dyn Provider, place: &Place, mut location: Location) -> Location {
    let Some(host) = place.host.as_deref().filter(|_| location.doubt.is_none() && !place.ssh) else { return location };
    // Of a call's address the root is known for sure.
    let is_page = !place.path.iter().any(|word| word == "api");
    if let Some((first, rest)) = location.shown.split_once('/').filter(|(_, rest)| is_page && rest.contains('/'))
        && (has_word(SERVER_PATHS, first) || !gitlab.suggests(host))
    {
        let other = format!("{}/{first}", location.root);
        let text = format!(
            "{} was taken for the project. If GitLab runs below /{first} there, its address is {other} and the project {rest}.",
            location.shown
        );
        location.doubt = Some(Doubt { text, field: Field::Server, other });
    }
    location
}

/// The project with that name, if there can be one.
fn named(root: String, path: &[String]) -> Result<Location, LocateError> {
    let [groups @ .., project] = path else { return Err(missing_group()) };
    if project.ends_with(".wiki") {
        return Err(bad_repository("This is a project's wiki, which has no commit statuses. Leave out “.wiki”."));
    }
    if groups.is_empty() {
        return Err(missing_group());
    }
    for (i, part) in path.iter().enumerate() {
        let group = i < groups.len();
        let ending = part.ends_with(".git") || part.ends_with(".atom") || group && part.ends_with('.');
        let reserved = i > 0 && has_word(RESERVED, part);
        if reserved || part.starts_with('-') || is_dots(part) || ending || part.len() > 255 || !only(part, "_-.") {
            let what = if group { "” cannot be a group at GitLab" } else { "” cannot be a project at GitLab" };
            return Err(bad_repository(
                [
                    "“", part, what,
                    ": paths have letters, digits, “_”, “-” and “.”, do not start with “-”, do not end in “.git” or “.atom” and are no word of GitLab's own pages. The path can differ from the name on the page.",
                ]
                .concat(),
            ));
        }
    }
    let shown = path.join("/");
    Ok(Location::new(root, vec![encode(&shown)], shown))
}

fn numbered(root: String, number: &str) -> Location {
    Location::new(root, vec![number.to_string()], ["project ", number].concat())
}

fn missing_group() -> LocateError {
    bad_repository(
        "A GitLab project stands in a group or under a user: group/project, with subgroups between. Its number works as well.",
    )
}
