//! The picture in the README is taken from the page itself, so it cannot lie.

use std::path::Path;

use crate::harness::test;

const WIDTH: u32 = 1280;
const HEIGHT: u32 = 900;

#[tokio::test]
async fn the_readme_has_a_picture_of_the_page() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/page.png");
    if std::env::var_os("UPDATE_SCREENSHOT").is_some_and(|on| on == "1") {
        let target = path.clone();
        test(async |page| {
            page.colours("light").await;
            // A window has a head of its own; the picture is of the page alone.
            let size = serde_json::json!({ "width": WIDTH, "height": HEIGHT, "deviceScaleFactor": 1, "mobile": false });
            page.devtools("Emulation.setDeviceMetricsOverride", size).await;
            page.fill("512", "https://github.com/acme/shop").await;
            page.sees("3 hooks ready for acme/shop at GitHub.").await;
            // A cursor that blinks would make each picture another one.
            page.script("document.activeElement.blur(); scrollTo(0, 0)").await;
            page.still().await;
            std::fs::create_dir_all(target.parent().unwrap()).unwrap();
            page.browser.screenshot(&target).await.unwrap();
        })
        .await;
    }
    let again = "run UPDATE_SCREENSHOT=1 cargo test --test browser screenshot";
    let picture = std::fs::read(&path).unwrap_or_else(|why| panic!("docs/page.png: {why}; {again}"));
    assert!(picture.starts_with(b"\x89PNG\r\n\x1a\n"), "docs/page.png is no PNG; {again}");
    let number = |at: usize| u32::from_be_bytes(picture[at..at + 4].try_into().unwrap());
    assert_eq!((number(16), number(20)), (WIDTH, HEIGHT), "docs/page.png has another size; {again}");
    // A blank page of this size has a few kilobytes.
    assert!((20_000..2_000_000).contains(&picture.len()), "docs/page.png has {} bytes; {again}", picture.len());
}
