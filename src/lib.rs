//! The core of hook-builder: from what a person typed to the requests that create the three outgoing Devopness hooks
//! which report a deploy as one commit status on GitHub, GitLab or Bitbucket.
//!
//! The core is pure: no browser, no network, no clock, no randomness, no storage. The page (`src/main.rs`, `src/app/`)
//! holds what a browser is needed for; it calls [`form::plan::plan`] on every key press and sends what the plan says.
//!
//! # Wings
//!
//! A thing belongs where its words are spoken, and stands only on the wings below its own. Inside a wing two files may need
//! each other, and no more in a circle. `tests/core/sources.rs` reads the sources and holds them to it.
//!
//! | wing | speaks of |
//! |---|---|
//! | `app` | the page: what needs a browser, what is drawn, what is pressed |
//! | [`page`] | what the page knows, as far as no browser is needed for it |
//! | [`exchange`] | requests to text and back: [`export`](exchange::export), [`import`](exchange::import), [`link`](exchange::link) |
//! | [`doctor`] | what is done with a token: the checklist, changes and their undoing, deliveries and why no tick comes |
//! | [`form`] | what a person typed, what is wrong with it, and the requests that follow |
//! | [`provider`] | commit statuses, repositories and what each provider makes of a request |
//! | [`devopness`] | the API: hooks, events, addresses, answers, failures, deliveries |
//! | [`secret`] | what may never be shown |
//! | [`text`] | templates, JSON, encodings |
//!
//! # What must stay true
//!
//! 1. The same form values give the same text.
//! 2. What is shown is what is sent: every output and every call start from the same [`devopness::request::ApiRequest`].
//! 3. Only [`devopness::endpoint`] writes addresses of the Devopness API, and only a provider's own folder in [`provider`]
//!    knows that provider's name, words and limits. Nothing else branches on a provider.
//! 4. A [`secret::Secret`] cannot be printed or serialised. Outputs name an environment variable instead. A secret that was
//!    typed as plain text is found ([`secret::Forms::literal`]), and is neither sent nor part of a link. The token in memory is
//!    masked in every answer before it is read ([`secret::Secret::mask`]), and taken out of the form before it is planned.
//! 5. [`form::plan::plan`] never fails: it gives the best text it can, with visible placeholders, plus
//!    [`form::problem::Problem`]s. Sending needs a [`form::plan::ReadyPlan`], which exists only when nothing blocks.
//! 6. Answers of the API are read leniently, requests are written strictly. Secrets in a [`devopness::delivery`] are masked
//!    while it is read, so that nothing later can show one.
//! 7. A new output is one new file and its two lines in that folder's `mod.rs`, a new provider one folder and its line in
//!    each slice of [`provider`]; the tests read the slices.
//! 8. What is written to a pipeline is one full set or what was there before ([`doctor::apply`]), and nothing is sent twice.
//! 9. The provider's token goes only where a person has seen it go: [`form::plan::Plan::receipt`] names the host,
//!    [`provider::repository`] refuses one that imitates another, and variables that hold a secret
//!    ([`text::template::holds_secret`]) stand in header values alone.
//! 10. What a provider does with a request stands once, in [`provider::receiver`]: checklist, simulator and sandbox go by it.

pub mod devopness;
pub mod doctor;
pub mod exchange;
pub mod form;
pub mod page;
pub mod provider;
pub mod secret;
pub mod text;
