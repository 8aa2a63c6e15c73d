//! What is found, and the keys that choose among it.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::actions::commands;
use super::dialog::{CommandField, LIST_ID};
use super::groups::{ResultGroup, groups};
use super::item::{PaletteItem, Target};
use super::option::CommandOption;
use super::records::RecordSearch;
use super::status::{Failure, Foot};
use super::words::Words;
use crate::paths;
use crate::preferences::Preferences;
use crate::session::Session;
use ui::focus;

/// The groups of what matches the text of the field, of which one item is active.
#[derive(Clone, Copy)]
pub struct Results {
    /// The field.
    pub field: CommandField,
    /// The search for records.
    pub search: RecordSearch,
    /// What matches.
    pub groups: Memo<Vec<ResultGroup>>,
    /// What the arrow keys or the pointer have gone to since the text was changed; the first item, if nothing.
    pub moved_to: RwSignal<Option<Target>>,
    /// The position of the active item, counted from 0 through all groups.
    pub active: Memo<Option<usize>>,
}

impl Results {
    /// Those of the palette around this.
    pub fn expect() -> Self {
        expect_context()
    }

    fn new(field: CommandField) -> Self {
        let search = RecordSearch::new(field.text);
        let preferences = Preferences::expect();
        let session = Session::expect();
        let pathname = use_location().pathname;
        let commands = Memo::new(move |_| {
            let user = session.user();
            user.map(|user| commands(&user, |preference| preferences.get(preference)))
                .unwrap_or_default()
        });
        let groups = Memo::new(move |_| {
            let pathname = pathname.read();
            let segment = paths::first_segment(&pathname);
            groups(&field.text.read(), segment, &commands.read(), &search.found())
        });
        let moved_to = RwSignal::new(None::<Target>);
        let active = Memo::new(move |_| {
            let groups = groups.read();
            let mut items = items(&groups);
            // What had been gone to may not match any more.
            let place = moved_to.with(|target| items.position(|item| Some(&item.target) == target.as_ref()));
            place.or_else(|| (!groups.is_empty()).then_some(0))
        });
        Self {
            field,
            search,
            groups,
            moved_to,
            active,
        }
    }

    fn press(self, event: &KeyboardEvent) {
        let has_modifier = event.ctrl_key() || event.meta_key() || event.alt_key() || event.shift_key();
        let Some(position) = self
            .active
            .get_untracked()
            .filter(|_| !has_modifier && !event.is_composing())
        else {
            return;
        };
        let count = self.groups.with_untracked(|groups| items(groups).count());
        let next = match event.key().as_str() {
            "ArrowDown" => (position + 1) % count,
            "ArrowUp" => (position + count - 1) % count,
            "Home" => 0,
            "End" => count - 1,
            "Enter" => {
                event.prevent_default();
                // As a press of the pointer does, so that a form with changes asks first.
                if let Some(option) = element(position) {
                    option.click();
                }
                return;
            }
            _ => return,
        };
        event.prevent_default();
        let target = self
            .groups
            .with_untracked(|groups| items(groups).nth(next).map(|item| item.target.clone()));
        self.moved_to.set(target);
        scroll_to(next);
    }
}

/// The items of all groups, with the links to the others, in the order in which they are shown.
fn items(groups: &[ResultGroup]) -> impl Iterator<Item = &PaletteItem> {
    groups
        .iter()
        .flat_map(|group| group.items.iter().chain(&group.others))
}

/// The id of the option at that position.
pub fn option_id(position: usize) -> String {
    format!("{LIST_ID}-{position}")
}

fn element(position: usize) -> Option<HtmlElement> {
    document()
        .get_element_by_id(&option_id(position))?
        .dyn_into()
        .ok()
}

/// Scrolls the list as far as it takes to see an option below the heading that stays at the top.
fn scroll_to(position: usize) {
    let heading = document().get_element_by_id(&format!("{LIST_ID}-heading-0"));
    let list = document().get_element_by_id(LIST_ID);
    if let (Some(option), Some(list)) = (element(position), list) {
        let heading_height = heading.map_or(0, |heading| heading.client_height());
        let (top, height) = (option.offset_top(), option.offset_height());
        let hidden_below = top + height - list.client_height();
        list.set_scroll_top(list.scroll_top().min(top - heading_height).max(hidden_below));
    }
}

/// What is found.
#[component]
pub fn CommandResults() -> impl IntoView {
    let field = CommandField::expect();
    let results = Results::new(field);
    provide_context(results);
    Effect::new(move |_| {
        field.text.track();
        results.moved_to.set(None);
    });
    Effect::new(move |_| field.active_id.set(results.active.get().map(option_id)));
    field
        .on_key
        .set_value(Some(Callback::new(move |event: KeyboardEvent| {
            results.press(&event);
        })));
    // Whoever had to try again to load this goes on typing.
    if let Some(input) = field.input.get_untracked() {
        focus(&input);
    }
    let is_empty = Memo::new(move |_| results.groups.with(Vec::is_empty));
    view! {
        <Show when=move || !is_empty.get()>
            // What is pressed in the list leaves the focus in the field.
            <div id=LIST_ID class="command-list" role="listbox" aria-label="Results" on:mousedown=|event| event.prevent_default()>
                <Groups/>
            </div>
        </Show>
        <Failure/>
        <Foot/>
    }
}

#[component]
fn Groups() -> impl IntoView {
    let results = Results::expect();
    move || {
        let words = Words::new(&results.field.text.read());
        let mut position = 0;
        let groups = results.groups.get().into_iter().enumerate();
        let group = |(index, group): (usize, ResultGroup)| {
            let heading = format!("{LIST_ID}-heading-{index}");
            let label = heading.clone();
            let items = group.items.into_iter().chain(group.others);
            let options = items.map(|item| {
                position += 1;
                view! { <CommandOption item words=words.clone() position=position - 1/> }
            });
            let options = options.collect_view();
            view! {
                <div role="group" aria-labelledby=label>
                    <div class="command-heading" id=heading>{group.heading}</div>
                    {options}
                </div>
            }
        };
        groups.map(group).collect_view()
    }
}
