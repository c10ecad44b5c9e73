//! The job through the relay, for an API that refuses pages of other origins.

use crate::harness::test;
use crate::relay::{Relay, Upstreams};

#[tokio::test]
async fn the_relay_passes_the_calls_on() {
    test(async |page| {
        // The sandbox stands in for the API behind the relay.
        let upstreams = Upstreams { production: page.sandbox.url(), ..Upstreams::default() };
        let relay = Relay::start(page.site.port + 2, &page.site.origin(), upstreams).await.unwrap();
        page.allow_origin(&relay.url());
        page.prepare(512).await;
        page.choose("API", "Production, through this machine").await;
        let curl = page.output("cURL").await;
        assert!(curl.contains("'https://api.devopness.com/pipelines/512/hooks/outgoing'"), "a terminal needs no relay");
        page.create().await;
        page.lines_say(["created, id ", "created, id ", "created, id "]).await;
        page.press("List hooks").await;
        page.sees("4 hooks in pipeline 512").await;
        assert_eq!(page.made(512).len(), 3);
        let direct = page.requests().await.into_iter().filter(|url| url.starts_with(&page.sandbox.url()));
        assert_eq!(direct.collect::<Vec<_>>(), Vec::<String>::new());
    })
    .await;
}
