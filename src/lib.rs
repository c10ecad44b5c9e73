//! The core of hook-builder: from what a person typed to the requests that create the three outgoing Devopness hooks
//! which report a deploy as one commit status on GitHub, GitLab or Bitbucket.
//!
//! The core is pure: no browser, no network, no clock, no randomness, no storage. The page (`src/main.rs`, `src/app/`)
//! holds what a browser is needed for; it calls [`plan::plan`] on every key press and sends what the plan says.
//!
//! # What must stay true
//!
//! 1. The same form values give the same text.
//! 2. What is shown is what is sent: every output and every call start from the same [`request::ApiRequest`].
//! 3. Only [`endpoint`] writes addresses of the Devopness API, and only a provider's own folder in [`provider`] knows that
//!    provider's name, words and limits. Nothing else branches on a provider.
//! 4. A [`secret::Secret`] cannot be printed or serialised. Outputs name an environment variable instead. A secret that was
//!    typed as plain text is found ([`secret::literal()`]), and is neither sent nor part of a link. The token in memory is
//!    masked in every answer before it is read ([`secret::Secret::mask`]), and taken out of the form before it is planned.
//! 5. [`plan::plan`] never fails: it gives the best text it can, with visible placeholders, plus [`problem::Problem`]s.
//!    Sending needs a [`plan::ReadyPlan`], which exists only when nothing blocks.
//! 6. Answers of the API are read leniently, requests are written strictly. Secrets in a [`delivery`] are masked while it is
//!    read, so that nothing later can show one.
//! 7. A new output is one new file and its two lines in that folder's `mod.rs`, a new provider one folder and its line in
//!    each slice of [`provider`]; the tests read the slices.
//! 8. What is written to a pipeline is one full set or what was there before ([`apply`]), and nothing is sent twice.
//! 9. The provider's token goes only where a person has seen it go: [`plan::Plan::receipt`] names the host, [`repository`] refuses
//!    one that imitates another, and variables that hold a secret ([`template::holds_secret`]) stand in header values alone.
//! 10. What a provider does with a request stands once, in [`provider::receiver`]: checklist, simulator and sandbox go by it.
//!
//! # Map
//!
//! | module | owns |
//! |---|---|
//! | [`form`], [`field`], [`problem`] | what was typed, where it was typed, what is wrong with it |
//! | [`pipeline`], [`repository`] | the two texts that matter most, parsed |
//! | [`template`] | `{{ path }}`: scanning, the catalogue of variables, worst-case length, sample values |
//! | [`provider`], [`status`], [`event`] | the neutral commit status and each provider's shape of it |
//! | [`provider::receiver`] | what each provider does with a request |
//! | [`plan`], [`rules`] | form values to requests and problems |
//! | [`hook`], [`endpoint`], [`request`], [`error`], [`secret`] | the Devopness API; what each call is about, and so what its failure means |
//! | [`incoming`] | the incoming hook that the templates depend on, and what it makes of a request |
//! | [`change`] | what has to change in a pipeline so that it has the planned hooks |
//! | [`apply`] | doing that, one full set or none: continue after a failure, or undo |
//! | [`resource`] | what the API knows around a pipeline: project, environment, application, credential |
//! | [`fill`] | from what the API knows to the form, without overwriting what was typed |
//! | [`picker`] | from all projects to one pipeline |
//! | [`preflight`] | the checklist before anything is written |
//! | [`delivery`], [`diagnosis`] | what a hook has sent, without its secrets, and what became of it |
//! | [`simulator`] | timelines of what happens to a commit, without a network; what a provider would refuse |
//! | [`policy`] | what the page may call |
//! | [`export`], [`json`] | requests to text |
//! | [`link`] | the form as a link, and back |
//! | [`import`] | from any such text, and what others wrote, to the form |

pub mod apply;
mod base64;
pub mod change;
pub mod delivery;
pub mod diagnosis;
pub mod endpoint;
pub mod error;
pub mod event;
pub mod export;
pub mod field;
pub mod fill;
pub mod form;
pub mod hook;
pub mod import;
pub mod incoming;
pub mod json;
pub mod link;
pub mod picker;
pub mod pipeline;
pub mod plan;
pub mod policy;
pub mod preflight;
pub mod problem;
pub mod provider;
pub mod repository;
pub mod request;
pub mod resource;
pub mod rules;
pub mod secret;
pub mod simulator;
pub mod status;
pub mod template;
