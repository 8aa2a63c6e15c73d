//! Reading whole files.
//!
//! dotenvy and its kin only read, replace `$NAME` by the environment, and end at the first line that they can't read; here
//! every such line becomes a variable to fix.

use super::value::{QUOTES, unquote};

/// A line that sets a variable, or was meant to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variable {
    /// The line on which it begins, counted from 1.
    pub line: usize,
    /// Its name, as it is written.
    pub name: String,
    /// Its value, without quotes and escapes; of a line with a problem, what may have been meant.
    pub value: String,
    /// Why it can't be read, in a sentence.
    pub problem: Option<&'static str>,
}

impl Variable {
    fn new(line: usize, name: &str, value: impl Into<String>) -> Self {
        Self {
            line,
            name: name.to_owned(),
            value: value.into(),
            problem: None,
        }
    }

    fn wrong(mut self, problem: &'static str) -> Self {
        self.problem = Some(problem);
        self
    }
}

/// Reads the variables, with quotes of every kind, escapes, comments and `export`.
pub fn read(text: &str) -> Vec<Variable> {
    let mut variables = Vec::new();
    let (mut rest, mut line) = (text, 1);
    while !rest.is_empty() {
        let first = rest.split('\n').next().unwrap_or_default().trim();
        let mut after = rest;
        if !(first.is_empty() || first.starts_with('#')) {
            let (variable, behind) = read_variable(rest, line);
            variables.push(variable);
            after = behind;
        }
        // What else is on its last line belongs to it.
        let after = after.split_once('\n').map_or("", |(_, after)| after);
        line += rest[..rest.len() - after.len()].matches('\n').count();
        rest = after;
    }
    variables
}

/// The variable with which a text begins, and what follows the part that was read; one that is read to the end of its first line
/// gives the text itself.
fn read_variable(text: &str, line: usize) -> (Variable, &str) {
    let first = text.split('\n').next().unwrap_or_default();
    let Some((name, value)) = first.split_once('=') else {
        return (without_equals(line, first.trim()), text);
    };
    let value_on = text[name.len() + 1..].trim_start_matches([' ', '\t']);
    let name = without_export(name.trim());
    if !value_on.starts_with(QUOTES) {
        return (Variable::new(line, name, without_comment(value)), text);
    }
    let Some((unquoted, after)) = unquote(value_on) else {
        let variable = Variable::new(line, name, value.trim());
        return (
            variable.wrong("The quote that opens on this line isn’t closed."),
            text,
        );
    };
    let variable = Variable::new(line, name, unquoted);
    let behind = after.split('\n').next().unwrap_or_default().trim();
    if behind.is_empty() || behind.starts_with('#') {
        return (variable, after);
    }
    (
        variable.wrong("There is something behind the closing quote."),
        after,
    )
}

/// A line without `=`: what may be its name and its value is proposed.
fn without_equals(line: usize, text: &str) -> Variable {
    let text = without_export(text);
    let (name, value) = text.split_once([' ', '\t', ':']).unwrap_or((text, ""));
    let value = match unquote(value.trim()) {
        Some((value, "")) => value,
        _ => without_comment(value).to_owned(),
    };
    Variable::new(line, name.trim(), value).wrong("There is no = between key and value.")
}

fn without_export(name: &str) -> &str {
    name.strip_prefix("export ").map_or(name, str::trim_start)
}

/// A value without quotes ends where a comment begins.
fn without_comment(text: &str) -> &str {
    let mut after_blank = true;
    let mut parts = text.split(|letter| {
        let begins = letter == '#' && after_blank;
        after_blank = letter == ' ' || letter == '\t';
        begins
    });
    parts.next().unwrap_or_default().trim()
}
