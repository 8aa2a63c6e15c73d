//! The columns of a table.

use leptos::prelude::*;

use crate::Align;

/// By what a table is sorted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sort {
    /// The id of the column.
    pub column: String,
    /// Whether the last comes first.
    pub descending: bool,
}

/// What a cell of a row shows.
type Cell<T> = Box<dyn Fn(&T) -> AnyView + Send + Sync>;

/// One column: `Column::new("user_id", "uid", |user: &User| user.user_id).end().mono().sortable()`.
pub struct Column<T: 'static> {
    /// What it is called in addresses and requests.
    pub id: &'static str,
    /// What it is called on the screen.
    pub header: &'static str,
    /// Whether rows can be sorted by it.
    pub sort: bool,
    /// Which side its cells keep to.
    pub align: Align,
    /// Whether its cells are ids or the like.
    pub mono: bool,
    /// What its cells show.
    pub cell: Cell<T>,
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
            align: Align::Start,
            mono: false,
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
        self.align = Align::End;
        self
    }

    /// Its cells are ids, keys or the like.
    #[must_use]
    pub fn mono(mut self) -> Self {
        self.mono = true;
        self
    }

    /// The classes of its header and cells.
    pub(super) fn class(&self) -> String {
        let classes = [("end", self.align == Align::End), ("mono", self.mono)];
        let classes = classes.into_iter().filter(|(_, applies)| *applies);
        classes.map(|(name, _)| name).collect::<Vec<_>>().join(" ")
    }
}
