//! The grid of all scopes: the parts of the API as rows in groups, the common actions as columns, the others as chips.

use leptos::html::Div;
use leptos::prelude::*;

use super::keyboard::{ensure_tab_stop, on_focusin, on_keydown};
use super::state::Picker;
use crate::pages::api_keys::scopes::{COLUMNS, GROUPS, Scope, ScopeGroup, ScopeSet};
use ui::{Icon, IconName};

/// The grid. It is one stop of the Tab key; arrows move inside it.
#[component]
pub fn ScopeGrid(
    /// The picker.
    picker: Picker,
) -> impl IntoView {
    let grid = NodeRef::<Div>::new();
    Effect::new(move |_| {
        picker.visible.track();
        picker.expanded.track();
        request_animation_frame(move || ensure_tab_stop(grid));
    });
    // Moving up and down keeps to this column, also across rows that lack it.
    let preferred_column = StoredValue::new(0);
    view! {
        <div
            class="scopes"
            role="grid"
            aria-labelledby="scopes-heading"
            node_ref=grid
            hidden=move || picker.visible.get().is_empty()
            on:keydown=move |event| on_keydown(grid, &event, preferred_column)
            on:focusin=move |event| on_focusin(grid, &event, preferred_column)
        >
            <div role="rowgroup" class="scope-heads">
                <div role="row" class="scope-row">
                    <div role="columnheader" class="scope-head">"Part of the API"</div>
                    {(1..).zip(COLUMNS).map(|(column, (action, plain))| view! {
                        <div role="columnheader" class="scope-head">
                            <label class="scope-column">
                                <ScopeCheckbox
                                    picker
                                    part=ScopeSet::matching(|scope| scope.action == action)
                                    column
                                    label=format!("All: {action}")
                                    description=plain
                                />
                                <code>{action}</code>
                                <small>{plain}</small>
                            </label>
                        </div>
                    }).collect_view()}
                    <div role="columnheader" class="scope-head">"More"</div>
                </div>
            </div>
            {GROUPS.iter().map(|group| view! { <GroupRows picker group/> }).collect_view()}
        </div>
    }
}

#[component]
fn GroupRows(picker: Picker, group: &'static ScopeGroup) -> impl IntoView {
    let ScopeGroup { title, controllers } = *group;
    let part = group.scopes();
    let is_expanded = Memo::new(move |_| {
        picker.expanded.with(|expanded| expanded.contains(title))
            || picker.selected_only.get().is_some()
            || picker.search.with(|text| !text.is_empty())
    });
    let toggle = move |_| {
        picker.expanded.update(|expanded| {
            if !expanded.remove(title) {
                expanded.insert(title);
            }
        });
    };
    view! {
        <div
            role="rowgroup"
            class="scope-group"
            class:folded=move || !is_expanded.get()
            hidden=is_hidden(picker, part)
        >
            <div role="row" class="scope-row scope-title">
                <div role="rowheader" class="scope-name" aria-colspan="7">
                    <label>
                        <ScopeCheckbox picker part column=0 label=format!("All of {title}")/>
                        <strong>{title}</strong>
                    </label>
                    <span class="muted scope-count">
                        {move || format!("{} of {}", picker.selected.get().intersection(part).len(), part.len())}
                    </span>
                    <button
                        type="button"
                        class="btn btn-quiet scope-fold"
                        tabindex="-1"
                        data-column="1"
                        aria-label=title
                        aria-expanded=move || is_expanded.get().to_string()
                        on:click=toggle
                    >
                        {move || view! {
                            <Icon name=if is_expanded.get() { IconName::ChevronUp } else { IconName::ChevronDown }/>
                        }}
                    </button>
                </div>
            </div>
            {controllers.iter().map(|(controller, _)| view! { <ControllerRow picker controller/> }).collect_view()}
        </div>
    }
}

#[component]
fn ControllerRow(picker: Picker, controller: &'static str) -> impl IntoView {
    let part = ScopeSet::of_controller(controller);
    let (in_columns, chips): (Vec<Scope>, Vec<Scope>) =
        part.iter().partition(|scope| scope.column().is_some());
    let cells = (0..COLUMNS.len()).map(|column| {
        let scope = in_columns.iter().find(|scope| scope.column() == Some(column));
        view! {
            <div role="gridcell" class="scope-cell" class:none=scope.is_none()>
                {scope.map(|scope| view! { <ScopeCell picker scope=*scope column=column + 1/> })}
            </div>
        }
    });
    view! {
        <div role="row" class="scope-row" class:no-columns=in_columns.is_empty() hidden=is_hidden(picker, part)>
            <div role="rowheader" class="scope-name">
                <label>
                    <ScopeCheckbox picker part column=0 label=format!("All of {controller}")/>
                    <span class="mono">{controller}</span>
                </label>
            </div>
            {cells.collect_view()}
            <div role="gridcell" class="scope-chips" class:none=chips.is_empty()>
                {(COLUMNS.len() + 1..).zip(&chips).map(|(column, scope)| view! {
                    <ScopeCell picker scope=*scope column/>
                }).collect_view()}
            </div>
        </div>
    }
}

/// One scope. Its sentence stands beside it where there is no room for [`ScopeDetails`](super::ScopeDetails).
#[component]
fn ScopeCell(picker: Picker, scope: Scope, column: usize) -> impl IntoView {
    let Scope { sentence, risk, .. } = scope;
    let description = risk.map_or_else(|| sentence.to_owned(), |risk| format!("{sentence}. {risk}"));
    view! {
        <label
            class="scope"
            class:scope-chip=scope.column().is_none()
            class:scope-danger=risk.is_some()
            data-scope=scope.index.to_string()
            hidden=is_hidden(picker, scope.into())
            on:mouseenter=move |_| picker.current.set(Some(scope))
            on:focusin=move |_| picker.current.set(Some(scope))
        >
            <ScopeCheckbox picker part=scope column label=scope.name() description=description.clone()/>
            {risk.map(|_| view! { <Icon name=IconName::Warning/> })}
            <code class="scope-word">{scope.action}</code>
            <span class="scope-says">{description}</span>
        </label>
    }
}

/// The box of a scope, or of a whole row, column or group. What the search hides isn't selected along.
#[component]
fn ScopeCheckbox(
    picker: Picker,
    #[prop(into)] part: ScopeSet,
    /// Its place in the row, for the arrow keys.
    column: usize,
    label: String,
    /// What a screen reader says beyond the name.
    #[prop(optional, into)]
    description: Option<String>,
) -> impl IntoView {
    let has_some = Memo::new(move |_| picker.has_some(part));
    let has_all = Memo::new(move |_| picker.has_all(part));
    let disabled = Memo::new(move |_| picker.selectable(part).is_empty());
    view! {
        <input
            type="checkbox"
            class="check"
            tabindex="-1"
            data-column=column.to_string()
            aria-label=label
            aria-description=description
            prop:checked=move || has_some.get() && has_all.get()
            prop:indeterminate=move || has_some.get() && !has_all.get()
            disabled=disabled
            on:change:target=move |event| {
                picker.toggle(part);
                // The browser has ticked it, or has cleared it; what is true may be neither.
                let input = event.target();
                input.set_checked(has_all.get_untracked());
                input.set_indeterminate(has_some.get_untracked() && !has_all.get_untracked());
            }
        />
    }
}

/// Whether nothing of a part is visible.
fn is_hidden(picker: Picker, part: ScopeSet) -> Memo<bool> {
    Memo::new(move |_| picker.visible.get().intersection(part).is_empty())
}
