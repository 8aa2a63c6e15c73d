//! `cargo xtask dist`: what is put on other machines.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Result, anyhow};
use clap::Args;
use fs_err as fs;

use crate::app;
use crate::compress;
use crate::deb::Packager;
use crate::files;
use crate::process;
use crate::server::{self, Profile};
use crate::sizes;
use crate::split::Purpose;
use crate::workspace::Workspace;

/// The line of index.html that says under which path the app is served. Everything else in it is relative to that.
const BASE: &str = "<base href=\"/\"";

/// Make what is shipped: static files, and one program.
///
/// Makes dist/web/, static files for any web server, and dist/nodeum-admin-server, one program with the app inside. The files stand beside compressed copies (.br, .gz), except config.json, which is yours to edit. The program has a --base-path of its
/// own, and doesn't heed --base.
#[derive(Args)]
pub(crate) struct Options {
    /// The path under which a web server offers the files, such as /admin/
    #[arg(long, value_name = "PATH", default_value = "/", value_parser = parse_base)]
    base: String,
    /// Make the static files alone
    #[arg(long)]
    web_only: bool,
    /// Make a Debian package of the program, too
    #[arg(long, conflicts_with = "web_only")]
    deb: bool,
}

/// Runs the command.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<ExitCode> {
    let packager = options.deb.then(Packager::find).transpose()?;
    let app = app::build(workspace, Purpose::Distribution)?;
    let dist = workspace.root.join("dist");
    let web = dist.join("web");
    process::print_step("Compressing the app");
    files::mirror(&app, &web)?;
    compress::precompress(&web)?;
    if !options.web_only {
        // Compiled in as it is served at the root, so before the base is set.
        let staged = workspace.target.join("app-embedded");
        files::mirror(&web, &staged)?;
        build_program(workspace, &staged, &dist)?;
    }
    let package = packager
        .map(|packager| packager.build(workspace, &dist.join(server::NAME), &dist))
        .transpose()?;
    if options.base != "/" {
        set_base(&web.join("index.html"), &options.base)?;
    }
    sizes::print(&web)?;
    println!(
        "\ndist/web/                   static files, to be served under {}",
        options.base
    );
    if !options.web_only {
        println!("dist/{}    the server with the app inside", server::NAME);
    }
    if let Some(name) = package.as_deref().and_then(Path::file_name) {
        println!("dist/{}    the same as a Debian package", name.display());
    }
    Ok(ExitCode::SUCCESS)
}

fn build_program(workspace: &Workspace, app: &Path, dist: &Path) -> Result<()> {
    let mut command = server::build_command(workspace, Profile::Release);
    command
        .args(["--features", "embedded-app"])
        .env("NODEUM_ADMIN_APP_DIR", app)
        .env(
            "NODEUM_ADMIN_VERSION",
            format!("{} ({})", env!("CARGO_PKG_VERSION"), workspace.commit()),
        );
    process::step(
        "Building the server with the app inside",
        &mut command,
        "Correct what the compiler says above, then run this again.",
    )?;
    let program = server::program(workspace, Profile::Release);
    files::replace(&program, &dist.join(program.file_name().unwrap_or_default()))?;
    Ok(())
}

fn set_base(index: &Path, base: &str) -> Result<()> {
    let html = fs::read_to_string(index)?;
    fs::write(index, with_base(&html, base)?)?;
    Ok(compress::precompress_file(index)?)
}

fn with_base(html: &str, base: &str) -> Result<String> {
    if html.matches(BASE).count() != 1 {
        return Err(anyhow!(
            "Put exactly one `{BASE}>` into index.html: --base is written there."
        ));
    }
    Ok(html.replacen(BASE, &format!("<base href=\"{base}\""), 1))
}

/// A path with a slash at either end, made of characters that mean nothing in HTML.
fn parse_base(base: &str) -> Result<String, String> {
    let trimmed = base.trim_matches('/');
    let plain = |segment: &str| {
        !segment.is_empty()
            && !segment.chars().all(|character| character == '.')
            && segment
                .chars()
                .all(|character| character.is_ascii_alphanumeric() || "-._~".contains(character))
    };
    if trimmed.is_empty() {
        return Ok("/".to_owned());
    }
    if !trimmed.split('/').all(plain) {
        return Err("give a path such as /admin/, of letters, digits, hyphens and dots".to_owned());
    }
    Ok(format!("/{trimmed}/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_gets_its_slashes_and_nothing_strange() {
        for (given, base) in [
            ("/", "/"),
            ("", "/"),
            ("admin", "/admin/"),
            ("/a/b-c.d", "/a/b-c.d/"),
        ] {
            assert_eq!(parse_base(given).as_deref(), Ok(base));
        }
        for refused in ["/a b/", "/\"><script>/", "/a//b/", "/../", "https://example.org/"] {
            assert!(parse_base(refused).is_err(), "{refused}");
        }
    }

    #[test]
    fn the_base_is_written_once() {
        assert_eq!(
            with_base("<base href=\"/\">", "/admin/").unwrap(),
            "<base href=\"/admin/\">"
        );
        assert!(with_base("<head></head>", "/admin/").is_err());
    }
}
