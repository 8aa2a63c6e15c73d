//! `cargo xtask bench`: how fast the console and the server are.

mod api;
mod interactions;

use std::path::PathBuf;
use std::process::{Command, ExitCode};

use anyhow::{Result, anyhow};
use clap::{Args, Subcommand};
use fs_err as fs;

use crate::app;
use crate::compress;
use crate::files;
use crate::process;
use crate::server::{self, Profile};
use crate::split::Purpose;
use crate::test::{chromium, node};
use crate::workspace::Workspace;

/// Where what was measured is written down.
const DOCUMENT: &str = "docs/benchmarks.md";

/// A part of the document that is measured.
#[derive(Clone, Copy)]
enum Document {
    Ui,
    Load,
    Interactions,
    Api,
}

impl Document {
    /// What the part has around it.
    fn markers(self) -> [String; 2] {
        let name = match self {
            Self::Ui => "",
            Self::Load => "load ",
            Self::Interactions => "interactions ",
            Self::Api => "api ",
        };
        [
            format!("<!-- {name}measured: begin -->\n"),
            format!("<!-- {name}measured: end -->"),
        ]
    }

    /// Writes down what was measured.
    fn record(self, workspace: &Workspace, measured: &str) -> Result<()> {
        let path = workspace.root.join(DOCUMENT);
        let document = fs::read_to_string(&path)?;
        let document = self.with_measured(&document, measured).ok_or_else(|| {
            anyhow!(
                "Restore {DOCUMENT} from git: it has no place for what was measured, which is shown above."
            )
        })?;
        Ok(fs::write(&path, document)?)
    }

    /// The document with other figures in it; nothing if it has no place for them.
    fn with_measured(self, document: &str, measured: &str) -> Option<String> {
        let [begin, end] = self.markers();
        let (before, rest) = document.split_once(&begin)?;
        let (_, after) = rest.split_once(&end)?;
        Some(format!("{before}{begin}\n{measured}\n{end}{after}"))
    }
}

/// The numbers of users that the document has.
const SIZES: [u32; 4] = [1_000, 10_000, 100_000, 1_000_000];

/// Measure how fast the console and the server are.
#[derive(Args)]
pub(crate) struct Options {
    #[command(subcommand)]
    subject: Subject,
}

#[derive(Subcommand)]
enum Subject {
    Ui(UiOptions),
    Load(LoadOptions),
    Interactions(InteractionsOptions),
    Api(api::ApiOptions),
}

/// Measure the list of users in Chromium: first row, keystroke, sorting, memory, nodes.
///
/// Up to 100,000 users, the server runs with --strict, so that the page does the work; with more, it is the server that
/// searches and sorts. Everything takes about half an hour on a quiet machine, which it should be. With `--users 1000
/// --repetitions 1` it takes less than a minute once all is built.
#[derive(Args)]
struct UiOptions {
    /// How many users the server has; may be repeated [default: 1000, 10000, 100000 and 1000000]
    #[arg(long, value_name = "N", value_delimiter = ',', value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    users: Vec<u32>,
    /// How often each page is loaded, and everything done in it
    #[arg(long, value_name = "N", default_value = "5", value_parser = clap::value_parser!(u32).range(1..=100))]
    repetitions: u32,
    /// Write what was measured into docs/benchmarks.md
    #[arg(long, conflicts_with = "users")]
    record: bool,
}

/// Measure in Chromium how soon one can sign in and sees the users, beside other consoles.
///
/// One page after the other in each round, each in a browser of its own: on this machine, and as if over 1.6 Mbit/s with 150 ms and a
/// processor that is 4 times slower.
#[derive(Args)]
struct LoadOptions {
    /// Another console: its name, and the folder of its files or its address; may be repeated. The first is what ratios are to
    #[arg(long, value_name = "NAME=PLACE")]
    other: Vec<String>,
    /// How often each page is loaded
    #[arg(long, value_name = "N", default_value = "7", value_parser = clap::value_parser!(u32).range(1..=100))]
    repetitions: u32,
    /// Write what was measured into docs/benchmarks.md
    #[arg(long)]
    record: bool,
}

/// Measure how long the browser takes to paint after each click and key of all browser tests.
///
/// The tests run one after the other, in about a quarter of an hour on a quiet machine, which it should be.
#[derive(Args)]
struct InteractionsOptions {
    /// Write what was measured into docs/benchmarks.md
    #[arg(long)]
    record: bool,
}

/// Runs the command.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<ExitCode> {
    match &options.subject {
        Subject::Ui(options) => measure_ui(workspace, options)?,
        Subject::Load(options) => measure_load(workspace, options)?,
        Subject::Interactions(options) => interactions::run(workspace, options.record)?,
        Subject::Api(options) => api::run(workspace, options)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn measure_ui(workspace: &Workspace, options: &UiOptions) -> Result<()> {
    let sizes = if options.users.is_empty() {
        &SIZES[..]
    } else {
        &options.users
    };
    let sizes: Vec<String> = sizes.iter().map(u32::to_string).collect();
    let more = [("NODEUM_BENCH_USERS", sizes.join(","))];
    let measured = measure_in_browser(workspace, "ui", options.repetitions, more)?;
    if options.record {
        Document::Ui.record(workspace, &measured)?;
    }
    Ok(())
}

fn measure_load(workspace: &Workspace, options: &LoadOptions) -> Result<()> {
    let mut others = Vec::new();
    for other in &options.other {
        let (name, place) = other.split_once('=').ok_or_else(|| {
            anyhow!("Give --other a name and a place, such as PocketBase=pocketbase/ui/dist.")
        })?;
        let place = if place.starts_with("http") {
            place.to_owned()
        } else {
            // Playwright runs in another folder.
            let folder = std::path::absolute(place)?;
            if !folder.join("index.html").is_file() {
                return Err(anyhow!("Name a folder with an index.html: {place} has none."));
            }
            folder.display().to_string()
        };
        others.push(format!("{name}={place}"));
    }
    let more = [("NODEUM_BENCH_OTHERS", others.join("\n"))];
    let measured = measure_in_browser(workspace, "load", options.repetitions, more)?;
    if options.record {
        Document::Load.record(workspace, &measured)?;
    }
    Ok(())
}

/// When, of what and on how much it is measured.
fn circumstances(workspace: &Workspace) -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!(
        "on {} at commit {}, on {cores} cores",
        time::UtcDateTime::now().date(),
        workspace.commit()
    )
}

/// Runs a benchmark in Chromium, shows what it measured and gives that.
fn measure_in_browser(
    workspace: &Workspace,
    name: &str,
    repetitions: u32,
    more: [(&str, String); 1],
) -> Result<String> {
    let (mut command, app) = playwright(workspace)?;
    // What is loaded is measured as it is shipped.
    let shipped = workspace.target.join("benchmark-app");
    files::mirror(&app, &shipped)?;
    compress::precompress(&shipped)?;
    let report = workspace.target.join("benchmark.md");
    files::remove_file(&report)?;
    command
        .args(["test", "--config", "bench/playwright.config.ts"])
        .arg(format!("{name}.bench.ts"))
        .env("NODEUM_TEST_APP", shipped)
        .env("NODEUM_BENCH_REPETITIONS", repetitions.to_string())
        .env("NODEUM_BENCH_COMMIT", workspace.commit())
        .env("NODEUM_BENCH_REPORT", &report)
        .envs(more);
    process::step(
        "Measuring",
        &mut command,
        "Nothing was measured: see what Playwright says above.",
    )?;
    let measured = fs::read_to_string(&report)?;
    println!("\n{measured}");
    Ok(measured)
}

/// Playwright's program, with a Chromium, and with console and server for release; and the folder of that console.
fn playwright(workspace: &Workspace) -> Result<(Command, PathBuf)> {
    // First what is quick to miss.
    let mut command = node::program(workspace, "playwright")?;
    let chromium = chromium::ensure(workspace)?;
    let app = app::build(workspace, Purpose::Distribution)?;
    let server = server::build(workspace, Profile::Release)?;
    command
        .env("NODEUM_TEST_SERVER", server)
        .env("NODEUM_TEST_APP", &app);
    chromium.apply(&mut command);
    Ok((command, app))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn new_figures_take_the_place_of_the_old_ones() {
        let [begin, end] = Document::Ui.markers();
        let document = format!("# Text\n{begin}old\n{end}\nMore\n");
        let replaced = Document::Ui.with_measured(&document, "new\n").unwrap();
        assert_eq!(replaced, format!("# Text\n{begin}\nnew\n\n{end}\nMore\n"));
        let again = Document::Ui.with_measured(&replaced, "new\n");
        assert_eq!(again.as_deref(), Some(&*replaced));
        assert_eq!(Document::Ui.with_measured("# Text\n", "new\n"), None);
    }

    #[test]
    fn the_document_has_a_place_for_them() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(DOCUMENT);
        let document = String::from_utf8(fs::read(&path).unwrap()).unwrap();
        for part in [
            Document::Ui,
            Document::Load,
            Document::Interactions,
            Document::Api,
        ] {
            assert!(part.with_measured(&document, "").is_some());
        }
    }
}
