//! How ChromeDriver is started and ended, and what its browser is told.

use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use serde_json::json;
use thirtyfour::{Capabilities, WebDriver};

use super::WIDTH;

const INSTALL: &str = "The browser tests need Chromium and ChromeDriver: apt-get install chromium chromium-driver.";

/// After how long a call of ChromeDriver counts as hanging: no call waits for anything by itself.
const HANG: Duration = Duration::from_secs(60);

/// Runs a driver for as long as somebody holds the other end of the standard input, so that none outlives the tests,
/// however they end. Then ends all that it has started, and removes what those have kept.
const FOR_AS_LONG: &str = r#"
export TMPDIR="$(mktemp -d)"
"$@" </dev/null &
exec >/dev/null
trap '' TERM
cat
kill 0
until rm -rf "$TMPDIR"; do sleep 0.1; done
"#;

/// A running ChromeDriver. Dropping it ends it, and its browsers.
pub struct Driver {
    child: Child,
    // Held open to the end: a closed pipe could end the driver.
    output: BufReader<ChildStdout>,
    port: u16,
}

impl Driver {
    /// Starts ChromeDriver on a port of its own choice.
    pub fn start() -> Driver {
        let mut command = Command::new("sh");
        command.args(["-c", FOR_AS_LONG, "sh", "chromedriver", "--port=0"]).process_group(0);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap_or_else(|why| panic!("{INSTALL} ({why})"));
        let output = child.stdout.take().expect("the output was asked for");
        let mut driver = Driver { child, output: BufReader::new(output), port: 0 };
        driver.port = driver.read_port();
        driver
    }

    fn read_port(&mut self) -> u16 {
        let mut line = String::new();
        loop {
            line.clear();
            let read = self.output.read_line(&mut line).unwrap_or_default();
            assert!(read > 0, "{INSTALL}");
            let port = line.trim_end().trim_end_matches('.').rsplit_once("successfully on port ");
            if let Some(Ok(port)) = port.map(|(_, port)| port.parse()) {
                return port;
            }
        }
    }

    /// A browser with a fresh profile.
    pub async fn browser(&self) -> WebDriver {
        // A proxy of the environment has no business between a test and its own driver, and a kept connection would
        // belong to the test that opened it.
        let client = reqwest::Client::builder().no_proxy().pool_max_idle_per_host(0).timeout(HANG).build();
        let client = client.expect("a plain client can always be built");
        let builder = WebDriver::builder(format!("http://127.0.0.1:{}", self.port), capabilities());
        let browser = builder.client(client).connect().await;
        browser.unwrap_or_else(|why| panic!("{INSTALL} ({why})"))
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Closes the standard input first.
        let _ = self.child.wait();
    }
}

fn capabilities() -> Capabilities {
    let size = format!("--window-size={WIDTH},900");
    let mut switches = vec![
        "--headless=new",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--hide-scrollbars",
        "--force-color-profile=srgb",
        "--lang=en",
        &size,
    ];
    // Chromium's own sandbox refuses to work for root.
    if is_root() {
        switches.push("--no-sandbox");
    }
    let wanted = json!({
        "browserName": "chrome",
        "goog:chromeOptions": { "args": switches },
        // The second one tells of every request, also those that never reach a server.
        "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
    });
    let mut capabilities = Capabilities::new();
    for (name, value) in wanted.as_object().into_iter().flatten() {
        capabilities.set(name, value.clone()).expect("JSON is a valid capability");
    }
    capabilities
}

/// Whether this process runs as root, as in many containers.
pub fn is_root() -> bool {
    // Without a crate for system calls, the owner of this process' own folder tells.
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata("/proc/self").is_ok_and(|folder| folder.uid() == 0)
}
