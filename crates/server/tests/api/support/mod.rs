//! A server to talk to.

mod database;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use api_types::{SourceType, Timestamp};
use axum::Router;
use axum::body::Body;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderName, Method, Request, StatusCode};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http_body_util::BodyExt as _;
use nodeum_admin_server::domain::account::Account;
use nodeum_admin_server::domain::clock::Clock;
use nodeum_admin_server::domain::password::PasswordHasher;
use nodeum_admin_server::domain::random::SystemRandom;
use nodeum_admin_server::storage::{DatabaseUrl, Store, users};
use nodeum_admin_server::{AppState, Options, app};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::sync::oneshot;
use tower::ServiceExt as _;

/// When every test begins: 2026-01-31T08:15:00Z.
pub(crate) const NOW: i64 = 1_769_847_300_000;

/// The password of everybody.
pub(crate) const PASSWORD: &str = "correct horse";

/// A clock that a test sets.
pub(crate) struct TestClock(AtomicI64);

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_unix_millis(self.0.load(Ordering::SeqCst))
    }

    fn monotonic(&self) -> Duration {
        Duration::from_millis((self.0.load(Ordering::SeqCst) - NOW).unsigned_abs())
    }
}

/// A server with a database of its own, in which there is the administrator `admin`.
pub(crate) struct Server {
    pub(crate) store: Store,
    pub(crate) state: AppState,
    router: Router,
    clock: Arc<TestClock>,
    database: DatabaseUrl,
    _folder: TempDir,
}

/// What a server answered.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Value,
    pub(crate) text: String,
}

impl Answer {
    /// The value of a header, which must be there once at most.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut values = self.headers.get_all(name).iter();
        let value = values.next().map(|value| value.to_str().unwrap());
        assert_eq!(values.next(), None, "{name} comes twice");
        value
    }

    /// Checks status and whole body.
    #[track_caller]
    pub(crate) fn is(&self, status: u16, body: &Value) {
        assert_eq!((self.status.as_u16(), &self.body), (status, body));
    }

    /// Checks what every answer tells browsers, whatever it answers.
    fn tells_browsers_what_not_to_do(&self) {
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-opener-policy", "same-origin"),
        ] {
            assert_eq!(self.header(name), Some(value), "{name}: {self:?}");
        }
        let policy = self.header("content-security-policy").unwrap_or_default();
        assert!(
            policy.starts_with("default-src 'none'; ") && policy.contains("; frame-ancestors 'none'"),
            "{self:?}"
        );
        let permissions = self.header("permissions-policy").unwrap_or_default();
        assert!(permissions.contains("camera=()"), "{self:?}");
    }

    /// Checks that it is a 401 as they all are.
    #[track_caller]
    pub(crate) fn is_unauthorized(&self, sentence: &str) {
        self.is(401, &json!({"error": sentence}));
        assert_eq!(self.header("www-authenticate"), Some("Bearer"));
    }
}

impl Server {
    pub(crate) async fn start() -> Self {
        Self::start_with(Options::default()).await
    }

    pub(crate) async fn start_with(options: Options) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = database::url(folder.path()).await;
        let store = Store::open(&database).await.unwrap();
        let clock = Arc::new(TestClock(AtomicI64::new(NOW)));
        let hasher = PasswordHasher::new(1, Arc::new(SystemRandom));
        let now = clock.now();
        let administrator = Account {
            id: 1,
            user_id: 1000,
            group_id: 1000,
            username: "admin".into(),
            email: None,
            password_hash: hasher.hash(PASSWORD.into()).await.unwrap(),
            is_admin: true,
            source_type: SourceType::WebApp,
            expired_at: None,
            created_at: now,
            updated_at: now,
            last_sign_in_at: None,
        };
        let mut writing = store.write().await.unwrap();
        users::fill(&mut writing, &[administrator]).await.unwrap();
        writing.commit().await.unwrap();
        let clock_of_app: Arc<dyn Clock> = clock.clone();
        let state = AppState::new(store.clone(), clock_of_app, Arc::new(SystemRandom), options)
            .await
            .unwrap();
        Self {
            store,
            router: app(state.clone()),
            state,
            clock,
            database,
            _folder: folder,
        }
    }

    pub(crate) fn pass_seconds(&self, seconds: i64) {
        self.clock.0.fetch_add(seconds * 1000, Ordering::SeqCst);
    }

    /// All that its database holds.
    pub(crate) async fn stored(&self) -> Vec<u8> {
        database::content(&self.database).await
    }

    /// Begins a request.
    pub(crate) fn request(&self, method: &str, path: &str) -> Call<'_> {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        Call {
            server: self,
            request: Request::builder().method(method).uri(path),
            body: Body::empty(),
        }
    }

    /// Begins a request to the API.
    pub(crate) fn api(&self, method: &str, path: &str) -> Call<'_> {
        self.request(method, &format!("/api/v2{path}"))
    }

    /// Signs in and returns the token.
    pub(crate) async fn sign_in(&self, name: &str, password: &str) -> String {
        let body = json!({"user": {"username": name, "password": password}});
        let answer = self.api("POST", "/users/sign_in").json(&body).send().await;
        assert_eq!(answer.status, StatusCode::CREATED, "{answer:?}");
        let header = answer.header("authorization").unwrap();
        header.strip_prefix("Bearer ").unwrap().to_owned()
    }

    /// The administrator's token.
    pub(crate) async fn admin(&self) -> String {
        self.sign_in("admin", PASSWORD).await
    }

    /// Creates an API key of that user, with scopes such as `users/index`, and returns its id and the key.
    pub(crate) async fn key(&self, owner: &str, scopes: &[&str]) -> (i64, String) {
        let body = json!({"name": "key", "api_key_scopes": scopes_of(scopes)});
        let call = self.api("POST", "/users/me/api_keys").basic(owner, PASSWORD);
        let answer = call.json(&body).send().await;
        assert_eq!(answer.status, StatusCode::CREATED, "{answer:?}");
        let key = answer.body["key"].as_str().unwrap().to_owned();
        (answer.body["id"].as_i64().unwrap(), key)
    }

    /// Creates a user with the common password and returns them.
    pub(crate) async fn create(&self, mut user: Value) -> Value {
        let attributes = user.as_object_mut().unwrap();
        attributes.entry("password").or_insert_with(|| PASSWORD.into());
        let answer = self
            .api("POST", "/users")
            .basic("admin", PASSWORD)
            .json(&user)
            .send()
            .await;
        assert_eq!(answer.status, StatusCode::CREATED, "{answer:?}");
        answer.body
    }
}

/// A request in the making.
pub(crate) struct Call<'a> {
    server: &'a Server,
    request: axum::http::request::Builder,
    body: Body,
}

impl Call<'_> {
    pub(crate) fn header(
        mut self,
        name: impl TryInto<HeaderName, Error: std::fmt::Debug>,
        value: &str,
    ) -> Self {
        self.request = self.request.header(name.try_into().unwrap(), value);
        self
    }

    /// As if the connection came from that address.
    pub(crate) fn from(mut self, address: &str) -> Self {
        let peer = std::net::SocketAddr::new(address.parse().unwrap(), 50_000);
        self.request = self.request.extension(axum::extract::ConnectInfo(peer));
        self
    }

    pub(crate) fn token(self, token: &str) -> Self {
        self.header(AUTHORIZATION, &format!("Bearer {token}"))
    }

    pub(crate) fn basic(self, name: &str, password: &str) -> Self {
        self.header(
            AUTHORIZATION,
            &format!("Basic {}", STANDARD.encode(format!("{name}:{password}"))),
        )
    }

    pub(crate) fn json(self, body: &Value) -> Self {
        self.text("application/json", body.to_string())
    }

    pub(crate) fn text(mut self, media_type: &str, body: impl Into<Vec<u8>>) -> Self {
        self.body = Body::from(body.into());
        self.header(CONTENT_TYPE, media_type)
    }

    /// A body that is waited for, and comes when it is released.
    pub(crate) fn held(mut self, body: &str) -> (Self, HeldBody) {
        let (asked, asked_for) = oneshot::channel();
        let (release, released) = oneshot::channel();
        let body = body.to_owned();
        let stream = futures_util::stream::once(async move {
            match asked.send(()) {
                // Whoever holds it may let it come without waiting for this.
                Ok(()) | Err(()) => {}
            }
            released.await.unwrap();
            Ok::<_, std::io::Error>(body)
        });
        self.body = Body::from_stream(stream);
        (self, HeldBody { asked_for, release })
    }

    /// A body that never comes.
    pub(crate) fn endless(mut self) -> Self {
        let never = futures_util::stream::pending::<Result<Vec<u8>, std::io::Error>>();
        self.body = Body::from_stream(never);
        self
    }

    pub(crate) async fn send(self) -> Answer {
        let request = self.request.body(self.body).unwrap();
        let response = self.server.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let body = serde_json::from_str(&text).unwrap_or(Value::Null);
        let answer = Answer {
            status: parts.status,
            headers: parts.headers,
            body,
            text,
        };
        let preflight = answer.header("access-control-allow-methods").is_some();
        assert!(preflight || answer.header("x-request-id").is_some());
        answer.tells_browsers_what_not_to_do();
        answer
    }
}

/// What becomes of a body that is held back.
pub(crate) struct HeldBody {
    asked_for: oneshot::Receiver<()>,
    release: oneshot::Sender<()>,
}

impl HeldBody {
    /// Until the server waits for the body.
    pub(crate) async fn is_asked_for(&mut self) {
        (&mut self.asked_for).await.unwrap();
    }

    /// Lets it come.
    pub(crate) fn release(self) {
        self.release.send(()).unwrap();
    }
}

/// Scopes such as `users/index` as the API writes them.
pub(crate) fn scopes_of(scopes: &[&str]) -> Value {
    let pairs = scopes.iter().map(|scope| scope.split_once('/').unwrap());
    pairs
        .map(|(controller, action)| json!({"controller": controller, "action": action}))
        .collect()
}

/// The body of a 404.
pub(crate) fn not_found() -> Value {
    json!({"details": {"base": [{"error": "not_found"}]}, "messages": ["The record was not found"]})
}

/// The body of the 403 of an operation for administrators.
pub(crate) fn for_administrators() -> Value {
    json!({"error": "Only an administrator may do this"})
}
