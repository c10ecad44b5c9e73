//! Whether a text looks as if a machine had drawn it, letter by letter.
//!
//! People write words, and names of words: nearly nine of ten pairs of letters in them are among 200 that are common. In what
//! is drawn, one of four is. So the odd pairs are counted: those of two letters that seldom stand side by side, of a letter
//! and a digit, and of a small and a large letter.

/// For each letter the letters that often follow it, a bit each, counted in English texts and in names of programs.
const COMMON: [u32; 26] = [
    20888910, 1198353, 1723797, 409873, 11450749, 147761, 1196305, 16657, 36632703, 0, 262417, 18630937, 49425,
    1859965, 8322124, 1755409, 1048576, 18774365, 1887637, 18762129, 964883, 273, 273, 0, 0, 0,
];
/// How much of a text tells what it is, in bytes.
const ENOUGH: usize = 72;
/// How many pairs tell words for sure.
const CERTAIN: usize = 24;
/// How many plausible pairs a separator counts for: words have many, tokens few.
const SEPARATOR: usize = 2;
/// The fewest bytes of a secret that is known by being random.
const LENGTH_MIN: usize = 8;
/// The fewest odd pairs of a random text.
const ODD_MIN: usize = 3;
/// The fewest different characters of a random text; an `xxxxxxxx` stands for something that is left out.
const DIFFERENT_MIN: u32 = 4;

/// Whether a text looks random. Its first bytes are enough to tell.
pub(super) fn is_random(text: &str) -> bool {
    has_odd_pairs(text, 5, 2)
}

/// Whether a text may be random, where its beginning already says so.
pub(super) fn may_be_random(text: &str) -> bool {
    has_odd_pairs(text, 7, 2)
}

/// Whether a text may hold a secret: quick, and right whenever it says no. What is random has some odd pairs side by side, and
/// what is not random is known by what stands around it.
pub fn may_hold_secret(text: &str) -> bool {
    let odd = |word: &[u8]| {
        let pairs = word.windows(2).filter(|pair| pair.iter().all(u8::is_ascii_alphanumeric));
        let odd = pairs.filter(|pair| pair[0] != pair[1] && is_odd(pair[0], pair[1])).take(ODD_MIN).count();
        word.len() >= LENGTH_MIN && odd == ODD_MIN
    };
    let word = |word: &str| {
        if !word.contains("://") {
            return odd(word.as_bytes());
        }
        // In an address no secret goes on from one part of the path into the next.
        let (path, query) = word.split_at(word.find(['?', '#']).unwrap_or(word.len()));
        path.split('/').chain([query]).any(|part| odd(part.as_bytes()))
    };
    text.contains('@') && text.contains("://") || text.contains("PRIVATE") || text.split_whitespace().any(word)
}

/// Whether more than so many of so many pairs are odd.
fn has_odd_pairs(text: &str, of: usize, share: usize) -> bool {
    // A sentence may end behind it.
    let text = text.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
    let bytes = &text.as_bytes()[..text.len().min(ENOUGH)];
    let (mut odd, mut pairs, mut different) = (0, 0, 0u64);
    for pair in bytes.windows(2) {
        let [a, b] = [pair[0], pair[1]];
        different |= 1 << (b & 63);
        if !b.is_ascii_alphanumeric() {
            pairs += SEPARATOR;
        } else if a.is_ascii_alphanumeric() && !(a.is_ascii_digit() && b.is_ascii_digit()) {
            pairs += 1;
            odd += usize::from(a != b && is_odd(a, b));
        }
        // Words by now, whatever follows: a long text is not looked at for longer than need be.
        if pairs >= CERTAIN && odd * 5 < pairs {
            return false;
        }
    }
    odd >= ODD_MIN && odd * of > pairs * share && different.count_ones() >= DIFFERENT_MIN
}

fn is_odd(a: u8, b: u8) -> bool {
    let letter = |byte: u8| usize::from(byte | 32) - usize::from(b'a');
    a.is_ascii_digit()
        || b.is_ascii_digit()
        || a.is_ascii_lowercase() && b.is_ascii_uppercase()
        || COMMON[letter(a)] >> letter(b) & 1 == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_drawn_is_told_from_words() {
        for random in [
            "8d1f5c0e2b7a49638fd24c6b9a3e7f5012c4d6e8",
            "x1y2z3w4",
            "abcdefgh12",
            "Zx81-Qy92/Kw73+Jv64=",
            "dXNlcjpwYXNzd29yZA",
            "KJ7QXW2MZP4TNB6H",
        ] {
            assert!(is_random(random), "{random}");
        }
        for plain in [
            "",
            "a",
            "documentation",
            "documentation_page",
            "authentication-and-authorization",
            "AbstractSingletonProxyFactoryBean",
            "release-2026-01-15",
            "npm_config_registry",
            "IOSFODNN7EXAMPLE",
            "xxxxxxxxxxxxxxxxxxxxxxxx",
            "12345678901234567890",
            "linux-x64-v2.31.0",
            "жжжжжжжжжжжж",
        ] {
            assert!(!is_random(plain), "{plain}");
        }
    }
}
