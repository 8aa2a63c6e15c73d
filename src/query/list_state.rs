//! The state of a list, kept in the address: `?page=2&size=50&sort=-username`.

use leptos::prelude::*;

use crate::paths::{Address, encode};
use crate::preferences::Preferences;
use crate::query_parameters::{QueryParameters, use_query_parameters};
use ui::table::{PAGE_SIZES, Sort};

/// Which part of a list is shown, and in which order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListState {
    /// The page, counted from 1.
    pub page: u64,
    /// Rows on a page, one of [`PAGE_SIZES`].
    pub size: u64,
    /// Rows on a page as the person prefers them: those of an address that doesn't say.
    pub preferred_size: u64,
    /// The order, by the first of these before the others; by id if there is none.
    pub sort: Vec<Sort>,
    /// What is searched for; empty for everything.
    pub search: String,
    /// The columns, in their order, as the address names them; none for those that the list has by default.
    pub columns: Option<String>,
    /// Further parameters of the list, such as whether service accounts are shown, with their values.
    pub more: Vec<(&'static str, String)>,
}

impl Default for ListState {
    fn default() -> Self {
        Self {
            page: 1,
            size: PAGE_SIZES[0],
            preferred_size: PAGE_SIZES[0],
            sort: Vec::new(),
            search: String::new(),
            columns: None,
            more: Vec::new(),
        }
    }
}

impl ListState {
    /// Reads the parameters of an address: those that every list has, and those of `more`. What makes no sense is as if it
    /// weren't there.
    pub fn read(
        parameter: impl Fn(&str) -> Option<String>,
        columns: &[&str],
        more: &[&'static str],
        preferred_size: u64,
    ) -> Self {
        let number = |name: &str| parameter(name)?.parse::<u64>().ok();
        Self {
            // An offset that no server could take is as good as none.
            page: number("page")
                .filter(|page| (1..=1_000_000_000).contains(page))
                .unwrap_or(1),
            size: number("size")
                .filter(|size| PAGE_SIZES.contains(size))
                .unwrap_or(preferred_size),
            preferred_size,
            sort: parameter("sort").map_or_else(Vec::new, |text| read_sort(&text, columns)),
            search: parameter("q").unwrap_or_default(),
            columns: parameter("columns").filter(|columns| !columns.is_empty()),
            more: more
                .iter()
                .filter_map(|name| Some((*name, parameter(name)?)))
                .collect(),
        }
    }

    /// The parameters of the address, without those that say what holds anyway.
    pub fn to_query(&self) -> String {
        let unless = |default: u64, value: u64| (value != default).then(|| value.to_string());
        let common = [
            ("q", Some(self.search.clone()).filter(|search| !search.is_empty())),
            ("page", unless(1, self.page)),
            ("size", unless(self.preferred_size, self.size)),
            ("columns", self.columns.clone()),
            (
                "sort",
                Some(self.sort_parameter()).filter(|sort| !sort.is_empty()),
            ),
        ];
        let common = common
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?)));
        let parts = common.chain(self.more.iter().cloned());
        let parts: Vec<_> = parts
            .map(|(name, value)| format!("{name}={}", encode(&value)))
            .collect();
        parts.join("&")
    }

    /// How many rows come before this page.
    pub fn offset(&self) -> u64 {
        (self.page - 1) * self.size
    }

    /// The order as addresses have it: "-expired_at,username".
    pub fn sort_parameter(&self) -> String {
        let parts = self.sort.iter().map(|sort| {
            let direction = if sort.descending { "-" } else { "" };
            format!("{direction}{}", sort.column)
        });
        parts.collect::<Vec<_>>().join(",")
    }

    /// `sort_by` of the contract.
    pub fn sort_by(&self) -> Option<String> {
        let parts = self.sort.iter().map(|sort| {
            let direction = if sort.descending { "desc" } else { "asc" };
            format!("{}:{direction}", sort.column)
        });
        let sort_by = parts.collect::<Vec<_>>().join("|");
        (!sort_by.is_empty()).then_some(sort_by)
    }

    /// The same rows, whichever columns are shown: what a request is made from.
    #[must_use]
    pub fn without_columns(&self) -> Self {
        self.with_columns(None)
    }

    /// Other columns of the same rows.
    #[must_use]
    pub fn with_columns(&self, columns: Option<String>) -> Self {
        Self {
            columns,
            ..self.clone()
        }
    }

    /// Another page of the same list.
    #[must_use]
    pub fn with_page(&self, page: u64) -> Self {
        Self {
            page: page.max(1),
            ..self.clone()
        }
    }

    /// Pages of another size: the one that holds the first row of this one.
    #[must_use]
    pub fn with_size(&self, size: u64) -> Self {
        Self {
            page: self.offset() / size.max(1) + 1,
            size,
            ..self.clone()
        }
    }

    /// What matches another text, from its first page.
    #[must_use]
    pub fn with_search(&self, search: String) -> Self {
        Self {
            page: 1,
            search,
            ..self.clone()
        }
    }

    /// The value of a further parameter.
    pub fn more(&self, name: &str) -> Option<&str> {
        let (_, value) = self.more.iter().find(|(own, _)| *own == name)?;
        Some(value)
    }

    /// Another value of a further parameter, or none, from the first page.
    #[must_use]
    pub fn with_more(&self, name: &'static str, value: Option<String>) -> Self {
        let mut state = self.clone();
        state.page = 1;
        state.more.retain(|(own, _)| *own != name);
        state.more.extend(value.map(|value| (name, value)));
        state
    }

    /// Another order, from its first page.
    #[must_use]
    pub fn with_sort(&self, sort: Vec<Sort>) -> Self {
        Self {
            page: 1,
            sort,
            ..self.clone()
        }
    }
}

/// Reads an order as addresses have it. A column that isn't there, or is there twice, is as if it weren't.
fn read_sort(text: &str, columns: &[&str]) -> Vec<Sort> {
    let mut sort: Vec<Sort> = Vec::new();
    for part in text.split(',') {
        let column = part.strip_prefix('-').unwrap_or(part);
        if columns.contains(&column) && sort.iter().all(|sort| sort.column != column) {
            sort.push(Sort {
                column: column.to_owned(),
                descending: part.starts_with('-'),
            });
        }
    }
    sort
}

/// The state of the list of the present address; `columns` are those that it can be sorted by, `more` its further
/// parameters.
pub fn use_list_state(columns: &'static [&'static str], more: &'static [&'static str]) -> Memo<ListState> {
    let query = use_query_parameters();
    let preferences = Preferences::expect();
    Memo::new(move |_| {
        let preferred = preferences.page_size();
        query.with(|query| ListState::read(|name| query.get(name), columns, more, preferred))
    })
}

/// The state of the list of another address.
pub fn list_state_of(address: &Address, columns: &[&str], more: &[&'static str]) -> ListState {
    let query = QueryParameters::of(&address.search);
    let preferred = untrack(|| Preferences::expect().page_size());
    ListState::read(|name| query.get(name), columns, more, preferred)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str, preferred_size: u64) -> ListState {
        let parameter = |name: &str| {
            let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
            let (_, value) = pairs.find(|(key, _)| *key == name)?;
            Some(value.replace("%26", "&").replace("%2C", ","))
        };
        ListState::read(parameter, &["username", "email"], &["services"], preferred_size)
    }

    #[test]
    fn an_address_is_read_as_it_was_written() {
        for query in [
            "",
            "page=2",
            "size=50",
            "sort=-username",
            "page=3&size=100&sort=email",
            "sort=-email%2Cusername",
            "columns=username%2Cemail&sort=email",
            "q=a%26b&page=2&services=all",
        ] {
            assert_eq!(read(query, 25).to_query(), query);
        }
    }

    #[test]
    fn nonsense_is_as_if_it_were_not_there() {
        let queries =
            "page=0 page=-1 page=x page=99999999999999 size=7 sort=password sort= sort=, sort=--email";
        for query in queries.split(' ') {
            assert_eq!(read(query, 25), ListState::default(), "{query}");
        }
    }

    #[test]
    fn an_address_without_a_size_means_the_preferred_one() {
        let state = read("page=2", 100);
        assert_eq!((state.offset(), &*state.to_query()), (100, "page=2"));
        let smaller = read("page=2&size=25", 100);
        assert_eq!((smaller.offset(), &*smaller.to_query()), (25, "page=2&size=25"));
        assert_eq!(smaller.with_size(100).to_query(), "");
    }

    #[test]
    fn another_size_keeps_the_first_row_in_sight() {
        for (query, size, other) in [
            ("page=22", 100, "page=6&size=100"),
            ("page=6&size=100", 25, "page=21"),
        ] {
            assert_eq!(read(query, 25).with_size(size).to_query(), other);
        }
    }

    #[test]
    fn another_order_begins_at_the_first_page() {
        let sort = read("sort=-email%2Cpassword%2Cusername%2Cemail", 25).sort;
        let state = read("page=7&size=50", 25).with_sort(sort);
        assert_eq!(state.to_query(), "size=50&sort=-email%2Cusername");
        assert_eq!(state.sort_by().as_deref(), Some("email:desc|username:asc"));
    }
}
