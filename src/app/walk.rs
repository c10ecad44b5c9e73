//! For tests on the host: the page without a browser, which follows its model as in one. After each change every region
//! is made again and compared, so that a key which misses something fails.

use leptos::prelude::Owner;

use super::Element;
use super::later;
use super::state::{Model, Page};

/// A view that follows the model.
pub struct Walk {
    page: Page,
    element: Element,
    _owner: Owner,
}

impl Walk {
    /// Shows a view, with all parts of the program here.
    pub fn of(view: impl FnOnce(Page) -> Element) -> Walk {
        let owner = Owner::new();
        let (page, element) = owner.with(|| {
            let page = Page::new();
            page.update(later::bring_all);
            (page, view(page))
        });
        let mut walk = Walk { page, element, _owner: owner };
        walk.follow();
        walk
    }

    /// Changes the model; gives what the view shows then.
    pub fn step(&mut self, change: impl FnOnce(&mut Model)) -> String {
        self.page.update(change);
        self.follow()
    }

    /// Does what a press does; gives what the view shows then.
    pub fn press(&mut self, act: impl FnOnce(Page)) -> String {
        act(self.page);
        self.follow()
    }

    fn follow(&mut self) -> String {
        let (page, element) = (self.page, &mut self.element);
        page.peek(|model| {
            element.keep_up(model);
            element.html(model)
        })
    }
}

#[test]
#[should_panic(expected = "misses what it shows")]
fn a_key_that_misses_something_is_found() {
    use super::element::el;
    let view = |page| {
        el("p").region(page, (), |model: &Model, ()| model.is_busy(), |_, model, ()| vec![el("b").text(model.theme())])
    };
    Walk::of(view).step(|model| model.choose_theme("dark"));
}

#[test]
fn a_region_keeps_what_it_has_until_its_key_changes() {
    use super::element::el;
    let view = |page| {
        el("p").region(
            page,
            (),
            |model: &Model, ()| model.format(),
            |_, model, ()| {
                vec![el("b").text(&model.format().to_string()).live_text((), |model, ()| model.theme().to_string())]
            },
        )
    };
    let mut walk = Walk::of(view);
    assert_eq!(walk.step(|model| model.choose_theme("dark")), "<p><b>0<!---->dark</b></p>");
    assert_eq!(walk.step(|model| model.show_format(2)), "<p><b>2<!---->dark</b></p>");
}

/// The page itself, through what is typed and said.
#[test]
fn the_keys_of_the_page_miss_nothing() {
    use hook_builder::devopness::endpoint::Api;
    use hook_builder::form::field::Field;
    let mut walk = Walk::of(super::app);
    let typed = [
        (Field::Repository, "acme/shop"),
        (Field::Pipeline, "512"),
        (Field::Repository, "https://gitlab.com/acme/web/jobs"),
        (Field::Repository, "https://git.example.org/acme/shop"),
        (Field::Provider, "gitlab"),
        (Field::Link, "ftp://odd"),
        (Field::HashVariable, ""),
        (Field::Provider, ""),
        (Field::Repository, "https://bitbucket.org/acme/shop"),
    ];
    for (field, text) in typed {
        walk.press(|page| page.type_in(field, text.into()));
        walk.press(|page| page.touch(field));
    }
    walk.press(|page| {
        page.touch_blocking();
    });
    let mut id = 0;
    walk.press(|page| page.edit(Field::Headers, |form| id = form.add_header()));
    walk.press(|page| {
        page.edit(Field::Headers, |form| {
            form.add_extra();
        })
    });
    walk.press(|page| page.edit(Field::Headers, |form| form.remove_row(id)));
    walk.press(|page| page.edit(Field::Headers, |form| form.headers.clear()));
    walk.press(|page| page.edit(Field::Api, |form| form.api = Api::Other));
    let html = walk.press(|page| page.announce("Said."));
    assert!(html.contains("<span class=\"announcement__text\">Said.</span>"), "{html}");
    walk.step(|model| {
        model.show_event(1);
        model.show_format(9);
        model.begin();
    });
    walk.step(|model| model.refuse(vec![(Field::Pipeline, "No such pipeline.".into())]));
}
