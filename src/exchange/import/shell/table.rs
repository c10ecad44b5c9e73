//! Tables and lists of PowerShell, as JSON
//! (<https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_hash_tables>).

use serde_json::{Map, Value};

use super::Word;
use super::powershell::Reader;

/// The text of several lines, the table or the list that begins here; nothing inside where none does.
pub fn table(reader: &mut Reader<'_, '_>) -> Option<Option<Word>> {
    let mut word = Word::default();
    for quote in ["'", "\""] {
        if reader.is_long(quote) {
            reader.long(quote, &mut word)?;
            return Some(Some(word));
        }
    }
    let mut ahead = reader.cursor;
    if ahead.take("[") {
        let name = ahead.take_while(|c| c.is_ascii_alphanumeric() || c == '.').to_ascii_lowercase();
        if !(ahead.take("]")
            && matches!(name.as_str(), "ordered" | "pscustomobject" | "hashtable" | "string" | "int" | "array"))
        {
            return Some(None);
        }
        ahead.take_while(|c| c == ' ');
        if !ahead.rest().starts_with(['@', '\'', '"', '$', '(']) {
            return Some(None);
        }
        reader.cursor = ahead;
        return Some(Some(value(reader)?));
    }
    if !(ahead.rest().starts_with("@{") || ahead.rest().starts_with("@(")) {
        return Some(None);
    }
    Some(Some(value(reader)?))
}

/// A value, with what is joined to it.
fn value(reader: &mut Reader<'_, '_>) -> Option<Word> {
    let mut whole = one(reader)?;
    loop {
        reader.blanks();
        let mut ahead = reader.cursor;
        if !ahead.take("+") {
            return Some(whole);
        }
        reader.cursor = ahead;
        spaces(reader);
        let more = one(reader)?;
        whole.value = None;
        whole.text.push_str(&more.text);
        whole.open = whole.open.or(more.open);
    }
}

fn one(reader: &mut Reader<'_, '_>) -> Option<Word> {
    reader.levels = reader.levels.checked_sub(1)?;
    let word = if reader.cursor.take("@{") {
        fields(reader)
    } else if reader.cursor.take("@(") {
        items(reader)
    } else {
        scalar(reader)
    };
    reader.levels += 1;
    word
}

/// Steps over white space, line breaks and notes.
fn spaces(reader: &mut Reader<'_, '_>) {
    loop {
        reader.cursor.take_while(char::is_whitespace);
        if reader.cursor.peek() != Some('#') {
            return;
        }
        reader.cursor.skip_line();
    }
}

fn fields(reader: &mut Reader<'_, '_>) -> Option<Word> {
    let mut fields = Map::new();
    let mut open = None;
    loop {
        spaces(reader);
        if reader.cursor.take("}") {
            break;
        }
        if reader.cursor.take(";") {
            continue;
        }
        let mut name = Word::default();
        while reader.cursor.peek()?.is_alphanumeric() || matches!(reader.cursor.peek()?, '\'' | '"' | '_' | '-' | '$') {
            reader.part(&mut name)?;
        }
        spaces(reader);
        if name.text.is_empty() || !reader.cursor.take("=") {
            return None;
        }
        spaces(reader);
        let (value, own) = list(reader)?;
        open = open.or(own);
        fields.insert(name.text, value);
    }
    Some(Word { text: String::new(), open, value: Some(Value::Object(fields)) })
}

fn items(reader: &mut Reader<'_, '_>) -> Option<Word> {
    let mut items = Vec::new();
    let mut open = None;
    loop {
        spaces(reader);
        if reader.cursor.take(")") {
            break;
        }
        if reader.cursor.take(",") || reader.cursor.take(";") {
            continue;
        }
        let item = value(reader)?;
        open = open.or(item.open.clone());
        items.push(json(item));
    }
    Some(Word { text: String::new(), open, value: Some(Value::Array(items)) })
}

/// A value, or several with commas between them.
fn list(reader: &mut Reader<'_, '_>) -> Option<(Value, Option<String>)> {
    let first = value(reader)?;
    let mut open = first.open.clone();
    let mut items = vec![json(first)];
    loop {
        reader.blanks();
        if !reader.cursor.take(",") {
            break;
        }
        spaces(reader);
        let item = value(reader)?;
        open = open.or(item.open.clone());
        items.push(json(item));
    }
    let whole = if items.len() == 1 { items.pop()? } else { Value::Array(items) };
    Some((whole, open))
}

fn scalar(reader: &mut Reader<'_, '_>) -> Option<Word> {
    let mut word = Word::default();
    if let Some(long) = ["'", "\""].into_iter().find(|quote| reader.is_long(quote)) {
        reader.long(long, &mut word)?;
        return Some(word);
    }
    match reader.cursor.peek()? {
        '[' => return table(reader)?,
        '(' => {
            reader.cursor.next();
            return reader.group();
        }
        '$' => {
            reader.cursor.next();
            let mut words = reader.variable(&mut word)?;
            return Some(if words.len() == 1 { words.remove(0) } else { word });
        }
        '\'' | '"' | '‘' | '’' | '“' | '”' => {
            reader.part(&mut word)?;
            return Some(word);
        }
        _ => {}
    }
    let text = reader.cursor.take_while(|c| !(c.is_whitespace() || ";,})".contains(c)));
    if text.is_empty() {
        return None;
    }
    let number = crate::text::json::parse(text).ok().filter(Value::is_number);
    // A word without quotes is a command there.
    let open = number.is_none().then(|| text.to_string());
    Some(Word { text: text.into(), open, value: number })
}

fn json(word: Word) -> Value {
    word.value.unwrap_or(Value::String(word.text))
}
