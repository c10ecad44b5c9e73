//! Reading a list page by page.

use super::PER_PAGE;

/// The most pages of a list that are read: 10,000 items. Longer lists nobody looks through.
const PAGES_MAX: usize = 100;

/// A list that is being read. The API's `Link` header may be hidden from a page of another origin, so the list ends with a
/// page that is not full. A server that gives the same page again is not asked a third time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pages<T> {
    items: Vec<T>,
    next: Option<usize>,
    cut: bool,
}

impl<T> Default for Pages<T> {
    fn default() -> Self {
        Pages { items: Vec::new(), next: Some(1), cut: false }
    }
}

impl<T> Pages<T> {
    /// The page to ask for next, counted from 1; `None` once the list is read.
    pub fn next(&self) -> Option<usize> {
        self.next
    }

    /// Takes the page that was asked for. `same` tells whether two items are one.
    pub fn take(&mut self, page: Vec<T>, same: impl Fn(&T, &T) -> bool) {
        let Some(number) = self.next else { return };
        let again = page.first().is_some_and(|first| self.items.iter().any(|item| same(item, first)));
        let full = page.len() >= PER_PAGE;
        if !again {
            self.items.extend(page);
        }
        self.cut = again || full && number >= PAGES_MAX;
        self.next = (full && !self.cut).then_some(number + 1);
    }

    /// What was read so far, in the API's order.
    pub fn items(&self) -> &[T] {
        &self.items
    }

    /// The same, to be kept.
    pub fn into_items(self) -> Vec<T> {
        self.items
    }

    /// Whether there may be more than were read.
    pub fn cut(&self) -> bool {
        self.cut
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads pages from `give` until the list says that it is read; returns how many were asked for.
    fn read(give: impl Fn(usize) -> Vec<usize>) -> (Pages<usize>, usize) {
        let (mut pages, mut asked) = (Pages::default(), 0);
        while let Some(page) = pages.next() {
            asked += 1;
            assert_eq!(page, asked);
            pages.take(give(page), |a, b| a == b);
        }
        (pages, asked)
    }

    #[test]
    fn a_list_ends_with_a_page_that_is_not_full_is_repeated_or_is_the_hundredth() {
        let page = |number: usize, length: usize| (0..length).map(|at| number * 1000 + at).collect::<Vec<_>>();
        let check = |give: &dyn Fn(usize) -> Vec<usize>, asked: usize, items: usize, cut: bool| {
            let (pages, count) = read(give);
            assert_eq!((count, pages.items().len(), pages.cut()), (asked, items, cut));
        };
        check(&|_| vec![], 1, 0, false);
        check(&|number| page(number, 99), 1, 99, false);
        check(&|number| page(number, if number < 3 { 100 } else { 7 }), 3, 207, false);
        check(&|number| page(number, if number < 3 { 100 } else { 0 }), 3, 200, false);
        check(&|_| page(1, 100), 2, 100, true);
        // The last page again, though it is not full: there is something wrong with the list.
        check(&|number| page(1, if number < 2 { 100 } else { 7 }), 2, 100, true);
        check(&|number| page(number, 100), 100, 10_000, true);
        check(&|number| page(number, if number < 100 { 100 } else { 99 }), 100, 9_999, false);
        // More than was asked for is taken as it comes.
        check(&|number| page(number, if number < 2 { 150 } else { 1 }), 2, 151, false);
    }

    #[test]
    fn what_comes_after_the_end_is_not_taken() {
        let (mut pages, _) = read(|_| vec![1]);
        pages.take(vec![2], |a, b| a == b);
        assert_eq!(pages.items(), [1]);
    }
}
