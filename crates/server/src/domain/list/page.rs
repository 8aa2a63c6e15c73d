//! `limit` and `offset`

use api_types::{AttributeError, DEFAULT_LIMIT, MAX_LIMIT, ValidationErrors};

/// A part of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// At most so many rows.
    pub limit: u64,
    /// After so many others.
    pub offset: u64,
}

impl Default for Page {
    fn default() -> Self {
        Self {
            limit: DEFAULT_LIMIT,
            offset: 0,
        }
    }
}

impl Page {
    /// How many rows are wanted, after how many others. A number that is negative, too high or none is among the errors afterwards.
    pub fn read(parameters: &[(String, String)], errors: &mut ValidationErrors) -> Self {
        Self {
            limit: number(parameters, "limit", DEFAULT_LIMIT, MAX_LIMIT, errors),
            offset: number(parameters, "offset", 0, i64::MAX.unsigned_abs(), errors),
        }
    }
}

fn number(
    parameters: &[(String, String)],
    name: &str,
    default: u64,
    max: u64,
    errors: &mut ValidationErrors,
) -> u64 {
    let mut number = default;
    for (_, text) in parameters.iter().filter(|(parameter, _)| parameter == name) {
        let read = match text.parse::<i64>() {
            Err(_) => Err(AttributeError::invalid(text.as_str())),
            Ok(below) if below < 0 => Err(AttributeError::below(below, 0)),
            Ok(fine) => match u64::try_from(fine) {
                Ok(fine) if fine <= max => Ok(fine),
                _ => Err(AttributeError::above(
                    fine,
                    i64::try_from(max).unwrap_or(i64::MAX),
                )),
            },
        };
        match read {
            Ok(read) => number = read,
            Err(error) => errors.add(name, error),
        }
    }
    number
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &[(&str, &str)]) -> Result<Page, ValidationErrors> {
        let own = |&(name, text): &(&str, &str)| (name.to_owned(), text.to_owned());
        let mut errors = ValidationErrors::new();
        let page = Page::read(&query.iter().map(own).collect::<Vec<_>>(), &mut errors);
        errors.into_result().map(|()| page)
    }

    #[test]
    fn the_default_is_the_first_hundred() {
        assert_eq!(
            read(&[]),
            Ok(Page {
                limit: 100,
                offset: 0
            })
        );
    }

    #[test]
    fn limit_and_offset_are_read() {
        assert_eq!(
            read(&[("offset", "20"), ("limit", "0")]),
            Ok(Page { limit: 0, offset: 20 })
        );
        assert!(read(&[("limit", "10000"), ("offset", "9223372036854775807")]).is_ok());
    }

    #[test]
    fn what_is_no_such_number_is_refused() {
        for (name, text) in [
            ("limit", "-1"),
            ("limit", "10001"),
            ("limit", "1e9"),
            ("limit", ""),
            ("limit", "x"),
            ("offset", "-1"),
            ("offset", "99999999999999999999"),
        ] {
            assert!(read(&[("limit", "1"), (name, text)]).is_err(), "{name}={text}");
        }
    }
}
