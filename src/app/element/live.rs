//! Elements on the screen: built or taken over, and kept up to date.

use js_sys::Reflect;
use leptos::prelude::{RenderEffect, RwSignal, With, WithUntracked, document};
use leptos::tachys::view::{Mountable, Render};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, HtmlElement, Node};

use super::region::Region;
use super::{Element, Part, Place, ROOT, Reading};

/// What was built: everything that lives on after the description is used up.
pub(super) struct Built<M> {
    pub(super) bindings: Vec<Binding<M>>,
    listeners: Vec<Listener>,
}

impl<M> Default for Built<M> {
    fn default() -> Self {
        Built { bindings: Vec::new(), listeners: Vec::new() }
    }
}

/// A listener, which ends with the element that it stands at: an element that goes while it has the focus would tell so
/// to whoever still listens.
struct Listener {
    element: web_sys::Element,
    event: &'static str,
    act: Closure<dyn FnMut(Event)>,
}

impl Drop for Listener {
    fn drop(&mut self) {
        let act = self.act.as_ref().unchecked_ref();
        let _ = self.element.remove_event_listener_with_callback(self.event, act);
    }
}

/// What is kept up to date.
pub(super) enum Binding<M> {
    Live {
        node: Node,
        place: Place,
        read: Reading<M, Option<String>>,
        last: Option<Option<String>>,
    },
    Region {
        anchor: Node,
        region: Region<M>,
        nodes: Vec<Node>,
        built: Built<M>,
    },
    /// What has to wait; `next` is the first of it that stands there.
    Late {
        parent: web_sys::Element,
        next: Option<Node>,
        make: Reading<M, super::Late<M>>,
    },
    /// What had to.
    Come(Built<M>),
}

impl<M: Default + 'static> Built<M> {
    /// Makes new nodes.
    pub(super) fn build(&mut self, element: Element<M>) -> Node {
        let document = document();
        let Ok(node) = document.create_element(element.0.tag) else { unreachable!("tags are fixed words") };
        for part in element.0.list {
            match part {
                Part::Attribute(name, value) => set_attribute(&node, name, Some(&value)),
                Part::Live(Place::Text, read) => {
                    let text = document.create_text_node("");
                    let _ = node.append_child(&text);
                    self.bindings.push(Binding::Live { node: text.into(), place: Place::Text, read, last: None });
                }
                Part::Live(place, read) => {
                    self.bindings.push(Binding::Live { node: node.clone().into(), place, read, last: None });
                }
                Part::On(event, act) => self.listen(&node, event, act),
                Part::Text(text) => {
                    let _ = node.append_child(&document.create_text_node(&text));
                }
                Part::Child(child) => {
                    let _ = node.append_child(&self.build(child));
                }
                Part::Region(region) => {
                    let anchor: Node = document.create_text_node("").into();
                    let _ = node.append_child(&anchor);
                    let (nodes, built) = (Vec::new(), Built::default());
                    self.bindings.push(Binding::Region { anchor, region, nodes, built });
                }
                Part::Late(make) => self.bindings.push(Binding::Late { parent: node.clone(), next: None, make }),
                Part::Still => unreachable!("what stands in the HTML alone is never built"),
            }
        }
        node.into()
    }

    /// Listens as long as what was built lives.
    pub(super) fn listen(&mut self, element: &web_sys::Element, event: &'static str, act: Box<dyn FnMut(Event)>) {
        let act = Closure::wrap(act);
        let _ = element.add_event_listener_with_callback(event, act.as_ref().unchecked_ref());
        self.listeners.push(Listener { element: element.clone(), event, act });
    }

    /// Brings everything up to date. What did not change is not touched.
    fn refresh(&mut self, model: &M) {
        for binding in &mut self.bindings {
            match binding {
                Binding::Live { node, place, read, last } => {
                    let value = read(model);
                    if last.as_ref() != Some(&value) {
                        write(node, *place, value.as_deref());
                        *last = Some(value);
                    }
                }
                Binding::Region { anchor, region, nodes, built } => {
                    if let Some(elements) = region.made_anew(model) {
                        let focused = focused_in(nodes);
                        *built = Built::default();
                        let parent = anchor.parent_node();
                        for node in nodes.drain(..) {
                            let _ = parent.as_ref().map(|parent| parent.remove_child(&node));
                        }
                        for element in elements {
                            let node = built.build(element);
                            let _ = parent.as_ref().map(|parent| parent.insert_before(&node, Some(anchor)));
                            nodes.push(node);
                        }
                        built.refresh(model);
                        if let Some(id) = focused {
                            focus_again(&id);
                        }
                    } else {
                        built.refresh(model);
                    }
                }
                Binding::Late { parent, next, make } => {
                    if let Some(elements) = make(model) {
                        let mut built = Built::default();
                        built.adopt_late(parent, next, elements);
                        built.refresh(model);
                        *binding = Binding::Come(built);
                    }
                }
                Binding::Come(built) => built.refresh(model),
            }
        }
    }
}

/// The id of the element with the focus, if it is in these nodes.
fn focused_in(nodes: &[Node]) -> Option<String> {
    let focused = document().active_element()?;
    nodes.iter().any(|node| node.contains(Some(&focused))).then(|| focused.id()).filter(|id| !id.is_empty())
}

/// Gives the focus back to an element that was made anew: otherwise who works by keyboard would begin at the top again.
fn focus_again(id: &str) {
    let element = document().get_element_by_id(id).and_then(|element| element.dyn_into::<HtmlElement>().ok());
    if let Some(element) = element {
        let _ = element.focus();
    }
}

fn write(node: &Node, place: Place, value: Option<&str>) {
    match place {
        Place::Text => node.set_node_value(value),
        Place::Attribute(name) => set_attribute(node.unchecked_ref(), name, value),
        // Writing the value that an input shows already would move its cursor.
        Place::Value => {
            let input: &web_sys::HtmlInputElement = node.unchecked_ref();
            let value = value.unwrap_or_default();
            if input.value() != value {
                input.set_value(value);
            }
        }
        Place::Switch(name) => {
            let _ = Reflect::set(node, &JsValue::from_str(name), &JsValue::from_bool(value.is_some()));
        }
    }
}

fn set_attribute(element: &web_sys::Element, name: &str, value: Option<&str>) {
    let _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}

/// An element that follows a model, to be mounted.
pub struct Following<M> {
    pub(super) element: Element<M>,
    pub(super) model: RwSignal<M>,
    pub(super) observe: Box<dyn FnMut(&M)>,
}

/// A page that is on the screen.
pub struct Shown {
    node: Node,
    _refresh: RenderEffect<()>,
}

impl<M: Default + Send + Sync + 'static> Render for Following<M> {
    type State = Shown;

    fn build(self) -> Shown {
        let Following { element, model, mut observe } = self;
        let mut built = Built::default();
        // The page may stand there already, from the HTML.
        let node = match document().get_element_by_id(ROOT) {
            Some(root) => {
                model.with_untracked(|model| built.adopt(root.clone(), element, model));
                root.into()
            }
            None => built.build(element),
        };
        let _refresh = RenderEffect::new(move |_| {
            model.with(|model| {
                built.refresh(model);
                observe(model);
            });
        });
        Shown { node, _refresh }
    }

    fn rebuild(self, state: &mut Shown) {
        let new = self.build();
        if let Some(parent) = state.node.parent_node() {
            let _ = parent.replace_child(&new.node, &state.node);
        }
        *state = new;
    }
}

impl Mountable for Shown {
    fn unmount(&mut self) {
        if let Some(parent) = self.node.parent_node() {
            let _ = parent.remove_child(&self.node);
        }
    }

    fn mount(&mut self, parent: &web_sys::Element, marker: Option<&Node>) {
        // What was taken over stays where it is, with the cursor in it.
        if self.node.parent_element().as_ref() != Some(parent) {
            let _ = parent.insert_before(&self.node, marker);
        }
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let parent = self.node.parent_element();
        if let Some(parent) = &parent {
            child.mount(parent, Some(&self.node));
        }
        parent.is_some()
    }

    fn elements(&self) -> Vec<web_sys::Element> {
        self.node.dyn_ref().cloned().into_iter().collect()
    }
}
