//! Buttons, and links that look like them.

use leptos::prelude::*;
use leptos::web_sys::MouseEvent;

use super::dom::unique_id;
use super::icon::{Icon, IconName};
use super::tooltip::Tooltip;

/// How much a button stands out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// An ordinary one.
    #[default]
    Secondary,
    /// The one that the page is for.
    Primary,
    /// The one that destroys something, where the destruction was already chosen.
    Danger,
    /// One that leads to destroying something.
    DangerQuiet,
    /// One without a frame.
    Quiet,
}

impl ButtonKind {
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Secondary => "btn",
            Self::Primary => "btn btn-primary",
            Self::Danger => "btn btn-danger",
            Self::DangerQuiet => "btn btn-quiet btn-danger-quiet",
            Self::Quiet => "btn btn-quiet",
        }
    }
}

/// What buttons and submit buttons share.
#[component]
fn ButtonBase(
    /// The `type` of the element.
    button_type: &'static str,
    kind: ButtonKind,
    pending: Signal<bool>,
    disabled_reason: Signal<Option<String>>,
    #[prop(optional_no_strip)] icon: Option<IconName>,
    #[prop(optional_no_strip)] shortcut: Option<String>,
    #[prop(optional_no_strip)] form: Option<String>,
    #[prop(optional)] on_press: Option<Callback<()>>,
    children: Children,
) -> impl IntoView {
    let reason_id = unique_id("reason");
    let described_by = reason_id.clone();
    let blocked = move || pending.get() || disabled_reason.with(Option::is_some);
    let press = move |event: MouseEvent| {
        if untrack(blocked) {
            // Keeps a submit button from submitting.
            event.prevent_default();
        } else if let Some(on_press) = on_press {
            on_press.run(());
        }
    };
    view! {
        <Tooltip text=disabled_reason id=reason_id>
            <button
                type=button_type
                class=kind.class()
                form=form
                aria-disabled=move || blocked().then_some("true")
                aria-busy=move || pending.get().then_some("true")
                aria-describedby=move || disabled_reason.with(Option::is_some).then(|| described_by.clone())
                on:click=press
            >
                {icon.map(|name| view! { <Icon name/> })}
                <span class="btn-label">{children()}</span>
                {shortcut.map(|keys| view! { <kbd class="btn-keys" aria-hidden="true">{keys}</kbd> })}
            </button>
        </Tooltip>
    }
}

/// A button. One that has a reason not to be pressed stays focusable and says the reason.
#[component]
pub fn Button(
    /// How much it stands out.
    #[prop(optional)]
    kind: ButtonKind,
    /// An icon before the label.
    #[prop(optional)]
    icon: Option<IconName>,
    /// Whether what it started is still under way: it spins, and ignores presses.
    #[prop(optional, into)]
    pending: Signal<bool>,
    /// Why it can't be pressed now.
    #[prop(optional, into)]
    disabled_reason: Signal<Option<String>>,
    /// The keys that do the same, as a hint; listening to them isn't the button's.
    #[prop(optional, into)]
    shortcut: Option<String>,
    /// What it does.
    #[prop(into)]
    on_press: Callback<()>,
    /// Its label.
    children: Children,
) -> impl IntoView {
    view! {
        <ButtonBase button_type="button" kind pending disabled_reason icon shortcut on_press>
            {children()}
        </ButtonBase>
    }
}

/// The button that submits a form: the one that it is in, or the one that it names.
#[component]
pub fn SubmitButton(
    /// How much it stands out.
    #[prop(default = ButtonKind::Primary)]
    kind: ButtonKind,
    /// Whether the form was sent and the answer isn't there yet.
    #[prop(optional, into)]
    pending: Signal<bool>,
    /// Why it can't be pressed now.
    #[prop(optional, into)]
    disabled_reason: Signal<Option<String>>,
    /// The keys that do the same, as a hint.
    #[prop(optional, into)]
    shortcut: Option<String>,
    /// The id of the form, for a button outside it.
    #[prop(optional, into)]
    form: Option<String>,
    /// Its label.
    children: Children,
) -> impl IntoView {
    view! {
        <ButtonBase button_type="submit" kind pending disabled_reason shortcut form>
            {children()}
        </ButtonBase>
    }
}

/// A button that shows an icon alone; its label is its accessible name and its tooltip.
#[component]
pub fn IconButton(
    /// What it does, in words.
    #[prop(into)]
    label: Signal<String>,
    /// The icon.
    #[prop(into)]
    icon: Signal<IconName>,
    /// How much it stands out.
    #[prop(default = ButtonKind::Quiet)]
    kind: ButtonKind,
    /// For a button that is on or off: whether it is on.
    #[prop(optional, into)]
    pressed: Signal<Option<bool>>,
    /// For a button that opens something: whether that is open.
    #[prop(optional, into)]
    expanded: Signal<Option<bool>>,
    /// The id of what it opens.
    #[prop(optional, into)]
    controls: Option<String>,
    /// What it does.
    #[prop(into)]
    on_press: Callback<()>,
) -> impl IntoView {
    let tip = unique_id("tip");
    let text = Signal::derive(move || Some(label.get()));
    let word = |on: bool| if on { "true" } else { "false" };
    view! {
        <Tooltip text id=tip>
            <button
                type="button"
                class=format!("{} btn-icon", kind.class())
                aria-label=move || label.get()
                aria-pressed=move || pressed.get().map(word)
                aria-expanded=move || expanded.get().map(word)
                aria-controls=controls
                on:click=move |_| on_press.run(())
            >
                {move || view! { <Icon name=icon.get()/> }}
            </button>
        </Tooltip>
    }
}

/// A link that looks like a button: it leads somewhere, and can be opened in a new tab.
#[component]
pub fn LinkButton(
    /// Where it leads.
    #[prop(into)]
    href: Signal<String>,
    /// How much it stands out.
    #[prop(optional)]
    kind: ButtonKind,
    /// An icon before the label.
    #[prop(optional)]
    icon: Option<IconName>,
    /// Whether the page stays scrolled to where it is, because what opens lies over it.
    #[prop(optional)]
    stays: bool,
    /// Its label.
    children: Children,
) -> impl IntoView {
    view! {
        <a class=kind.class() href=move || href.get() data-noscroll=stays.then_some("")>
            {icon.map(|name| view! { <Icon name/> })}
            <span class="btn-label">{children()}</span>
        </a>
    }
}
