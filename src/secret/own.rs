//! The access token itself, wherever it stands in a text: as it is, in the spellings of JSON and of addresses, in base64,
//! and in part.
//!
//! A text is read once into the signs that it spells. A piece of the token is then found by its first few signs, at every
//! place where a piece can be, so the time follows the text's length.

use std::ops::Range;

use super::Secret;
use super::forms::{PERSONAL, PROJECT};
use crate::text::json::is_invisible;

/// What stands in a text in place of the access token. The page itself writes it nowhere else, so a text that has it has
/// lost something, and must not be written back.
pub const MASK: &str = "‹your access token›";

/// How many signs of a token's random part are enough to know it by. A token with fewer is known as a whole only.
const PIECE: usize = 12;
/// As many in base64.
const PIECE_CODED: usize = 16;
/// How many signs a place is looked up by.
const KEY: usize = 4;

impl Secret {
    /// Whether the token, or a good part of it, stands in a text.
    pub fn is_in(&self, text: &str) -> bool {
        self.found(&Spelled::new(text)).contains(&true)
    }

    /// The text with [`MASK`] in place of the token; `None` when it does not stand there. JSON stays JSON.
    pub fn mask(&self, text: &str) -> Option<String> {
        let spelled = Spelled::new(text);
        let found = self.found(&spelled);
        if !found.contains(&true) {
            return None;
        }
        let mut masked = String::with_capacity(text.len());
        let (mut start, mut was_token) = (0, false);
        for (is_token, end) in found.into_iter().zip(spelled.ends) {
            if !is_token {
                masked.push_str(&text[start..end]);
            } else if !was_token {
                masked.push_str(MASK);
            }
            (start, was_token) = (end, is_token);
        }
        masked.push_str(&text[start..]);
        Some(masked)
    }

    /// Which of a text's signs belong to the token.
    fn found(&self, text: &Spelled) -> Vec<bool> {
        let mut found = vec![false; text.signs.len()];
        let token = Spelled::new(&self.0).signs;
        // A word so short stands in many a text without being meant.
        if token.len() < PIECE {
            return found;
        }
        let prefix = [PERSONAL, PROJECT].into_iter().find(|prefix| self.0.starts_with(prefix)).map_or(0, str::len);
        let random = if token.len() < prefix + PIECE { 0 } else { prefix };
        let enough = if random < prefix { usize::MAX } else { PIECE };
        text.find(&token[random..], enough, |place| {
            let start = if text.signs[..place.start].ends_with(&token[..random]) { random } else { 0 };
            found[place.start - start..place.end].fill(true);
        });
        let enough = if random < prefix { usize::MAX } else { PIECE_CODED };
        let mut coded = vec![false; text.signs.len()];
        for before in 0..3 {
            text.find(&base64(before, &self.0.as_bytes()[random..]), enough, |place| coded[place].fill(true));
        }
        // What stands around it is code of the same text.
        let is_code = |at: usize| text.signs[at].is_ascii_alphanumeric() || b"+/=".contains(&text.signs[at]);
        for at in 1..coded.len() {
            coded[at] |= coded[at - 1] && is_code(at);
        }
        for at in (1..coded.len()).rev() {
            coded[at - 1] |= coded[at] && is_code(at - 1);
        }
        found.iter_mut().zip(coded).for_each(|(found, coded)| *found |= coded);
        found
    }
}

/// A text as the signs that it spells. Escapes are undone, however often they were escaped themselves; both alphabets of
/// base64 are one; what cannot be seen is left out.
struct Spelled {
    /// In ASCII, with [`OTHER`] for what no token has.
    signs: Vec<u8>,
    /// Where the spelling of each sign ends. It begins where the one before ends.
    ends: Vec<usize>,
}

/// See [`Spelled::signs`].
const OTHER: u8 = 0xff;

impl Spelled {
    fn new(text: &str) -> Spelled {
        let mut spelled = Spelled { signs: Vec::with_capacity(text.len()), ends: Vec::with_capacity(text.len()) };
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(first) = text[at..].chars().next() {
            // Where a run of one unit ends.
            let after = |from: usize, unit: &[u8]| {
                from + unit.len() * bytes[from..].chunks(unit.len()).take_while(|next| *next == unit).count()
            };
            let (sign, end) = match first {
                '\\' => {
                    let end = after(at, b"\\");
                    match hex(bytes, end + 1, 4).filter(|_| bytes[end] == b'u') {
                        Some(unit) => (char::from_u32(unit), end + 5),
                        None => (Some('\0'), end),
                    }
                }
                '%' => {
                    let digits = after(at + 1, b"25");
                    match hex(bytes, digits, 2) {
                        Some(byte) => (char::from_u32(byte), digits + 2),
                        None => (Some('%'), at + 1),
                    }
                }
                sign => (Some(sign), at + sign.len_utf8()),
            };
            at = end;
            let sign = sign.unwrap_or(char::REPLACEMENT_CHARACTER);
            if !sign.is_control() && !is_invisible(sign) {
                spelled.signs.push(match sign {
                    '-' => b'+',
                    '_' => b'/',
                    sign => u8::try_from(sign).unwrap_or(OTHER),
                });
                spelled.ends.push(end);
            }
        }
        spelled
    }

    /// Tells the places of a secret, as far as each agrees with it: the whole of it, or `enough` signs in a row.
    fn find(&self, secret: &[u8], enough: usize, mut tell: impl FnMut(Range<usize>)) {
        let (text, enough) = (&self.signs, enough.min(secret.len()));
        let keys = Keys::new(secret);
        let mut at = 0;
        while let Some(key) = text.get(at..at + KEY) {
            let mut longest = at..at;
            for place in keys.places(key) {
                let agree = |(a, b): &(&u8, &u8)| a == b;
                let before = text[..at].iter().rev().zip(secret[..place].iter().rev()).take_while(agree).count();
                let after = text[at..].iter().zip(&secret[place..]).take_while(agree).count();
                if before + after >= enough.max(longest.len() + 1) {
                    longest = at - before..at + after;
                }
            }
            if longest.is_empty() {
                // Wherever it stood, one of these steps would meet it.
                at += enough + 1 - KEY;
            } else {
                at = longest.end;
                tell(longest);
            }
        }
    }
}

/// Where each key stands in a secret.
struct Keys {
    /// The last place of each kind of key, counted from 1.
    last: [usize; 256],
    /// For each place the one before it of the same kind.
    before: Vec<usize>,
}

impl Keys {
    fn new(secret: &[u8]) -> Keys {
        let mut keys = Keys { last: [0; 256], before: Vec::new() };
        for (at, key) in secret.windows(KEY).enumerate() {
            keys.before.push(std::mem::replace(&mut keys.last[kind(key)], at + 1));
        }
        keys
    }

    /// The places where a key may stand.
    fn places(&self, key: &[u8]) -> impl Iterator<Item = usize> {
        let mut next = self.last[kind(key)];
        std::iter::from_fn(move || {
            let place = next.checked_sub(1)?;
            next = self.before[place];
            Some(place)
        })
    }
}

/// Few keys are of one kind.
fn kind(key: &[u8]) -> usize {
    key.iter().fold(0, |sum, sign| (31 * sum + usize::from(*sign)) % 256)
}

fn hex(bytes: &[u8], from: usize, count: usize) -> Option<u32> {
    let digits = bytes.get(from..from + count)?;
    digits.iter().try_fold(0, |number, digit| Some(16 * number + char::from(*digit).to_digit(16)?))
}

/// The signs of base64 that some bytes make by themselves, with `before` others in front of them.
fn base64(before: usize, bytes: &[u8]) -> Vec<u8> {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut signs = Vec::new();
    // The first sign may be made of bits of the bytes before.
    let (mut bits, mut count) = (0, 0);
    let mut foreign = [0, 4, 2][before];
    for byte in bytes {
        bits = bits << 8 | u32::from(*byte);
        count += 8 - std::mem::take(&mut foreign);
        while count >= 6 {
            count -= 6;
            signs.push(SIGNS[(bits >> count & 63) as usize]);
        }
    }
    signs
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "devopness_pat_Ab3-dE5_gH7jK9mN1pQ3";

    /// Checks what becomes of a text, and that it is told.
    fn masks(token: &str, text: &str, masked: Option<&str>) {
        let secret = Secret::parse(token).expect("a token");
        assert_eq!(secret.mask(text).as_deref(), masked, "{token} in {text}");
        assert_eq!(secret.is_in(text), masked.is_some(), "{token} in {text}");
    }

    fn encode(text: &str) -> String {
        let mut signs = base64(0, text.as_bytes());
        let left = text.len() % 3;
        if left > 0 {
            let last = u32::from(text.as_bytes()[text.len() - 1]);
            signs.push(base64(0, &[(last << (8 - 2 * left) & 255) as u8])[0]);
            signs.extend(std::iter::repeat_n(b'=', 3 - left));
        }
        String::from_utf8(signs).expect("base64 is ASCII")
    }

    #[test]
    fn base64_is_written_as_others_read_it() {
        for text in ["abc", "Bearer x", "user:pass", "???>>>1"] {
            assert_eq!(crate::text::base64::decode(&encode(text)).as_deref(), Some(text));
        }
    }

    #[test]
    fn every_spelling_is_masked_and_nothing_around_it() {
        let units = |each: &dyn Fn(u8) -> String| TOKEN.bytes().map(each).collect::<String>();
        let spellings = [
            TOKEN.to_string(),
            units(&|b| format!("\\u{b:04x}")),
            units(&|b| format!("\\u{b:04X}")),
            units(&|b| format!("\\\\u{b:04x}")),
            units(&|b| format!("%{b:02x}")),
            units(&|b| format!("%25{b:02X}")),
            units(&|b| format!("%2525{b:02X}")),
            units(&|b| format!("\u{200b}\\u200b{}", char::from(b))),
            TOKEN.replace('d', "\\u0064").replace('_', "%5F"),
            encode(TOKEN),
            encode(TOKEN).trim_end_matches('=').to_string(),
            encode(TOKEN).replace('=', "%3D"),
            encode(&["Bearer ", TOKEN].concat()),
            encode(&["u:", TOKEN].concat()).replace('+', "-").replace('/', "_"),
            encode(&["{\"token\": \"", TOKEN, "\"}"].concat()),
        ];
        for spelling in &spellings {
            for (before, after) in
                [("", ""), ("é ", " ü"), ("{\"a\": \"", "\", \"b\": 1}"), ("a\\t ", "\\\""), ("%20", "%")]
            {
                let wide = |middle: &str| [before, middle, after].concat();
                masks(TOKEN, &wide(spelling), Some(&wide(MASK)));
            }
        }
        masks(TOKEN, &[TOKEN, " and ", TOKEN].concat(), Some(&[MASK, " and ", MASK].concat()));
        masks(TOKEN, &[TOKEN, TOKEN].concat(), Some(MASK));
    }

    #[test]
    fn json_stays_json() {
        let escaped = TOKEN.replace('_', "\\u005f");
        let text = ["{\"", &escaped, "\": [\"\\\\", TOKEN, "\\\\\", \"\\n", &encode(TOKEN), "\\n\"]}"].concat();
        let masked = Secret::parse(TOKEN).expect("a token").mask(&text).expect("it is there");
        assert_eq!(
            crate::text::json::parse(&masked).expect("JSON")[MASK].as_array().map(Vec::len),
            Some(2),
            "{masked}"
        );
        assert!(!Secret::parse(TOKEN).expect("a token").is_in(&masked));
        // A slash may be escaped, and is often.
        masks("dvpn/ab/cd/ef/gh/ij", "\"dvpn\\/ab\\/cd\\/ef\\/gh\\/ij\"", Some(&["\"", MASK, "\""].concat()));
    }

    #[test]
    fn a_part_of_a_long_token_is_masked_and_its_kind_is_not() {
        masks(TOKEN, &["starts with ", &TOKEN[..26], "…"].concat(), Some(&["starts with ", MASK, "…"].concat()));
        masks(TOKEN, &["…", &TOKEN[20..], "."].concat(), Some(&["…", MASK, "."].concat()));
        masks(TOKEN, &["…", &TOKEN[16..30], "…"].concat(), Some(&["…", MASK, "…"].concat()));
        masks(TOKEN, &["Basic ", &encode(TOKEN)[24..44]].concat(), Some(&["Basic ", MASK].concat()));
        for harmless in
            [&TOKEN[..25], "devopness_pat_", "devopness_pat_other", "ends in 1pQ3", "", "\\", "%", "\\u00", "%2"]
        {
            masks(TOKEN, harmless, None);
        }
    }

    #[test]
    fn a_token_of_any_form_is_known_unless_it_is_too_short() {
        for token in
            ["dvpn_abc123def456", "correcthorse", "12|abcdefghijkl", "devopness_pat_sandbox", "devopness_proj_ab"]
        {
            masks(token, &["a ", token, " b"].concat(), Some(&["a ", MASK, " b"].concat()));
            masks(token, &["a ", &encode(token), " b"].concat(), Some(&["a ", MASK, " b"].concat()));
        }
        for cut in ["devopness_pat_sandbo", "Local sandbox", "orrecthorse"] {
            masks("devopness_pat_sandbox", cut, None);
            masks("correcthorse", cut, None);
        }
        masks("elevensigns", "elevensigns", None);
        masks("a", "a", None);
    }

    #[test]
    fn the_time_follows_the_length_of_the_text() {
        let secret = Secret::parse(TOKEN).expect("a token");
        let coded = encode(TOKEN);
        for unit in ["\\", "%", "%25", "\\u", "d", "devopness_pat_", &TOKEN[14..25], TOKEN, &coded, "\u{200b}", "A"] {
            let text = unit.repeat((1 << 19) / unit.len());
            let start = std::time::Instant::now();
            assert_eq!(secret.is_in(&text), [TOKEN, &coded].contains(&unit), "{unit}");
            // An unoptimised build on a busy machine: what grows with the square would take an hour.
            assert!(start.elapsed().as_secs() < 20, "{unit}");
        }
    }
}
