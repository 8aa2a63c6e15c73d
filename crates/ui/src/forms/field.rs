//! What all fields have in common: label, description, error, and the ids that tie them to the control.

use leptos::prelude::*;

use super::errors::FormErrors;
use crate::{Icon, IconName, unique_id};

/// The id of the form around a field.
#[derive(Clone)]
pub(super) struct FormId(pub(super) String);

/// Where the label of a field stands.
#[derive(Clone, Copy, Default)]
pub(super) enum FieldLayout {
    /// Above its one control.
    #[default]
    Stacked,
    /// Behind its control, as beside a checkbox.
    Inline,
    /// Above several controls, as the legend of radio buttons.
    Group,
}

/// What a field tells its control, which sets these as attributes.
#[derive(Clone)]
pub(super) struct FieldContext {
    pub(super) name: &'static str,
    pub(super) id: String,
    /// `aria-invalid`
    pub(super) invalid: Signal<Option<&'static str>>,
    /// `aria-describedby`: the ids of error, warning and description, as far as there are any.
    pub(super) described_by: Signal<Option<String>>,
    errors: Option<FormErrors>,
}

impl FieldContext {
    /// To be called when the value changes: the error was about the one before.
    pub(super) fn clear_error(&self) {
        if let Some(errors) = self.errors {
            errors.clear_field(self.name);
        }
    }
}

/// A field around any control, its child, which sets the attributes of [`FieldContext`]:
///
/// ```text
/// <Field name="note" label="Note" error=errors.field("note") let:field>
///     <textarea id=field.id name=field.name aria-invalid=field.invalid aria-describedby=field.described_by/>
/// </Field>
/// ```
#[component]
pub(super) fn Field<C, V>(
    /// What it is called in the request.
    name: &'static str,
    label: String,
    error: Signal<Option<String>>,
    description: Signal<Option<String>>,
    /// What is doubtful about it but not refused; it is announced when it appears, and gives way to an error.
    #[prop(optional)]
    warning: Option<Signal<Option<String>>>,
    /// The id of what else describes the control.
    #[prop(optional_no_strip)]
    described_by: Option<&'static str>,
    #[prop(optional)] layout: FieldLayout,
    children: C,
) -> impl IntoView
where
    C: FnOnce(FieldContext) -> V + 'static,
    V: IntoView + 'static,
{
    let id = match use_context() {
        Some(FormId(form)) => format!("{form}-{name}"),
        None => unique_id(name),
    };
    let ids = ["error", "warning", "help"].map(|part| format!("{id}-{part}"));
    let warning =
        warning.map(|warning| Signal::derive(move || warning.get().filter(|_| error.read().is_none())));
    let texts = [error, warning.unwrap_or_default(), description];
    let context = FieldContext {
        name,
        id,
        invalid: Signal::derive(move || error.read().is_some().then_some("true")),
        described_by: ids_in_use(ids.clone(), texts, described_by),
        errors: use_context(),
    };
    let control = children(context.clone()).into_any();
    let [error_id, warning_id, help_id] = ids;
    let warning = warning.map(|warning| {
        view! { <div aria-live="polite">{alert("field-warning", warning_id, warning)}</div> }
    });
    let help = move |text| view! { <p class="field-help" id=help_id.clone()>{text}</p> };
    let messages = view! {
        {warning}
        {alert("field-error", error_id, error)}
        {move || description.get().map(&help)}
    };
    frame(layout, label, context, control, messages.into_any())
}

/// The ids of the texts that are shown now, and the one given.
fn ids_in_use(
    ids: [String; 3],
    texts: [Signal<Option<String>>; 3],
    other: Option<&'static str>,
) -> Signal<Option<String>> {
    Signal::derive(move || {
        let shown = ids.iter().zip(texts).filter(|(_, text)| text.read().is_some());
        let ids: Vec<&str> = shown.map(|(id, _)| id.as_str()).chain(other).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    })
}

/// A message that asks for attention.
fn alert(class: &'static str, id: String, text: Signal<Option<String>>) -> impl IntoView {
    move || {
        text.get().map(|text| {
            view! {
                <p class=class id=id.clone()>
                    <Icon name=IconName::Warning/>
                    <span>{text}</span>
                </p>
            }
        })
    }
}

/// What is wrong with something that is no field of its own.
#[component]
pub fn FieldError(
    /// The message.
    children: Children,
) -> impl IntoView {
    view! { <p class="field-error"><Icon name=IconName::Warning/><span>{children()}</span></p> }
}

/// Label, control and messages; not generic, so that it is compiled once.
fn frame(
    layout: FieldLayout,
    label: String,
    field: FieldContext,
    control: AnyView,
    messages: AnyView,
) -> AnyView {
    match layout {
        FieldLayout::Stacked => view! {
            <div class="field">
                <label class="field-label" for=field.id>{label}</label>
                {control}
                {messages}
            </div>
        }
        .into_any(),
        FieldLayout::Inline => view! {
            <div class="field">
                <label class="choice">{control} <span>{label}</span></label>
                {messages}
            </div>
        }
        .into_any(),
        FieldLayout::Group => view! {
            <fieldset
                class="field"
                role="radiogroup"
                id=field.id
                tabindex="-1"
                aria-invalid=field.invalid
                aria-describedby=field.described_by
            >
                <legend class="field-label">{label}</legend>
                {control}
                {messages}
            </fieldset>
        }
        .into_any(),
    }
}
