//! Pages that stand in for others: not found, no right, no server.

use leptos::prelude::*;

use super::document::use_title;
use crate::api::{ApiError, retry_pause};
use crate::session::Session;
use crate::{first_paint, paths, time};
use ui::{EmptyState, ErrorState, Icon, IconName, LinkButton};

/// There is no such page, inside the frame.
#[component]
pub fn NotFound() -> impl IntoView {
    use_title(|| "Not found".into());
    view! {
        <h1 id="page-heading" class="visually-hidden" tabindex="-1">"Not found"</h1>
        <EmptyState icon=IconName::Search title="There is no such page">
            <p>"The address is wrong, or what it led to has moved."</p>
            <LinkButton href=paths::home()>"Go to the start page"</LinkButton>
        </EmptyState>
    }
}

/// There is no such page, outside the frame.
#[component]
pub fn NotFoundOutside() -> impl IntoView {
    Effect::new(move |_| first_paint::remove());
    view! {
        <main class="center-page">
            <NotFound/>
        </main>
    }
}

/// The person has no right to this page.
#[component]
pub fn NoRight() -> impl IntoView {
    use_title(|| "Not allowed".into());
    view! {
        <h1 id="page-heading" class="visually-hidden" tabindex="-1">"Not allowed"</h1>
        <EmptyState icon=IconName::Lock title="This page is for administrators">
            <p>"Your account isn’t one. An administrator can change that; until then, your own data is in your profile."</p>
            <LinkButton href=paths::profile()>"Go to your profile"</LinkButton>
        </EmptyState>
    }
}

/// It isn't known yet who is signed in.
#[component]
pub fn Restoring() -> impl IntoView {
    // The sign-in form stays where it is until it is known that nobody has to sign in.
    (!first_paint::is_form_shown()).then(|| {
        view! {
            // As the indicator of index.html, which it follows.
            <main class="restoring" role="status">
                <p class="boot-brand"><Icon name=IconName::Logo/>"Nodeum Admin"</p>
                <p class="visually-hidden">"Loading the console…"</p>
                <div class="boot-bar"></div>
            </main>
        }
    })
}

/// Whether the stored session is still good couldn't be found out.
#[component]
pub fn RestoreFailed(error: ApiError) -> impl IntoView {
    use_title(|| "No answer".into());
    let session = Session::expect();
    // By itself, too: nobody may be there to press the button when the server comes back.
    let failure = error.clone();
    Effect::new(move |_| {
        let tries = session.failed_checks();
        let pause = match &failure {
            ApiError::Throttled(_) => failure.retry_pause(tries),
            _ => None,
        };
        let pause = pause.unwrap_or_else(|| retry_pause(tries));
        time::after(pause, move || session.restore());
    });
    view! {
        <main class="center-page">
            <h1 class="visually-hidden">"Your session couldn’t be checked"</h1>
            <ErrorState
                title=error.title()
                message=format!("You are still signed in on this device. {}", error.sentence())
                details=error.details()
                on_retry=Callback::new(move |()| session.restore())
            />
        </main>
    }
}

/// `config.json` can't be used.
#[component]
pub fn Misconfigured(problem: String) -> impl IntoView {
    view! {
        <main class="center-page">
            <h1>"The console isn’t set up right"</h1>
            <p>{problem}</p>
            <p>"It is a file beside index.html on the console’s server. Fix it there, then reload this page."</p>
        </main>
    }
}
