//! What is said of a fault.

use super::Fault;
use crate::provider::Provider;

/// What a provider says of a fault in its own words, if it has any for it.
type Say = fn(&Fault) -> Option<String>;

/// Each provider's own words, with the ids of its editions.
const WORDS: &[(&[&str], Say)] = &[
    (&["github", "github-enterprise-server"], crate::provider::github::fault::say),
    (&["gitlab", "gitlab-self-managed"], crate::provider::gitlab::fault::say),
    (&["bitbucket"], crate::provider::bitbucket_cloud::fault::say),
    (&["bitbucket-data-center"], crate::provider::bitbucket_data_center::fault::say),
];

/// What is wrong, and what would be right: full sentences.
pub fn sentence(provider: &dyn Provider, fault: &Fault) -> String {
    let name = provider.name();
    let own = WORDS.iter().find(|(ids, _)| ids.contains(&provider.id())).and_then(|(_, say)| say(fault));
    own.unwrap_or_else(|| match fault {
        Fault::OwnPage => format!(
            "This address is none of a repository, but of {name} itself. Copy the repository's, or write its name alone."
        ),
        Fault::Dots => "An address with “.” or “..” in its path means another one: write that one.".into(),
        Fault::Server(text) => text.clone(),
        _ => format!("A repository of {name} is named {}, neither more nor less.", provider.placeholder().shown),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provider::PROVIDERS;

    #[test]
    fn every_provider_has_words_for_a_name_that_cannot_be() {
        for provider in PROVIDERS {
            for fault in [Fault::Owner("a b".into()), Fault::Name("a b".into())] {
                let text = sentence(*provider, &fault);
                assert!(text.contains("“a b” cannot be a"), "{}: {text}", provider.id());
            }
            let text = sentence(*provider, &Fault::Parts);
            assert!(text.starts_with("A ") && text.contains(provider.name().split(' ').next().unwrap()), "{text}");
        }
    }
}
