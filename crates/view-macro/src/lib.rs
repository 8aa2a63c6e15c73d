//! `view!` with the syntax of Leptos's own, for an app that counts its bytes.
//!
//! Leptos compiles an element anew for every tag, attribute, event and type of value that is used with it. Here every
//! element becomes the one type `crate::element::Element` of the app that uses the macro; components, signals and the
//! router stay Leptos's. What it is worth is measured in `docs/decisions/0008-bytes.md`.
//!
//! Elements take `name=value`, bare attributes, `class:name=`, `prop:name=`, `on:event=` and `node_ref=`;
//! components take their props and children. The rest of Leptos's syntax (spreads, `bind:`, `use:`, `let:`, slots) is refused.

mod component;
mod element;
mod nodes;

use proc_macro::TokenStream;

/// Builds a view: `view! { <p class="muted">"Nobody is here."</p> }` is an `AnyView`.
#[proc_macro]
pub fn view(input: TokenStream) -> TokenStream {
    nodes::view(input.into()).into()
}
