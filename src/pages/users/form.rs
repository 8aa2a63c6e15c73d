//! The fields of a user's form, and what stands in them.

use api_types::SourceType;
use leptos::prelude::*;

use super::draft::UserDraft;
use crate::expiry_field::ExpirySignals;
use crate::passwords::NewPassword;

/// The fields of the form.
#[derive(Clone, Copy)]
pub struct UserSignals {
    pub(super) username: RwSignal<String>,
    pub(super) email: RwSignal<String>,
    pub(super) user_id: RwSignal<String>,
    pub(super) group_id: RwSignal<String>,
    pub(super) is_admin: RwSignal<bool>,
    pub(super) expiry: ExpirySignals,
    pub(super) source_type: RwSignal<Option<SourceType>>,
    pub(super) password: NewPassword,
}

impl UserSignals {
    /// The form as it opens.
    pub fn new(draft: &UserDraft) -> Self {
        Self {
            username: RwSignal::new(draft.username.clone()),
            email: RwSignal::new(draft.email.clone()),
            user_id: RwSignal::new(draft.user_id.clone()),
            group_id: RwSignal::new(draft.group_id.clone()),
            is_admin: RwSignal::new(draft.is_admin),
            expiry: ExpirySignals::new(draft.expires),
            source_type: RwSignal::new(draft.source_type.clone()),
            password: NewPassword::new(RwSignal::new(draft.password.clone()), None),
        }
    }

    /// Puts a draft into the form, but for the password, which no draft has.
    pub fn set(self, draft: UserDraft) {
        self.username.set(draft.username);
        self.email.set(draft.email);
        self.user_id.set(draft.user_id);
        self.group_id.set(draft.group_id);
        self.is_admin.set(draft.is_admin);
        self.expiry.set(draft.expires);
        self.source_type.set(draft.source_type);
    }

    /// What stands in the form; tracked.
    pub fn draft(self) -> UserDraft {
        let expires = self.expiry.value();
        UserDraft {
            username: self.username.get(),
            email: self.email.get(),
            user_id: self.user_id.get(),
            group_id: self.group_id.get(),
            is_admin: self.is_admin.get(),
            expires: expires.clone().unwrap_or_default(),
            expiry_error: expires.err(),
            source_type: self.source_type.get(),
            password: self.password.value.get(),
        }
    }
}
