//! `Invoke-WebRequest` and `Invoke-RestMethod` of PowerShell, as browsers copy them.

use super::{Call, Reading, shell};

const COMMANDS: [&str; 4] = ["invoke-webrequest", "invoke-restmethod", "iwr", "irm"];

/// Whether there is a command of PowerShell in the text.
pub(super) fn is_in(text: &str) -> bool {
    text.lines().any(|line| start(line).is_some())
}

/// Whether a line of such a text prepares a call: it gives a variable its value.
pub(super) fn is_preparation(line: &str) -> bool {
    line.starts_with('$') && line.contains('=') && start(line).is_none()
}

/// Where a command begins in the first line of a text. Older versions call it curl, too; then its parameters give it away.
pub(super) fn start(text: &str) -> Option<usize> {
    let line = text.split('\n').next().unwrap_or_default();
    let mut words = line.split([' ', '\t', '(', '=', '|', ';', '{']);
    let is_alias = |word: &str| matches!(word, "curl" | "wget");
    let is_command = |word: &&str| COMMANDS.iter().any(|command| command.eq_ignore_ascii_case(word));
    let word = words.find(|word| is_alias(word) || is_command(word))?;
    let place = word.as_ptr() as usize - text.as_ptr() as usize;
    (!is_alias(word) || has_parameters(&text[place..])).then_some(place)
}

/// Whether a command has parameters as PowerShell writes them, and not only data in which they stand.
fn has_parameters(command: &str) -> bool {
    let is_in = |part: &str| {
        [" -Uri ", " -Method "]
            .iter()
            .any(|parameter| part.contains(parameter))
    };
    shell::outside_quotes(command).into_iter().any(is_in)
}

/// The call with which the text begins; none unless its URL and its method are written there.
pub(super) fn read(text: &str) -> Reading<'_> {
    let mut words = Words(text);
    let (mut url, mut method) = (None, Some("GET".to_owned()));
    // The name of the command.
    words.next();
    while let Some(word) = words.next() {
        let Word::Plain(parameter) = &word else {
            // A value without a name is the URL; a table behind an @ brings what isn't known.
            url = url.or(word.text());
            continue;
        };
        if parameter.starts_with('@') {
            return (Vec::new(), words.after_command());
        }
        let Some(name) = parameter.strip_prefix('-') else {
            url = url.or(Some(parameter.clone()));
            continue;
        };
        match Parameter::of(name) {
            Parameter::Flag => {}
            Parameter::Uri => url = words.next().and_then(Word::text),
            Parameter::Method => method = words.next().and_then(Word::text),
            Parameter::Other => drop(words.next()),
        }
    }
    let call = url.zip(method).and_then(|(url, method)| Call::new(&method, url));
    (call.into_iter().collect(), words.after_command())
}

enum Parameter {
    Uri,
    Method,
    /// It has no value.
    Flag,
    /// Its value says nothing about the call.
    Other,
}

impl Parameter {
    /// Names may be shortened, and are compared without regard to case.
    fn of(name: &str) -> Self {
        const FLAGS: [&str; 9] = [
            "usebasicparsing",
            "usedefaultcredentials",
            "skipcertificatecheck",
            "skipheadervalidation",
            "skiphttperrorcheck",
            "disablekeepalive",
            "passthru",
            "verbose",
            "resume",
        ];
        let name = name.to_ascii_lowercase();
        let shortens = |whole: &str, least: usize| name.len() >= least && whole.starts_with(&name);
        match () {
            () if shortens("uri", 2) => Self::Uri,
            () if shortens("method", 2) => Self::Method,
            () if FLAGS.iter().any(|flag| shortens(flag, 5)) || name.contains(':') => Self::Flag,
            () => Self::Other,
        }
    }
}

/// A word of a command.
enum Word {
    /// As it is written, without quotes.
    Plain(String),
    Quoted(String),
    /// In parentheses or braces.
    Expression,
}

impl Word {
    /// What it says, unless only the shell knows.
    fn text(self) -> Option<String> {
        match self {
            Self::Plain(text) | Self::Quoted(text) => Some(text),
            Self::Expression => None,
        }
    }
}

/// The rest of a command, word by word.
struct Words<'a>(&'a str);

impl<'a> Words<'a> {
    fn after_command(self) -> &'a str {
        // What is done with the answer is no call, unless it is another one.
        let next_lines = self.0.split_once('\n').map_or("", |(_, next_lines)| next_lines);
        start(self.0).map_or(next_lines, |place| &self.0[place..])
    }

    /// What follows the text up to and with its end.
    fn skip_to(&mut self, end: &str) -> &'a str {
        let (inside, rest) = self.0.split_once(end).unwrap_or((self.0, ""));
        self.0 = rest;
        inside
    }

    fn quoted(&mut self, quote: char) -> String {
        let mut text = String::new();
        let mut chars = self.0.chars();
        while let Some(c) = chars.next() {
            match c {
                '`' if quote == '"' => text.extend(chars.next()),
                c if c == quote && chars.as_str().starts_with(quote) => text.extend(chars.next()),
                c if c == quote => break,
                c => text.push(c),
            }
        }
        self.0 = chars.as_str();
        text
    }

    /// Passes over what stands up to the end of parentheses or braces, one of which has been read.
    fn skip_expression(&mut self) {
        let mut depth = 1_usize;
        while depth > 0 {
            let mut chars = self.0.chars();
            let Some(c) = chars.next() else { return };
            self.0 = chars.as_str();
            match c {
                '(' | '{' => depth += 1,
                ')' | '}' => depth -= 1,
                '"' | '\'' => drop(self.quoted(c)),
                _ => {}
            }
        }
    }
}

impl Iterator for Words<'_> {
    type Item = Word;

    fn next(&mut self) -> Option<Word> {
        loop {
            self.0 = self
                .0
                .trim_start_matches(|c: char| c.is_whitespace() && c != '\n');
            match self.0.strip_prefix("`\n") {
                Some(rest) => self.0 = rest,
                None => break,
            }
        }
        for (start, end) in [("@'\n", "\n'@"), ("@\"\n", "\n\"@")] {
            if let Some(rest) = self.0.strip_prefix(start) {
                self.0 = rest;
                return Some(Word::Quoted(self.skip_to(end).to_owned()));
            }
        }
        let mut chars = self.0.chars();
        match chars.next()? {
            '\n' | ';' | '|' | ')' | '}' => None,
            quote @ ('"' | '\'') => {
                self.0 = chars.as_str();
                Some(Word::Quoted(self.quoted(quote)))
            }
            '(' | '{' => {
                self.0 = chars.as_str();
                self.skip_expression();
                Some(Word::Expression)
            }
            '@' | '$' if chars.as_str().starts_with(['(', '{']) => {
                chars.next();
                self.0 = chars.as_str();
                self.skip_expression();
                Some(Word::Expression)
            }
            _ => {
                let ends = |c: char| c.is_whitespace() || ";|)".contains(c);
                let (word, rest) = self.0.split_at(self.0.find(ends).unwrap_or(self.0.len()));
                self.0 = rest;
                Some(Word::Plain(word.to_owned()))
            }
        }
    }
}
