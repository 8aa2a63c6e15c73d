//! Queries of lists.

#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| fuzz::filters(text));
