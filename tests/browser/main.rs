//! The page in a real browser, used as a person uses it: by role and label, against the sandbox.

#[path = "../listen.rs"]
mod listen;

#[path = "../sandbox/mod.rs"]
mod sandbox;

#[path = "../relay/mod.rs"]
mod relay;

mod harness;

mod accessible;
mod addresses;
mod again;
mod by_hand;
mod canary;
mod cancel;
mod copy;
mod deliveries;
mod destination;
mod draft;
mod engines;
mod failures;
mod faults;
mod first_view;
mod formats;
mod hooks;
mod hostile;
mod hosting;
mod import;
mod incoming;
mod journey;
mod keyboard;
mod later;
mod listing;
mod lost;
mod narrow;
mod offline;
mod outputs;
mod own_token;
mod plan;
mod policy;
mod preflight;
mod problems;
mod queued;
mod quiet;
mod refused;
mod relayed;
mod rows;
mod screenshot;
mod servers;
mod share;
mod simulator;
mod token;
mod token_kept;
mod undo;
mod variables;
