//! Something that can be found, and what choosing it does.

use api_types::validation::fold_case;

use super::kind::ItemKind;
use super::words::Words;
use crate::layouts::FrameDialog;
use crate::preferences::Preference;
use ui::IconName;

/// What choosing an item does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// It leads to an address.
    Address(String),
    /// It chooses a preference.
    Prefer(Preference, &'static str),
    /// It opens a dialog of the frame.
    Dialog(FrameDialog),
    /// It ends the session.
    SignOut,
}

/// Something that can be found: `PaletteItem::new(ItemKind::User, "ada", target).note("ada@nodeum.example")`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaletteItem {
    /// What it is.
    pub kind: ItemKind,
    /// Its icon.
    pub icon: IconName,
    /// What it is called.
    pub title: String,
    /// What else it is called, in which words are found as well.
    pub note: String,
    /// What else tells which one it is.
    pub detail: String,
    /// What choosing it does.
    pub target: Target,
    /// The first segment of the addresses of the page that it belongs to; empty for none.
    pub segment: &'static str,
    folded_title: String,
    folded_words: String,
    numbers: Vec<String>,
}

impl PaletteItem {
    /// Something of that name.
    pub fn new(kind: ItemKind, title: impl Into<String>, target: Target) -> Self {
        let title = title.into();
        Self {
            kind,
            icon: kind.icon(),
            note: String::new(),
            detail: String::new(),
            segment: kind.segment(),
            folded_title: fold_case(&title),
            folded_words: String::new(),
            numbers: Vec::new(),
            title,
            target,
        }
    }

    /// With another icon than that of its kind.
    #[must_use]
    pub fn icon(mut self, icon: IconName) -> Self {
        self.icon = icon;
        self
    }

    /// With something else that it is called.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self.folded_words = fold_case(&self.note);
        self
    }

    /// With something that is shown, and not searched.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into();
        self
    }

    /// Found by these words, too, which aren't shown.
    #[must_use]
    pub fn keywords(mut self, keywords: &str) -> Self {
        keywords.clone_into(&mut self.folded_words);
        self
    }

    /// Found by these numbers, too, if all of one is typed.
    #[must_use]
    pub fn numbers(mut self, numbers: &[Option<i64>]) -> Self {
        self.numbers = numbers.iter().flatten().map(ToString::to_string).collect();
        self
    }

    /// Belonging to the page whose addresses have that first segment.
    #[must_use]
    pub fn on_page(mut self, segment: &'static str) -> Self {
        self.segment = segment;
        self
    }

    /// How well it matches: less is better.
    pub fn rank(&self, words: &Words) -> Option<u8> {
        words.rank(&self.folded_title, &self.folded_words, &self.numbers)
    }
}
