//! Pieces of the page in a real browser: what is built once, what follows the model, and what is left alone.

use hook_builder::form::field::Field;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element as DomElement, Event, HtmlElement, HtmlInputElement, KeyboardEvent, KeyboardEventInit};

use super::element::{ROOT, button, classed, el};
use super::sections::{deploy, tabs};
use super::state::{Model, Page};
use crate::app::Element;

wasm_bindgen_test_configure!(run_in_browser);

/// An empty element of the document.
fn place() -> DomElement {
    let document = leptos::prelude::document();
    let place = document.create_element("div").unwrap();
    document.body().unwrap().append_child(&place).unwrap();
    place
}

/// Mounts an element in a place of its own and gives that place.
fn mount(make: impl FnOnce(Page) -> Element + 'static) -> (Page, DomElement) {
    let place = place();
    let slot = std::rc::Rc::new(std::cell::Cell::new(None));
    let out = slot.clone();
    leptos::mount::mount_to_renderer(&place, move || {
        let page = Page::new();
        out.set(Some(page));
        page.show(make(page))
    })
    .forget();
    (slot.get().unwrap(), place)
}

/// Lets the effects run that a change has woken.
async fn settle() {
    leptos::task::tick().await;
}

fn find<T: JsCast>(place: &DomElement, selector: &str) -> T {
    place.query_selector(selector).unwrap().unwrap().dyn_into().ok().unwrap()
}

fn type_in(input: &HtmlInputElement, text: &str) {
    input.set_value(text);
    input.dispatch_event(&Event::new("input").unwrap()).unwrap();
}

#[wasm_bindgen_test]
async fn live_parts_follow_the_model_and_regions_follow_their_key_alone() {
    fn items(_: Page, model: &Model, (): ()) -> Vec<Element> {
        vec![
            el("b").live_text((), |model, ()| model.announcement().to_string()),
            el("i").text(&model.format().to_string()),
        ]
    }
    let (page, place) = mount(|page| {
        el("div")
            .live_attr("title", (), |model: &Model, ()| {
                (!model.announcement().is_empty()).then(|| model.announcement().to_string())
            })
            .region(page, (), |model, ()| model.format(), items)
            .text("after")
    });
    let html = || place.inner_html();
    assert_eq!(html(), "<div><b></b><i>0</i>after</div>");
    page.announce("one");
    settle().await;
    assert_eq!(html(), "<div title=\"one\"><b>one</b><i>0</i>after</div>", "the region is not made anew");
    page.update(|model| model.show_format(1));
    settle().await;
    assert_eq!(html(), "<div title=\"one\"><b>one</b><i>1</i>after</div>", "and keeps its place when it is");
    page.announce("");
    settle().await;
    assert_eq!(html(), "<div><b></b><i>1</i>after</div>");
}

/// What HTML cannot hold as it stands: texts side by side, empty texts, a region in between, signs of markup.
fn tricky(page: Page) -> Element {
    fn items(_: Page, model: &Model, (): ()) -> Vec<Element> {
        (0..model.format())
            .map(|_| el("b").text("item").live_text((), |model: &Model, ()| model.announcement().to_string()))
            .collect()
    }
    let words = |model: &Model, ()| model.announcement().to_string();
    el("div")
        .attr("id", ROOT)
        .text("a & b")
        .live_text((), words)
        .text("<c>")
        .region(page, (), |model, ()| model.format(), items)
        .live_text((), words)
        .child(el("p").still(|p| p.text("words").child(el("i").text("more"))))
        .child(el("pre").text("\n first line"))
        .child(
            el("input")
                .attr("title", "\"quoted\" & <marked>")
                .value((), words)
                .switch("disabled", (), |m, ()| m.event().index() == 1),
        )
        .live_text((), words)
}

/// Puts the HTML of an element into the document, changes it as people and extensions do, and takes it over.
fn take_over(version: usize, meanwhile: impl FnOnce(&DomElement)) -> (Page, DomElement) {
    let place = place();
    let start = move |page: Page| page.update(|model| model.show_format(version));
    let slot = std::rc::Rc::new(std::cell::Cell::new(None));
    let out = slot.clone();
    let owner = leptos::prelude::Owner::new();
    let html = owner.with(|| {
        let page = Page::new();
        start(page);
        page.peek(|model| tricky(page).html(model))
    });
    place.set_inner_html(&html);
    meanwhile(&place);
    leptos::mount::mount_to_renderer(&place, move || {
        let page = Page::new();
        start(page);
        out.set(Some(page));
        page.show(tricky(page))
    })
    .forget();
    (slot.get().unwrap(), place)
}

#[wasm_bindgen_test]
async fn what_stands_in_the_html_is_taken_over_and_lives_on() {
    for version in [0, 2] {
        let (page, place) = take_over(version, |_| ());
        let root: DomElement = find(&place, "#app");
        let input: HtmlInputElement = find(&place, "input");
        settle().await;
        assert_eq!(root.child_element_count(), 3 + version as u32, "nothing is built twice");
        page.announce("said");
        settle().await;
        let items = "<b>itemsaid</b>".repeat(version);
        let expected = format!(
            "a &amp; bsaid&lt;c&gt;{items}said<p>words<i>more</i></p><pre>\n first line</pre>\
             <input title=\"&quot;quoted&quot; &amp; &lt;marked&gt;\">said"
        );
        assert_eq!(root.inner_html(), expected);
        page.update(|model| {
            model.show_format(1);
            model.show_event(1);
        });
        settle().await;
        assert_eq!(place.query_selector_all("b").unwrap().length(), 1, "a region is made anew in its place");
        assert!(root.inner_html().contains("&lt;c&gt;<b>itemsaid</b>said<p>"), "{}", root.inner_html());
        let same: HtmlInputElement = find(&place, "input");
        assert!(same == input && input.disabled() && input.value() == "said");
        place.remove();
    }
}

#[wasm_bindgen_test]
async fn what_was_done_before_stays_and_what_an_extension_put_there_is_passed_over() {
    let (page, place) = take_over(1, |place| {
        let input: HtmlInputElement = find(place, "input");
        input.set_value("typed early");
        input.focus().unwrap();
        let foreign = leptos::prelude::document().create_element("x-extension").unwrap();
        input.parent_node().unwrap().insert_before(&foreign, Some(&input)).unwrap();
    });
    settle().await;
    let input: HtmlInputElement = find(&place, "input");
    assert_eq!(input.value(), "typed early");
    assert!(
        leptos::prelude::document()
            .active_element()
            .is_some_and(|active| &active == input.unchecked_ref::<DomElement>()),
        "the cursor stays"
    );
    page.announce("new");
    settle().await;
    assert_eq!(input.value(), "new", "it is the input that the description means");
    assert!(place.query_selector("x-extension").unwrap().is_some());
    place.remove();
}

#[wasm_bindgen_test]
async fn a_field_keeps_the_cursor_where_the_user_has_it() {
    let (_, place) = mount(deploy);
    let input: HtmlInputElement = find(&place, "#pipeline");
    input.focus().unwrap();
    type_in(&input, "512");
    input.set_selection_range(1, 1).unwrap();
    settle().await;
    assert_eq!((input.value().as_str(), input.selection_start().unwrap()), ("512", Some(1)));
    let note: HtmlElement = find(&place, "#pipeline-note");
    assert_eq!(note.inner_text(), "Pipeline 512");
    place.remove();
}

#[wasm_bindgen_test]
async fn required_and_empty_is_a_hint_until_the_field_is_left() {
    let (page, place) = mount(deploy);
    let input: HtmlInputElement = find(&place, "#repository");
    let note: HtmlElement = find(&place, "#repository-note");
    assert_eq!(
        (input.get_attribute("aria-invalid").as_deref(), note.get_attribute("data-tone").as_deref()),
        (Some("false"), Some("hint"))
    );
    page.touch(Field::Repository);
    settle().await;
    assert_eq!(
        (input.get_attribute("aria-invalid").as_deref(), note.get_attribute("data-tone").as_deref()),
        (Some("true"), Some("error"))
    );
    type_in(&input, "acme/shop");
    settle().await;
    assert_eq!(input.get_attribute("aria-invalid").as_deref(), Some("false"));
    place.remove();
}

#[wasm_bindgen_test]
async fn arrows_move_along_the_tabs_and_round_the_ends() {
    let (page, place) = mount(|page| {
        let faces = ["a", "b", "c"].map(|id| (id.to_string(), el("span").text(id)));
        tabs(page, "Letters", "", "panel", (|m| m.event().index(), |m, to| m.show_event(to)), |_, _| false, faces)
    });
    let press = |key: &str| {
        let init = KeyboardEventInit::new();
        init.set_key(key);
        init.set_bubbles(true);
        let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
        find::<HtmlElement>(&place, "[aria-selected=true]").dispatch_event(&event).unwrap();
    };
    for (key, selected) in
        [("ArrowRight", 1), ("ArrowLeft", 0), ("ArrowLeft", 2), ("ArrowRight", 0), ("End", 2), ("Home", 0), ("x", 0)]
    {
        press(key);
        settle().await;
        assert_eq!(page.peek(|model| model.event().index()), selected, "{key}");
        let tab: HtmlElement = find(&place, "[aria-selected=true]");
        assert_eq!(
            (tab.get_attribute("tabindex").as_deref(), place.query_selector_all("[tabindex='0']").unwrap().length()),
            (Some("0"), 1)
        );
    }
    place.remove();
}

#[wasm_bindgen_test]
async fn a_button_tells_its_argument() {
    let (page, place) =
        mount(|page| classed("p", "x").child(button(page, "button", "Say", "hello", |page, word| page.announce(word))));
    find::<HtmlElement>(&place, "button").click();
    settle().await;
    assert_eq!(page.peek(|model| model.announcement().to_string()), "hello");
}
