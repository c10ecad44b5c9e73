//! How a shell or a language takes a text: the characters that must not stand in it. One file a family of shells, or a
//! language.

pub mod code;
pub mod go;
pub mod javascript;
pub mod posix;
pub mod python;
pub mod rust;
