//! Texts of any length that are one unit over and over.

/// Becomes a number of its own in each unit, so that no two are the same.
pub const NUMBER: char = '№';

/// A text of any length.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// What stands in front.
    pub head: String,
    /// What stands there over and over.
    pub unit: String,
    /// What stands behind.
    pub tail: String,
}

impl Shape {
    /// A text of about so many bytes.
    pub fn text(&self, len: usize) -> String {
        let mut text = self.head.clone();
        let mut number = 0;
        while text.len() < len && !self.unit.is_empty() {
            number += 1;
            for (at, part) in self.unit.split(NUMBER).enumerate() {
                if at > 0 {
                    text.push_str(&number.to_string());
                }
                text.push_str(part);
            }
        }
        text + &self.tail
    }
}

/// What readers look for, and so may look for again and again.
const UNITS: &str = "
    ://|://x@|://x:y@|http://|https://h/|https://a:b@|@|:|/|//|.|-|_|#|?|&|?a=|&a=|;a=|a=|=|%|%25|%2F|%zz|+|,
    /pipelines/|/pipelines/1/hooks |https://h/pipelines/№/hooks |/hooks/outgoing|\"outgoing\", №|baseUrl |baseUrl'https://h |
    eyJa.eyJa.|eyJ|eyJhbGciOiJI.|Bearer |bearer|Bearer Bearer |basic |Basic dXNlcjpw |token |ghp_|glpat-|sk-|sk_live_|AKIA|xoxb-|
    -----BEGIN |PRIVATE KEY-----|-----BEGIN PRIVATE KEY-----|password=|password: |secret |api_key=|pwd=|Authorization: |
    {{|}}|{{ a }}|{{ a |{|}|[|]|{}|[]|{\"a\":|{\"a\":[|[{|\"a\":1,|\"a№\":1,|\"a№\":\"b\",|{\"target_url\":\"{|{a:|\\\\\"|\"|\\\"|
    \\\\|'|'\\\\''|`|``|`\"|\"\"|^|^\"|^\\n|$'|$'\\\\x|@'|@\"|<<E |<<'E' |\\\\\\n|\\\\u00|\\\\ud83d|\\\\n|//|/*|*/|#|<!--|<|>|<a>|
    curl |curl '|curl -d |curl -d '{\"a\":1}' |curl https://h/№ -H 'a№: b' |wget |curl \\\\\\n|--next |-H a:b |-d |\\n|\\r\\n|\\t| |  |
    \\0|a|A|0|9|a1B2|aB|x-|a.b|a/b|№/|№ |№, |a№=b&|a№: b\\n|é|日|😀|\u{301}|\u{200b}|\u{202e}|\u{feff}|\u{a0}|“|’|*|***|•|$|$A|${A}|%A%|null|
    git clone |git@|git@h:|www.|github.com/|.git|/-/|tree/|github.com.|true|1e1|-|1.|sha256=|Cookie|; a=b|Set-Cookie: a№=b; |
    POST https://h/ HTTP/1.1\\n|GET /\\n|a: b\\n\\n|### \\n|- \\n|  - a: |\"name\":\"a№\",|\\\\u0061|&a=№|#v1|#v1&|header=a:b&|body-text=a№:b&
";

/// Units in a frame that readers go into: head and tail.
const FRAMES: [(&str, &str); 12] = [
    ("", ""),
    ("https://github.com/", ""),
    ("https://", "@h/"),
    ("curl 'https://h/' -d '", "'"),
    ("curl https://h/ -H \"", "\""),
    ("{\"a\":\"", "\"}"),
    ("{\"a\":", "}"),
    ("{\"target_url\":\"", "\",\"trigger_when\":{\"events\":[]}}"),
    ("{\"name\":\"a\",\"target_url\":\"https://h/\",\"settings\":{\"request_body\":{", "}}}"),
    ("{{ ", " }}"),
    ("Bearer ", ""),
    ("https://h/?a=", "#"),
];

/// The shapes: each unit as it stands, and in the frames.
pub fn shapes(frames: usize) -> Vec<Shape> {
    let mut shapes = Vec::new();
    for (head, tail) in &FRAMES[..frames.min(FRAMES.len())] {
        for unit in UNITS.trim().lines().flat_map(|line| line.strip_prefix("    ").unwrap_or(line).split('|')) {
            let unit = unit.replace("\\n", "\n").replace("\\r", "\r").replace("\\t", "\t").replace("\\0", "\0").replace("\\\\", "\\");
            if !unit.is_empty() {
                shapes.push(Shape { head: head.to_string(), unit, tail: tail.to_string() });
            }
        }
    }
    shapes
}
