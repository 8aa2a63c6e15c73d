//! The order of rows.

/// By what a table is sorted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sort {
    /// The id of the column.
    pub column: String,
    /// Whether the last comes first.
    pub descending: bool,
}

impl Sort {
    /// The order once the head of a column is pressed: by that column alone, or the other way round. If it `adds`, as with
    /// Shift, the columns before it go on to count, and those that are equal in them are ordered by it.
    pub fn pressed(before: &[Self], column: &str, adds: bool) -> Vec<Self> {
        let descending = before
            .iter()
            .any(|sort| sort.column == column && !sort.descending);
        let pressed = Self {
            column: column.to_owned(),
            descending,
        };
        if !adds {
            return vec![pressed];
        }
        let mut after = before.to_vec();
        match after.iter_mut().find(|sort| sort.column == column) {
            Some(sort) => *sort = pressed,
            None => after.push(pressed),
        }
        after
    }
}

#[cfg(test)]
mod tests {
    use super::Sort;

    #[test]
    fn a_pressed_head_sorts_turns_round_and_adds() {
        let names = |sort: &[Sort]| -> String {
            let names = sort
                .iter()
                .map(|sort| format!("{}{}", if sort.descending { "-" } else { "" }, sort.column));
            names.collect::<Vec<_>>().join(",")
        };
        let mut sort = Vec::new();
        for (column, adds, expected) in [
            ("role", false, "role"),
            ("role", false, "-role"),
            ("name", true, "-role,name"),
            ("role", true, "role,name"),
            ("name", true, "role,-name"),
            ("name", false, "name"),
        ] {
            sort = Sort::pressed(&sort, column, adds);
            assert_eq!(names(&sort), expected);
        }
    }
}
