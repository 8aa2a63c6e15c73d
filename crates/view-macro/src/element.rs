//! Elements.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use rstml::Infallible;
use rstml::node::{KeyedAttribute, NodeAttribute, NodeElement};
use syn::{Expr, ExprLit, Lit};

use crate::nodes::{Tokens, tokens, unbraced};

/// Elements of SVG, which live in a namespace of their own.
const SVG: [&str; 8] = ["svg", "path", "g", "circle", "rect", "line", "polyline", "title"];

// What follows in a template, as `src/element/template.rs` of the app reads it.
const TAG: char = '\u{1}';
const SVG_TAG: char = '\u{2}';
const END: char = '\u{3}';
const NAME: char = '\u{4}';
const VALUE: char = '\u{5}';
const TEXT: char = '\u{6}';
const ATTRIBUTE: char = '\u{7}';
const PROPERTY: char = '\u{8}';
const CLASS: char = '\u{b}';
const LISTENER: char = '\u{c}';
const REFERENCE: char = '\u{e}';
const VIEW: char = '\u{f}';

/// An element and all that is in it: what never changes as one text, and calls that fill its holes in their order.
#[derive(Default)]
pub struct Template {
    text: String,
    calls: Vec<TokenStream>,
}

impl Template {
    /// An expression of the type `AnyView`.
    pub fn view(&self) -> TokenStream {
        let Self { text, calls } = self;
        quote!(crate::element::Element::new(#text)#(#calls)*.into_view())
    }

    fn write(&mut self, mark: char, text: &str, place: &dyn ToTokens) -> syn::Result<()> {
        if text.contains(|char: char| char < ' ' && char != '\n' && char != '\t') {
            return Err(syn::Error::new_spanned(place, "no control characters here"));
        }
        self.text.push(mark);
        self.text.push_str(text);
        Ok(())
    }

    fn hole(&mut self, mark: char, name: &str, place: &dyn ToTokens, call: TokenStream) -> syn::Result<()> {
        self.calls.push(call);
        self.write(mark, plain(name), place)
    }

    fn element(&mut self, node: &NodeElement<Infallible>) -> syn::Result<()> {
        let tag = node.name().to_string();
        let mark = if SVG.contains(&tag.as_str()) { SVG_TAG } else { TAG };
        self.write(mark, &tag, node.name())?;
        let mut changing = Vec::new();
        for attribute in node.attributes() {
            let NodeAttribute::Attribute(attribute) = attribute else {
                return Err(syn::Error::new_spanned(attribute, "spreads aren't supported"));
            };
            let key = attribute.key.to_string();
            match (literal(attribute), key.contains(':') || key == "node_ref") {
                (Some(text), false) => {
                    self.write(NAME, plain(&key), attribute)?;
                    self.write(VALUE, &text, attribute)?;
                }
                _ => changing.push((attribute, key)),
            }
        }
        for (attribute, key) in changing {
            self.attribute(attribute, &key)?;
        }
        for child in &node.children {
            match tokens(child)? {
                Some(Tokens::Element(element)) => self.element(element)?,
                Some(Tokens::Text(text)) => self.write(TEXT, &text.value(), &text)?,
                Some(Tokens::View(view)) => self.hole(VIEW, "", child, quote!(.view(#view)))?,
                None => {}
            }
        }
        self.text.push(END);
        Ok(())
    }

    fn attribute(&mut self, attribute: &KeyedAttribute, key: &str) -> syn::Result<()> {
        let value = match attribute.value() {
            Some(value) => unbraced(value),
            None => quote!(true),
        };
        let set = quote!(.set(#value));
        match key.split_once(':') {
            None if key == "node_ref" => self.hole(REFERENCE, "", attribute, quote!(.refer(#value))),
            None => self.hole(ATTRIBUTE, key, attribute, set),
            Some(("class", name)) => self.hole(CLASS, name, attribute, set),
            Some(("prop", name)) => self.hole(PROPERTY, name, attribute, set),
            Some(("on", name)) => {
                let event = event_type(name);
                let call = quote!(.on::<::leptos::web_sys::#event>(#value));
                self.hole(LISTENER, name, attribute, call)
            }
            Some(_) => Err(syn::Error::new_spanned(
                &attribute.key,
                "no such kind of attribute",
            )),
        }
    }
}

/// What an element becomes.
pub fn template(node: &NodeElement<Infallible>) -> syn::Result<Template> {
    let mut template = Template::default();
    template.element(node)?;
    Ok(template)
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
