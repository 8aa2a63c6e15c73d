//! `cargo xtask sizes`: what a browser downloads.

use std::path::Path;
use std::process::ExitCode;

use clap::Args;

use crate::app;
use crate::compress;
use crate::failure::Outcome;
use crate::files;
use crate::workspace::Workspace;

/// Print the size of what a browser downloads, Brotli, file by file and in total.
///
/// Builds the app for release first, if it has changed.
#[derive(Args)]
pub(crate) struct Options {}

/// Runs the command.
pub(crate) fn run(workspace: &Workspace, _options: &Options) -> Outcome<ExitCode> {
    let app = app::build(workspace)?;
    print(&app)?;
    Ok(ExitCode::SUCCESS)
}

/// One line of the table.
struct Size {
    file: String,
    raw: usize,
    compressed: usize,
}

/// Prints the table for the app in a folder.
pub(crate) fn print(app: &Path) -> Outcome<()> {
    let mut sizes = Vec::new();
    for file in files::all_under(app)? {
        if file
            .extension()
            .is_some_and(|ending| ending == "br" || ending == "gz")
        {
            continue;
        }
        let content = files::read(&file)?;
        let raw = content.len();
        let compressed = compressed_size(&file, &content)?;
        let name = file.strip_prefix(app).unwrap_or(&file);
        sizes.push(Size {
            file: name.display().to_string(),
            raw,
            compressed,
        });
    }
    println!("\n{}", table(&mut sizes));
    Ok(())
}

/// The size of a file as it is sent: of the compressed copy beside it, where there is one.
fn compressed_size(file: &Path, content: &[u8]) -> Outcome<usize> {
    if !compress::is_compressible(file) {
        return Ok(content.len());
    }
    match files::read(&compress::copy_of(file, "br")) {
        Ok(copy) => Ok(copy.len()),
        Err(_) => Ok(compress::brotli(content)?.len().min(content.len())),
    }
}

/// The table, largest file first.
fn table(sizes: &mut Vec<Size>) -> String {
    sizes.sort_by(|one, other| {
        other
            .compressed
            .cmp(&one.compressed)
            .then_with(|| one.file.cmp(&other.file))
    });
    sizes.push(Size {
        file: "total".to_owned(),
        raw: sizes.iter().map(|size| size.raw).sum(),
        compressed: sizes.iter().map(|size| size.compressed).sum(),
    });
    let width = sizes.iter().map(|size| size.file.len()).max().unwrap_or_default();
    let mut lines = vec![format!(
        "{:width$}  {:>11}  {:>11}",
        "What a browser downloads", "Brotli", "unpacked"
    )];
    lines.extend(sizes.iter().map(|size| {
        format!(
            "{:width$}  {:>11}  {:>11}",
            size.file,
            kilobytes(size.compressed),
            kilobytes(size.raw)
        )
    }));
    lines.join("\n")
}

/// Kilobytes of 1,000 bytes, to a tenth, without a detour over floating point.
fn kilobytes(bytes: usize) -> String {
    let tenths = (bytes + 50) / 100;
    format!("{}.{} kB", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_summed() {
        let size = |file: &str, raw, compressed| Size {
            file: file.to_owned(),
            raw,
            compressed,
        };
        let mut sizes = vec![
            size("index.html", 2_049, 960),
            size("nodeum-admin-0123456789abcdef_bg.wasm", 323_000, 105_040),
        ];
        assert_eq!(
            table(&mut sizes),
            "What a browser downloads                    Brotli     unpacked\n\
             nodeum-admin-0123456789abcdef_bg.wasm     105.0 kB     323.0 kB\n\
             index.html                                  1.0 kB       2.0 kB\n\
             total                                     106.0 kB     325.0 kB"
        );
    }
}
