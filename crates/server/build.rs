//! With the feature `embedded-app`: lists the files of the console for the binary to hold.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// The folder with the console's files.
const APP_DIR: &str = "NODEUM_ADMIN_APP_DIR";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    if env::var_os("CARGO_FEATURE_EMBEDDED_APP").is_none() {
        return Ok(());
    }
    println!("cargo::rerun-if-env-changed={APP_DIR}");
    let folder = env::var_os(APP_DIR).ok_or_else(|| {
        format!("the feature embedded-app puts the console into the server: name its folder with {APP_DIR}")
    })?;
    let folder = PathBuf::from(folder)
        .canonicalize()
        .map_err(|error| format!("{APP_DIR} names no folder: {error}"))?;
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files = Vec::new();
    collect(&folder, &folder, &mut files)?;
    files.sort();
    if !files.iter().any(|(name, _)| name == "index.html") {
        return Err(format!(
            "{} holds no index.html: build the console first",
            folder.display()
        )
        .into());
    }
    let mut source = String::from("pub(super) static FILES: &[(&str, &[u8])] = &[\n");
    for (name, path) in files {
        writeln!(source, "    ({name:?}, include_bytes!({path:?})),")?;
    }
    source.push_str("];\n");
    let target = Path::new(&env::var_os("OUT_DIR").ok_or("no OUT_DIR")?).join("app_files.rs");
    fs::write(target, source)?;
    Ok(())
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<(String, PathBuf)>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(root, &path, files)?;
            continue;
        }
        let name = path
            .strip_prefix(root)?
            .to_str()
            .ok_or("a file's name isn't UTF-8")?
            .replace('\\', "/");
        if !name.starts_with('.') {
            files.push((name, path));
        }
    }
    Ok(())
}
