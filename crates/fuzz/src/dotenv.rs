//! `.env`, by the console.

use formats::dotenv::{key_of, name_of, read, write};

/// Any text is read; what was read of it, and the text itself as a key and as a value, is the same when it is written and read again.
pub fn dotenv(text: &str) {
    let variables = read(text);
    assert!(variables.is_sorted_by(|one, next| one.line < next.line));
    let lines = text.split('\n').count();
    assert!(
        variables
            .iter()
            .all(|variable| (1..=lines).contains(&variable.line))
    );

    let read_well = variables.iter().filter(|variable| variable.problem.is_none());
    let mut entries: Vec<_> = read_well
        .map(|variable| (&*variable.name, &*variable.value))
        .collect();
    // Between others, so that what is taken from them is seen.
    entries.extend([(text, "before"), ("value", text), ("after", "")]);
    let file: String = entries
        .iter()
        .map(|(key, value)| format!("{}={}\n", name_of(key), write(value)))
        .collect();
    let again = read(&file);
    assert!(again.iter().all(|variable| variable.problem.is_none()));
    let again: Vec<_> = again
        .into_iter()
        .map(|variable| (key_of(&variable.name), variable.value))
        .collect();
    let entries: Vec<_> = entries
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .collect();
    assert_eq!(again, entries);

    let name = name_of(text);
    assert!(!name.starts_with(|first: char| first.is_ascii_digit()));
    assert!(
        name.bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    );
}
