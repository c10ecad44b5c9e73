//! The checks, each in a file of its own.

mod account;
mod already;
mod api;
mod conditions;
mod credential;
mod manual;
mod misplaced;
mod permissions;
mod pipeline;
mod refusals;
mod repository;
mod token;
mod variables;

use super::evidence::Ground;
use super::line::Line;

/// A check: looks at the ground, and gives its lines, most often one.
pub(super) type Check = fn(&Ground) -> Vec<Line>;

/// All checks, in the order of their lines.
pub(super) const CHECKS: &[Check] = &[
    api::check,
    token::check,
    permissions::check,
    pipeline::check,
    conditions::check,
    repository::check,
    credential::check,
    variables::check,
    already::check,
    refusals::check,
    account::check,
    misplaced::check,
    manual::check,
];

/// How a line begins: its id and its title.
type Head = (&'static str, &'static str);
