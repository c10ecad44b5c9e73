//! How soon the page is painted and can be used on a slow phone line, beside a hand-written page of the same form
//! (`tests/peer`): real Chromium, turn by turn, in one run.

use std::path::{Path, PathBuf};

use serde_json::json;

use super::encode::brotli;
use super::harness::{self, Page};
use super::{beside, quantile};

/// How much later than the peer the page may be: painted, and usable.
const AIMS: [f64; 2] = [1.05, 1.25];
/// In milliseconds: what the main thread may be blocked in all.
const BLOCKED: f64 = 50.0;
const RUNS: usize = 11;

/// Notes when the form follows what is typed: a number in "Pipeline" shows in the command.
const WATCH: &str = "
    window.blocked = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.blocked += Math.max(0, duration - 50);
    }).observe({ type: 'longtask', buffered: true });
    let number = 1000;
    const timer = setInterval(() => {
      const [field, output] = ['pipeline', 'output-text'].map((id) => document.getElementById(id));
      if (!field || !output) return;
      if (output.textContent.includes(`/pipelines/${field.value}/`)) {
        window.usable = performance.now();
        clearInterval(timer);
      } else if (document.readyState !== 'loading') {
        field.value = String(++number);
        field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      }
    }, 5);";

/// Prints the figures.
pub fn report() -> bool {
    let peer = peer();
    let runtime = tokio::runtime::Runtime::new().expect("a runtime can be started");
    let mut samples: [[Vec<f64>; 3]; 2] = Default::default();
    for run in 0..=RUNS {
        for (folder, samples) in [peer.to_string_lossy().as_ref(), "dist"].into_iter().zip(&mut samples) {
            let times = runtime.block_on(once(folder));
            // The first run of each warms this machine's own caches.
            if run > 0 {
                for (list, time) in samples.iter_mut().zip(times) {
                    list.push(time);
                }
            }
        }
    }
    println!("Start-up at 1.6 Mbit/s, 150 ms, 4 times CPU slow-down: medians of {RUNS} runs each, in milliseconds");
    println!("  {:<34} {:>9} {:>9} {:>9}", "", "painted", "usable", "blocked");
    let [peer, page] = samples.map(|mut lists| lists.each_mut().map(|list| quantile(list, 0.5)));
    for (name, [painted, usable, blocked]) in [("hand-written peer", peer), ("the page", page)] {
        println!("  {name:<34} {painted:>9.0} {usable:>9.0} {blocked:>9.0}");
    }
    for (at, what) in ["painted", "usable"].into_iter().enumerate() {
        let ratio = page[at] / peer[at];
        println!("  {what}: {ratio:.2} times the peer's; aim {:.2}: {}", AIMS[at], beside(AIMS[at], ratio));
    }
    println!("  blocked: {}", beside(BLOCKED, page[2]));
    true
}

/// One visit with nothing kept from before.
async fn once(folder: &str) -> [f64; 3] {
    let mut times = [0.0; 3];
    harness::visit_at(folder, "/", async |page: &Page| {
        page.devtools("Network.enable", json!({})).await;
        let line =
            json!({ "offline": false, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 94_000 });
        page.devtools("Network.emulateNetworkConditions", line).await;
        page.devtools("Emulation.setCPUThrottlingRate", json!({ "rate": 4 })).await;
        page.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": WATCH })).await;
        page.visit().await;
        page.until("the form follows what is typed", async || page.script("return window.usable > 0").await == true)
            .await;
        let figures = page
            .script(
                "const [paint] = performance.getEntriesByName('first-contentful-paint');
                 return [paint.startTime, window.usable, window.blocked]",
            )
            .await;
        times = serde_json::from_value(figures).expect("three numbers");
    })
    .await;
    // Its service worker goes on for a while, and would weigh on the next visit.
    harness::session::end_idle();
    times
}

/// The peer as a host would serve it: with the page's own style, so that both look the same, and compressed.
fn peer() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| std::fs::read_to_string(root.join(path)).unwrap_or_else(|why| panic!("{path}: {why}"));
    let page = read("dist/index.html");
    let style = page.split_once("<style>").and_then(|(_, rest)| rest.split_once("</style>"));
    let (style, _) = style.expect("the page has one inline style");
    let html = read("tests/peer/index.html").replace("<!--style-->", &format!("<style>{style}</style>"));
    let folder = root.join("target/peer");
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    for (name, content) in [("index.html", html), ("peer.js", read("tests/peer/peer.js"))] {
        std::fs::write(folder.join(name), &content).expect("a file can be written");
        std::fs::write(folder.join(format!("{name}.br")), brotli(content.as_bytes())).expect("a file can be written");
    }
    std::fs::write(folder.join("_headers"), "/*\n").expect("a file can be written");
    folder
}
