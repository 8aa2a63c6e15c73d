//! Pasted calls.

#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| fuzz::calls(text));
