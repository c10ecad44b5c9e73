//! From the cause of a failure to the fields of the form in which it can be put right.

use crate::devopness::event::Event;
use crate::form::field::Field;

/// The fields, the likeliest first; none where the form can do nothing about it. `event` is the hook's.
pub fn of(cause: &str, event: Option<Event>) -> Vec<Field> {
    let of_event = |field: fn(Event) -> Field| event.map(field).into_iter().collect();
    match cause {
        "hash-empty" => vec![Field::HashVariable, Field::OnlyHookRuns],
        "hash-unexpanded" | "hash-short" | "hash-not-one" | "hash-zeros" | "hash-place" | "taken-unexpanded"
        | "taken-short-hash" | "taken-not-a-hash" | "address-unexpanded" => vec![Field::HashVariable],
        "commit-not-found" => vec![Field::HashVariable, Field::Repository],
        "moved" | "archived" | "not-found" | "repository-hidden" | "project-hidden" | "scope-hidden"
        | "path-encoding" | "path-spoiled" | "repository-empty" | "repository-locked" => vec![Field::Repository],
        "address-odd" | "address-twice" | "name-not-found" | "private-host" | "tls" | "connection-refused"
        | "sign-in" | "server-too-old" | "read-only" => vec![Field::Repository, Field::Provider],
        "key-too-long" | "key-missing" | "name-taken" | "other-account" | "statuses-limit" | "transition" => {
            vec![Field::StatusKey]
        }
        "state-refused" => of_event(Field::State),
        "description-too-long" | "description-characters" => of_event(Field::Description),
        "link-refused" | "link-too-long" => vec![Field::Link],
        "branch-refused" | "no-ref" => vec![Field::BranchVariable],
        "token-missing"
        | "token-empty"
        | "token-scheme"
        | "token-unexpanded"
        | "user-agent-missing"
        | "api-version"
        | "body-missing"
        | "token-lives-too-long"
        | "token-kind-forbidden"
        | "token-expired"
        | "forged-form"
        | "app-password"
        | "two-factor-missing" => vec![Field::Headers],
        _ => Vec::new(),
    }
}
