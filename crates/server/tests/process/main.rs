//! The server as a process.

#[cfg(test)]
mod kill;
#[cfg(test)]
mod limits;
#[cfg(test)]
mod log;
#[cfg(test)]
mod start;
#[cfg(test)]
mod support;
