//! How PowerShell makes the command line of a program on Windows.

/// An edition of PowerShell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// Windows PowerShell 5.1.
    V5,
    /// PowerShell 7.3 and later, with the preset of `$PSNativeCommandArgumentPassing`.
    V7,
}

/// The command line of these words. 5.1 puts quotes around what holds blanks and escapes nothing
/// (<https://github.com/PowerShell/PowerShell/issues/1995>); 7.3 escapes as programs expect it.
pub fn command_line(version: Version, words: &[&str]) -> String {
    let word = |word: &&str| match version {
        Version::V5 => {
            assert!(!word.is_empty(), "5.1 drops an empty argument");
            assert!(!word.ends_with('\\'), "a backslash before a quote that PowerShell adds is not known");
            if word.contains([' ', '\t', '\n']) && !word.starts_with('"') {
                format!("\"{word}\"")
            } else {
                word.to_string()
            }
        }
        Version::V7 => escaped(word),
    };
    words.iter().map(word).collect::<Vec<_>>().join(" ")
}

/// Quotes and the backslashes in front of them take a backslash
/// (<https://learn.microsoft.com/cpp/c-language/parsing-c-command-line-arguments>, read from the other side).
fn escaped(word: &str) -> String {
    if !word.is_empty() && !word.contains([' ', '\t', '\n', '"']) {
        return word.to_string();
    }
    let mut out = String::from("\"");
    let mut backslashes = 0;
    for c in word.chars() {
        match c {
            '\\' => backslashes += 1,
            '"' => {
                out.push_str(&"\\".repeat(backslashes + 1));
                backslashes = 0;
            }
            _ => backslashes = 0,
        }
        out.push(c);
    }
    out.push_str(&"\\".repeat(backslashes));
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::argv::arguments;

    #[test]
    fn quotes_inside_an_argument_are_lost_in_5_and_kept_in_7() {
        let words = ["curl.exe", r#"{"a": "b c"}"#, "plain", "a b"];
        assert_eq!(arguments(&command_line(Version::V5, &words)), ["curl.exe", "{a: b", "c}", "plain", "a b"]);
        assert_eq!(arguments(&command_line(Version::V7, &words)), words);
    }

    #[test]
    fn what_has_no_quotes_arrives_from_both() {
        let words = ["curl.exe", "a b", "C:\\x\\y z\\f", "{{ a }}", "x&y|<>^%"];
        for version in [Version::V5, Version::V7] {
            assert_eq!(arguments(&command_line(version, &words)), words);
        }
        assert_eq!(arguments(&command_line(Version::V7, &["a\\\\\"b", "c \\", ""])), ["a\\\\\"b", "c \\", ""]);
    }
}
