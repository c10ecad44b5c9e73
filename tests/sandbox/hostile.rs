//! Lists that no API of good will gives. The page must stay alive and say what is wrong.

use serde_json::{Value, json};

use super::answer::Answer;

/// A kind of hostile list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hostile {
    /// 50 MB of JSON.
    Huge,
    /// Lists within lists, 100,000 deep.
    Deep,
    /// Hooks in which every field has a wrong type.
    WrongTypes,
    /// Texts full of control characters, markup and marks that turn the direction of writing.
    Controls,
    /// Keys that mean something to JavaScript's own objects.
    Prototype,
    /// One text of a megabyte.
    LongText,
}

/// The list.
pub fn list(kind: Hostile) -> Answer {
    match kind {
        Hostile::Huge => raw(["[\"", &"x".repeat(50_000_000), "\"]"].concat()),
        Hostile::Deep => raw("[".repeat(100_000)),
        Hostile::WrongTypes => Answer::json(200, &Value::Array(wrong_types())),
        Hostile::Controls => Answer::json(200, &json!([controls()])),
        Hostile::Prototype => raw(PROTOTYPE.to_owned()),
        Hostile::LongText => Answer::json(200, &json!([{ "id": "1", "name": "W".repeat(1_000_000), "type": "out" }])),
    }
}

fn raw(text: String) -> Answer {
    Answer { body: text.into_bytes(), ..Answer::json(200, &Value::Null) }
}

const FIELDS: [&str; 8] = ["id", "name", "type", "trigger_when", "target_url", "url", "active", "created_at"];

/// One hook for each wrong value, and things that are no hook at all.
fn wrong_types() -> Vec<Value> {
    let values =
        [json!(null), json!(true), json!(-1.5e300), json!("x"), json!([]), json!([[{}]]), json!({ "a": { "b": [] } })];
    let hook = |value: &Value| Value::Object(FIELDS.iter().map(|field| ((*field).to_owned(), value.clone())).collect());
    values.iter().map(hook).chain(values.iter().cloned()).collect()
}

fn controls() -> Value {
    let text =
        "a\u{0}b\u{7}\u{1b}[31m\r\n\t\u{202e}\u{2066}\u{200b}\u{feff}</td><script>alert(1)</script>&amp;\u{fffe}";
    json!({ "id": text, "name": text, "type": text, "trigger_when": { "events": [text] }, "target_url": text,
            "active": true, "created_at": text })
}

/// The second hook comes after one whose keys would change what every object inherits, were they ever assigned.
const PROTOTYPE: &str = r#"[{"__proto__":{"name":"polluted","polluted":true},"constructor":{"prototype":{"polluted":true}},
    "toString":"x","hasOwnProperty":"x","valueOf":null,"id":"1","type":"out"},
    {"id":"2","name":"Plain","type":"out","trigger_when":{"__proto__":{"events":["polluted"]}}}]"#;
