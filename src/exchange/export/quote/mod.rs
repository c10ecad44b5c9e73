//! How a shell or a language takes a text: the characters that must not stand in it. One file a family of shells, or a
//! language.

pub mod cmd;
pub mod code;
pub mod go;
pub mod javascript;
pub mod posix;
pub mod powershell;
pub mod python;
pub mod rust;
pub mod yaml;

use crate::text::percent::encode;

/// An address of ASCII characters that can stand between the quotes of any shell but for `%` and `$`: the others are
/// percent-encoded, which an address allows. `<` and `>` are what a placeholder is known by.
fn plain_url(url: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#[]@$&()*+,;=%<>".contains(c);
    let mut out = String::new();
    for c in url.chars() {
        if plain(c) {
            out.push(c);
        } else {
            out.push_str(&encode(c.encode_utf8(&mut [0; 4])));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::plain_url;

    #[test]
    fn an_address_keeps_what_an_address_has() {
        let whole = "https://[::1]:8080/a%20b/<pipeline_id>?page=1&x=(~$)#y";
        assert_eq!(plain_url(whole), whole);
        assert_eq!(plain_url("a'b\"c\\d!e^f`g é\n|{}"), "a%27b%22c%5Cd%21e%5Ef%60g%20%C3%A9%0A%7C%7B%7D");
    }
}
