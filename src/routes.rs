//! Which address shows which page. The addresses themselves are written by `paths`.

use leptos::prelude::*;
use leptos_router::components::{ParentRoute, Route, Routes};
use leptos_router::path;

use crate::layouts::Frame;
use crate::pages;

/// All routes.
#[component]
pub fn AppRoutes() -> impl IntoView {
    view! {
        <Routes fallback=pages::NotFoundOutside>
            <Route path=path!("/sign-in") view=pages::SignInPage/>
            <Route path=path!("/design") view=pages::DesignRoute/>
            <ParentRoute path=path!("") view=Frame>
                <Route path=path!("") view=pages::HomePage/>
                <ParentRoute path=path!("/users") view=pages::UsersPage>
                    <Route path=path!("") view=|| ()/>
                    <Route path=path!("/new") view=pages::CreateUserPage/>
                    <Route path=path!("/:id") view=pages::UserPage/>
                    <Route path=path!("/:id/edit") view=pages::EditUserPage/>
                </ParentRoute>
                <ParentRoute path=path!("/systems/:tab") view=pages::SystemsPage>
                    <Route path=path!("") view=|| ()/>
                    <Route path=path!("/:name") view=pages::SystemPage/>
                </ParentRoute>
                <ParentRoute path=path!("/configuration") view=pages::ConfigurationPage>
                    <Route path=path!("") view=|| ()/>
                    <Route path=path!("/*key") view=|| ()/>
                </ParentRoute>
                <ParentRoute path=path!("/api-keys") view=pages::ApiKeysPage>
                    <Route path=path!("") view=pages::ApiKeyListPage/>
                    <Route path=path!("/new") view=pages::CreateApiKeyPage/>
                    <Route path=path!("/:id") view=pages::ApiKeyDetailsPage/>
                    <Route path=path!("/:id/edit") view=pages::EditApiKeyPage/>
                </ParentRoute>
                <Route path=path!("/profile") view=pages::ProfilePage/>
                <Route path=path!("/*any") view=pages::NotFound/>
            </ParentRoute>
        </Routes>
    }
}
