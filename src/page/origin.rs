//! Where a form comes from that nobody at this page has typed.

use crate::form::plan::Plan;

/// Where a form comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// From a link that somebody has given away.
    Link,
    /// From a text that was pasted.
    Import,
    /// From a draft that another tab has written.
    Draft,
}

impl Origin {
    /// All of them.
    const ALL: [Origin; 3] = [Origin::Link, Origin::Import, Origin::Draft];

    /// The word by which it is kept beside the form.
    pub fn word(self) -> &'static str {
        match self {
            Origin::Link => "link",
            Origin::Import => "import",
            Origin::Draft => "draft",
        }
    }

    /// The origin with that word.
    pub fn of(word: &str) -> Option<Origin> {
        Origin::ALL.into_iter().find(|origin| origin.word() == word)
    }

    /// What a person must know before the form is sent: full sentences.
    pub fn words(self, plan: &Plan) -> String {
        let came = match self {
            Origin::Link => "This form came by a link. ",
            Origin::Import => "This form came from an import. ",
            Origin::Draft => "This form came from another draft. ",
        };
        let next = plan.receipt().unwrap_or_else(|| "Look at it before you send anything.".into());
        [came, &next].concat()
    }
}

/// A draft: the link of its form, with its origin in a second line while nobody has looked at it.
pub fn with(link: &str, origin: Option<Origin>) -> String {
    origin.map_or_else(|| link.to_string(), |origin| [link, "\n", origin.word()].concat())
}

/// The link of a draft, and its origin.
pub fn split(draft: &str) -> (&str, Option<Origin>) {
    draft.split_once('\n').map_or((draft, None), |(link, word)| (link, Origin::of(word)))
}
