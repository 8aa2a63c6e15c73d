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
    fn class(self) -> &'static str {
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
    button_type: &'static str,
    kind: ButtonKind,
    pending: Signal<bool>,
    disabled_reason: Signal<Option<String>>,
    #[prop(optional_no_strip)] icon: Option<IconName>,
    #[prop(optional_no_strip)] form: Option<String>,
    #[prop(optional)] on_press: Option<Callback<()>>,
    children: Children,
) -> impl IntoView {
    let reason_id = unique_id("reason");
    let described_by = reason_id.clone();
    let is_disabled = move || disabled_reason.read().is_some();
    let is_blocked = move || pending.get() || is_disabled();
    let press = move |event: MouseEvent| {
        if untrack(is_blocked) {
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
                aria-disabled=move || is_blocked().then_some("true")
                aria-busy=move || pending.get().then_some("true")
                aria-describedby=move || is_disabled().then(|| described_by.clone())
                on:click=press
            >
                {icon.map(|name| view! { <Icon name/> })}
                <span class="btn-label">{children()}</span>
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
    /// What it does.
    #[prop(into)]
    on_press: Callback<()>,
    /// Its label.
    children: Children,
) -> impl IntoView {
    view! {
        <ButtonBase button_type="button" kind pending disabled_reason icon on_press>
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
    /// The id of the form, for a button outside it.
    #[prop(optional, into)]
    form: Option<String>,
    /// Its label.
    children: Children,
) -> impl IntoView {
    view! {
        <ButtonBase button_type="submit" kind pending disabled_reason form>
            {children()}
        </ButtonBase>
    }
}

/// A button that shows an icon alone; its label is its accessible name and its tooltip.
#[component]
pub fn IconButton(
    /// What it does, in words.
    label: &'static str,
    /// The icon.
    icon: IconName,
    /// For a button that opens something: whether that is open.
    #[prop(optional, into)]
    expanded: Signal<Option<bool>>,
    /// What it does.
    #[prop(into)]
    on_press: Callback<()>,
) -> impl IntoView {
    view! {
        <Tooltip text=Some(label.to_owned()) id=unique_id("tip")>
            <button
                type="button"
                class="btn btn-quiet btn-icon"
                aria-label=label
                aria-expanded=move || expanded.get().map(|expanded| expanded.to_string())
                on:click=move |_| on_press.run(())
            >
                <Icon name=icon/>
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
        <a class=kind.class() href=href data-noscroll=stays.then_some("")>
            {icon.map(|name| view! { <Icon name/> })}
            <span class="btn-label">{children()}</span>
        </a>
    }
}
