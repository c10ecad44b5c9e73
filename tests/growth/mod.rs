//! Whether reading a text takes time in proportion to its length, whatever stands in it: every reader of the core, and texts
//! that are one unit over and over. The core's tests, the bench and a fuzz target measure the same.

mod readers;
mod shapes;

pub use readers::{Reader, heavy, presses, readers, takers};
pub use shapes::{Shape, rows, shapes};

use std::time::{Duration, Instant};

/// How long a reader takes to read a text so many times: the shortest of several tries, since a busy machine only makes it
/// longer.
pub fn time(reader: &Reader, text: &str, count: usize, tries: usize) -> Duration {
    let once = || {
        let start = Instant::now();
        (0..count).for_each(|_| (reader.read)(text));
        start.elapsed()
    };
    (0..tries).map(|_| once()).min().unwrap_or_default()
}
