//! The filters of the list: as words, in the address, as parameters of the API, and for users that are here already.
//!
//! A filter is written `name:value` in the search field and `name=value` in the address, with the same names and values.

mod needle;
mod span;
mod words;

use api_types::{SourceType, Timestamp, User};

use crate::query::ListState;
use crate::time::{self, DAY};
use crate::user_facts::source_name;
pub use needle::Needle;
pub use span::{Day, Span};
pub use words::{completions, is_typing_filter, take_filters};

/// The names of the filters, which are parameters of the address.
pub const NAMES: &[&str] = &[
    "role", "source", "expires", "signin", "created", "uid", "gid", "email",
];

/// What is asked of one attribute. A list has at most one of each name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filter {
    /// Whether they are an administrator.
    Admin(bool),
    /// Where the account comes from.
    Source(SourceType),
    /// It has expired by now.
    Expired,
    /// It expires within so many days from now.
    ExpiresWithin(u32),
    /// It never expires.
    NeverExpires,
    /// It expires on one of these days.
    Expires(Span<Day>),
    /// They last signed in more than so many days ago.
    NotSignedInFor(u32),
    /// They have never signed in.
    NeverSignedIn,
    /// It was created on one of these days.
    Created(Span<Day>),
    /// The uid is one of these.
    Uid(Span<i64>),
    /// The gid is one of these.
    Gid(Span<i64>),
    /// Whether there is an email.
    Email(bool),
}

/// What the meaning of a filter depends on.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    /// The present instant.
    pub now: Timestamp,
    /// The instant with which a day begins where the person is.
    pub start_of: fn(&Day) -> Timestamp,
}

impl Clock {
    /// The present instant, and days as this browser's zone has them.
    pub fn here() -> Self {
        Self {
            now: time::now(),
            start_of: |day| time::from_input(&format!("{day}T00:00")).unwrap_or_else(|| day.start_in_utc()),
        }
    }
}

impl Filter {
    /// Reads a filter; nothing if it isn't one that this console knows.
    pub fn parse(name: &str, value: &str) -> Option<Self> {
        Some(match (name, value) {
            ("role", "admin") => Self::Admin(true),
            ("role", "user") => Self::Admin(false),
            ("source", source) => {
                Self::Source(SourceType::ALL.into_iter().find(|own| own.as_str() == source)?)
            }
            ("expires", "expired") => Self::Expired,
            ("expires", "never") => Self::NeverExpires,
            ("expires", value) => match value.strip_prefix('<') {
                Some(days) => Self::ExpiresWithin(parse_days(days)?),
                None => Self::Expires(value.parse().ok()?),
            },
            ("signin", "never") => Self::NeverSignedIn,
            ("signin", value) => Self::NotSignedInFor(parse_days(value.strip_prefix('>')?)?),
            ("created", days) => Self::Created(days.parse().ok()?),
            ("uid", ids) => Self::Uid(ids.parse().ok()?),
            ("gid", ids) => Self::Gid(ids.parse().ok()?),
            ("email", "any") => Self::Email(true),
            ("email", "none") => Self::Email(false),
            _ => return None,
        })
    }

    /// Its name, one of [`NAMES`].
    pub fn name(&self) -> &'static str {
        match self {
            Self::Admin(_) => "role",
            Self::Source(_) => "source",
            Self::Expired | Self::ExpiresWithin(_) | Self::NeverExpires | Self::Expires(_) => "expires",
            Self::NotSignedInFor(_) | Self::NeverSignedIn => "signin",
            Self::Created(_) => "created",
            Self::Uid(_) => "uid",
            Self::Gid(_) => "gid",
            Self::Email(_) => "email",
        }
    }

    /// Its value, as [`Filter::parse`] reads it.
    pub fn value(&self) -> String {
        match self {
            Self::Admin(true) => "admin".into(),
            Self::Admin(false) => "user".into(),
            Self::Source(source) => source.as_str().into(),
            Self::Expired => "expired".into(),
            Self::ExpiresWithin(days) => format!("<{days}d"),
            Self::NeverExpires | Self::NeverSignedIn => "never".into(),
            Self::NotSignedInFor(days) => format!(">{days}d"),
            Self::Expires(days) | Self::Created(days) => days.to_string(),
            Self::Uid(ids) | Self::Gid(ids) => ids.to_string(),
            Self::Email(true) => "any".into(),
            Self::Email(false) => "none".into(),
        }
    }

    /// What it asks, in a few words.
    pub fn label(&self) -> String {
        match self {
            Self::Admin(true) => "Role: administrator".into(),
            Self::Admin(false) => "Role: user".into(),
            Self::Source(source) => format!("Source: {}", source_name(source)),
            Self::Expired => "Expired".into(),
            Self::ExpiresWithin(1) => "Expires within a day".into(),
            Self::ExpiresWithin(days) => format!("Expires within {days} days"),
            Self::NeverExpires => "Never expires".into(),
            Self::Expires(days) => format!("Expires {}", days.label("on ")),
            Self::NotSignedInFor(1) => "Last sign-in over a day ago".into(),
            Self::NotSignedInFor(days) => format!("Last sign-in over {days} days ago"),
            Self::NeverSignedIn => "Never signed in".into(),
            Self::Created(days) => format!("Created {}", days.label("on ")),
            Self::Uid(ids) => format!("uid {}", ids.label("")),
            Self::Gid(ids) => format!("gid {}", ids.label("")),
            Self::Email(true) => "With an email".into(),
            Self::Email(false) => "Without an email".into(),
        }
    }

    /// Whether it is a span that ends before it begins, so that nobody can match.
    pub fn is_reversed(&self) -> bool {
        match self {
            Self::Expires(days) | Self::Created(days) => days.is_reversed(),
            Self::Uid(ids) | Self::Gid(ids) => ids.is_reversed(),
            _ => false,
        }
    }

    /// The parameters of the API that ask the same.
    pub fn parameters(&self, clock: Clock) -> Vec<(&'static str, String)> {
        let ids = |name, ids: &Span<i64>| {
            let bounds = [(">=", ids.from), ("<=", ids.until)].into_iter();
            let bounds = bounds.filter_map(|(operator, id)| Some((name, format!("{operator}{}", id?))));
            bounds.collect()
        };
        match self {
            Self::Admin(admin) => vec![("is_admin", admin.to_string())],
            Self::Source(source) => vec![("source_type", format!("={}", source.as_str()))],
            Self::NeverExpires => vec![("expired_at", "=".into())],
            Self::NeverSignedIn => vec![("last_sign_in_at", "=".into())],
            Self::Uid(span) => ids("user_id", span),
            Self::Gid(span) => ids("group_id", span),
            Self::Email(any) => vec![("email", if *any { "!=" } else { "=" }.into())],
            Self::Expired
            | Self::ExpiresWithin(_)
            | Self::Expires(_)
            | Self::NotSignedInFor(_)
            | Self::Created(_) => {
                let name = match self.name() {
                    "created" => "created_at",
                    "signin" => "last_sign_in_at",
                    _ => "expired_at",
                };
                let (from, before) = self.instants(clock);
                let bounds = [(">=", from), ("<", before)].into_iter();
                let bounds = bounds.filter_map(|(operator, at)| Some((name, format!("{operator}{}", at?))));
                bounds.collect()
            }
        }
    }

    /// Tells whether a user is one of those that it asks for. What depends on the clock alone is worked out once and not for each
    /// user: only the browser knows when a day begins, and asking it takes long.
    pub fn into_predicate(self, clock: Clock) -> impl Fn(&User) -> bool {
        let (from, before) = self.instants(clock);
        let is_within = move |at: Option<Timestamp>| {
            at.is_some_and(|at| from.is_none_or(|from| from <= at) && before.is_none_or(|before| at < before))
        };
        move |user| match &self {
            Self::Admin(admin) => user.is_admin == *admin,
            Self::Source(source) => user.source_type.as_ref() == Some(source),
            // Where the server says nothing of expiry, nobody is known to never expire.
            Self::NeverExpires => user.expired_at == Some(None),
            Self::Expired | Self::ExpiresWithin(_) | Self::Expires(_) => is_within(user.expired_at.flatten()),
            Self::NeverSignedIn => user.last_sign_in_at == Some(None),
            Self::NotSignedInFor(_) => is_within(user.last_sign_in_at.flatten()),
            Self::Created(_) => is_within(user.created_at),
            Self::Uid(ids) => ids.holds(user.user_id),
            Self::Gid(ids) => ids.holds(user.group_id),
            Self::Email(any) => user.email.is_some() == *any,
        }
    }

    /// The first instant that it asks for, and the one before which they end.
    fn instants(&self, clock: Clock) -> (Option<Timestamp>, Option<Timestamp>) {
        match self {
            Self::Expired => (None, Some(clock.now)),
            Self::ExpiresWithin(days) => (
                Some(clock.now),
                Some(clock.now.plus_millis(i64::from(*days) * DAY)),
            ),
            Self::NotSignedInFor(days) => (None, Some(clock.now.plus_millis(-i64::from(*days) * DAY))),
            Self::Expires(days) | Self::Created(days) => {
                let start = |day: &Day| (clock.start_of)(day);
                (
                    days.from.as_ref().map(start),
                    days.until.as_ref().map(|day| start(&day.next())),
                )
            }
            _ => (None, None),
        }
    }
}

/// A number of days: `30d`, up to a century.
fn parse_days(text: &str) -> Option<u32> {
    let days = text.strip_suffix('d')?.parse().ok();
    days.filter(|days| *days <= 36_500)
}

/// The filters of a list.
pub fn filters_of(state: &ListState) -> Vec<Filter> {
    let parsed = state.more.iter().map(|(name, value)| Filter::parse(name, value));
    parsed.flatten().collect()
}

/// The same list with that filter, in the place of the one of its name.
pub fn with_filter(state: &ListState, filter: &Filter) -> ListState {
    state.with_more(filter.name(), Some(filter.value()))
}

/// The list with these filters alone, from its first page.
pub fn with_filters(state: &ListState, filters: &[Filter]) -> ListState {
    let none = ListState {
        more: Vec::new(),
        ..state.with_page(1)
    };
    filters
        .iter()
        .fold(none, |state, filter| with_filter(&state, filter))
}

#[cfg(test)]
mod tests {
    use std::fmt;

    use super::*;
    use proptest::prelude::*;

    const NOW: &str = "2026-11-26T12:00:00Z";

    fn clock() -> Clock {
        Clock {
            now: NOW.parse().unwrap(),
            start_of: Day::start_in_utc,
        }
    }

    fn filter(word: &str) -> Option<Filter> {
        let (name, value) = word.split_once(':')?;
        Filter::parse(name, value)
    }

    /// A user with these attributes besides an id and names.
    pub(super) fn user(json: &str) -> User {
        serde_json::from_str(&format!(
            r#"{{"id":7,"username":"ada.Costa","email":"ada@costa.example",{json}}}"#
        ))
        .unwrap()
    }

    #[test]
    fn a_filter_asks_the_server_and_the_console_alike() {
        for (word, parameters, fits, others) in [
            (
                "role:admin",
                "is_admin=true",
                r#""is_admin":true"#,
                r#""is_admin":false"#,
            ),
            (
                "source:cli_ldap",
                "source_type==cli_ldap",
                r#""source_type":"cli_ldap""#,
                r#""source_type":"web_app""#,
            ),
            (
                "expires:expired",
                "expired_at=<2026-11-26T12:00:00.000Z",
                r#""expired_at":"2026-11-26T11:59:59Z""#,
                r#""expired_at":"2026-11-26T12:00:00Z""#,
            ),
            (
                "expires:<30d",
                "expired_at=>=2026-11-26T12:00:00.000Z expired_at=<2026-12-26T12:00:00.000Z",
                r#""expired_at":"2026-12-26T11:59:59Z""#,
                r#""expired_at":"2026-11-25T00:00:00Z""#,
            ),
            (
                "expires:never",
                "expired_at==",
                r#""expired_at":null"#,
                r#""expired_at":"2026-11-26T12:00:00Z""#,
            ),
            (
                "expires:2026-12-01..2026-12-31",
                "expired_at=>=2026-12-01T00:00:00.000Z expired_at=<2027-01-01T00:00:00.000Z",
                r#""expired_at":"2026-12-31T23:59:59Z""#,
                r#""expired_at":"2027-01-01T00:00:00Z""#,
            ),
            (
                "signin:>90d",
                "last_sign_in_at=<2026-08-28T12:00:00.000Z",
                r#""last_sign_in_at":"2026-08-28T11:59:59Z""#,
                r#""last_sign_in_at":"2026-08-28T12:00:00Z""#,
            ),
            (
                "signin:never",
                "last_sign_in_at==",
                r#""last_sign_in_at":null"#,
                r#""last_sign_in_at":"2026-08-28T12:00:00Z""#,
            ),
            (
                "created:2026-02-28",
                "created_at=>=2026-02-28T00:00:00.000Z created_at=<2026-03-01T00:00:00.000Z",
                r#""created_at":"2026-02-28T08:00:00Z""#,
                r#""created_at":"2026-03-01T00:00:00Z""#,
            ),
            (
                "uid:1000..2000",
                "user_id=>=1000 user_id=<=2000",
                r#""user_id":2000"#,
                r#""user_id":2001"#,
            ),
            (
                "gid:50",
                "group_id=>=50 group_id=<=50",
                r#""group_id":50"#,
                r#""group_id":51"#,
            ),
            ("uid:..9", "user_id=<=9", r#""user_id":0"#, r#""group_id":7"#),
            ("email:any", "email=!=", r#""is_admin":true"#, r#""email":null"#),
        ] {
            let filter = filter(word).unwrap();
            let asked = filter.parameters(clock());
            let asked: Vec<_> = asked
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            assert_eq!(asked.join(" "), parameters);
            let is_match = filter.into_predicate(clock());
            assert!(is_match(&user(fits)), "{word} {fits}");
            let other = others.replace(r#""email":null"#, r#""is_admin":false"#);
            let mut other = user(&other);
            if word == "email:any" {
                other.email = None;
            }
            assert!(!is_match(&other), "{word} {others}");
        }
    }

    #[test]
    fn what_is_no_filter_is_none() {
        let words = "role:root source:moon expires: expires:<d expires:<30 expires:<99999d signin:<9d signin:> signin:>d expires:soon created:2026-02-30 uid:.. \
                     uid:x gid:1..y email:maybe created:9999-12-31 team:a created:2026-1-1";
        for word in words.split_whitespace() {
            assert_eq!(filter(word), None, "{word}");
        }
    }

    fn any_day() -> impl Strategy<Value = Day> {
        (0_i64..2_900_000).prop_map(|days| Day::of(Timestamp::from_unix_millis(days * DAY)))
    }

    fn any_span<T: fmt::Debug + Clone + 'static>(bound: BoxedStrategy<T>) -> impl Strategy<Value = Span<T>> {
        let one = bound.clone().prop_map(|from| Span {
            from: Some(from),
            until: None,
        });
        let other = bound.clone().prop_map(|until| Span {
            from: None,
            until: Some(until),
        });
        let both = (bound.clone(), bound).prop_map(|(from, until)| Span {
            from: Some(from),
            until: Some(until),
        });
        prop_oneof![one, other, both]
    }

    fn any_filter() -> impl Strategy<Value = Filter> {
        prop_oneof![
            any::<bool>().prop_map(Filter::Admin),
            (0_usize..3).prop_map(|index| Filter::Source(SourceType::ALL[index].clone())),
            Just(Filter::Expired),
            (0_u32..36_500).prop_map(Filter::ExpiresWithin),
            Just(Filter::NeverExpires),
            Just(Filter::NeverSignedIn),
            (0_u32..36_500).prop_map(Filter::NotSignedInFor),
            any_span(any_day().boxed()).prop_map(Filter::Expires),
            any_span(any_day().boxed()).prop_map(Filter::Created),
            any_span(any::<i64>().boxed()).prop_map(Filter::Uid),
            any_span(any::<i64>().boxed()).prop_map(Filter::Gid),
            any::<bool>().prop_map(Filter::Email),
        ]
    }

    proptest! {
        #[test]
        fn a_filter_is_read_as_it_was_written(filter in any_filter()) {
            let (name, value) = (filter.name(), filter.value());
            prop_assert!(NAMES.contains(&name));
            prop_assert_eq!(Filter::parse(name, &value), Some(filter.clone()));
            let (filters, rest) = take_filters(&format!("a {name}:{value} b"), true);
            prop_assert_eq!((filters, &*rest), (vec![filter], "a b"));
        }

        #[test]
        fn any_text_is_taken_as_it_is(text in "\\PC*") {
            drop(Filter::parse("expires", &text));
            drop(completions(&text));
            let (filters, rest) = take_filters(&text, true);
            prop_assert!(!filters.is_empty() || rest == text);
            let parts = Needle::new("a").unwrap().split(&text).map(|parts| parts.concat());
            prop_assert!(parts.is_none_or(|parts| parts == text));
        }
    }
}
