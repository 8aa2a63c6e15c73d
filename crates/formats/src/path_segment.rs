//! One part of an address, between two slashes or behind an equals sign.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Percent-encodes one part of an address.
pub fn encode(part: &str) -> String {
    const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC
        .remove(b'-')
        .remove(b'_')
        .remove(b'.')
        .remove(b'~');
    utf8_percent_encode(part, UNRESERVED).to_string()
}

/// Writes a name of the operating system as one part of a path. It may hold anything (`DOMAIN\user`, `$`, `%`), and a
/// percent sign doesn't do: the router takes one layer of them away when a link is pressed and none on a reload, and
/// browsers make slashes of backslashes. So what isn't plain is written as `~5C`.
pub fn encode_name(name: &str) -> String {
    let encoded = encode(name).replace('~', "%7E").replace('%', "~");
    if name.bytes().all(|byte| byte == b'.') {
        encoded.replace('.', "~2E")
    } else {
        encoded
    }
}

/// Reads what [`encode_name`] has written; what it hasn't is taken as it stands.
pub fn decode_name(part: &str) -> String {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.as_bytes();
    while let Some((first, others)) = rest.split_first() {
        let digits = others.get(..2).filter(|_| *first == b'~');
        let escaped = digits
            .filter(|digits| digits.iter().all(u8::is_ascii_hexdigit))
            .and_then(|digits| u8::from_str_radix(str::from_utf8(digits).ok()?, 16).ok());
        bytes.push(escaped.unwrap_or(*first));
        rest = if escaped.is_some() { &others[2..] } else { others };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_name_is_a_part_of_a_path() {
        for (name, part) in [
            ("www-data", "www-data"),
            ("DOMAIN\\ada", "DOMAIN~5Cada"),
            ("host$", "host~24"),
            ("50%/~", "50~25~2F~7E"),
            ("..", "~2E~2E"),
            ("é x", "~C3~A9~20x"),
        ] {
            assert_eq!(encode_name(name), part);
            assert_eq!(decode_name(part), name);
        }
        for text in ["a~zz~", "~+5", "~é"] {
            assert_eq!(decode_name(text), text);
        }
    }
}
