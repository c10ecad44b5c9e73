//! Every reader takes time in proportion to the length of a text, whatever stands in it. A text is read beside one that is
//! sixteen times as short, sixteen times: what is read is as much, and so is the time, unless it grows faster than the text.

use crate::growth::{readers, shapes, time};
use std::time::Duration;

const LONG: usize = 32 * 1024;
const PARTS: usize = 16;
/// A quadratic reader takes sixteen times as long. A linear one takes as long, or less, where it stops somewhere.
const MAX: u32 = 5;
/// What takes less tells nothing.
const FLOOR: Duration = Duration::from_millis(4);
/// How often a suspect is measured again. A busy machine makes a single run longer, but not each of so many.
const AGAIN: usize = 30;

#[test]
fn every_reader_takes_time_in_proportion_to_the_text() {
    let shapes = shapes(1);
    for reader in readers() {
        for shape in &shapes {
            let (long, part) = (shape.text(LONG), shape.text(LONG / PARTS));
            let mut longest = time(&reader, &long, 1, 1);
            if longest <= FLOOR {
                continue;
            }
            let mut parts = time(&reader, &part, PARTS, 1);
            for _ in 0..AGAIN {
                if longest <= parts * MAX {
                    break;
                }
                longest = longest.min(time(&reader, &long, 1, 1));
                // The slowest of the short runs: both ran on the same machine.
                parts = parts.max(time(&reader, &part, PARTS, 1));
            }
            assert!(longest <= parts * MAX, "{}: {longest:?} beside {parts:?}, of {shape:?}", reader.name);
        }
    }
}
