//! `index.html`: the first view, the style, and what starts the program, all in one answer.

use std::path::Path;

use crate::app;
use crate::fallback;
use crate::files::{Hashed, source};
use crate::policy::Policy;
use crate::program::bare;

/// The page, and the policy that fits it.
pub struct Page {
    /// The HTML.
    pub html: String,
    /// The policy's text.
    pub policy: String,
}

/// Fills the page's own `index.html`, which stays one that trunk can read as it is.
pub fn write(root: &Path, policy: &Policy, script: &Hashed, wasm: &Hashed) -> Result<Page, String> {
    let template = String::from_utf8_lossy(&crate::read(&root.join("index.html"))?).into_owned();
    let theme = bare(include_str!("../../src/app/theme.js")).replace('\n', "");
    let (mut html, mut style) = (String::new(), String::new());
    let links = template.lines().filter(|line| line.contains("data-trunk"));
    for sheet in links.filter_map(|line| attribute(line, "href")) {
        style += &plain_css(&String::from_utf8_lossy(&crate::read(&root.join(sheet))?));
    }
    let text = policy.text(&[source(&theme)], &[source(&style)]);
    let mut style = Some(style);
    for line in template.lines().map(str::trim) {
        html += &match line {
            // First of all, since it rules only what comes after it.
            "<!--policy-->" => format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{text}\">"),
            // Both are asked for before the rest of the page has come.
            _ if line.contains("rel=\"rust\"") => format!(
                "<script>{theme}</script>\
                 <script type=\"module\" src=\"./{}\" integrity=\"{}\"></script>\
                 <link rel=\"preload\" as=\"fetch\" type=\"application/wasm\" href=\"./{}\">",
                script.path, script.integrity, wasm.path
            ),
            _ if line.contains("data-trunk") => match style.take() {
                Some(style) => format!("<style>{style}</style>"),
                None => continue,
            },
            "<!--page-->" => first_view(),
            _ => line.to_owned(),
        };
        html.push('\n');
    }
    Ok(Page { html, policy: text })
}

/// The page as its own components give it, before anything is known of the browser.
fn first_view() -> String {
    let owner = leptos::prelude::Owner::new();
    owner.with(|| {
        let page = app::Page::new();
        let view = app::app(page);
        page.peek(|model| [fallback::notice(model), view.html(model), fallback::commands(model)].concat())
    })
}

/// The value of an attribute that stands in a line of the template.
fn attribute<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    line.split_once(&format!(" {name}=\""))?.1.split('"').next()
}

/// A style sheet without comments and indentation.
fn plain_css(sheet: &str) -> String {
    let mut out = String::new();
    let mut rest = sheet;
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    let lines = out.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| format!("{line}\n")).collect()
}
