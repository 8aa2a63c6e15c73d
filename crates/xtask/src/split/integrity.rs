//! Subresource integrity: what a browser compares a file with before it uses it. <https://www.w3.org/TR/sri-2>

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha384};

/// The value of an attribute `integrity`, in the algorithm that Trunk uses for the styles.
pub(super) fn of(content: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(content)))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_example_of_the_specification() {
        assert_eq!(
            super::of(b"alert('Hello, world.');"),
            "sha384-H8BRh8j48O9oYatfu5AZzq6A9RINhZO5H16dQZngK7T62em8MUt1FLm52t+eX6xO"
        );
    }
}
