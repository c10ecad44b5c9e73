//! `make bench`: what the bundle weighs, how long the core takes, how soon a key press shows. Only a broken size budget
//! fails the run: times are printed beside their aim, since a busy machine must not make a build fail.

mod core_time;
// The browser tests' own way to serve and open the page; the bench needs a part of it.
#[allow(dead_code, unused_imports)]
#[path = "../browser/harness/mod.rs"]
mod harness;
mod key_press;
#[path = "../sandbox/mod.rs"]
mod sandbox;
mod sizes;

fn main() {
    // `cargo bench` hands over arguments of its own, which mean nothing here.
    let within = sizes::report();
    core_time::report();
    key_press::report();
    if !within {
        eprintln!("The bundle breaks its size budget.");
        std::process::exit(1);
    }
}

/// A figure beside its aim, as a ratio: below 1 is within.
fn beside(aim: f64, figure: f64) -> String {
    format!("{:.2} of the aim", figure / aim)
}

/// The value that a share of the sorted samples does not exceed.
fn quantile(samples: &mut [f64], share: f64) -> f64 {
    samples.sort_by(f64::total_cmp);
    samples[((samples.len() - 1) as f64 * share).round() as usize]
}
