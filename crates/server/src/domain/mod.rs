//! What the server knows of users, passwords and tokens, apart from how it stores them and how it is asked.

pub mod account;
pub mod api_key;
pub mod api_level;
pub mod audit;
pub mod client_network;
pub mod clock;
pub mod demo;
pub mod keyed_semaphores;
pub mod list;
pub mod name;
pub mod password;
pub mod random;
pub mod reference;
pub mod throttle;
pub mod token;
