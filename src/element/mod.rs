//! Elements of the document, all of one type: what `view!` makes of them.
//!
//! Leptos compiles building, updating and dropping anew for every tag, attribute, event and type of value. These are data
//! here, and the code that handles them is there once. Components, signals and the router are Leptos's own; an element
//! fits among its views as an `AnyView`.

use std::borrow::Cow;

use leptos::html::ElementType;
use leptos::prelude::*;
use leptos::tachys::html::node_ref::NodeRefContainer;
use leptos::tachys::view::iterators::StaticVec;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys;
use send_wrapper::SendWrapper;

mod build;
mod client;
mod keyed;
mod value;

pub use keyed::keyed;
pub use value::{IntoChild, IntoValue, Place};

use crate::reactive::Hear;
use value::Value;

/// A text alone.
pub fn text(text: &'static str) -> AnyView {
    text.into_any()
}

/// Several views one after the other.
pub fn fragment(views: Vec<AnyView>) -> AnyView {
    StaticVec::from(views).into_any()
}

/// An element that is to be built. It is a pointer, because every step of describing it hands it on.
pub struct Element(Box<SendWrapper<Description>>);

/// What an element is made of. All of it stays in the one thread of the page.
struct Description {
    svg: bool,
    tag: &'static str,
    fixed: &'static [(&'static str, &'static str)],
    parts: Vec<Part>,
    children: Vec<Child>,
}

/// What is put on an element, besides attributes that never change.
enum Part {
    /// A value, which may change with the signals that it reads.
    Set(Place, &'static str, Value),
    /// A listener, with the owner as which it runs.
    Listen(&'static str, Owner, Box<dyn Hear<web_sys::Event>>),
    /// Someone who wants to know the element.
    Refer(Box<dyn for<'a> Hear<&'a web_sys::Element>>),
}

/// What is inside an element.
enum Child {
    Text(Cow<'static, str>),
    Element(Element),
    View(AnyView),
}

impl Element {
    /// An element of HTML, with the attributes that never change.
    pub fn new(tag: &'static str, fixed: &'static [(&'static str, &'static str)]) -> Self {
        Self(Box::new(SendWrapper::new(Description {
            svg: false,
            tag,
            fixed,
            parts: Vec::new(),
            children: Vec::new(),
        })))
    }

    /// An element of SVG, with the attributes that never change.
    pub fn svg(tag: &'static str, fixed: &'static [(&'static str, &'static str)]) -> Self {
        let mut element = Self::new(tag, fixed);
        element.0.svg = true;
        element
    }

    /// Puts a value on it. An attribute `class` that changes takes away what `class:name` has added: use one of them.
    #[must_use]
    pub fn set(self, place: Place, name: &'static str, value: impl IntoValue) -> Self {
        self.part(Part::Set(place, name, value.into_value()))
    }

    /// Listens to an event.
    #[must_use]
    pub fn on<E: JsCast>(self, event: &'static str, mut handler: impl FnMut(E) + 'static) -> Self {
        self.listen(
            event,
            Box::new(move |event: web_sys::Event| handler(event.unchecked_into())),
        )
    }

    #[inline(never)]
    fn listen(self, event: &'static str, handler: Box<dyn Hear<web_sys::Event>>) -> Self {
        self.part(Part::Listen(event, Owner::current().unwrap_or_default(), handler))
    }

    /// Lets a reference know the element.
    #[must_use]
    pub fn refer<E>(self, reference: NodeRef<E>) -> Self
    where
        E: ElementType + 'static,
        E::Output: JsCast + 'static,
    {
        self.part(Part::Refer(Box::new(move |element: &web_sys::Element| {
            NodeRefContainer::load(reference, element);
        })))
    }

    #[inline(never)]
    fn part(mut self, part: Part) -> Self {
        self.0.parts.push(part);
        self
    }

    /// Puts a text into it.
    #[must_use]
    pub fn text(self, text: &'static str) -> Self {
        self.child(Child::Text(Cow::Borrowed(text)))
    }

    /// Puts an element into it.
    #[must_use]
    pub fn element(self, element: Element) -> Self {
        self.child(Child::Element(element))
    }

    /// Puts a view into it.
    #[must_use]
    pub fn view(self, view: AnyView) -> Self {
        self.child(Child::View(view))
    }

    #[inline(never)]
    fn child(mut self, child: Child) -> Self {
        self.0.children.push(child);
        self
    }

    /// Puts it among Leptos's views.
    pub fn into_view(self) -> AnyView {
        self.into_any()
    }
}
