//! Order and pages of a list that is here whole.

use std::cmp::Ordering;

use super::list_state::ListState;
use ui::table::PageInfo;

/// A page of rows that are all here.
#[derive(Debug, Clone, PartialEq)]
pub struct LocalPage<T> {
    /// Which page this is: the last one, if the address names one behind it.
    pub info: PageInfo,
    /// The rows of the page.
    pub rows: Vec<T>,
}

impl<T> LocalPage<T> {
    /// The same page with something else made of each row.
    pub fn map<U>(self, row: impl FnMut(T) -> U) -> LocalPage<U> {
        LocalPage {
            info: self.info,
            rows: self.rows.into_iter().map(row).collect(),
        }
    }
}

/// Sorts the rows that match and takes a page of them. `compare` is given the id of the column and whether the last comes
/// first; it is not asked as long as no column is chosen, when the rows stay as they came.
pub fn page_of<T>(
    mut rows: Vec<T>,
    state: &ListState,
    compare: impl Fn(&T, &T, &str, bool) -> Ordering,
) -> LocalPage<T> {
    if !state.sort.is_empty() {
        rows.sort_by(|a, b| {
            let mut orders = state
                .sort
                .iter()
                .map(|sort| compare(a, b, &sort.column, sort.descending));
            orders.find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
        });
    }
    let total = rows.len() as u64;
    let last = total.div_ceil(state.size.max(1)).max(1);
    let page = state.page.min(last);
    let skipped = usize::try_from((page - 1) * state.size).unwrap_or(usize::MAX);
    let size = usize::try_from(state.size).unwrap_or(usize::MAX);
    let rows: Vec<T> = rows.into_iter().skip(skipped).take(size).collect();
    let info = PageInfo {
        page,
        size: state.size,
        shown: rows.len() as u64,
        total: Some(total),
    };
    LocalPage { info, rows }
}

/// Compares two values of a column; what is absent comes last in both directions.
pub fn in_order<K: Ord>(a: Option<K>, b: Option<K>, descending: bool) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) if descending => b.cmp(&a),
        (Some(a), Some(b)) => a.cmp(&b),
        (a, b) => b.is_some().cmp(&a.is_some()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ui::table::Sort;

    fn state(page: u64, descending: bool) -> ListState {
        ListState {
            page,
            size: 2,
            sort: vec![Sort {
                column: "number".into(),
                descending,
            }],
            ..ListState::default()
        }
    }

    fn page(page: u64, descending: bool) -> LocalPage<Option<i32>> {
        let rows = vec![Some(3), None, Some(1), Some(2), Some(5)];
        page_of(rows, &state(page, descending), |a, b, column, descending| {
            assert_eq!(column, "number");
            in_order(*a, *b, descending)
        })
    }

    #[test]
    fn what_is_absent_comes_last_in_both_directions() {
        for (number, descending, rows) in [
            (1, false, vec![Some(1), Some(2)]),
            (1, true, vec![Some(5), Some(3)]),
            (3, false, vec![None]),
            (3, true, vec![None]),
        ] {
            assert_eq!(page(number, descending).rows, rows);
        }
    }

    #[test]
    fn a_page_behind_the_last_is_the_last() {
        let last = page(9, false);
        assert_eq!(
            (last.info.page, last.info.total, last.rows),
            (3, Some(5), vec![None])
        );
        let none = page_of(Vec::<i32>::new(), &state(4, false), |_, _, _, _| Ordering::Equal);
        assert_eq!((none.info.page, none.info.total), (1, Some(0)));
    }
}
