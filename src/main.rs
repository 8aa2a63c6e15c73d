//! The console: a single-page app that administers a Nodeum server.

mod activity;
mod api;
mod app;
mod browser;
mod command_palette;
mod config;
mod conflict;
mod crash;
mod drafts;
mod expiry_field;
mod first_paint;
mod import;
mod layouts;
mod locales;
mod navigate;
mod navigation;
mod pages;
mod passwords;
mod paths;
mod preferences;
mod query;
mod query_parameters;
mod routes;
mod sections;
mod session;
mod shortcuts;
mod system_accounts;
mod time;
mod unsaved;
mod user_facts;
mod version;

fn main() {
    crash::install_hook();
    app::start();
}
