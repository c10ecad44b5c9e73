//! What each style shows: a form of so many fields, each with four elements, five live values and two listeners.

/// How many fields there are.
pub const COUNT: usize = if cfg!(feature = "eighty") { 80 } else { 20 };

/// What was typed.
pub struct Form {
    /// The text of each field.
    pub texts: [String; COUNT],
    /// Whether it was left once.
    pub left: [bool; COUNT],
}

impl Default for Form {
    fn default() -> Form {
        Form { texts: std::array::from_fn(|_| String::new()), left: [false; COUNT] }
    }
}

impl Form {
    /// Whether a field is empty that was left.
    pub fn is_missing(&self, at: usize) -> bool {
        self.left[at] && self.texts[at].is_empty()
    }

    /// What is said below a field.
    pub fn note(&self, at: usize) -> String {
        if self.is_missing(at) { "Fill this in.".to_owned() } else { self.texts[at].clone() }
    }

    /// How that is to be read.
    pub fn tone(&self, at: usize) -> &'static str {
        if self.is_missing(at) { "error" } else { "hint" }
    }
}
