//! Menus, dialogs, drawers, toasts.

use leptos::prelude::*;

use super::Specimen;
use super::fields::UserForm;
use ui::{
    Button, ButtonKind, ConfirmDialog, Dialog, Drawer, Icon, IconName, Menu, MenuItem, SubmitButton,
    use_toasts,
};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Nothing,
    Dialog,
    Confirm { typed: bool },
    Drawer,
}

/// Menus, dialogs, drawers, toasts.
pub(super) fn overlays() -> impl IntoView {
    let toasts = use_toasts();
    let open = RwSignal::new(Open::Nothing);
    let close = Callback::new(move |()| open.set(Open::Nothing));
    let opener = move |what: Open, label: &'static str| {
        view! { <Button on_press=move |()| open.set(what)>{label}</Button> }
    };
    let items = vec![
        MenuItem::link("Open", "#open").icon(IconName::External),
        MenuItem::press("Edit…", Callback::new(move |()| open.set(Open::Drawer))).icon(IconName::Pencil),
        MenuItem::press("Delete…", close)
            .icon(IconName::Trash)
            .danger()
            .disabled(Some(
                "The last administrator whose account never expires can’t be deleted.".into(),
            )),
        MenuItem::press("Sign out everywhere…", close)
            .icon(IconName::LogOut)
            .danger(),
    ];
    view! {
        <Specimen title="Menu, dialogs, drawer and toasts">
            <div class="cluster">
                <Menu
                    label="Account of ada"
                    items=items
                    trigger=|| view! {
                        <span class="avatar" aria-hidden="true" data-initials="AL"></span>
                        "ada"
                        <Icon name=IconName::ChevronDown/>
                    }
                />
                {opener(Open::Dialog, "Dialog")} {opener(Open::Confirm { typed: false }, "Confirm")}
                {opener(Open::Confirm { typed: true }, "Confirm by typing")} {opener(Open::Drawer, "Drawer")}
                <Button on_press=move |()| toasts.success("Password copied")>"Success toast"</Button>
                <Button on_press=move |()| toasts.error("c.lindqvist couldn’t be deleted: the server is out of reach.")>
                    "Error toast"
                </Button>
            </div>
        </Specimen>
        {move || overlay(open.get(), close)}
    }
}

fn overlay(open: Open, close: Callback<()>) -> AnyView {
    match open {
        Open::Nothing => ().into_any(),
        Open::Dialog => view! {
            <Dialog
                title="Discard 2 changes?"
                on_close=close
                footer=move || view! {
                    <Button on_press=close>"Keep editing"</Button>
                    <Button kind=ButtonKind::Primary on_press=close>"Discard"</Button>
                }
            >
                <p>"The email and the role of d.moreau were changed and not saved."</p>
            </Dialog>
        }
        .into_any(),
        Open::Confirm { typed } => view! {
            <ConfirmDialog
                title=if typed { "Delete the administrator d.moreau?" } else { "Delete c.lindqvist?" }
                confirm_label="Delete user"
                pending=false
                error=(!typed).then(|| "The server is out of reach. Nothing was deleted.".to_owned())
                on_confirm=close
                on_close=close
                type_to_confirm=typed.then(|| "d.moreau".to_owned())
            >
                <p>"Their 4 API keys stop working at once. This can’t be undone."</p>
            </ConfirmDialog>
        }
        .into_any(),
        Open::Drawer => view! {
            <Drawer
                title="Edit d.moreau"
                subtitle="id 1009 · created 9 Aug 2024 · changed 2 days ago"
                on_close=close
                footer=move || view! {
                    <Button kind=ButtonKind::DangerQuiet on_press=close>"Delete user…"</Button>
                    <div class="spacer"></div>
                    <Button on_press=close>"Cancel"</Button>
                    <SubmitButton form="design-drawer">"Save 1 change"</SubmitButton>
                }
            >
                <UserForm id="design-drawer"/>
            </Drawer>
        }
        .into_any(),
    }
}
