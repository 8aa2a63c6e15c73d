//! The order of rows.

/// By what a table is sorted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sort {
    /// The id of the column.
    pub column: String,
    /// Whether the last comes first.
    pub descending: bool,
}

/// What is asked of the order of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SortRequest {
    /// The head of a column was pressed: by that column alone, or the other way round.
    Press(&'static str),
    /// It was pressed with Shift: the columns before it go on to count, and those that are equal in them are ordered by it.
    Add(&'static str),
    /// That order was chosen.
    Choose(Sort),
}

impl SortRequest {
    /// The order that it makes of the one before.
    pub fn apply(self, before: &[Sort]) -> Vec<Sort> {
        let pressed = |column: &str| Sort {
            column: column.to_owned(),
            descending: before
                .iter()
                .any(|sort| sort.column == column && !sort.descending),
        };
        match self {
            Self::Choose(sort) => vec![sort],
            Self::Press(column) => vec![pressed(column)],
            Self::Add(column) => {
                let mut after = before.to_vec();
                match after.iter_mut().find(|sort| sort.column == column) {
                    Some(sort) => *sort = pressed(column),
                    None => after.push(pressed(column)),
                }
                after
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Sort, SortRequest};

    #[test]
    fn a_pressed_head_sorts_turns_round_and_adds() {
        let names = |sort: &[Sort]| -> String {
            let names = sort
                .iter()
                .map(|sort| format!("{}{}", if sort.descending { "-" } else { "" }, sort.column));
            names.collect::<Vec<_>>().join(",")
        };
        let mut sort = Vec::new();
        let chosen = Sort {
            column: "uid".to_owned(),
            descending: true,
        };
        for (request, expected) in [
            (SortRequest::Press("role"), "role"),
            (SortRequest::Press("role"), "-role"),
            (SortRequest::Add("name"), "-role,name"),
            (SortRequest::Add("role"), "role,name"),
            (SortRequest::Add("name"), "role,-name"),
            (SortRequest::Press("name"), "name"),
            (SortRequest::Choose(chosen), "-uid"),
        ] {
            sort = request.apply(&sort);
            assert_eq!(names(&sort), expected);
        }
    }
}
