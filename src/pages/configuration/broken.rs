//! The rows of an import that are broken: each with its line and its reason, to be mended in place.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::formats::FileRow;
use super::intake::Intake;
use super::secrets::is_secret;
use crate::layouts::focus_when_drawn;
use ui::table::group_digits;
use ui::{Icon, IconName, SubmitButton};

/// So many are shown; the others come when these are mended.
const SHOWN: usize = 25;

/// The rows that are broken, if there are any.
pub fn broken_rows(intake: Intake) -> AnyView {
    let rows = Memo::new(move |_| {
        intake
            .broken
            .with(|broken| broken.iter().take(SHOWN).cloned().collect::<Vec<_>>())
    });
    let more = move || intake.broken.with(Vec::len).saturating_sub(SHOWN);
    (move || {
        let rows = rows.get();
        (!rows.is_empty()).then(|| {
            let rest = match more() {
                0 => None,
                more => Some(format!("{} more are broken; they are shown when these are mended.", group_digits(more as u64))),
            };
            view! {
                <section class="stack" aria-labelledby="broken-heading">
                    <h3 id="broken-heading">"Rows that are broken"</h3>
                    <p class="muted">"The others can be applied without them. Mend a row here and it is taken in."</p>
                    <ul class="config-changes">{rows.into_iter().map(|row| broken(intake, row)).collect_view()}</ul>
                    {rest.map(|rest| view! { <p class="muted">{rest}</p> })}
                </section>
            }
        })
    })
.into_any()
}

fn broken(intake: Intake, row: FileRow) -> AnyView {
    let line = row.line;
    let id = format!("broken-{line}");
    let (key_id, value_id) = (format!("{id}-key"), format!("{id}-value"));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        intake.mend(line);
        // The next row takes the place of one that goes, and the focus with it; the last leaves it to nobody.
        focus_when_drawn("dialog[open]:not(:has(.config-broken)) .modal-title".to_owned());
    };
    // One that has several lines keeps them.
    let secret = is_secret(&row.key) && !row.value.contains('\n');
    let value = row.value.clone();
    let control = if secret {
        view! {
            <input
                id=value_id.clone()
                type="password"
                class="input mono"
                autocomplete="off"
                prop:value=value
                on:input=move |event| intake.type_into(line, None, Some(event_target_value(&event)))
            />
        }
        .into_any()
    } else {
        view! {
            <textarea
                id=value_id.clone()
                class="input mono area config-short"
                rows="1"
                autocomplete="off"
                spellcheck="false"
                prop:value=value
                on:input=move |event| intake.type_into(line, None, Some(event_target_value(&event)))
            ></textarea>
        }
        .into_any()
    };
    view! {
        <li>
            <form class="config-broken" aria-label=format!("Line {line}") novalidate on:submit=submit>
                <p class="field-error" id=id.clone()>
                    <Icon name=IconName::Warning/>
                    <span>{format!("Line {}: {}", group_digits(line as u64), row.problem.unwrap_or_default())}</span>
                </p>
                <div class="field">
                    <label class="field-label small" for=key_id.clone()>"Key"</label>
                    <input
                        id=key_id
                        type="text"
                        class="input mono"
                        autocomplete="off"
                        spellcheck="false"
                        autocapitalize="none"
                        aria-describedby=id
                        prop:value=row.key
                        on:input=move |event| intake.type_into(line, Some(event_target_value(&event)), None)
                    />
                </div>
                <div class="field">
                    <label class="field-label small" for=value_id>"Value"</label>
                    {control}
                </div>
                <div><SubmitButton>"Take it in"</SubmitButton></div>
            </form>
        </li>
    }.into_any()
}
