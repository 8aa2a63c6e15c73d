//! Rules of this repository that a machine can check.

#[cfg(test)]
mod browser_tests;
#[cfg(test)]
mod security;
