//! How a shell takes a text: the characters that must not stand in it. One file a family of shells.

pub mod posix;
pub mod yaml;
