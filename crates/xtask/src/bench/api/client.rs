//! What sends requests, and how long their answers take.

use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow};
use ureq::Agent;
use ureq::http::{Method, Request};

/// A request that can be sent again and again.
#[derive(Clone)]
pub(super) struct Call {
    pub(super) method: Method,
    pub(super) url: String,
    pub(super) authorization: Option<String>,
    /// Makes the body of the request of that number; empty for none.
    pub(super) body: fn(u64) -> String,
}

impl Call {
    /// A request without a body.
    pub(super) fn get(url: String, authorization: Option<&str>) -> Self {
        Self {
            method: Method::GET,
            url,
            authorization: authorization.map(str::to_owned),
            body: |_| String::new(),
        }
    }

    /// A request with one.
    pub(super) fn post(url: String, authorization: Option<&str>, body: fn(u64) -> String) -> Self {
        Self {
            method: Method::POST,
            body,
            ..Self::get(url, authorization)
        }
    }
}

/// What sending a request again and again took.
#[derive(Clone, Copy, Default)]
pub(super) struct Times {
    pub(super) median: Duration,
    /// What 95 of 100 stay below.
    pub(super) most: Duration,
}

impl Times {
    fn of(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        let at = |share: usize| times.get(times.len().saturating_sub(1) * share / 100).copied();
        Self {
            median: at(50).unwrap_or_default(),
            most: at(95).unwrap_or_default(),
        }
    }
}

/// A client that keeps its connection.
pub(super) fn agent() -> Agent {
    Agent::config_builder()
        .http_status_as_error(false)
        .proxy(None)
        .build()
        .into()
}

/// Sends the request of that number, and gives the header `Authorization` of the answer, and its body.
pub(super) fn send(agent: &Agent, call: &Call, number: u64) -> Result<(Option<String>, String)> {
    let mut request = Request::builder().method(call.method.clone()).uri(&call.url);
    if let Some(authorization) = &call.authorization {
        request = request.header("Authorization", authorization);
    }
    let body = (call.body)(number);
    let mut answer = if body.is_empty() {
        agent.run(request.body(())?)?
    } else {
        agent.run(request.header("Content-Type", "application/json").body(body)?)?
    };
    let text = answer.body_mut().read_to_string()?;
    if !answer.status().is_success() {
        return Err(anyhow!(
            "{} {}: {} {text}",
            call.method,
            call.url,
            answer.status()
        ));
    }
    let token = answer.headers().get("authorization");
    Ok((
        token.and_then(|token| token.to_str().ok()).map(str::to_owned),
        text,
    ))
}

/// Sends a request so many times, one after the other, over one connection.
pub(super) fn times(call: &Call, repetitions: u32) -> Result<Times> {
    let agent = agent();
    // Not measured: it fills caches.
    send(&agent, call, u64::MAX)?;
    let mut times = Vec::new();
    for number in 0..repetitions {
        let began = Instant::now();
        send(&agent, call, number.into())?;
        times.push(began.elapsed());
    }
    Ok(Times::of(times))
}

/// How many requests a second are answered over so many connections at once, and how long each takes.
pub(super) fn rate(call: &Call, connections: u64, lasting: Duration) -> Result<(f64, Times)> {
    let began = Instant::now();
    let work = |connection: u64| -> Result<Vec<Duration>> {
        let agent = agent();
        let mut times = Vec::new();
        while began.elapsed() < lasting {
            let sent = Instant::now();
            send(&agent, call, connection * 1_000_000 + times.len() as u64)?;
            times.push(sent.elapsed());
        }
        Ok(times)
    };
    let all = thread::scope(|scope| -> Result<Vec<Duration>> {
        let workers: Vec<_> = (0..connections)
            .map(|connection| scope.spawn(move || work(connection)))
            .collect();
        let mut all = Vec::new();
        for worker in workers {
            let times = worker.join().map_err(|_| anyhow!("A client stopped."))??;
            all.extend(times);
        }
        Ok(all)
    })?;
    let rate = all.len() as f64 / began.elapsed().as_secs_f64();
    Ok((rate, Times::of(all)))
}

/// Keeps so many requests waiting while something else is done.
pub(super) fn during<T>(call: &Call, waiting: usize, work: impl FnOnce() -> Result<T>) -> Result<T> {
    let is_over = AtomicBool::new(false);
    // Until each has a connection.
    let connected = Barrier::new(waiting + 1);
    let wait = || -> Result<()> {
        let agent = agent();
        let first = send(&agent, call, 0);
        connected.wait();
        first?;
        while !is_over.load(Ordering::Relaxed) {
            send(&agent, call, 0)?;
        }
        Ok(())
    };
    thread::scope(|scope| {
        let waiters: Vec<_> = (0..waiting).map(|_| scope.spawn(wait)).collect();
        connected.wait();
        let done = work();
        is_over.store(true, Ordering::Relaxed);
        for waiter in waiters {
            waiter.join().map_err(|_| anyhow!("A client stopped."))??;
        }
        done
    })
}
