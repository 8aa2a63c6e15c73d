//! What stands in the place of content that is loading, empty or couldn't be loaded.

use leptos::prelude::*;

use super::Specimen;
use ui::{Button, ButtonKind, Dialog, EmptyState, ErrorState, IconName, Skeleton};

/// Loading, empty, failed.
#[component]
pub(super) fn States() -> impl IntoView {
    let asked = RwSignal::new(false);
    view! {
        <Specimen title="Loading">
            <Skeleton rows=4/>
        </Specimen>
        <Specimen title="Empty">
            <EmptyState icon=IconName::Users title="No users yet">
                <p>"Accounts that may sign in to this console and the API appear here."</p>
                <Button kind=ButtonKind::Primary icon=IconName::Plus on_press=move |()| asked.set(true)>
                    "Create user"
                </Button>
            </EmptyState>
        </Specimen>
        <Specimen title="Failed">
            <ErrorState
                title="Users couldn’t be loaded"
                message="The server didn’t answer within 30 seconds."
                details="GET /api/v2/users?limit=25\nrequest id 7f3a-99c1".to_owned()
                on_retry=Callback::new(|()| ())
            />
        </Specimen>
        <Show when=move || asked.get()>
            <Dialog title="Create user" on_close=move |()| asked.set(false)>
                <p>"A dialog without a footer."</p>
            </Dialog>
        </Show>
    }
}
