//! Elements.

use proc_macro2::TokenStream;
use quote::quote;
use rstml::Infallible;
use rstml::node::{KeyedAttribute, NodeAttribute, NodeElement};
use syn::{Expr, ExprLit, Lit};

use crate::nodes::{Tokens, tokens as node_tokens, unbraced};

/// Elements of SVG, which live in a namespace of their own.
const SVG: [&str; 8] = ["svg", "path", "g", "circle", "rect", "line", "polyline", "title"];

/// An expression of the type `Element`.
pub fn tokens(node: &NodeElement<Infallible>) -> syn::Result<TokenStream> {
    let tag = node.name().to_string();
    let mut fixed = Vec::new();
    let mut calls = Vec::new();
    for attribute in node.attributes() {
        let NodeAttribute::Attribute(attribute) = attribute else {
            return Err(syn::Error::new_spanned(attribute, "spreads aren't supported"));
        };
        let key = attribute.key.to_string();
        match (literal(attribute), key.contains(':') || key == "node_ref") {
            (Some(text), false) => {
                let key = plain(&key);
                fixed.push(quote!((#key, #text)));
            }
            _ => calls.push(call(attribute, &key)?),
        }
    }
    let mut children = Vec::new();
    for child in &node.children {
        if let Some(child) = node_tokens(child)? {
            children.push(match child {
                Tokens::Element(element) => quote!(.element(#element)),
                Tokens::Text(text) => quote!(.text(#text)),
                Tokens::View(view) => quote!(.view(#view)),
            });
        }
    }
    let new = if SVG.contains(&tag.as_str()) {
        quote!(svg)
    } else {
        quote!(new)
    };
    Ok(quote!(crate::element::Element::#new(#tag, &[#(#fixed),*])#(#calls)*#(#children)*))
}

/// The text of an attribute that never changes; a bare attribute is an empty text.
fn literal(attribute: &KeyedAttribute) -> Option<String> {
    match attribute.value() {
        None => Some(String::new()),
        Some(Expr::Lit(ExprLit {
            lit: Lit::Str(text), ..
        })) => Some(text.value()),
        Some(_) => None,
    }
}

/// The name without what makes a keyword a name in Rust.
fn plain(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
}

fn call(attribute: &KeyedAttribute, key: &str) -> syn::Result<TokenStream> {
    let value = match attribute.value() {
        Some(value) => unbraced(value),
        None => quote!(true),
    };
    Ok(match key.split_once(':') {
        None if key == "node_ref" => quote!(.refer(#value)),
        None => {
            let key = plain(key);
            quote!(.set(crate::element::Place::Attribute, #key, #value))
        }
        Some(("class", name)) => quote!(.set(crate::element::Place::Class, #name, #value)),
        Some(("prop", name)) => {
            let name = plain(name);
            quote!(.set(crate::element::Place::Property, #name, #value))
        }
        Some(("on", name)) => {
            let event = event_type(name);
            quote!(.on::<::leptos::web_sys::#event>(#name, #value))
        }
        Some(_) => {
            return Err(syn::Error::new_spanned(
                &attribute.key,
                "no such kind of attribute",
            ));
        }
    })
}

/// The interface of an event, by which a handler's parameter is known.
fn event_type(name: &str) -> TokenStream {
    match name {
        "click" | "dblclick" | "contextmenu" | "mousedown" | "mouseup" | "mousemove" | "mouseenter"
        | "mouseleave" | "mouseover" | "mouseout" => quote!(MouseEvent),
        "keydown" | "keyup" => quote!(KeyboardEvent),
        "focus" | "blur" | "focusin" | "focusout" => quote!(FocusEvent),
        "submit" => quote!(SubmitEvent),
        name if name.starts_with("pointer") => quote!(PointerEvent),
        _ => quote!(Event),
    }
}
