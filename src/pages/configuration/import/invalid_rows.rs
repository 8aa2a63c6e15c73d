//! The rows of an import that are invalid: each with its line and its reason, to be fixed in place.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::state::ImportState;
use crate::layouts::focus_when_drawn;
use crate::pages::configuration::formats::FileRow;
use crate::pages::configuration::secrets::is_secret;
use crate::pages::configuration::store::Store;
use ui::table::group_digits;
use ui::{Icon, IconName, SubmitButton};

/// So many are shown; the others come when these are fixed.
const SHOWN: usize = 25;

/// The rows that are invalid, if there are any.
#[component]
pub fn InvalidRows(
    /// The import.
    import: ImportState,
) -> impl IntoView {
    let count = move || import.plan.with(|(_, plan)| plan.invalid.len());
    let has_rows = Memo::new(move |_| count() > 0);
    let rows = move || {
        let (_, plan) = &*import.plan.read();
        let shown = plan.invalid.iter().take(SHOWN).cloned();
        shown.map(|row| view! { <InvalidRow import row/> }).collect_view()
    };
    let more = move || group_digits(count().saturating_sub(SHOWN) as u64);
    view! {
        <Show when=move || has_rows.get()>
            <section class="stack" aria-labelledby="invalid-rows">
                <h3 id="invalid-rows">"Rows that are broken"</h3>
                <p class="muted">"The others can be applied without them. Fix a row here to import it as well."</p>
                <ul class="config-changes">{rows}</ul>
                <Show when={move || count() > SHOWN}>
                    <p class="muted">{more}" more are broken; they are shown when these are fixed."</p>
                </Show>
            </section>
        </Show>
    }
}

#[component]
fn InvalidRow(import: ImportState, row: FileRow) -> impl IntoView {
    let store: Store = expect_context();
    let FileRow { line, entry, problem } = row;
    let reason_id = format!("invalid-{line}");
    let (key_id, value_id) = (format!("{reason_id}-key"), format!("{reason_id}-value"));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        import.import_row(line, &store.records.get_untracked());
        // The next row takes the place of one that goes, and the focus with it; after the last the title has it.
        focus_when_drawn("dialog[open]:not(:has(.config-broken)) .modal-title".to_owned());
    };
    let input_value = move |event| import.edit_row(line, |entry| entry.value = event_target_value(&event));
    // A password field has one line.
    let is_password = is_secret(&entry.key) && !entry.value.contains('\n');
    let attributes = view! {
        <{..}
            id=value_id.clone()
            autocomplete="off"
            spellcheck="false"
            prop:value=entry.value
            on:input=input_value
        />
    };
    let control = if is_password {
        view! { <input type="password" class="input mono" {..attributes}/> }.into_any()
    } else {
        view! { <textarea class="input mono area config-short" rows="1" {..attributes}></textarea> }
            .into_any()
    };
    view! {
        <li>
            <form class="config-broken" aria-label=format!("Line {line}") novalidate on:submit=submit>
                <p class="field-error" id=reason_id.clone()><Icon name=IconName::Warning/><span>"Line "{group_digits(line as u64)}": "{problem}</span></p>
                <div class="field">
                    <label class="field-label small" for=key_id.clone()>"Key"</label>
                    <input
                        id=key_id
                        type="text"
                        class="input mono"
                        autocomplete="off"
                        spellcheck="false"
                        autocapitalize="none"
                        aria-describedby=reason_id
                        prop:value=entry.key
                        on:input=move |event| import.edit_row(line, |entry| entry.key = event_target_value(&event))
                    />
                </div>
                <div class="field">
                    <label class="field-label small" for=value_id>"Value"</label>
                    {control}
                </div>
                <div><SubmitButton>"Import row"</SubmitButton></div>
            </form>
        </li>
    }
}
