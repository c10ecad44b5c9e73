//! The core's time for one key press, on this machine's own processor: the plan and every output of every hook.

use std::hint::black_box;
use std::time::Instant;

use hook_builder::export::{FORMATS, Job, curl};
use hook_builder::field::Field;
use hook_builder::form::FormValues;
use hook_builder::plan::plan;

use super::{beside, quantile};

/// In microseconds.
const AIM: f64 = 100.0;

/// Prints the table.
pub fn report() -> bool {
    println!("Core: a plan with all its outputs, native");
    let plain = FormValues::new("512", "https://github.com/acme/shop");
    let mut busy = FormValues::new("512", "https://gitlab.acme.dev/group/subgroup/project/-/merge_requests/7");
    busy.set_text(Field::BranchVariable, "source_ref".into());
    for at in 0..10 {
        let (header, extra) = (busy.add_header(), busy.add_extra());
        busy.set_text(Field::HeaderName(header), format!("X-Header-{at}"));
        busy.set_text(Field::HeaderValue(header), "{{ action.stauts }} and {{ application.name }}".repeat(4));
        busy.set_text(Field::ExtraName(extra), format!("field_{at}"));
        busy.set_text(Field::ExtraValue(extra), "'\"\\ $(id) {{ action.id }}".repeat(8));
    }
    for (name, form) in [("two fields", plain), ("ten more headers and body fields, all with faults", busy)] {
        let mut samples: Vec<f64> = (0..2000).map(|_| once(&form)).collect();
        let median = quantile(&mut samples, 0.5);
        println!(
            "  {name:<50} median {median:>7.1} µs  p99 {:>7.1} µs  {}",
            quantile(&mut samples, 0.99),
            beside(AIM, median)
        );
    }
    true
}

fn once(form: &FormValues) -> f64 {
    let start = Instant::now();
    let plan = plan(black_box(form));
    for hook in &plan.hooks {
        for format in FORMATS {
            black_box(format.render(&Job::hook(&plan.list, hook)));
        }
    }
    black_box(curl(&plan.list));
    start.elapsed().as_secs_f64() * 1e6
}
