//! What an expression of a program is worth, as far as it is constant.

use serde_json::{Map, Value};

use super::constants::Constants;
use super::language::Language;
use super::scan::HOLE;
use super::text::{method, text};
use super::token::{Token, Tokens};
use crate::text::json;

/// How deeply values may stand in one another.
const DEPTH_MAX: usize = 64;
/// How many signs a type may have in front of its value.
const TYPE_MAX: usize = 16;
/// Functions that make JSON or an object of what they are given.
const WRAPPERS: [&str; 16] = [
    "stringify",
    "dumps",
    "json_encode",
    "generate",
    "json",
    "dict",
    "array",
    "mapOf",
    "of",
    "Serialize",
    "hash",
    "listOf",
    "arrayOf",
    "SerializeObject",
    "Marshal",
    "vec",
];

/// Objects and lists.
pub struct Objects<'a> {
    tokens: &'a Tokens<'a>,
    constants: &'a Constants,
    /// The names of what is worked out.
    pub missing: Vec<String>,
    /// Where that stands.
    pub skipped: Vec<(usize, usize)>,
    /// How far the program was looked through.
    pub looked: usize,
}

impl<'a> Objects<'a> {
    /// Begins.
    pub fn new(tokens: &'a Tokens<'a>, constants: &'a Constants) -> Objects<'a> {
        Objects { tokens, constants, missing: Vec::new(), skipped: Vec::new(), looked: 0 }
    }

    /// Whether an object or a list may begin at a place.
    pub fn begins(&self, at: usize) -> bool {
        let wrapper = || self.tokens.word(at).is_some_and(|word| matches!(word, "dict" | "array" | "mapOf" | "of"));
        match self.tokens.language {
            Language::PowerShell => self.tokens.is(at, '@'),
            _ => self.tokens.is(at, '{') || self.tokens.is(at, '[') || wrapper() && self.tokens.is(at + 1, '('),
        }
    }

    /// The value at a place, and where it ends; nothing inside where it is worked out.
    pub fn value(&mut self, at: usize) -> Option<(Option<Value>, usize)> {
        self.level(at, DEPTH_MAX)
    }

    fn level(&mut self, start: usize, depth: usize) -> Option<(Option<Value>, usize)> {
        let depth = depth.checked_sub(1)?;
        self.looked = self.looked.max(start);
        let at = self.without_type(start);
        if let Some((open, pairs)) = self.opens(at) {
            let close = self.tokens.close(open);
            let value = match pairs {
                true => Value::Object(self.object(open + 1, close, depth)?),
                false => self.list(open + 1, close, depth)?,
            };
            let mut end = close + 1;
            while let Some((next, _)) = method(self.tokens, end) {
                end = next;
            }
            return Some((Some(value), end));
        }
        if let Some((inner, close)) = self.wrapped(at) {
            let (value, _) = self.level(inner, depth)?;
            return Some((value, close + 1));
        }
        if let Some((text, end)) = text(self.tokens, self.constants, at) {
            let whole = self.ends(end) && !text.changed && !text.text.contains(HOLE);
            if whole {
                return Some((Some(Value::String(text.text)), end));
            }
            return Some((None, self.skip(at)));
        }
        if let Some((value, end)) = self.scalar(at).filter(|(_, end)| self.ends(*end)) {
            return Some((value, end));
        }
        Some((None, self.skip(at)))
    }

    /// Steps over a type in front of a value: `map[string]any{`, `new Hook {`, `[]string{`.
    fn without_type(&self, at: usize) -> usize {
        let tokens = self.tokens;
        match tokens.language {
            Language::Go if tokens.word(at) == Some("map") || tokens.is(at, '[') && tokens.is(at + 1, ']') => {
                let brace = |at: &usize| tokens.is(*at, '{') && tokens.word(at.wrapping_sub(1)) != Some("interface");
                (at..at + TYPE_MAX).find(brace).unwrap_or(at)
            }
            Language::CSharp if tokens.word(at) == Some("new") => {
                (at..at + TYPE_MAX).find(|at| tokens.is(*at, '{')).unwrap_or(at)
            }
            Language::Rust if tokens.is(at, '&') => at + 1,
            Language::PowerShell if tokens.is(at, '[') && tokens.close(at) <= at + TYPE_MAX => tokens.close(at) + 1,
            _ => at,
        }
    }

    /// The bracket of an object or a list, and whether it has pairs.
    fn opens(&self, at: usize) -> Option<(usize, bool)> {
        let tokens = self.tokens;
        match tokens.language {
            Language::PowerShell => {
                let open = at + usize::from(tokens.is(at, '@'));
                let found = tokens.is(open, '{') || tokens.is(open, '(');
                (open > at && found).then(|| (open, tokens.is(open, '{')))
            }
            // Lists of Go, and collections of C#, have braces as well.
            _ if tokens.is(at, '{') => Some((at, self.is_pair(at + 1) || tokens.close(at) == at + 1)),
            Language::Php if tokens.is(at, '[') => Some((at, self.is_pair(at + 1))),
            _ if tokens.is(at, '[') => Some((at, false)),
            _ => {
                let word = tokens.word(at)?;
                let open = tokens.is(at + 1, '(').then_some(at + 1)?;
                match word {
                    "dict" | "mapOf" => Some((open, true)),
                    "array" => Some((open, self.is_pair(open + 1))),
                    "listOf" | "arrayOf" => Some((open, false)),
                    // `Map.of` and `List.of`.
                    "of" => Some((open, at > 1 && tokens.word(at - 2) == Some("Map"))),
                    _ => None,
                }
            }
        }
    }

    fn is_pair(&self, at: usize) -> bool {
        let Some((_, end)) = self.key(at) else { return false };
        // A name alone stands for a variable of that name.
        let short =
            matches!(self.tokens.language, Language::JavaScript | Language::Rust) && self.tokens.word(at).is_some();
        self.separator(end).is_some() || short && (self.tokens.is(end, ',') || self.tokens.is(end, '}'))
    }

    /// The argument of a function that makes JSON of it, and where its bracket is closed.
    fn wrapped(&self, at: usize) -> Option<(usize, usize)> {
        let tokens = self.tokens;
        let mut at = at;
        for _ in 0..TYPE_MAX {
            let word = tokens.word(at)?;
            let mark = usize::from(tokens.is(at + 1, '!'));
            let open = at + 1 + mark;
            if tokens.is(open, '(') || mark > 0 && (tokens.is(open, '[') || tokens.is(open, '{')) {
                let inner = if tokens.is(open, '(') { open + 1 } else { open };
                return WRAPPERS.contains(&word).then(|| (inner, tokens.close(open)));
            }
            at = match () {
                () if tokens.is(at + 1, '.') => at + 2,
                () if tokens.is(at + 1, ':') && tokens.is(at + 2, ':') => at + 3,
                () => return None,
            };
            // `Map.of` and its like.
            if tokens.word(at).is_some() && self.opens(at).is_some() {
                return Some((at, tokens.close(at + 1)));
            }
        }
        None
    }

    fn key(&self, at: usize) -> Option<(String, usize)> {
        match self.tokens.at(at)? {
            Token::Text(literal) if literal.holes.is_empty() => Some((literal.text.clone(), at + 1)),
            Token::Word(word) => Some((word.to_string(), at + 1)),
            // A symbol of Ruby.
            Token::Sign(':') => Some((self.tokens.word(at + 1)?.to_string(), at + 2)),
            Token::Sign('[') if self.tokens.is(at + 2, ']') => {
                let (key, _) = self.key(at + 1)?;
                Some((key, at + 3))
            }
            _ => None,
        }
    }

    /// Where the value behind a key begins.
    fn separator(&self, at: usize) -> Option<usize> {
        let tokens = self.tokens;
        let arrow = |at: usize| tokens.is(at, '=') && tokens.is(at + 1, '>');
        match () {
            () if arrow(at) => Some(at + 2),
            () if tokens.is(at, '=') && !tokens.is(at + 1, '=') => Some(at + 1),
            () if tokens.is(at, ':') && !tokens.is(at + 1, '=') && !tokens.is(at + 1, ':') => Some(at + 1),
            () if tokens.language == Language::Kotlin && tokens.word(at) == Some("to") => Some(at + 1),
            () => None,
        }
    }

    fn object(&mut self, start: usize, close: usize, depth: usize) -> Option<Map<String, Value>> {
        let mut fields = Map::new();
        let mut at = start;
        let pairs = self.tokens.language == Language::Java;
        while at < close {
            self.looked = self.looked.max(at);
            if self.tokens.is(at, ',') || self.tokens.is(at, ';') {
                at += 1;
                continue;
            }
            if self.tokens.is(at, '.') || self.tokens.is(at, '*') {
                // Another object is put in.
                at = self.skip(at);
                self.missing.push(String::new());
                continue;
            }
            let (key, end) = self.key(at)?;
            let begin = self.separator(end).or_else(|| (pairs && self.tokens.is(end, ',')).then_some(end + 1));
            let (value, next) = match begin {
                Some(begin) if self.tokens.language == Language::PowerShell => self.several(begin, close, depth)?,
                Some(begin) => self.level(begin, depth)?,
                // The short form of JavaScript and Rust, for a variable of that name.
                None if end == close || self.tokens.is(end, ',') => (self.constants.value(&key).cloned(), end),
                None => return None,
            };
            match value {
                Some(value) => drop(fields.insert(key, value)),
                None => self.missing.push(key),
            }
            at = next.max(at + 1);
        }
        fields.sort_keys();
        Some(fields)
    }

    /// A value of PowerShell. Several are a list, without brackets.
    fn several(&mut self, start: usize, close: usize, depth: usize) -> Option<(Option<Value>, usize)> {
        let (first, mut at) = self.level(start, depth)?;
        if !self.tokens.is(at, ',') {
            return Some((first, at));
        }
        let mut items: Vec<Value> = first.into_iter().collect();
        while at < close && self.tokens.is(at, ',') {
            let (item, next) = self.level(at + 1, depth)?;
            items.extend(item);
            at = next;
        }
        Some((Some(Value::Array(items)), at))
    }

    fn list(&mut self, start: usize, close: usize, depth: usize) -> Option<Value> {
        let mut items = Vec::new();
        let mut at = start;
        while at < close {
            if self.tokens.is(at, ',') || self.tokens.is(at, ';') {
                at += 1;
                continue;
            }
            let (value, next) = self.level(at, depth)?;
            items.extend(value);
            at = next.max(at + 1);
        }
        Some(Value::Array(items))
    }

    /// A number, a word of the language for a value, or a constant.
    fn scalar(&self, at: usize) -> Option<(Option<Value>, usize)> {
        if self.tokens.is(at, '-') {
            let number = json::parse(&["-", self.tokens.word(at + 1)?].concat()).ok().filter(Value::is_number)?;
            return Some((Some(number), at + 2));
        }
        let word = self.tokens.word(at)?;
        let value = match word {
            "true" | "True" | "$true" | "TRUE" => Value::Bool(true),
            "false" | "False" | "$false" | "FALSE" => Value::Bool(false),
            "null" | "None" | "nil" | "$null" | "NULL" | "undefined" => Value::Null,
            word => match json::parse(word).ok().filter(Value::is_number) {
                Some(number) => number,
                None => return Some((self.constants.value(word).cloned(), at + 1)),
            },
        };
        Some((Some(value), at + 1))
    }

    /// Whether an expression ends here.
    fn ends(&self, at: usize) -> bool {
        let sign = |sign: &char| self.tokens.is(at, *sign);
        self.tokens.begins_line(at) || [',', ';', ')', ']', '}'].iter().any(sign)
    }

    /// Steps over what is worked out.
    fn skip(&mut self, start: usize) -> usize {
        let mut at = start;
        let lines = self.tokens.language == Language::PowerShell;
        while at < self.tokens.len() {
            let end = [',', ';', ')', ']', '}'].iter().any(|sign| self.tokens.is(at, *sign));
            if end || at > start && lines && self.tokens.begins_line(at) {
                break;
            }
            at = self.tokens.close(at) + 1;
        }
        self.skipped.push((start, at));
        self.looked = self.looked.max(at);
        at
    }
}
