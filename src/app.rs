//! The app: what all pages share, and the start.

use leptos::prelude::*;
use leptos_router::components::Router;

use crate::activity::Activity;
use crate::api::{Connection, use_api};
use crate::config::{self, Config};
use crate::drafts;
use crate::layouts::Misconfigured;
use crate::preferences::Preferences;
use crate::query::QueryCache;
use crate::routes::AppRoutes;
use crate::session::{Phase, Session};
use crate::unsaved::{AskBeforeLeaving, Unsaved};
use crate::{first_paint, paths, time};
use ui::{ToastRegion, provide_toasts};

/// Reads the configuration and shows the app.
pub fn start() {
    if let Some(base_uri) = document().base_uri().ok().flatten() {
        paths::set_base(&base_uri);
    }
    // Leptos brings its own executor with the first mount, which comes later.
    wasm_bindgen_futures::spawn_local(async {
        match config::load().await {
            Ok(config) => mount_to_body(move || view! { <App config/> }),
            Err(problem) => {
                first_paint::remove();
                mount_to_body(move || view! { <Misconfigured problem/> });
            }
        }
    });
}

#[component]
fn App(config: Config) -> impl IntoView {
    time::provide_clock();
    provide_toasts();
    let session = Session::provide(&config);
    Activity::provide(session);
    Connection::provide(session);
    Activity::expect().set_api(use_api());
    QueryCache::provide();
    Preferences::provide();
    Unsaved::provide();
    drafts::remove_old();
    // The sign-in page takes over from the early form by itself.
    Effect::new(move |_| {
        if matches!(session.phase(), Phase::SignedIn | Phase::Failed(_)) {
            first_paint::remove();
        }
    });
    view! {
        <Router base=paths::base()>
            <AppRoutes/>
            <AskBeforeLeaving/>
        </Router>
        <ToastRegion/>
    }
}
