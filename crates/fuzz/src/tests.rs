//! The inputs that are kept, and some hundred that are made of the words of the dictionaries: what libFuzzer does for long, for a moment.

use std::fs;
use std::path::PathBuf;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, TestRunner};

#[test]
fn authorization() {
    hold("authorization", crate::authorization);
}

#[test]
fn calls() {
    hold("calls", on_text(crate::calls));
}

#[test]
fn csv() {
    hold("csv", on_text(crate::csv));
}

#[test]
fn dotenv() {
    hold("dotenv", on_text(crate::dotenv));
}

#[test]
fn entries() {
    hold("entries", on_text(crate::entries));
}

#[test]
fn filters() {
    hold("filters", on_text(crate::filters));
}

#[test]
fn path_segments() {
    hold("path_segments", on_text(crate::path_segments));
}

/// As the programs in `targets/` do, takes of bytes what is UTF-8.
fn on_text(property: fn(&str)) -> impl Fn(&[u8]) {
    move |bytes| {
        let text = match str::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => str::from_utf8(&bytes[..error.valid_up_to()]).unwrap(),
        };
        property(text);
    }
}

fn hold(target: &str, property: impl Fn(&[u8])) {
    // Asked when it runs: a folder for builds may serve several clones, and hold a test that was compiled in another.
    let folder = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").unwrap());
    for seed in fs::read_dir(folder.join("seeds").join(target)).unwrap() {
        let path = seed.unwrap().path();
        // Shown if it fails.
        println!("{}", path.display());
        property(&fs::read(path).unwrap());
    }
    let dictionary = folder.join("dictionaries").join(format!("{target}.dict"));
    let words: Vec<_> = fs::read_to_string(dictionary)
        .unwrap()
        .lines()
        .filter_map(word)
        .collect();
    let part = prop_oneof![3 => select(words), 1 => any::<char>().prop_map(String::from)];
    // No file beside this one: what fails belongs among the seeds.
    let config = Config {
        failure_persistence: None,
        ..Config::default()
    };
    TestRunner::new(config)
        .run(&vec(part, 0..16), |parts| {
            property(parts.concat().as_bytes());
            Ok(())
        })
        .unwrap();
}

/// The word in a line of a dictionary, where two characters and what is no letter have a backslash.
fn word(line: &str) -> Option<String> {
    let quoted = line.strip_prefix('"')?.strip_suffix('"')?;
    let mut word = String::new();
    let mut rest = quoted.chars();
    while let Some(letter) = rest.next() {
        match letter {
            '\\' => match rest.next()? {
                'x' => {
                    let digits: String = rest.by_ref().take(2).collect();
                    word.push(char::from(u8::from_str_radix(&digits, 16).ok()?));
                }
                escaped => word.push(escaped),
            },
            letter => word.push(letter),
        }
    }
    Some(word)
}
