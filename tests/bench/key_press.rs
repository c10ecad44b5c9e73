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

/// In milliseconds: what a person does not notice as a pause.
const LONG_AIM: f64 = 50.0;
/// How long the texts are that nobody would type.
const LONG: usize = 64 * 1024;
/// What they repeat.
const UNITS: [&str; 8] = ["://", "://x@", "http://", "/pipelines/", "eyJa.eyJa.", "{{ a }}", "xX0-", "a"];

/// Puts a long text into each field in turn, and notes for each the longest time for which nothing else could happen: that
/// of the key press, and of what follows it once the typing has stopped.
const PASTE: &str = r"
    const [length, units, done] = arguments;
    const fields = [...document.querySelectorAll('input, textarea')]
      .filter(e => !['checkbox', 'radio', 'file'].includes(e.type) && !e.readOnly);
    const later = ms => new Promise(resolve => setTimeout(resolve, ms));
    let longest = 0;
    new PerformanceObserver(list => {
      for (const task of list.getEntries()) longest = Math.max(longest, task.duration);
    }).observe({ type: 'longtask' });
    (async () => {
      const worst = [];
      for (const field of fields) {
        const set = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value').set;
        const before = field.value;
        let [time, unit] = [0, ''];
        for (const repeated of units) {
          longest = 0;
          const start = performance.now();
          set.call(field, repeated.repeat(Math.ceil(length / repeated.length)).slice(0, length));
          field.dispatchEvent(new InputEvent('input', { bubbles: true }));
          await later(0);
          const press = performance.now() - start;
          await later(450);
          const all = Math.max(press, longest);
          if (all > time) [time, unit] = [all, repeated];
        }
        set.call(field, before);
        field.dispatchEvent(new InputEvent('input', { bubbles: true }));
        await later(450);
        worst.push([field.id, unit, time]);
      }
      return worst;
    })().then(done);
";

/// Prints the figures.
pub fn report() -> bool {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime can be started");
    runtime.block_on(harness::test(async |page| {
        println!("Key press with {} KiB in a field, Chromium, the longest pause, of {UNITS:?}", LONG / 1024);
        page.fill("512", "https://github.com/acme/shop").await;
        page.unfold_all().await;
        page.press("Add a header").await;
        page.press("Add a body field").await;
        page.browser.set_script_timeout(std::time::Duration::from_secs(170)).await.expect("a limit can be set");
        let answer = page.browser.execute_async(PASTE, vec![json!(LONG), json!(UNITS)]).await.expect("the script runs");
        let worst: Vec<(String, String, f64)> = answer.convert().expect("the script gives figures");
        for (field, unit, time) in worst {
            println!("  {field:<24} {time:>6.1} ms  {}  {unit:?}", beside(LONG_AIM, time));
        }
    }));
    typing(&runtime);
    true
}

fn typing(runtime: &tokio::runtime::Runtime) {
    runtime.block_on(harness::test(async |page| {
        println!("Key press to changed outputs, Chromium at 4 times slow-down, {PRESSES} presses");
        page.devtools("Emulation.setCPUThrottlingRate", json!({ "rate": 4 })).await;
        let answer = page.browser.execute_async(TYPE, vec![json!(PRESSES + WARM_UP)]).await.expect("the script runs");
        let times: Vec<f64> = answer.convert().expect("the script gives numbers");
        let mut times = times[WARM_UP..].to_vec();
        let (median, p99) = (quantile(&mut times, 0.5), quantile(&mut times, 0.99));
        println!("  median {median:.1} ms  {}   p99 {p99:.1} ms  {}", beside(AIM, median), beside(AIM, p99));
    }));
}
