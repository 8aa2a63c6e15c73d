//! What is said at the end of the list: what has changed about it, and that it is loaded whole.

use leptos::prelude::*;

use super::all_users::Progress;
use super::context::UsersContext;
use ui::table::{counted, group_digits};
use ui::{Notice, Tone};

/// Says what a newer order of the rows would change, which stay where they were, and shows it when that is asked for.
#[component]
pub fn ChangesNotice() -> impl IntoView {
    let context = expect_context::<UsersContext>();
    let text = Memo::new(move |_| {
        let rows = context.rows.read();
        let count = |count: usize, one: &str, many: &str| match count {
            0 => None,
            1 => Some(format!("1 {one}")),
            count => Some(format!("{} {many}", group_digits(count as u64))),
        };
        let moved = count(
            rows.moved,
            "row moved by this change.",
            "rows moved by this change.",
        );
        let others = count(
            rows.others,
            "change by others since you looked.",
            "changes by others since you looked.",
        );
        let texts: Vec<String> = [moved, others].into_iter().flatten().collect();
        (!texts.is_empty()).then(|| texts.join(" "))
    });
    move || {
        let text = text.get()?;
        Some(view! {
            <div class="changes-notice">
                <Notice>
                    {text}" "
                    <button type="button" class="link" on:click=move |_| context.refresh_order()>"Show the list as it is now"</button>
                </Notice>
            </div>
        })
    }
}

/// Where the server neither filters nor sorts: says that the console does, with whom, and how far it is. It stands below the
/// table, which it would push away from under the pointer.
#[component]
pub fn AllUsersNotice() -> impl IntoView {
    let all = expect_context::<UsersContext>().all;
    let count = move || counted(all.count(), "user");
    move || {
        let (tone, text, action) = match all.progress.get() {
            Progress::Idle => return None,
            Progress::Loading => (
                Tone::Info,
                format!("{} are loaded so far.", count()),
                Some("Stop"),
            ),
            // All that there were before are still here.
            Progress::Stopped if all.loaded_at.read().is_some() => (
                Tone::Warning,
                "They were not loaded anew: you see them as they were.".to_owned(),
                Some("Load all"),
            ),
            Progress::Failed(error) if all.loaded_at.read().is_some() => (
                Tone::Warning,
                format!(
                    "They couldn’t be loaded anew: you see them as they were. {}",
                    error.sentence()
                ),
                Some("Try again"),
            ),
            Progress::Stopped => (
                Tone::Warning,
                format!("Loading was stopped after {}: nobody else is found.", count()),
                Some("Load all"),
            ),
            Progress::Failed(error) => (
                Tone::Warning,
                format!("Only {} could be loaded. {}", count(), error.sentence()),
                Some("Try again"),
            ),
            Progress::Complete => (Tone::Info, format!("All {} are loaded.", count()), None),
        };
        let act = move |_| match all.progress.get_untracked() {
            Progress::Loading => all.stop(),
            _ => all.load(),
        };
        Some(view! {
            <Notice tone>
                "This server can’t search or sort, so the console does it itself. "{text}" "
                {action.map(|action| view! { <button type="button" class="link" on:click=act>{action}</button> })}
            </Notice>
        })
    }
}
