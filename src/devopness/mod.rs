//! Devopness in its own words: what its API is asked, what it answers, and what a hook is.

pub mod delivery;
pub mod endpoint;
pub mod error;
pub mod event;
pub mod hook;
pub mod pipeline;
pub mod policy;
pub mod request;
pub mod resource;
