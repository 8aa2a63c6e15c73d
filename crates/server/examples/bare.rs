//! What `cargo xtask bench api` compares the server with: a handler that reads one user by id and nothing else, without rights, limits,
//! a log or a deadline, and how many passwords this machine can compare.
//!
//! It says both on standard output: the hashes in a second, and where it listens.

use std::env;
use std::error::Error;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use nodeum_admin_server::Options;
use nodeum_admin_server::domain::api_level::ApiLevel;
use nodeum_admin_server::domain::password::PasswordHasher;
use nodeum_admin_server::domain::random::SystemRandom;
use nodeum_admin_server::storage::{Store, users};

/// How long passwords are hashed.
const HASHING: Duration = Duration::from_secs(3);

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    println!("{:.2} hashes a second", hashes_a_second().await?);
    let url = env::args().nth(1).ok_or("name the database")?;
    let store = Store::open(&url.parse()?)
        .await
        .map_err(|_| "the database can't be opened")?;
    let app = Router::new().route("/", get(show)).with_state(store);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("listening on {}", listener.local_addr()?);
    axum::serve(listener, app).await?;
    Ok(())
}

async fn show(State(store): State<Store>) -> Result<Json<api_types::User>, StatusCode> {
    let failed = |_| StatusCode::INTERNAL_SERVER_ERROR;
    let mut reading = store.read().await.map_err(failed)?;
    let found = users::by_id(&mut reading, 1).await.map_err(failed)?;
    found
        .map(|account| Json(account.to_user(ApiLevel::Extended)))
        .ok_or(StatusCode::NOT_FOUND)
}

/// As many at once as the server works on.
async fn hashes_a_second() -> Result<f64, Box<dyn Error>> {
    let at_once = Options::default().hashes_at_once;
    let hasher = Arc::new(PasswordHasher::new(at_once, Arc::new(SystemRandom)));
    let began = Instant::now();
    let workers: Vec<_> = (0..at_once)
        .map(|_| {
            let hasher = hasher.clone();
            tokio::spawn(async move {
                let mut hashes = 0_u32;
                while began.elapsed() < HASHING && hasher.hash("correct horse".into()).await.is_ok() {
                    hashes += 1;
                }
                hashes
            })
        })
        .collect();
    let mut all = 0;
    for worker in workers {
        all += worker.await?;
    }
    Ok(f64::from(all) / began.elapsed().as_secs_f64())
}
