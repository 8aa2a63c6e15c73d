//! Which address shows which page. The addresses themselves are written by `paths`.

use std::sync::Arc;

use crate::query_parameters::use_query_parameters;
use leptos::prelude::*;
use leptos_router::components::{ParentRoute, Route, Routes};
use leptos_router::hooks::use_location;
use leptos_router::{PossibleRouteMatch, path};

use crate::layouts::{NotFound, NotFoundOutside, SignedIn, after_drawing};
use crate::sections::{self, lazy, lazy_outside_frame};
use crate::session::{Phase, Session};
use crate::{pages, paths};

/// A path behind one type: the router compiles its matching anew for every shape of a path.
fn at(path: impl PossibleRouteMatch + Send + Sync + 'static) -> Arc<dyn PossibleRouteMatch + Send + Sync> {
    Arc::new(path)
}

/// All routes.
#[component]
pub fn AppRoutes() -> impl IntoView {
    view! {
        <Routes fallback=NotFoundOutside>
            <Route path=at(path!("/sign-in")) view=SignIn/>
            <Route path=at(path!("/design")) view=Design/>
            <ParentRoute path=at(path!("")) view=Framed>
                <Route path=at(path!("")) view=pages::HomePage/>
                <ParentRoute path=at(path!("/users")) view=lazy(sections::users)>
                    <Route path=at(path!("")) view=|| ()/>
                    <Route path=at(path!("/new")) view=lazy(sections::create_user)/>
                    <Route path=at(path!("/import")) view=lazy(sections::import_users)/>
                    <Route path=at(path!("/:id")) view=lazy(sections::user)/>
                    <Route path=at(path!("/:id/edit")) view=lazy(sections::edit_user)/>
                </ParentRoute>
                <ParentRoute path=at(path!("/systems/:tab")) view=lazy(sections::systems)>
                    <Route path=at(path!("")) view=|| ()/>
                    <Route path=at(path!("/:name")) view=lazy(sections::system)/>
                </ParentRoute>
                <ParentRoute path=at(path!("/configuration")) view=lazy(sections::configuration)>
                    <Route path=at(path!("")) view=|| ()/>
                    <Route path=at(path!("/*key")) view=|| ()/>
                </ParentRoute>
                <ParentRoute path=at(path!("/api-keys")) view=lazy(sections::api_keys)>
                    <Route path=at(path!("")) view=lazy(sections::api_key_list)/>
                    <Route path=at(path!("/new")) view=lazy(sections::create_api_key)/>
                    <Route path=at(path!("/:id")) view=lazy(sections::api_key)/>
                    <Route path=at(path!("/:id/edit")) view=lazy(sections::edit_api_key)/>
                </ParentRoute>
                <Route path=at(path!("/audit")) view=lazy(sections::audit)/>
                <Route path=at(path!("/profile")) view=lazy(sections::profile)/>
                <Route path=at(path!("/*any")) view=NotFound/>
            </ParentRoute>
        </Routes>
    }
}

/// Signing in. What it leads to is loaded while the person types.
#[component]
fn SignIn() -> impl IntoView {
    let to = use_query_parameters().with_untracked(|query| query.get("to"));
    after_drawing(move || {
        sections::preload_for(&to.and_then(|to| paths::inside(&to)).unwrap_or_else(paths::home));
    });
    view! { <pages::SignInPage/> }
}

/// The frame, for whoever is signed in. Its module and that of the page are fetched while the server is asked who that is.
#[component]
fn Framed() -> impl IntoView {
    let session = Session::expect();
    let location = use_location();
    let (path, search) = (location.pathname.get_untracked(), location.search.get_untracked());
    if !matches!(untrack(|| session.phase()), Phase::SignedOut(_)) {
        sections::preload_for(&path);
    }
    if session.token().is_some() {
        sections::preload_data(&paths::with_query(path, &search));
    }
    let frame = || {
        sections::preload_around();
        sections::preload_when_idle();
        lazy_outside_frame(sections::frame)()
    };
    view! { <SignedIn>{frame()}</SignedIn> }
}

#[cfg(debug_assertions)]
#[component]
fn Design() -> impl IntoView {
    lazy_outside_frame(sections::design)()
}

#[cfg(not(debug_assertions))]
use NotFoundOutside as Design;
