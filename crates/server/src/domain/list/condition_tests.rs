//! The grammar of conditions.

use api_types::Timestamp;
use proptest::prelude::*;

use super::*;
use crate::domain::list::PATTERN_MAX;
use crate::domain::list::Piece;

fn text(text: &str) -> Option<Value> {
    Some(Value::Text(text.into()))
}

fn time(text: &str) -> Value {
    Value::Time(text.parse().unwrap())
}

#[test]
fn every_operator_is_read() {
    let read = |value: &str| Condition::read(Kind::Text, value).unwrap();
    assert_eq!(read("ada"), Condition::Is(text("ada")));
    assert_eq!(read("=ada"), Condition::Is(text("ada")));
    assert_eq!(read("==ada"), Condition::Is(text("=ada")));
    assert_eq!(read("=>ada"), Condition::Is(text(">ada")));
    assert_eq!(read("!=ada"), Condition::IsNot(text("ada")));
    assert_eq!(read("!=!ada"), Condition::IsNot(text("!ada")));
    assert_eq!(read("><a|b"), Condition::In(vec![text("a"), text("b")]));
    assert_eq!(
        read("!><a||b\\|c"),
        Condition::NotIn(vec![text("a"), None, text("b|c")])
    );
    for (operator, comparison) in [
        (">", Comparison::Greater),
        (">=", Comparison::GreaterOrEqual),
        ("<", Comparison::Less),
        ("<=", Comparison::LessOrEqual),
    ] {
        let condition = Condition::Compares(comparison, Value::Text("m".into()));
        assert_eq!(read(&format!("{operator}m")), condition);
    }
    let pattern = [
        Piece::Any,
        Piece::Literal('a'),
        Piece::Literal('_'),
        Piece::One,
        Piece::Literal('\\'),
    ];
    assert_eq!(read("~%a\\__\\\\"), Condition::Like(Pattern::new(pattern)));
    assert_eq!(
        read("!~a\\b"),
        Condition::NotLike(Pattern::new("a\\b".chars().map(Piece::Literal)))
    );
}

#[test]
fn nothing_after_the_operator_is_null() {
    for value in ["", "=", "~"] {
        assert_eq!(
            Condition::read(Kind::Text, value),
            Ok(Condition::Is(None)),
            "{value}"
        );
    }
    for value in ["!=", "!~"] {
        assert_eq!(
            Condition::read(Kind::Text, value),
            Ok(Condition::IsNot(None)),
            "{value}"
        );
    }
    assert_eq!(Condition::read(Kind::Time, "><"), Ok(Condition::In(vec![None])));
    for value in [">", ">=", "<", "<="] {
        assert_eq!(
            Condition::read(Kind::Time, value),
            Err(AttributeError::invalid(value))
        );
    }
}

#[test]
fn values_are_typed() {
    let is = |kind, value: &str| Condition::read(kind, value);
    assert_eq!(is(Kind::Number, "-7"), Ok(Condition::Is(Some(Value::Number(-7)))));
    assert_eq!(
        is(Kind::Boolean, "true"),
        Ok(Condition::Is(Some(Value::Boolean(true))))
    );
    let day = Condition::Compares(Comparison::GreaterOrEqual, time("2026-01-01T00:00:00Z"));
    assert_eq!(is(Kind::Time, ">=2026-01-01"), Ok(day));
    let instant = time("2026-01-01T10:00:00Z");
    assert_eq!(
        is(Kind::Time, "2026-01-01T12:00:00+02:00"),
        Ok(Condition::Is(Some(instant)))
    );
    for (kind, value) in [
        (Kind::Number, "seven"),
        (Kind::Number, "7.0"),
        (Kind::Number, "+7"),
        (Kind::Number, "9223372036854775808"),
        (Kind::Number, "><1|x"),
        (Kind::Number, "~1%"),
        (Kind::Boolean, "yes"),
        (Kind::Boolean, "TRUE"),
        (Kind::Boolean, "!~true"),
        (Kind::Time, "yesterday"),
        (Kind::Time, "2026-02-30"),
        (Kind::Time, ">=2026-01-01T00:00:00"),
        (Kind::Text, "!ada"),
        (Kind::Text, "a\0"),
        (Kind::Text, "~a\0"),
    ] {
        assert_eq!(is(kind, value), Err(AttributeError::invalid(value)), "{value}");
    }
}

#[test]
fn lists_and_patterns_have_limits() {
    let many = |count: usize| format!("><{}", vec!["1"; count].join("|"));
    assert!(Condition::read(Kind::Number, &many(LIST_MAX)).is_ok());
    assert_eq!(
        Condition::read(Kind::Number, &many(LIST_MAX + 1)),
        Err(AttributeError::too_many(LIST_MAX))
    );
    let all = Condition::read(Kind::Text, &format!("~{}", "%".repeat(10_000)));
    assert_eq!(all, Ok(Condition::Like(Pattern::new([Piece::Any]))));
    assert_eq!(
        Condition::read(Kind::Text, &format!("~{}", "%a".repeat(600))),
        Err(AttributeError::too_long(PATTERN_MAX))
    );
}

fn kind() -> impl Strategy<Value = Kind> {
    prop_oneof![
        Just(Kind::Number),
        Just(Kind::Text),
        Just(Kind::Boolean),
        Just(Kind::Time)
    ]
}

fn value(kind: Kind) -> BoxedStrategy<Value> {
    match kind {
        Kind::Number => any::<i64>().prop_map(Value::Number).boxed(),
        Kind::Text => "[%_|\\\\=!<>~aZß\u{1F600}]{1,6}".prop_map(Value::Text).boxed(),
        Kind::Boolean => any::<bool>().prop_map(Value::Boolean).boxed(),
        Kind::Time => (-62_167_219_200_000..=253_402_300_799_999_i64)
            .prop_map(|millis| Value::Time(Timestamp::from_unix_millis(millis)))
            .boxed(),
    }
}

fn pattern() -> impl Strategy<Value = Pattern> {
    let piece = prop_oneof![
        Just(Piece::Any),
        Just(Piece::One),
        proptest::sample::select(vec!['a', '%', '_', '|', '\\', '=', 'ß']).prop_map(Piece::Literal),
    ];
    prop::collection::vec(piece, 1..8).prop_map(Pattern::new)
}

fn condition(kind: Kind) -> BoxedStrategy<Condition> {
    let one = || prop::option::of(value(kind));
    let list = || prop::collection::vec(one(), 1..5);
    let comparison = proptest::sample::select(vec![
        Comparison::Greater,
        Comparison::GreaterOrEqual,
        Comparison::Less,
        Comparison::LessOrEqual,
    ]);
    let typed = prop_oneof![
        one().prop_map(Condition::Is),
        one().prop_map(Condition::IsNot),
        // A text that begins like the rest of an operator can't be compared that way.
        (comparison, value(kind))
            .prop_filter("ambiguous", |(_, value)| !value
                .to_string()
                .starts_with(['=', '<']))
            .prop_map(|(comparison, value)| Condition::Compares(comparison, value)),
        list().prop_map(Condition::In),
        list().prop_map(Condition::NotIn),
    ];
    if kind == Kind::Text {
        let like = prop_oneof![
            pattern().prop_map(Condition::Like),
            pattern().prop_map(Condition::NotLike)
        ];
        prop_oneof![typed, like].boxed()
    } else {
        typed.boxed()
    }
}

proptest! {
    #[test]
    fn what_is_printed_is_read_as_the_same(
        (kind, condition) in kind().prop_flat_map(|kind| (Just(kind), condition(kind)))
    ) {
        prop_assert_eq!(Condition::read(kind, &condition.to_string()), Ok(condition));
    }

    #[test]
    fn what_is_read_prints_as_something_that_reads_the_same(
        (kind, condition) in (kind(), "[!=<>~|%_\\\\a0-9:TZ.\u{0}é-]{0,12}").prop_filter_map("it isn't read", |(kind, text)| {
            Some((kind, Condition::read(kind, &text).ok()?))
        })
    ) {
        prop_assert_eq!(Condition::read(kind, &condition.to_string()), Ok(condition));
    }
}
