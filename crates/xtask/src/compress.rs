//! Compression, as a web server sends it.

use std::io::{Result, Write};
use std::path::{Path, PathBuf};

use fs_err as fs;
use rayon::prelude::*;

use crate::files;

/// Kinds of files that get smaller; pictures and fonts already are.
const COMPRESSIBLE: &str = "html js css wasm json svg txt map webmanifest";

/// Edited where the app is hosted. A compressed copy from here would go on being served instead.
const EDITED_BY_HAND: &str = "config.json";

/// Whether a file is worth compressing on the way to the browser.
pub(crate) fn is_compressible(file: &Path) -> bool {
    file.extension()
        .and_then(|ending| ending.to_str())
        .is_some_and(|ending| COMPRESSIBLE.split(' ').any(|one| one == ending))
}

/// Brotli at its best quality.
pub(crate) fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: content.len(),
        ..Default::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &content[..], &mut compressed, &parameters)?;
    Ok(compressed)
}

fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(content)?;
    encoder.finish()
}

/// Puts a `.br` and a `.gz` beside every file of a folder that gets smaller by it.
pub(crate) fn precompress(folder: &Path) -> Result<()> {
    files::all_under(folder)?
        .par_iter()
        .filter(|file| is_compressible(file) && file.file_name().is_none_or(|name| name != EDITED_BY_HAND))
        .try_for_each(|file| precompress_file(file))
}

/// The path of a compressed copy of a file.
pub(crate) fn copy_of(file: &Path, ending: &str) -> PathBuf {
    file.with_added_extension(ending)
}

/// Puts the compressed copies beside one file, replacing older ones.
pub(crate) fn precompress_file(file: &Path) -> Result<()> {
    let content = fs::read(file)?;
    for (ending, compressed) in [("br", brotli(&content)?), ("gz", gzip(&content)?)] {
        let copy = copy_of(file, ending);
        if compressed.len() < content.len() {
            fs::write(&copy, compressed)?;
        } else {
            files::remove_file(&copy)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn compressed_copies_stand_beside_what_gets_smaller() {
        let folder = std::env::temp_dir().join(format!("nodeum-xtask-compress-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let text = "console ".repeat(500);
        for (name, content) in [
            ("a.js", text.as_str()),
            ("tiny.css", "a{}"),
            ("config.json", &text),
            ("b.png", &text),
        ] {
            fs::write(folder.join(name), content).unwrap();
        }
        precompress(&folder).unwrap();
        let names: Vec<String> = files::all_under(&folder)
            .unwrap()
            .iter()
            .map(|file| file.file_name().unwrap().to_string_lossy().into_owned())
            .collect();
        assert_eq!(
            names,
            ["a.js", "a.js.br", "a.js.gz", "b.png", "config.json", "tiny.css"]
        );

        let mut unpacked = String::new();
        let compressed = fs::read(folder.join("a.js.gz")).unwrap();
        flate2::read::GzDecoder::new(&compressed[..])
            .read_to_string(&mut unpacked)
            .unwrap();
        assert_eq!(unpacked, text);
        let mut unpacked = Vec::new();
        let compressed = fs::read(folder.join("a.js.br")).unwrap();
        brotli::BrotliDecompress(&mut &compressed[..], &mut unpacked).unwrap();
        assert_eq!(unpacked, text.as_bytes());
        fs::remove_dir_all(folder).unwrap();
    }
}
