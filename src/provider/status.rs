//! The commit status as no provider spells it: the neutral form that each provider turns into its own.

/// What a commit is told about a deploy. Every text may hold template variables, or their sample values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommitStatus {
    /// The provider's own word for the state.
    pub state: String,
    /// The text that tells this status from others of the same commit: the same in all events, so that one is updated.
    pub key: String,
    /// One line for people. Left out of the body when empty.
    pub description: String,
    /// Where the details stand. Left out of the body when empty.
    pub link: String,
    /// The branch that was deployed, if the user has a variable for it.
    pub branch: Option<String>,
}

/// A part of a [`CommitStatus`] that a provider may limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// [`CommitStatus::state`]
    State,
    /// [`CommitStatus::key`]
    Key,
    /// [`CommitStatus::description`]
    Description,
    /// [`CommitStatus::link`]
    Link,
    /// [`CommitStatus::branch`]
    Branch,
}

/// How a state looks on a commit: which of the page's three state colours it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Light {
    /// Not decided yet: yellow.
    Waiting,
    /// Red.
    Bad,
    /// Green.
    Good,
    /// Decided, but neither good nor bad, such as a cancelled deploy: grey.
    Neutral,
}

impl Light {
    /// One word for it, used as a style hook and read aloud.
    pub fn word(self) -> &'static str {
        match self {
            Light::Waiting => "waiting",
            Light::Bad => "bad",
            Light::Good => "good",
            Light::Neutral => "neutral",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_light_has_the_word_that_the_style_sheet_knows() {
        let lights = [Light::Waiting, Light::Bad, Light::Good, Light::Neutral];
        assert_eq!(lights.map(Light::word), ["waiting", "bad", "good", "neutral"]);
    }
}
