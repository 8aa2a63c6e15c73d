//! New passwords: a field that takes one, and a generator that fills it.

mod field;
mod generate;
mod generator;
mod new_password;

use crate::browser;
pub use field::NewPasswordField;
pub use new_password::NewPassword;

/// A first password for somebody else: letters and digits alone, so that it passes unharmed through a spreadsheet, a shell
/// and a telephone. Twenty of them are more than a hundred bits. `None` if this browser gives no random numbers.
pub fn generated() -> Option<String> {
    let kinds: Vec<&str> = generate::KINDS[..3]
        .iter()
        .map(|(_, characters)| *characters)
        .collect();
    generate::password(20, &kinds, &mut browser::random)
}
