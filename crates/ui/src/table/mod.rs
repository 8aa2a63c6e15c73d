//! Tables: columns, rows with their actions, and the pages of a list.

mod pagination;
mod row;
mod selection;
mod view;

pub use crate::{counted, group_digits};
pub use pagination::{PAGE_SIZES, PageInfo, Pagination};
pub use selection::{Selection, SelectionBar};
pub use view::{Column, Sort, Table};
