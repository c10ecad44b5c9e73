//! How soon a key press in the two long lists shows: real Chromium at its own speed, from the input event to rows that are
//! laid out, with 1,000 hooks and with 10,000 deliveries.

use serde_json::json;

use super::harness;
use super::{beside, quantile};

/// In milliseconds.
const AIM: f64 = 50.0;
const PRESSES: usize = 60;
const WARM_UP: usize = 5;
/// The pipeline with 1,000 hooks, the first of which has 10,000 deliveries.
const PIPELINE: u64 = 9081;

/// Types into a filter what leaves few rows, many rows and all of them in turns, and notes how long the rows took.
const TYPE: &str = r"
    const done = arguments[arguments.length - 1];
    const [id, texts, presses] = arguments;
    const input = document.getElementById(id);
    const list = input.closest('section');
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
    (async () => {
      const times = [];
      for (let i = 0; i < presses; i++) {
        const changed = new Promise(resolve => {
          const observer = new MutationObserver(() => {
            observer.disconnect();
            list.getBoundingClientRect();
            resolve(performance.now());
          });
          observer.observe(list, { childList: true, subtree: true });
          // Where the rows stay what they are, nothing is made anew: then the frame tells when it was done.
          requestAnimationFrame(() => requestAnimationFrame(resolve));
        });
        const start = performance.now();
        set.call(input, texts[i % texts.length]);
        input.dispatchEvent(new InputEvent('input', { bubbles: true }));
        times.push(await changed - start);
        await new Promise(requestAnimationFrame);
      }
      return times;
    })().then(done);
";

/// Prints the figures.
pub fn report() -> bool {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime can be started");
    runtime.block_on(harness::test(async |page| {
        println!("Key press to shown rows, Chromium at its own speed, {PRESSES} presses");
        let measure = async |what: &str, filter: &str, texts: &[&str]| {
            let arguments = vec![json!(filter), json!(texts), json!(PRESSES + WARM_UP)];
            let answer = page.browser.execute_async(TYPE, arguments).await.expect("the script runs");
            let times: Vec<f64> = answer.convert().expect("the script gives numbers");
            let mut times = times[WARM_UP..].to_vec();
            let (median, p99) = (quantile(&mut times, 0.5), quantile(&mut times, 0.99));
            println!(
                "  {what:<17} median {median:.1} ms  {}   p99 {p99:.1} ms  {}",
                beside(AIM, median),
                beside(AIM, p99)
            );
        };
        page.prepare(PIPELINE).await;
        page.press("List hooks").await;
        page.sees("1000 hooks in pipeline").await;
        measure("1,000 hooks", "hooks-filter", &["s", "st", "sta", "status 09", "push", "failed", "example.com", ""])
            .await;
        page.type_into("Find", "Status 0000").await;
        page.press("Deliveries “Status 0000”").await;
        page.press("Read all").await;
        page.sees("of 10000 deliveries").await;
        measure("10,000 deliveries", "deliveries-filter", &["2", "20", "202", "12:0", "99", "999", "203.0.113.7", ""])
            .await;
    }));
    true
}
