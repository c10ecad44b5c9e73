//! The first view as HTML, written when the bundle is made.

use super::{Element, LATE, Part, Place};

/// Elements that have no content and no end tag.
const VOID: [&str; 2] = ["input", "br"];

impl<M: 'static> Element<M> {
    /// Writes the element as it looks with this model. What is live can be taken over by the same description.
    pub fn html(&self, model: &M) -> String {
        let mut html = String::new();
        write(self, model, &mut html);
        html
    }

    /// Follows the model without a browser, which finds the regions whose keys miss something.
    #[cfg(all(test, not(target_arch = "wasm32")))]
    pub fn keep_up(&mut self, model: &M) {
        for part in &mut self.0.list {
            match part {
                Part::Child(child) => child.keep_up(model),
                Part::Region(region) => region.keep_up(model),
                Part::Late(make) => {
                    if let Some(elements) = make(model) {
                        let mut all = super::el("div").children(elements);
                        all.keep_up(model);
                        *part = Part::Child(all);
                    }
                }
                _ => {}
            }
        }
    }
}

fn write<M: 'static>(element: &Element<M>, model: &M, html: &mut String) {
    let tag = element.0.tag;
    let mut content = String::new();
    // HTML would make one of two texts that stand side by side.
    let mut after_text = false;
    html.push_str(&format!("<{tag}"));
    for part in &element.0.list {
        match part {
            Part::Attribute(name, value) => attribute(name, value, html),
            Part::Live(Place::Attribute(name), read) => {
                if let Some(value) = read(model) {
                    attribute(name, &value, html);
                }
            }
            Part::Live(Place::Value, read) => {
                let value = read(model).unwrap_or_default();
                if !value.is_empty() {
                    attribute("value", &value, html);
                }
            }
            Part::Live(Place::Switch(name), read) => {
                if read(model).is_some() {
                    attribute(name, "", html);
                }
            }
            Part::Live(Place::Text, read) => text(&read(model).unwrap_or_default(), &mut after_text, &mut content),
            Part::Text(words) => text(words, &mut after_text, &mut content),
            Part::Child(child) => {
                write(child, model, &mut content);
                after_text = false;
            }
            Part::Region(region) => {
                for element in region.make(model) {
                    write(&element, model, &mut content);
                    after_text = false;
                }
            }
            Part::Late(make) => {
                for element in make(model).unwrap_or_default() {
                    write(&element.attr(LATE, ""), model, &mut content);
                    after_text = false;
                }
            }
            Part::On(..) | Part::Still => {}
        }
    }
    html.push('>');
    if !VOID.contains(&tag) {
        // The parser drops a line break right after this tag.
        let kept = if tag == "pre" && content.starts_with('\n') { "\n" } else { "" };
        html.push_str(&format!("{kept}{content}</{tag}>"));
    }
}

fn attribute(name: &str, value: &str, html: &mut String) {
    html.push_str(&if value.is_empty() {
        format!(" {name}")
    } else {
        format!(" {name}=\"{}\"", value.replace('&', "&amp;").replace('"', "&quot;"))
    });
}

fn text(text: &str, after_text: &mut bool, html: &mut String) {
    if *after_text {
        html.push_str("<!---->");
    }
    *after_text = true;
    html.push_str(&text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"));
}
