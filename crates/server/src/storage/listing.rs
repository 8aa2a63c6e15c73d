//! List requests as queries. What they find is the same on every database: texts are compared in their folded form, null
//! comes last, and ties go by id.

use std::collections::BTreeSet;

use api_types::validation::fold_case;
use sea_query::{Alias, Asterisk, Cond, Expr, ExprTrait as _, LikeExpr, Order, Query, SelectStatement};

use super::StorageError;
use super::database::Connection;
use super::statements::{ReadRow, fetch_all_uncached};
use crate::domain::list::{
    Attribute, Attributes, Comparison, Condition, Direction, Kind, ListRequest, Pattern, Piece, Value,
};

/// How many rows a search may find by an index. One that finds more is quicker by looking at all of them.
const SELECTIVE: u64 = 10_000;

/// How many characters the pieces have by which an index finds texts.
const PIECE: usize = 3;

/// The column by which rows are told apart.
const ID: &str = "id";

/// A table that is listed: what its rows are read from.
pub(super) struct Listing<T> {
    /// What can be asked for: each is a column of that name.
    pub(super) attributes: &'static Attributes,
    /// The table.
    pub(super) table: &'static str,
    /// The columns that `read` reads.
    pub(super) columns: &'static [&'static str],
    /// The attributes that are compared and sorted by another column: by that of the text's folded form.
    pub(super) folded: &'static [&'static str],
    /// Reads a row.
    pub(super) read: ReadRow<T>,
    /// SQLite's index of the texts that are searched, a table with the same ids and columns; PostgreSQL uses its own by itself.
    pub(super) search_index: Option<&'static str>,
}

impl<T> Listing<T> {
    /// The rows that are asked for out of those within `scope`, and how many match in all.
    pub(super) async fn page(
        &self,
        connection: &mut Connection,
        scope: Option<Expr>,
        request: &ListRequest,
    ) -> Result<(i64, Vec<T>), StorageError> {
        let mut matching = Cond::all().add_option(scope);
        for filter in &request.filters {
            matching = matching.add(holds(&self.expr(filter.attribute), &filter.condition));
        }
        for text in &request.searches {
            let by_index = self.by_index(connection, text).await?;
            matching = matching.add(self.found(text, by_index));
        }
        let mut all = Query::select();
        all.expr(Expr::col(Asterisk).count())
            .from(self.table)
            .cond_where(matching.clone());
        let counted = fetch_all_uncached(connection, &all, |row| Ok(row.try_get(0)?)).await?;
        let count = counted.first().copied().unwrap_or_default();
        // The ids first, by an index if there is one: of the rows before the page nothing else is read.
        let mut ids = Query::select();
        ids.expr(self.id())
            .from(self.table)
            .cond_where(matching)
            .limit(request.page.limit)
            .offset(request.page.offset);
        self.sort(&mut ids, request);
        let mut rows = Query::select();
        rows.columns(self.columns.iter().copied())
            .from(self.table)
            .and_where(self.id().in_subquery(ids));
        self.sort(&mut rows, request);
        Ok((count, fetch_all_uncached(connection, &rows, self.read).await?))
    }

    fn id(&self) -> Expr {
        Expr::col(ID)
    }

    /// The ids of the rows that have the text in one of the columns that are searched, if an index finds them, and few enough.
    async fn by_index(
        &self,
        connection: &mut Connection,
        text: &str,
    ) -> Result<Option<BTreeSet<i64>>, StorageError> {
        let folded = fold_case(text);
        let is_plain = !folded.contains(['%', '_', '\\']) && folded.chars().count() >= PIECE;
        let (Some(index), Connection::Sqlite(_)) = (self.search_index.filter(|_| is_plain), &*connection)
        else {
            return Ok(None);
        };
        let mut all = BTreeSet::new();
        let texts = self.attributes.searched().filter(|one| one.kind == Kind::Text);
        for attribute in texts {
            // The index knows no ESCAPE, which this text doesn't need. Each has its limit: a union would be made whole before it is cut.
            let found = Query::select()
                .column("rowid")
                .from(index)
                .and_where(self.expr(attribute).like(format!("%{folded}%")))
                .limit(SELECTIVE + 1)
                .take();
            let ids: Vec<i64> = fetch_all_uncached(connection, &found, |row| Ok(row.try_get(0)?)).await?;
            all.extend(ids);
            if all.len() as u64 > SELECTIVE {
                return Ok(None);
            }
        }
        Ok(Some(all))
    }

    fn column(&self, attribute: Attribute) -> Alias {
        if self.folded.contains(&attribute.name) {
            return Alias::new(format!("{}_folded", attribute.name));
        }
        Alias::new(attribute.name)
    }

    fn expr(&self, attribute: Attribute) -> Expr {
        Expr::col(self.column(attribute))
    }

    fn sort(&self, rows: &mut SelectStatement, request: &ListRequest) {
        for sorting in &request.order {
            let order = match sorting.direction {
                Direction::Ascending => Order::Asc,
                Direction::Descending => Order::Desc,
            };
            rows.order_by_expr(self.expr(sorting.attribute).is_null(), Order::Asc);
            rows.order_by(self.column(sorting.attribute), order);
        }
        rows.order_by(ID, Order::Asc);
    }

    /// Whether `search` finds the row. `by_index` are the ids of those that have the text, if that is known.
    fn found(&self, text: &str, by_index: Option<BTreeSet<i64>>) -> Cond {
        let is_indexed = by_index.is_some();
        let mut anywhere = Cond::any().add_option(by_index.map(|ids| self.id().is_in(ids)));
        for attribute in self.attributes.searched() {
            let column = self.expr(attribute);
            match (attribute.kind, text.parse::<i64>()) {
                (Kind::Text, _) if is_indexed => {}
                (Kind::Text, _) => anywhere = anywhere.add(like(column, &Pattern::containing(text))),
                (Kind::Number, Ok(number)) => anywhere = anywhere.add(column.eq(number)),
                _ => {}
            }
        }
        anywhere
    }
}

/// The condition on that column. What says "not" holds for null.
fn holds(column: &Expr, condition: &Condition) -> Cond {
    let column = column.clone();
    let null = || column.clone().is_null();
    match condition {
        Condition::Is(None) => Cond::all().add(null()),
        Condition::IsNot(None) => Cond::all().add(null().not()),
        Condition::Is(Some(value)) => Cond::all().add(column.eq(bound(value))),
        Condition::IsNot(Some(value)) => Cond::any().add(null()).add(column.ne(bound(value))),
        Condition::Compares(comparison, value) => {
            let value = bound(value);
            Cond::all().add(match comparison {
                Comparison::Greater => column.gt(value),
                Comparison::GreaterOrEqual => column.gte(value),
                Comparison::Less => column.lt(value),
                Comparison::LessOrEqual => column.lte(value),
            })
        }
        Condition::In(values) => {
            let among = column.clone().is_in(values.iter().flatten().map(bound));
            let or_null = values.contains(&None).then(null);
            Cond::any().add(among).add_option(or_null)
        }
        Condition::NotIn(values) => {
            let beyond = column.clone().is_not_in(values.iter().flatten().map(bound));
            if values.contains(&None) {
                Cond::all().add(null().not()).add(beyond)
            } else {
                Cond::any().add(null()).add(beyond)
            }
        }
        Condition::Like(pattern) => Cond::all().add(like(column, pattern)),
        Condition::NotLike(pattern) => Cond::any().add(null()).add(like(column.clone(), pattern).not()),
    }
}

fn bound(value: &Value) -> Expr {
    match value {
        Value::Number(number) => Expr::val(*number),
        Value::Text(text) => Expr::val(fold_case(text)),
        Value::Boolean(boolean) => Expr::val(*boolean),
        Value::Time(time) => Expr::val(time.unix_millis()),
    }
}

fn like(column: Expr, pattern: &Pattern) -> Expr {
    let folded = pattern.pieces().iter().flat_map(|piece| match piece {
        Piece::Literal(character) => {
            let folded = fold_case(character.encode_utf8(&mut [0; 4]));
            folded.chars().map(Piece::Literal).collect()
        }
        wildcard => vec![*wildcard],
    });
    column.like(LikeExpr::new(Pattern::new(folded).to_string()).escape('\\'))
}
