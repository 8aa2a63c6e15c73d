//! Showing a view of a section: nothing at first, then a skeleton, then the view, or why it couldn't be loaded: the server
//! doesn't answer, or it has a newer version by now.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::reactive::computed::ScopedFuture;
use leptos::reactive::owner::WeakOwner;
use leptos::task::spawn_local;

use super::Loaded;
use crate::api::Connection;
use crate::layouts::{after_drawing, focus_heading, focus_when_drawn, use_title};
use crate::{browser, version};
use ui::{Icon, IconName, Skeleton};

/// Loads a view, once or, after a failure, again.
type Load = Rc<dyn Fn() -> Pin<Box<dyn Future<Output = Loaded>>>>;

/// The view of a route that belongs to a section: `<Route … view=lazy(sections::profile)/>`.
pub fn lazy<F>(view: fn() -> F) -> impl Fn() -> AnyView + Clone + Send + Sync + 'static
where
    F: Future<Output = Loaded> + 'static,
{
    move || lazy_view(Rc::new(move || Box::pin(view())), Container::Page)
}

/// As [`lazy()`], for what has no frame around it.
pub fn lazy_outside_frame<F>(view: fn() -> F) -> impl Fn() -> AnyView + Clone + Send + Sync + 'static
where
    F: Future<Output = Loaded> + 'static,
{
    move || lazy_view(Rc::new(move || Box::pin(view())), Container::Document)
}

/// As [`lazy()`], for a drawer that lies over a page; `drawer` makes the one that stands in its place.
pub fn lazy_drawer<F>(view: fn() -> F, drawer: fn(AnyView) -> AnyView) -> AnyView
where
    F: Future<Output = Loaded> + 'static,
{
    lazy_view(Rc::new(move || Box::pin(view())), Container::Drawer(drawer))
}

/// As [`lazy()`], for a part of what is shown already, such as the inside of a dialog. It takes the focus by itself.
pub fn lazy_part<F>(view: fn() -> F) -> AnyView
where
    F: Future<Output = Loaded> + 'static,
{
    lazy_view(Rc::new(move || Box::pin(view())), Container::Part)
}

/// What a view stands in, which its placeholder brings along.
#[derive(Clone, Copy)]
enum Container {
    /// The frame, as a page of its own.
    Page,
    /// Nothing: it makes the whole page.
    Document,
    /// A drawer over a page, which has a title and takes the focus by itself.
    Drawer(fn(AnyView) -> AnyView),
    /// Something that is shown already, with a title of its own.
    Part,
}

impl Container {
    /// Whether the view is a page, whose heading takes the focus.
    fn is_page(self) -> bool {
        matches!(self, Self::Page | Self::Document)
    }
}

/// Not generic, so that it is compiled once.
fn lazy_view(load: Load, container: Container) -> AnyView {
    let loaded = RwSignal::new_local(None::<Result<AnyView, Problem>>);
    let connection = Connection::expect();
    // What is drawn by then has the focus in the usual way.
    let late = RwSignal::new(false);
    after_drawing(move || {
        late.try_set(true);
    });
    // The view is made as a child of this scope, whoever asks for it, so that it finds the contexts above. The reference is
    // weak, since the owner owns the closure: it would never be cleaned up.
    let owner = Owner::current().map(|owner| owner.downgrade());
    let start = StoredValue::new_local(move || {
        let view = load();
        let show = async move {
            let result = match view.await {
                Ok(view) => Ok(view),
                Err(_) => Err(why_files_are_missing(connection).await),
            };
            // Whoever has left in the meantime has no signal any more, and no need for one.
            loaded.try_set(Some(result));
            if container.is_page() && late.try_get_untracked() == Some(true) && browser::something_has_focus()
            {
                focus_heading();
            }
        };
        if let Some(owner) = owner.as_ref().and_then(WeakOwner::upgrade) {
            owner.with(|| spawn_local(ScopedFuture::new_untracked(show)));
        }
    });
    start.with_value(|start| start());
    let try_again = Callback::new(move |by_hand| {
        loaded.set(None);
        // The button has gone, and the focus with it.
        if by_hand && !matches!(container, Container::Part) {
            focus_when_drawn("#main".into());
        }
        start.with_value(|start| start());
    });
    let shown = move || {
        // Tracked: a view can't be cloned, so it is taken out where it is shown.
        loaded.track();
        let placeholder = match loaded.try_update_untracked(Option::take).flatten() {
            Some(Ok(view)) => return view,
            Some(Err(problem)) => {
                let heading = container.is_page().then(|| view! { <NotLoadedHeading/> });
                view! { {heading}<NotLoaded problem try_again/> }.into_any()
            }
            // A drawer that is there only to be replaced would take the focus, and give it back.
            None if matches!(container, Container::Drawer(_)) && !late.get() => return ().into_any(),
            // Its own style keeps it unseen for the first moment.
            None => view! { <Skeleton rows=8/> }.into_any(),
        };
        match container {
            Container::Page | Container::Part => placeholder,
            Container::Document => view! { <main class="center-page">{placeholder}</main> }.into_any(),
            Container::Drawer(drawer) => drawer(placeholder),
        }
    };
    shown.into_any()
}

/// The title and the heading of a page that couldn't be loaded.
#[component]
fn NotLoadedHeading() -> impl IntoView {
    use_title(|| "Not loaded".into());
    view! { <h1 id="page-heading" class="visually-hidden" tabindex="-1">"Not loaded"</h1> }
}

/// Says why a section couldn't be loaded, and what to do about it; tries again when the server is back.
#[component]
fn NotLoaded(
    problem: Problem,
    /// Whether somebody asked for it.
    try_again: Callback<bool>,
) -> impl IntoView {
    let is_outdated = problem == Problem::Outdated;
    let connection = Connection::expect();
    Effect::new(move |before: Option<u32>| {
        let returns = connection.returns();
        if before.is_some_and(|before| before != returns) && !is_outdated {
            try_again.run(false);
        }
        returns
    });
    let (title, text, action) = match problem {
        Problem::Outdated => (
            "The console has been updated",
            "This tab still runs the version before, whose files are gone from the server. Reload to use the new one.".to_owned(),
            "Reload",
        ),
        Problem::Unreachable(sentence) => ("This page couldn’t be loaded", sentence, "Try again"),
    };
    let act = move |_| {
        if is_outdated {
            version::reload();
        } else {
            try_again.run(true);
        }
    };
    view! {
        <div class="state" role="alert">
            <Icon name=IconName::Warning large=true/>
            <h2 class="state-title">{title}</h2>
            <div class="state-text">
                <p>{text}</p>
                <button class="btn" type="button" on:click=act>{action}</button>
            </div>
        </div>
    }
}

/// Why a file of the app isn't there.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Problem {
    /// It couldn't be fetched, for the reason that this sentence gives.
    Unreachable(String),
    /// The server has another version than the one that this tab was started with.
    Outdated,
}

/// Finds out why a file of the app couldn't be loaded: it asks the server which version it has.
async fn why_files_are_missing(connection: Connection) -> Problem {
    let is_outdated = version::is_outdated().await;
    connection.note(&is_outdated);
    match is_outdated {
        Ok(true) => Problem::Outdated,
        Ok(false) => Problem::Unreachable(
            "A part of the console is missing on its server, or didn’t arrive whole. Try again; if that doesn’t help, tell \
             whoever runs the server."
                .into(),
        ),
        Err(error) => Problem::Unreachable(error.sentence()),
    }
}
