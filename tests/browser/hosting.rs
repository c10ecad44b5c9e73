//! The bundle on real web servers, with the configurations that the bundle itself has, below a path. nginx has the page
//! in a browser, with and without its proxy for the API; of the others every header is looked at.

use std::path::Path;

use crate::harness::{Page, TOKEN, pause, serve, visit_at};
use crate::servers::{FOLDER, Server};

/// Opens the page from nginx, on the port that a page of this machine has between its neighbours.
async fn test(bundle: &str, proxied: bool, check: impl AsyncFnOnce(&Page, &Server)) {
    visit_at(bundle, FOLDER, async |page| {
        // nginx takes the place of the harness' own server.
        page.site.stop();
        let listens = async || std::net::TcpStream::connect(("127.0.0.1", page.site.port)).is_ok();
        page.until("its port is free", async || !listens().await).await;
        let api = page.sandbox.url();
        let mut nginx = Server::nginx(bundle, page.site.port, proxied.then_some(api.as_str()));
        nginx.listens(page.site.port).await;
        page.record_violations().await;
        page.open().await;
        check(page, &nginx).await;
        page.inspect_browser().await;
    })
    .await;
}

/// The headers that the bundle has for hosts stand in its `_headers`, by which the harness serves it.
const NAMES: [&str; 7] = [
    "Content-Security-Policy",
    "Cross-Origin-Opener-Policy",
    "Cross-Origin-Resource-Policy",
    "Permissions-Policy",
    "Referrer-Policy",
    "X-Content-Type-Options",
    "X-Frame-Options",
];

/// Asks a server for everything that it serves in another way than the rest.
async fn serves_every_header(server: impl FnOnce(&str, u16) -> Server, compressions: &[&str]) {
    let (site, _sandbox) = serve("dist").await;
    site.stop();
    let port = site.port;
    while std::net::TcpListener::bind(("127.0.0.1", port)).is_err() {
        pause().await;
    }
    let mut server = server("dist", port);
    server.listens(port).await;
    let client = reqwest::Client::builder().no_proxy().build().expect("a plain client can always be built");
    let fetch = async |path: &str, encoding: &str| {
        let url = format!("{}{FOLDER}{path}", site.origin());
        let answer = client.get(&url).header("accept-encoding", encoding).send().await.expect("the server answers");
        assert_eq!(answer.status(), 200, "{url}: {}", server.errors());
        let header = answer.headers().clone();
        (header, answer.bytes().await.expect("a body").to_vec())
    };
    let script = site.only(".js").trim_start_matches('/').to_owned();
    let wasm = site.only(".wasm").trim_start_matches('/').to_owned();
    let later = site.all_later();
    assert!(later.len() > 3, "the parts, and what they share");
    let later = later.iter().map(|path| (path.trim_start_matches('/'), "application/wasm", true));
    let others = [
        ("", "text/html", false),
        ("index.html", "text/html", false),
        ("worker.js", "text/javascript", false),
        ("hosting.json", "application/json", false),
        ("icon.svg", "image/svg+xml", false),
        ("manifest.webmanifest", "application/manifest+json", false),
        (&script, "text/javascript", true),
        (&wasm, "application/wasm", true),
    ];
    for (path, kind, is_kept) in others.into_iter().chain(later) {
        for encoding in ["identity"].iter().chain(compressions) {
            let (headers, body) = fetch(path, encoding).await;
            let all =
                |name: &str| headers.get_all(name).iter().filter_map(|value| value.to_str().ok()).collect::<Vec<_>>();
            let header = |name: &str| all(name).join(", ");
            let told = format!("{path} as {encoding}: {headers:?}");
            let own = header("content-type");
            assert_eq!(own.split(';').next(), Some(kind), "{told}");
            assert!(kind == "application/wasm" || !own.contains(';') || own.ends_with("charset=utf-8"), "{told}");
            let cache = header("cache-control");
            assert!(if is_kept { cache.contains("max-age=31536000") } else { cache == "no-cache" }, "{told}");
            for name in NAMES {
                assert_eq!(all(name), [site.header("/", name)], "{name} of {told}");
            }
            let link = if path.is_empty() || path == "index.html" { site.header("/", "Link") } else { String::new() };
            assert_eq!(header("link"), link, "Link of {told}");
            let end = match *encoding {
                "br" => ".br",
                "gzip" => ".gz",
                _ => "",
            };
            let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("dist").join(if path.is_empty() {
                "index.html"
            } else {
                path
            });
            let copy = file.with_file_name([&*file.file_name().expect("a file").to_string_lossy(), end].concat());
            // Small files have none.
            let has_copy = !end.is_empty() && copy.exists();
            let coding = header("content-encoding");
            if has_copy {
                assert_eq!(
                    (coding.as_str(), header("vary").to_lowercase().as_str()),
                    (*encoding, "accept-encoding"),
                    "{told}"
                );
            }
            // What is small has no copy, and the host may compress it by itself.
            if has_copy || coding.is_empty() {
                let sent = std::fs::read(if has_copy { copy } else { file }).expect("the bundle has it");
                assert!(body == sent, "what the bundle has is sent: {told}");
            }
        }
    }
    // Without its last slash the folder leads there too: the client follows.
    let (headers, _) = fetch("../hooks", "identity").await;
    assert!(headers["content-type"].to_str().is_ok_and(|kind| kind.starts_with("text/html")));
}

#[tokio::test]
async fn nginx_serves_it_below_a_path_with_every_header() {
    serves_every_header(|bundle, port| Server::nginx(bundle, port, None), &["gzip"]).await;
}

#[tokio::test]
async fn caddy_serves_it_below_a_path_with_every_header() {
    serves_every_header(Server::caddy, &["br", "gzip"]).await;
}

#[tokio::test]
async fn apache_serves_it_below_a_path_with_every_header() {
    serves_every_header(Server::apache, &["br", "gzip"]).await;
}

#[tokio::test]
async fn nginx_brings_the_page() {
    test("dist", false, async |page, _| {
        page.fill("512", "https://github.com/acme/shop").await;
        page.sees("3 hooks ready for acme/shop at GitHub.").await;
    })
    .await;
}

#[tokio::test]
async fn below_a_path_it_works_offline_too() {
    test("target/local", false, async |page, nginx| {
        let scope = page.is_kept().await;
        assert_eq!(scope, format!("{}{FOLDER}", page.site.origin()));
        nginx.stop();
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
