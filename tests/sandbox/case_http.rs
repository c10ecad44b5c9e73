//! Headers, tokens, routes, methods and cross-origin rules.

use super::*;

const JSON: &str = "application/json";
const BEARER: &str = "Bearer devopness_pat_sandbox";

#[tokio::test]
async fn each_call_needs_its_three_headers() {
    let sandbox = sandbox().await;
    let good = [("accept", JSON), ("content-type", JSON), ("authorization", BEARER)];
    let cases: &[(Headers<'_>, u16)] = &[
        (&good, 200),
        (&good[1..], 415),
        (&[good[0], good[2]], 415),
        (&good[..2], 401),
        (&[("accept", "*/*"), good[1], good[2]], 415),
        (&[good[0], ("content-type", "text/plain"), good[2]], 415),
        (&[good[0], ("content-type", "Application/JSON; charset=utf-8"), good[2]], 200),
        (&[good[0], good[1], ("authorization", "devopness_pat_sandbox")], 401),
        (&[good[0], good[1], ("authorization", "Basic devopness_pat_sandbox")], 401),
        (&[good[0], good[1], ("authorization", "Bearer devopness_pat_expired")], 401),
        (&[good[0], good[1], ("authorization", "Bearer ")], 401),
    ];
    for (headers, status) in cases {
        let got = send("GET", &format!("{}/projects", sandbox.url()), headers, b"").await.unwrap();
        assert_eq!(got.status, *status, "{headers:?}");
        assert!(*status == 200 || got.json()["message"].is_string(), "{got:?}");
    }
    let delete = format!("{}/hooks/outgoing/none", sandbox.url());
    assert_eq!(send("DELETE", &delete, &[good[0], good[2]], b"").await.unwrap().status, 415);
}

#[tokio::test]
async fn each_token_may_do_its_own() {
    let sandbox = sandbox().await;
    let hooks = "/pipelines/512/hooks/outgoing";
    let cases = [
        (ALL, "GET", "/users/me", 200),
        (ALL, "POST", hooks, 201),
        ("devopness_proj_sandbox", "GET", "/users/me", 403),
        ("devopness_proj_sandbox", "GET", "/projects/3", 200),
        ("devopness_proj_sandbox", "POST", hooks, 201),
        ("devopness_pat_readonly", "GET", "/users/me", 200),
        ("devopness_pat_readonly", "GET", "/pipelines/512/hooks", 200),
        ("devopness_pat_readonly", "POST", hooks, 403),
        ("devopness_pat_readonly", "DELETE", "/hooks/outgoing/none", 403),
        ("devopness_pat_readonly", "PUT", "/hooks/outgoing/none", 403),
        ("devopness_pat_expired", "GET", "/users/me", 401),
        ("devopness_pat_revoked", "GET", "/pipelines/512", 401),
        ("anything", "POST", hooks, 401),
    ];
    for (token, method, path, status) in cases {
        let body = if method == "POST" { OUTGOING.as_bytes() } else { b"" };
        let got = send_as(token, method, &format!("{}{path}", sandbox.url()), body).await.unwrap();
        assert_eq!(got.status, status, "{token} {method} {path}");
        if status == 401 {
            let words = match token.rsplit('_').next() {
                Some("expired") => "Unauthenticated. The token has expired.",
                Some("revoked") => "Unauthenticated. The token was revoked.",
                _ => "Unauthenticated.",
            };
            assert_eq!(got.json(), serde_json::json!({ "message": words }));
        }
    }
    let readonly =
        send_as("devopness_pat_readonly", "GET", &format!("{}/projects/3", sandbox.url()), b"").await.unwrap();
    assert!(!readonly.text.contains("hook:create") && readonly.text.contains("hook:read"));
}

#[tokio::test]
async fn unknown_routes_and_methods_are_json_errors() {
    let sandbox = sandbox().await;
    let cases = [
        ("POST", "/", 405),
        ("GET", "/sandbox/press", 405),
        ("GET", "/sandbox/other", 404),
        ("GET", "/hooks/none/trigger", 405),
        ("POST", "/hooks/none/trigger", 404),
        ("POST", "/hooks/incoming/none", 404),
        ("POST", "/hooks/outgoing/none", 405),
        ("GET", "/provider/github", 404),
        ("GET", "/provider/nobody/x", 404),
        ("GET", "//users/me", 404),
        ("GET", "/users/me/", 404),
        ("GET", "/users%2Fme", 404),
        ("GET", "/projects/4", 404),
        ("GET", "/projects/0", 404),
        ("GET", "/projects/+3", 404),
        ("GET", "/pipelines/99999999999999999999999", 404),
        ("GET", "/pipelines/511/hooks", 404),
        ("POST", "/pipelines/511/hooks/outgoing", 404),
        ("POST", "/pipelines/512/hooks/out", 404),
        ("GET", "/hooks/incoming/none", 404),
        ("POST", "/hooks/outgoing", 404),
        ("POST", "/users/me", 405),
        ("PATCH", "/hooks/outgoing/none", 405),
        ("GET", "/pipelines/512/hooks/outgoing", 405),
        ("DELETE", "/pipelines/512/hooks", 405),
    ];
    for (method, path, status) in cases {
        let got = call(&sandbox, method, path, "").await;
        assert_eq!(got.status, status, "{method} {path}");
        assert!(got.json()["message"].is_string());
        assert_eq!(got.header("content-type"), Some(JSON));
    }
}

#[tokio::test]
async fn the_fixed_world_can_be_read() {
    let sandbox = sandbox().await;
    let cases = [
        ("/users/me", "/email", "\"sam@example.com\""),
        ("/projects", "/0/name", "\"Sandbox\""),
        ("/projects/3", "/current_user_permissions/5", "\"hook:create\""),
        ("/environments/12", "/current_user_permissions/5", "\"hook:create\""),
        ("/pipelines/535", "/trigger_when/conditions/0/path", "\"sender.login\""),
        ("/projects/3/environments", "/0/name", "\"production\""),
        ("/environments/12/applications", "/2/credential/provider/code", "\"bitbucket\""),
        ("/applications/35", "/credential/provider/code", "\"gitlab\""),
        ("/applications/35", "/repository", "\"acme/platform/shop\""),
        ("/applications/34", "/environment/id", "12"),
        ("/pipelines/application/34", "/1/operation", "\"restart\""),
        ("/pipelines/513", "/resource_id", "35"),
        ("/pipelines/9401", "/operation", "\"deploy\""),
        ("/pipelines/514/hooks", "/0/name", "\"Push to main\""),
        ("/pipelines/514/hooks", "/0/settings/variables/2/name", "\"commit_hash\""),
        ("/applications/34/hooks", "/0/pipeline_id", "512"),
    ];
    for (path, pointer, value) in cases {
        let got = call(&sandbox, "GET", path, "").await;
        assert_eq!(got.status, 200, "{path}");
        assert_eq!(got.json().pointer(pointer).map(Value::to_string).as_deref(), Some(value), "{path} {pointer}");
    }
}

#[tokio::test]
async fn preflights_are_granted_or_refused() {
    let sandbox = sandbox().await;
    let page = ("origin", "https://page.example");
    let asked = "access-control-request-headers";
    let method = "access-control-request-method";
    let cases: &[(&str, Headers<'_>, bool)] = &[
        ("512", &[page, (method, "POST"), (asked, "accept,authorization,content-type")], true),
        ("512", &[page, (method, "GET"), (asked, "Content-Type, ACCEPT")], true),
        ("512", &[page, (method, "DELETE")], true),
        ("512", &[page, (method, "PATCH")], false),
        ("512", &[page, (method, "POST"), (asked, "content-type,x-requested-with")], false),
        ("512", &[page, (method, "POST"), (asked, "content-type"), (asked, "x-more")], false),
        ("512", &[(method, "POST")], false),
        ("512", &[page], false),
        ("9050", &[page, (method, "POST")], true),
        ("9051", &[page, (method, "POST")], false),
    ];
    for (pipeline, headers, granted) in cases {
        let url = format!("{}/pipelines/{pipeline}/hooks/outgoing", sandbox.url());
        let got = send("OPTIONS", &url, headers, b"").await.unwrap();
        assert_eq!(got.status, 204);
        let allowed = got.headers.keys().filter(|name| name.as_str().starts_with("access-control-")).count();
        assert_eq!(allowed, if *granted { 3 } else { 0 }, "{pipeline} {headers:?}");
        assert_eq!(got.header("vary"), Some("Origin"));
        if *granted {
            assert_eq!(got.header("access-control-allow-origin"), Some(page.1));
            assert_eq!(got.header("access-control-allow-headers"), Some("Accept, Authorization, Content-Type"));
        }
    }
    assert_eq!(sandbox.requests().len(), cases.len());
}

#[tokio::test]
async fn a_path_tells_its_own_methods() {
    let sandbox = sandbox().await;
    let cases = [
        ("/users/me", "GET, OPTIONS"),
        ("/pipelines/512/hooks/outgoing", "POST, OPTIONS"),
        ("/hooks/outgoing/none", "GET, PUT, DELETE, OPTIONS"),
        ("/hooks/incoming/none", "GET, PUT, DELETE, POST, OPTIONS"),
        ("/nowhere", "OPTIONS"),
    ];
    for (path, methods) in cases {
        let got = send("OPTIONS", &format!("{}{path}", sandbox.url()), &[], b"").await.unwrap();
        assert_eq!((got.status, got.header("allow")), (204, Some(methods)), "{path}");
    }
}

#[tokio::test]
async fn answers_are_open_to_the_origin_that_asked() {
    let sandbox = sandbox().await;
    for (path, open) in
        [("/users/me", true), ("/nowhere", true), ("/pipelines/9050/hooks", false), ("/pipelines/9051/hooks", false)]
    {
        let url = format!("{}{path}", sandbox.url());
        let got = send("GET", &url, &[("origin", "null"), ("accept", JSON)], b"").await.unwrap();
        assert_eq!(got.header("access-control-allow-origin"), open.then_some("null"), "{path}");
        let exposed = got.header("access-control-expose-headers");
        assert_eq!(exposed, open.then_some("Link, Retry-After, X-Devopness-Action-Id"), "{path}");
    }
    assert_eq!(call(&sandbox, "GET", "/users/me", "").await.header("access-control-allow-origin"), None);
}

#[tokio::test]
async fn requests_are_recorded_as_they_came() {
    let sandbox = sandbox().await;
    call(&sandbox, "GET", "/projects/%33?page=1&x=%20", "").await;
    call(&sandbox, "POST", "/pipelines/512/hooks/outgoing", OUTGOING).await;
    let requests = sandbox.requests();
    assert_eq!((requests[0].method.as_str(), requests[0].path.as_str()), ("GET", "/projects/%33"));
    assert_eq!((requests[0].query.as_str(), requests[0].status), ("page=1&x=%20", Some(404)));
    assert_eq!((requests[1].body.as_slice(), requests[1].status), (OUTGOING.as_bytes(), Some(201)));
    assert_eq!(requests[1].header("authorization"), Some("Bearer devopness_pat_sandbox"));
    sandbox.clear();
    assert!(sandbox.requests().is_empty());
    assert_eq!(sandbox.hooks(512).len(), 2);
}

#[tokio::test]
async fn a_taken_port_is_one_sentence() {
    let sandbox = sandbox().await;
    let port = sandbox.url().rsplit(':').next().unwrap().parse().unwrap();
    let why = Sandbox::start(port).await.err().expect("the port is taken");
    assert_eq!(why, format!("Port {port} of 127.0.0.1 is already in use by another program."));
}
