//! The elements of the page, all of one type.
//!
//! Leptos' `view!` gives each element a type of its own, and the compiler writes the code that builds, updates and removes
//! it once for each: this page took 175 KiB (brotli) of WebAssembly that way, and 115 with Leptos' own erased views. An
//! [`Element`] is a description that one function builds, and one effect keeps up to date, in about a third of that.
//! To Leptos it is a view like any other: it is mounted, owned and driven by it.
//!
//! For the same reason bindings are plain functions and not closures, each of which would come with code of its own.
//!
//! The same description is written as HTML when the bundle is made (`html`); in the browser it takes over what stands
//! there already (`adopt`), so that nothing is built twice and nothing moves.

mod adopt;
#[cfg(any(test, not(target_arch = "wasm32")))]
mod html;
mod live;

use web_sys::Event;

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
    Late(Reading<Option<Vec<Element>>>),
    Still,
}

/// The id of the page's outermost element, by which what stands in the HTML is found.
pub const ROOT: &str = "app";

/// The mark of what stands in the HTML before there is a program for it.
const LATE: &str = "data-late";

/// Whether what never changes is left to the HTML alone: in the release bundle, which always comes with it.
const STILL_IN_HTML: bool = cfg!(all(target_arch = "wasm32", not(debug_assertions)));

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

    /// Adds what another part of the program describes, once that is here, as the element's last content. It stands in the
    /// HTML from the first, marked with [`LATE`], and is taken over then.
    pub fn late<A: Arg>(self, page: Page, arg: A, make: fn(Page, &Model, A) -> Option<Vec<Element>>) -> Element {
        self.with(Part::Late(Box::new(move |model| make(page, model, arg))))
    }

    /// Adds what never changes, as the element's only content. In the release bundle it stands in the HTML and nowhere
    /// else: neither its words nor the code that makes it weigh on the program. So it must be part of the first view.
    #[inline(always)]
    pub fn still(self, make: impl FnOnce(Element) -> Element) -> Element {
        if STILL_IN_HTML { self.with(Part::Still) } else { make(self) }
    }

    /// The element as a whole page: a view that Leptos can mount.
    pub fn for_page(mut self, page: Page) -> Element {
        self.0.page = Some(page);
        self
    }
}
