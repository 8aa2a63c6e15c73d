//! `.env`: a line `KEY=value` for each key, whose name stands for it.

use super::row::Row;
use crate::dotenv::{self, Variable, key_of, name_of};

/// Writes a line for each key.
pub(super) fn write(entries: &[(&str, &str)]) -> String {
    let line = |(key, value): &(&str, &str)| format!("{}={}\n", name_of(key), dotenv::write(value));
    entries.iter().map(line).collect()
}

/// Reads the rows.
pub(super) fn read(text: &str) -> Vec<Row> {
    let row = |variable: Variable| Row {
        line: variable.line,
        key: key_of(&variable.name),
        value: variable.value,
        problem: variable.problem.map(ToOwned::to_owned),
    };
    dotenv::read(text).into_iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::process::Command;

    use super::*;
    use crate::entries::tests::{HARD, VALUES};

    /// What a program prints that is told of the file. Nothing where there is no such program: these tests need nothing but Rust,
    /// and those of the browser, which CI runs too, need Node.
    fn run(program: &str, arguments: &[&str], path: &std::path::Path) -> Option<Vec<u8>> {
        let output = match Command::new(program).args(arguments).arg(path).output() {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return None,
            output => output.unwrap(),
        };
        let problem = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{program}: {problem}");
        Some(output.stdout)
    }

    #[test]
    fn bash_node_and_python_read_what_is_written() {
        let values = HARD.split(' ').chain(VALUES.split('|')).chain([
            "ka$$e-7",
            "C:\\new\\table",
            "two\nlines",
            "a `b` c",
            "it's",
            "say \"it\"",
            "~/x",
            "$HOME",
            "!x",
            "a\\b",
            "\u{1}",
        ]);
        let values: Vec<&str> = values.filter(|value| dotenv::is_portable(value)).collect();
        assert!(values.len() > 50);
        let keys: Vec<String> = (0..values.len()).map(|number| format!("v{number}")).collect();
        let entries: Vec<(&str, &str)> = keys.iter().map(String::as_str).zip(values).collect();
        let folder = std::env::temp_dir().join(format!("nodeum-env-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join("written.env");
        std::fs::write(&path, write(&entries)).unwrap();
        let json = |printed: Vec<u8>| serde_json::from_slice::<BTreeMap<String, String>>(&printed).unwrap();
        let variables = |printed: Vec<u8>| {
            let printed = String::from_utf8(printed).unwrap();
            let pairs = printed.split('\0').filter_map(|pair| pair.split_once('='));
            pairs
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect()
        };
        let parse = "console.log(JSON.stringify(util.parseEnv(fs.readFileSync(process.argv[1], 'utf8'))))";
        let print = "import dotenv, json, sys; print(json.dumps(dotenv.dotenv_values(sys.argv[1])))";
        // `cargo xtask test` sets it where there is a Python, and installs python-dotenv for it.
        let python = std::env::var("NODEUM_TEST_PYTHON").ok();
        let readers = [
            (
                "bash",
                run("bash", &["-c", "set -a; . \"$0\"; env -0"], &path).map(variables),
            ),
            ("Node.js", run("node", &["-e", parse], &path).map(json)),
            (
                "python-dotenv",
                python
                    .and_then(|python| run(&python, &["-c", print], &path))
                    .map(json),
            ),
        ];
        std::fs::remove_dir_all(&folder).unwrap();
        for (reader, read) in readers {
            let Some(read) = read else {
                eprintln!("there is no {reader} here");
                continue;
            };
            for (key, value) in &entries {
                assert_eq!(read.get(*key).map(String::as_str), Some(*value), "{reader}");
            }
        }
    }
}
