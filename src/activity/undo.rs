//! Taking a change back, for as long as the page is open: the former state is written again.

use std::pin::Pin;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use send_wrapper::SendWrapper;

use super::Activity;
use crate::api::{Api, ApiError};

/// Why a change wasn't taken back, as a sentence; nothing if it was.
pub type Undone = Result<(), String>;

type Request = SendWrapper<Rc<dyn Fn(Api) -> Pin<Box<dyn Future<Output = Undone>>>>>;

/// A change that can be taken back.
#[derive(Clone)]
pub struct Undo {
    /// The request that made the change, in the list of all.
    pub(super) of: u32,
    /// The toast that offers it, too.
    toast: String,
    request: Request,
}

impl Activity {
    /// Says that a change was made, and offers to take it back, here and in the panel. `undo` looks first whether somebody else has
    /// changed it since.
    pub fn offer_undo<F>(self, text: String, undo: impl Fn(Api) -> F + 'static)
    where
        F: Future<Output = Undone> + 'static,
    {
        let request: Request = SendWrapper::new(Rc::new(move |api| {
            Box::pin(undo(api)) as Pin<Box<dyn Future<Output = Undone>>>
        }));
        let Some(of) = self.sent.with_untracked(|sent| {
            let changes = sent.iter().rev();
            changes
                .filter(|sent| !sent.call.is_read())
                .map(|sent| sent.id)
                .next()
        }) else {
            return self.toasts.success(text);
        };
        let toast = self.toasts.undoable(text, move || self.undo(of));
        self.undos.update(|undos| undos.push(Undo { of, toast, request }));
    }

    /// Whether that request can be taken back; tracked.
    pub fn can_undo(self, id: u32) -> bool {
        self.undos.read().iter().any(|undo| undo.of == id)
    }

    /// Takes a change back, once, and says what became of that.
    pub fn undo(self, id: u32) {
        let undo = self
            .undos
            .try_update(|undos| {
                undos
                    .iter()
                    .position(|undo| undo.of == id)
                    .map(|at| undos.remove(at))
            })
            .flatten();
        let (Some(undo), Some(api)) = (undo, self.api.get_value()) else {
            return;
        };
        self.toasts.dismiss(&undo.toast);
        let user = self.session.user_id();
        spawn_local(async move {
            let outcome = (undo.request)(api).await;
            // Somebody else hears nothing of it.
            if self.session.user_id() != user {
                return;
            }
            match outcome {
                Ok(()) => {
                    self.undone.update(|count| *count = count.wrapping_add(1));
                    self.toasts.success("The change is taken back.");
                }
                Err(sentence) => {
                    self.toasts.error(sentence);
                    self.undos.update(|undos| undos.push(undo));
                }
            }
        });
    }

    /// How often something has been taken back; tracked.
    pub fn undone(self) -> u32 {
        self.undone.get()
    }
}

/// What is said of a change that can't be taken back because of a failure.
pub fn not_undone(error: &ApiError) -> String {
    format!("The change wasn’t taken back. {}", error.sentence())
}
