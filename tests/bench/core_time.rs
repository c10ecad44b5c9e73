//! The core's time for one key press, on this machine's own processor: the plan and every output of every hook. Then that of
//! all outputs of a set, and of imports.

use std::hint::black_box;
use std::time::Instant;

use hook_builder::exchange::export::{FORMATS, Job, OUTPUTS, curl};
use hook_builder::exchange::import::import;
use hook_builder::form::field::Field;
use hook_builder::form::plan::plan;
use hook_builder::form::values::FormValues;

use super::{beside, quantile};

/// In microseconds.
const AIM: f64 = 100.0;
/// All outputs of a set, in microseconds.
const OUTPUTS_AIM: f64 = 1_000.0;
/// The import of a text of [`IMPORT_LENGTH`], in microseconds.
const IMPORT_AIM: f64 = 5_000.0;
/// In bytes.
const IMPORT_LENGTH: usize = 64 * 1024;

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
    let forms = [("two fields", plain), ("ten more headers and body fields, all with faults", busy)];
    for (name, form) in &forms {
        let mut samples: Vec<f64> = (0..2000).map(|_| once(form)).collect();
        let median = quantile(&mut samples, 0.5);
        println!(
            "  {name:<50} median {median:>7.1} µs  p99 {:>7.1} µs  {}",
            quantile(&mut samples, 0.99),
            beside(AIM, median)
        );
    }
    for (name, form) in forms {
        let plan = plan(&form);
        let outputs = || {
            for output in OUTPUTS {
                black_box(output.render(&Job::set(&plan.list, &plan.hooks)));
            }
        };
        line(&format!("all {} outputs of a set, {name}", OUTPUTS.len()), OUTPUTS_AIM, outputs);
    }
    let curl = |form: &FormValues| {
        let plan = plan(form);
        OUTPUTS[0].render(&Job::set(&plan.list, &plan.hooks)) + "\n"
    };
    let long = |text: &str| text.repeat(IMPORT_LENGTH.div_ceil(text.len()));
    let form = FormValues::new("512", "https://github.com/acme/shop");
    let brackets = long("{\"a\": [");
    for (name, text) in
        [("commands", long(&curl(&form))), ("open brackets", brackets), ("words", long("curl it, {x} \"y\" "))]
    {
        line(&format!("import of 64 KiB, {name}"), IMPORT_AIM, || drop(black_box(import(black_box(&text), &form))));
    }
    true
}

fn line(name: &str, aim: f64, run: impl Fn()) {
    let once = || {
        let start = Instant::now();
        run();
        start.elapsed().as_secs_f64() * 1e6
    };
    let mut samples: Vec<f64> = (0..200).map(|_| once()).collect();
    let median = quantile(&mut samples, 0.5);
    println!(
        "  {name:<50} median {median:>7.1} µs  p99 {:>7.1} µs  {}",
        quantile(&mut samples, 0.99),
        beside(aim, median)
    );
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
