//! The incoming hook, on which the three outgoing ones depend: it waits for a provider's webhook, reads the commit hash
//! from it, and starts the deploy. Without it `hook_parsed_variables` is empty, and so is the hash in every address.
//!
//! The vendor's page on it: <https://www.devopness.com/docs/webhooks/create-incoming-webhook>.

mod check;
mod created;
mod existing;
mod form;
mod notes;
mod plan;
mod read;
mod uses;
mod variables;

pub use created::{CreatedIncoming, parse_created_incoming};
pub use existing::{Existing, Relation, existing};
pub use form::{
    ExtraVariable, IncomingField, IncomingForm, REQUEST_NUMBER, REQUEST_TITLE, SOURCE_REF, SOURCE_TYPE, Source,
};
pub use plan::{IncomingPlan, IncomingProblem, Note, incoming};
pub use read::{Reading, read, read_planned};
pub use uses::uses;

/// What stands in front of the signature in its header: `sha256=` and then the HMAC-SHA-256 of the body as it was sent, with
/// the hook's secret as key, in lower-case hexadecimal. GitHub
/// (<https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries>) and Bitbucket
/// (<https://support.atlassian.com/bitbucket-cloud/docs/manage-webhooks/>) sign in this form.
pub const SIGNATURE_PREFIX: &str = "sha256=";
