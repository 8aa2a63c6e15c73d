//! Several modules in one file, so that a section is one request and not one for each combination of sections.
//!
//! The splitter makes a module of its own for every set of sections that share code: five sections can have 26 of them. Those
//! of the frame travel with the frame; all others travel together. A bundle is itself a module, with nothing in it but
//! the others as custom sections: browsers, servers and caches treat it as what it is.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, anyhow};
use serde_json::json;

use super::{FRAME, SHARED};

/// What the loader of sections uses in place of `fetch`: for a module that is a file, and for one in a bundle.
const OPEN: &str = r#"
function fetchModule(file) {
    return fetch(new URL(file, import.meta.url), { integrity: integrity[file] });
}
const bundles = {};
async function fromBundle(file, name) {
    const bundle = (bundles[file] ??= WebAssembly.compileStreaming(fetchModule(file)));
    // A failure isn't remembered: the next one who asks tries again.
    bundle.catch(() => bundles[file] === bundle && delete bundles[file]);
    const [module] = WebAssembly.Module.customSections(await bundle, name);
    return new Response(module, { headers: { "Content-Type": "application/wasm" } });
}
"#;

/// Which modules go into which file, given the modules that each section consists of.
pub(super) fn plan(needs: &BTreeMap<String, Vec<String>>) -> BTreeMap<String, BTreeSet<String>> {
    let own: BTreeSet<String> = needs.keys().map(|section| format!("split_{section}")).collect();
    let frame: BTreeSet<String> = needs.get(FRAME).into_iter().flatten().cloned().collect();
    let shared = needs
        .values()
        .flatten()
        .filter(|module| !own.contains(*module) && !frame.contains(*module))
        .cloned()
        .collect();
    BTreeMap::from([
        (format!("{FRAME}.wasm"), frame),
        (format!("{SHARED}.wasm"), shared),
    ])
    .into_iter()
    .filter(|(_, modules): &(String, BTreeSet<String>)| !modules.is_empty())
    .collect()
}

/// Makes a module that holds others.
pub(super) fn pack(modules: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut bundle = wasm_encoder::Module::new();
    for (name, module) in modules {
        bundle.section(&wasm_encoder::CustomSection {
            name: (*name).into(),
            data: module.into(),
        });
    }
    bundle.finish()
}

/// Makes the loader take modules out of their bundles, and compare each file with what was built.
pub(super) fn load_from(
    loader: &str,
    bundles: &BTreeMap<String, BTreeSet<String>>,
    integrity: &BTreeMap<String, String>,
) -> Result<String> {
    let mut loader = loader.to_owned();
    let mut replace = |module: &str, call: &str| {
        let fetched = format!("fetch(new URL(\"./{module}.wasm\", import.meta.url))");
        if loader.matches(&fetched).count() != 1 {
            return Err(anyhow!(
                "Use the version of wasm_split_cli_support that Cargo.lock had before: this one loads {module} another way."
            ));
        }
        loader = loader.replace(&fetched, call);
        Ok(())
    };
    for (file, modules) in bundles {
        for module in modules {
            replace(module, &format!("fromBundle(\"{file}\", \"{module}\")"))?;
        }
    }
    for file in integrity.keys().filter(|file| !bundles.contains_key(*file)) {
        let module = file.strip_suffix(".wasm").unwrap_or(file);
        replace(module, &format!("fetchModule(\"{file}\")"))?;
    }
    Ok(format!("{loader}const integrity = {};{OPEN}", json!(integrity)))
}

/// A module without its custom sections, which hold names and notes for tools.
pub(super) fn without_custom_sections(module: &[u8]) -> Result<Vec<u8>> {
    let broken =
        |cause| anyhow!("Run `cargo clean` and build again: what was compiled is no module ({cause}).");
    let mut kept = wasm_encoder::Module::new();
    for payload in wasmparser::Parser::new(0).parse_all(module) {
        let payload = payload.map_err(broken)?;
        let section = payload
            .as_section()
            .filter(|(id, _)| *id != wasm_encoder::SectionId::Custom as u8);
        if let Some((id, range)) = section
            && let (Ok(start), Ok(end)) = (usize::try_from(range.start), usize::try_from(range.end))
            && let Some(data) = module.get(start..end)
        {
            kept.section(&wasm_encoder::RawSection { id, data });
        }
    }
    Ok(kept.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn needs() -> BTreeMap<String, Vec<String>> {
        let list = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        BTreeMap::from([
            ("frame".to_owned(), list(&["chunk_1", "split_frame"])),
            ("keys".to_owned(), list(&["chunk_1", "chunk_2", "split_keys"])),
            ("systems".to_owned(), list(&["chunk_2", "split_systems"])),
        ])
    }

    #[test]
    fn what_the_frame_shares_travels_with_it_and_the_rest_together() {
        let plan = plan(&needs());
        let files: Vec<(&str, Vec<&str>)> = plan
            .iter()
            .map(|(file, modules)| (file.as_str(), modules.iter().map(String::as_str).collect()))
            .collect();
        assert_eq!(
            files,
            [
                ("frame.wasm", vec!["chunk_1", "split_frame"]),
                ("shared.wasm", vec!["chunk_2"]),
            ]
        );
    }

    #[test]
    fn the_loader_opens_bundles() {
        let loader = "a(fetch(new URL(\"./chunk_1.wasm\", import.meta.url)));\n\
                      b(fetch(new URL(\"./split_keys.wasm\", import.meta.url)));\n";
        let bundles = BTreeMap::from([("frame.wasm".to_owned(), BTreeSet::from(["chunk_1".to_owned()]))]);
        let integrity =
            ["frame.wasm", "split_keys.wasm"].map(|file| (file.to_owned(), format!("sha384-{file}")));
        let integrity = BTreeMap::from(integrity);
        let changed = load_from(loader, &bundles, &integrity).unwrap();
        assert!(changed.starts_with(
            "a(fromBundle(\"frame.wasm\", \"chunk_1\"));\nb(fetchModule(\"split_keys.wasm\"));\n\
             const integrity = {\"frame.wasm\":\"sha384-frame.wasm\",\"split_keys.wasm\":\"sha384-split_keys.wasm\"};"
        ));
        assert!(load_from("nothing", &bundles, &integrity).is_err());
    }

    #[test]
    fn a_bundle_is_a_module_and_holds_the_others() {
        let bundle = pack(&[("chunk_1", b"one".to_vec()), ("split_frame", vec![7; 300])]);
        let held: Vec<(String, Vec<u8>)> = wasmparser::Parser::new(0)
            .parse_all(&bundle)
            .filter_map(|payload| match payload.unwrap() {
                wasmparser::Payload::CustomSection(section) => {
                    Some((section.name().to_owned(), section.data().to_vec()))
                }
                _ => None,
            })
            .collect();
        assert_eq!(
            held,
            [
                ("chunk_1".to_owned(), b"one".to_vec()),
                ("split_frame".to_owned(), vec![7; 300])
            ]
        );
        assert_eq!(without_custom_sections(&bundle).unwrap(), b"\0asm\x01\0\0\0");
        assert!(without_custom_sections(b"\0asm\x01\0\0\0\x0a\x09\x01").is_err());
    }
}
