//! What the files for API clients share. Most of these programs claim `{{ … }}` for their own variables, in addresses,
//! headers and bodies, and none of them has an escape for it. A JSON string can write a brace as `\u007b`, which such a
//! program does not know, and which means the brace itself to the API.

use super::Call;
use crate::devopness::request::{ApiRequest, HeaderValue};
use crate::text::json::{self, Tree};

/// A body without anything that a program could take for its own template: two characters that begin or end one are written
/// in another way. Outside of strings no two braces meet in a pretty text, and inside of them no brace belongs to an escape,
/// so all can be replaced. The lone brace of a longer row harms nobody.
pub(super) fn body(body: &Tree) -> String {
    let text = json::pretty(body, |_| false);
    let (mut out, mut rest) = (String::with_capacity(text.len()), text.as_str());
    while let Some(at) = rest.bytes().position(|b| matches!(b, b'{' | b'}')) {
        out.push_str(&rest[..at]);
        let (written, len) = match rest.as_bytes()[at..] {
            [b'{', b'{', ..] => ("\\u007b\\u007b", 2),
            [b'}', b'}', ..] => ("\\u007d\\u007d", 2),
            [b'{', b'%' | b'#', ..] => ("\\u007b", 1),
            _ => (&rest[at..=at], 1),
        };
        out.push_str(written);
        rest = &rest[at + len..];
    }
    out.push_str(rest);
    out
}

/// The name of a request. Some programs look for templates in names too, and one refuses to send what it cannot read.
pub(super) fn name(call: &Call<'_>) -> String {
    call.title().replace("{{", "{ {").replace("{{", "{ {").replace("{%", "{ %").replace("{#", "{ #")
}

/// The headers, with the program's own variable for the access token.
pub(super) fn headers<'a>(request: &'a ApiRequest, variable: &str) -> impl Iterator<Item = (&'a str, String)> {
    let bearer = ["Bearer ", variable].concat();
    request.headers.iter().map(move |(name, value)| match value {
        HeaderValue::Text(text) => (*name, text.to_string()),
        HeaderValue::BearerToken => (*name, bearer.clone()),
    })
}

/// What follows the base URL.
pub(super) fn path<'a>(request: &'a ApiRequest, base: &str) -> &'a str {
    request.url.strip_prefix(base).unwrap_or(&request.url)
}

/// A text as a value.
pub(super) fn text(text: impl Into<String>) -> Tree {
    Tree::Value(text.into().into())
}

/// A file of JSON. Its strings may hold a whole body.
pub(super) fn file<'a>(fields: impl IntoIterator<Item = (&'a str, Tree)>) -> String {
    json::pretty(&Tree::object(fields), |_| false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::export::Job;
    use crate::form::plan::plan;
    use crate::form::values::FormValues;

    #[test]
    fn no_template_is_left_in_a_body_and_its_value_is_the_same() {
        for typed in [
            "{{ action.id }}",
            "{{{ a }}}",
            "{{{{",
            "{{{%",
            "{{{#",
            "{% raw %}",
            "{# no #}",
            "{\u{202e}{",
            "\\{{",
            "{\"{",
            "{",
            "}}",
            "{ {",
            "{\\{",
        ] {
            let tree = Tree::object([("{{k", Tree::Object(vec![])), ("v", Tree::List(vec![text(typed)]))]);
            let written = body(&tree);
            assert!(!["{{", "}}", "{%", "{#"].iter().any(|braces| written.contains(braces)), "{written}");
            assert_eq!(json::parse(&written).ok(), serde_json::to_value(&tree).ok(), "{written}");
        }
        assert_eq!(body(&text("a {{ b }} {c}")), r#""a \u007b\u007b b \u007d\u007d {c}""#);
    }

    #[test]
    fn no_template_is_left_in_a_name() {
        let mut form = FormValues::new("512", "acme/shop");
        form.events[0].hook_name = "{{{{a}} {%b%} {{{# {{%".into();
        let plan = plan(&form);
        let name = name(&Job::set(&plan.list, &plan.hooks).calls[0]);
        assert_eq!(name, "Create { { { {a}} { %b%} { { { # { { %");
    }

    #[test]
    fn an_address_is_its_base_and_its_path() {
        for (api, wanted) in
            [("http://[::1]:80/a/pipelines/b", "http://[::1]:80/a/pipelines/b"), ("", "<api_base_url>")]
        {
            let mut form = FormValues::new("", "acme/shop");
            (form.api, form.api_other) = (crate::devopness::endpoint::Api::Other, api.into());
            let plan = plan(&form);
            let base = Job::set(&plan.list, &plan.hooks).base();
            assert_eq!((base, path(&plan.list, base)), (wanted, "/pipelines/<pipeline_id>/hooks"));
        }
    }
}
