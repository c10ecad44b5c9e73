//! What an answer says to a person.

use serde_json::Value;

use crate::provider::receiver::Reply;
use crate::text::json;

/// What an answer says, in quotes and behind a space; nothing where it says nothing.
pub fn quoted(reply: &Reply) -> String {
    let says = says(reply);
    if says.is_empty() { says } else { [" “", &says, "”"].concat() }
}

/// What an answer says, as one line: the sentences in its JSON, or its plain text. A page says nothing.
pub fn says(reply: &Reply) -> String {
    let text = match json::parse(&reply.body) {
        Ok(value) => sentence(&value),
        Err(_) if reply.body.trim_start().starts_with('<') => String::new(),
        Err(_) => reply.body.clone(),
    };
    json::visible(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn sentence(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(sentence).collect::<Vec<_>>().join(", "),
        Value::Object(fields) => {
            // The most telling first: `message` beside `errors` is a heading.
            for name in ["errors", "error_description", "message", "error"] {
                let said = match fields.get(name) {
                    Some(Value::Object(inner)) if name == "message" => {
                        let pair = |(field, value): (&String, &Value)| [field, " ", &sentence(value)].concat();
                        inner.iter().map(pair).collect::<Vec<_>>().join(", ")
                    }
                    Some(inner) => sentence(inner),
                    None => String::new(),
                };
                if !said.is_empty() {
                    return said;
                }
            }
            String::new()
        }
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_an_answer_are_found() {
        for (body, expected) in [
            (r#"{"message": "Not Found", "documentation_url": "x"}"#, "Not Found"),
            (
                r#"{"message": "Validation Failed", "errors": [{"field": "a", "message": "a is b"}, {"message": "c"}]}"#,
                "a is b, c",
            ),
            (r#"{"message": "Validation Failed", "errors": ["too many"]}"#, "too many"),
            (r#"{"message": {"name": ["has already been taken"]}}"#, "name has already been taken"),
            (r#"{"error": "state is missing"}"#, "state is missing"),
            (r#"{"error": "insufficient_scope", "error_description": "More is needed."}"#, "More is needed."),
            (r#"{"type": "error", "error": {"message": "url: Enter a valid URL."}}"#, "url: Enter a valid URL."),
            (
                r#"{"errors": [{"context": null, "message": "Please specify a valid url"}]}"#,
                "Please specify a valid url",
            ),
            (r#"{"errors": [], "message": "x"}"#, "x"),
            ("Retry  later\n", "Retry later"),
            ("<html>Bad Gateway</html>", ""),
            ("{}", ""),
            ("", ""),
        ] {
            let reply = Reply { status: 400, headers: Vec::new(), body: body.into() };
            assert_eq!(says(&reply), expected, "{body}");
            assert_eq!(quoted(&reply), if expected.is_empty() { String::new() } else { format!(" “{expected}”") });
        }
    }
}
