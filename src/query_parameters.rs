//! The query of the present address, as it is written there.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use web_sys::UrlSearchParams;
use web_sys::js_sys::{self, Array};

/// The parameters of a query, decoded once, in their order.
///
/// leptos_router's own (0.8.17) are decoded twice: `%2525` becomes `%` in place of `%25`, and a name in an address can turn into parameters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QueryParameters(Vec<(String, String)>);

impl QueryParameters {
    /// Reads a query, with or without its question mark.
    pub fn of(search: &str) -> Self {
        let pairs = UrlSearchParams::new_with_str(search).ok();
        let pairs = pairs
            .iter()
            .flat_map(|parameters| js_sys::try_iter(parameters).ok().flatten());
        let text = |pair: &Array, index| pair.get(index).as_string();
        Self(
            pairs
                .flatten()
                .filter_map(|pair| {
                    let pair = Array::from(&pair.ok()?);
                    Some((text(&pair, 0)?, text(&pair, 1)?))
                })
                .collect(),
        )
    }

    /// The value of a parameter; the last one if it is there several times.
    pub fn get(&self, name: &str) -> Option<String> {
        let found = self.iter().rev().find(|(own, _)| *own == name);
        found.map(|(_, value)| value.to_owned())
    }

    /// All of them: names and values.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

/// The parameters of the present address.
pub fn use_query_parameters() -> Memo<QueryParameters> {
    let search = use_location().search;
    Memo::new(move |_| search.with(|search| QueryParameters::of(search)))
}
