//! A place in a text that is read.

/// A text, and how far it was read.
#[derive(Clone, Copy)]
pub struct Cursor<'a> {
    pub text: &'a str,
    pub at: usize,
}

impl<'a> Cursor<'a> {
    pub fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    pub fn take(&mut self, wanted: &str) -> bool {
        let found = self.rest().starts_with(wanted);
        self.at += if found { wanted.len() } else { 0 };
        found
    }

    /// Steps over what is of a kind, and gives it.
    pub fn take_while(&mut self, of: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let len = rest.find(|c| !of(c)).unwrap_or(rest.len());
        self.at += len;
        &rest[..len]
    }

    /// Steps over the white space and the line break behind the sign of a line that goes on. False where something else
    /// follows.
    pub fn line_goes_on(&mut self) -> bool {
        let white = self.rest().bytes().take_while(|b| matches!(b, b' ' | b'\t' | b'\r')).count();
        let found = self.rest()[white..].starts_with('\n');
        self.at += if found { white + 1 } else { 0 };
        found
    }

    /// What stands in front of the next `end`, which is stepped over as well.
    pub fn until(&mut self, end: &str) -> Option<&'a str> {
        let (inside, _) = self.rest().split_once(end)?;
        self.at += inside.len() + end.len();
        Some(inside)
    }

    /// Steps to the end of the line.
    pub fn skip_line(&mut self) {
        self.take_while(|c| c != '\n');
    }

    /// Steps over empty lines and notes to an option that begins a line; stays where none does.
    pub fn find_option(&mut self) -> bool {
        let mut ahead = *self;
        loop {
            ahead.take_while(char::is_whitespace);
            if ahead.peek() != Some('#') {
                break;
            }
            ahead.skip_line();
        }
        let found = super::word::is_option(ahead.rest());
        if found {
            *self = ahead;
        }
        found
    }
}
