//! PowerShell, 5.1 and 7. All is ASCII: 5.1 reads a file without a mark in the code page of its machine, and takes quotes of
//! other scripts for its own.

use crate::text::json::{self, Json};

/// JSON as a literal here-string. It ends where `'@` begins a line, and no line of JSON begins with a text's own `'`.
/// (<https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_quoting_rules>)
pub fn json(value: &dyn Json) -> String {
    ["@'\n", &json::pretty(value, |c| !c.is_ascii()), "\n'@"].concat()
}

/// An address inside single quotes, where nothing but those means anything.
pub fn url(url: &str) -> String {
    ["'", &super::plain_url(url), "'"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_a_here_string_but_its_end() {
        let text = json(&serde_json::json!(["\n'@ $x `é ’"]));
        assert_eq!(text, "@'\n[\n  \"\\n'@ $x `\\u00e9 \\u2019\"\n]\n'@");
        assert_eq!(url("http://h/a'b’%2F$x"), "'http://h/a%27b%E2%80%99%2F$x'");
    }
}
