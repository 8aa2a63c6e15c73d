//! List queries on the database find what a naive model in memory finds.

use std::cmp::Ordering;

use api_types::validation::fold_case;
use api_types::{SourceType, Timestamp};
use nodeum_admin_server::domain::account::Account;
use nodeum_admin_server::domain::list::{
    Attribute, Comparison, Condition, Direction, Filter, ListRequest, Page, Pattern, Piece, Sorting, USERS,
    Value,
};
use nodeum_admin_server::storage::users;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::support::Server;

const NAMES: [&str; 8] = ["ada", "Ada Ω", "%", "a_b", "a\\b", "ΑΣ", "zoë|x", "Straße"];
const TIMES: [i64; 4] = [0, 1_000, 1_700_000_000_000, 1_767_225_600_000];

/// Users in whom everything that can be asked for comes up.
fn accounts() -> Vec<Account> {
    (2..40_i64)
        .map(|id| {
            let pick = |step: i64, count: usize| usize::try_from(id * step).unwrap() % count;
            Account {
                id,
                user_id: 1000 + id % 5,
                group_id: id % 3,
                username: format!("{}{}", NAMES[pick(1, 8)], id / 8),
                email: (id % 3 != 0)
                    .then(|| format!("{}@x.example", NAMES[pick(3, 8)].to_uppercase() + &id.to_string())),
                password_hash: "!".into(),
                is_admin: id % 4 == 0,
                source_type: SourceType::ALL[pick(1, 3)].clone(),
                expired_at: (id % 2 == 0).then(|| Timestamp::from_unix_millis(TIMES[pick(5, 4)])),
                created_at: Timestamp::from_unix_millis(TIMES[pick(1, 4)]),
                updated_at: Timestamp::from_unix_millis(TIMES[pick(7, 4)] + 1),
                last_sign_in_at: (pick(8, 3) > 0).then(|| Timestamp::from_unix_millis(TIMES[pick(8, 4)])),
            }
        })
        .collect()
}

fn value_of(account: &Account, attribute: Attribute) -> Option<Value> {
    let time = |time| Some(Value::Time(time));
    let text = |text: &str| Some(Value::Text(fold_case(text)));
    match attribute.name {
        "id" => Some(Value::Number(account.id)),
        "user_id" => Some(Value::Number(account.user_id)),
        "group_id" => Some(Value::Number(account.group_id)),
        "username" => text(&account.username),
        "email" => account.email.as_deref().and_then(text),
        "is_admin" => Some(Value::Boolean(account.is_admin)),
        "source_type" => text(account.source_type.as_str()),
        "expired_at" => account.expired_at.and_then(time),
        "created_at" => time(account.created_at),
        "updated_at" => time(account.updated_at),
        "last_sign_in_at" => account.last_sign_in_at.and_then(time),
        other => panic!("what is {other}?"),
    }
}

fn compare(a: &Value, b: &Value) -> Ordering {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a.cmp(b),
        (Value::Text(a), Value::Text(b)) => fold_case(a).cmp(&fold_case(b)),
        (Value::Boolean(a), Value::Boolean(b)) => a.cmp(b),
        (Value::Time(a), Value::Time(b)) => a.cmp(b),
        _ => panic!("values of two kinds"),
    }
}

fn equal(a: Option<&Value>, b: Option<&Value>) -> bool {
    match (a, b) {
        (None, None) => true,
        (Some(a), Some(b)) => compare(a, b) == Ordering::Equal,
        _ => false,
    }
}

fn fits(pieces: &[Piece], text: &[char]) -> bool {
    match (pieces.split_first(), text.split_first()) {
        (None, None) => true,
        (None, Some(_)) => false,
        (Some((Piece::Any, rest)), None) => fits(rest, text),
        (Some((Piece::Any, rest)), Some((_, shorter))) => fits(rest, text) || fits(pieces, shorter),
        (Some((Piece::One, rest)), Some((_, shorter))) => fits(rest, shorter),
        (Some((Piece::Literal(a), rest)), Some((b, shorter))) => {
            fold_case(&a.to_string()) == b.to_string() && fits(rest, shorter)
        }
        (Some(_), None) => false,
    }
}

fn like(value: Option<&Value>, pattern: &Pattern) -> bool {
    match value {
        Some(Value::Text(text)) => fits(pattern.pieces(), &text.chars().collect::<Vec<_>>()),
        _ => false,
    }
}

fn holds(value: Option<&Value>, condition: &Condition) -> bool {
    match condition {
        Condition::Is(wanted) => equal(value, wanted.as_ref()),
        Condition::IsNot(wanted) => !equal(value, wanted.as_ref()),
        Condition::Compares(comparison, with) => value.is_some_and(|value| {
            let order = compare(value, with);
            match comparison {
                Comparison::Greater => order.is_gt(),
                Comparison::GreaterOrEqual => order.is_ge(),
                Comparison::Less => order.is_lt(),
                Comparison::LessOrEqual => order.is_le(),
            }
        }),
        Condition::In(values) => values.iter().any(|wanted| equal(value, wanted.as_ref())),
        Condition::NotIn(values) => !values.iter().any(|wanted| equal(value, wanted.as_ref())),
        Condition::Like(pattern) => like(value, pattern),
        Condition::NotLike(pattern) => !like(value, pattern),
    }
}

fn found(account: &Account, text: &str) -> bool {
    let within = |whole: &str| fold_case(whole).contains(&fold_case(text));
    let number = text.parse::<i64>().ok();
    within(&account.username)
        || account.email.as_deref().is_some_and(within)
        || number == Some(account.id)
        || number == Some(account.user_id)
}

/// How many match, and the ids of the page.
fn model(accounts: &[Account], request: &ListRequest) -> (i64, Vec<i64>) {
    let mut matching: Vec<&Account> = accounts
        .iter()
        .filter(|account| {
            request
                .filters
                .iter()
                .all(|filter| holds(value_of(account, filter.attribute).as_ref(), &filter.condition))
                && request.searches.iter().all(|text| found(account, text))
        })
        .collect();
    matching.sort_by(|a, b| {
        let mut order = Ordering::Equal;
        for sorting in &request.order {
            let next = match (value_of(a, sorting.attribute), value_of(b, sorting.attribute)) {
                (None, None) => Ordering::Equal,
                (None, Some(_)) => Ordering::Greater,
                (Some(_), None) => Ordering::Less,
                (Some(a), Some(b)) if sorting.direction == Direction::Descending => compare(&b, &a),
                (Some(a), Some(b)) => compare(&a, &b),
            };
            order = order.then(next);
        }
        order.then(a.id.cmp(&b.id))
    });
    let count = i64::try_from(matching.len()).unwrap();
    let page = &request.page;
    let ids = matching.iter().map(|account| account.id);
    let page = ids
        .skip(usize::try_from(page.offset).unwrap())
        .take(usize::try_from(page.limit).unwrap());
    (count, page.collect())
}

fn text() -> impl Strategy<Value = String> {
    let names: Vec<String> = accounts()
        .into_iter()
        .flat_map(|account| [Some(account.username), account.email])
        .flatten()
        .collect();
    prop_oneof![proptest::sample::select(names), "[aA%_\\\\|σΣς@ßéz1-9]{1,2}"]
}

fn value(attribute: Attribute) -> BoxedStrategy<Value> {
    use nodeum_admin_server::domain::list::Kind;
    match attribute.kind {
        Kind::Number => prop_oneof![0..45_i64, 998..1008_i64, any::<i64>()]
            .prop_map(Value::Number)
            .boxed(),
        Kind::Text => prop_oneof![text(), Just("CLI_ldap".to_owned())]
            .prop_map(Value::Text)
            .boxed(),
        Kind::Boolean => any::<bool>().prop_map(Value::Boolean).boxed(),
        Kind::Time => (proptest::sample::select(&TIMES[..]), -1..2_i64)
            .prop_map(|(time, shift)| Value::Time(Timestamp::from_unix_millis(time + shift)))
            .boxed(),
    }
}

fn pattern() -> impl Strategy<Value = Pattern> {
    let characters: Vec<char> = NAMES.iter().flat_map(|name| name.chars()).collect();
    let piece = prop_oneof![
        3 => Just(Piece::Any),
        1 => Just(Piece::One),
        2 => proptest::sample::select(characters).prop_map(Piece::Literal),
    ];
    prop::collection::vec(piece, 1..6).prop_map(Pattern::new)
}

fn condition(attribute: Attribute) -> BoxedStrategy<Condition> {
    let one = || prop::option::weighted(0.8, value(attribute));
    let list = || prop::collection::vec(one(), 1..4);
    let comparison = proptest::sample::select(vec![
        Comparison::Greater,
        Comparison::GreaterOrEqual,
        Comparison::Less,
        Comparison::LessOrEqual,
    ]);
    let typed = prop_oneof![
        one().prop_map(Condition::Is),
        one().prop_map(Condition::IsNot),
        (comparison, value(attribute)).prop_map(|(comparison, value)| Condition::Compares(comparison, value)),
        list().prop_map(Condition::In),
        list().prop_map(Condition::NotIn),
    ];
    if matches!(value_of(&accounts()[2], attribute), Some(Value::Text(_))) {
        prop_oneof![
            typed,
            pattern().prop_map(Condition::Like),
            pattern().prop_map(Condition::NotLike)
        ]
        .boxed()
    } else {
        typed.boxed()
    }
}

fn attribute() -> impl Strategy<Value = Attribute> {
    proptest::sample::select(USERS.all)
}

fn request() -> impl Strategy<Value = ListRequest> {
    let filter = attribute().prop_flat_map(|attribute| {
        condition(attribute).prop_map(move |condition| Filter { attribute, condition })
    });
    let sorting = (attribute(), any::<bool>()).prop_map(|(attribute, ascending)| Sorting {
        attribute,
        direction: if ascending {
            Direction::Ascending
        } else {
            Direction::Descending
        },
    });
    let search = prop_oneof![text(), (0..40_i64).prop_map(|number| number.to_string())];
    (
        prop::collection::vec(filter, 0..3),
        prop::collection::vec(search, 0..2),
        prop::collection::vec(sorting, 0..3),
        (0..50_u64, 0..10_u64),
    )
        .prop_map(|(filters, searches, order, (limit, offset))| ListRequest {
            filters,
            searches,
            order,
            page: Page { limit, offset },
        })
}

#[test]
fn the_database_finds_what_the_model_finds() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let accounts = accounts();
    let (server, everybody) = runtime.block_on(async {
        let server = Server::start().await;
        let mut writing = server.store.write().await.unwrap();
        users::fill(&mut writing, &accounts).await.unwrap();
        let admin = users::by_id(&mut writing, 1).await.unwrap().unwrap();
        writing.commit().await.unwrap();
        let everybody: Vec<Account> = std::iter::once(admin).chain(accounts).collect();
        (server, everybody)
    });
    let mut runner = TestRunner::new(Config {
        cases: 1500,
        failure_persistence: None,
        ..Config::default()
    });
    let checked = runner.run(&request(), |request| {
        let (count, rows) = runtime.block_on(async {
            let mut reading = server.store.read().await.unwrap();
            users::page(&mut reading, &request).await.unwrap()
        });
        let ids: Vec<i64> = rows.iter().map(|account| account.id).collect();
        prop_assert_eq!((count, ids), model(&everybody, &request));
        Ok(())
    });
    if let Err(error) = checked {
        panic!("{error}");
    }
}
