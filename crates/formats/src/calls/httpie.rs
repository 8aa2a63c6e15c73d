//! The arguments of HTTPie and of xh, which takes the same.

use lexopt::{Arg, Parser};

use super::Call;
use super::shell::Arguments;

/// The call of a command; none if there is no URL.
pub(super) fn read(arguments: Arguments) -> Vec<Call> {
    let mut parser = Parser::from_args(arguments.words);
    let (mut words, mut has_body) = (Vec::new(), arguments.has_input);
    while let Ok(Some(argument)) = parser.next() {
        match argument {
            Arg::Value(word) => words.push(word.to_string_lossy().into_owned()),
            Arg::Long("raw") => {
                drop(parser.value());
                has_body = true;
            }
            Arg::Long(name) if takes_value(name) => drop(parser.value()),
            Arg::Short('a' | 'A' | 'o' | 'p' | 's') => drop(parser.value()),
            Arg::Long(_) => drop(parser.optional_value()),
            Arg::Short(_) => {}
        }
    }
    // The method may be left out: then it is POST with data, and GET without.
    let has_method = words.len() > 1 && words[0].bytes().all(|byte| byte.is_ascii_alphabetic());
    let method = has_method.then(|| words.remove(0));
    let mut words = words.into_iter();
    let Some(url) = words.next() else {
        return Vec::new();
    };
    has_body |= words.any(|item| is_data(&item));
    let method = method.unwrap_or_else(|| if has_body { "POST" } else { "GET" }.to_owned());
    Call::new(&method, url).into_iter().collect()
}

/// Whether an item such as `name=x` is a part of the body; `name==x` belongs to the query, and `name:x` to the headers.
fn is_data(item: &str) -> bool {
    let Some(index) = item.find([':', '=', '@']) else {
        return false;
    };
    match &item[index..] {
        rest if rest.starts_with("==") => false,
        rest => rest.starts_with(['=', '@']) || rest.starts_with(":="),
    }
}

fn takes_value(option: &str) -> bool {
    const LONG: &str = "auth auth-type bearer session session-read-only output print style format-options proxy verify cert \
                        cert-key timeout max-redirects boundary";
    LONG.split(' ').any(|name| name == option)
}
