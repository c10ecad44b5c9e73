//! Taking over what the page came with as HTML.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::Node;

use super::live::{Binding, Built};
use super::{Element, LATE, Part, Place};

impl<M: Default + 'static> Built<M> {
    /// Takes over nodes that were written from the same description and the same model: nothing is made or changed but
    /// the empty texts that HTML cannot hold. What the user did to them meanwhile stays.
    pub(super) fn adopt(&mut self, node: web_sys::Element, element: Element<M>, model: &M) {
        let mut next = node.first_child();
        let mut after_text = false;
        for part in element.0.list {
            match part {
                // They stand in the HTML.
                Part::Attribute(..) | Part::Still => {}
                Part::Live(Place::Text, read) => {
                    let text = adopt_text(&node, &mut next, &mut after_text);
                    let last = Some(read(model));
                    self.bindings.push(Binding::Live { node: text, place: Place::Text, read, last });
                }
                Part::Live(place, read) => {
                    let last = Some(read(model));
                    self.bindings.push(Binding::Live { node: node.clone().into(), place, read, last });
                }
                Part::On(event, act) => self.listen(&node, event, act),
                Part::Text(_) => {
                    adopt_text(&node, &mut next, &mut after_text);
                }
                Part::Child(child) => {
                    self.adopt_next(&mut next, child, model);
                    after_text = false;
                }
                Part::Region(mut region) => {
                    let (mut nodes, mut built) = (Vec::new(), Built::default());
                    for element in region.made_anew(model).unwrap_or_default() {
                        nodes.extend(built.adopt_next(&mut next, element, model));
                        after_text = false;
                    }
                    let anchor: Node = document().create_text_node("").into();
                    let _ = node.insert_before(&anchor, next.as_ref());
                    self.bindings.push(Binding::Region { anchor, region, nodes, built });
                }
                // Whatever stands there has to wait.
                Part::Late(make) => self.bindings.push(Binding::Late { parent: node.clone(), next: next.take(), make }),
            }
        }
    }

    /// Takes over what was written from the model as it was in the beginning, or makes it where nothing was.
    pub(super) fn adopt_late(&mut self, parent: &web_sys::Element, next: &mut Option<Node>, elements: Vec<Element<M>>) {
        let beginning = M::default();
        for element in elements {
            if next.is_none() {
                let _ = parent.append_child(&self.build(element));
            } else if let Some(node) = self.adopt_next(next, element, &beginning) {
                let _ = node.unchecked_into::<web_sys::Element>().remove_attribute(LATE);
            }
        }
    }

    /// Takes over the next sibling, and steps on. What an extension of the browser has put between is passed over.
    fn adopt_next(&mut self, next: &mut Option<Node>, element: Element<M>, model: &M) -> Option<Node> {
        loop {
            let node = next.take()?;
            *next = node.next_sibling();
            if node.node_name().eq_ignore_ascii_case(element.0.tag) {
                self.adopt(node.clone().unchecked_into(), element, model);
                return Some(node);
            }
        }
    }
}

/// The text that stands next, or a new one where HTML could not hold an empty one. A comment keeps two texts apart.
fn adopt_text(parent: &Node, next: &mut Option<Node>, after_text: &mut bool) -> Node {
    if *after_text && let Some(comment) = next.take() {
        *next = comment.next_sibling();
        let _ = parent.remove_child(&comment);
    }
    *after_text = true;
    match next.take() {
        Some(text) if text.node_type() == Node::TEXT_NODE => {
            *next = text.next_sibling();
            text
        }
        other => {
            let text = document().create_text_node("").into();
            let _ = parent.insert_before(&text, other.as_ref());
            *next = other;
            text
        }
    }
}
