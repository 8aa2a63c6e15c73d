//! Sending a change to the server.

use crate::api::ApiError;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Sends a change. As long as `pending`, a second press does nothing; `done` isn't called when the page has left.
pub fn submit<T: 'static>(
    pending: RwSignal<bool>,
    request: impl Future<Output = Result<T, ApiError>> + 'static,
    done: impl FnOnce(Result<T, ApiError>) + 'static,
) {
    if pending.get_untracked() {
        return;
    }
    pending.set(true);
    spawn_local(async move {
        let result = request.await;
        let page_is_gone = pending.try_set(false).is_some();
        if !page_is_gone && !matches!(result, Err(ApiError::Aborted)) {
            done(result);
        }
    });
}
