//! The simulator and the sandbox agree: what one says would happen is what the other does, for each provider and each
//! scenario. The runs of the sandbox go over HTTP: hooks are created, a webhook arrives or a button is pressed, and the
//! deliveries are read.

use std::sync::Arc;

use hook_builder::devopness::event::Event;
use hook_builder::doctor::simulator::{Firing, Moment, Shown, Start, World, scenarios, simulate};
use hook_builder::form::field::Field;
use hook_builder::form::plan::{Plan, plan};
use hook_builder::form::values::FormValues;
use hook_builder::provider::receiver::{Access, Repository};
use serde_json::{Map, json};

use super::sandbox::world::COMMIT;
use super::*;

/// Where each provider has a repository in the sandbox.
const PLACES: [(&str, &str); 6] = [
    ("github", "https://github.com/acme/shop"),
    ("gitlab", "https://gitlab.com/acme/platform/shop"),
    ("bitbucket", "https://bitbucket.org/acme/shop"),
    ("github-enterprise-server", "https://github.acme.test/acme/shop"),
    ("gitlab-self-managed", "https://gitlab.acme.test/acme/platform/shop"),
    ("bitbucket-data-center", "https://bitbucket.acme.test/projects/ACME/repos/shop"),
];
/// The pipeline that gets the hooks, whichever their provider: its incoming hook needs no signature.
const PIPELINE: u64 = 513;

/// A plan with as many events as the provider has words for, or the usual ones; with the guard against runs by hand, or not.
fn planned(provider: &str, address: &str, all: bool, guard: bool) -> Plan {
    let mut form = FormValues::new(&PIPELINE.to_string(), address);
    form.set_text(Field::Provider, provider.to_owned());
    form.only_hook_runs = guard;
    let queued = all && form.provider().provider().reports(Event::Queued);
    form.events[Event::Queued.index()].on = queued;
    plan(&form)
}

/// One delivery as the simulator shows it: the event, the request without its token, and the answer.
type Seen = (String, String, Value, Value, u16, Value, String);

fn json_or_text(body: &str) -> Value {
    match body {
        "" => Value::Null,
        body => serde_json::from_str(body).unwrap_or_else(|_| json!(body)),
    }
}

fn simulated(moment: &Moment) -> Option<Seen> {
    let Firing::Sent { request, reply } = &moment.hook else { return None };
    let headers = |own: &[hook_builder::devopness::hook::Header]| match own {
        [] => json!([]),
        own => Value::Object(own.iter().map(|h| (h.name.clone(), json!(h.value))).collect::<Map<_, _>>()),
    };
    Some((
        moment.event.name().to_owned(),
        request.url.clone(),
        headers(&request.headers),
        serde_json::to_value(&request.body).unwrap(),
        reply.status,
        headers(&reply.headers),
        json_or_text(&reply.body).to_string(),
    ))
}

/// What the pipeline's hooks have sent, in order.
async fn sent(sandbox: &Sandbox) -> Vec<Seen> {
    let mut all = Vec::new();
    for hook in sandbox.hooks(PIPELINE).iter().filter(|hook| hook["type"] == "out") {
        let list = format!("/hooks/outgoing/{}/requests?per_page=100", hook["id"].as_str().unwrap());
        for item in call(sandbox, "GET", &list, "").await.json().as_array().unwrap() {
            let path = format!("/hook-requests/{}", item["id"].as_str().unwrap());
            let one = call(sandbox, "GET", &path, "").await.json();
            let event = hook["trigger_when"]["events"][0].as_str().unwrap().to_owned();
            let headers = one["request_headers"].to_string().replace("sandbox-writer", "<token>");
            all.push((
                one["created_at"].to_string(),
                (
                    event,
                    one["url"].as_str().unwrap().to_owned(),
                    serde_json::from_str(&headers).unwrap(),
                    one["request_body"].clone(),
                    one["response_status_code"].as_u64().unwrap_or_default() as u16,
                    one["response_headers"].clone(),
                    one["response_body"].to_string(),
                ),
            ));
        }
    }
    all.sort_by(|a, b| a.0.cmp(&b.0));
    all.into_iter().map(|(_, seen)| seen).collect()
}

/// Starts a run and leaves it running.
async fn start(sandbox: &Sandbox, start: Start) {
    let hash = match start {
        Start::Hand => {
            let press = format!("{}/sandbox/press", sandbox.url());
            let body = format!("pipeline={PIPELINE}&press=run-later");
            assert_eq!(send("POST", &press, &[], body.as_bytes()).await.unwrap().status, 303);
            return;
        }
        Start::ShortHash => &COMMIT[..12],
        Start::Push => COMMIT,
    };
    let incoming = sandbox.hooks(PIPELINE).into_iter().find(|hook| hook["type"] == "in").unwrap();
    let body =
        json!({ "checkout_sha": hash, "ref": "refs/heads/main", "branch": "main", "sandbox": "later" }).to_string();
    let got = send("POST", incoming["url"].as_str().unwrap(), &[], body.as_bytes()).await.unwrap();
    assert_eq!(got.status, 200, "{got:?}");
}

/// The sandbox after the scenario's steps, and what the commit showed after each run's start and end.
async fn played(plan: &Plan, scenario: &hook_builder::doctor::simulator::Scenario) -> (Vec<Seen>, Vec<Vec<Shown>>) {
    let sandbox = sandbox().await;
    let (provider, place) = (plan.provider.id(), plan.location.shown.clone());
    sandbox.at_provider(provider, &place, |repository| {
        if scenario.world == World::Moved {
            repository.moved_to = Some([&repository.parts.join("/"), "-renamed"].concat());
            // GitHub names it by its number then, which is another one in the sandbox's world.
            repository.number = Repository::sample(&plan.location).number;
        }
        for account in repository.accounts.iter_mut().filter(|account| account.token == "sandbox-writer") {
            account.name = "devopness".into();
            account.access = if scenario.world == World::Reader { Access::Read } else { Access::Write };
        }
    });
    // The pipeline's own incoming hook reads no branch, which some templates use.
    let incoming = json!({ "name": "Push", "requires_secret": false, "settings": { "variables": [
        { "name": "commit_hash", "path": "checkout_sha", "type": "string", "required": true },
        { "name": "branch", "path": "branch", "type": "string", "required": false },
        { "name": "source_ref", "path": "branch", "type": "string", "required": false },
        { "name": "pipeline_id", "type": "integer", "required": false, "default_value": PIPELINE },
    ] } });
    let old = format!("/hooks/incoming/{}", sandbox.hooks(PIPELINE)[0]["id"].as_str().unwrap());
    assert_eq!(call(&sandbox, "DELETE", &old, "").await.status, 204);
    let path = format!("/pipelines/{PIPELINE}/hooks/incoming");
    assert_eq!(call(&sandbox, "POST", &path, &incoming.to_string()).await.status, 201);
    for hook in &plan.hooks {
        let body = serde_json::to_string(&hook.request.body).unwrap();
        let path = format!("/pipelines/{PIPELINE}/hooks/outgoing");
        assert_eq!(call(&sandbox, "POST", &path, &body).await.status, 201);
    }
    let mut shown = Vec::new();
    for (_, event) in scenario.steps {
        let end = match event {
            // It is queued and started in one go.
            Event::Queued => continue,
            Event::Started => {
                start(&sandbox, scenario.start).await;
                None
            }
            Event::Completed => Some("completed"),
            Event::Failed => Some("failed"),
        };
        if let Some(end) = end {
            let body = format!("pipeline={PIPELINE}&press=end-{end}");
            let press = format!("{}/sandbox/press", sandbox.url());
            assert_eq!(send("POST", &press, &[], body.as_bytes()).await.unwrap().status, 303);
        }
        let records = sandbox.shown(provider, &place, COMMIT).into_iter();
        shown.push(
            records
                .map(|record| Shown {
                    light: plan.provider.light(&record.state),
                    key: record.key,
                    state: record.state,
                    description: record.description,
                })
                .collect(),
        );
    }
    (sent(&sandbox).await, shown)
}

#[tokio::test]
async fn the_simulator_and_the_sandbox_agree() {
    let mut compared = 0;
    for (provider, address) in PLACES {
        for (all, guard) in [(false, false), (true, false), (false, true)] {
            let plan = Arc::new(planned(provider, address, all, guard));
            for scenario in scenarios(&plan) {
                let about = format!("{provider}, {}, all events: {all}, guard: {guard}", scenario.id);
                let timeline = simulate(&plan, scenario);
                let (sent, shown) = played(&plan, scenario).await;
                let expected: Vec<Seen> = timeline.moments.iter().filter_map(simulated).collect();
                assert_eq!(sent, expected, "{about}");
                let after = timeline.moments.iter().filter(|moment| moment.event != Event::Queued);
                assert_eq!(shown, after.map(|moment| moment.shown.clone()).collect::<Vec<_>>(), "{about}");
                compared += sent.len();
            }
        }
    }
    assert!(compared > 150, "{compared}");
}
