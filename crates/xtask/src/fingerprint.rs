//! What a result was made from, in one word: two equal fingerprints mean that there is nothing to do.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::Result;
use fs_err as fs;

use crate::files;

/// The fingerprint of the content of files and folders, and of whatever else went into the result.
pub(crate) fn of_content(root: &Path, inputs: &[&str], environment: &[String]) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    for input in inputs {
        for file in files::all_under(&root.join(input))? {
            // Relative, so that a clone elsewhere with the same content has the same fingerprint.
            file.strip_prefix(root).unwrap_or(&file).hash(&mut hasher);
            fs::read(&file)?.hash(&mut hasher);
        }
    }
    environment.hash(&mut hasher);
    Ok(format!("{:016x}", hasher.finish()))
}

/// When each file under these folders was changed last: cheap enough to ask for twice a second.
pub(crate) fn of_times(root: &Path, inputs: &[&str]) -> Vec<(PathBuf, Option<SystemTime>)> {
    inputs
        .iter()
        // A file that vanishes while it is being looked at shows in the next look.
        .flat_map(|input| files::all_under(&root.join(input)).unwrap_or_default())
        .map(|file| {
            let changed = file.metadata().and_then(|metadata| metadata.modified()).ok();
            (file, changed)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_names_and_environment_count_and_the_place_does_not() {
        let folder = std::env::temp_dir().join(format!("nodeum-xtask-fingerprint-{}", std::process::id()));
        let (one, other) = (folder.join("one"), folder.join("other"));
        for root in [&one, &other] {
            fs::create_dir_all(root.join("src/deep")).unwrap();
            fs::write(root.join("src/deep/a.rs"), "a").unwrap();
        }
        let inputs = ["src", "missing.toml"];
        let first = of_content(&one, &inputs, &[]).unwrap();
        assert_eq!(first, of_content(&other, &inputs, &[]).unwrap());
        assert_ne!(
            first,
            of_content(&one, &inputs, &["wasm-opt 132".to_owned()]).unwrap()
        );
        fs::write(other.join("src/deep/a.rs"), "b").unwrap();
        assert_ne!(first, of_content(&other, &inputs, &[]).unwrap());
        fs::rename(one.join("src/deep/a.rs"), one.join("src/deep/b.rs")).unwrap();
        assert_ne!(first, of_content(&one, &inputs, &[]).unwrap());
        fs::remove_dir_all(folder).unwrap();
    }
}
