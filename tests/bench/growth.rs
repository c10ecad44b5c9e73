//! How long every reader of the core takes for the worst of many texts that are one unit over and over: 64 KiB, and 1 MiB.

use super::beside;

#[allow(dead_code)]
#[path = "../growth/mod.rs"]
mod measured;

use measured::{Reader, Shape, heavy, presses, rows, shapes, takers, time};

/// In bytes, and in milliseconds.
const AIMS: [(usize, f64); 2] = [(64 * 1024, 5.0), (1024 * 1024, 100.0)];

/// Prints the table.
pub fn report() -> bool {
    println!("Core: the worst of {} texts, each a unit over and over, native", shapes(1).len());
    let presses = presses("gitlab").into_iter().map(|(_, press)| press);
    let all: Vec<Reader> = measured::readers().into_iter().chain(presses).chain(heavy()).collect();
    let many = takers();
    for (length, aim) in AIMS {
        println!("  {} KiB", length / 1024);
        let all = all.iter().map(|reader| (reader, shapes(1)));
        for (reader, shapes) in all.chain(many.iter().map(|reader| (reader, rows()))) {
            let (worst, shape) = worst(reader, shapes, length);
            println!("    {:<40} {worst:>7.1} ms  {}  {:?}", reader.name, beside(aim, worst), shape.unit);
        }
    }
    true
}

fn worst(reader: &Reader, shapes: Vec<Shape>, length: usize) -> (f64, Shape) {
    let of = |shape: Shape| (time(reader, &shape.text(length), 1, 2).as_secs_f64() * 1e3, shape);
    shapes.into_iter().map(of).max_by(|a, b| a.0.total_cmp(&b.0)).expect("there are texts")
}
