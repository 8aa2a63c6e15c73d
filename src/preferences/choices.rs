//! What can be preferred, what is chosen, and how choices from two places come together.

use std::iter;
use std::sync::LazyLock;

use crate::locales::LOCALES;

/// Under this prefix the console keeps its own things among a person's configurations.
pub const PREFIX: &str = "console.";

/// Something that a person can have their way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preference {
    /// Light, dark, or as the system has it.
    Theme,
    /// The language of dates.
    DateLocale,
    /// How many rows a list shows, unless its address says otherwise.
    PageSize,
    /// How high rows are.
    Density,
    /// Whether keys act by themselves, without Ctrl or ⌘.
    SingleKeys,
}

/// A value, and what it is called on the screen.
pub type Named = (&'static str, &'static str);

const PAGE_SIZES: &[Named] = &[("25", "25"), ("50", "50"), ("100", "100"), ("250", "250")];
static DATE_LOCALES: LazyLock<Vec<Named>> =
    LazyLock::new(|| iter::once(("browser", "As the browser")).chain(LOCALES).collect());

impl Preference {
    /// All of them, in the order of the local copy: new ones come last.
    pub const ALL: [Self; 5] = [
        Self::Theme,
        Self::DateLocale,
        Self::PageSize,
        Self::Density,
        Self::SingleKeys,
    ];

    /// The key of its configuration.
    pub fn key(self) -> &'static str {
        match self {
            Self::Theme => "console.theme",
            Self::DateLocale => "console.date_locale",
            Self::PageSize => "console.page_size",
            Self::Density => "console.density",
            Self::SingleKeys => "console.single_keys",
        }
    }

    /// What can be chosen; the first is what holds without a choice.
    pub fn options(self) -> &'static [Named] {
        match self {
            Self::Theme => &[("system", "Same as system"), ("light", "Light"), ("dark", "Dark")],
            Self::DateLocale => &DATE_LOCALES,
            Self::PageSize => PAGE_SIZES,
            Self::Density => &[("comfortable", "Comfortable"), ("compact", "Compact")],
            Self::SingleKeys => &[("on", "On"), ("off", "Off")],
        }
    }

    /// The value that the text means. Anything that can't be chosen is as if nothing had been.
    fn read(self, text: Option<&str>) -> &'static str {
        let options = self.options();
        let found = options.iter().find(|(value, _)| Some(*value) == text);
        found.unwrap_or(&options[0]).0
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Choice {
    /// What holds.
    value: &'static str,
    /// What the server is known to have.
    stored: &'static str,
}

/// What is chosen for all preferences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choices([Choice; Preference::ALL.len()]);

impl Choices {
    /// Nothing is chosen but that theme, which a page had before it was known whose it is.
    pub fn with_theme(theme: Option<&str>) -> Self {
        Self(Preference::ALL.map(|preference| {
            let value = preference.read(theme.filter(|_| preference == Preference::Theme));
            Choice { value, stored: value }
        }))
    }

    /// Reads a local copy: the choices in their order, each as `chosen/stored`.
    pub fn read(text: &str) -> Self {
        let mut parts = text.split(' ');
        Self(Preference::ALL.map(|preference| {
            let part = parts.next().and_then(|part| part.split_once('/'));
            Choice {
                value: preference.read(part.map(|(value, _)| value)),
                stored: preference.read(part.map(|(_, stored)| stored)),
            }
        }))
    }

    /// The local copy.
    pub fn to_text(self) -> String {
        self.0
            .map(|choice| format!("{}/{}", choice.value, choice.stored))
            .join(" ")
    }

    /// What holds.
    pub fn get(&self, preference: Preference) -> &'static str {
        self.0[preference as usize].value
    }

    /// Chooses; whether that changes anything.
    pub fn choose(&mut self, preference: Preference, text: &str) -> bool {
        let value = preference.read(Some(text));
        let choice = &mut self.0[preference as usize];
        let changes = choice.value != value;
        choice.value = value;
        changes
    }

    /// Takes over what the server says now: it wins, unless all that has changed is what was chosen here and couldn't be
    /// stored. `before` is what was chosen when the server was asked: a choice since then is newer than its answer.
    pub fn merge(&mut self, preference: Preference, server: Option<&str>, before: &Self) {
        let stored = preference.read(server);
        let asked = before.0[preference as usize];
        let choice = &mut self.0[preference as usize];
        if stored != asked.stored && choice.value == asked.value {
            choice.value = stored;
        }
        choice.stored = stored;
    }

    /// Notes that the server has that value.
    pub fn set_stored(&mut self, preference: Preference, value: &'static str) {
        self.0[preference as usize].stored = value;
    }

    /// The first choice that the server doesn't have.
    pub fn unstored(&self) -> Option<(Preference, &'static str)> {
        Preference::ALL.into_iter().find_map(|preference| {
            let choice = self.0[preference as usize];
            (choice.value != choice.stored).then_some((preference, choice.value))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ui::table;

    const THEME: Preference = Preference::Theme;

    fn none() -> Choices {
        Choices::with_theme(None)
    }

    /// What holds, and what the server doesn't have.
    fn outcome(
        choices: &Choices,
        preference: Preference,
    ) -> (&'static str, Option<(Preference, &'static str)>) {
        (choices.get(preference), choices.unstored())
    }

    #[test]
    fn each_has_its_own_place_and_key() {
        for (index, preference) in Preference::ALL.into_iter().enumerate() {
            assert_eq!(preference as usize, index);
            assert!(preference.key().starts_with(PREFIX));
            let mut options = preference.options().iter();
            assert!(options.all(|(value, _)| !value.contains([' ', '/'])));
        }
    }

    #[test]
    fn the_page_sizes_are_those_of_the_lists() {
        let offered: Vec<String> = PAGE_SIZES.iter().map(|(value, _)| (*value).to_owned()).collect();
        assert_eq!(offered, table::PAGE_SIZES.map(|size| size.to_string()));
    }

    #[test]
    fn a_local_copy_is_read_as_it_was_written() {
        let text = "dark/light fr-FR/fr-FR 50/25 compact/compact off/on";
        assert_eq!(Choices::read(text).to_text(), text);
        assert_eq!(Choices::read(text).get(Preference::PageSize), "50");
        // What a later console adds doesn't disturb, nor does what an earlier one didn't have.
        let later = Choices::read("dark/dark a/b 25/25 c/d off/off later/later");
        assert_eq!(later.get(THEME), "dark");
        let earlier = Choices::read("dark/dark browser/browser 25/25 compact/compact");
        assert_eq!(
            (earlier.get(Preference::SingleKeys), earlier.unstored()),
            ("on", None)
        );
    }

    #[test]
    fn what_is_broken_or_unknown_is_as_if_nothing_was_chosen() {
        let broken = [
            "",
            " ",
            "/",
            "purple/7 x",
            "{\"theme\":\"dark\"}",
            "constructor/__proto__ / / /",
            "dark",
        ];
        for text in broken {
            assert_eq!(Choices::read(text), none(), "{text}");
        }
        let mut choices = none();
        for preference in Preference::ALL {
            choices.merge(preference, Some("purple"), &none());
            assert!(!choices.choose(preference, "purple"));
        }
        assert_eq!(choices, none());
    }

    #[test]
    fn the_server_wins_unless_what_was_chosen_here_could_not_be_stored() {
        for (copy, preference, server, expected) in [
            ("dark/dark", THEME, Some("light"), ("light", None)),
            // Removed on the server: nothing is chosen any more.
            ("x/x x/x 50/50", Preference::PageSize, None, ("25", None)),
            (
                "dark/light",
                THEME,
                Some("light"),
                ("dark", Some((THEME, "dark"))),
            ),
            // It has become another one on the server since.
            ("dark/light", THEME, Some("system"), ("system", None)),
        ] {
            let copy = Choices::read(copy);
            let mut choices = copy;
            choices.merge(preference, server, &copy);
            assert_eq!(outcome(&choices, preference), expected, "{copy:?} {server:?}");
        }
    }

    #[test]
    fn choices_are_stored_one_after_the_other() {
        let mut choices = Choices::read("dark/light browser/browser 25/25 compact/comfortable");
        assert_eq!(choices.unstored(), Some((THEME, "dark")));
        choices.set_stored(THEME, "dark");
        assert_eq!(choices.unstored(), Some((Preference::Density, "compact")));
    }

    #[test]
    fn what_is_chosen_while_the_server_is_asked_is_newer_than_its_answer() {
        let mut choices = none();
        assert!(choices.choose(THEME, "light"));
        choices.merge(THEME, Some("dark"), &none());
        assert_eq!(outcome(&choices, THEME), ("light", Some((THEME, "light"))));
    }

    #[test]
    fn choosing_what_holds_changes_nothing() {
        let mut choices = none();
        assert!(!choices.choose(THEME, "system"));
        assert!(choices.choose(THEME, "dark"));
        assert!(choices.choose(THEME, "system"));
        assert_eq!(choices.unstored(), None);
    }

    #[test]
    fn the_theme_of_the_person_before_is_nobodys_choice() {
        let copy = Choices::with_theme(Some("dark"));
        let mut choices = copy;
        assert_eq!(outcome(&choices, THEME), ("dark", None));
        choices.merge(THEME, None, &copy);
        assert_eq!(outcome(&choices, THEME), ("system", None));
    }
}
