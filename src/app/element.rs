//! Elements of the page, all of one type.
//!
//! Leptos' `view!` gives each element a type of its own, and the compiler writes the code that builds, updates and removes
//! it once for each: this page took 175 KiB (brotli) that way. An [`Element`] holds its attributes and children
//! type-erased, so that code exists once, and a section costs little more than its words. It still is an ordinary
//! Leptos view: signals, ownership and mounting are Leptos'.
//!
//! For the same reason what is not generic is never inlined here, and what is generic only boxes.

use leptos::prelude::*;
use leptos::tachys::html::attribute::any_attribute::{AnyAttribute, IntoAnyAttribute};
use leptos::tachys::html::attribute::custom::custom_attribute;
use leptos::tachys::html::element::custom;
use leptos::tachys::html::event::{Custom, on};
use leptos::tachys::html::property::prop;
use leptos::tachys::view::iterators::StaticVec;
use web_sys::Event;

use super::state::{Model, Page};

/// What a binding is told besides the model: which field, which event. Bindings are plain functions, since every closure
/// would come with code of its own for being called and dropped.
pub trait Arg: Copy + Send + Sync + 'static {}

impl<T: Copy + Send + Sync + 'static> Arg for T {}

type Live<T> = Box<dyn FnMut() -> T + Send>;

/// An element that is being put together.
pub struct Element(Box<Parts>);

struct Parts {
    tag: &'static str,
    attributes: Vec<AnyAttribute>,
    children: Vec<AnyView>,
}

/// Begins an element.
#[inline(never)]
pub fn el(tag: &'static str) -> Element {
    Element(Box::new(Parts { tag, attributes: Vec::new(), children: Vec::new() }))
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
    /// Sets an attribute.
    #[inline(never)]
    pub fn attr(mut self, name: &'static str, value: &str) -> Element {
        self.0.attributes.push(custom_attribute(name, value.to_string()).into_any_attr());
        self
    }

    /// Keeps an attribute up to date; `None` removes it.
    pub fn live_attr<A: Arg>(
        self,
        page: Page,
        name: &'static str,
        arg: A,
        value: fn(&Model, A) -> Option<String>,
    ) -> Element {
        self.boxed_attr(name, Box::new(move || page.read(&mut |model| value(model, arg))))
    }

    /// Keeps an ARIA state up to date.
    pub fn state<A: Arg>(self, page: Page, name: &'static str, arg: A, value: fn(&Model, A) -> bool) -> Element {
        self.live_attr(page, name, (arg, value), |model, (arg, value)| {
            Some(if value(model, arg) { "true" } else { "false" }.to_string())
        })
    }

    #[inline(never)]
    fn boxed_attr(mut self, name: &'static str, value: Live<Option<String>>) -> Element {
        self.0.attributes.push(custom_attribute(name, value).into_any_attr());
        self
    }

    /// Keeps the property `value` of an input up to date.
    #[inline(never)]
    pub fn value<A: Arg>(mut self, page: Page, arg: A, value: fn(&Model, A) -> String) -> Element {
        let value: Live<String> = Box::new(move || page.read(&mut |model| value(model, arg)));
        self.0.attributes.push(prop("value", value).into_any_attr());
        self
    }

    /// Keeps a property that is on or off up to date, such as `checked`.
    pub fn switch<A: Arg>(self, page: Page, name: &'static str, arg: A, value: fn(&Model, A) -> bool) -> Element {
        self.boxed_switch(name, Box::new(move || page.read(&mut |model| value(model, arg))))
    }

    #[inline(never)]
    fn boxed_switch(mut self, name: &'static str, value: Live<bool>) -> Element {
        self.0.attributes.push(prop(name, value).into_any_attr());
        self
    }

    /// Listens.
    pub fn on<A: Arg>(self, page: Page, event: &'static str, arg: A, act: fn(Page, A, Event)) -> Element {
        self.boxed_on(event, Box::new(move |event| act(page, arg, event)))
    }

    #[inline(never)]
    fn boxed_on(mut self, event: &'static str, act: Box<dyn FnMut(Event)>) -> Element {
        self.0.attributes.push(on(Custom::new(event), act).into_any_attr());
        self
    }

    /// Adds a text.
    #[inline(never)]
    pub fn text(mut self, text: &str) -> Element {
        self.0.children.push(text.to_string().into_any());
        self
    }

    /// Adds a text and keeps it up to date.
    pub fn live_text<A: Arg>(self, page: Page, arg: A, text: fn(&Model, A) -> String) -> Element {
        self.boxed_text(Box::new(move || page.read(&mut |model| text(model, arg))))
    }

    #[inline(never)]
    fn boxed_text(mut self, text: Live<String>) -> Element {
        self.0.children.push(text.into_any());
        self
    }

    /// Adds an element.
    #[inline(never)]
    pub fn child(mut self, child: Element) -> Element {
        self.0.children.push(child.view());
        self
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
        let version = Box::new(move || page.read(&mut |model| version(model, arg)));
        self.boxed_region(version, Box::new(move || page.peek(|model| make(page, model, arg))))
    }

    #[inline(never)]
    fn boxed_region(mut self, version: Box<dyn Fn() -> u64 + Send + Sync>, mut make: Live<Vec<Element>>) -> Element {
        let version = Memo::new(move |_| version());
        let make: Live<AnyView> = Box::new(move || {
            version.track();
            StaticVec::from(make().into_iter().map(Element::view).collect::<Vec<_>>()).into_any()
        });
        self.0.children.push(make.into_any());
        self
    }

    /// The element as a Leptos view.
    #[inline(never)]
    pub fn view(self) -> AnyView {
        custom(self.0.tag).add_any_attr(self.0.attributes).child(StaticVec::from(self.0.children)).into_any()
    }
}
