//! What all fields have in common: label, description, error, and the ids that tie them to the control.

use leptos::prelude::*;

use super::errors::FormErrors;
use crate::{Icon, IconName, unique_id};

/// The id of the form around a field.
#[derive(Clone)]
pub(super) struct FormId(pub(super) String);

/// Where the label of a field stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FieldLayout {
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
pub struct FieldContext {
    /// What the field is called in the request: `name`.
    pub name: &'static str,
    /// The `id` that the label points to.
    pub id: String,
    /// Whether there is an error: `aria-invalid`, absent without one.
    pub invalid: Signal<Option<&'static str>>,
    /// The ids of error, warning and description, as far as there are any: `aria-describedby`.
    pub described_by: Signal<Option<String>>,
    /// Whether the value can't be changed now: `disabled`.
    pub disabled: Signal<bool>,
    errors: Option<FormErrors>,
}

impl FieldContext {
    /// To be called when the value changes: the error was about the one before.
    pub fn clear_error(&self) {
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
pub fn Field<C, V>(
    /// What it is called in the request.
    name: &'static str,
    /// What it is called on the screen.
    #[prop(into)]
    label: String,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// What is good to know about it.
    #[prop(optional, into)]
    description: Signal<Option<String>>,
    /// What is doubtful about it but not refused; it is announced when it appears, and gives way to an error.
    #[prop(optional)]
    warning: Option<Signal<Option<String>>>,
    /// Why it can't be changed; shown in place of the description.
    #[prop(optional, into)]
    disabled_reason: Signal<Option<String>>,
    /// The id of what else describes the control, such as a list of rules.
    #[prop(optional_no_strip)]
    described_by: Option<&'static str>,
    /// Where the label stands.
    #[prop(optional)]
    layout: FieldLayout,
    /// The control.
    children: C,
) -> impl IntoView
where
    C: FnOnce(FieldContext) -> V + 'static,
    V: IntoView + 'static,
{
    let id = match use_context::<FormId>() {
        Some(FormId(form)) => format!("{form}-{name}"),
        None => unique_id(name),
    };
    let messages = Messages {
        ids: ["error", "warning", "help"].map(|part| format!("{id}-{part}")),
        error,
        warning: warning
            .map(|warning| Signal::derive(move || warning.get().filter(|_| error.with(Option::is_none)))),
        help: Signal::derive(move || disabled_reason.get().or_else(|| description.get())),
    };
    let context = FieldContext {
        name,
        id,
        invalid: Signal::derive(move || error.with(Option::is_some).then_some("true")),
        described_by: messages.ids_in_use(described_by),
        disabled: Signal::derive(move || disabled_reason.with(Option::is_some)),
        errors: use_context(),
    };
    let control = children(context.clone()).into_any();
    frame(layout, label, context, control, messages)
}

/// What is said below a control, and under which ids: of the error, the warning and the help.
struct Messages {
    ids: [String; 3],
    error: Signal<Option<String>>,
    warning: Option<Signal<Option<String>>>,
    help: Signal<Option<String>>,
}

impl Messages {
    /// The ids of what is shown now, and the one given.
    fn ids_in_use(&self, other: Option<&'static str>) -> Signal<Option<String>> {
        let [error, warning, help] = self.ids.clone();
        let shown = [
            (error, self.error),
            (warning, self.warning.unwrap_or_default()),
            (help, self.help),
        ];
        Signal::derive(move || {
            let shown = shown.iter().filter(|(_, text)| text.with(Option::is_some));
            let ids: Vec<&str> = shown.map(|(id, _)| id.as_str()).chain(other).collect();
            (!ids.is_empty()).then(|| ids.join(" "))
        })
    }

    fn view(self) -> impl IntoView {
        let [error_id, warning_id, help_id] = self.ids;
        let Self { error, help, .. } = self;
        let warning = self.warning.map(|warning| {
            view! { <div aria-live="polite">{message("field-warning", warning_id, warning)}</div> }
        });
        view! {
            {warning}
            {message("field-error", error_id, error)}
            {move || {
                help.get()
                    .map(|help| {
                        view! {
                            <p class="field-help" id=help_id.clone()>
                                {help}
                            </p>
                        }
                    })
            }}
        }
    }
}

/// A message that asks for attention.
fn message(class: &'static str, id: String, text: Signal<Option<String>>) -> impl IntoView {
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

/// Label, control and messages; not generic, so that it is compiled once.
fn frame(
    layout: FieldLayout,
    label: String,
    field: FieldContext,
    control: AnyView,
    messages: Messages,
) -> AnyView {
    let messages = messages.view();
    match layout {
        FieldLayout::Stacked => view! {
            <div class="field">
                <label class="field-label" for=field.id>
                    {label}
                </label>
                {control}
                {messages}
            </div>
        }
        .into_any(),
        FieldLayout::Inline => view! {
            <div class="field">
                <label class="choice">
                    {control}
                    <span>{label}</span>
                </label>
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
