//! The query of a list, by the server.

use std::collections::BTreeSet;

use api_types::{DEFAULT_LIMIT, MAX_LIMIT};
use form_urlencoded::Serializer;
use nodeum_admin_server::domain::list::{
    API_KEYS, AUDIT_EVENTS, Attributes, CONFIGURATIONS, Condition, Kind, LIST_MAX, ListRequest, PATTERN_MAX,
    PATTERNS_MAX, Pattern, USERS, Value,
};
use nodeum_admin_server::http::page::Query;

/// What nobody gets to read.
const SECRET: &str = "correct-horse";

/// Any query is a request within the limits, or errors that repeat no password. A request is the same when it is written and read again,
/// and so is the text itself as a value.
pub fn filters(query: &str) {
    for attributes in [USERS, CONFIGURATIONS, API_KEYS, AUDIT_EVENTS] {
        requests(&attributes, query);
    }

    for kind in [Kind::Number, Kind::Text, Kind::Boolean, Kind::Time] {
        if let Ok(condition) = Condition::read(kind, query) {
            assert_same(kind, &condition);
        }
    }
    // At the character NUL databases would stop reading, and nothing is null.
    if !query.contains('\0') && !query.is_empty() {
        let value = || Some(Value::Text(query.to_owned()));
        assert_same(Kind::Text, &Condition::Is(value()));
        assert_same(Kind::Text, &Condition::IsNot(value()));
        assert_same(Kind::Text, &Condition::In(vec![value(), None, value()]));
        assert_same(Kind::Text, &Condition::NotIn(vec![None, value()]));
        let pattern = Pattern::containing(query);
        if pattern.pieces().len() <= PATTERN_MAX {
            assert_same(Kind::Text, &Condition::Like(pattern.clone()));
            assert_same(Kind::Text, &Condition::NotLike(pattern));
        }
    }
}

fn assert_same(kind: Kind, condition: &Condition) {
    let written = condition.to_string();
    assert_eq!(
        Condition::read(kind, &written).as_ref(),
        Ok(condition),
        "{written}"
    );
}

fn requests(attributes: &Attributes, query: &str) {
    let parsed = Query::parse(query);
    if let Ok(request) = parsed.list(attributes, true) {
        let values: usize = request
            .filters
            .iter()
            .map(|filter| filter.condition.values())
            .sum();
        let patterns = request
            .filters
            .iter()
            .filter(|filter| filter.condition.is_pattern());
        assert!(values <= LIST_MAX && patterns.count() + request.searches.len() <= PATTERNS_MAX);
        assert!(request.page.limit <= MAX_LIMIT && i64::try_from(request.page.offset).is_ok());
        let sorted: BTreeSet<_> = request
            .order
            .iter()
            .map(|sorting| sorting.attribute.name)
            .collect();
        assert_eq!(sorted.len(), request.order.len());
        let written = write(&request);
        assert_eq!(
            Query::parse(&written).list(attributes, true),
            Ok(request),
            "{written}"
        );
    }
    if let Ok(request) = parsed.list(attributes, false) {
        assert!(request.filters.is_empty() && request.searches.is_empty() && request.order.is_empty());
    }
    if !query.contains(SECRET) {
        // Whatever follows, somebody may be asking for a password.
        for query in [
            format!("password={SECRET}&{query}"),
            format!("{query}&password=={SECRET}"),
        ] {
            let asked = Query::parse(&query).list(attributes, true);
            assert!(asked.is_err_and(|errors| !format!("{errors:?}").contains(SECRET)));
        }
    }
}

/// The query that asks for that.
fn write(request: &ListRequest) -> String {
    let mut query = Serializer::new(String::new());
    for filter in &request.filters {
        query.append_pair(filter.attribute.name, &filter.condition.to_string());
    }
    for search in &request.searches {
        query.append_pair("search", search);
    }
    if !request.order.is_empty() {
        let order: Vec<_> = request.order.iter().map(ToString::to_string).collect();
        query.append_pair("sort_by", &order.join("|"));
    }
    // What holds anyway isn't written: a request has a limited number of parameters.
    if request.page.limit != DEFAULT_LIMIT {
        query.append_pair("limit", &request.page.limit.to_string());
    }
    if request.page.offset != 0 {
        query.append_pair("offset", &request.page.offset.to_string());
    }
    query.finish()
}
