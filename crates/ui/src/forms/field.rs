//! What all fields have in common: label, description, error, and the ids that tie them to the control.

use leptos::prelude::*;

use super::errors::FormErrors;
use crate::{Icon, IconName, unique_id};

/// The id of the form around a field.
#[derive(Clone)]
pub(super) struct FormId(pub(super) String);

/// What a field says about its control.
#[derive(Clone)]
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) id: String,
    pub(super) error: Signal<Option<String>>,
    pub(super) description: Signal<Option<String>>,
    pub(super) disabled_reason: Signal<Option<String>>,
    /// The id of what else describes the control.
    pub(super) described_by: Option<&'static str>,
}

impl Field {
    pub(super) fn new(
        name: &'static str,
        error: Signal<Option<String>>,
        description: Signal<Option<String>>,
        disabled_reason: Signal<Option<String>>,
    ) -> Self {
        let id = match use_context::<FormId>() {
            Some(FormId(form)) => format!("{form}-{name}"),
            None => unique_id(name),
        };
        Self {
            name,
            id,
            error,
            description,
            disabled_reason,
            described_by: None,
        }
    }

    /// The ids of what describes the control now.
    pub(super) fn described_by(&self) -> impl Fn() -> Option<String> + Send + Sync + Clone + use<> {
        let Self {
            id,
            error,
            description,
            disabled_reason,
            described_by,
            ..
        } = self.clone();
        move || {
            let mut ids = Vec::new();
            if error.with(Option::is_some) {
                ids.push(format!("{id}-error"));
            }
            if description.with(Option::is_some) || disabled_reason.with(Option::is_some) {
                ids.push(format!("{id}-help"));
            }
            ids.extend(described_by.map(ToOwned::to_owned));
            (!ids.is_empty()).then(|| ids.join(" "))
        }
    }

    pub(super) fn invalid(&self) -> impl Fn() -> Option<&'static str> + Send + Sync + Clone + use<> {
        let error = self.error;
        move || error.with(Option::is_some).then_some("true")
    }

    pub(super) fn disabled(&self) -> impl Fn() -> bool + Send + Sync + Clone + use<> {
        let reason = self.disabled_reason;
        move || reason.with(Option::is_some)
    }

    /// What to run when the value changes: the error was about the one before.
    pub(super) fn touched(&self) -> impl Fn() + Send + Sync + Clone + use<> {
        let errors = use_context::<FormErrors>();
        let name = self.name;
        move || {
            if let Some(errors) = errors {
                errors.clear_field(name);
            }
        }
    }

    /// Error and description, below the control.
    pub(super) fn messages(&self) -> AnyView {
        let Self {
            id,
            error,
            description,
            disabled_reason,
            ..
        } = self.clone();
        let help_id = format!("{id}-help");
        let error_id = format!("{id}-error");
        let help = move || disabled_reason.get().or_else(|| description.get());
        view! {
            {move || {
                error
                    .get()
                    .map(|error| {
                        view! {
                            <p class="field-error" id=error_id.clone()>
                                <Icon name=IconName::Warning/>
                                <span>{error}</span>
                            </p>
                        }
                    })
            }}
            {move || {
                help()
                    .map(|help| {
                        view! {
                            <p class="field-help" id=help_id.clone()>
                                {help}
                            </p>
                        }
                    })
            }}
        }
        .into_any()
    }

    /// A field with one control: its label above, its messages below.
    pub(super) fn around(self, label: String, control: AnyView) -> AnyView {
        view! {
            <div class="field">
                <label class="field-label" for=self.id.clone()>
                    {label}
                </label>
                {control}
                {self.messages()}
            </div>
        }
        .into_any()
    }

    /// A field with several controls: its legend above, its messages below.
    pub(super) fn group(self, legend: String, controls: AnyView) -> AnyView {
        let described_by = self.described_by();
        let invalid = self.invalid();
        view! {
            <fieldset
                class="field"
                role="radiogroup"
                id=self.id.clone()
                tabindex="-1"
                aria-invalid=invalid
                aria-describedby=described_by
            >
                <legend class="field-label">{legend}</legend>
                {controls}
                {self.messages()}
            </fieldset>
        }
        .into_any()
    }
}
