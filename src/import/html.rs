//! Text as HTML writes it.

/// What stands for a character, and the character. Only those that hide a command or a body.
const NAMES: [(&str, char); 6] = [("quot", '"'), ("apos", '\''), ("amp", '&'), ("lt", '<'), ("gt", '>'), ("nbsp", ' ')];
/// How long a name or a number may be.
const NAME_MAX: usize = 10;

/// A text without the escapes of HTML. `None` where its quotes are not written so: then an ampersand means itself.
pub fn unescape(text: &str) -> Option<String> {
    let quotes = ["&quot;", "&#34;", "&#x22;", "&apos;", "&#39;", "&#x27;"];
    if !quotes.iter().any(|quote| text.contains(quote)) {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let name = &from[1..from.floor_char_boundary(NAME_MAX)];
        let name = name.find(';').map(|end| &name[..end]);
        match name.and_then(|name| Some((name, character(name)?))) {
            Some((name, c)) => {
                out.push(c);
                rest = &from[name.len() + 2..];
            }
            None => {
                out.push('&');
                rest = &from[1..];
            }
        }
    }
    out.push_str(rest);
    Some(out)
}

fn character(name: &str) -> Option<char> {
    let Some(number) = name.strip_prefix('#') else {
        return NAMES.iter().find(|(own, _)| *own == name).map(|(_, c)| *c);
    };
    let hex = number.strip_prefix(['x', 'X']).map(|digits| u32::from_str_radix(digits, 16));
    char::from_u32(hex.unwrap_or_else(|| number.parse()).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_html_escapes_is_read_once() {
        let check = |text: &str, wanted: &str| assert_eq!(unescape(text).as_deref(), Some(wanted), "{text}");
        check("{&quot;a&quot;: &quot;x &amp; &lt;y&gt;&quot;}", "{\"a\": \"x & <y>\"}");
        check("&#39;&#x27;&apos;&#34;&#X22;", "'''\"\"");
        check("&quot;&amp;quot; &unknown; & &#xffffff; a&b=c&quot", "\"&quot; &unknown; & &#xffffff; a&b=c&quot");
        assert_eq!((unescape("a&amp;b"), unescape("")), (None, None));
    }
}
