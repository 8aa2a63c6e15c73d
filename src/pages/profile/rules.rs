//! The rules for a new password, ticked off while it is typed.

use api_types::validation;
use leptos::prelude::*;

use ui::{Icon, IconName};

/// The id of the list, which describes the field.
pub const RULES: &str = "password-rules";

/// The rules in words.
const WORDS: [&str; 3] = [
    "8 to 128 characters",
    "Different from the current password",
    "Both entries agree",
];

/// Which rules are met. Nothing is as long as nothing is typed.
fn met(current: &str, new: &str, repeated: &str) -> [bool; 3] {
    let typed = !new.is_empty();
    [
        validation::password(new).is_ok(),
        typed && !current.is_empty() && new != current,
        typed && new == repeated,
    ]
}

/// The rules, each with whether it is met; what changes is announced.
#[component]
pub fn PasswordRules(
    /// The current password, as far as it is typed.
    current: RwSignal<String>,
    /// The new one.
    new: RwSignal<String>,
    /// The new one again.
    repeated: RwSignal<String>,
) -> impl IntoView {
    let met = Memo::new(move |_| met(&current.read(), &new.read(), &repeated.read()));
    let rule = |(index, words): (usize, &'static str)| {
        let is_met = move || met.with(|met| met[index]);
        let state = move || if is_met() { ", met" } else { ", not yet met" };
        view! {
            <li class:met=is_met>
                <span class="rule-mark" aria-hidden="true">
                    {move || is_met().then(|| view! { <Icon name=IconName::Check/> })}
                </span>
                <span>{words}<span class="visually-hidden">{state}</span></span>
            </li>
        }
    };
    let summary = Memo::new(move |_| {
        let count = met.with(|met| met.iter().filter(|met| **met).count());
        match count {
            _ if new.with(String::is_empty) => String::new(),
            3 => "All rules are met.".to_owned(),
            count => format!("{count} of 3 rules are met."),
        }
    });
    view! {
        <div>
            <ul class="rules" id=RULES>{WORDS.into_iter().enumerate().map(rule).collect_view()}</ul>
            <p class="visually-hidden" role="status">{summary}</p>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::met;

    #[test]
    fn rules_are_met_one_by_one() {
        for (current, new, repeated, expected) in [
            ("", "", "", [false, false, false]),
            ("the old one", "", "", [false, false, false]),
            ("the old one", "short", "", [false, true, false]),
            ("the old one", "short", "short", [false, true, true]),
            ("the old one", "the old one", "the old one", [true, false, true]),
            ("", "long enough", "long", [true, false, false]),
            ("the old one", "a new one", "a new one", [true, true, true]),
            ("the old one", "a new one", "A new one", [true, true, false]),
        ] {
            let rules = met(current, new, repeated);
            assert_eq!(rules, expected, "{current:?} {new:?} {repeated:?}");
        }
        assert!(!met("x", &"é".repeat(129), "")[0]);
        assert!(met("x", &"é".repeat(128), "")[0]);
    }
}
