//! The console: a single-page app that administers a Nodeum server.

mod api;
mod app;
mod browser;
mod config;
mod crash;
mod element;
mod forms;
mod layouts;
mod locales;
mod navigate;
mod order;
mod pages;
mod passwords;
mod paths;
mod preferences;
mod query;
mod reactive;
mod routes;
mod session;
mod table;
mod time;
mod ui;
mod unsaved;

pub(crate) use view_macro::view;

fn main() {
    crash::install_hook();
    app::start();
}
