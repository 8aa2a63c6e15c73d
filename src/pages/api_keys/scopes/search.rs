//! Finding scopes by what somebody types.

use api_types::API_PREFIX;

use super::groups::{COLUMNS, Group};
use super::scope::Scope;
use super::set::ScopeSet;

/// The scopes that match all words of the text: part of the controller, action, group or sentence, a method, or part of a
/// path. Method and path must be those of one call.
pub fn search(text: &str) -> ScopeSet {
    let text = text.to_lowercase();
    let (call_words, words): (Vec<&str>, Vec<&str>) = text
        .split_whitespace()
        .partition(|word| matches!(*word, "get" | "post" | "put" | "delete") || word.starts_with('/'));
    ScopeSet::matching(|scope| {
        let about = searchable(scope);
        words.iter().all(|word| about.contains(word)) && has_call(scope, &call_words)
    })
}

/// All that is known of a scope but its calls, in lower case.
fn searchable(scope: Scope) -> String {
    let Scope {
        controller,
        action,
        sentence,
        ..
    } = scope;
    let column = scope.column().map_or("", |column| COLUMNS[column].1);
    let group = Group::of(controller).map_or("", |group| group.title);
    let words = controller.replace('_', " ");
    format!("{controller}/{action} {words} {column} {group} {sentence}").to_lowercase()
}

fn has_call(scope: Scope, words: &[&str]) -> bool {
    words.is_empty()
        || scope.calls().any(|call| {
            let path = format!("{API_PREFIX}{}", call.path);
            words.iter().all(|word| {
                word.eq_ignore_ascii_case(call.method) || word.starts_with('/') && path.contains(word)
            })
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_found_by_nothing() {
        assert_eq!(search("  ").len(), 156);
        assert!(search("moon").is_empty());
    }

    #[test]
    fn by_controller_action_method_and_path() {
        assert!(search("tape").names().contains(&"files/tapes".to_owned()));
        let deleting = search("DELETE");
        assert!(deleting.names().contains(&"pools/unmount".to_owned()));
        assert!(deleting.names().iter().all(|name| !name.ends_with("/index")));
        assert_eq!(search("get /users/-").names(), ["users/systems"]);
        assert!(
            search("/api/v2/pools")
                .names()
                .contains(&"pools/index".to_owned())
        );
        assert_eq!(search("users/sys").names(), ["users/systems"]);
        assert_eq!(search("nas password").names().len(), 3);
    }
}
