//! `cargo xtask sizes`: what a browser downloads.

mod functions;

use std::cmp::Reverse;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Result, anyhow};
use clap::Args;
use fs_err as fs;
use serde_json::{Map, Value};

use crate::app;
use crate::compress;
use crate::files;
use crate::process;
use crate::split::{self, FRAME, Purpose, SHARED};
use crate::tools;
use crate::workspace::Workspace;

/// The sums that this version of the app may reach, in bytes. A commit that makes the app larger changes it, too.
const RECORD: &str = "docs/sizes.json";

/// By how many percent a sum may grow before somebody has to say that it may.
const TOLERANCE: usize = 3;

/// Print how many bytes a browser downloads.
///
/// By Brotli: file by file, until one can sign in, until the users are shown, and in all. Builds the app for release first, if it has changed. Fails if a sum has grown by more than 3 % over docs/sizes.json.
#[derive(Args)]
pub(crate) struct Options {
    /// Write the sums into docs/sizes.json instead of comparing them
    #[arg(long)]
    record: bool,
    /// List the largest crates and functions of each module, too, as they are before compression
    #[arg(long)]
    functions: bool,
}

/// Runs the command.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<ExitCode> {
    let sizes = print(&app::build(workspace, Purpose::Distribution)?)?;
    if options.functions {
        println!("{}", functions::report(&split::named_modules(workspace))?);
    }
    if options.record {
        let text = record(&Sums::of(&sizes))?;
        fs::write(workspace.root.join(RECORD), text)?;
        return Ok(ExitCode::SUCCESS);
    }
    compare(workspace, &sizes)?;
    Ok(ExitCode::SUCCESS)
}

/// Prints the table for the app in a folder, and fails if the app has grown.
pub(crate) fn check(workspace: &Workspace, app: &Path) -> Result<()> {
    compare(workspace, &print(app)?)
}

/// Prints the table for the app in a folder, and gives what it shows.
pub(crate) fn print(app: &Path) -> Result<Vec<Size>> {
    let sizes = measure(app)?;
    println!("\n{}", table(&sizes));
    Ok(sizes)
}

/// A file that a browser downloads.
pub(crate) struct Size {
    file: String,
    raw: usize,
    compressed: usize,
}

impl Size {
    /// What of the app needs it.
    fn stage(&self) -> Stage {
        let name = self.file.rsplit(['/', '\\']).next().unwrap_or(&self.file);
        match name.strip_suffix(".wasm") {
            Some(FRAME) => Stage::UsersPage,
            Some(SHARED) => Stage::AllSections,
            Some(module) if module.starts_with("split_") => Stage::AllSections,
            _ => Stage::FirstVisit,
        }
    }
}

/// How far a person has come when a file is needed for the first time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    /// The form for signing in can be used.
    FirstVisit,
    /// The list of users stands.
    UsersPage,
    /// Every section has been opened.
    AllSections,
}

/// What has been downloaded at the end of each stage, compressed, in bytes.
#[derive(Debug, PartialEq, Eq)]
struct Sums([(&'static str, usize); 3]);

impl Sums {
    fn of(sizes: &[Size]) -> Self {
        let until = |stage| {
            sizes
                .iter()
                .filter(|size| size.stage() <= stage)
                .map(|size| size.compressed)
                .sum()
        };
        Self([
            ("first visit", until(Stage::FirstVisit)),
            ("users page", until(Stage::UsersPage)),
            ("all sections", until(Stage::AllSections)),
        ])
    }

    /// The sums that have grown beyond the tolerance, each with what was recorded.
    fn grown(&self, recorded: &Value) -> Vec<(&'static str, usize, usize)> {
        self.0
            .iter()
            .filter_map(|&(name, sum)| {
                let before = usize::try_from(recorded.get(name)?.as_u64()?).ok()?;
                (sum * 100 > before * (100 + TOLERANCE)).then_some((name, before, sum))
            })
            .collect()
    }
}

/// The text of the record.
fn record(sums: &Sums) -> Result<String> {
    let object: Map<String, Value> = sums
        .0
        .iter()
        .map(|&(name, sum)| (name.to_owned(), sum.into()))
        .collect();
    serde_json::to_string_pretty(&object)
        .map(|text| text + "\n")
        .map_err(|cause| anyhow!("Free some memory and run this again ({cause})."))
}

fn compare(workspace: &Workspace, sizes: &[Size]) -> Result<()> {
    if tools::wasm_opt::ensure(workspace)?.is_none() {
        process::print_note(
            "The sums aren't compared with those of docs/sizes.json, which wasm-opt has made smaller.",
        );
        return Ok(());
    }
    let recorded = fs::read(workspace.root.join(RECORD))?;
    let recorded = serde_json::from_slice(&recorded)
        .map_err(|cause| anyhow!("Correct {RECORD} ({cause}), or restore it from git."))?;
    let grown: Vec<String> = Sums::of(sizes)
        .grown(&recorded)
        .into_iter()
        .map(|(name, before, now)| format!("{name} from {} to {}", kilobytes(before), kilobytes(now)))
        .collect();
    if grown.is_empty() {
        return Ok(());
    }
    Err(anyhow!(
        "Make the app smaller, or run `cargo xtask sizes --record` and commit {RECORD} with the reason: {} has grown by more \
         than {TOLERANCE} %.",
        grown.join(" and ")
    ))
}

/// Measures the files of the app in a folder, largest first.
fn measure(app: &Path) -> Result<Vec<Size>> {
    let mut sizes = Vec::new();
    for file in files::all_under(app)? {
        if file
            .extension()
            .is_some_and(|ending| ending == "br" || ending == "gz")
        {
            continue;
        }
        let content = fs::read(&file)?;
        let raw = content.len();
        let compressed = compressed_size(&file, &content)?;
        let name = file.strip_prefix(app).unwrap_or(&file);
        sizes.push(Size {
            file: name.display().to_string(),
            raw,
            compressed,
        });
    }
    sizes.sort_by_key(|size| (Reverse(size.compressed), size.file.clone()));
    Ok(sizes)
}

/// The size of a file as it is sent: of the compressed copy beside it, where there is one.
fn compressed_size(file: &Path, content: &[u8]) -> Result<usize> {
    if !compress::is_compressible(file) {
        return Ok(content.len());
    }
    match fs::read(compress::copy_of(file, "br")) {
        Ok(copy) => Ok(copy.len()),
        Err(_) => Ok(compress::brotli(content)?.len().min(content.len())),
    }
}

/// The files, and the sums.
fn table(sizes: &[Size]) -> String {
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
    lines.extend(
        Sums::of(sizes)
            .0
            .iter()
            .map(|(name, sum)| format!("{name:width$}  {:>11}", kilobytes(*sum))),
    );
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

    fn sizes() -> Vec<Size> {
        let size = |file: &str, raw, compressed| Size {
            file: file.to_owned(),
            raw,
            compressed,
        };
        vec![
            size("app-0123456789abcdef/nodeum-admin_bg.wasm", 323_000, 105_040),
            size("app-0123456789abcdef/frame.wasm", 200_000, 60_000),
            size("app-0123456789abcdef/split_systems.wasm", 90_000, 30_000),
            size("app-0123456789abcdef/shared.wasm", 9_000, 4_000),
            size("index.html", 2_049, 960),
        ]
    }

    #[test]
    fn the_table_has_the_files_and_the_sums() {
        assert_eq!(
            table(&sizes()),
            "What a browser downloads                        Brotli     unpacked\n\
             app-0123456789abcdef/nodeum-admin_bg.wasm     105.0 kB     323.0 kB\n\
             app-0123456789abcdef/frame.wasm                60.0 kB     200.0 kB\n\
             app-0123456789abcdef/split_systems.wasm        30.0 kB      90.0 kB\n\
             app-0123456789abcdef/shared.wasm                4.0 kB       9.0 kB\n\
             index.html                                      1.0 kB       2.0 kB\n\
             first visit                                   106.0 kB\n\
             users page                                    166.0 kB\n\
             all sections                                  200.0 kB"
        );
    }

    #[test]
    fn a_sum_may_grow_a_little() {
        let sums = Sums::of(&sizes());
        let recorded = |text: &str| serde_json::from_str(text).unwrap();
        assert!(sums.grown(&recorded(&record(&sums).unwrap())).is_empty());
        let close = recorded(r#"{"first visit": 103000, "users page": 170000, "all sections": 195000}"#);
        assert!(sums.grown(&close).is_empty());
        let small = recorded(r#"{"first visit": 102000, "users page": 170000, "all sections": 195000}"#);
        assert_eq!(sums.grown(&small), [("first visit", 102_000, 106_000)]);
    }
}
