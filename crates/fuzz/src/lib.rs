//! What has to hold of every text that the console or the server reads, whoever wrote it.
//!
//! A function for each reader takes any input at all and panics if something doesn't hold. Two callers make up the inputs: the programs
//! in `targets/`, which libFuzzer drives (`cargo xtask fuzz`), and the tests, which need nothing but `cargo test`.

mod authorization;
mod calls;
mod csv;
mod dotenv;
mod entries;
mod filters;
mod path_segments;
#[cfg(test)]
mod tests;

pub use authorization::authorization;
pub use calls::calls;
pub use csv::csv;
pub use dotenv::dotenv;
pub use entries::entries;
pub use filters::filters;
pub use path_segments::path_segments;
