//! Time for each byte of a text. The first byte of the input chooses a reader; the rest is a text that is repeated, behind
//! the first line and in front of the last, where there are three. Of twice the text a reader may take two and a half times
//! as long.

#![no_main]

#[allow(dead_code)]
#[path = "../../tests/growth/mod.rs"]
mod growth;

use std::sync::OnceLock;
use std::time::Duration;

use growth::{Reader, Shape, readers, time};
use libfuzzer_sys::fuzz_target;

const LONG: usize = 32 * 1024;
/// In tenths.
const MAX: u32 = 25;
/// What takes less tells nothing.
const FLOOR: Duration = Duration::from_millis(8);
/// How often a suspect is measured again, on a machine that does other things as well.
const AGAIN: usize = 20;

thread_local! {
    static READERS: OnceLock<Vec<Reader>> = const { OnceLock::new() };
}

fuzz_target!(|input: (u8, &str)| {
    let (choice, text) = input;
    let lines: Vec<&str> = text.split('\n').collect();
    let (head, unit, tail) = match lines.as_slice() {
        [head, unit @ .., tail] if !unit.is_empty() => (*head, unit.join("\n"), *tail),
        _ => ("", text.to_string(), ""),
    };
    if unit.is_empty() {
        return;
    }
    let shape = Shape { head: head.into(), unit, tail: tail.into() };
    READERS.with(|readers_once| {
        let all = readers_once.get_or_init(readers);
        check(&all[usize::from(choice) % all.len()], &shape);
    });
});

fn check(reader: &Reader, shape: &Shape) {
    let (half, whole) = (shape.text(LONG), shape.text(2 * LONG));
    let (mut shortest, mut longest) = (Duration::ZERO, Duration::MAX);
    for _ in 0..AGAIN {
        longest = longest.min(time(reader, &whole, 1, 1));
        if longest <= FLOOR || longest <= shortest * MAX / 10 {
            return;
        }
        shortest = shortest.max(time(reader, &half, 1, 1));
    }
    panic!("{}: {longest:?} for twice the text, {shortest:?} for the text, {shape:?}", reader.name);
}
