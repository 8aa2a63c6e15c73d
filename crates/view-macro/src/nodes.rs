//! Nodes: elements, components, text and blocks, one or several.

use proc_macro2::TokenStream;
use quote::quote;
use rstml::node::{Node, NodeElement};
use rstml::{Infallible, Parser, ParserConfig};
use syn::{Block, Expr, LitStr, Stmt};

use crate::{component, element};

/// What a node becomes.
pub enum Tokens<'a> {
    /// An element, to be put into a template.
    Element(&'a NodeElement<Infallible>),
    /// A literal text.
    Text(LitStr),
    /// An expression of the type `AnyView`.
    View(TokenStream),
}

/// The whole macro.
pub fn view(input: TokenStream) -> TokenStream {
    let parser = Parser::new(ParserConfig::default().recover_block(true));
    let (nodes, errors) = parser.parse_recoverable(input).split_vec();
    let mut problems = TokenStream::new();
    for error in errors {
        let problem = error.emit_as_expr_tokens();
        problems.extend(quote!(#problem;));
    }
    let view = fragment(&nodes).unwrap_or_else(|error| error.to_compile_error());
    quote!({
        #problems
        #view
    })
}

/// Several nodes as one `AnyView`.
pub fn fragment(nodes: &[Node]) -> syn::Result<TokenStream> {
    let mut views = Vec::new();
    for node in nodes {
        if let Some(tokens) = tokens(node)? {
            views.push(match tokens {
                Tokens::Element(node) => element::template(node)?.view(),
                Tokens::Text(text) => quote!(crate::element::text(#text)),
                Tokens::View(view) => view,
            });
        }
    }
    Ok(match views.as_slice() {
        [one] => one.clone(),
        _ => quote!(crate::element::fragment(::std::vec![#(#views),*])),
    })
}

/// One node; nothing for a comment.
pub fn tokens(node: &Node) -> syn::Result<Option<Tokens<'_>>> {
    Ok(Some(match node {
        Node::Element(node) if is_component(node) => Tokens::View(component::tokens(node)?),
        Node::Element(node) => Tokens::Element(node),
        Node::Text(text) => Tokens::Text(text.value.clone()),
        Node::Block(block) => {
            let child = match block.try_block() {
                Some(block) => unbraced_block(block),
                None => quote!(#block),
            };
            Tokens::View(quote!(crate::element::IntoChild::into_child(#child)))
        }
        Node::Comment(_) => return Ok(None),
        other => {
            return Err(syn::Error::new_spanned(
                other,
                "write text in quotes, and no fragments",
            ));
        }
    }))
}

/// Components are written with a capital letter, or with the path that leads to one.
fn is_component(node: &NodeElement<Infallible>) -> bool {
    let name = node.name().to_string();
    let last = name.rsplit("::").next().unwrap_or_default();
    last.starts_with(|first: char| first.is_ascii_uppercase())
}

/// An expression without the braces that the syntax of views asks for.
pub fn unbraced(expression: &Expr) -> TokenStream {
    match expression {
        Expr::Block(block) if block.label.is_none() => unbraced_block(&block.block),
        other => quote!(#other),
    }
}

fn unbraced_block(block: &Block) -> TokenStream {
    match block.stmts.as_slice() {
        [Stmt::Expr(expression, None)] => quote!(#expression),
        _ => quote!(#block),
    }
}
