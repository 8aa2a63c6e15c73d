//! What a program needs to use a new key: a file for its environment, and first commands.

/// A language of commands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// A shell, with curl.
    Curl,
    /// Python, with its standard library.
    Python,
    /// JavaScript, with `fetch`.
    JavaScript,
}

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
    let words: Vec<&str> = name
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    match &*words {
        [] => "nodeum.env".to_owned(),
        words => format!("{}.env", words.join("-").to_ascii_lowercase()),
    }
}

impl Language {
    /// All languages.
    pub const ALL: [Self; 3] = [Self::Curl, Self::Python, Self::JavaScript];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Curl => "curl",
            Self::Python => "Python",
            Self::JavaScript => "JavaScript",
        }
    }

    /// A command that fetches the URL. The one for a shell sets the variable that all of them read.
    pub fn command(self, url: &str, secret: &str) -> String {
        match self {
            Self::Curl => format!(
                "export NODEUM_API_KEY={}\ncurl -H \"Authorization: Bearer $NODEUM_API_KEY\" {}",
                quoted(secret),
                quoted(url)
            ),
            Self::Python => format!(
                "import json, os, urllib.request\n\nrequest = urllib.request.Request(\n    {},\n    headers={{\"Authorization\": \"Bearer \" + \
                 os.environ[\"NODEUM_API_KEY\"]}},\n)\nprint(json.load(urllib.request.urlopen(request)))",
                literal(url)
            ),
            Self::JavaScript => format!(
                "const answer = await fetch({}, {{\n  headers: {{ Authorization: `Bearer ${{process.env.NODEUM_API_KEY}}` }},\n}});\n\
                 console.log(answer.status, await answer.json());",
                literal(url)
            ),
        }
    }
}

/// A text as one word of a shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

/// A text as a literal of Python or JavaScript.
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
        for language in Language::ALL {
            let text = language.command("https://n/x", "s3cret");
            assert!(text.contains("https://n/x") && text.contains("NODEUM_API_KEY"));
            assert_eq!(text.contains("s3cret"), language == Language::Curl);
        }
    }
}
