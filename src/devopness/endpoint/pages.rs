//! Reading a list page by page.

use std::collections::BTreeSet;

use super::PER_PAGE;

/// The most pages of a list that are read: 10,000 items. Longer lists nobody looks through.
const PAGES_MAX: usize = 100;
/// How often a list is read that changes while it is read.
const TIMES_MAX: usize = 3;

/// A list that is being read. The API's `Link` header may be hidden from a page of another origin, so the list ends with a
/// page that is not full. What is added meanwhile moves the others on, so that the next page begins with some that were
/// seen: they are left out. A server that gives the same page again is not asked a third time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pages<T> {
    items: Vec<T>,
    reading: Reading,
}

/// How far a list is read, by the ids of its items alone.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Reading {
    first: String,
    seen: BTreeSet<String>,
    next: Option<usize>,
    cut: bool,
    proof: Option<Proof>,
}

/// What tells whether a list has changed while it was read. What is deleted meanwhile moves the others back, and one of them
/// falls between two pages: only who looks at the earlier pages again knows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Proof {
    /// The ids of each page, as it was read first.
    pages: Vec<Vec<String>>,
    /// Whether the pages are being looked at again.
    again: bool,
    /// Whether something was seen twice.
    changed: bool,
    /// How often the list was begun anew.
    times: usize,
}

impl<T> Default for Pages<T> {
    fn default() -> Self {
        Pages { items: Vec::new(), reading: Reading::new(None) }
    }
}

impl<T> Pages<T> {
    /// A list that counts only if it did not change while it was read: its pages but the last are looked at again, and
    /// where they differ, all of it is read once more. A list that goes on changing counts as cut.
    pub fn proved() -> Self {
        Pages { items: Vec::new(), reading: Reading::new(Some(Proof::default())) }
    }

    /// The page to ask for next, counted from 1; `None` once the list is read.
    pub fn next(&self) -> Option<usize> {
        self.reading.next
    }

    /// Takes the page that was asked for. `id` is what an item is known by; one without any counts as new.
    pub fn take(&mut self, page: Vec<T>, id: impl Fn(&T) -> String) {
        let kept = self.reading.take(page.iter().map(id).collect());
        if self.reading.seen.is_empty() && self.reading.next == Some(1) {
            self.items.clear();
        }
        self.items.extend(page.into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(item, _)| item));
    }

    /// What was read so far, in the API's order.
    pub fn items(&self) -> &[T] {
        &self.items
    }

    /// The items that were read so far, to be kept.
    pub fn into_items(self) -> Vec<T> {
        self.items
    }

    /// Whether there may be more than were read.
    pub fn cut(&self) -> bool {
        self.reading.cut
    }
}

impl Reading {
    fn new(proof: Option<Proof>) -> Reading {
        Reading { first: String::new(), seen: BTreeSet::new(), next: Some(1), cut: false, proof }
    }

    /// Takes the ids of a page; gives back which of them are to be kept, if any.
    fn take(&mut self, ids: Vec<String>) -> Vec<bool> {
        let Some(number) = self.next else { return Vec::new() };
        if let Some(proof) = self.proof.as_ref().filter(|proof| proof.again) {
            let same = proof.pages.get(number - 1) == Some(&ids);
            self.next = (number + 1 < proof.pages.len()).then_some(number + 1);
            if !same {
                self.begin_anew();
            }
            return Vec::new();
        }
        let full = ids.len() >= PER_PAGE;
        let begins = !self.first.is_empty() && ids.first() == Some(&self.first);
        let repeats = begins || full && ids.iter().all(|id| self.seen.contains(id));
        if number == 1 {
            self.first = ids.first().cloned().unwrap_or_default();
        }
        let kept: Vec<bool> =
            ids.iter().map(|id| !repeats && (id.is_empty() || self.seen.insert(id.clone()))).collect();
        self.cut = repeats || full && number >= PAGES_MAX;
        self.next = (full && !self.cut).then_some(number + 1);
        if let Some(proof) = &mut self.proof {
            proof.changed |= kept.contains(&false);
            proof.pages.push(ids);
            if self.next.is_none() && !self.cut {
                if proof.changed {
                    self.begin_anew();
                    return if self.cut { kept } else { Vec::new() };
                }
                if proof.pages.len() > 1 {
                    (proof.again, self.next) = (true, Some(1));
                }
            }
        }
        kept
    }

    /// The list has changed meanwhile.
    fn begin_anew(&mut self) {
        let times = self.proof.as_ref().map_or(0, |proof| proof.times) + 1;
        if times >= TIMES_MAX {
            (self.cut, self.next) = (true, None);
        } else {
            *self = Reading::new(Some(Proof { times, ..Proof::default() }));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads pages from `give`, which is told how many were given before, until the list says that it is read; returns
    /// which pages were asked for.
    fn read(mut pages: Pages<usize>, give: &dyn Fn(usize, usize) -> Vec<usize>) -> (Pages<usize>, Vec<usize>) {
        let mut asked = Vec::new();
        while let Some(page) = pages.next() {
            asked.push(page);
            pages.take(give(page, asked.len() - 1), usize::to_string);
        }
        (pages, asked)
    }

    /// A page of a list.
    fn of(list: &[usize], page: usize) -> Vec<usize> {
        list.iter().skip(PER_PAGE * (page - 1)).take(PER_PAGE).copied().collect()
    }

    #[test]
    fn a_list_ends_with_a_page_that_is_not_full_is_repeated_or_is_the_hundredth() {
        let page = |number: usize, length: usize| (0..length).map(|at| number * 1000 + at).collect::<Vec<_>>();
        let check = |give: &dyn Fn(usize) -> Vec<usize>, asked: usize, items: usize, cut: bool| {
            let (pages, numbers) = read(Pages::default(), &|number, _| give(number));
            assert_eq!(numbers, (1..=asked).collect::<Vec<_>>());
            assert_eq!((pages.items().len(), pages.cut()), (items, cut));
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
    fn what_was_seen_is_skipped_and_what_is_new_is_kept() {
        // Newest first: one is added after the first page was read.
        let list = |newest: usize| (1..=newest).rev().collect::<Vec<_>>();
        let (before, after) = (list(150), list(151));
        let grows = |page: usize, given: usize| of(if given == 0 { &before } else { &after }, page);
        let (pages, asked) = read(Pages::default(), &grows);
        assert_eq!((pages.items(), pages.cut(), asked), (before.as_slice(), false, vec![1, 2]));
        // A list that ended with a full page ends there still.
        let (before, after) = (list(100), list(101));
        let (pages, asked) = read(Pages::default(), &|page, given| of(if given == 0 { &before } else { &after }, page));
        assert_eq!((pages.items(), pages.cut(), asked), (before.as_slice(), false, vec![1, 2]));
        // Items without an id are none that were seen.
        let mut pages = Pages::default();
        pages.take(vec![7; PER_PAGE], |_| String::new());
        pages.take(vec![7; PER_PAGE], |_| String::new());
        assert_eq!((pages.items().len(), pages.next()), (2 * PER_PAGE, Some(3)));
    }

    #[test]
    fn a_list_that_changes_while_it_is_read_is_read_again() {
        let list = |from: usize, to: usize| (from..=to).rev().collect::<Vec<_>>();
        // What the list has, by how many pages were given.
        let check = |has: &dyn Fn(usize) -> Vec<usize>, asked: &[usize], items: Option<Vec<usize>>| {
            let (pages, numbers) = read(Pages::proved(), &|page, given| of(&has(given), page));
            assert_eq!(numbers, asked);
            assert_eq!((!pages.cut()).then(|| pages.into_items()), items);
        };
        check(&|_| list(1, 99), &[1], Some(list(1, 99)));
        check(&|_| list(1, 100), &[1, 2, 1], Some(list(1, 100)));
        check(&|_| list(1, 250), &[1, 2, 3, 1, 2], Some(list(1, 250)));
        // One is added after the first page, and is there in the end.
        check(&|given| list(1, 150 + given.min(1)), &[1, 2, 1, 2, 1], Some(list(1, 151)));
        // One of the first page is deleted, so that one falls between the pages.
        check(&|given| list(1, 150 - given.min(1)), &[1, 2, 1, 1, 2, 1], Some(list(1, 149)));
        // One of the second page is deleted after it was read.
        let third = |given: usize| list(1, 250).into_iter().filter(|at| given < 2 || *at != 120).collect::<Vec<_>>();
        check(&third, &[1, 2, 3, 1, 2, 1, 2, 3, 1, 2], Some(third(9)));
        // A list that never stands still is not known.
        check(&|given| list(1, 150 + given), &[1, 2, 1, 2, 1, 2], None);
        check(&|given| list(1, 190 - given), &[1, 2, 1, 1, 2, 1, 1, 2, 1], None);
    }

    #[test]
    fn what_comes_after_the_end_is_not_taken() {
        let (mut pages, _) = read(Pages::default(), &|_, _| vec![1]);
        pages.take(vec![2], usize::to_string);
        assert_eq!(pages.items(), [1]);
    }
}
