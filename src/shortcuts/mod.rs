//! Every keyboard shortcut of the console, in one list: a new one is written down here as well as where it acts.

mod dialog;

pub use dialog::ShortcutsDialog;

/// Opens the search. "Mod" stands for Ctrl, or ⌘ on Apple's keyboards.
pub const SEARCH: &str = "Mod+K";
/// Shows the shortcuts.
pub const SHOW_SHORTCUTS: &str = "?";

/// Keys, and what they do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shortcut {
    /// The keys, each of which does it; those of one chord are joined by `+`, and named as browsers name them.
    pub keys: &'static [&'static str],
    /// What they do.
    pub action: &'static str,
}

impl Shortcut {
    const fn new(keys: &'static [&'static str], action: &'static str) -> Self {
        Self { keys, action }
    }

    /// Whether its keys act by themselves wherever the focus is, so that they can be turned off.
    pub fn is_single_key(&self) -> bool {
        let mut keys = self.keys.iter();
        keys.any(|key| key.chars().count() == 1 && !key.chars().all(char::is_alphanumeric))
    }
}

/// The shortcuts that work in one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShortcutGroup {
    /// The place.
    pub title: &'static str,
    /// The shortcuts.
    pub shortcuts: &'static [Shortcut],
}

/// All shortcuts, by the place where they work.
pub const SHORTCUTS: &[ShortcutGroup] = &[
    ShortcutGroup {
        title: "Everywhere",
        shortcuts: &[
            Shortcut::new(&[SEARCH], "Search pages, actions and records"),
            Shortcut::new(&[SHOW_SHORTCUTS], "Show these shortcuts"),
            Shortcut::new(&["/"], "Go to the search field of the page"),
            Shortcut::new(&["Escape"], "Close the dialog, the menu or the side bar"),
        ],
    },
    ShortcutGroup {
        title: "In the search",
        shortcuts: &[
            Shortcut::new(&["ArrowUp", "ArrowDown"], "Go to another result"),
            Shortcut::new(&["Home", "End"], "Go to the first or the last result"),
            Shortcut::new(&["Enter"], "Open the result"),
        ],
    },
    ShortcutGroup {
        title: "In a form",
        shortcuts: &[Shortcut::new(&["Mod+S"], "Save")],
    },
    ShortcutGroup {
        title: "In a list, on the name of a row",
        shortcuts: &[
            Shortcut::new(&["ArrowUp", "ArrowDown"], "Go to the row before or after"),
            Shortcut::new(&["Home", "End"], "Go to the first or the last row"),
            Shortcut::new(&["Space"], "Select the row"),
            Shortcut::new(
                &["Shift+Space"],
                "Select all rows from the last one that was selected",
            ),
            Shortcut::new(&["Enter"], "Open the row"),
        ],
    },
    ShortcutGroup {
        title: "In a list, on the head of a column",
        shortcuts: &[
            Shortcut::new(&["Enter"], "Sort by the column, or the other way round"),
            Shortcut::new(&["Shift+Enter"], "Sort by the column, too"),
        ],
    },
    ShortcutGroup {
        title: "In a menu, or a field with suggestions",
        shortcuts: &[
            Shortcut::new(&["ArrowDown"], "Open it"),
            Shortcut::new(&["ArrowUp", "ArrowDown"], "Go to another entry"),
            Shortcut::new(&["Home", "End"], "Go to the first or the last entry of a menu"),
            Shortcut::new(&["Enter"], "Choose the entry"),
        ],
    },
    ShortcutGroup {
        title: "In a value of the configuration",
        shortcuts: &[
            Shortcut::new(&["Enter"], "Save"),
            Shortcut::new(&["Mod+Enter"], "Save a value of several lines"),
            Shortcut::new(&["Tab"], "Save and go on to the next value"),
            Shortcut::new(&["Escape"], "Give up"),
        ],
    },
    ShortcutGroup {
        title: "In the scopes of an API key",
        shortcuts: &[
            Shortcut::new(
                &["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"],
                "Go to another scope",
            ),
            Shortcut::new(&["Home", "End"], "Go to the first or the last of the row"),
            Shortcut::new(
                &["Control+Home", "Control+End"],
                "Go to the first or the last of all",
            ),
            Shortcut::new(&["PageUp", "PageDown"], "Go to the group before or after"),
            Shortcut::new(&["Enter", "Space"], "Choose the scope, or fold the group"),
        ],
    },
];

/// The keys of a chord as they stand on a keyboard.
pub fn key_names(chord: &str, has_command_key: bool) -> Vec<&str> {
    let name = |key| match key {
        "Mod" if has_command_key => "⌘",
        "Mod" | "Control" => "Ctrl",
        "ArrowUp" => "↑",
        "ArrowDown" => "↓",
        "ArrowLeft" => "←",
        "ArrowRight" => "→",
        "Escape" => "Esc",
        "PageUp" => "Page up",
        "PageDown" => "Page down",
        key => key,
    };
    chord.split('+').map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_called_as_on_the_keyboard() {
        assert_eq!(key_names(SEARCH, false), ["Ctrl", "K"]);
        assert_eq!(key_names(SEARCH, true), ["⌘", "K"]);
        assert_eq!(key_names("?", true), ["?"]);
        assert_eq!(key_names("Control+Home", true), ["Ctrl", "Home"]);
    }

    #[test]
    fn keys_that_act_by_themselves_are_known() {
        let all = SHORTCUTS.iter().flat_map(|group| group.shortcuts);
        let single: Vec<_> = all.filter(|shortcut| shortcut.is_single_key()).collect();
        let keys: Vec<_> = single.into_iter().flat_map(|shortcut| shortcut.keys).collect();
        assert_eq!(keys, [&"?", &"/"]);
    }

    #[test]
    fn no_place_has_one_action_twice() {
        for group in SHORTCUTS {
            let mut actions: Vec<_> = group.shortcuts.iter().map(|shortcut| shortcut.action).collect();
            actions.sort_unstable();
            actions.dedup();
            assert_eq!(actions.len(), group.shortcuts.len(), "{}", group.title);
        }
    }
}
