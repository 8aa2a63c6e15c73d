//! What a program needs to use a new key: a file for its environment, and first commands.

/// The ways to call, each with its name.
pub const LANGUAGES: [&str; 3] = ["curl", "Python", "JavaScript"];

/// A file that sets the variables that the commands read.
pub fn env_file(name: &str, origin: &str, secret: &str) -> String {
    format!(
        "# Nodeum API key: {name}\nNODEUM_URL={}\nNODEUM_API_KEY={}\n",
        quoted(origin),
        quoted(secret)
    )
}

/// The name of that file: `grafana-monitoring.env`.
pub fn env_file_name(name: &str) -> String {
    let mut plain = String::new();
    for c in name.chars() {
        if c.is_ascii_alphanumeric() {
            plain.push(c.to_ascii_lowercase());
        } else if !plain.is_empty() && !plain.ends_with('-') {
            plain.push('-');
        }
    }
    let plain = plain.trim_end_matches('-');
    format!("{}.env", if plain.is_empty() { "nodeum" } else { plain })
}

/// A command in the language with that number. The first one sets the variable that all read.
pub fn command(language: usize, url: &str, secret: &str) -> String {
    match language {
        0 => format!(
            "export NODEUM_API_KEY={}\ncurl -H \"Authorization: Bearer $NODEUM_API_KEY\" {}",
            quoted(secret),
            quoted(url)
        ),
        1 => format!(
            "import json, os, urllib.request\n\nrequest = urllib.request.Request(\n    {},\n    headers={{\"Authorization\": \"Bearer \" + \
             os.environ[\"NODEUM_API_KEY\"]}},\n)\nprint(json.load(urllib.request.urlopen(request)))",
            literal(url)
        ),
        _ => format!(
            "const answer = await fetch({}, {{\n  headers: {{ Authorization: `Bearer ${{process.env.NODEUM_API_KEY}}` }},\n}});\n\
             console.log(answer.status, await answer.json());",
            literal(url)
        ),
    }
}

/// A word of a shell, whatever is in it.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

/// A text between quotes, as Python and JavaScript write it.
fn literal(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_named_after_the_key() {
        assert_eq!(env_file_name("Grafana (monitoring)"), "grafana-monitoring.env");
        assert_eq!(env_file_name("пётр/../x"), "x.env");
        assert_eq!(env_file_name("🦀"), "nodeum.env");
    }

    #[test]
    fn a_shell_takes_every_key() {
        assert_eq!(
            env_file("a", "https://n", "b'c"),
            "# Nodeum API key: a\nNODEUM_URL='https://n'\nNODEUM_API_KEY='b'\\''c'\n"
        );
    }

    #[test]
    fn commands_name_the_server_and_only_the_first_the_secret() {
        for language in 0..LANGUAGES.len() {
            let text = command(language, "https://n/x", "s3cret");
            assert!(text.contains("https://n/x") && text.contains("NODEUM_API_KEY"));
            assert_eq!(text.contains("s3cret"), language == 0);
        }
    }
}
