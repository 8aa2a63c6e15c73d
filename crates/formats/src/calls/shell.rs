//! Commands as a shell reads them: words, quotes, here-documents, and where a command ends.
//!
//! A parser of whole scripts refuses what isn't one, and what people paste has prompts, prose and half a command in it; crates that only
//! split words know neither here-documents nor the end of a command.

use std::borrow::Cow;

/// Lines that go on are joined: behind a backslash and, as the command processor of Windows writes it, behind a caret.
pub(super) fn join_lines(text: &str) -> Cow<'_, str> {
    if text.contains("^\"") {
        Cow::Owned(without_carets(text))
    } else {
        Cow::Owned(text.replace("\\\n", " ").replace("^\n", " "))
    }
}

/// The text as the command processor of Windows hands it on: a caret makes what follows literal, and one at the end of a line
/// takes the line's end with it.
fn without_carets(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        if letter != '^' {
            out.push(letter);
            continue;
        }
        match letters.next() {
            // The first character of the next line is literal, and a second line's end is data.
            Some('\n') => out.extend(letters.next().map(|next| if next == '\n' { ' ' } else { next })),
            next => out.extend(next),
        }
    }
    out
}

/// The text without its here-documents, which are data. One that doesn't end goes to the end of the text, as for a shell.
pub(super) fn without_documents(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut delimiters = Vec::new();
    let mut rest = text;
    while let Some(place) = rest.find(['\\', '\'', '"', '<', '\n']) {
        let at = &rest[place..];
        let after = match at.as_bytes().first() {
            Some(b'\n') => &at[1..],
            Some(b'<') => {
                let after = at.trim_start_matches('<');
                // `<` and `<<<` are something else.
                delimiters.extend(delimiter(after).filter(|_| at.len() - after.len() == 2));
                after
            }
            _ => after_literal(at, last_before(text, at)),
        };
        out.push_str(&rest[..rest.len() - after.len()]);
        rest = after;
        if at.starts_with('\n') {
            for delimiter in delimiters.drain(..) {
                let end = rest.split_inclusive('\n').find(|line| line.trim() == delimiter);
                rest = end.map_or("", |line| {
                    &rest[line.as_ptr() as usize - rest.as_ptr() as usize + line.len()..]
                });
            }
        }
    }
    out + rest
}

/// The word behind `<<` and `<<-`, which ends a here-document.
fn delimiter(text: &str) -> Option<&str> {
    let word = text.trim_start_matches('-').trim_start_matches([' ', '\t']);
    let word = word.split([' ', '\t', '\n', ';', '|', '&', '>', ')']).next()?;
    let word = word.trim_matches(['"', '\'', '\\']);
    let is_name = |c: char| c.is_alphanumeric() || "_-.".contains(c);
    (word.starts_with(|c: char| c.is_alphabetic() || c == '_') && word.chars().all(is_name)).then_some(word)
}

/// What stands outside quotes on the first line of a text, which goes on where a quote does.
pub(super) fn outside_quotes(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(place) = rest.find(['\\', '\'', '"', '\n']) {
        let (part, at) = rest.split_at(place);
        parts.push(part);
        if at.starts_with('\n') {
            return parts;
        }
        rest = after_literal(at, last_before(text, at));
    }
    parts.push(rest);
    parts
}

/// The character before the end of a text.
fn last_before(text: &str, end: &str) -> Option<char> {
    text[..text.len() - end.len()].chars().next_back()
}

/// What follows what the text begins with: quotes, or a character that a backslash makes literal. A quote that doesn't close is an
/// apostrophe, and so is one inside a word that doesn't close on its line.
fn after_literal(text: &str, before: Option<char>) -> &str {
    let mut letters = text.chars();
    let first = letters.next();
    let inside = letters.as_str();
    if first == Some('\\') {
        letters.next();
        return letters.as_str();
    }
    let is_in_word = before.is_some_and(char::is_alphanumeric);
    let escapes = first == Some('"') || before == Some('$');
    while let Some(letter) = letters.next() {
        match letter {
            '\\' if escapes => drop(letters.next()),
            '\n' if is_in_word => break,
            letter if Some(letter) == first => return letters.as_str(),
            _ => {}
        }
    }
    inside
}

/// The place and the name, without its folder, of each word of a line that can be the name of a command that is run: the first of
/// a part of the line, or behind what only prepares it.
pub(super) fn commands(line: &str) -> impl Iterator<Item = (usize, &str)> {
    const RUNNERS: &str =
        "do docker doas else env exec if kubectl nohup podman ssh sudo then time until watch while xargs !";
    let parts = line.split([';', '|', '&', '(', '`']);
    parts.flat_map(move |part| {
        let mut is_prepared = true;
        part.split_whitespace().filter_map(move |word| {
            let can_run = is_prepared;
            let is_preparation = RUNNERS.split(' ').any(|runner| runner == word)
                || word.contains('=')
                || word.ends_with(['$', '#', '%', '>']);
            let begins = part.trim_start().as_ptr() == word.as_ptr();
            is_prepared = is_preparation || (is_prepared && !begins);
            let place = word.as_ptr() as usize - line.as_ptr() as usize;
            can_run.then(|| (place, word.rsplit(['/', '\\']).next().unwrap_or(word)))
        })
    })
}

/// The arguments of the first command, and what comes after it.
pub(super) fn split_command(text: &str) -> (Arguments, &str) {
    let mut command = Command::default();
    let (mut quote, mut parentheses) = (None, 0_usize);
    let mut chars = text.chars();
    let rest = loop {
        let rest = chars.as_str();
        let Some(c) = chars.next() else { break rest };
        let next = chars.as_str();
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some('"') | None, '\\') => command.word().extend(chars.next()),
            (Some(_), c) => command.word().push(c),
            // A quote that never closes is an apostrophe.
            (None, '\'' | '"') if next.contains(c) => {
                quote = Some(c);
                command.word();
            }
            // In $'…' a backslash makes quotes literal.
            (None, '$') if command.word.is_none() && next.starts_with('\'') => {
                let (quoted, after) = ansi_quoted(&next[1..]);
                command.word().push_str(&quoted);
                chars = after.chars();
            }
            (None, '\n') => break rest,
            (None, '#') if command.word.is_none() => {
                break next.find('\n').map_or("", |end| &next[end..]);
            }
            (None, '<' | '>') => {
                chars = command.redirect(c, next).chars();
            }
            (None, '(') => {
                parentheses += 1;
                command.word().push(c);
            }
            (None, ')' | '`') if parentheses == 0 => break rest,
            (None, ')') => {
                parentheses -= 1;
                command.word().push(c);
            }
            (None, '|' | '&') if command.word.is_none() => break rest,
            (None, '|') if next.starts_with([' ', '\n']) => break rest,
            (None, '&') if next.is_empty() || next.starts_with([' ', '\n']) => break rest,
            (None, ';') if next.is_empty() || next.starts_with([' ', '\n']) => break rest,
            (None, c) if c.is_whitespace() => command.end_word(),
            (None, c) => command.word().push(c),
        }
    };
    command.end_word();
    let arguments = Arguments {
        words: command.words.into_iter().skip(1).collect(),
        has_input: command.has_input,
    };
    (arguments, rest.trim_start_matches([';', '&', '|', ' ', ')', '`']))
}

/// A command that is being read.
#[derive(Default)]
struct Command {
    words: Vec<String>,
    word: Option<String>,
    /// Whether the word that is read next is a file that is read or written, or a text that is read.
    is_redirected: bool,
    has_input: bool,
}

/// What a command is given.
pub(super) struct Arguments {
    /// The words behind its name.
    pub(super) words: Vec<String>,
    /// Whether it reads what comes from elsewhere.
    pub(super) has_input: bool,
}

impl Command {
    fn word(&mut self) -> &mut String {
        self.word.get_or_insert_default()
    }

    fn end_word(&mut self) {
        let Some(word) = self.word.take() else { return };
        if !std::mem::take(&mut self.is_redirected) {
            self.words.push(word);
        }
    }

    /// What follows an operator that redirects, which begins with this character.
    fn redirect<'a>(&mut self, first: char, next: &'a str) -> &'a str {
        // The number of a file, as in 2>.
        if self
            .word
            .as_ref()
            .is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_digit()))
        {
            self.word = None;
        }
        self.end_word();
        if first == '<' {
            self.has_input = true;
        }
        self.is_redirected = true;
        next.trim_start_matches(['<', '>', '&', '|', '-'])
    }
}

/// A text in `$'…'`, and what follows it.
fn ansi_quoted(text: &str) -> (String, &str) {
    let mut out = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\'' => break,
            '\\' => out.extend(chars.next()),
            c => out.push(c),
        }
    }
    (out, chars.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_split_as_a_shell_splits_them() {
        for (text, words, after) in [
            (
                "curl -H 'a b' \"c \\\" d\" e\\ f --x='1 2'\nGET /x",
                &["-H", "a b", "c \" d", "e f", "--x=1 2"][..],
                "\nGET /x",
            ),
            ("curl a | jq .x\nb", &["a"], "jq .x\nb"),
            ("curl a && curl b", &["a"], "curl b"),
            ("curl a?b=1&c=2", &["a?b=1&c=2"], ""),
            ("curl don't", &["don't"], ""),
            ("curl $'a\\'\nb' c", &["a'\nb", "c"], ""),
            ("curl a >x 2>&1 c", &["a", "c"], ""),
            ("curl a <<A b", &["a", "b"], ""),
        ] {
            let (found, rest) = split_command(text);
            assert_eq!(found.words, words, "{text}");
            assert_eq!(found.has_input, text.contains("<<"));
            assert_eq!(rest, after, "{text}");
        }
    }

    #[test]
    fn documents_are_left_out() {
        for (text, rest) in [
            ("a <<A <<-'B' | c\n1\nA\n2\n\tB\nd", "a <<A <<-'B' | c\nd"),
            ("a <<< A\nb", "a <<< A\nb"),
            ("a <<\"A\"\nb", "a <<\"A\"\n"),
            ("1 << 2\nb", "1 << 2\nb"),
            // In quotes they are data themselves.
            ("a 'x <<A'\nb", "a 'x <<A'\nb"),
            ("a \"\\\" <<A\"\nb", "a \"\\\" <<A\"\nb"),
            ("a $'it\\'s <<A'\nb", "a $'it\\'s <<A'\nb"),
            ("a '\n<<A\n'\nb", "a '\n<<A\n'\nb"),
            ("a 'x' <<A\n'\nA\nb", "a 'x' <<A\nb"),
            ("I can't:\na <<A\n1\nA\nit's", "I can't:\na <<A\nit's"),
        ] {
            assert_eq!(without_documents(text), rest, "{text}");
        }
    }

    #[test]
    fn commands_stand_at_the_beginning_or_behind_what_runs_them() {
        for (line, expected) in [
            ("curl a b", "curl"),
            ("A=b /usr/bin/curl a", "A=b curl a"),
            ("sudo -u x curl a", "sudo -u x curl a"),
            ("me@n:~$ curl a", "me@n:~$ curl a"),
            ("x | y; do z a", "x y do z a"),
            ("t=$(curl a)", "t=$ curl"),
            ("use curl to", "use"),
        ] {
            let found: Vec<_> = commands(line).map(|(_, name)| name).collect();
            assert_eq!(found.join(" "), expected);
        }
    }
}
