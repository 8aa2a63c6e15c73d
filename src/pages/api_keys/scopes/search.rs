//! Finding scopes by what somebody types.

use api_types::API_PREFIX;

use super::groups::{COLUMNS, GROUPS};
use super::sentences::{Scope, scopes};
use super::set::ScopeSet;

const METHODS: [&str; 4] = ["get", "post", "put", "delete"];

/// The scopes that match all words of the text: part of the controller, action, group or sentence, a method, or part of a
/// path. Method and path must be those of one call.
pub fn find(text: &str) -> ScopeSet {
    let text = text.to_lowercase();
    let words: Vec<&str> = text.split_whitespace().collect();
    ScopeSet::of(|number| matches(scopes()[usize::from(number)], &words))
}

fn matches(scope: Scope, words: &[&str]) -> bool {
    let group = GROUPS
        .iter()
        .find(|group| group.controllers.iter().any(|(own, _)| *own == scope.controller))
        .map_or("", |group| group.title);
    let column = COLUMNS.iter().find(|(action, _)| *action == scope.action);
    let about = [
        scope.controller,
        "/",
        scope.action,
        " ",
        &scope.controller.replace('_', " "),
        " ",
        column.map_or("", |(_, plain)| plain),
        " ",
        group,
        " ",
        scope.sentence,
    ]
    .concat()
    .to_lowercase();
    let (calls, plain): (Vec<&str>, Vec<&str>) = words
        .iter()
        .partition(|word| METHODS.contains(word) || word.starts_with('/'));
    plain.iter().all(|word| about.contains(word))
        && (calls.is_empty()
            || scope.calls().any(|call| {
                let (method, path) = (call.method.to_lowercase(), [API_PREFIX, call.path].concat());
                calls
                    .iter()
                    .all(|word| *word == method || word.starts_with('/') && path.contains(word))
            }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_found_by_nothing() {
        assert_eq!(find("  ").count(), 156);
        assert!(find("moon").is_empty());
    }

    #[test]
    fn by_controller_action_method_and_path() {
        assert!(find("tape").names().contains(&"files/tapes".to_owned()));
        let deleting = find("DELETE");
        assert!(deleting.names().contains(&"pools/unmount".to_owned()));
        assert!(deleting.names().iter().all(|name| !name.ends_with("/index")));
        assert_eq!(find("get /users/-").names(), ["users/systems"]);
        assert!(find("/api/v2/pools").names().contains(&"pools/index".to_owned()));
        assert_eq!(find("users/sys").names(), ["users/systems"]);
        assert_eq!(find("nas password").names().len(), 3);
    }
}
