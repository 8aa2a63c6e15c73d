//! The namespace that usernames and emails share.

use std::collections::BTreeSet;

use sea_query::{Expr, ExprTrait as _, OnConflict, Order, Query};

use super::Taken;
use crate::domain::account::Account;
use crate::domain::name::name_key;
use crate::storage::StorageError;
use crate::storage::database::Connection;
use crate::storage::statements::{delete_rows, execute, fetch_all, insert_row};

/// Gives the account its names and takes back those that it no longer has. The table's primary key is what refuses a name
/// that somebody has.
pub(super) async fn claim(connection: &mut Connection, account: &Account) -> Result<Taken, StorageError> {
    release(connection, account.id).await?;
    let username = name_key(&account.username);
    let mut taken = Taken {
        username: !insert(connection, account.id, &username).await?,
        email: false,
    };
    if let Some(email) = account.email.as_deref().map(name_key)
        && email != username
    {
        taken.email = !insert(connection, account.id, &email).await?;
    }
    Ok(taken)
}

/// Makes the keys of all names anew, for a database of a time when fewer names were the same. Who came first keeps a name; whoever
/// else has the same can't be found by it until an administrator gives them another, and the log says so.
pub(in crate::storage) async fn rebuild_name_keys(connection: &mut Connection) -> Result<(), StorageError> {
    let select = Query::select()
        .columns(["id", "username", "email"])
        .from("users")
        .order_by("id", Order::Asc)
        .take();
    let named = fetch_all(connection, &select, |row| {
        let names: [Option<String>; 2] = [row.try_get("username")?, row.try_get("email")?];
        Ok((row.try_get::<i64, _>("id")?, names))
    })
    .await?;
    execute(connection, &Query::delete().from_table("names").take()).await?;
    for (id, names) in named {
        let keys: BTreeSet<String> = names.iter().flatten().map(|name| name_key(name)).collect();
        for key in keys {
            if !insert(connection, id, &key).await? {
                tracing::warn!(
                    id,
                    "a name of this user is somebody else's in another form: give them another"
                );
            }
        }
    }
    Ok(())
}

/// The names that an account occupies.
pub(super) fn of(account: &Account) -> BTreeSet<String> {
    let names = [Some(account.username.as_str()), account.email.as_deref()];
    names.into_iter().flatten().map(name_key).collect()
}

async fn release(connection: &mut Connection, owner_id: i64) -> Result<(), StorageError> {
    delete_rows(connection, "names", Expr::col("owner_id").eq(owner_id)).await?;
    Ok(())
}

/// Whether the name was free. A conflict is no error here: that would end the transaction on other databases.
async fn insert(connection: &mut Connection, owner_id: i64, name: &str) -> Result<bool, StorageError> {
    let row = [("name", name.into()), ("owner_id", owner_id.into())];
    let statement = insert_row("names", row)
        .on_conflict(OnConflict::column("name").do_nothing().to_owned())
        .take();
    Ok(execute(connection, &statement).await? == 1)
}
