//! The options of curl.

use std::ffi::OsString;

use lexopt::{Arg, Parser};

use super::Call;
use super::shell::Arguments;

/// The calls of a curl command, one for each URL; `--next` begins anew. None if it says more than can be told from here.
pub(super) fn read(arguments: Arguments) -> Vec<Call> {
    let mut parser = Parser::from_args(arguments.words);
    let mut calls = Vec::new();
    let mut request = Request::default();
    while let Ok(Some(argument)) = parser.next() {
        let (name, is_long) = match argument {
            Arg::Value(url) => {
                request.urls.push(url);
                continue;
            }
            Arg::Long(name) => (name.to_owned(), true),
            Arg::Short(letter) => (letter.to_string(), false),
        };
        match name.as_str() {
            "next" | ":" => calls.push(std::mem::take(&mut request).calls()),
            "X" | "request" => request.method = parser.value().ok(),
            "url" => request.urls.extend(parser.value()),
            "G" | "I" | "get" | "head" => request.implied = Some("GET"),
            "T" | "upload-file" => {
                drop(parser.value());
                request.implied = Some("PUT");
            }
            "d" | "F" | "data" | "data-raw" | "data-binary" | "data-ascii" | "data-urlencode" | "json"
            | "form" | "form-string" => {
                drop(parser.value());
                request.implied = request.implied.or(Some("POST"));
            }
            name if takes_value(name) => drop(parser.value()),
            // A flag; a value after "=" that it shouldn't have would end the parsing.
            _ if is_long => drop(parser.optional_value()),
            _ => (),
        }
    }
    calls.push(request.calls());
    let calls: Option<Vec<Vec<Call>>> = calls.into_iter().collect();
    calls.unwrap_or_default().concat()
}

/// What the options since the beginning or since `--next` say.
#[derive(Default)]
struct Request {
    method: Option<OsString>,
    implied: Option<&'static str>,
    urls: Vec<OsString>,
}

impl Request {
    fn calls(self) -> Option<Vec<Call>> {
        let method = self.method.map(|method| method.to_string_lossy().into_owned());
        let method = method.unwrap_or_else(|| self.implied.unwrap_or("GET").to_owned());
        self.urls
            .iter()
            .map(|url| Call::new(&method, url.to_string_lossy()))
            .collect()
    }
}

/// Whether an option of curl that says nothing about the call takes the next word for its value.
fn takes_value(option: &str) -> bool {
    const LONG: &str = "header user output user-agent cookie cookie-jar max-time connect-timeout write-out referer cacert \
                        capath cert key proxy retry retry-delay retry-max-time resolve oauth2-bearer config range interface \
                        cert-type key-type pass ciphers connect-to limit-rate max-redirs max-filesize speed-limit speed-time \
                        unix-socket url-query aws-sigv4 proxy-user proxy-header noproxy dump-header stderr trace trace-ascii \
                        output-dir time-cond variable tls-max netrc-file";
    match option.len() {
        1 => "HuoAbcmweExKrCDPQtYyzU".contains(option),
        _ => LONG.split(' ').any(|name| name == option),
    }
}
