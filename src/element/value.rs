//! What can be written behind `name=` and between tags.

use std::borrow::Cow;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::tachys::view::iterators::StaticVec;

use crate::reactive::{Compute, Memo, RwSignal, Signal, dynamic};

/// Where on an element a value is put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The attribute of that name; absent for `false` and `None`, empty for `true`.
    Attribute,
    /// The property of that name, as scripts see it.
    Property,
    /// The class of that name, there or not.
    Class,
}

/// A value as the document takes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Plain {
    /// None.
    Absent,
    /// Yes or no.
    Flag(bool),
    /// A text.
    Text(Cow<'static, str>),
}

/// A value that stays, or that changes with the signals that it reads.
pub enum Value {
    /// It stays.
    Fixed(Plain),
    /// It changes.
    Live(Box<dyn Compute<Plain>>),
}

/// What stays as it is.
pub trait IntoPlain {
    /// As the document takes it.
    fn into_plain(self) -> Plain;
}

impl IntoPlain for bool {
    fn into_plain(self) -> Plain {
        Plain::Flag(self)
    }
}

impl IntoPlain for &'static str {
    fn into_plain(self) -> Plain {
        Plain::Text(Cow::Borrowed(self))
    }
}

impl IntoPlain for String {
    fn into_plain(self) -> Plain {
        Plain::Text(Cow::Owned(self))
    }
}

impl IntoPlain for Cow<'static, str> {
    fn into_plain(self) -> Plain {
        Plain::Text(self)
    }
}

impl IntoPlain for Arc<str> {
    fn into_plain(self) -> Plain {
        self.to_string().into_plain()
    }
}

impl<T: IntoPlain> IntoPlain for Option<T> {
    fn into_plain(self) -> Plain {
        self.map_or(Plain::Absent, T::into_plain)
    }
}

/// What can be written behind `name=`.
pub trait IntoValue {
    /// As the element keeps it.
    fn into_value(self) -> Value;
}

impl<F: Fn() -> T + 'static, T: IntoPlain> IntoValue for F {
    fn into_value(self) -> Value {
        Value::Live(Box::new(move || self().into_plain()))
    }
}

macro_rules! stays {
    ($($type:ty),*) => {$(
        impl IntoValue for $type {
            fn into_value(self) -> Value {
                Value::Fixed(self.into_plain())
            }
        }
    )*};
}

stays!(bool, &'static str, String, Cow<'static, str>, Arc<str>);

impl<T: IntoPlain> IntoValue for Option<T> {
    fn into_value(self) -> Value {
        Value::Fixed(self.into_plain())
    }
}

macro_rules! changes {
    ($($type:ident),*) => {$(
        impl<T: IntoPlain + Clone + Send + Sync + 'static> IntoValue for $type<T> {
            fn into_value(self) -> Value {
                Value::Live(Box::new(move || self.get().into_plain()))
            }
        }
    )*};
}

changes!(Signal, Memo, RwSignal);

/// What can be written between tags.
pub trait IntoChild {
    /// As Leptos draws it.
    fn into_child(self) -> AnyView;
}

impl IntoChild for AnyView {
    fn into_child(self) -> AnyView {
        self
    }
}

impl IntoChild for () {
    fn into_child(self) -> AnyView {
        ().into_any()
    }
}

impl IntoChild for &'static str {
    fn into_child(self) -> AnyView {
        self.into_any()
    }
}

impl IntoChild for String {
    fn into_child(self) -> AnyView {
        self.into_any()
    }
}

impl IntoChild for Cow<'static, str> {
    fn into_child(self) -> AnyView {
        self.into_owned().into_any()
    }
}

impl<T: IntoChild> IntoChild for Option<T> {
    fn into_child(self) -> AnyView {
        match self {
            Some(child) => child.into_child(),
            None => ().into_any(),
        }
    }
}

impl<T: IntoChild> IntoChild for Vec<T> {
    fn into_child(self) -> AnyView {
        let views: Vec<AnyView> = self.into_iter().map(T::into_child).collect();
        StaticVec::from(views).into_any()
    }
}

impl<T: IntoChild> IntoChild for View<T> {
    fn into_child(self) -> AnyView {
        self.into_inner().into_child()
    }
}

impl<F, T> IntoChild for F
where
    F: Fn() -> T + Send + Sync + 'static,
    T: IntoChild + 'static,
{
    fn into_child(self) -> AnyView {
        dynamic(move || self().into_child())
    }
}

macro_rules! numbers {
    ($($type:ty),*) => {$(
        impl IntoPlain for $type {
            fn into_plain(self) -> Plain {
                self.to_string().into_plain()
            }
        }
        impl IntoValue for $type {
            fn into_value(self) -> Value {
                Value::Fixed(self.into_plain())
            }
        }
        impl IntoChild for $type {
            fn into_child(self) -> AnyView {
                self.to_string().into_any()
            }
        }
    )*};
}

numbers!(i64, u64, u32, i32, usize);

macro_rules! changing_children {
    ($($type:ident),*) => {$(
        impl<T: IntoChild + Clone + Send + Sync + 'static> IntoChild for $type<T> {
            fn into_child(self) -> AnyView {
                dynamic(move || self.get().into_child())
            }
        }
    )*};
}

changing_children!(Signal, Memo, RwSignal);
