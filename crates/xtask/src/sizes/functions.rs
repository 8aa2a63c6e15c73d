//! Which crates and functions a module is made of, by the names that the optimiser kept beside it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Result, anyhow};
use fs_err as fs;
use wasmparser::{KnownCustom, Name, Parser, Payload};

use crate::files;

/// How many crates and functions of each module are told.
const SHOWN: usize = 10;

/// The largest crates and functions of each module of a folder, in bytes before compression.
pub(super) fn report(folder: &Path) -> Result<String> {
    let mut report = String::new();
    for file in files::all_under(folder)? {
        let functions = functions(&fs::read(&file)?)
            .map_err(|cause| anyhow!("Remove {} and build again ({cause}).", folder.display()))?;
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        let whole: usize = functions.iter().map(|(_, size)| size).sum();
        writeln!(report, "\n{name}: {whole} bytes of code")?;
        let mut crates = BTreeMap::<String, usize>::new();
        for (function, size) in &functions {
            *crates.entry(crate_of(function)).or_default() += size;
        }
        for list in [crates.into_iter().collect(), functions] {
            for (name, size) in largest(list) {
                let share = size * 100 / whole.max(1);
                writeln!(report, "{size:9} {share:3} %  {}", shortened(&name))?;
            }
            report.push('\n');
        }
    }
    Ok(report)
}

fn largest(mut list: Vec<(String, usize)>) -> impl Iterator<Item = (String, usize)> {
    list.sort_by_key(|(_, size)| std::cmp::Reverse(*size));
    list.into_iter().take(SHOWN)
}

/// The names of the functions of a module, and how long their code is.
fn functions(module: &[u8]) -> wasmparser::Result<Vec<(String, usize)>> {
    let (mut imported, mut sizes, mut names) = (0_u32, Vec::new(), BTreeMap::new());
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    imported += u32::from(matches!(import?.ty, wasmparser::TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => sizes.push(body.as_bytes().len()),
            Payload::CustomSection(section) => {
                if let KnownCustom::Name(reader) = section.as_known() {
                    for part in reader {
                        if let Name::Function(map) = part? {
                            for naming in map {
                                let naming = naming?;
                                let name = format!("{:#}", rustc_demangle::demangle(naming.name));
                                names.insert(naming.index, name);
                            }
                        }
                    }
                }
            }
            _ => {}
        }
    }
    let unnamed = || "(without a name)".to_owned();
    Ok((imported..)
        .zip(sizes)
        .map(|(index, size)| (names.remove(&index).unwrap_or_else(unnamed), size))
        .collect())
}

/// The crate that a function is of: that of the type, if it is a trait's for that type.
fn crate_of(function: &str) -> String {
    let start = function.trim_start_matches(['<', '&', '*', '(', '[']);
    let start = start.strip_prefix("dyn ").unwrap_or(start);
    let end = start.find(|c: char| !c.is_alphanumeric() && c != '_');
    start
        .get(..end.unwrap_or(start.len()))
        .unwrap_or_default()
        .to_owned()
}

/// Names of generic functions can fill pages.
fn shortened(name: &str) -> String {
    const MOST: usize = 120;
    if name.chars().count() <= MOST {
        return name.to_owned();
    }
    name.chars().take(MOST).chain("…".chars()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_is_of_the_crate_that_its_name_begins_with() {
        for (function, name) in [
            ("leptos::mount::mount_to_body", "leptos"),
            ("<ui::forms::Field as core::fmt::Debug>::fmt", "ui"),
            ("<&dyn tachys::view::Render>::build", "tachys"),
            ("memcpy", "memcpy"),
        ] {
            assert_eq!(crate_of(function), name);
        }
    }

    #[test]
    fn functions_are_found_with_their_names_and_sizes() {
        let mut types = wasm_encoder::TypeSection::new();
        types.ty().function([], []);
        let mut imports = wasm_encoder::ImportSection::new();
        imports.import("x", "imported", wasm_encoder::EntityType::Function(0));
        let mut own = wasm_encoder::FunctionSection::new();
        own.function(0);
        let mut code = wasm_encoder::CodeSection::new();
        let mut body = wasm_encoder::Function::new([]);
        body.instructions().nop().nop().end();
        code.function(&body);
        let mut map = wasm_encoder::NameMap::new();
        map.append(1, "_ZN2ui5table4sort17h0123456789abcdefE");
        let mut names = wasm_encoder::NameSection::new();
        names.functions(&map);
        let mut module = wasm_encoder::Module::new();
        module
            .section(&types)
            .section(&imports)
            .section(&own)
            .section(&code)
            .section(&names);
        assert_eq!(
            functions(&module.finish()).unwrap(),
            [("ui::table::sort".to_owned(), 4)]
        );
    }
}
