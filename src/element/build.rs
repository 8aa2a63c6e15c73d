//! Building an element in the document, and bringing it up to date.

use leptos::prelude::*;
use leptos::tachys::view::any_view::AnyViewState;
use leptos::tachys::view::{Mountable, Render};
use leptos::wasm_bindgen::closure::Closure;
use leptos::wasm_bindgen::{JsCast, JsValue};
use leptos::web_sys;

use super::client::drawn_in_the_browser_alone;
use super::template::{Child, Description, Fixed, Part, read};
use super::value::{Place, Plain, Value};
use super::{Element, Filling};
use crate::browser;

/// An element that stands in the document.
pub struct ElementState {
    element: web_sys::Element,
    tag: &'static str,
    fixed: Fixed,
    parts: Vec<PartState>,
    children: Vec<ChildState>,
}

enum PartState {
    Fixed(Place, &'static str, Plain),
    Live(
        Place,
        &'static str,
        #[expect(dead_code, reason = "it works as long as it is kept")] RenderEffect<Plain>,
    ),
    Listener(Listener),
    Reference,
}

enum ChildState {
    Text(web_sys::Text, &'static str),
    Element(ElementState),
    View(AnyViewState),
}

/// A listener; it ends when it is dropped.
struct Listener {
    element: web_sys::Element,
    name: &'static str,
    closure: Closure<dyn FnMut(web_sys::Event)>,
}

impl Drop for Listener {
    fn drop(&mut self) {
        let callback = self.closure.as_ref().unchecked_ref();
        done(
            self.element
                .remove_event_listener_with_callback(self.name, callback),
        );
    }
}

/// The document refuses only what no code of ours asks for.
fn done<T>(result: Result<T, JsValue>) -> Option<T> {
    if result.is_err() {
        browser::log_warning("the document refused a change");
    }
    result.ok()
}

fn put(element: &web_sys::Element, place: Place, name: &'static str, value: &Plain) {
    match (place, value) {
        (Place::Attribute, Plain::Absent | Plain::Flag(false)) => done(element.remove_attribute(name)),
        (Place::Attribute, Plain::Flag(true)) => done(element.set_attribute(name, "")),
        (Place::Attribute, Plain::Text(text)) => done(element.set_attribute(name, text)),
        (Place::Class, value) => {
            let there = !matches!(value, Plain::Absent | Plain::Flag(false));
            done(element.class_list().toggle_with_force(name, there)).map(drop)
        }
        (Place::Property, value) => {
            let value = match value {
                Plain::Absent => JsValue::NULL,
                Plain::Flag(flag) => JsValue::from_bool(*flag),
                Plain::Text(text) => JsValue::from_str(text),
            };
            done(js_sys::Reflect::set(element, &JsValue::from_str(name), &value)).map(drop)
        }
    };
}

fn put_part(element: &web_sys::Element, part: Part) -> PartState {
    match part {
        Part::Set(place, name, Value::Fixed(value)) => {
            put(element, place, name, &value);
            PartState::Fixed(place, name, value)
        }
        Part::Set(place, name, Value::Live(value)) => {
            let element = element.clone();
            let effect = RenderEffect::new(move |before: Option<Plain>| {
                let value = value.compute();
                // A property may have been changed by the person since: it is set even if the value is as before.
                if place == Place::Property || before.as_ref() != Some(&value) {
                    put(&element, place, name, &value);
                }
                value
            });
            PartState::Live(place, name, effect)
        }
        Part::Listen(name, owner, mut handler) => {
            let closure = Closure::<dyn FnMut(web_sys::Event)>::new(move |event| {
                owner.with(|| untrack(|| handler.hear(event)));
            });
            let callback = closure.as_ref().unchecked_ref();
            done(element.add_event_listener_with_callback(name, callback));
            PartState::Listener(Listener {
                element: element.clone(),
                name,
                closure,
            })
        }
        Part::Refer(mut tell) => {
            tell.hear(element);
            PartState::Reference
        }
    }
}

fn build_child(parent: &web_sys::Element, child: Child) -> ChildState {
    match child {
        Child::Text(text) => {
            let node = document().create_text_node(text);
            done(parent.append_child(&node));
            ChildState::Text(node, text)
        }
        Child::Element(element) => {
            let state = build(element);
            done(parent.append_child(&state.element));
            ChildState::Element(state)
        }
        Child::View(view) => {
            let mut state = view.build();
            state.mount(parent, None);
            ChildState::View(state)
        }
    }
}

/// Whether a description fits what stands there, so that the same element can be kept: who types in it goes on.
fn fits(description: &Description, state: &ElementState) -> bool {
    let same_part = |(part, state): (&Part, &PartState)| match (part, state) {
        (
            Part::Set(place, name, _),
            PartState::Fixed(own_place, own_name, _) | PartState::Live(own_place, own_name, _),
        ) => place == own_place && name == own_name,
        (Part::Listen(name, ..), PartState::Listener(listener)) => *name == listener.name,
        (Part::Refer(_), PartState::Reference) => true,
        _ => false,
    };
    let same_child = |(child, state): (&Child, &ChildState)| {
        matches!(
            (child, state),
            (Child::Text(_), ChildState::Text(..))
                | (Child::Element(_), ChildState::Element(_))
                | (Child::View(_), ChildState::View(_))
        )
    };
    description.tag == state.tag
        && description.fixed == state.fixed
        && description.parts.len() == state.parts.len()
        && description.children.len() == state.children.len()
        && description.parts.iter().zip(&state.parts).all(same_part)
        && description.children.iter().zip(&state.children).all(same_child)
}

fn build(description: Description) -> ElementState {
    let Description {
        svg,
        tag,
        fixed,
        parts,
        children,
    } = description;
    let created = if svg {
        document().create_element_ns(Some("http://www.w3.org/2000/svg"), tag)
    } else {
        document().create_element(tag)
    };
    // Tags are literals of this app; one that the document refuses shows as an empty place.
    let element = done(created).unwrap_or_else(|| document().create_text_node("").unchecked_into());
    for (name, value) in fixed {
        done(element.set_attribute(name, value));
    }
    // Children come first: a select takes its value from the options that it has.
    let children = children
        .into_iter()
        .map(|child| build_child(&element, child))
        .collect();
    let parts = parts.into_iter().map(|part| put_part(&element, part)).collect();
    ElementState {
        element,
        tag,
        fixed,
        parts,
        children,
    }
}

fn rebuild(description: Description, state: &mut ElementState) {
    if !fits(&description, state) {
        let mut new = build(description);
        state.insert_before_this(&mut new);
        state.unmount();
        *state = new;
        return;
    }
    let Description { parts, children, .. } = description;
    for (child, state) in children.into_iter().zip(&mut state.children) {
        match (child, state) {
            (Child::Text(text), ChildState::Text(node, own)) => {
                if text != *own {
                    node.set_data(text);
                    *own = text;
                }
            }
            (Child::Element(element), ChildState::Element(state)) => rebuild(element, state),
            (Child::View(view), ChildState::View(state)) => view.rebuild(state),
            _ => browser::log_warning("an element changed its children's kinds"),
        }
    }
    for (part, own) in parts.into_iter().zip(&mut state.parts) {
        let same = matches!(
            (&part, &*own),
            (Part::Set(_, _, Value::Fixed(value)), PartState::Fixed(_, _, own)) if value == own
        );
        if !same {
            *own = put_part(&state.element, part);
        }
    }
}
impl Render for Element {
    type State = ElementState;

    fn build(self) -> ElementState {
        build(self.description())
    }

    fn rebuild(self, state: &mut ElementState) {
        rebuild(self.description(), state);
    }
}

impl Element {
    fn description(self) -> Description {
        let Filling { template, holes } = self.0.take();
        read(template, holes)
    }
}

impl Mountable for ElementState {
    fn unmount(&mut self) {
        self.element.unmount();
    }

    fn mount(&mut self, parent: &web_sys::Element, marker: Option<&web_sys::Node>) {
        self.element.mount(parent, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        self.element.insert_before_this(child)
    }

    fn elements(&self) -> Vec<web_sys::Element> {
        vec![self.element.clone()]
    }
}

drawn_in_the_browser_alone!(Element, ElementState);
