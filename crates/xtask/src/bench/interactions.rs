//! `cargo xtask bench interactions`: from what a person does to the next paint, over all browser tests.

use anyhow::{Result, anyhow};
use fs_err as fs;

use super::{Document, circumstances, playwright};
use crate::files;
use crate::process;
use crate::workspace::Workspace;

/// The shares of the interactions whose limits are told.
const SHARES: [u32; 4] = [50, 75, 95, 99];

/// Measures, shows and, if asked to, records.
pub(super) fn run(workspace: &Workspace, record: bool) -> Result<()> {
    let (mut command, _) = playwright(workspace)?;
    let noted = workspace.target.join("interactions.txt");
    files::remove_file(&noted)?;
    command
        .args(["test", "--project", "bundled", "--workers", "1"])
        .env("NODEUM_BENCH_INTERACTIONS", &noted);
    process::step(
        "Measuring",
        &mut command,
        "A test failed, so not everything was measured: see what Playwright says above.",
    )?;
    let noted = String::from_utf8_lossy(&fs::read(&noted)?).into_owned();
    let mut durations: Vec<u32> = noted.lines().filter_map(|line| line.parse().ok()).collect();
    durations.sort_unstable();
    if durations.is_empty() {
        return Err(anyhow!(
            "Look into tests/browser/harness/interactions.ts: no interaction was noted."
        ));
    }
    let figures = SHARES.map(|share| format!("{} ms at {share} %", percentile(&durations, share)));
    let measured = format!(
        "Measured {}: {} interactions of all browser tests, one test after the other: {}, {} ms at most.",
        circumstances(workspace),
        durations.len(),
        figures.join(", "),
        percentile(&durations, 100),
    );
    println!("\n{measured}");
    if record {
        Document::Interactions.record(workspace, &measured)?;
    }
    Ok(())
}

/// What so many percent of the sorted values don't exceed.
fn percentile(sorted: &[u32], share: u32) -> u32 {
    let place = (sorted.len() * share as usize).div_ceil(100);
    sorted.get(place.saturating_sub(1)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::percentile;

    #[test]
    fn a_percentile_is_one_of_the_values() {
        let hundred: Vec<u32> = (1..=100).collect();
        assert_eq!(
            [1, 50, 95, 100].map(|share| percentile(&hundred, share)),
            [1, 50, 95, 100]
        );
        assert_eq!([50, 95].map(|share| percentile(&[16, 24, 80], share)), [24, 80]);
    }
}
