//! Which parts of an address name the project. The words are those of `lib/gitlab/path_regex.rb` and `config/routes/project.rb`
//! in <https://gitlab.com/gitlab-org/gitlab>; see <https://docs.gitlab.com/user/reserved_names/>.

use super::super::fault::Fault;
use super::super::path::{below, is_dots, only};
use super::super::repository::Place;
use super::super::{Location, Provider};
use crate::text::percent::encode;
use crate::text::word::{has_word, is_number};

/// Names that no group on top can have (`TOP_LEVEL_ROUTES`).
const TOP: &str = "admin api assets dashboard explore files groups health_check help import invites jwt login oauth profile \
    projects public s search sitemap snippets unsubscribes uploads users v2";
/// Names that neither a project nor a group below another can have (`PROJECT_WILDCARD_ROUTES`), so that a page begins there.
const RESERVED: &str =
    "- badges blame blob builds commits create create_dir edit files find_file new preview raw refs tree update wikis";
/// Pages of a project without the separator `/-/`, most of them from before it (`config/routes/project.rb` and
/// `config/routes/repository.rb` of releases since 9.0), that a project or a group may be named like.
const PAGES: &str = "activity alert_management analytics artifacts audit_events autocomplete_sources avatar boards branches \
    clusters commit compare container_registry cycle_analytics dependencies deploy_keys deploy_tokens deployments \
    environments error_tracking feature_flags forks graphs group_links hooks import insights issues jobs labels mattermost \
    merge_requests metrics milestones mirror network packages pages path_locks pipeline_schedules pipelines \
    project_members protected_branches protected_environments protected_tags push_rules releases repository runners \
    security serverless service_desk services settings snippets tags tracing triggers uploads variables \
    vulnerability_feedback";

/// An address, taken apart.
pub struct Parts<'a> {
    /// How many of the segments stand above the API's path, or above a short link: the path that the server is installed under.
    pub above: usize,
    /// Whether it is a call of the API.
    pub is_call: bool,
    /// The project's number, where that is all.
    pub number: Option<&'a str>,
    /// The name, up to where a page begins for certain.
    pub names: &'a [String],
    /// The first word in it that may begin a page as well.
    pub page: Option<usize>,
    /// Whether it is most likely a name, by what stands behind it.
    pub is_name: bool,
}

/// Takes an address apart. `path` is what stands below the server's address.
pub fn parts<'a>(gitlab: &dyn Provider, place: &'a Place, path: &'a [String]) -> Result<Parts<'a>, Fault> {
    let at = |first: &str, second: &str| {
        let found = path.windows(2).position(|pair| pair[0] == first && has_word(second, &pair[1]));
        found.filter(|at| *at == 0 || gitlab.self_hosted())
    };
    let numbered = |above, number| {
        Ok(Parts { above, is_call: true, number: Some(number), names: &[], page: None, is_name: false })
    };
    if let Some(short) = at("-", "p project")
        && let Some(number) = path.get(short + 2).filter(|number| is_number(number))
    {
        return numbered(short, number);
    }
    let api = at("api", "v4 v3");
    let (above, path) = api.map_or((0, path), |at| (at, &path[at + 2..]));
    let is_call = api.is_some();
    let is_page_of_all = place.host.is_some() && !place.ssh;
    let mut is_whole = false;
    let path = match path {
        // The API takes a whole name as one segment, in which no word is a page's and no number a project's.
        [word, rest @ ..] if is_call && word == "projects" && place.joined.start + rest.len() == place.path.len() => {
            is_whole = true;
            &place.path[place.joined.clone()]
        }
        // `projects` is a reserved name at GitLab, so `projects/42` is always the project with that number.
        [word, number, ..] if word == "projects" && is_number(number) => return numbered(above, number),
        [number] if place.host.is_none() && is_number(number) => return numbered(above, number),
        [word, rest @ ..] if is_call && word == "projects" => rest,
        // The editor in the browser.
        [dash, ide, word, rest @ ..] if dash == "-" && ide == "ide" && word == "project" => rest,
        [first, ..] if is_call || is_page_of_all && has_word(TOP, first) => return Err(Fault::OwnPage),
        _ => path,
    };
    let ends = |at: &usize| !is_whole && (path[*at] == "-" || *at > 1 && has_word(RESERVED, &path[*at]));
    let end = (0..path.len()).find(ends).unwrap_or(path.len());
    let (names, behind) = path.split_at(end);
    let behind = behind.first().map_or("", String::as_str);
    // Without a host there is no page, and git's own addresses have none either.
    let is_sure = is_whole || place.ssh || place.host.is_none() || behind == "-";
    // What ends in .git is a name at its end, and most likely as a whole.
    let last = end - usize::from(place.clone && end > 0);
    let page = (2..last).find(|at| !is_sure && is_page(&names[*at], is_call));
    let is_name = place.clone || page == end.checked_sub(1) && has_word("tree blob blame", behind);
    Ok(Parts { above, is_call, number: None, names, page, is_name })
}

/// Finds the project. `path` is what stands below the server's address.
pub fn locate(gitlab: &dyn Provider, place: &Place, root: &str, path: &[String]) -> Result<Location, Fault> {
    let parts = parts(gitlab, place, path)?;
    let root = below(root, &path[..parts.above])?;
    if let Some(number) = parts.number {
        return Ok(Location::new(root, vec![number.to_string()], ["project ", number].concat()));
    }
    let end = parts.page.filter(|_| !parts.is_name).unwrap_or(parts.names.len());
    let mut location = named(root, &parts.names[..end])?;
    location.is_sure = parts.page.is_none() && !is_port(place, parts.names);
    Ok(location)
}

/// Whether a word may be a page of a project, or below a call for one.
pub fn is_page(word: &str, is_call: bool) -> bool {
    has_word(PAGES, word) || is_call && has_word("statuses", word)
}

/// Whether what git takes for the first group is likely the port of a server.
pub fn is_port(place: &Place, names: &[String]) -> bool {
    place.ssh && names.len() > 2 && is_number(&names[0])
}

/// Whether a project's name may be read as the address of a page.
pub fn may_be_page(name: &str) -> bool {
    name.split('/').skip(2).any(|word| is_page(word, false))
}

/// The project with that name, if there can be one.
pub fn named(root: String, path: &[String]) -> Result<Location, Fault> {
    let [groups @ .., project] = path else { return Err(Fault::Parts) };
    if project.ends_with(".wiki") {
        return Err(Fault::Wiki);
    }
    if groups.is_empty() {
        return Err(Fault::Parts);
    }
    for (i, part) in path.iter().enumerate() {
        let group = i < groups.len();
        let ending = part.ends_with(".git") || part.ends_with(".atom") || group && part.ends_with('.');
        let reserved = i > 0 && has_word(RESERVED, part);
        if reserved || part.starts_with('-') || is_dots(part) || ending || part.len() > 255 || !only(part, "_-.") {
            return Err(if group { Fault::Owner(part.clone()) } else { Fault::Name(part.clone()) });
        }
    }
    let shown = path.join("/");
    Ok(Location::new(root, vec![encode(&shown)], shown))
}
