//! `fetch(…)` of JavaScript, as browsers copy it.

use super::{Call, Reading};

/// Where a call of `fetch` begins in a line.
pub(super) fn start(line: &str) -> Option<usize> {
    let place = line.find("fetch(")?;
    let is_part_of_name = |c: char| c.is_alphanumeric() || "_$".contains(c);
    (!line[..place].ends_with(is_part_of_name)).then_some(place)
}

/// The call with which the text begins. It is understood if its URL is a literal, and its options, if there are any, are an object
/// whose method, if it has one, is a literal.
pub(super) fn read(text: &str) -> Reading<'_> {
    let mut tokens = Tokens(&text["fetch".len()..]);
    let mut depth = 0_usize;
    loop {
        match tokens.next() {
            None => return (Vec::new(), ""),
            Some(Token::Sign('(' | '{' | '[')) => depth += 1,
            Some(Token::Sign(')' | '}' | ']')) if depth == 1 => break,
            Some(Token::Sign(')' | '}' | ']')) => depth -= 1,
            Some(_) => {}
        }
    }
    // What is done with the answer is no call, unless it is another one.
    let rest = tokens.0;
    let (line, next_lines) = rest.split_once('\n').unwrap_or((rest, ""));
    let rest = start(line).map_or(next_lines, |place| &rest[place..]);
    let inner = &text["fetch(".len()..text.len() - tokens.0.len() - 1];
    (read_arguments(inner).into_iter().collect(), rest)
}

fn read_arguments(text: &str) -> Option<Call> {
    let mut tokens = Tokens(text);
    let Some(Token::Text(url)) = tokens.next() else {
        return None;
    };
    match tokens.next() {
        None => return Call::new("GET", url),
        Some(Token::Sign(',')) => {}
        Some(_) => return None,
    }
    match tokens.next() {
        None => return Call::new("GET", url),
        Some(Token::Sign('{')) => {}
        Some(_) => return None,
    }
    let (mut depth, mut method) = (1_usize, "GET".to_owned());
    let mut is_key = true;
    while let Some(token) = tokens.next() {
        match token {
            Token::Sign('(' | '{' | '[') => depth += 1,
            Token::Sign(')' | '}' | ']') => depth -= 1,
            Token::Sign(',') if depth == 1 => {
                is_key = true;
                continue;
            }
            // What `...` brings isn't known.
            Token::Sign('.') if depth == 1 && is_key => return None,
            Token::Text(ref name) | Token::Word(ref name) if depth == 1 && is_key && name == "method" => {
                match (tokens.next(), tokens.next()) {
                    (Some(Token::Sign(':')), Some(Token::Text(text))) => method = text,
                    _ => return None,
                }
            }
            _ => {}
        }
        is_key = false;
    }
    Call::new(&method, url)
}

/// A token of JavaScript, as far as it has to be told from others.
enum Token {
    Text(String),
    Word(String),
    Sign(char),
}

/// The rest of a text, token by token.
struct Tokens<'a>(&'a str);

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        self.0 = self.0.trim_start();
        let mut chars = self.0.chars();
        let first = chars.next()?;
        if matches!(first, '"' | '\'' | '`') {
            let mut text = String::new();
            loop {
                match chars.next()? {
                    c if c == first => break,
                    '\\' => text.extend(chars.next()),
                    c => text.push(c),
                }
            }
            self.0 = chars.as_str();
            return Some(Token::Text(text));
        }
        let is_word = |c: char| c.is_alphanumeric() || "_$".contains(c);
        if !is_word(first) {
            self.0 = chars.as_str();
            return Some(Token::Sign(first));
        }
        let end = self.0.find(|c| !is_word(c)).unwrap_or(self.0.len());
        let (word, rest) = self.0.split_at(end);
        self.0 = rest;
        Some(Token::Word(word.to_owned()))
    }
}
