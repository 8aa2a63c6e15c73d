//! The namespace that usernames and emails share.

use std::collections::BTreeSet;

use api_types::validation::fold_case;
use sea_query::{Expr, ExprTrait as _, OnConflict, Query};

use super::Taken;
use crate::domain::account::Account;
use crate::storage::StorageError;
use crate::storage::database::{Connection, execute, insert_row};
use crate::storage::tables::Names;

/// Gives the account its names and takes back those that it no longer has. The table's primary key is what refuses a name
/// that somebody has.
pub(super) async fn claim(connection: &mut Connection, account: &Account) -> Result<Taken, StorageError> {
    release(connection, account.id).await?;
    let username = fold_case(&account.username);
    let mut taken = Taken {
        username: !insert(connection, account.id, &username).await?,
        email: false,
    };
    if let Some(email) = account.email.as_deref().map(fold_case)
        && email != username
    {
        taken.email = !insert(connection, account.id, &email).await?;
    }
    Ok(taken)
}

/// The names that an account occupies.
pub(super) fn of(account: &Account) -> BTreeSet<String> {
    let names = [Some(account.username.as_str()), account.email.as_deref()];
    names.into_iter().flatten().map(fold_case).collect()
}

async fn release(connection: &mut Connection, owner_id: i64) -> Result<(), StorageError> {
    let statement = Query::delete()
        .from_table(Names::Table)
        .and_where(Expr::col(Names::OwnerId).eq(owner_id))
        .take();
    execute(connection, &statement).await.map(|_| ())
}

/// Whether the name was free. A conflict is no error here: that would end the transaction on other databases.
async fn insert(connection: &mut Connection, owner_id: i64, name: &str) -> Result<bool, StorageError> {
    let row = [(Names::Name, name.into()), (Names::OwnerId, owner_id.into())];
    let statement = insert_row(Names::Table, row)
        .on_conflict(OnConflict::column(Names::Name).do_nothing().to_owned())
        .take();
    Ok(execute(connection, &statement).await? == 1)
}
