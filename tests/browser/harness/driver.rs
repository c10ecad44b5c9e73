//! How a driver is started and ended, and what its browser is told.

use std::io::{BufRead, BufReader};
use std::net::{TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};
use thirtyfour::{Capabilities, WebDriver};

use super::WIDTH;
use super::trap::PROXY;
use super::wait::pause;

/// After how long a call of a driver counts as hanging: no call waits for anything by itself.
const HANG: Duration = Duration::from_secs(60);

/// Runs a driver for as long as somebody holds the other end of the standard input, so that none outlives the tests,
/// however they end. Then ends all that it has started, and removes what those have kept.
const FOR_AS_LONG: &str = r#"
export TMPDIR="$(mktemp -d)"
HOME="$TMPDIR" "$@" </dev/null &
exec >/dev/null
trap '' TERM
cat
kill 0
until rm -rf "$TMPDIR"; do sleep 0.1; done
"#;

/// Runs a program on a screen of its own, once that says which number it has.
const ON_A_SCREEN: &str = r#"
mkfifo "$TMPDIR/screen"
Xvfb -displayfd 3 -screen 0 1400x1000x24 3>"$TMPDIR/screen" &
read -r number <"$TMPDIR/screen"
DISPLAY=":$number" exec "$@"
"#;

/// What a browser draws, runs and asks with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Chromium's, by ChromeDriver, with development tools and logs.
    Chromium,
    /// Firefox's, by geckodriver.
    Firefox,
    /// Safari's, in the small browser that comes with it, by WebKitWebDriver.
    WebKit,
}

impl Engine {
    /// Whether its driver reaches the development tools, and keeps logs.
    pub fn has_devtools(self) -> bool {
        self == Engine::Chromium
    }

    fn install(self) -> &'static str {
        match self {
            Engine::Chromium => "Chromium and ChromeDriver are missing, or broken: scripts/setup.sh browser",
            Engine::Firefox => "Firefox and geckodriver are missing, or broken: scripts/setup.sh engines",
            Engine::WebKit => "WebKitWebDriver and Xvfb are missing, or broken: scripts/setup.sh engines",
        }
    }
}

/// A running driver. Dropping it ends it, and its browsers.
pub struct Driver {
    /// What its browsers are made of.
    pub engine: Engine,
    child: Child,
    // Held open to the end: a closed pipe could end the driver.
    output: BufReader<ChildStdout>,
    port: u16,
}

impl Driver {
    /// Starts the driver of an engine on a port that nobody has.
    pub fn start(engine: Engine) -> Driver {
        let mut command = Command::new("sh");
        command.args(["-c", FOR_AS_LONG, "sh"]).process_group(0);
        let mut port = 0;
        match engine {
            Engine::Chromium => command.args(["chromedriver", "--port=0"]),
            // Firefox can be driven in a second way, on a port that is always the same unless it is named. Without the
            // variable it asks a fixed host for its settings, whatever its preferences say.
            Engine::Firefox => command
                .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("target/tools/bin/geckodriver"))
                .args(["--port=0", "--websocket-port=0"])
                .env("MOZ_REMOTE_SETTINGS_DEVTOOLS", "1"),
            Engine::WebKit => {
                // It does not say which port it takes, so it is told.
                let free = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr());
                port = free.expect("there is a free port").port();
                command
                    .args(["sh", "-c", ON_A_SCREEN, "sh", "WebKitWebDriver"])
                    .arg(format!("--port={port}"))
                    // Its sandbox refuses to work for root, and there is no graphics card.
                    .env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1")
                    .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
                    .env("WEBKIT_DISABLE_COMPOSITING_MODE", "1")
            }
        };
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap_or_else(|why| panic!("{} ({why})", engine.install()));
        let output = child.stdout.take().expect("the output was asked for");
        let mut driver = Driver { engine, child, output: BufReader::new(output), port };
        if port == 0 {
            driver.port = driver.read_port();
        }
        driver
    }

    fn read_port(&mut self) -> u16 {
        let before = if self.engine == Engine::Firefox { "Listening on 127.0.0.1:" } else { "successfully on port " };
        let mut line = String::new();
        loop {
            line.clear();
            let read = self.output.read_line(&mut line).unwrap_or_default();
            assert!(read > 0, "{}", self.engine.install());
            let port = line.trim_end().trim_end_matches('.').rsplit_once(before);
            if let Some(Ok(port)) = port.map(|(_, port)| port.parse()) {
                return port;
            }
        }
    }

    /// A browser with a fresh profile.
    pub async fn browser(&self) -> WebDriver {
        let install = self.engine.install();
        let listens = async {
            while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
                pause().await;
            }
        };
        tokio::time::timeout(HANG, listens).await.unwrap_or_else(|why| panic!("{install} ({why})"));
        // A proxy of the environment has no business between a test and its own driver, and a kept connection would
        // belong to the test that opened it.
        let client = reqwest::Client::builder().no_proxy().pool_max_idle_per_host(0).timeout(HANG).build();
        let client = client.expect("a plain client can always be built");
        let builder = WebDriver::builder(format!("http://127.0.0.1:{}", self.port), capabilities(self.engine));
        let browser = builder.client(client).connect().await;
        browser.unwrap_or_else(|why| panic!("{install} ({why})"))
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Closes the standard input first.
        let _ = self.child.wait();
    }
}

fn capabilities(engine: Engine) -> Capabilities {
    let wanted = match engine {
        Engine::Chromium => chromium(),
        Engine::Firefox => firefox(),
        Engine::WebKit => webkit(),
    };
    let mut capabilities = Capabilities::new();
    for (name, value) in wanted.as_object().into_iter().flatten() {
        capabilities.set(name, value.clone()).expect("JSON is a valid capability");
    }
    capabilities
}

fn chromium() -> Value {
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
    json!({
        "browserName": "chrome",
        "goog:chromeOptions": { "args": switches },
        // The second one tells of every request, also those that never reach a server.
        "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
    })
}

fn firefox() -> Value {
    let proxy = &*PROXY;
    json!({
        "proxy": { "proxyType": "manual", "httpProxy": proxy, "sslProxy": proxy },
        "moz:firefoxOptions": {
            "args": ["-headless", format!("--width={WIDTH}"), "--height=900"],
            // What it would do on the network by itself, as far as geckodriver leaves it on.
            "prefs": {
                "app.normandy.enabled": false,
                "browser.region.network.url": "",
                "browser.safebrowsing.blockedURIs.enabled": false,
                "browser.safebrowsing.downloads.enabled": false,
                "browser.safebrowsing.malware.enabled": false,
                "browser.safebrowsing.phishing.enabled": false,
                "datareporting.healthreport.uploadEnabled": false,
                "datareporting.policy.dataSubmissionEnabled": false,
                "dom.push.connection.enabled": false,
                "extensions.systemAddon.update.enabled": false,
                "extensions.update.enabled": false,
                "media.gmp-manager.updateEnabled": false,
                "network.captive-portal-service.enabled": false,
                "network.connectivity-service.enabled": false,
                "network.dns.disablePrefetch": true,
                "services.settings.server": "data:,#remote-settings-dummy/v1",
                "toolkit.telemetry.enabled": false,
            },
        },
    })
}

fn webkit() -> Value {
    // By its arguments: told by the driver, every twentieth of these browsers crashes when it starts.
    let proxy = format!("--proxy=http://{}", *PROXY);
    json!({
        "webkitgtk:browserOptions": {
            "binary": mini_browser(),
            "args": ["--automation", format!("--geometry={WIDTH}x900"), proxy, "--ignore-host=127.0.0.1"],
        },
    })
}

/// WebKit's small browser. Debian keeps it in a folder that is named after the machine, in one after its own version.
fn mini_browser() -> PathBuf {
    let inside = |folder: PathBuf| std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let folders = inside(PathBuf::from("/usr/lib")).flat_map(inside);
    let mut found: Vec<PathBuf> = folders
        .map(|folder| folder.join("MiniBrowser"))
        .filter(|path| path.to_string_lossy().contains("/webkit2gtk-") && path.exists())
        .collect();
    found.sort();
    found.pop().unwrap_or_else(|| panic!("{}", Engine::WebKit.install()))
}

/// Whether this process runs as root, as in many containers.
pub fn is_root() -> bool {
    // Without a crate for system calls, the owner of this process' own folder tells.
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata("/proc/self").is_ok_and(|folder| folder.uid() == 0)
}
