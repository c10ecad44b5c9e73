//! What is done with a token: look, change, apply, and find out why no tick comes.

pub mod apply;
pub mod change;
pub mod diagnosis;
pub mod fill;
pub mod incoming;
pub mod picker;
pub mod preflight;
pub mod simulator;
