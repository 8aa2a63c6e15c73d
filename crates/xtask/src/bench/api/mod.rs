//! `cargo xtask bench api`: what requests cost the server, on both databases, beside what they have to cost.

mod client;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, Result, anyhow};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use clap::Args;
use test_postgres::Cluster;

use self::client::{Call, Times, agent, during, rate, send, times};
use super::{Document, SIZES, circumstances};
use crate::files;
use crate::listening::Listening;
use crate::process;
use crate::server::{self, Profile};
use crate::workspace::Workspace;

const PASSWORD: &str = "correct horse";

/// The server's name of the program that it is compared with.
const BARE: &str = "bare";

/// How many connections ask at once where requests a second are counted, and for how long.
const CONNECTIONS: u64 = 8;
const LASTING: Duration = Duration::from_secs(3);

/// How many wait for their password to be compared while others ask.
const WAITING: usize = 200;

/// A list that is asked for: its name, and its parameters with so many users.
type List = (&'static str, fn(u32) -> String);

/// Emails of made-up users end in a number of their own before the @.
const LISTS: [List; 17] = [
    ("First page", |_| String::new()),
    ("Middle page", |users| format!("&offset={}", users / 2)),
    ("Last page", |users| format!("&offset={}", users - 25)),
    ("By user_id", |_| "&sort_by=user_id:asc".into()),
    ("By group_id", |_| "&sort_by=group_id:asc".into()),
    ("By username", |_| "&sort_by=username:asc".into()),
    ("By email", |_| "&sort_by=email:desc".into()),
    ("By is_admin", |_| "&sort_by=is_admin:desc".into()),
    ("By source_type", |_| "&sort_by=source_type:asc".into()),
    ("By expired_at", |_| "&sort_by=expired_at:desc".into()),
    ("By created_at", |_| "&sort_by=created_at:desc".into()),
    ("By updated_at", |_| "&sort_by=updated_at:desc".into()),
    ("By last_sign_in_at", |_| "&sort_by=last_sign_in_at:desc".into()),
    ("Administrators", |_| "&is_admin=true".into()),
    ("Expired", |_| "&expired_at=%3C2026-01-01".into()),
    ("Search, one user", |users| format!("&search={}%40", users - 5)),
    ("Search, everybody", |_| "&search=example".into()),
];

/// Measure what requests cost the server, on SQLite and on PostgreSQL, and beside a handler that does next to nothing.
///
/// It fills databases with up to a million users, which takes some minutes. The machine should have nothing else to do.
#[derive(Args)]
pub(super) struct ApiOptions {
    /// How many users the server has; may be repeated [default: 1000, 10000, 100000 and 1000000]
    #[arg(long, value_name = "N", value_delimiter = ',', value_parser = clap::value_parser!(u32).range(100..=1_000_000))]
    users: Vec<u32>,
    /// How often each request is sent
    #[arg(long, value_name = "N", default_value = "30", value_parser = clap::value_parser!(u32).range(1..=10_000))]
    repetitions: u32,
    /// Write what was measured into docs/benchmarks.md
    #[arg(long, conflicts_with = "users")]
    record: bool,
}

/// Runs the command.
pub(super) fn run(workspace: &Workspace, options: &ApiOptions) -> Result<()> {
    let programs = Programs::build(workspace)?;
    let sizes = if options.users.is_empty() {
        &SIZES[..]
    } else {
        &options.users
    };
    let mut report = format!(
        "Measured {}, {} times each.\n\n",
        circumstances(workspace),
        options.repetitions
    );
    process::print_step("Measuring beside a bare handler");
    report.push_str(&beside_a_bare_handler(workspace, &programs)?);
    report.push_str("\n| Database | Request |");
    for users in sizes {
        write!(report, " {users} users | 95th |")?;
    }
    report.push_str(" Ratio |\n| --- | --- |");
    report.push_str(&" ---: | ---: |".repeat(sizes.len()));
    report.push_str(" ---: |\n");
    for database in ["SQLite", "PostgreSQL"] {
        let mut columns = Vec::new();
        for &users in sizes {
            process::print_step(&format!("Measuring {users} users on {database}"));
            columns.push(alone(workspace, &programs, database, users, options.repetitions)?);
        }
        let names = columns.first().map(|column| column.iter().map(|(name, _)| *name));
        for (row, name) in names.into_iter().flatten().enumerate() {
            write!(report, "| {database} | {name} |")?;
            let cells: Vec<Times> = columns
                .iter()
                .filter_map(|column| column.get(row).map(|(_, times)| *times))
                .collect();
            for times in &cells {
                write!(report, " {} | {} |", millis(times.median), millis(times.most))?;
            }
            let medians = cells.first().zip(cells.last());
            let ratio = medians.map_or(1.0, |(first, last)| ratio(last.median, first.median));
            writeln!(report, " {ratio:.1} |")?;
        }
    }
    println!("\n{report}");
    if options.record {
        Document::Api.record(workspace, &report)?;
    }
    Ok(())
}

fn millis(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}

fn ratio(one: Duration, other: Duration) -> f64 {
    one.as_secs_f64() / other.as_secs_f64()
}

/// The programs that are measured.
struct Programs {
    server: PathBuf,
    bare: PathBuf,
}

impl Programs {
    fn build(workspace: &Workspace) -> Result<Self> {
        let server = server::build(workspace, Profile::Release)?;
        let mut command =
            workspace.cargo(["build", "--release", "--package", server::NAME, "--example", BARE]);
        process::step(
            "Building what it is compared with",
            &mut command,
            "Correct what the compiler says above, then run this again.",
        )?;
        let bare = server.with_file_name("examples").join(BARE);
        Ok(Self { server, bare })
    }
}

/// A server with users, and somebody who has signed in.
struct Filled {
    server: Listening,
    token: String,
    url: String,
    folder: PathBuf,
    _cluster: Option<Cluster>,
}

impl Filled {
    fn start(workspace: &Workspace, program: &Path, database: &str, users: u32) -> Result<Self> {
        let folder = workspace.target.join("benchmark-api");
        files::remove_folder(&folder)?;
        let cluster = if database == "SQLite" {
            None
        } else {
            Some(Cluster::start_durable()?)
        };
        let url = cluster.as_ref().map_or_else(
            || format!("sqlite://{}", folder.join("users.db").display()),
            |cluster| cluster.url("postgres"),
        );
        let mut command = workspace.command(program);
        command
            .args(["serve", "--listen", "127.0.0.1:0", "--log", "off"])
            .args(["--database", &url, "--demo", &users.to_string()])
            .env("NODEUM_ADMIN_PASSWORD", PASSWORD);
        let server = Listening::start(&mut command, server::LISTENS_ON)?;
        if let Some(cluster) = &cluster {
            // As its own service does after a while.
            let mut analyze = cluster.command("vacuumdb");
            if !process::succeeds(analyze.args(["--quiet", "--analyze", "postgres"]))? {
                return Err(anyhow!("PostgreSQL couldn't be told how many users there are."));
            }
        }
        let (token, _) = send(&agent(), &sign_in(&server), 0)?;
        Ok(Self {
            token: token.context("signing in gave no token")?,
            server,
            url,
            folder,
            _cluster: cluster,
        })
    }

    fn get(&self, path: &str) -> Call {
        Call::get(format!("{}/api/v2{path}", self.server.url), Some(&self.token))
    }

    fn post(&self, path: &str, body: fn(u64) -> String) -> Call {
        Call::post(
            format!("{}/api/v2{path}", self.server.url),
            Some(&self.token),
            body,
        )
    }
}

impl Drop for Filled {
    fn drop(&mut self) {
        // A folder that stays is removed before the next one is filled.
        drop(files::remove_folder(&self.folder));
    }
}

fn sign_in(server: &Listening) -> Call {
    Call::post(format!("{}/api/v2/users/sign_in", server.url), None, |_| {
        format!(r#"{{"user": {{"username": "admin", "password": "{PASSWORD}"}}}}"#)
    })
}

/// Each request by itself, one after the other.
fn alone(
    workspace: &Workspace,
    programs: &Programs,
    database: &str,
    users: u32,
    repetitions: u32,
) -> Result<Vec<(&'static str, Times)>> {
    let filled = Filled::start(workspace, &programs.server, database, users)?;
    let mut all = vec![
        ("sign_in", times(&sign_in(&filled.server), repetitions)?),
        ("show_current_user", times(&filled.get("/users/me"), repetitions)?),
    ];
    for (name, parameters) in LISTS {
        let call = filled.get(&format!("/users?limit=25{}", parameters(users)));
        all.push((name, times(&call, repetitions).context(name)?));
    }
    let create = filled.post("/users", |number| {
        format!(r#"{{"username": "bench-{number}", "password": "{PASSWORD}"}}"#)
    });
    all.push(("create_user", times(&create, repetitions)?));
    Ok(all)
}

/// How many requests a second the server answers beside one that does next to nothing, and what waits for passwords costs the others.
fn beside_a_bare_handler(workspace: &Workspace, programs: &Programs) -> Result<String> {
    let filled = Filled::start(workspace, &programs.server, "SQLite", 1000)?;
    let mut command = workspace.command(&programs.bare);
    let bare = Listening::start(command.arg(&filled.url), "listening on ")?;
    let hashes = bare
        .said
        .iter()
        .find_map(|line| line.strip_suffix(" hashes a second"));
    let hashes: f64 = hashes.context("nothing was hashed")?.parse()?;
    let key = filled.post("/users/me/api_keys", |_| {
        r#"{"name": "bench", "api_key_scopes": [{"controller": "users", "action": "show"}]}"#.into()
    });
    let (_, key) = send(&agent(), &key, 0)?;
    let key: serde_json::Value = serde_json::from_str(&key)?;
    let key = format!("Bearer {}", key["key"].as_str().context("a key has no secret")?);
    let me = format!("{}/api/v2/users/me", filled.server.url);
    let basic = format!("Basic {}", STANDARD.encode(format!("admin:{PASSWORD}")));

    let mut table = String::from(
        "| Request | Requests a second | 95th | Of what is possible |\n| --- | ---: | ---: | ---: |\n",
    );
    let (possible, most) = rate(&Call::get(format!("{}/", bare.url), None), CONNECTIONS, LASTING)?;
    writeln!(
        table,
        "| A bare handler that reads a user | {possible:.0} | {} | |",
        millis(most.most)
    )?;
    for (name, authorization) in [("JWT", &filled.token), ("API key", &key), ("Basic", &basic)] {
        let (reached, most) = rate(&Call::get(me.clone(), Some(authorization)), CONNECTIONS, LASTING)?;
        writeln!(
            table,
            "| show_current_user by {name} | {reached:.0} | {} | {:.2} |",
            millis(most.most),
            reached / possible
        )?;
    }
    writeln!(
        table,
        "| Comparing a password, and nothing else | {hashes:.0} | | |"
    )?;
    let (reached, most) = rate(&sign_in(&filled.server), CONNECTIONS, LASTING)?;
    writeln!(
        table,
        "| sign_in | {reached:.0} | {} | {:.2} |",
        millis(most.most),
        reached / hashes
    )?;

    table.push_str("\n| Request | Alone | 95th | While 200 sign in | 95th | Ratio |\n| --- | ---: | ---: | ---: | ---: | ---: |\n");
    for (name, path) in [
        ("show_current_user", "/users/me"),
        ("index_users, first page", "/users?limit=25"),
    ] {
        let call = filled.get(path);
        let (_, quiet) = rate(&call, 1, LASTING)?;
        let (_, busy) = during(&sign_in(&filled.server), WAITING, || rate(&call, 1, LASTING))?;
        writeln!(
            table,
            "| {name} | {} | {} | {} | {} | {:.1} |",
            millis(quiet.median),
            millis(quiet.most),
            millis(busy.median),
            millis(busy.most),
            ratio(busy.median, quiet.median)
        )?;
    }
    Ok(table)
}
