//! Templates: what of an element never changes, as one text, with holes for what does.
//!
//! A text is data, and compresses as such; the same as calls would be code, some twenty bytes for each tag, name and
//! value. `crates/view-macro` writes templates, with the same marks.

use std::vec::IntoIter;

use leptos::prelude::{AnyView, Owner};
use leptos::web_sys;

use super::value::{Place, Value};
use crate::reactive::Hear;

// A mark says what follows it, up to the next mark. The macro refuses texts that contain one.
const TAG: u8 = 1;
const SVG_TAG: u8 = 2;
const END: u8 = 3;
const NAME: u8 = 4;
const VALUE: u8 = 5;
const TEXT: u8 = 6;
const ATTRIBUTE: u8 = 7;
const PROPERTY: u8 = 8;
const CLASS: u8 = 11;
const LISTENER: u8 = 12;
const REFERENCE: u8 = 14;
const VIEW: u8 = 15;

/// What fills a hole.
pub(super) enum Hole {
    /// The value of an attribute, a property or a class.
    Set(Value),
    /// A listener, with the owner as which it runs.
    Listen(Owner, Box<dyn Hear<web_sys::Event>>),
    /// Someone who wants to know the element.
    Refer(Box<dyn for<'a> Hear<&'a web_sys::Element>>),
    /// What is drawn there.
    View(AnyView),
}

/// What an element is made of.
pub(super) struct Description {
    pub(super) svg: bool,
    pub(super) tag: &'static str,
    pub(super) fixed: Fixed,
    pub(super) parts: Vec<Part>,
    pub(super) children: Vec<Child>,
}

/// What is put on an element, besides attributes that never change.
pub(super) enum Part {
    /// A value, which may change with the signals that it reads.
    Set(Place, &'static str, Value),
    /// A listener, with the owner as which it runs.
    Listen(&'static str, Owner, Box<dyn Hear<web_sys::Event>>),
    /// Someone who wants to know the element.
    Refer(Box<dyn for<'a> Hear<&'a web_sys::Element>>),
}

/// What is inside an element.
pub(super) enum Child {
    Text(&'static str),
    Element(Description),
    View(AnyView),
}

/// Attributes that never change, as they stand in the template.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Fixed(&'static str);

impl Iterator for Fixed {
    type Item = (&'static str, &'static str);

    fn next(&mut self) -> Option<Self::Item> {
        let (_, name) = next(&mut self.0)?;
        let (_, value) = next(&mut self.0)?;
        Some((name, value))
    }
}

/// The element of a template whose holes are filled.
pub(super) fn read(template: &'static str, holes: Vec<Hole>) -> Description {
    let mut reader = Reader {
        rest: template,
        holes: holes.into_iter(),
    };
    match next(&mut reader.rest) {
        Some((mark, tag)) => reader.element(mark == SVG_TAG, tag),
        None => unreachable!("a template begins with a tag"),
    }
}

struct Reader {
    rest: &'static str,
    holes: IntoIter<Hole>,
}

impl Reader {
    /// The rest of an element, after its tag.
    fn element(&mut self, svg: bool, tag: &'static str) -> Description {
        let mut description = Description {
            svg,
            tag,
            fixed: self.fixed(),
            parts: Vec::new(),
            children: Vec::new(),
        };
        while let Some((mark, text)) = next(&mut self.rest) {
            let child = match mark {
                TAG | SVG_TAG => Child::Element(self.element(mark == SVG_TAG, text)),
                TEXT => Child::Text(text),
                END => break,
                _ => match (self.holes.next(), place(mark)) {
                    (Some(Hole::View(view)), _) => Child::View(view),
                    (Some(Hole::Set(value)), Some(place)) => {
                        description.parts.push(Part::Set(place, text, value));
                        continue;
                    }
                    (Some(Hole::Listen(owner, handler)), _) => {
                        description.parts.push(Part::Listen(text, owner, handler));
                        continue;
                    }
                    (Some(Hole::Refer(tell)), _) => {
                        description.parts.push(Part::Refer(tell));
                        continue;
                    }
                    _ => unreachable!("the macro fills every hole with what it is for"),
                },
            };
            description.children.push(child);
        }
        description
    }

    fn fixed(&mut self) -> Fixed {
        let all = self.rest;
        let mut rest = all;
        while rest.as_bytes().first() == Some(&NAME) {
            next(&mut rest);
            next(&mut rest);
        }
        self.rest = rest;
        Fixed(all.strip_suffix(rest).unwrap_or_default())
    }
}

fn place(mark: u8) -> Option<Place> {
    match mark {
        ATTRIBUTE => Some(Place::Attribute),
        PROPERTY => Some(Place::Property),
        CLASS => Some(Place::Class),
        _ => None,
    }
}

fn is_mark(byte: u8) -> bool {
    matches!(
        byte,
        TAG | SVG_TAG
            | END
            | NAME
            | VALUE
            | TEXT
            | ATTRIBUTE
            | PROPERTY
            | CLASS
            | LISTENER
            | REFERENCE
            | VIEW
    )
}

/// Takes a mark and what follows it from the front.
fn next(rest: &mut &'static str) -> Option<(u8, &'static str)> {
    let mut bytes = rest.bytes();
    let mark = bytes.next()?;
    let end = bytes.position(is_mark).map_or(rest.len(), |place| place + 1);
    let (taken, left) = rest.split_at_checked(end)?;
    *rest = left;
    Some((mark, taken.get(1..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_is_read_in_its_order() {
        let template = "\u{1}p\u{4}class\u{5}muted\u{4}hidden\u{5}\u{7}title\u{6}Hello,\nyou\u{2}svg\u{4}id\u{5}x\u{3}\u{1}b\u{8}value\u{3}\u{3}";
        let value = |text: &str| Hole::Set(super::super::IntoValue::into_value(text.to_owned()));
        let read = read(template, vec![value("one"), value("two")]);
        assert_eq!(read.tag, "p");
        assert_eq!(
            read.fixed.collect::<Vec<_>>(),
            [("class", "muted"), ("hidden", "")]
        );
        assert!(matches!(
            read.parts.as_slice(),
            [Part::Set(Place::Attribute, "title", _)]
        ));
        let [
            Child::Text("Hello,\nyou"),
            Child::Element(svg),
            Child::Element(bold),
        ] = read.children.as_slice()
        else {
            panic!("three children");
        };
        assert!(svg.svg && !bold.svg);
        assert_eq!((svg.tag, bold.tag), ("svg", "b"));
        assert_eq!(svg.fixed.collect::<Vec<_>>(), [("id", "x")]);
        assert!(matches!(
            bold.parts.as_slice(),
            [Part::Set(Place::Property, "value", _)]
        ));
    }
}
