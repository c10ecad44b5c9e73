//! Leptos people read this first: a small library of elements that are all of one type, in place of `view!`.
//!
//! Leptos' `view!` gives each element a type of its own, and the compiler writes the code that builds, updates and removes
//! it once for each: this page took 175 KiB (brotli) of WebAssembly that way, and 115 with Leptos' own erased views. An
//! [`Element`] is a description that one function builds, and one effect keeps up to date, in about a third of that.
//! To Leptos it is a view like any other: it is mounted, owned and driven by it.
//!
//! An `Element<M>` shows a model `M`, which one signal holds ([`Element::follow`]). In place of what Leptos has:
//!
//! | Leptos | here |
//! |---|---|
//! | `<p class="note">{move || text.get()}</p>` | `classed("p", "note").live_text(arg, \|model, arg\| …)` |
//! | `on:click=move \|_\| …` | `.on(handle, "click", arg, \|handle, arg, event\| …)` |
//! | `<Show>`, `<For>` | `.region(handle, arg, key, make)`: what is in it is made anew when its key changes |
//! | `prop:value`, `prop:checked` | `.value(…)`, `.switch("checked", …)` |
//!
//! Bindings are plain functions that are told an argument, and not closures, each of which would come with code of its
//! own. `handle` is whatever the page changes its model by.
//!
//! A region's key is a value: `make` must read nothing else of the model, but for what its elements keep up to date by
//! themselves. A debug build makes each region again whenever the model changes, and compares.
//!
//! A description is written as HTML when the bundle is made (`html`); in the browser it takes over what stands there
//! already (`adopt`), so that nothing is built twice and nothing moves.

mod adopt;
#[cfg(any(debug_assertions, not(target_arch = "wasm32")))]
mod html;
mod live;
mod region;

pub use live::Following;

use leptos::prelude::RwSignal;
use region::Region;
use web_sys::Event;

/// What a binding is told besides the model: which field, which event.
pub trait Arg: Copy + 'static {}

impl<T: Copy + 'static> Arg for T {}

type Reading<M, T> = Box<dyn Fn(&M) -> T>;

/// What another part of the program describes, once that is here.
type Late<M> = Option<Vec<Element<M>>>;

/// The description of an element.
pub struct Element<M>(Box<Parts<M>>);

struct Parts<M> {
    tag: &'static str,
    list: Vec<Part<M>>,
}

enum Part<M> {
    Attribute(&'static str, String),
    Live(Place, Reading<M, Option<String>>),
    On(&'static str, Box<dyn FnMut(Event)>),
    Text(String),
    Child(Element<M>),
    Region(Region<M>),
    Late(Reading<M, Late<M>>),
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
pub fn el<M: 'static>(tag: &'static str) -> Element<M> {
    Element(Box::new(Parts { tag, list: Vec::new() }))
}

/// Begins an element with a class.
#[inline(never)]
pub fn classed<M: 'static>(tag: &'static str, class: &'static str) -> Element<M> {
    el(tag).attr("class", class)
}

/// Begins a button.
pub fn button<M: 'static, H: Arg, A: Arg>(
    handle: H,
    class: &'static str,
    text: &str,
    arg: A,
    act: fn(H, A),
) -> Element<M> {
    classed("button", class).attr("type", "button").text(text).on(
        handle,
        "click",
        (arg, act),
        |handle, (arg, act), _| act(handle, arg),
    )
}

impl<M: 'static> Element<M> {
    #[inline(never)]
    fn with(mut self, part: Part<M>) -> Element<M> {
        self.0.list.push(part);
        self
    }

    /// Sets an attribute.
    #[inline(never)]
    pub fn attr(self, name: &'static str, value: &str) -> Element<M> {
        self.with(Part::Attribute(name, value.to_string()))
    }

    /// Keeps an attribute up to date; `None` removes it.
    pub fn live_attr<A: Arg>(self, name: &'static str, arg: A, value: fn(&M, A) -> Option<String>) -> Element<M> {
        self.with(Part::Live(Place::Attribute(name), Box::new(move |model| value(model, arg))))
    }

    /// Keeps an ARIA state up to date.
    pub fn state<A: Arg>(self, name: &'static str, arg: A, value: fn(&M, A) -> bool) -> Element<M> {
        self.live_attr(name, (arg, value), |model, (arg, value)| {
            Some(if value(model, arg) { "true" } else { "false" }.to_string())
        })
    }

    /// Keeps the property `value` of an input up to date.
    pub fn value<A: Arg>(self, arg: A, value: fn(&M, A) -> String) -> Element<M> {
        self.with(Part::Live(Place::Value, Box::new(move |model| Some(value(model, arg)))))
    }

    /// Keeps a property that is on or off up to date, such as `checked`.
    pub fn switch<A: Arg>(self, name: &'static str, arg: A, value: fn(&M, A) -> bool) -> Element<M> {
        self.with(Part::Live(Place::Switch(name), Box::new(move |model| value(model, arg).then(String::new))))
    }

    /// Listens.
    pub fn on<H: Arg, A: Arg>(self, handle: H, event: &'static str, arg: A, act: fn(H, A, Event)) -> Element<M> {
        self.with(Part::On(event, Box::new(move |event| act(handle, arg, event))))
    }

    /// Adds a text.
    #[inline(never)]
    pub fn text(self, text: &str) -> Element<M> {
        self.with(Part::Text(text.to_string()))
    }

    /// Adds a text and keeps it up to date.
    pub fn live_text<A: Arg>(self, arg: A, text: fn(&M, A) -> String) -> Element<M> {
        self.with(Part::Live(Place::Text, Box::new(move |model| Some(text(model, arg)))))
    }

    /// Adds an element.
    #[inline(never)]
    pub fn child(self, child: Element<M>) -> Element<M> {
        self.with(Part::Child(child))
    }

    /// Adds elements.
    pub fn children(mut self, children: impl IntoIterator<Item = Element<M>>) -> Element<M> {
        for child in children {
            self = self.child(child);
        }
        self
    }

    /// Adds elements that are made anew when their key changes, and only then: what is in them follows the model by
    /// itself.
    pub fn region<H: Arg, A: Arg, K: PartialEq + 'static>(
        self,
        handle: H,
        arg: A,
        key: fn(&M, A) -> K,
        make: fn(H, &M, A) -> Vec<Element<M>>,
    ) -> Element<M> {
        let mut last = None;
        let is_new = move |model: &M| {
            let key = Some(key(model, arg));
            let is_new = last != key;
            last = key;
            is_new
        };
        self.with(Part::Region(Region::new(Box::new(is_new), Box::new(move |model| make(handle, model, arg)))))
    }

    /// Adds what another part of the program describes, once that is here, as the element's last content. It stands in the
    /// HTML from the first, marked with [`LATE`], and is taken over then.
    pub fn late<H: Arg, A: Arg>(self, handle: H, arg: A, make: fn(H, &M, A) -> Late<M>) -> Element<M> {
        self.with(Part::Late(Box::new(move |model| make(handle, model, arg))))
    }

    /// Adds what never changes, as the element's only content. In the release bundle it stands in the HTML and nowhere
    /// else: neither its words nor the code that makes it weigh on the program. So it must be part of the first view.
    #[inline(always)]
    pub fn still(self, make: impl FnOnce(Element<M>) -> Element<M>) -> Element<M> {
        if STILL_IN_HTML { self.with(Part::Still) } else { make(self) }
    }

    /// The element as a whole page: a view that Leptos can mount, and that follows the model in a signal. `observe` is
    /// shown the model after each change.
    pub fn follow(self, model: RwSignal<M>, observe: impl FnMut(&M) + 'static) -> Following<M> {
        Following { element: self, model, observe: Box::new(observe) }
    }
}
