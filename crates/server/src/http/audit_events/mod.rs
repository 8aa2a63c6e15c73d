//! The audit trail.

pub(super) mod index;
