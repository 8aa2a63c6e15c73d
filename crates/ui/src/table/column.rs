//! The columns of a table.

use leptos::prelude::*;

/// The place of a column where a row is a card: on a telephone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnCard {
    /// A line of its own, after its name.
    Line,
    /// A line of its own without its name, since its values speak for themselves.
    Plain,
    /// Beside others on one line, after its name.
    Half,
    /// None: the record has it.
    Absent,
}

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
    wraps: bool,
    pub(super) optional: bool,
    on_card: OnCard,
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
            wraps: false,
            optional: false,
            on_card: OnCard::Line,
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

    /// Its texts take several lines where there is no room for one.
    #[must_use]
    pub fn wraps(mut self) -> Self {
        self.wraps = true;
        self
    }

    /// It is left out where there is no room for it: from the end of the table, as many as it takes.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// Its place where a row is a card.
    #[must_use]
    pub fn on_card(mut self, on_card: OnCard) -> Self {
        self.on_card = on_card;
        self
    }

    /// The classes of its header and cells.
    pub(super) fn class(&self) -> String {
        let on_card = match self.on_card {
            OnCard::Line => "",
            OnCard::Plain => "plain",
            OnCard::Half => "half",
            OnCard::Absent => "wide-only",
        };
        let classes = [
            ("end", self.end),
            ("mono", self.mono),
            ("wraps", self.wraps),
            ("optional", self.optional),
            (on_card, !on_card.is_empty()),
        ];
        let classes = classes.iter().filter(|(_, holds)| *holds);
        classes.map(|(class, _)| *class).collect::<Vec<_>>().join(" ")
    }
}
