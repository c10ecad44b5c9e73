//! A whole form, as far as all outputs. The first four bytes of the input are choices; the rest are the texts of the fields,
//! each up to a byte 0xff, which no UTF-8 holds. A seed can be written with a shell: `printf '\6\17\0\0512\377acme/shop'`.

#![no_main]

use std::sync::Arc;

use hook_builder::devopness::endpoint::Api;
use hook_builder::devopness::event::Event;
use hook_builder::doctor::apply::{Apply, Next, Outcome};
use hook_builder::doctor::change::changes;
use hook_builder::exchange::export::{FORMATS, Job, curl};
use hook_builder::form::field::Field;
use hook_builder::form::plan::{Plan, ReadyPlan, plan};
use hook_builder::form::planned::PlannedHook;
use hook_builder::form::values::{ExtraKind, FormValues};
use hook_builder::provider::PROVIDERS;
use hook_builder::text::json::{self, is_invisible};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

fuzz_target!(|bytes: &[u8]| {
    let form = read_form(bytes);
    let plan = plan(&form);
    assert_eq!(plan.hooks.len(), form.events.iter().filter(|event| event.on).count());
    for problem in &plan.problems {
        assert!(!problem.text.is_empty() && !problem.text.chars().any(is_raw), "{problem:?}");
    }
    for hook in &plan.hooks {
        check_hook(hook, &plan);
    }
    let list = words(&curl(&plan.list));
    assert_eq!(list[..4], ["curl", "--request", "GET", "--url"]);
    assert_eq!(list.len(), 5 + 2 * 3);
    let list: Value =
        json::parse(&FORMATS[1].render(&Job::set(&plan.list, &plan.hooks))).expect("the payloads are a list");
    assert_eq!(list.as_array().map(Vec::len), Some(plan.hooks.len()));
    check_ready(&form, plan);
});

/// The form, as far as there are bytes for it.
fn read_form(bytes: &[u8]) -> FormValues {
    let (choices, texts) = bytes.split_at(bytes.len().min(4));
    let choice = |at: usize| usize::from(choices.get(at).copied().unwrap_or_default());
    let mut texts = texts.split(|b| *b == 0xff).map(|text| String::from_utf8_lossy(text).into_owned());
    let mut form = FormValues::default();
    form.set_text(Field::Provider, PROVIDERS.get(choice(0) % 8).map_or(String::new(), |p| p.id().into()));
    for event in Event::ALL {
        form.events[event.index()].on = choice(1) >> event.index() & 1 == 1;
    }
    form.action_type = choice(1) & 16 != 0;
    form.only_hook_runs = choice(1) & 32 != 0;
    form.api = match choice(2) % 4 {
        0 => Api::Production,
        1 => Api::StagingRelay("http://127.0.0.1:8082".into()),
        2 => Api::Sandbox("http://127.0.0.1:8081".into()),
        _ => Api::Other,
    };
    let mut fields = vec![
        Field::Pipeline,
        Field::Repository,
        Field::Server,
        Field::ApiOther,
        Field::StatusKey,
        Field::Link,
        Field::HashVariable,
        Field::BranchVariable,
    ];
    fields.extend(Event::ALL.into_iter().flat_map(|e| [Field::State(e), Field::Description(e), Field::HookName(e)]));
    let (header, kinds) = (form.add_header(), [choice(3) & 3, choice(3) >> 2 & 3]);
    fields.extend([Field::HeaderName(header), Field::HeaderValue(header)]);
    for kind in kinds {
        let id = form.add_extra();
        form.set_text(Field::ExtraKind(id), ExtraKind::ALL[kind].label().into());
        fields.extend([Field::ExtraName(id), Field::ExtraValue(id)]);
    }
    // A text that is left out leaves what a new form has there.
    for (field, text) in fields.into_iter().zip(&mut texts).filter(|(_, text)| !text.is_empty()) {
        form.set_text(field, text);
    }
    form
}

/// What a terminal or an editor would act upon, and what cannot be seen.
fn is_raw(c: char) -> bool {
    c.is_control() || is_invisible(c)
}

fn check_hook(hook: &PlannedHook, plan: &Plan) {
    let job = Job::hook(&plan.list, hook);
    for format in FORMATS {
        let text = format.render(&job);
        assert!(!text.ends_with('\n') && !text.chars().any(|c| c != '\n' && is_raw(c)), "{}: {text:?}", format.id());
    }
    let words = words(&FORMATS[0].render(&job));
    let [curl, request, method, url, address, headers @ .., data, body] = words.as_slice() else { panic!("{words:?}") };
    assert_eq!([curl, request, method, url, data], ["curl", "--request", "POST", "--url", "--data"]);
    let plain = |text: &str| text.replace("%27", "'").replace("%5C", "\\");
    assert_eq!(plain(address), plain(&hook.request.url));
    let authorization = ["Authorization: Bearer ", TOKEN].concat();
    let wanted = [
        "--header",
        "Accept: application/json",
        "--header",
        &authorization,
        "--header",
        "Content-Type: application/json",
    ];
    assert_eq!(headers, wanted);
    // The command, the payload and what the page sends are one value.
    let value = serde_json::to_value(hook.hook.payload(None)).expect("a hook can always be written");
    assert_eq!(json::parse(body).as_ref(), Ok(&value));
    assert_eq!(json::parse(&FORMATS[1].render(&job)).as_ref(), Ok(&value));
    assert_eq!(hook.request.body, Some(hook.hook.payload(None)));
    for fields in [&hook.hook.body, &hook.sample.body] {
        let name = |at: usize| &fields.0[at].0;
        assert!((1..fields.0.len()).all(|at| (0..at).all(|before| name(before) != name(at))), "{fields:?}");
    }
}

fn check_ready(form: &FormValues, plan: Plan) {
    let plan = Arc::new(plan);
    let blocked = plan.hooks.is_empty() || plan.problems.iter().any(|problem| problem.blocks());
    let Some(ready) = ReadyPlan::new(plan.clone()) else { return assert!(blocked, "{form:?}") };
    assert!(!blocked && ready.pipeline() > 0);
    // Where nothing is there, the same requests are sent that are shown.
    let apply = Apply::start(ready.target(), ready.pipeline(), changes(&ready, &[], &[]), None);
    let (Outcome::Running, Next::Send(0, request)) = (apply.outcome(), apply.next()) else { panic!("{apply:?}") };
    assert!(plan.hooks.iter().any(|hook| hook.request == *request), "{request:?}");
    assert_eq!(apply.steps().len(), plan.hooks.len());
    for hook in ready.hooks() {
        let url = hook.hook.target_url.as_str();
        assert!(url.starts_with("https://") || url.starts_with("http://"), "{url}");
        let (before, rest) = url.split_once("{{ ").expect("the address has the hash");
        let (variable, after) = rest.split_once(" }}").expect("the variable ends");
        let sound = |text: &str| text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~%/:".contains(&b));
        assert!(sound(before) && sound(variable) && sound(after), "{url}");
        assert!((1..=60).contains(&hook.hook.name.chars().count()));
        let token = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b);
        for header in &hook.hook.headers {
            assert!(!header.name.is_empty() && header.name.bytes().all(token), "{header:?}");
            assert!(!header.value.trim().is_empty() && !header.value.contains(char::is_control), "{header:?}");
        }
        // A variable of unknown length is warned of; everything else is counted in the worst case.
        let unlimited = plan.problems.iter().any(|problem| problem.text.contains("can be of any length"));
        for (name, value) in hook.sample.body.0.iter().filter(|(name, _)| !unlimited && !is_extra(form, name)) {
            let part = plan.provider.part(name).expect("every field of the provider carries a part");
            let max = plan.provider.limits().iter().find(|(limited, _)| *limited == part);
            let chars = value.as_str().expect("a part is a text").chars().count();
            assert!(chars > 0 && max.is_none_or(|(_, max)| chars <= *max), "{name}: {value}");
        }
    }
}

fn is_extra(form: &FormValues, name: &str) -> bool {
    form.extra.iter().any(|row| row.name.trim() == name)
}

/// What the variable of the token holds.
const TOKEN: &str = "devopness_pat_fuzz";

/// The words of a command, as a POSIX shell reads them. Anything that means more to a shell than a quote, the variable of the
/// token and a line that goes on has no place in a command.
fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut rest = command;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '\'' => {
                let (inside, after) = rest.split_once('\'').expect("a single quote ends");
                // fish reads these two inside single quotes.
                assert!(!inside.contains("\\\\") && !inside.ends_with('\\'), "{command}");
                word.get_or_insert_default().push_str(inside);
                rest = after;
            }
            '"' => {
                let (inside, after) = rest.split_once('"').expect("a double quote ends");
                let filled = inside.replace("$DEVOPNESS_TOKEN", TOKEN);
                assert!(!filled.contains(['$', '`', '\\', '!']), "{command}");
                word.get_or_insert_default().push_str(&filled);
                rest = after;
            }
            '\\' => rest = rest.strip_prefix('\n').unwrap_or_else(|| panic!("{command}")),
            ' ' => words.extend(word.take()),
            c => {
                assert!(c.is_ascii_alphanumeric() || c == '-', "{c:?} in {command}");
                word.get_or_insert_default().push(c);
            }
        }
    }
    words.extend(word);
    words
}
