//! Editing in place: a value with the editor that suits it, or a key.

use leptos::ev::KeyboardEvent;
use leptos::html::{Input, Textarea};
use leptos::prelude::*;

use super::draft::{Draft, Next, Target};
use super::kind::{Kind, key_problem, value_problem};
use super::screen::Screen;
use super::{json, locale};
use ui::{Button, ButtonKind, Icon, IconName, focus_once_shown, unique_id};

/// The editor of a key or of its value.
pub fn editor(screen: Screen, target: Target, key: String) -> AnyView {
    let store = screen.store;
    let draft = store.draft;
    let ids = Ids::new();
    let is_key = target.is_key;
    let name = if is_key {
        format!("New name of {key}")
    } else {
        format!("Value of {key}")
    };
    let kind = draft.kind.get_untracked();
    let shown = {
        let key = key.clone();
        Memo::new(move |_| is_key || !store.is_masked(&key))
    };
    let keys = move |event: KeyboardEvent| pressed(screen, target, &event);
    let field = Field {
        draft,
        name,
        keys: Callback::new(keys),
        ids: ids.clone(),
        focuses: true,
    };
    let is_secret = !is_key && super::secrets::is_secret(&key);
    let control = move || field.control(shown.get());
    let has_lines = Memo::new(move |_| draft.raw.get() || draft.kind.get().has_lines());
    let help = move || {
        if is_key {
            "Enter saves, Escape gives up, Tab goes on to the value."
        } else if has_lines.get() {
            "Ctrl+Enter (or ⌘+Enter) saves, Enter makes a line, Escape gives up, Tab goes on to the next value."
        } else {
            "Enter saves, Escape gives up, Tab goes on to the next value."
        }
    };
    let toggle_key = key;
    let options = (!is_key).then(|| {
        view! {
            <div class="cluster config-options">
                <span class="muted">{kind.name()}</span>
                {(kind != Kind::Lines).then(|| raw_switch(draft, "Raw", Some("The text as it is stored, whatever it looks like")))}
                {(kind == Kind::Json).then(|| format_button(draft))}
                {is_secret.then(|| reveal(shown, Callback::new(move |()| store.toggle(&toggle_key))))}
            </div>
        }
    });
    view! {
        <div class="config-editor" role="group" aria-label=if is_key { "Rename" } else { "Edit the value" }>
            {options}
            <div class="config-field">
                {control}
                <Button kind=ButtonKind::Primary pending=draft.busy on_press=Callback::new(move |()| draft.commit(store, Next::Close))>
                    "Save"
                </Button>
                <Button on_press=Callback::new(move |()| draft.close())>"Cancel"</Button>
            </div>
            {problem(draft, is_key, ids.error.clone())}
            {(kind == Kind::Locale).then(|| language(draft))}
            <p class="field-help" id=ids.help.clone()>{help}</p>
        </div>
    }.into_any()
}

/// The ids of what describes a control.
#[derive(Clone)]
pub struct Ids {
    /// The control.
    pub control: String,
    /// What is wrong with it.
    pub error: String,
    /// What is good to know about it.
    pub help: String,
}

impl Ids {
    /// Ids that nothing else has.
    pub fn new() -> Self {
        let control = unique_id("config");
        Self {
            error: format!("{control}-error"),
            help: format!("{control}-help"),
            control,
        }
    }

    fn describing(&self) -> String {
        format!("{} {}", self.error, self.help)
    }
}

/// A control for a value.
#[derive(Clone)]
pub struct Field {
    /// What is typed.
    pub draft: Draft,
    /// Its accessible name.
    pub name: String,
    /// What keys do in it.
    pub keys: Callback<KeyboardEvent>,
    /// The ids of what describes it.
    pub ids: Ids,
    /// Whether it has the focus at first.
    pub focuses: bool,
}

impl Field {
    /// The control that suits what is typed.
    pub fn control(&self, shown: bool) -> AnyView {
        let draft = self.draft;
        let kind = draft.kind.get();
        let raw = draft.raw.get();
        if !shown && draft.text.with_untracked(|text| text.contains('\n')) {
            return view! { <p class="muted">"It has several lines. Show the value to edit it."</p> }
                .into_any();
        }
        if shown && (raw || kind.has_lines()) {
            self.lines(raw || kind == Kind::Json)
        } else if kind == Kind::Switch && !raw {
            self.switch()
        } else {
            self.line(kind, shown)
        }
    }

    fn line(&self, kind: Kind, shown: bool) -> AnyView {
        let draft = self.draft;
        let input = NodeRef::<Input>::new();
        if self.focuses {
            input.on_load(|input| {
                focus_once_shown(&input);
                input.select();
            });
        }
        let list = (kind == Kind::Locale).then(|| format!("{}-list", self.ids.control));
        let options = list.clone().map(|id| {
            let option = |code: &'static str| view! { <option value=code>{locale::name(code)}</option> };
            view! { <datalist id=id>{locale::codes().map(option).collect_view()}</datalist> }
        });
        let keys = self.keys;
        let invalid = self.invalid();
        view! {
            <span class="control">
                <input
                    node_ref=input
                    id=self.ids.control.clone()
                    class="input mono"
                    type=if shown { "text" } else { "password" }
                    list=list
                    inputmode=(kind == Kind::Number).then_some("decimal")
                    autocomplete="off"
                    spellcheck="false"
                    autocapitalize="none"
                    aria-label=self.name.clone()
                    aria-describedby=self.ids.describing()
                    aria-invalid=invalid
                    readonly=move || draft.busy.get()
                    prop:value=draft.text
                    on:input=move |event| typed(draft, event_target_value(&event))
                    on:keydown=move |event| keys.run(event)
                />
                {options}
            </span>
        }
        .into_any()
    }

    fn lines(&self, checks_nothing: bool) -> AnyView {
        let draft = self.draft;
        let area = NodeRef::<Textarea>::new();
        if self.focuses {
            area.on_load(|area| focus_once_shown(&area));
        }
        let rows = draft
            .text
            .with_untracked(|text| text.split('\n').count())
            .clamp(if checks_nothing { 3 } else { 4 }, 16);
        let keys = self.keys;
        let invalid = self.invalid();
        view! {
            <span class="control">
                <textarea
                    node_ref=area
                    id=self.ids.control.clone()
                    class="input mono area"
                    rows=rows
                    autocomplete="off"
                    spellcheck="false"
                    autocapitalize="none"
                    aria-label=self.name.clone()
                    aria-describedby=self.ids.describing()
                    aria-invalid=invalid
                    readonly=move || draft.busy.get()
                    prop:value=draft.text
                    on:input=move |event| typed(draft, event_target_value(&event))
                    on:keydown=move |event| keys.run(event)
                ></textarea>
            </span>
        }
        .into_any()
    }

    fn switch(&self) -> AnyView {
        let draft = self.draft;
        let input = NodeRef::<Input>::new();
        if self.focuses {
            input.on_load(|input| focus_once_shown(&input));
        }
        let keys = self.keys;
        let is_on = move || draft.text.with(|text| text == "true");
        view! {
            <label class="choice config-switch">
                <input
                    node_ref=input
                    type="checkbox"
                    role="switch"
                    id=self.ids.control.clone()
                    class="switch"
                    aria-label=self.name.clone()
                    aria-describedby=self.ids.help.clone()
                    prop:checked=is_on
                    on:change=move |event| {
                        let word = if event_target_checked(&event) { "true" } else { "false" };
                        typed(draft, word.to_owned());
                    }
                    on:keydown=move |event| keys.run(event)
                />
                <span class="mono">{move || draft.text.get()}</span>
            </label>
        }
        .into_any()
    }

    fn invalid(&self) -> impl Fn() -> Option<&'static str> + Send + Sync + 'static {
        let draft = self.draft;
        move || draft.problem.with(Option::is_some).then_some("true")
    }
}

fn typed(draft: Draft, text: String) {
    draft.problem.set(None);
    draft.text.set(text);
}

/// What is wrong with what is typed: what saving told, or what can be seen on the spot.
pub fn problem(draft: Draft, is_key: bool, id: String) -> AnyView {
    let problem = Memo::new(move |_| {
        draft.problem.get().or_else(|| {
            draft.text.with(|text| {
                if is_key {
                    (!text.is_empty()).then(|| key_problem(text)).flatten()
                } else {
                    let kind = draft.kind.get();
                    value_problem(text).or_else(|| json_fault(kind, draft.raw.get(), text))
                }
            })
        })
    });
    view! {
        <div id=id aria-live="polite">
            {move || problem.get().map(|problem| view! {
                <p class="field-error"><Icon name=IconName::Warning/><span>{problem}</span></p>
            })}
        </div>
    }
    .into_any()
}

/// Where JSON is broken, while one types.
fn json_fault(kind: Kind, raw: bool, text: &str) -> Option<String> {
    (kind == Kind::Json && !raw).then(|| json::fault(text)).flatten()
}

/// Whether the text is edited as it is, in several lines.
pub fn raw_switch(draft: Draft, label: &'static str, title: Option<&'static str>) -> AnyView {
    view! {
        <label class="choice" title=title>
            <input
                type="checkbox"
                role="switch"
                class="switch"
                prop:checked=draft.raw
                on:change=move |event| draft.raw.set(event_target_checked(&event))
            />
            <span>{label}</span>
        </label>
    }
    .into_any()
}

/// Shows a secret, or masks it again.
pub fn reveal(shown: Memo<bool>, toggle: Callback<()>) -> AnyView {
    view! {
        <button type="button" class="link" on:click=move |_| toggle.run(())>
            {move || if shown.get() { "Hide the value" } else { "Show the value" }}
        </button>
    }
    .into_any()
}

fn format_button(draft: Draft) -> AnyView {
    let is_fine = move || draft.text.with(|text| json::fault(text).is_none());
    view! { <Show when=is_fine>{{
        view! {
            <button type="button" class="link" on:click=move |_| draft.text.update(|text| *text = json::format(text))>
                "Format"
            </button>
        }
    }}</Show> }.into_any()
}

/// What the code that is typed means.
pub fn language(draft: Draft) -> AnyView {
    let words = Signal::derive(move || {
        draft.text.with(|code| match locale::name(code.trim()) {
            Some(name) => name,
            None if code.is_empty() => "Type a code or a language, such as fr-BE or French.".to_owned(),
            None => "No language that this browser knows; it is stored as you type it.".to_owned(),
        })
    });
    view! { <p class="config-language" role="status">{words}</p> }.into_any()
}

/// Enter saves, Escape gives up, Tab goes on.
fn pressed(screen: Screen, target: Target, event: &KeyboardEvent) {
    if event.is_composing() {
        return;
    }
    let (store, draft) = (screen.store, screen.store.draft);
    let chord = event.ctrl_key() || event.meta_key();
    let has_lines = !target.is_key && (draft.raw.get_untracked() || draft.kind.get_untracked().has_lines());
    match event.key().as_str() {
        "Enter" if chord || !has_lines => draft.commit(store, Next::Close),
        "Escape" => draft.close(),
        "Tab" if !event.shift_key() && !chord && !event.alt_key() => {
            let next = if target.is_key {
                Some(Target {
                    is_key: false,
                    ..target
                })
            } else {
                screen.after(target.id)
            };
            draft.commit(store, next.map_or(Next::Close, Next::Open));
        }
        _ => return,
    }
    event.prevent_default();
    event.stop_propagation();
}
