//! `cargo xtask bench api`: what lists cost the server, on both databases.

use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, anyhow};
use clap::Args;
use test_postgres::Cluster;

use super::{Document, SIZES};
use crate::process;
use crate::server::{self, Profile};
use crate::workspace::Workspace;

const PASSWORD: &str = "correct horse";

/// A request that is measured: its name, and what it asks of so many users.
type Measured = (&'static str, fn(u32) -> String);

/// What is measured. Emails of made-up users end in a number of their own before the @.
const REQUESTS: [Measured; 10] = [
    ("Current user", |_| "/users/me".into()),
    ("First page", |_| "/users?limit=25".into()),
    ("Middle page", |users| {
        format!("/users?limit=25&offset={}", users / 2)
    }),
    ("Last page", |users| {
        format!("/users?limit=25&offset={}", users - 25)
    }),
    ("By username", |_| "/users?limit=25&sort_by=username:asc".into()),
    ("By expiry, descending", |_| {
        "/users?limit=25&sort_by=expired_at:desc".into()
    }),
    ("Administrators", |_| "/users?limit=25&is_admin=true".into()),
    ("Expired", |_| "/users?limit=25&expired_at=%3C2026-01-01".into()),
    ("Search, one user", |users| {
        format!("/users?limit=25&search={}%40", users - 5)
    }),
    ("Search, everybody", |_| "/users?limit=25&search=example".into()),
];

/// Measure what lists cost the server, on SQLite and on PostgreSQL: the first, the middle and the last page, orders, filters, searches.
///
/// The requests are sent one after the other over one connection, by a session. What it takes to fill the databases comes on top: some
/// minutes for a million users.
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
    let program = server::build(workspace, Profile::Release)?;
    let sizes = if options.users.is_empty() {
        &SIZES[..]
    } else {
        &options.users
    };
    let mut table = format!(
        "Measured at commit {}, each request {} times.\n\n| Database | Request |",
        workspace.commit(),
        options.repetitions
    );
    for users in sizes {
        write!(table, " {users} users | 95th |")?;
    }
    table.push_str(" Ratio |\n| --- | --- |");
    table.push_str(&" ---: | ---: |".repeat(sizes.len()));
    table.push_str(" ---: |\n");
    for database in ["SQLite", "PostgreSQL"] {
        let mut columns = Vec::new();
        for &users in sizes {
            process::print_step(&format!("Measuring {users} users on {database}"));
            columns.push(measure(
                workspace,
                &program,
                database,
                users,
                options.repetitions,
            )?);
        }
        for (at, (name, _)) in REQUESTS.iter().enumerate() {
            write!(table, "| {database} | {name} |")?;
            let times: Vec<Times> = columns
                .iter()
                .filter_map(|times| times.get(at).copied())
                .collect();
            for times in &times {
                write!(table, " {} | {} |", millis(times.median), millis(times.most))?;
            }
            match (times.first(), times.last()) {
                (Some(first), Some(last)) => {
                    let ratio = last.median.as_secs_f64() / first.median.as_secs_f64();
                    writeln!(table, " {ratio:.1} |")?;
                }
                _ => table.push_str(" |\n"),
            }
        }
    }
    println!("\n{table}");
    if options.record {
        Document::Api.record(workspace, &table)?;
    }
    Ok(())
}

/// What sending a request again and again took.
#[derive(Clone, Copy)]
struct Times {
    median: Duration,
    /// What 95 of 100 stay below.
    most: Duration,
}

fn millis(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}

fn measure(
    workspace: &Workspace,
    program: &Path,
    database: &str,
    users: u32,
    repetitions: u32,
) -> Result<Vec<Times>> {
    let folder = workspace.target.join("benchmark-api");
    crate::files::remove_folder(&folder)?;
    std::fs::create_dir_all(&folder)?;
    let cluster = if database == "SQLite" {
        None
    } else {
        Some(Cluster::start_durable()?)
    };
    let url = cluster.as_ref().map_or_else(
        || format!("sqlite://{}", folder.join("users.db").display()),
        |cluster| cluster.url("postgres"),
    );
    let mut server = Server::start(workspace, program, &url, users)?;
    if let Some(cluster) = &cluster {
        // As its own service does after a while.
        let mut analyze = cluster.command("vacuumdb");
        if !process::succeeds(analyze.args(["--quiet", "--analyze", "postgres"]))? {
            return Err(anyhow!("PostgreSQL couldn't be told how many users there are."));
        }
    }
    let mut client = Client::connect(&server.address)?;
    client.sign_in()?;
    let mut all = Vec::new();
    for (name, path) in REQUESTS {
        let path = format!("/api/v2{}", path(users));
        // Not measured: it fills caches.
        client.get(&path).with_context(|| name)?;
        let mut times = Vec::new();
        for _ in 0..repetitions {
            let began = Instant::now();
            client.get(&path).with_context(|| name)?;
            times.push(began.elapsed());
        }
        times.sort_unstable();
        let at = |share: usize| times.get((times.len() - 1) * share / 100).copied();
        all.push(Times {
            median: at(50).unwrap_or_default(),
            most: at(95).unwrap_or_default(),
        });
    }
    server.stop()?;
    crate::files::remove_folder(&folder)?;
    Ok(all)
}

/// A server that runs.
struct Server {
    process: Child,
    address: String,
}

impl Server {
    fn start(workspace: &Workspace, program: &Path, url: &str, users: u32) -> Result<Self> {
        let mut command = workspace.command(program);
        command
            .args([
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--log",
                "off",
                "--database",
                url,
            ])
            .args(["--demo", &users.to_string()])
            .env("NODEUM_ADMIN_PASSWORD", PASSWORD)
            .stdout(Stdio::piped());
        let process = command
            .spawn()
            .map_err(|cause| process::cannot_start(&command, &cause))?;
        let mut server = Self {
            process,
            address: String::new(),
        };
        let output = server.process.stdout.take().context("the server says nothing")?;
        for line in BufReader::new(output).lines() {
            if let Some(address) = line?.strip_prefix("Nodeum Admin listens on http://") {
                server.address = address.to_owned();
                return Ok(server);
            }
        }
        Err(anyhow!(
            "The server stopped before it listened: see what it says above."
        ))
    }

    fn stop(&mut self) -> Result<()> {
        self.process.kill()?;
        self.process.wait()?;
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It has been stopped, unless something went wrong.
        drop(self.stop());
    }
}

/// One connection to it.
struct Client {
    stream: BufReader<TcpStream>,
    token: String,
}

impl Client {
    fn connect(address: &str) -> Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream: BufReader::new(stream),
            token: String::new(),
        })
    }

    fn sign_in(&mut self) -> Result<()> {
        let body = format!(r#"{{"user": {{"username": "admin", "password": "{PASSWORD}"}}}}"#);
        let length = body.len();
        let head = self.ask(&format!(
            "POST /api/v2/users/sign_in HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
        ))?;
        let token = head.lines().find_map(|line| line.strip_prefix("authorization: "));
        self.token = token.context("signing in gave no token")?.to_owned();
        Ok(())
    }

    fn get(&mut self, path: &str) -> Result<()> {
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: x\r\nAuthorization: {}\r\n\r\n",
            self.token
        );
        let head = self.ask(&request)?;
        if head.starts_with("HTTP/1.1 200 ") {
            Ok(())
        } else {
            Err(anyhow!("{path}: {}", head.lines().next().unwrap_or_default()))
        }
    }

    /// Sends a request, reads the whole answer and gives its head.
    fn ask(&mut self, request: &str) -> Result<String> {
        self.stream.get_mut().write_all(request.as_bytes())?;
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            if self.stream.read_line(&mut head)? == 0 {
                return Err(anyhow!("The server closed the connection."));
            }
        }
        let length = head
            .lines()
            .find_map(|line| line.strip_prefix("content-length: "));
        let mut body = vec![0; length.context("an answer has no length")?.parse()?];
        self.stream.read_exact(&mut body)?;
        Ok(head)
    }
}
