//! The columns of a table.

use leptos::prelude::*;

/// What a cell of a row shows.
type Cell<T> = Box<dyn Fn(&T) -> AnyView + Send + Sync>;

/// One column: `Column::new("user_id", "uid", |user: &User| user.user_id).end().mono().sortable()`.
pub struct Column<T: 'static> {
    /// What it is called in addresses and requests.
    pub(super) id: &'static str,
    pub(super) header: &'static str,
    /// Whether rows can be sorted by it.
    pub sort: bool,
    end: bool,
    mono: bool,
    optional: bool,
    pub(super) cell: Cell<T>,
}

impl<T: 'static> Column<T> {
    /// A column of text that can't be sorted by.
    pub fn new<V: IntoView + 'static>(
        id: &'static str,
        header: &'static str,
        cell: impl Fn(&T) -> V + Send + Sync + 'static,
    ) -> Self {
        Self {
            id,
            header,
            sort: false,
            end: false,
            mono: false,
            optional: false,
            cell: Box::new(move |row: &T| cell(row).into_any()),
        }
    }

    /// Rows can be sorted by it.
    #[must_use]
    pub fn sortable(mut self) -> Self {
        self.sort = true;
        self
    }

    /// Its cells keep to the end, as numbers do.
    #[must_use]
    pub fn end(mut self) -> Self {
        self.end = true;
        self
    }

    /// Its cells are ids, keys or the like.
    #[must_use]
    pub fn mono(mut self) -> Self {
        self.mono = true;
        self
    }

    /// It is left out where there is no room for it: from the end of the table, as many as it takes.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// The classes of its header and cells.
    pub(super) fn class(&self) -> String {
        let classes = [
            ("end", self.end),
            ("mono", self.mono),
            ("optional", self.optional),
        ];
        let classes = classes.iter().filter(|(_, holds)| *holds);
        classes.map(|(class, _)| *class).collect::<Vec<_>>().join(" ")
    }
}
