//! Hooks that are here with the commit's hash in the wrong place of their address: a mistake that an address pattern for
//! all providers invites.

use super::Head;
use crate::devopness::hook::{Direction, Hook};
use crate::doctor::preflight::evidence::Ground;
use crate::doctor::preflight::line::{Action, Line, Verdict, quoted};
use crate::provider::by_id;
use crate::provider::credential::CREDENTIALS;

const HEAD: Head = ("misplaced", "The hash is in the right place");

pub fn check(ground: &Ground) -> Vec<Line> {
    // That the list could not be read is said often enough.
    let Some(Ok(hooks)) = &ground.evidence.hooks else { return Vec::new() };
    let wrong = |hook: &&Hook| hook.direction == Direction::Outgoing && provider_of(&hook.target_url).is_some();
    let wrong: Vec<&Hook> = hooks.iter().filter(wrong).collect();
    let Some(provider) = wrong.first().and_then(|hook| provider_of(&hook.target_url)) else { return Vec::new() };
    let points = wrong.iter().map(|hook| [&quoted(&hook.name), " sends to ", &quoted(&hook.target_url), "."].concat());
    let ids = wrong.iter().map(|hook| hook.id.clone()).collect();
    let text =
        ["A hook here has the hash in the wrong place of its address, so ", provider, " never takes its reports."];
    let next = "Delete it once the new hooks are there, or correct its address.";
    let line = Line::new(HEAD, Verdict::Warn, &text).points(points.collect()).next(&[next]);
    vec![line.action(Action::ShowHooks(ids))]
}

/// The name of the provider at whose address the hash is in the wrong place.
fn provider_of(target: &str) -> Option<&'static str> {
    let own = CREDENTIALS.iter().find(|own| own.misplaces_hash(target))?;
    by_id(own.id()).map(|provider| provider.name())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::preflight::sample::{Sample, refused};

    #[test]
    fn only_a_hook_that_has_the_mistake_is_named() {
        let target = "https://api.bitbucket.org/2.0/repositories/acme/shop/commit/statuses/build/{{ hash }}";
        let absent = |sample: &Sample| sample.lines().iter().all(|line| line.id != "misplaced");
        let mut sample = Sample::of(514);
        let mut hooks = sample.planned_hooks();
        sample.add_hooks(hooks.clone());
        assert!(absent(&sample));
        hooks.truncate(1);
        (hooks[0].id, hooks[0].target_url, hooks[0].name) = ("9".into(), target.into(), "Old".into());
        sample.add_hooks(hooks.clone());
        sample.expect("misplaced", Verdict::Warn, "so Bitbucket never takes its reports", "Delete it");
        let line = sample.line("misplaced");
        assert!(line.points[0].starts_with("“Old” sends to “https://api.bitbucket.org/2.0/"), "{line:?}");
        assert_eq!((line.points.len(), line.actions), (1, vec![Action::ShowHooks(vec!["9".into()])]));
        // An incoming hook has an address of its own.
        hooks[0].direction = Direction::Incoming;
        sample.evidence.hooks = Some(Ok(hooks));
        assert!(absent(&sample));
        sample.evidence.hooks = Some(Err(refused(403, "")));
        assert!(absent(&sample));
    }
}
