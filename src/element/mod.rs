//! Elements of the document, all of one type: what `view!` makes of them.
//!
//! Leptos compiles building, updating and dropping anew for every tag, attribute, event and type of value. These are data
//! here, and the code that handles them is there once. Components, signals and the router are Leptos's own; an element
//! fits among its views as an `AnyView`.

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
mod template;
mod value;

pub use keyed::keyed;
pub use value::{IntoChild, IntoValue};

use crate::reactive::Hear;
use template::Hole;

/// A text alone.
pub fn text(text: &'static str) -> AnyView {
    text.into_any()
}

/// A text alone, as the children of a component: one closure for all of them.
pub fn text_alone(text: &'static str) -> impl Fn() -> AnyView + Clone + Send + Sync + 'static {
    move || text.into_any()
}

/// Several views one after the other.
pub fn fragment(views: Vec<AnyView>) -> AnyView {
    StaticVec::from(views).into_any()
}

/// An element that is to be built: a template, and what fills its holes in their order. It is a pointer, because every step
/// of filling hands it on, and all of it stays in the one thread of the page.
pub struct Element(Box<SendWrapper<Filling>>);

struct Filling {
    template: &'static str,
    holes: Vec<Hole>,
}

impl Element {
    /// An element of that template, as `view!` writes them.
    pub fn new(template: &'static str) -> Self {
        Self(Box::new(SendWrapper::new(Filling {
            template,
            holes: Vec::new(),
        })))
    }

    /// Fills a hole with the value of an attribute, a property or a class. An attribute `class` that changes takes away
    /// what `class:name` has added: use one of them.
    #[must_use]
    pub fn set(self, value: impl IntoValue) -> Self {
        self.fill(Hole::Set(value.into_value()))
    }

    /// Fills a hole with what hears of an event.
    #[must_use]
    pub fn on<E: JsCast>(self, mut handler: impl FnMut(E) + 'static) -> Self {
        self.listen(Box::new(move |event: web_sys::Event| {
            handler(event.unchecked_into());
        }))
    }

    #[inline(never)]
    fn listen(self, handler: Box<dyn Hear<web_sys::Event>>) -> Self {
        self.fill(Hole::Listen(Owner::current().unwrap_or_default(), handler))
    }

    /// Fills a hole with a reference, which is let know the element.
    #[must_use]
    pub fn refer<E>(self, reference: NodeRef<E>) -> Self
    where
        E: ElementType + 'static,
        E::Output: JsCast + 'static,
    {
        self.fill(Hole::Refer(Box::new(move |element: &web_sys::Element| {
            NodeRefContainer::load(reference, element);
        })))
    }

    /// Fills a hole with a view.
    #[must_use]
    pub fn view(self, view: AnyView) -> Self {
        self.fill(Hole::View(view))
    }

    #[inline(never)]
    fn fill(mut self, hole: Hole) -> Self {
        self.0.holes.push(hole);
        self
    }

    /// Puts it among Leptos's views.
    pub fn into_view(self) -> AnyView {
        self.into_any()
    }
}
