//! Texts of any length that are one unit over and over.

/// Becomes a number of its own in each unit, so that no two are the same.
const NUMBER: char = '№';

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
        text.push_str(&self.tail);
        text
    }
}

/// What readers look for, and so may look for again and again: a unit a line.
const UNITS: &str = include_str!("units.txt");

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
        shapes.extend(UNITS.lines().map(|line| Shape {
            head: head.to_string(),
            unit: unescape(line),
            tail: tail.to_string(),
        }));
    }
    shapes
}

/// Rows of a form, each with a name of its own, in texts that the form takes: head, unit and tail.
const ROWS: [(&str, &str, &str); 8] = [
    ("#v1", "&header=X-№:v", ""),
    ("#v1", "&body-text=x№:v", ""),
    ("#v1", "&condition=x№", ""),
    ("curl https://api.github.com/repos/a/b/statuses/8d1f5c0 -d '{\"state\":\"success\"}'", " -H 'X-№: v'", ""),
    ("curl https://api.github.com/repos/a/b/statuses/8d1f5c0 -d '{\"state\":\"success\"", ",\"x№\":\"v\"", "}'"),
    (
        "{\"target_url\":\"https://api.github.com/repos/a/b/statuses/{{ x }}\",\"trigger_when\":{\"events\":[\"action.failed\"]},\"settings\":{\"request_headers\":[",
        "{\"name\":\"X-№\",\"value\":\"v\"},",
        "{}]}}",
    ),
    (
        "{\"target_url\":\"https://api.github.com/repos/a/b/statuses/{{ x }}\",\"trigger_when\":{\"events\":[\"action.failed\"]},\"settings\":{\"request_body\":{",
        "\"x№\":\"v\",",
        "\"state\":\"failure\"}}}",
    ),
    ("{\"settings\":{\"request_body\":{", "\"x№\":,", "\"state\":\"failure\"}}}"),
];

/// The shapes of texts with many rows.
pub fn rows() -> Vec<Shape> {
    let shape =
        |(head, unit, tail): (&str, &str, &str)| Shape { head: head.into(), unit: unit.into(), tail: tail.into() };
    ROWS.map(shape).into()
}

/// A unit as its line writes it: with the escapes of Rust.
fn unescape(line: &str) -> String {
    let mut unit = String::new();
    let mut rest = line.chars();
    while let Some(c) = rest.next() {
        unit.push(match (c, if c == '\\' { rest.next() } else { None }) {
            ('\\', Some('n')) => '\n',
            ('\\', Some('r')) => '\r',
            ('\\', Some('t')) => '\t',
            ('\\', Some('0')) => '\0',
            ('\\', Some('u')) => {
                let digits: String = rest.by_ref().skip(1).take_while(|c| *c != '}').collect();
                u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32).expect("a character has a number")
            }
            ('\\', Some(c)) => c,
            (c, _) => c,
        });
    }
    unit
}
