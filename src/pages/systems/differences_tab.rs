//! The tab with what doesn't match between the console and the system.

use leptos::prelude::*;

use super::kind_section::{Concern, DifferenceRow, DifferenceSection, KindSection};
use super::page::TabTitle;
use super::set_aside::SetAside;
use super::source_view::{SourceNotices, SourceView};
use crate::navigate::NavMode;
use crate::paths;
use crate::query::{ListNavigation, ListState, NoMatch, use_list_navigation, use_list_state};
use crate::system_accounts::{AccountSource, Directory, SystemAccounts};
use ui::forms::SearchField;
use ui::{EmptyState, IconName};

const TAB: &str = "differences";
/// A kind with more differences than this is folded.
const MAX_UNFOLDED: usize = 25;

/// A section for each kind of difference, those which matter first.
#[component]
pub fn DifferencesTab(differences: Memo<Vec<DifferenceRow>>) -> impl IntoView {
    let set_aside = SetAside::expect();
    let state = use_list_state(&["name"], &["kind"]);
    let navigation = use_list_navigation(state, |query| paths::systems(TAB, query));
    let search = Memo::new(move |_| state.with(|state| state.search.trim().to_lowercase()));
    let found = Memo::new(move |_| {
        let search = search.read();
        let matches = |row: &&DifferenceRow| {
            let texts = [&row.name, &row.in_console, &row.on_server];
            texts.iter().any(|text| text.to_lowercase().contains(&*search))
        };
        differences.with(|all| all.iter().filter(matches).cloned().collect::<Vec<_>>())
    });
    // They come kind by kind, in the order of the harm that they can do.
    let sections = Memo::new(move |_| {
        let found = found.read();
        let has_search = !search.read().is_empty();
        let section = |rows: &[DifferenceRow]| {
            let kind = rows[0].kind;
            let concern = match kind.is_fault() {
                _ if set_aside.contains(kind) => Concern::SetAside,
                true => Concern::Check,
                false => Concern::NoFault,
            };
            let is_quiet = concern != Concern::Check && !has_search;
            let is_folded = is_quiet || rows.len() > MAX_UNFOLDED;
            DifferenceSection {
                concern,
                kind,
                is_folded,
            }
        };
        let kinds = found.chunk_by(|a, b| a.kind == b.kind);
        kinds.map(section).collect::<Vec<DifferenceSection>>()
    });
    let is_empty = Memo::new(move |_| sections.with(Vec::is_empty));
    let note = SystemAccounts::expect()
        .status(AccountSource::ConsoleUsers)
        .note();
    let group = move |concern: Concern| {
        let own = Memo::new(move |_| {
            let sections = sections.read();
            let own = sections.iter().filter(|section| section.concern == concern);
            own.copied().collect::<Vec<DifferenceSection>>()
        });
        view! {
            <Show when=move || !own.with(Vec::is_empty)>
                <h2 class="kinds-title">{concern.title()}</h2>
                <For
                    each=move || own.get()
                    key=|section| *section
                    children=move |section| view! { <KindSection section all=own differences found navigation/> }
                />
            </Show>
        }
    };
    view! {
        <TabTitle title="Differences" tab=TAB/>
        <SourceNotices others=&[
            (AccountSource::SystemUsers, "Console users can’t be compared with them."),
            (AccountSource::SystemGroups, "Which groups don’t exist isn’t known."),
            (AccountSource::ConsoleUsers, "They can’t be compared with the system’s."),
        ]/>
        <div class="toolbar">
            <SearchField
                label="Search differences"
                value=navigation.search()
                on_search=move |text| navigation.set_search(text)
            />
            <span class="muted">{note}</span>
        </div>
        <SourceView sources=&[AccountSource::ConsoleUsers, AccountSource::SystemUsers, AccountSource::SystemGroups]>
            <Show when=move || !is_empty.get() fallback=move || view! { <NoDifferences differences navigation/> }>
                {Concern::ALL.map(group)}
            </Show>
        </SourceView>
    }
}

/// Everything matches, or nothing matches the search.
#[component]
fn NoDifferences(differences: Memo<Vec<DifferenceRow>>, navigation: ListNavigation) -> impl IntoView {
    let directory = SystemAccounts::expect().directory;
    move || {
        if !differences.with(Vec::is_empty) {
            let clear = move |()| navigation.go(ListState::default(), NavMode::Stay);
            return view! {
                <NoMatch title="No such difference" on_clear=clear>
                    <p>"Nothing here matches what you search for."</p>
                </NoMatch>
            }
            .into_any();
        }
        let (title, text) = if directory.with(|all| Directory::is_complete(all)) {
            (
                "Everything matches",
                "Each console user has their account on the server, with the same uid and gid.",
            )
        } else {
            (
                "No differences found so far",
                "What couldn’t be loaded couldn’t be compared.",
            )
        };
        view! { <EmptyState icon=IconName::Check title><p>{text}</p></EmptyState> }.into_any()
    }
}
