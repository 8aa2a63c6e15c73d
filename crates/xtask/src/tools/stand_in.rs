//! What runs as `wasm-opt` where there is none: it drops the names of functions and changes nothing else.
//!
//! Trunk takes the level of optimisation from index.html, and from nowhere else. So that nobody has to edit that
//! file, Trunk finds a copy of this very program under the name `wasm-opt`.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::path::Found;
use crate::failure::{Failure, Outcome};
use crate::files;
use crate::workspace::Workspace;

/// Puts the stand-in where Trunk will find it.
pub(crate) fn ensure(workspace: &Workspace) -> Outcome<Found> {
    let path = workspace
        .target
        .join("tools")
        .join(format!("wasm-opt{}", env::consts::EXE_SUFFIX));
    let this = env::current_exe().map_err(|cause| Failure::file("Finding", &path, &cause))?;
    files::create_parent(&path)?;
    fs::copy(this, &path).map_err(|cause| Failure::file("Writing", &path, &cause))?;
    Ok(Found {
        name: "wasm-opt".to_owned(),
        path,
        version: "stand-in".to_owned(),
    })
}

/// Whether this program was started under the name `wasm-opt`.
pub(crate) fn is_called_as_wasm_opt() -> bool {
    env::args_os().next().is_some_and(|name| {
        Path::new(&name)
            .file_stem()
            .is_some_and(|stem| stem == "wasm-opt")
    })
}

/// Does what Trunk asks of wasm-opt, as far as that goes.
pub(crate) fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    if arguments.iter().any(|argument| argument == "--version") {
        println!("wasm-opt version 0 (stand-in)");
        return ExitCode::SUCCESS;
    }
    match strip_file(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn strip_file(arguments: &[String]) -> Outcome<()> {
    let output = arguments
        .iter()
        .find_map(|argument| argument.strip_prefix("--output="));
    let input = arguments.iter().find(|argument| !argument.starts_with('-'));
    let (Some(input), Some(output)) = (input, output) else {
        return Err(Failure::new(
            "Install wasm-opt: its stand-in doesn't understand how it was called.",
        ));
    };
    let module = files::read(Path::new(input))?;
    let stripped = without_custom_sections(&module)
        .ok_or_else(|| Failure::new("Run this again after `cargo clean`: what was compiled is no module."))?;
    files::write(&PathBuf::from(output), &stripped)
}

/// The module without its custom sections, which hold names and notes for tools.
fn without_custom_sections(module: &[u8]) -> Option<Vec<u8>> {
    const PREAMBLE: usize = 8;
    let (preamble, mut rest) = module.split_at_checked(PREAMBLE)?;
    let mut kept = preamble.to_vec();
    while let Some((&id, after_id)) = rest.split_first() {
        let (length, header) = leb128(after_id)?;
        let (section, next) = rest.split_at_checked(1 + header + length)?;
        if id != 0 {
            kept.extend_from_slice(section);
        }
        rest = next;
    }
    Some(kept)
}

/// An unsigned number of variable length, and how many bytes it took.
fn leb128(bytes: &[u8]) -> Option<(usize, usize)> {
    let mut number = 0_usize;
    for (index, byte) in bytes.iter().enumerate().take(5) {
        number |= usize::from(byte & 0x7f) << (7 * index);
        if byte & 0x80 == 0 {
            return Some((number, index + 1));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn custom_sections_go_and_the_others_stay() {
        let preamble = b"\0asm\x01\0\0\0";
        let custom = [&[0, 0x85, 0x01][..], &[7; 133]].concat();
        let code = [10, 2, 1, 0];
        let module = [&preamble[..], &custom, &code, &custom].concat();
        let expected = [&preamble[..], &code].concat();
        assert_eq!(without_custom_sections(&module), Some(expected));
    }

    #[test]
    fn what_is_cut_short_is_refused() {
        assert_eq!(without_custom_sections(b"\0asm"), None);
        assert_eq!(without_custom_sections(b"\0asm\x01\0\0\0\x0a\x09\x01"), None);
    }
}
