//! Waiting for a server that has had too many requests: as long as it says, for all requests of a run together.

use std::time::Duration;

use api_types::Timestamp;
use futures_channel::oneshot;
use leptos::prelude::*;

use crate::api::ApiError;
use crate::time;
use ui::{Notice, Tone};

/// How long is waited where the server doesn't say.
const DEFAULT_SECONDS: u32 = 60;

/// Until when the requests of a run wait.
#[derive(Clone, Copy, Default)]
pub struct Throttle {
    until: StoredValue<Option<Timestamp>>,
    /// The seconds that are left; none while requests may be sent.
    seconds_left: RwSignal<Option<u32>>,
}

impl Throttle {
    /// Whether requests wait; tracked.
    pub fn is_waiting(self) -> bool {
        self.seconds_left.with(Option::is_some)
    }

    /// Sends a request once it may be sent, and again whenever the server asks to wait. The refusal is the answer only if it is
    /// stopped meanwhile.
    pub async fn send<T, F>(
        self,
        request: impl Fn() -> F,
        is_stopped: impl Fn() -> bool,
    ) -> Result<T, ApiError>
    where
        F: Future<Output = Result<T, ApiError>>,
    {
        self.send_by_clock(request, is_stopped, time::now, sleep).await
    }

    async fn send_by_clock<T, F, S>(
        self,
        request: impl Fn() -> F,
        is_stopped: impl Fn() -> bool,
        now: impl Fn() -> Timestamp,
        sleep: impl Fn(Duration) -> S,
    ) -> Result<T, ApiError>
    where
        F: Future<Output = Result<T, ApiError>>,
        S: Future<Output = ()>,
    {
        loop {
            while let Some(left) = self.left(now()) {
                if is_stopped() {
                    self.end();
                    return Err(ApiError::Throttled(Some(seconds(left))));
                }
                self.show(Some(seconds(left)));
                // To the next whole second, so that it can be shown and stopped.
                let step = match left.subsec_nanos() {
                    0 => Duration::from_secs(1),
                    part => Duration::from_nanos(part.into()),
                };
                sleep(step).await;
            }
            // Whoever leaves the page while it waits takes the wait along.
            if is_stopped() {
                self.end();
                return Err(ApiError::Throttled(None));
            }
            self.show(None);
            match request().await {
                Err(ApiError::Throttled(asked)) => self.ask(now(), asked),
                answer => return answer,
            }
        }
    }

    /// The server asks to wait. Of several answers the longest wait counts.
    fn ask(self, now: Timestamp, seconds: Option<u32>) {
        let seconds = seconds.unwrap_or(DEFAULT_SECONDS).max(1);
        let until = now.plus_millis(i64::from(seconds) * 1_000);
        self.until
            .try_update_value(|known| *known = Some(known.map_or(until, |known| known.max(until))));
    }

    fn left(self, now: Timestamp) -> Option<Duration> {
        let until = self.until.try_get_value().flatten()?;
        let millis = until.unix_millis().saturating_sub(now.unix_millis());
        u64::try_from(millis)
            .ok()
            .filter(|millis| *millis > 0)
            .map(Duration::from_millis)
    }

    /// Whoever goes on after a stop finds out anew whether the server still wants to be left alone.
    fn end(self) {
        self.until.try_set_value(None);
        self.show(None);
    }

    fn show(self, seconds: Option<u32>) {
        self.seconds_left.try_maybe_update(|shown| {
            let differs = *shown != seconds;
            *shown = seconds;
            (differs, ())
        });
    }
}

/// Whole seconds, of which the last one is shown until it is over.
fn seconds(left: Duration) -> u32 {
    u32::try_from(left.as_millis().div_ceil(1_000)).unwrap_or(u32::MAX)
}

async fn sleep(length: Duration) {
    let (done, is_done) = oneshot::channel::<()>();
    set_timeout(move || drop(done), length);
    is_done.await.unwrap_or_default();
}

/// Says for how long the server asks to wait; nothing while it doesn't.
#[component]
pub fn ThrottleNotice(
    /// What is waited for.
    throttle: Throttle,
) -> impl IntoView {
    let is_waiting = Memo::new(move |_| throttle.is_waiting());
    let left = move || {
        let seconds = throttle.seconds_left.get().unwrap_or_default();
        match seconds {
            0..=120 => format!("{seconds} s"),
            _ => format!("{} min", seconds.div_ceil(60)),
        }
    };
    // It is read out once, and not with every second.
    view! {
        <Show when=move || is_waiting.get()>
            <Notice tone=Tone::Warning>
                "The server asks to wait "<span aria-live="off">{left}</span>". It goes on by itself."
            </Notice>
        </Show>
    }
}

#[cfg(test)]
mod tests {
    use std::cell::{Cell, RefCell};
    use std::future::ready;

    use futures_util::FutureExt;

    use super::*;

    /// Sends a request that gets these answers, one after the other, and is stopped after so many sleeps. Gives the answer, how
    /// often it was sent, and the seconds that were shown.
    fn run(
        answers: &[Result<(), ApiError>],
        stop_after: usize,
    ) -> (Result<(), ApiError>, usize, Vec<Option<u32>>) {
        let throttle = Throttle::default();
        let (sent, clock) = (Cell::new(0), Cell::new(0_i64));
        let shown = RefCell::new(Vec::new());
        let request = || {
            let answer = answers[sent.get()].clone();
            sent.set(sent.get() + 1);
            ready(answer)
        };
        let sleep = |length: Duration| {
            shown.borrow_mut().push(throttle.seconds_left.get_untracked());
            clock.set(clock.get() + i64::try_from(length.as_millis()).unwrap());
            ready(())
        };
        let answer = throttle.send_by_clock(
            request,
            || shown.borrow().len() >= stop_after,
            || Timestamp::from_unix_millis(clock.get()),
            sleep,
        );
        let answer = answer.now_or_never().unwrap();
        assert!(!untrack(|| throttle.is_waiting()));
        (answer, sent.get(), shown.into_inner())
    }

    #[test]
    fn it_waits_as_long_as_the_server_asks_and_then_sends_again() {
        let throttled = |seconds| Err(ApiError::Throttled(seconds));
        let (answer, sent, shown) = run(&[throttled(Some(3)), throttled(Some(0)), Ok(())], usize::MAX);
        assert_eq!((answer, sent), (Ok(()), 3));
        // No wait at all would ask without a pause.
        assert_eq!(shown, [Some(3), Some(2), Some(1), Some(1)]);

        let (answer, sent, shown) = run(&[throttled(None), Ok(())], usize::MAX);
        assert_eq!((answer, sent, shown.len()), (Ok(()), 2, 60));
    }

    #[test]
    fn a_stop_ends_the_wait_and_other_errors_are_answers() {
        let throttled = Err(ApiError::Throttled(Some(90)));
        let (answer, sent, shown) = run(&[throttled], 2);
        assert_eq!((answer, sent), (Err(ApiError::Throttled(Some(88))), 1));
        assert_eq!(shown, [Some(90), Some(89)]);
        let (answer, sent, _) = run(&[Err(ApiError::NotFound)], usize::MAX);
        assert_eq!((answer, sent), (Err(ApiError::NotFound), 1));
    }

    #[test]
    fn nothing_is_sent_for_a_page_that_was_left_while_it_waited() {
        let owner = Owner::new();
        let throttle = owner.with(Throttle::default);
        let sent = Cell::new(0);
        let request = || {
            sent.set(sent.get() + 1);
            ready(Err::<(), _>(ApiError::Throttled(Some(3))))
        };
        let leave = |_| {
            owner.cleanup();
            ready(())
        };
        let is_left = || throttle.until.try_get_value().is_none();
        let now = || Timestamp::from_unix_millis(0);
        let answer = throttle
            .send_by_clock(request, is_left, now, leave)
            .now_or_never();
        assert_eq!((answer, sent.get()), (Some(Err(ApiError::Throttled(None))), 1));
    }

    #[test]
    fn the_longest_wait_of_several_answers_counts() {
        let throttle = Throttle::default();
        let now = Timestamp::from_unix_millis(0);
        throttle.ask(now, Some(30));
        throttle.ask(now, Some(5));
        assert_eq!(throttle.left(now), Some(Duration::from_secs(30)));
        assert_eq!(throttle.left(now.plus_millis(30_000)), None);
    }
}
