//! What the console writes for other programs, and reads of what they wrote: tables, environment files, JSON, calls, parts of addresses.
//!
//! All of it is text in and values out. Whatever somebody chooses, pastes or types comes through here first, so `cargo xtask fuzz`
//! tries it with texts that nobody would write.

pub mod calls;
pub mod csv;
pub mod dotenv;
pub mod entries;
pub mod json;
pub mod path_segment;
