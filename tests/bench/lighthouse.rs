//! What Lighthouse says of the release bundle, as a mobile visit: the median of five runs.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::harness::{is_root, serve};
use super::quantile;

const RUNS: usize = 5;
const TRIES: usize = 4;
const CATEGORIES: [&str; 4] = ["performance", "accessibility", "best-practices", "seo"];
/// Single figures of the same runs.
const FIGURES: [&str; 5] = [
    "first-contentful-paint",
    "largest-contentful-paint",
    "total-blocking-time",
    "cumulative-layout-shift",
    "speed-index",
];

/// Prints the scores.
pub fn report() -> bool {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime can be started");
    let (site, _sandbox) = runtime.block_on(serve("dist"));
    let url = format!("{}/", site.origin());
    let reports: Vec<Value> = (0..RUNS)
        .map(|_| {
            // At times Chromium's record of a visit lacks its beginning, and Lighthouse asks for another try.
            let mut done = run(&url);
            for _ in 1..TRIES {
                done = done.or_else(|_| run(&url));
            }
            done.unwrap_or_else(|why| panic!("Lighthouse failed: {why}"))
        })
        .collect();
    println!("Lighthouse, mobile, median of {RUNS} runs");
    let median = |read: &dyn Fn(&Value) -> f64| {
        let mut samples: Vec<f64> = reports.iter().map(read).collect();
        quantile(&mut samples, 0.5)
    };
    for category in CATEGORIES {
        let score = median(&|report| report["categories"][category]["score"].as_f64().unwrap_or_default() * 100.0);
        println!("  {category:<30} {score:>9.0}");
    }
    for figure in FIGURES {
        let value = median(&|report| report["audits"][figure]["numericValue"].as_f64().unwrap_or_default());
        println!("  {figure:<30} {value:>9.1}");
    }
    // What keeps a score from being full, so that it can be mended.
    let last = &reports[RUNS - 1];
    for category in CATEGORIES {
        for audit in last["categories"][category]["auditRefs"].as_array().into_iter().flatten() {
            let found = &last["audits"][audit["id"].as_str().unwrap_or_default()];
            let weighs = audit["weight"].as_f64().unwrap_or_default() > 0.0;
            if weighs && found["score"].as_f64().is_some_and(|score| score < 0.9) {
                println!("  lost in {category}: {} ({})", found["title"], found["displayValue"]);
            }
        }
    }
    true
}

fn run(url: &str) -> Result<Value, String> {
    let tool =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("target/tools/lighthouse/node_modules/lighthouse/cli/index.js");
    let mut flags = "--headless=new".to_owned();
    // Chromium's own sandbox refuses to work for root.
    if is_root() {
        flags.push_str(" --no-sandbox");
    }
    let done = Command::new("node")
        .arg(tool)
        .args([url, "--output=json", "--quiet", "--no-enable-error-reporting"])
        .arg(format!("--chrome-flags={flags}"))
        .env("CHROME_PATH", chromium())
        .output()
        .expect("node can be started");
    if !done.status.success() {
        return Err(String::from_utf8_lossy(&done.stderr).into_owned());
    }
    serde_json::from_slice(&done.stdout).map_err(|why| why.to_string())
}

fn chromium() -> &'static str {
    let known = ["/usr/bin/chromium", "/usr/bin/google-chrome"];
    known.into_iter().find(|path| Path::new(path).exists()).expect("make bench installs Chromium")
}
