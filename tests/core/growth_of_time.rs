//! Every reader takes time in proportion to the length of a text, whatever stands in it. A text is read beside one that is
//! sixteen times as short, sixteen times: what is read is as much, and so is the time, unless it grows faster than the text.

use std::time::Duration;

use crate::growth::{Reader, Shape, readers, rows, shapes, takers, time};

const LONG: usize = 4 * 1024;
const PARTS: usize = 16;
/// A quadratic reader takes sixteen times as long. A linear one takes as long, or less, where it stops somewhere.
const MAX: u32 = 5;
/// What takes less tells nothing.
const FLOOR: Duration = Duration::from_millis(15);
/// How often a suspect is measured again. A busy machine makes a run longer, but not each of so many.
const AGAIN: usize = 20;

/// Long enough for many more rows than a form has room for.
const LONG_ROWS: usize = 64 * 1024;

fn check(readers: &[Reader], shapes: &[Shape], length: usize) {
    for reader in readers {
        for shape in shapes {
            let (long, part) = (shape.text(length), shape.text(length / PARTS));
            let mut whole = time(reader, &long, 1, 1);
            let mut parts = Duration::ZERO;
            for _ in 0..AGAIN {
                if whole <= FLOOR || whole <= parts * MAX {
                    break;
                }
                parts = parts.max(time(reader, &part, PARTS, 1));
                whole = whole.min(time(reader, &long, 1, 1));
            }
            assert!(whole <= FLOOR || whole <= parts * MAX, "{}: {whole:?} beside {parts:?}, {shape:?}", reader.name);
        }
    }
}

/// Two tests, for two cores.
#[test]
fn every_reader_takes_time_in_proportion_to_the_text() {
    let all = readers();
    check(&all[..all.len() / 2], &shapes(1), LONG);
}

#[test]
fn every_other_reader_takes_time_in_proportion_to_the_text() {
    let all = readers();
    check(&all[all.len() / 2..], &shapes(1), LONG);
}

#[test]
fn many_rows_take_time_in_proportion_to_the_text() {
    check(&takers(), &rows(), LONG_ROWS);
    check(&takers(), &rows(), LONG);
}

#[test]
fn a_reader_that_looks_back_again_and_again_is_found() {
    let quadratic = Reader {
        name: "a quadratic reader".into(),
        read: Box::new(|text| {
            let bytes = text.as_bytes();
            let sum = (0..bytes.len()).map(|at| bytes[..at].iter().map(|b| usize::from(*b)).sum::<usize>());
            std::hint::black_box(sum.max());
        }),
    };
    assert!(std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| check(&[quadratic], &shapes(1), LONG))).is_err());
}
