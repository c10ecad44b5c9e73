//! What only a browser knows of the page's surroundings.

use hook_builder::devopness::policy::{Policy, parse_proxy};
use leptos::prelude::{document, window};

use super::client;
use super::keep;
use super::later;
use super::part::Part;
use super::state::Page;
use hook_builder::page::Reach;

/// Looks around: at the page's policy, at what runs beside it on this machine, and at what its host says.
pub async fn look_around(page: Page) {
    let location = window().location();
    let origin = location.origin().unwrap_or_default();
    let meta = document().query_selector("meta[http-equiv=Content-Security-Policy]").ok().flatten();
    let policy = Policy::parse(&meta.and_then(|meta| meta.get_attribute("content")).unwrap_or_default(), &origin);
    show(page, policy.clone(), None);
    keep::start(page);
    later::prepare(page, Part::Rules);
    let path = location.pathname().unwrap_or_default();
    let folder = [origin.as_str(), &path[..path.rfind('/').map_or(0, |slash| slash + 1)]].concat();
    let said = client::read_own("./hosting.json").await;
    if let Some(proxy) = said.and_then(|said| parse_proxy(&said, &folder)) {
        show(page, policy, Some(proxy));
    }
}

fn show(page: Page, policy: Policy, proxy: Option<String>) {
    let local = local().filter(|(sandbox, relay)| policy.allows(sandbox) && policy.allows(relay));
    page.update(|model| model.look_around(Reach::new(policy, local, proxy)));
    keep::found_apis(page);
}

/// The addresses of the sandbox and the relay that `make serve` starts beside the page: the next two ports. Only a page
/// that is itself served from this machine has them.
fn local() -> Option<(String, String)> {
    let location = window().location();
    let host = location.hostname().ok()?;
    let port: u16 = location.port().ok()?.parse().ok()?;
    let loopback = host == "localhost" || host == "[::1]" || host.starts_with("127.");
    let address = |port: u16| ["http://127.0.0.1:", &port.to_string()].concat();
    loopback.then_some(())?;
    Some((address(port.checked_add(1)?), address(port.checked_add(2)?)))
}
