//! Every part in every state, in development builds alone.

mod fields;
mod overlays;
mod parts;
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
            actions=|| view! {
                <Button on_press=|()| ()>"Secondary"</Button>
                <Button kind=ButtonKind::Primary icon=IconName::Plus on_press=|()| ()>"Primary"</Button>
            }
        />
        <div class="stack">
            {parts::buttons()}
            {parts::notices()}
            {overlays::overlays()}
            {fields::fields()}
            {fields::forms()}
            {tables::tables()}
            {parts::states()}
        </div>
    }
}

#[component]
fn Specimen(title: &'static str, children: Children) -> impl IntoView {
    view! {
        <section class="stack design-part">
            <h2>{title}</h2>
            {children()}
        </section>
    }
}
