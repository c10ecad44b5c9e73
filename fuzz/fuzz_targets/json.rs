//! The JSON reader against `serde_json`, and both writers against the reader. The input is the text.

#![no_main]

use hook_builder::exchange::export::quote::posix;
use hook_builder::text::json::{is_invisible, parse, pretty, visible};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

fuzz_target!(|text: &str| {
    let shown = visible(text);
    assert!(!shown.chars().any(|c| c.is_control() || is_invisible(c)), "{shown:?}");
    match parse(text) {
        Ok(value) => {
            // serde_json's reader takes an object with this one field for a number, which it writes so internally.
            if !has_private_name(&value) {
                // Numbers stay as they were typed, while serde_json writes 1e5 as 1e+5.
                let respelled = serde_json::from_str::<Value>(&value.to_string()).ok();
                assert_eq!(serde_json::from_str::<Value>(text).ok(), respelled);
            }
            let written = pretty(&value, |_| false);
            assert!(!written.chars().any(|c| c.is_control() && c != '\n' || is_invisible(c)), "{written:?}");
            assert_eq!(parse(&written).as_ref(), Ok(&value));
            let quoted = posix::json(&value);
            let inside = quoted.strip_prefix('\'').and_then(|text| text.strip_suffix('\'')).expect("quotes around it");
            assert!(!inside.contains('\'') && !inside.contains("\\\\"), "{inside:?}");
            assert_eq!(parse(inside).as_ref(), Ok(&value));
        }
        Err(fault) => {
            assert_eq!(serde_json::from_str::<Value>(text).ok(), None);
            let line = text.split('\n').nth(fault.line - 1).expect("the line is one of the text");
            assert!((1..=line.chars().count() + 1).contains(&fault.column), "{fault:?}");
        }
    }
});

fn has_private_name(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.iter().any(has_private_name),
        Value::Object(fields) => {
            fields.iter().any(|(name, value)| name.starts_with("$serde_json::") || has_private_name(value))
        }
        _ => false,
    }
}
