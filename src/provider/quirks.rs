//! What a provider asks of a text of the status that others do not ask, and that no document of it says: an error where its
//! own code shows that it refuses, a warning where others have met it.
//!
//! A slice of its own, and no part of [`super::Provider`], because a plain form cannot break these rules.

use crate::provider::status::Part;

/// One such rule.
pub struct Quirk {
    /// Which text.
    pub part: Part,
    /// Whether the provider's own code shows that it refuses the text. Otherwise others have met it.
    pub is_refused: bool,
    /// What is wrong with a text as it was typed, with its variables: full sentences.
    pub when: fn(&str) -> Option<String>,
}

/// Those of each provider that has any, with the ids of its editions.
pub const QUIRKS: &[(&[&str], &[Quirk])] = &[
    (&["github", "github-enterprise-server"], super::github::quirks::QUIRKS),
    (&["gitlab", "gitlab-self-managed"], super::gitlab::quirks::QUIRKS),
];

/// What is wrong with a text of the status at the provider with that id, and whether it is sure to be refused.
pub fn quirk(id: &str, part: Part, text: &str) -> Option<(bool, String)> {
    let own = QUIRKS.iter().filter(|(ids, _)| ids.contains(&id)).flat_map(|(_, quirks)| *quirks);
    own.filter(|quirk| quirk.part == part).find_map(|quirk| Some((quirk.is_refused, (quirk.when)(text)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_stands_at_a_provider_that_there_is() {
        for (ids, _) in QUIRKS {
            assert!(ids.iter().all(|id| crate::provider::by_id(id).is_some()), "{ids:?}");
        }
    }

    #[test]
    fn what_is_odd_is_named() {
        let check = |id: &str, part: Part, text: &str, expected: Option<(bool, &str)>| {
            let found = quirk(id, part, text);
            let fits = match (&found, expected) {
                (Some((is_refused, says)), Some((wanted, words))) => *is_refused == wanted && says.contains(words),
                (found, expected) => found.is_none() && expected.is_none(),
            };
            assert!(fits, "{id}: {text}: {found:?}");
        };
        let warning = |words| Some((false, words));
        let error = |words| Some((true, words));
        for id in ["github", "github-enterprise-server"] {
            check(id, Part::Description, "Deploy 🚀 is on its way 🚀", warning("here “🚀”. Leave"));
            check(id, Part::Description, "🚀🎉🔥💥", warning("“🚀”, “🎉”, “🔥” and others"));
            check(id, Part::Description, "𝓓eploy", warning("“𝓓”"));
            // In the Basic Multilingual Plane, however odd.
            check(id, Part::Description, "✅ Größe 部署 ☂️", None);
            check(id, Part::Key, "🚀", None);
            check(id, Part::Link, "HTTPS://-a.b", None);
        }
        for id in ["gitlab", "gitlab-self-managed"] {
            check(id, Part::Key, &"x".repeat(256), warning("256 characters"));
            check(id, Part::Key, &["{{ action.id }}", &"x".repeat(240)].concat(), warning("259 characters"));
            check(id, Part::Key, &"é".repeat(255), None);
            check(id, Part::Description, "🚀", None);
            check(id, Part::Link, "HTTPS://a.b/x", error("small letters"));
            check(id, Part::Link, "https://-a.b/x", error("“-a.b”"));
            check(id, Part::Link, "https://a.b:port/x", error("“a.b:port”"));
            for link in
                ["https://a.b:80/x y", "{{ action.url }}", "https://{{ x }}/", "a.b", "https://", "https://a b", ""]
            {
                check(id, Part::Link, link, None);
            }
        }
        check("bitbucket", Part::Description, "🚀", None);
    }
}
