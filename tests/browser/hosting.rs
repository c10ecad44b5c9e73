//! The bundle on a real web server: Debian's nginx with the configuration that the bundle itself has, below a path, with
//! and without its proxy for the API.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::harness::{Page, TOKEN, is_root, visit_at};

/// Where the bundle's own configuration serves it.
const FOLDER: &str = "/tools/hooks/";

/// A running nginx. Dropping it ends it and its files.
struct Nginx {
    child: Child,
    folder: PathBuf,
}

impl Nginx {
    /// Serves a bundle on this port; calls that the proxy passes on go to `api`.
    fn start(bundle: &str, port: u16, api: Option<&str>) -> Nginx {
        let bundle = Path::new(env!("CARGO_MANIFEST_DIR")).join(bundle);
        let folder = std::env::temp_dir().join(format!("hook-builder-nginx-{}-{port}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder can be made");
        let read = |name: &str| std::fs::read_to_string(bundle.join("hosting").join(name)).expect("the bundle has it");
        let place = |text: String| text.replace("/srv/hook-builder/", &format!("{}/", bundle.display()));
        let page = place(read("nginx.conf"));
        assert!(page.contains(&format!("{}/", bundle.display())), "the folder can be put in");
        let proxy = api.map_or_else(String::new, |api| {
            // The sandbox stands in for both; their names could not be looked up here.
            let api = format!("proxy_pass {api}/");
            let proxy = read("nginx-api-proxy.conf");
            let proxy = proxy.replace("proxy_pass https://api.devopness.com/", &api);
            let proxy = proxy.replace("proxy_pass https://staging-api.devopness.com/", &api);
            assert_eq!(proxy.matches(&api).count(), 2, "the API's stand-in can be put in");
            proxy
        });
        // The rest is what any server has around a site.
        let user = if is_root() { "user root;" } else { "" };
        let at = folder.display();
        let kinds = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
        let paths: String = kinds.iter().map(|kind| format!("{kind}_temp_path {at}/{kind};\n")).collect();
        let config = format!(
            "{user}\ndaemon off;\npid {at}/pid;\nerror_log {at}/error.log;\nevents {{}}\nhttp {{\n{paths}access_log {at}/access.log;\n\
             server {{\nlisten 127.0.0.1:{port};\n{page}{proxy}}}\n}}\n"
        );
        std::fs::write(folder.join("nginx.conf"), config).expect("a file can be written");
        let child = Command::new(program())
            .arg("-e")
            .arg(folder.join("error.log"))
            .arg("-c")
            .arg(folder.join("nginx.conf"))
            .arg("-p")
            .arg(&folder)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("nginx can be started: run make test, which installs it");
        Nginx { child, folder }
    }

    fn log(&self, name: &str) -> String {
        std::fs::read_to_string(self.folder.join(name)).unwrap_or_default()
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // It leads a worker, which ends with it when asked to, but not when killed.
        let _ = Command::new("kill").arg(self.child.id().to_string()).status();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn program() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/tools/nginx/usr/sbin/nginx");
    let paths = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::env::split_paths(&paths).chain(["/usr/sbin".into(), "/usr/local/sbin".into()]);
    folders.map(|folder| folder.join("nginx")).find(|path| path.is_file()).unwrap_or(own)
}

/// Opens the page from nginx, on the port that a page of this machine has between its neighbours.
async fn test(bundle: &str, proxied: bool, check: impl AsyncFnOnce(&Page, &Nginx)) {
    visit_at(bundle, FOLDER, async |page| {
        // nginx takes the place of the harness' own server.
        page.site.stop();
        let listens = async || std::net::TcpStream::connect(("127.0.0.1", page.site.port)).is_ok();
        page.until("its port is free", async || !listens().await).await;
        let api = page.sandbox.url();
        let nginx = Nginx::start(bundle, page.site.port, proxied.then_some(api.as_str()));
        page.until(&format!("nginx listens: {}", nginx.log("error.log")), listens).await;
        page.record_violations().await;
        page.open().await;
        check(page, &nginx).await;
        page.inspect_browser().await;
    })
    .await;
}

/// The headers with which a file comes, and its size on the wire.
async fn fetch(page: &Page, path: &str, encoding: &str) -> (reqwest::header::HeaderMap, Vec<u8>) {
    let client = reqwest::Client::builder().no_proxy().build().expect("a plain client can always be built");
    let url = format!("{}{FOLDER}{path}", page.site.origin());
    let answer = client.get(&url).header("accept-encoding", encoding).send().await.expect("nginx answers");
    assert_eq!(answer.status(), 200, "{url}");
    (answer.headers().clone(), answer.bytes().await.expect("a body").to_vec())
}

#[tokio::test]
async fn nginx_serves_it_below_a_path_with_every_header() {
    test("dist", false, async |page, _| {
        page.fill("512", "https://github.com/acme/shop").await;
        page.sees("3 hooks ready for acme/shop at GitHub.").await;
        let script = page.site.only(".js").trim_start_matches('/').to_owned();
        let wasm = page.site.only(".wasm").trim_start_matches('/').to_owned();
        let later = page.site.all_later();
        let later = later.iter().map(|path| (path.trim_start_matches('/'), "application/wasm", "max-age=31536000"));
        let others = [
            ("", "text/html; charset=utf-8", "no-cache"),
            ("worker.js", "text/javascript; charset=utf-8", "no-cache"),
            ("hosting.json", "application/json", "no-cache"),
            ("icon.svg", "image/svg+xml", "no-cache"),
            ("manifest.webmanifest", "application/manifest+json", "no-cache"),
            (&script, "text/javascript; charset=utf-8", "max-age=31536000"),
            (&wasm, "application/wasm", "max-age=31536000"),
        ];
        assert!(later.len() > 3, "the parts, and what they share");
        for (path, kind, cache) in others.into_iter().chain(later) {
            let (headers, _) = fetch(page, path, "identity").await;
            let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
            assert_eq!((header("content-type"), header("cache-control")), (kind, cache), "{path}");
            for name in [
                "Content-Security-Policy",
                "Cross-Origin-Opener-Policy",
                "Cross-Origin-Resource-Policy",
                "Permissions-Policy",
                "Referrer-Policy",
                "X-Content-Type-Options",
                "X-Frame-Options",
            ] {
                assert_eq!(header(name), page.site.header("/", name), "{name} of {path}");
            }
            let link = if path.is_empty() { page.site.header("/", "Link") } else { String::new() };
            assert_eq!(header("link"), link, "Link of {path}");
        }
        // Without its last slash the folder leads there too: the client follows.
        let (headers, _) = fetch(page, "../hooks", "identity").await;
        assert_eq!(headers["content-type"], "text/html; charset=utf-8");
        let (headers, small) = fetch(page, &wasm, "gzip").await;
        assert_eq!(headers["content-encoding"], "gzip");
        let (_, plain) = fetch(page, &wasm, "identity").await;
        assert!(small.len() * 2 < plain.len(), "the compressed copy is sent: {} bytes", small.len());
    })
    .await;
}

#[tokio::test]
async fn below_a_path_it_works_offline_too() {
    test("target/local", false, async |page, nginx| {
        let scope = page.is_kept().await;
        assert_eq!(scope, format!("{}{FOLDER}", page.site.origin()));
        assert!(Command::new("kill").arg(nginx.child.id().to_string()).status().is_ok_and(|status| status.success()));
        let gone = async || std::net::TcpStream::connect(("127.0.0.1", page.site.port)).is_err();
        page.until("nginx has ended", gone).await;
        page.open().await;
        page.prepare(512).await;
        page.sees("3 hooks ready for acme/shop at GitHub.").await;
    })
    .await;
}

#[tokio::test]
async fn its_proxy_is_found_offered_and_used() {
    test("dist", true, async |page, nginx| {
        page.fill("512", "https://github.com/acme/shop").await;
        let offered =
            async || page.script("return document.body.textContent").await.to_string().contains("this page's host");
        page.until("the proxy is offered", offered).await;
        page.allow_origin(&page.site.origin());
        page.choose("API", "Production, through this page's host").await;
        page.note_says("API", "Whoever runs it could read the token.", false).await;
        let curl = page.output("cURL").await;
        assert!(curl.contains("'https://api.devopness.com/pipelines/512/hooks/outgoing'"), "a terminal needs no proxy");
        page.type_into("Access token", TOKEN).await;
        page.create().await;
        page.hears("Done: 3 of 3 hooks are in place.").await;
        page.press("List hooks").await;
        page.sees("4 hooks in pipeline 512").await;
        assert_eq!(page.made(512).len(), 3);
        let calls = page.sandbox.requests();
        assert!(calls.iter().all(|call| call.header("cookie").is_none() && call.header("origin").is_none()));
        let own = page.site.origin();
        let others = page.requests().await.into_iter().filter(|url| !url.starts_with(&own));
        assert_eq!(others.collect::<Vec<_>>(), Vec::<String>::new(), "the page calls its own host alone");
        for log in ["access.log", "error.log"] {
            assert!(!nginx.log(log).contains(TOKEN), "the token is in {log}");
        }
    })
    .await;
}
