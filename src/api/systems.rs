//! Accounts and groups of the server's operating system; these lists have no pages.

use api_types::{SystemGroup, SystemGroupList, SystemUser, SystemUserList};

use crate::api::{Api, ApiError};
use crate::paths;

/// All users of the operating system.
pub async fn users(api: Api) -> Result<Vec<SystemUser>, ApiError> {
    let list: SystemUserList = api.get(paths::api::system_users()).await?;
    Ok(list.users)
}

/// All groups of the operating system.
pub async fn groups(api: Api) -> Result<Vec<SystemGroup>, ApiError> {
    let list: SystemGroupList = api.get(paths::api::system_groups()).await?;
    Ok(list.groups)
}
