//! Sorting.

use std::cmp::Ordering;

/// Sorts rows; those that compare alike stay as they were. What is sorted is their numbers, so that the sorting itself, which
/// is long, is compiled once and not for every type of row.
pub fn sorted<T>(rows: Vec<T>, mut compare: impl FnMut(&T, &T) -> Ordering) -> Vec<T> {
    let numbers = sorted_numbers(rows.len(), &mut |a, b| compare(&rows[a], &rows[b]));
    let mut rows: Vec<Option<T>> = rows.into_iter().map(Some).collect();
    numbers
        .into_iter()
        .filter_map(|number| rows[number].take())
        .collect()
}

fn sorted_numbers(count: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut numbers: Vec<usize> = (0..count).collect();
    numbers.sort_by(|a, b| compare(*a, *b));
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_compares_alike_stays_in_its_order() {
        let rows = vec!["bb", "a", "cc", "", "d"];
        assert_eq!(
            sorted(rows, |a, b| a.len().cmp(&b.len())),
            ["", "a", "d", "bb", "cc"]
        );
        assert_eq!(sorted(Vec::<u8>::new(), Ord::cmp), Vec::<u8>::new());
    }
}
