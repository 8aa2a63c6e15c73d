//! `.env`.

#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| fuzz::dotenv(text));
