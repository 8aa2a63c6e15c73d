//! The audit trail: who changed what, and when.

mod list;
mod words;

pub use list::{AuditPage, preload_audit};
