//! Tables: columns, rows with their actions, and the pages of a list.

mod column;
mod fit;
mod head;
mod keyboard;
mod pagination;
mod row;
mod selection;
mod sort;
mod view;

pub use crate::{counted, group_digits};
pub use column::{Column, OnCard};
pub use pagination::{PAGE_SIZES, PageInfo, Pagination};
pub use selection::{SelectAllBox, SelectBox, SelectBoxes, Selection, SelectionBar, use_existing_selection};
pub use sort::{Sort, SortRequest};
pub use view::Table;
