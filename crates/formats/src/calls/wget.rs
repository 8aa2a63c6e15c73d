//! The options of Wget.

use lexopt::{Arg, Parser};

use super::Call;
use super::shell::Arguments;

/// The calls of a Wget command, one for each URL. None if it says more than can be told from here.
pub(super) fn read(arguments: Arguments) -> Vec<Call> {
    let mut parser = Parser::from_args(arguments.words);
    let (mut method, mut urls) = ("GET".to_owned(), Vec::new());
    while let Ok(Some(argument)) = parser.next() {
        match argument {
            Arg::Value(url) => urls.push(url.to_string_lossy().into_owned()),
            Arg::Long("method") => method = parser.value().unwrap_or_default().to_string_lossy().into_owned(),
            Arg::Long("post-data" | "post-file") => {
                drop(parser.value());
                "POST".clone_into(&mut method);
            }
            Arg::Long(name) if takes_value(name) => drop(parser.value()),
            Arg::Short('O' | 'o' | 'a' | 'e' | 'U' | 'T' | 't' | 'w' | 'P' | 'Q') => drop(parser.value()),
            Arg::Long(_) => drop(parser.optional_value()),
            Arg::Short(_) => {}
        }
    }
    let calls: Option<Vec<Call>> = urls.into_iter().map(|url| Call::new(&method, url)).collect();
    calls.unwrap_or_default()
}

fn takes_value(option: &str) -> bool {
    const LONG: &str = "header body-data body-file user password http-user http-password output-document output-file timeout \
                        tries user-agent referer load-cookies save-cookies ca-certificate certificate private-key";
    LONG.split(' ').any(|name| name == option)
}
