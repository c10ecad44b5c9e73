//! How soon a key press shows in the outputs: real Chromium, slowed down fourfold, from the input event to the changed text.

use serde_json::json;

use super::harness;
use super::{beside, quantile};

/// In milliseconds: one frame of a screen at 60 Hz.
const AIM: f64 = 16.0;
const PRESSES: usize = 300;
const WARM_UP: usize = 20;

/// Types into the repository, a character at a time, and notes for each how long the command took to follow.
const TYPE: &str = r"
    const done = arguments[arguments.length - 1];
    const input = document.getElementById('repository');
    const output = document.getElementById('output-text');
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
    (async () => {
      const times = [];
      for (let i = 0; i < arguments[0]; i++) {
        const text = 'https://gitlab.com/acme/platform/shop' + 'x'.repeat(1 + i % 40) + i;
        const changed = new Promise(resolve => {
          const observer = new MutationObserver(() => { observer.disconnect(); resolve(performance.now()); });
          observer.observe(output, { characterData: true, childList: true, subtree: true });
        });
        const start = performance.now();
        set.call(input, text);
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
        println!("Key press to changed outputs, Chromium at 4 times slow-down, {PRESSES} presses");
        page.devtools("Emulation.setCPUThrottlingRate", json!({ "rate": 4 })).await;
        let answer = page.browser.execute_async(TYPE, vec![json!(PRESSES + WARM_UP)]).await.expect("the script runs");
        let times: Vec<f64> = answer.convert().expect("the script gives numbers");
        let mut times = times[WARM_UP..].to_vec();
        let (median, p99) = (quantile(&mut times, 0.5), quantile(&mut times, 0.99));
        println!("  median {median:.1} ms  {}   p99 {p99:.1} ms  {}", beside(AIM, median), beside(AIM, p99));
    }));
    true
}
