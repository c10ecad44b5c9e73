//! Pages of lists, and the links between them.

use super::*;

/// The address in the link of this relation.
fn link(got: &Got, rel: &str) -> Option<String> {
    let end = format!(">; rel=\"{rel}\"");
    let links = got.header("link")?.split(", ").map(str::to_owned).collect::<Vec<_>>();
    links.iter().find_map(|link| Some(link.strip_prefix('<')?.strip_suffix(&end)?.to_owned()))
}

#[tokio::test]
async fn links_lead_through_the_whole_list() {
    let sandbox = sandbox().await;
    let mut next = Some(format!("{}/pipelines/9061/hooks?per_page=70", sandbox.url()));
    let (mut ids, mut pages) = (Vec::new(), 0);
    while let Some(url) = next {
        let got = send_as(ALL, "GET", &url, b"").await.unwrap();
        pages += 1;
        assert_eq!(link(&got, "first"), Some(format!("{}/pipelines/9061/hooks?page=1&per_page=70", sandbox.url())));
        assert_eq!(link(&got, "last"), Some(format!("{}/pipelines/9061/hooks?page=15&per_page=70", sandbox.url())));
        assert_eq!(link(&got, "prev").is_some(), pages > 1);
        ids.extend(got.json().as_array().unwrap().iter().map(|hook| hook["id"].to_string()));
        next = link(&got, "next");
    }
    assert_eq!((pages, ids.len()), (15, 1000));
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 1000);
}

#[tokio::test]
async fn pages_keep_to_their_range() {
    let sandbox = sandbox().await;
    let cases = [
        ("", Ok(20)),
        ("?page=1&per_page=100", Ok(100)),
        ("?page=50", Ok(20)),
        ("?page=51", Ok(0)),
        ("?page=4294967295&per_page=100", Ok(0)),
        ("?owner=x&&=&page", Err("page")),
        ("?per_page=3&per_page=5", Ok(5)),
        ("?page=0", Err("page")),
        ("?page=-1", Err("page")),
        ("?page=4294967296", Ok(0)),
        ("?page=18446744073709551615&per_page=100", Ok(0)),
        ("?page=99999999999999999999", Ok(0)),
        ("?page=+1", Err("page")),
        ("?page=", Err("page")),
        ("?per_page=0", Err("per_page")),
        ("?per_page=101", Err("per_page")),
        ("?per_page=ten", Err("per_page")),
    ];
    for (query, expected) in cases {
        let got = call(&sandbox, "GET", &format!("/pipelines/9061/hooks{query}"), "").await;
        match expected {
            Ok(count) => assert_eq!(got.json().as_array().map(Vec::len), Some(count), "{query}"),
            Err(field) => {
                assert_eq!(got.status, 422, "{query}");
                assert!(got.json()["errors"][field][0].is_string(), "{query}");
            }
        }
    }
    let beyond = call(&sandbox, "GET", "/pipelines/9061/hooks?page=99", "").await;
    assert_eq!(link(&beyond, "prev"), Some(format!("{}/pipelines/9061/hooks?page=50&per_page=20", sandbox.url())));
    assert_eq!(link(&beyond, "next"), None);
}

#[tokio::test]
async fn an_empty_list_has_one_page() {
    let sandbox = sandbox().await;
    let got = call(&sandbox, "GET", "/pipelines/9060/hooks", "").await;
    assert_eq!((got.status, got.text.as_str()), (200, "[]"));
    assert_eq!(link(&got, "first"), link(&got, "last"));
    assert_eq!((link(&got, "prev"), link(&got, "next")), (None, None));
}

#[tokio::test]
async fn long_lists_break_in_their_ways() {
    let sandbox = sandbox().await;
    let first = call(&sandbox, "GET", "/pipelines/9062/hooks?per_page=100", "").await;
    let third = call(&sandbox, "GET", "/pipelines/9062/hooks?per_page=100&page=3", "").await;
    assert_eq!(first.text, third.text);
    assert!(link(&third, "next").is_some_and(|url| url.contains("page=2&")));
    for (page, status) in [(1, 200), (2, 500), (3, 200)] {
        let got = call(&sandbox, "GET", &format!("/pipelines/9063/hooks?per_page=100&page={page}"), "").await;
        assert_eq!(got.status, status);
    }
}

#[tokio::test]
async fn a_list_changes_between_its_pages() {
    let sandbox = sandbox().await;
    let page = async |pipeline: u64, page: u64| {
        let path = format!("/pipelines/{pipeline}/hooks?per_page=100&page={page}");
        let hooks = call(&sandbox, "GET", &path, "").await.json();
        hooks.as_array().unwrap().iter().map(|hook| hook["id"].to_string()).collect::<Vec<_>>()
    };
    // What was the last of the first page is the first of the second.
    let (first, second) = (page(9065, 1).await, page(9065, 2).await);
    assert_eq!(first.last(), second.first());
    assert_eq!(page(9065, 3).await.len(), 51);
    // What was the first of the second page is on neither.
    let (first, second) = (page(9066, 1).await, page(9066, 2).await);
    let now = page(9066, 1).await;
    assert_eq!(first[1..], now[..99]);
    assert!(!first.contains(&now[99]) && !second.contains(&now[99]));
    assert_eq!(page(9066, 3).await.len(), 49);
    let (first, second) = (page(9067, 1).await, page(9067, 1).await);
    assert_eq!(first[..99], second[1..]);
}

#[tokio::test]
async fn the_odd_list_is_odd() {
    let sandbox = sandbox().await;
    let hooks = call(&sandbox, "GET", "/pipelines/9061/hooks?per_page=100", "").await.json();
    assert_eq!(hooks[0].as_object().map(|fields| fields.len()), Some(3));
    assert_eq!(hooks[1]["trigger_when"]["events"][0], "action.teleported");
    assert_eq!(hooks[2]["trigger_when"], serde_json::json!([]));
    assert_eq!(hooks[3]["type"], "in");
    assert!(hooks[4]["target_url"].is_null() && hooks[4]["trigger_when"].is_null());
    assert_eq!(hooks[10]["name"].as_str().map(|name| name.chars().count()), Some(60));
}
