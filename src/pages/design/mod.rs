//! Every part in every state, in development builds alone.

mod buttons;
mod fields;
mod form;
mod notices;
mod overlays;
mod states;
mod tables;

use leptos::prelude::*;

use ui::{Button, ButtonKind, IconName, PageHeader};

/// The parts that pages are made of.
#[component]
pub fn DesignPage() -> impl IntoView {
    view! {
        <PageHeader
            title="Design"
            description="Every part in every state, to look at in both themes."
            actions=|| {
                view! {
                    <Button on_press=|()| ()>"Secondary"</Button>
                    <Button kind=ButtonKind::Primary icon=IconName::Plus on_press=|()| ()>
                        "Primary"
                    </Button>
                }
            }
        />
        <div class="stack">
            <buttons::Buttons/>
            <notices::Notices/>
            <overlays::Overlays/>
            <fields::Fields/>
            <form::Forms/>
            <tables::Tables/>
            <states::States/>
        </div>
    }
}

/// A part, under its name.
#[component]
fn Specimen(title: &'static str, children: Children) -> impl IntoView {
    view! {
        <section class="stack design-part">
            <h2>{title}</h2>
            {children()}
        </section>
    }
}
