//! Servers as processes that share a PostgreSQL of their own.

#[cfg(test)]
#[cfg(unix)]
mod faults;
#[cfg(test)]
mod migrate;
#[cfg(test)]
mod operate;
#[cfg(test)]
#[cfg(unix)]
mod operating;
#[cfg(test)]
mod servers;
#[cfg(test)]
#[path = "../process/support.rs"]
mod support;
#[cfg(test)]
mod together;
