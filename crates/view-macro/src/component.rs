//! Components.

use proc_macro2::TokenStream;
use quote::quote;
use rstml::Infallible;
use rstml::node::{Node, NodeAttribute, NodeElement};

use crate::nodes::{fragment, unbraced};

/// The call of a component, as an expression of the type `AnyView`.
pub fn tokens(node: &NodeElement<Infallible>) -> syn::Result<TokenStream> {
    let name = node.name();
    let generics = &node.open_tag.generics;
    if generics.lt_token.is_some() {
        return Err(syn::Error::new_spanned(
            generics,
            "types of components are inferred",
        ));
    }
    let mut props = Vec::new();
    for attribute in node.attributes() {
        let NodeAttribute::Attribute(attribute) = attribute else {
            return Err(syn::Error::new_spanned(attribute, "spreads aren't supported"));
        };
        let key = &attribute.key;
        if key.to_string().contains(':') {
            return Err(syn::Error::new_spanned(key, "components take props alone"));
        }
        // As everywhere in Rust, a name alone means the variable of that name.
        props.push(match attribute.value() {
            Some(value) => {
                let value = unbraced(value);
                quote!(.#key(#value))
            }
            None => quote!(.#key(#key)),
        });
    }
    let children = match node.children.as_slice() {
        [] => quote!(),
        [Node::Text(text)] => {
            let text = &text.value;
            quote!(.children(::leptos::children::ToChildren::to_children(crate::element::text_alone(#text))))
        }
        children => {
            let children = fragment(children)?;
            quote!(.children(::leptos::children::ToChildren::to_children(move || #children)))
        }
    };
    Ok(quote!(
        crate::reactive::erase(::leptos::component::component_view(
            &#name,
            ::leptos::component::component_props_builder(&#name)
                #(#props)*
                #children
                .build(),
        ))
    ))
}
