//! Tables: columns, rows with their actions, and the pages of a list.
#![expect(
    unreachable_pub,
    reason = "a component's builder is public whatever the component is"
)]

mod column;
mod pagination;
mod row;
mod view;

pub use column::{Align, Column, Sort};
pub use pagination::{PAGE_SIZES, Pagination, group_digits};
pub use view::Table;
