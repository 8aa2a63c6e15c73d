//! Which address shows which page. The addresses themselves are written by `paths`.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::components::{ParentRoute, Route, Routes};
use leptos_router::{PossibleRouteMatch, path};

use crate::layouts::{Frame, NotFound, NotFoundOutside};
use crate::pages;

/// A path behind one type: the router compiles its matching anew for every shape of a path.
fn at(path: impl PossibleRouteMatch + Send + Sync + 'static) -> Arc<dyn PossibleRouteMatch + Send + Sync> {
    Arc::new(path)
}

/// All routes.
#[component]
pub fn AppRoutes() -> impl IntoView {
    view! {
        <Routes fallback=NotFoundOutside>
            <Route path=at(path!("/sign-in")) view=pages::SignInPage/>
            <Route path=at(path!("/design")) view=pages::DesignRoute/>
            <ParentRoute path=at(path!("")) view=Frame>
                <Route path=at(path!("")) view=pages::HomePage/>
                <ParentRoute path=at(path!("/users")) view=pages::UsersPage>
                    <Route path=at(path!("")) view=|| ()/>
                    <Route path=at(path!("/new")) view=pages::CreateUserPage/>
                    <Route path=at(path!("/:id")) view=pages::UserPage/>
                    <Route path=at(path!("/:id/edit")) view=pages::EditUserPage/>
                </ParentRoute>
                <ParentRoute path=at(path!("/systems/:tab")) view=pages::SystemsPage>
                    <Route path=at(path!("")) view=|| ()/>
                    <Route path=at(path!("/:name")) view=pages::SystemPage/>
                </ParentRoute>
                    <ParentRoute path=at(path!("/configuration")) view=pages::ConfigurationPage>
                    <Route path=at(path!("")) view=|| ()/>
                    <Route path=at(path!("/*key")) view=|| ()/>
                </ParentRoute>
                <ParentRoute path=at(path!("/api-keys")) view=pages::ApiKeysPage>
                    <Route path=at(path!("")) view=pages::ApiKeyListPage/>
                    <Route path=at(path!("/new")) view=pages::CreateApiKeyPage/>
                    <Route path=at(path!("/:id")) view=pages::ApiKeyDetailsPage/>
                    <Route path=at(path!("/:id/edit")) view=pages::EditApiKeyPage/>
                    </ParentRoute>
                <Route path=at(path!("/profile")) view=pages::ProfilePage/>
                <Route path=at(path!("/*any")) view=NotFound/>
            </ParentRoute>
        </Routes>
    }
}
