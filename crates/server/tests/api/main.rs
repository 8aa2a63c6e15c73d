//! The API in process: the modules mirror its addresses. Every test has a database and a clock of its own.

#[cfg(test)]
mod audit;
#[cfg(test)]
mod bad_input;
#[cfg(test)]
mod console;
#[cfg(test)]
mod cors;
#[cfg(test)]
mod health;
#[cfg(test)]
mod limits;
#[cfg(test)]
mod lists;
#[cfg(test)]
mod openapi;
#[cfg(test)]
mod routes;
#[cfg(test)]
mod schemes;
#[cfg(test)]
mod strict;
#[cfg(test)]
mod support;
#[cfg(test)]
mod systems;
#[cfg(test)]
mod timeouts;
#[cfg(test)]
mod unknown;
#[cfg(test)]
mod users;
