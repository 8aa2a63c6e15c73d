//! What can be chosen in a field.

use leptos::prelude::*;

/// Something that can be chosen: its value, and what it is called on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice<T> {
    /// What the field holds once this is chosen.
    pub value: T,
    /// What it is called on the screen.
    pub label: String,
}

impl<T> Choice<T> {
    /// A value under that label.
    pub fn new(value: T, label: impl Into<String>) -> Self {
        Self {
            value,
            label: label.into(),
        }
    }
}

/// The choices of a field by their positions, so that the views that draw them are compiled once and not for each type
/// of value.
#[derive(Clone, Copy)]
pub(super) struct IndexedChoices {
    pub(super) labels: Signal<Vec<String>>,
    /// None where the field holds a value that isn't offered.
    pub(super) selected: Signal<Option<usize>>,
    pub(super) select: Callback<usize>,
}

impl IndexedChoices {
    pub(super) fn new<T>(value: RwSignal<T>, choices: Signal<Vec<Choice<T>>>) -> Self
    where
        T: Clone + PartialEq + Send + Sync + 'static,
    {
        Self {
            labels: Signal::derive(move || {
                choices.with(|choices| choices.iter().map(|choice| choice.label.clone()).collect())
            }),
            selected: Signal::derive(move || {
                value.with(|value| {
                    choices.with(|choices| choices.iter().position(|choice| choice.value == *value))
                })
            }),
            select: Callback::new(move |index: usize| {
                let chosen = choices.with_untracked(|choices| choices.get(index).cloned());
                if let Some(chosen) = chosen {
                    value.set(chosen.value);
                }
            }),
        }
    }
}
