//! The text of a file's bytes. What isn't Unicode doesn't say what it is: the language of the browser suggests an encoding, and
//! the person can choose another one.

use web_sys::TextDecoder;

/// UTF-8, as the Encoding Standard calls it.
pub const UTF_8: &str = "utf-8";

/// The encodings of programs that don't write Unicode, by the names of the Encoding Standard, with what people call them and the
/// languages whose systems use them.
pub const LEGACY: [(&str, &str, &str); 14] = [
    ("windows-1252", "Western European", ""),
    (
        "windows-1250",
        "Central European",
        "bs cs hr hu pl ro sk sl sq sr",
    ),
    ("windows-1251", "Cyrillic", "be bg kk ky mk mn ru tg uk"),
    ("windows-1253", "Greek", "el"),
    ("windows-1254", "Turkish", "az tr"),
    ("windows-1255", "Hebrew", "he"),
    ("windows-1256", "Arabic", "ar fa ur"),
    ("windows-1257", "Baltic", "et lt lv"),
    ("windows-1258", "Vietnamese", "vi"),
    ("shift_jis", "Japanese", "ja"),
    ("gb18030", "Chinese, simplified", "zh"),
    ("big5", "Chinese, traditional", "zh-TW zh-HK zh-Hant"),
    ("euc-kr", "Korean", "ko"),
    ("macintosh", "Western European, of old Macs", ""),
];

/// The encoding of a file, by the name of the Encoding Standard: what its bytes say, or else what the language suggests.
///
/// # Errors
/// Why it is no text, in a sentence.
pub fn recognise(bytes: &[u8], language: &str) -> Result<&'static str, String> {
    const WORKBOOKS: [&[u8]; 2] = [b"PK\x03\x04", b"\xD0\xCF\x11\xE0"];
    if WORKBOOKS.iter().any(|start| bytes.starts_with(start)) {
        let problem = "This is the own file of a spreadsheet program, or an archive. Save it as CSV there, then choose that file.";
        return Err(problem.to_owned());
    }
    match bytes {
        [0xFF, 0xFE, ..] => return Ok("utf-16le"),
        [0xFE, 0xFF, ..] => return Ok("utf-16be"),
        _ => {}
    }
    if let Some(name) = utf_16_without_mark(bytes) {
        return Ok(name);
    }
    if bytes.contains(&0) {
        let problem = "The file is no text: it holds zero bytes, as pictures, archives and programs do.";
        return Err(problem.to_owned());
    }
    if str::from_utf8(bytes).is_ok() {
        return Ok(UTF_8);
    }
    Ok(legacy_of(language))
}

/// UTF-16, if every other byte of much of the beginning is zero, as in all texts of Western letters and their separators.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static str> {
    let pairs = bytes.chunks_exact(2).take(500);
    let count = pairs.len();
    let [first, second] = [0, 1].map(|place| pairs.clone().filter(|pair| pair[place] == 0).count());
    match (first, second) {
        (0, zeros) if zeros * 3 > count => Some("utf-16le"),
        (zeros, 0) if zeros * 3 > count => Some("utf-16be"),
        _ => None,
    }
}

/// What systems in a language use where they don't use Unicode.
fn legacy_of(language: &str) -> &'static str {
    let begins = |tag: &str| {
        let rest = language.get(tag.len()..).unwrap_or_default();
        let start = language.get(..tag.len()).unwrap_or_default();
        start.eq_ignore_ascii_case(tag) && (rest.is_empty() || rest.starts_with('-'))
    };
    let fitting = LEGACY.iter().filter_map(|(name, _, languages)| {
        let tag = languages.split_whitespace().find(|tag| begins(tag))?;
        Some((tag.len(), *name))
    });
    // The longest is that of the country.
    fitting.max().map_or(LEGACY[0].0, |(_, name)| name)
}

/// The text, without a byte order mark. What can't be read is shown as the replacement character.
///
/// # Errors
/// The browser doesn't know the encoding.
pub fn decode(bytes: &[u8], name: &str) -> Result<String, String> {
    let problem = |_| format!("This browser can’t read files in the encoding {name}.");
    let decoder = TextDecoder::new_with_label(name).map_err(problem)?;
    decoder.decode_with_u8_array(bytes).map_err(problem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_many_programs_are_recognised() {
        let utf_16: Vec<u8> = "username\té".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let swapped: Vec<u8> = "username\té".encode_utf16().flat_map(u16::to_be_bytes).collect();
        for (bytes, language, name) in [
            (&b"\xEF\xBB\xBFa"[..], "de", "utf-8"),
            ("né".as_bytes(), "de", "utf-8"),
            (b"", "de", "utf-8"),
            (b"a", "de", "utf-8"),
            (b"\xFF\xFEa\0", "de", "utf-16le"),
            (b"\xFE\xFF\0a", "de", "utf-16be"),
            (&utf_16, "de", "utf-16le"),
            (&swapped, "de", "utf-16be"),
            (b"M\xFCller", "de-AT", "windows-1252"),
            (b"M\xFCller", "", "windows-1252"),
            (b"\xCF\xB8\xF2\xF0", "ru-RU", "windows-1251"),
            (b"\xB9", "PL", "windows-1250"),
            (b"\xB9", "zh-TW", "big5"),
            (b"\xB9", "zh-CN", "gb18030"),
        ] {
            assert_eq!(recognise(bytes, language), Ok(name), "{bytes:?}");
        }
    }

    #[test]
    fn what_is_no_text_is_said_so() {
        for (bytes, word) in [
            (&b"\x89PNG\r\n\x1a\n\0\0"[..], "no text"),
            (b"PK\x03\x04", "Save it as CSV"),
            (b"\xD0\xCF\x11\xE0\xA1", "Save it as CSV"),
        ] {
            assert!(recognise(bytes, "en").unwrap_err().contains(word));
        }
    }
}
