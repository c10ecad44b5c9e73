//! `make bench`: what the bundle weighs and what takes the space, what a field costs in the page's own style and in Leptos', how long the core takes, also for texts of the worst kinds, how soon a key press shows, in
//! the outputs and in long lists, how soon the page stands beside a hand-written one, what Lighthouse says. Only a broken
//! size budget fails the run: times are printed beside their aim, since a busy machine must not make a build fail.
//!
//! `make bench ONLY="sizes start_up"` runs these parts alone.

mod breakdown;
mod core_time;
#[path = "../../scripts/bundle/encode.rs"]
mod encode;
mod filtering;
mod growth;
// The browser tests' own way to serve and open the page; the bench needs a part of it.
#[allow(dead_code, unused_imports)]
#[path = "../browser/harness/mod.rs"]
mod harness;
mod key_press;
mod lighthouse;
#[path = "../listen.rs"]
mod listen;
mod others;

#[path = "../sandbox/mod.rs"]
mod sandbox;
mod sizes;
mod start_up;
mod styles;

fn main() {
    // `cargo bench` hands over arguments of its own, which mean nothing here.
    let only = std::env::var("ONLY").unwrap_or_default();
    let wanted = |part: &str| only.trim().is_empty() || only.split_whitespace().any(|name| name == part);
    let mut within = true;
    for (part, report) in PARTS {
        if wanted(part) {
            within &= report();
            println!();
        }
    }
    if !within {
        eprintln!("The bundle breaks its size budget.");
        std::process::exit(1);
    }
}

/// A part of the bench; false when a budget is broken.
type Part = (&'static str, fn() -> bool);

const PARTS: [Part; 10] = [
    ("sizes", sizes::report),
    ("breakdown", breakdown::report),
    ("others", others::report),
    ("styles", styles::report),
    ("core_time", core_time::report),
    ("growth", growth::report),
    ("key_press", key_press::report),
    ("filtering", filtering::report),
    ("start_up", start_up::report),
    ("lighthouse", lighthouse::report),
];

/// A figure beside its aim, as a ratio: below 1 is within.
fn beside(aim: f64, figure: f64) -> String {
    format!("{:.2} of the aim", figure / aim)
}

/// The value that a share of the sorted samples does not exceed.
fn quantile(samples: &mut [f64], share: f64) -> f64 {
    samples.sort_by(f64::total_cmp);
    samples[((samples.len() - 1) as f64 * share).round() as usize]
}
