//! Keys with their values.

#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| fuzz::entries(text));
