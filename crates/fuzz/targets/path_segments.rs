//! Parts of addresses.

#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| fuzz::path_segments(text));
