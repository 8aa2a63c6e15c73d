//! The server as a process.

#[cfg(test)]
#[cfg(unix)]
mod connections;
#[cfg(test)]
#[cfg(target_os = "linux")]
mod disk;
#[cfg(test)]
mod kill;
#[cfg(test)]
mod limits;
#[cfg(test)]
mod locked;
#[cfg(test)]
mod log;
#[cfg(test)]
#[cfg(target_os = "linux")]
mod memory;
#[cfg(test)]
mod metrics;
#[cfg(test)]
mod operate;
#[cfg(test)]
mod shell;
#[cfg(test)]
mod start;
#[cfg(test)]
mod support;
