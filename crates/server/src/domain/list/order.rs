//! `sort_by`

use std::fmt;

use super::{Attribute, Attributes};

/// Which way to sort.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// `asc`, the default.
    Ascending,
    /// `desc`; null still comes last.
    Descending,
}

/// One criterion of `sort_by`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sorting {
    /// What to sort by.
    pub attribute: Attribute,
    /// Which way.
    pub direction: Direction,
}

impl Sorting {
    /// Reads `username:asc|created_at:desc`, of which the first one counts most, after what is in `order` already. An attribute that comes
    /// again changes nothing. `None` for an unknown attribute or direction.
    pub fn read(attributes: &Attributes, text: &str, order: &mut Vec<Self>) -> Option<()> {
        for part in text.split('|') {
            let (name, direction) = part.split_once(':').unwrap_or((part, "asc"));
            let sorting = Self {
                attribute: attributes.of_name(name)?,
                direction: match direction {
                    "asc" => Direction::Ascending,
                    "desc" => Direction::Descending,
                    _ => return None,
                },
            };
            if order.iter().all(|other| other.attribute != sorting.attribute) {
                order.push(sorting);
            }
        }
        Some(())
    }
}

/// As [`Sorting::read`] reads it.
impl fmt::Display for Sorting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let direction = match self.direction {
            Direction::Ascending => "asc",
            Direction::Descending => "desc",
        };
        write!(f, "{}:{direction}", self.attribute.name)
    }
}
