//! Any faults in any order, and any presses between them.

use hook_builder::doctor::apply::Outcome;
use proptest::prelude::*;

use super::server::{FAULTS, Fault};
use super::situations::{begin, planned, situations};
use super::{Press, calm, drive, press, same_state, states};

fn config() -> ProptestConfig {
    ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn whatever_goes_wrong_calm_calls_end_in_one_full_set_or_what_was_there(
        situation in 0..situations().len(),
        mut faults in prop::collection::vec(prop_oneof![Just(Fault::None), prop::sample::select(FAULTS.to_vec())], 0..40),
        undo in prop::collection::vec(prop::bool::weighted(0.2), 40),
        cancel in prop::collection::vec(prop::bool::weighted(0.1), 200),
    ) {
        let (_, before) = situations().swap_remove(situation);
        let (mut server, mut apply) = (before.clone(), begin(&before));
        // A list may be wrong once. Nothing helps against one that is wrong at each look.
        let mut wrong = 0;
        faults.retain(|fault| {
            wrong += usize::from(matches!(fault, Fault::EmptyList | Fault::ShortList));
            wrong < 2 || !matches!(fault, Fault::EmptyList | Fault::ShortList)
        });
        let (mut faults, mut cancel) = (faults.into_iter(), cancel.into_iter());
        for undo in undo {
            drive(&mut server, &mut apply, &mut |_, apply| {
                if cancel.next() == Some(true) {
                    apply.cancel();
                }
                faults.next().unwrap_or(Fault::None)
            });
            press(&mut server, &mut apply, if undo { Press::Undo } else { Press::Continue });
        }
        calm(&mut server, &mut apply);
        for _ in 0..3 {
            if !matches!(apply.outcome(), Outcome::Undone | Outcome::Complete) {
                press(&mut server, &mut apply, Press::Continue);
                calm(&mut server, &mut apply);
            }
        }
        match apply.outcome() {
            // What could not be put back as it was is told.
            Outcome::Undone => prop_assert!(
                same_state(&server.hooks, &before.hooks) || apply.steps().iter().any(|step| !step.differs().is_empty()),
                "{:#?}",
                server.hooks
            ),
            Outcome::Complete => prop_assert!(!planned(&server).any(), "{:#?}", server.hooks),
            other => prop_assert!(false, "{other:?}: {:#?}", states(&apply)),
        }
    }
}
