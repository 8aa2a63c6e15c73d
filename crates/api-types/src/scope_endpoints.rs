//! The calls that each scope of an API key opens.

/// One call a line: controller, action, method, and the path below [`API_PREFIX`](crate::API_PREFIX).
const TABLE: &str = include_str!("scope_endpoints.txt");

/// A call of the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Endpoint {
    /// The method, such as `GET`.
    pub method: &'static str,
    /// The path below [`API_PREFIX`](crate::API_PREFIX), with the names of its variable parts.
    pub path: &'static str,
}

/// The calls that a scope opens; none for a scope that isn't of the contract.
pub fn scope_endpoints<'a>(controller: &'a str, action: &'a str) -> impl Iterator<Item = Endpoint> + 'a {
    TABLE.lines().filter_map(move |line| {
        let mut words = line.split(' ');
        let same = words.next() == Some(controller) && words.next() == Some(action);
        let (method, path) = (words.next()?, words.next()?);
        same.then_some(Endpoint { method, path })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SCOPES;

    #[test]
    fn every_scope_opens_something_and_nothing_else_does() {
        let mut calls = 0;
        for (controller, actions) in SCOPES {
            for action in actions {
                let opened = scope_endpoints(controller, action).count();
                assert!(opened > 0, "{controller}/{action}");
                calls += opened;
            }
        }
        assert_eq!(calls, TABLE.lines().count());
        assert_eq!(scope_endpoints("users", "fly").count(), 0);
    }

    #[test]
    fn calls_have_a_method_and_a_path() {
        let calls: Vec<Endpoint> = scope_endpoints("users", "show").collect();
        assert!(calls.contains(&Endpoint {
            method: "GET",
            path: "/users/{user_id}"
        }));
    }
}
