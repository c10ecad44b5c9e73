//! The words in which a refused request is judged: its address, what is seen of it, and a rule that says what is wrong. Each
//! provider's own rules are its [`causes`].

mod address;
pub mod causes;
mod quote;
mod rule;
mod seen;

pub use address::{Address, HashForm, Spot, find_hash, hash_form};
pub use quote::{addresses, quote};
pub use rule::{Rule, Sure, fill};
pub use seen::Seen;
