//! The elements of the page, all of one type.
//!
//! Leptos' `view!` gives each element a type of its own, and the compiler writes the code that builds, updates and removes
//! it once for each: this page took 175 KiB (brotli) of WebAssembly that way, and 115 with Leptos' own erased views. An
//! [`Element`] is a description that one function builds, and one effect keeps up to date, in about a third of that.
//! To Leptos it is a view like any other: it is mounted, owned and driven by it.
//!
//! For the same reason bindings are plain functions and not closures, each of which would come with code of its own.

use js_sys::Reflect;
use leptos::prelude::{RenderEffect, document};
use leptos::tachys::view::{Mountable, Render};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, Node};

use super::state::{Model, Page};

/// What a binding is told besides the model: which field, which event.
pub trait Arg: Copy + 'static {}

impl<T: Copy + 'static> Arg for T {}

type Reading<T> = Box<dyn Fn(&Model) -> T>;

/// The description of an element.
pub struct Element(Box<Parts>);

struct Parts {
    page: Option<Page>,
    tag: &'static str,
    list: Vec<Part>,
}

enum Part {
    Attribute(&'static str, String),
    Live(Place, Reading<Option<String>>),
    On(&'static str, Box<dyn FnMut(Event)>),
    Text(String),
    Child(Element),
    Region(Reading<u64>, Reading<Vec<Element>>),
}

/// What a live value is written to.
#[derive(Clone, Copy)]
enum Place {
    Attribute(&'static str),
    Value,
    Switch(&'static str),
    Text,
}

/// Begins an element.
#[inline(never)]
pub fn el(tag: &'static str) -> Element {
    Element(Box::new(Parts { page: None, tag, list: Vec::new() }))
}

/// Begins an element with a class.
#[inline(never)]
pub fn classed(tag: &'static str, class: &'static str) -> Element {
    el(tag).attr("class", class)
}

/// Begins a button.
pub fn button<A: Arg>(page: Page, class: &'static str, text: &str, arg: A, act: fn(Page, A)) -> Element {
    classed("button", class)
        .attr("type", "button")
        .text(text)
        .on(page, "click", (arg, act), |page, (arg, act), _| act(page, arg))
}

impl Element {
    #[inline(never)]
    fn with(mut self, part: Part) -> Element {
        self.0.list.push(part);
        self
    }

    /// Sets an attribute.
    #[inline(never)]
    pub fn attr(self, name: &'static str, value: &str) -> Element {
        self.with(Part::Attribute(name, value.to_string()))
    }

    /// Keeps an attribute up to date; `None` removes it.
    pub fn live_attr<A: Arg>(self, name: &'static str, arg: A, value: fn(&Model, A) -> Option<String>) -> Element {
        self.with(Part::Live(Place::Attribute(name), Box::new(move |model| value(model, arg))))
    }

    /// Keeps an ARIA state up to date.
    pub fn state<A: Arg>(self, name: &'static str, arg: A, value: fn(&Model, A) -> bool) -> Element {
        self.live_attr(name, (arg, value), |model, (arg, value)| {
            Some(if value(model, arg) { "true" } else { "false" }.to_string())
        })
    }

    /// Keeps the property `value` of an input up to date.
    pub fn value<A: Arg>(self, arg: A, value: fn(&Model, A) -> String) -> Element {
        self.with(Part::Live(Place::Value, Box::new(move |model| Some(value(model, arg)))))
    }

    /// Keeps a property that is on or off up to date, such as `checked`.
    pub fn switch<A: Arg>(self, name: &'static str, arg: A, value: fn(&Model, A) -> bool) -> Element {
        self.with(Part::Live(Place::Switch(name), Box::new(move |model| value(model, arg).then(String::new))))
    }

    /// Listens.
    pub fn on<A: Arg>(self, page: Page, event: &'static str, arg: A, act: fn(Page, A, Event)) -> Element {
        self.with(Part::On(event, Box::new(move |event| act(page, arg, event))))
    }

    /// Adds a text.
    #[inline(never)]
    pub fn text(self, text: &str) -> Element {
        self.with(Part::Text(text.to_string()))
    }

    /// Adds a text and keeps it up to date.
    pub fn live_text<A: Arg>(self, arg: A, text: fn(&Model, A) -> String) -> Element {
        self.with(Part::Live(Place::Text, Box::new(move |model| Some(text(model, arg)))))
    }

    /// Adds an element.
    #[inline(never)]
    pub fn child(self, child: Element) -> Element {
        self.with(Part::Child(child))
    }

    /// Adds elements.
    pub fn children(mut self, children: impl IntoIterator<Item = Element>) -> Element {
        for child in children {
            self = self.child(child);
        }
        self
    }

    /// Adds elements that are made anew whenever `version` changes, and only then: what is in them follows the model by
    /// itself.
    pub fn region<A: Arg>(
        self,
        page: Page,
        arg: A,
        version: fn(&Model, A) -> u64,
        make: fn(Page, &Model, A) -> Vec<Element>,
    ) -> Element {
        let version = Box::new(move |model: &Model| version(model, arg));
        self.with(Part::Region(version, Box::new(move |model| make(page, model, arg))))
    }

    /// The element as a whole page: a view that Leptos can mount.
    pub fn for_page(mut self, page: Page) -> Element {
        self.0.page = Some(page);
        self
    }
}

/// What was built: everything that lives on after the description is used up.
#[derive(Default)]
struct Built {
    bindings: Vec<Binding>,
    listeners: Vec<Listener>,
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

enum Binding {
    Live {
        node: Node,
        place: Place,
        read: Reading<Option<String>>,
        last: Option<Option<String>>,
    },
    Region {
        anchor: Node,
        version: Reading<u64>,
        make: Reading<Vec<Element>>,
        last: Option<u64>,
        nodes: Vec<Node>,
        built: Built,
    },
}

impl Built {
    fn build(&mut self, element: Element) -> Node {
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
                Part::On(event, act) => {
                    let act = Closure::wrap(act);
                    let _ = node.add_event_listener_with_callback(event, act.as_ref().unchecked_ref());
                    self.listeners.push(Listener { element: node.clone(), event, act });
                }
                Part::Text(text) => {
                    let _ = node.append_child(&document.create_text_node(&text));
                }
                Part::Child(child) => {
                    let _ = node.append_child(&self.build(child));
                }
                Part::Region(version, make) => {
                    let anchor: Node = document.create_text_node("").into();
                    let _ = node.append_child(&anchor);
                    let (nodes, built) = (Vec::new(), Built::default());
                    self.bindings.push(Binding::Region { anchor, version, make, last: None, nodes, built });
                }
            }
        }
        node.into()
    }

    /// Brings everything up to date. What did not change is not touched.
    fn refresh(&mut self, model: &Model) {
        for binding in &mut self.bindings {
            match binding {
                Binding::Live { node, place, read, last } => {
                    let value = read(model);
                    if last.as_ref() != Some(&value) {
                        write(node, *place, value.as_deref());
                        *last = Some(value);
                    }
                }
                Binding::Region { anchor, version, make, last, nodes, built } => {
                    let version = Some(version(model));
                    if *last != version {
                        *last = version;
                        *built = Built::default();
                        let parent = anchor.parent_node();
                        for node in nodes.drain(..) {
                            let _ = parent.as_ref().map(|parent| parent.remove_child(&node));
                        }
                        for element in make(model) {
                            let node = built.build(element);
                            let _ = parent.as_ref().map(|parent| parent.insert_before(&node, Some(anchor)));
                            nodes.push(node);
                        }
                    }
                    built.refresh(model);
                }
            }
        }
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

/// A page that is on the screen.
pub struct Shown {
    node: Node,
    _refresh: RenderEffect<()>,
}

impl Render for Element {
    type State = Shown;

    fn build(self) -> Shown {
        let page = self.0.page;
        let mut built = Built::default();
        let node = built.build(self);
        let _refresh = RenderEffect::new(move |_| {
            if let Some(page) = page {
                page.read(|model| built.refresh(model));
            }
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
        let _ = parent.insert_before(&self.node, marker);
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
