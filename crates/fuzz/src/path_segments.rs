//! Parts of addresses: those that the console writes, and those that the server takes apart.

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Uri};
use axum::routing::get;
use formats::path_segment::{decode_name, encode, encode_name};
use futures_util::FutureExt as _;
use nodeum_admin_server::domain::reference::PathReference;
use nodeum_admin_server::http::reference::{NumericId, Reference};
use tower::ServiceExt as _;

/// Whatever a name is, the part that stands for it is one part and leads back to it, in the console and on the server; and whatever stands
/// in an address, the server takes it for a name, an id as it writes ids, or nothing.
pub fn path_segments(text: &str) {
    let part = encode_name(text);
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
    assert!(part.bytes().all(is_plain), "{part}");
    assert!(!matches!(&*part, "." | ".."));
    assert_eq!(decode_name(&part), text);
    if !has_escape(text) {
        assert_eq!(decode_name(text), text);
    }

    if !text.is_empty() {
        assert_eq!(asked_for(&encode(text)), Some(Some(text.to_owned())));
    }
    if let Some(Some(name)) = asked_for(text)
        && let PathReference::Id(id) = PathReference::read(&name)
    {
        assert_eq!(id.to_string(), name);
    }
}

/// Whether there is a tilde with two hexadecimal digits.
fn has_escape(text: &str) -> bool {
    text.as_bytes()
        .windows(3)
        .any(|three| three[0] == b'~' && three[1..].iter().all(u8::is_ascii_hexdigit))
}

/// What the server's operations get of an address that has this part; nothing if it isn't one of theirs.
fn asked_for(part: &str) -> Option<Option<String>> {
    let uri: Uri = format!("/users/{part}").parse().ok()?;
    let (sender, receiver) = std::sync::mpsc::channel();
    let handler = async move |NumericId(id): NumericId, Reference(name): Reference| {
        // An id is what is read from the name.
        let read = name.as_deref().map(PathReference::read);
        assert_eq!(
            id,
            match read {
                Some(PathReference::Id(id)) => Some(id),
                _ => None,
            }
        );
        drop(sender.send(name));
    };
    let request = Request::builder().uri(uri).body(Body::empty()).ok()?;
    let app: Router = Router::new().route("/users/{id}", get(handler));
    // Nothing in it waits.
    drop(app.oneshot(request).now_or_never()?);
    receiver.try_recv().ok()
}
