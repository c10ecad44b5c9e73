//! Windows cmd, whether the text is pasted into its window or saved as a .bat file.
//!
//! The two differ in `%`: in a file `%%` is one sign and `%2` an argument, in the window neither is. So no text has a `%` of
//! its own: JSON can write `\u0025`, and an address takes the sign from the variable that [`PERCENT`] sets. Everything else
//! that cmd acts upon is between double quotes, where it means nothing.

use crate::text::json::{self, Json};

/// Sets the variable that [`url`] takes a percent sign from: two signs in the window, one in a file. The last one is a
/// percent sign in both.
pub const PERCENT: &str = "set \"PERCENT=%%\"";

/// What is left of the 8191 characters that cmd takes in a line, with room for what stands around a text.
/// (<https://learn.microsoft.com/troubleshoot/windows-client/shell-experience/command-line-string-limitation>)
const LINE_MAX: usize = 8000;

/// The lines that write JSON into a file: each of them is printed with `echo`. `None` where one is longer than cmd takes it.
///
/// All is ASCII, so that code pages do not matter. `\u0022` for a quote keeps cmd between the quotes of a JSON text from one
/// end to the other. `/?` would make `echo` print its help, and `!` is a variable where somebody has turned that on.
pub fn json(value: &dyn Json) -> Option<String> {
    let text = json::pretty(value, |c| !c.is_ascii() || "\"%!?".contains(c));
    let lines: Vec<String> = text.lines().map(|line| ["echo ", line].concat()).collect();
    lines.iter().all(|line| line.len() <= LINE_MAX).then(|| lines.join("\n"))
}

/// The lines that write a text into a file in base64, for `certutil`: no character of it means anything to cmd, and no line
/// is long.
pub fn base64(text: &str) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut lines = Vec::new();
    for bytes in text.as_bytes().chunks(48) {
        let mut line = String::from("echo ");
        for three in bytes.chunks(3) {
            let byte = |at: usize| u32::from(three.get(at).copied().unwrap_or_default());
            let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
            for (at, shift) in [18, 12, 6, 0].into_iter().enumerate() {
                let sign = SIGNS[(bits >> shift & 63) as usize];
                line.push(if at <= three.len() { char::from(sign) } else { '=' });
            }
        }
        lines.push(line);
    }
    lines.join("\n")
}

/// An address inside double quotes. Where it has a percent sign, [`PERCENT`] has to stand above.
pub fn url(url: &str) -> String {
    ["\"", &super::plain_url(url).replace('%', "%PERCENT:~-1%"), "\""].concat()
}

/// Whether an address takes the sign from [`PERCENT`].
pub fn needs_percent(url: &str) -> bool {
    super::plain_url(url).contains('%')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_no_sign_of_its_own_that_cmd_would_act_upon() {
        let value = serde_json::json!({ "a\"b": "100% é /? !x! \\ & | < > ^ (", "n": [1, true] });
        let text = json(&value).unwrap();
        let wanted = "echo {\necho   \"a\\u0022b\": \"100\\u0025 \\u00e9 /\\u003f \\u0021x\\u0021 \\\\ & | < > ^ (\",\n\
                      echo   \"n\": [\necho     1,\necho     true\necho   ]\necho }";
        assert_eq!(text, wanted);
        assert_eq!(json(&"x".repeat(7993)).map(|text| text.len()), Some(8000));
        assert_eq!(json(&"x".repeat(7994)), None);
    }

    #[test]
    fn a_long_text_is_written_in_base64() {
        assert_eq!(base64(""), "");
        for text in ["x", "xy", "xyz", "???>>>", &"é".repeat(99)] {
            let lines = base64(text);
            let coded: String = lines.lines().map(|line| line.strip_prefix("echo ").unwrap()).collect();
            assert!(lines.lines().all(|line| line.len() <= 69) && coded.len().is_multiple_of(4), "{lines}");
            assert_eq!(crate::text::base64::decode(&coded).as_deref(), Some(text));
        }
    }

    #[test]
    fn an_address_takes_its_percent_signs_from_a_variable() {
        assert_eq!(url("http://h/a%2F\"b?x=1&y"), "\"http://h/a%PERCENT:~-1%2F%PERCENT:~-1%22b?x=1&y\"");
        assert!(needs_percent("a\"") && needs_percent("%41") && !needs_percent("http://h/?a&b"));
    }
}
