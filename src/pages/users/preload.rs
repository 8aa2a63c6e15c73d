//! What is loaded ahead for a link to the users.

use super::columns::SORTABLE;
use super::context::preload_around_rows;
use super::details::USER;
use super::filters::NAMES;
use super::list_page::PAGE;
use crate::paths::Address;
use crate::query::list_state_of;

/// Loads what an address shows that one comes to `from` another page, if from any: the list, unless it is there already and a drawer
/// is opened over it, and the user that is named.
pub fn preload_users(address: &Address, from: Option<&Address>) {
    let is_open = from.is_some_and(|from| from.page() == "users");
    let name = address.segments.get(1);
    if !is_open || name.is_none() {
        PAGE.preload(list_state_of(address, SORTABLE, NAMES).without_columns());
    }
    if !is_open {
        preload_around_rows();
    }
    if let Some(name) = name.filter(|name| !["new", "import"].contains(&name.as_str())) {
        USER.preload(name.clone());
    }
}
