//! A PostgreSQL of their own for tests: made anew in a temporary folder, on a Unix socket there, and gone with the value.
//!
//! PostgreSQL refuses to run as root: started by root, it runs as the user `postgres` that its package has made.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// How long it may take to start: it is slow under load, and on a slow disk.
const START_TIMEOUT: Duration = Duration::from_secs(60);

/// How often is looked whether it answers.
const START_POLL: Duration = Duration::from_millis(20);

/// Why there is no PostgreSQL: a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure(String);

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Failure {}

/// What makes a sentence of a cause.
fn failed(what: &str) -> impl Fn(io::Error) -> Failure {
    move |cause| Failure(format!("{what}: {cause}."))
}

/// How PostgreSQL is stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// What is under way is broken off and rolled back, as when an operator restarts it.
    Fast,
    /// Without a word, as when the power fails.
    Killed,
}

/// A running PostgreSQL, with the database `postgres` and the user of that name who may do everything.
#[derive(Debug)]
pub struct Cluster {
    programs: PathBuf,
    owner: Option<Owner>,
    process: Option<Child>,
    // After the process: its files go when it has.
    folder: TempDir,
}

/// Whom PostgreSQL runs as, in numbers.
#[derive(Debug, Clone, Copy)]
struct Owner {
    uid: u32,
    gid: u32,
}

/// The folder with PostgreSQL's programs: that of the `initdb` on PATH, or the newest where Debian has them.
#[must_use]
pub fn programs() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let on_path = std::env::split_paths(&path)
        // It may be a link, without the others beside it.
        .filter_map(|folder| folder.join("initdb").canonicalize().ok()?.parent().map(Path::to_owned))
        .find(|folder| is_whole(folder));
    on_path.or_else(|| {
        let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
        let folders = versions.flatten().map(|version| version.path().join("bin"));
        folders.filter(|folder| is_whole(folder)).max_by_key(|folder| {
            let version = folder.parent().and_then(Path::file_name);
            version.and_then(|version| version.to_str()?.parse::<u32>().ok())
        })
    })
}

fn is_whole(folder: &Path) -> bool {
    ["initdb", "postgres", "pg_ctl", "pg_isready"]
        .iter()
        .all(|program| folder.join(program).is_file())
}

impl Cluster {
    /// Makes one and starts it. It doesn't wait for disks: what is in it is for tests.
    ///
    /// # Errors
    /// PostgreSQL isn't installed, or doesn't start.
    pub fn start() -> Result<Self, Failure> {
        Self::make(false)
    }

    /// As [`Self::start`], with what was committed on disk, so that it outlives being killed.
    ///
    /// # Errors
    /// As [`Self::start`].
    pub fn start_durable() -> Result<Self, Failure> {
        Self::make(true)
    }

    fn make(durable: bool) -> Result<Self, Failure> {
        let programs = programs().ok_or_else(|| {
            Failure("PostgreSQL isn't installed: cargo xtask test installs it, or tells how.".into())
        })?;
        let folder = tempfile::Builder::new()
            .prefix("postgres-")
            .tempdir()
            .map_err(failed("No folder can be made for PostgreSQL"))?;
        let owner = system::owner().map_err(failed("Whom PostgreSQL may run as can't be found out"))?;
        system::give(folder.path(), owner).map_err(failed("PostgreSQL can't be given its folder"))?;
        let mut cluster = Self {
            programs,
            owner,
            process: None,
            folder,
        };
        let mut initdb = cluster.command("initdb");
        initdb
            .args(["--username=postgres", "--auth=trust", "--encoding=UTF8"])
            .args(["--locale=C", "--no-sync", "--pgdata"])
            .arg(cluster.data())
            .stdout(Stdio::null());
        let made = initdb.output().map_err(failed("initdb can't be started"))?;
        if !made.status.success() {
            let said = String::from_utf8_lossy(&made.stderr);
            return Err(Failure(format!("initdb failed: {}", said.trim())));
        }
        if !durable {
            let settings = "fsync = off\nfull_page_writes = off\nsynchronous_commit = off\n";
            let file = cluster.data().join("postgresql.auto.conf");
            std::fs::write(file, settings).map_err(failed("PostgreSQL's settings can't be written"))?;
        }
        cluster.resume()?;
        Ok(cluster)
    }

    /// Starts it again.
    ///
    /// # Errors
    /// It doesn't start.
    #[expect(
        clippy::disallowed_methods,
        reason = "a program that starts is asked again and again, as its own tools do"
    )]
    pub fn resume(&mut self) -> Result<(), Failure> {
        let log = self.folder.path().join("log");
        let output = std::fs::File::options().create(true).append(true).open(&log);
        let output = output.map_err(failed("PostgreSQL's log can't be written"))?;
        let mut command = self.command("postgres");
        command
            .arg("-D")
            .arg(self.data())
            .args(["-c", "listen_addresses=", "-c", "max_connections=300"])
            .arg("-c")
            .arg(format!(
                "unix_socket_directories={}",
                self.folder.path().display()
            ))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(output);
        let mut process = command.spawn().map_err(failed("postgres can't be started"))?;
        let end = Instant::now() + START_TIMEOUT;
        while Instant::now() < end {
            let ended = process
                .try_wait()
                .map_err(failed("postgres can't be waited for"))?;
            if ended.is_some() {
                break;
            }
            let mut ready = self.command("pg_isready");
            ready.arg("--host").arg(self.folder.path()).stdout(Stdio::null());
            if ready.status().is_ok_and(|status| status.success()) {
                self.process = Some(process);
                return Ok(());
            }
            std::thread::sleep(START_POLL);
        }
        self.process = Some(process);
        self.stop(Stop::Killed);
        let said = std::fs::read_to_string(log).unwrap_or_default();
        Err(Failure(format!("PostgreSQL doesn't start: {}", said.trim())))
    }

    /// Stops it, until it is [resumed](Self::resume).
    pub fn stop(&mut self, how: Stop) {
        let Some(mut process) = self.process.take() else {
            return;
        };
        let signal = match how {
            // Its children go with it, as they wouldn't by KILL: they would keep a new one from starting.
            Stop::Killed => "QUIT",
            Stop::Fast => "INT",
        };
        let mut ask = self.command("pg_ctl");
        let asked = ask.args(["kill", signal, &process.id().to_string()]).status();
        if !asked.is_ok_and(|status| status.success()) {
            drop(process.kill());
        }
        drop(process.wait());
    }

    /// The address of one of its databases, to which parameters can be added with `&`.
    #[must_use]
    pub fn url(&self, database: &str) -> String {
        let folder = self.folder.path().display();
        format!("postgres://postgres@localhost/{database}?host={folder}")
    }

    /// The socket at which it listens.
    #[must_use]
    pub fn socket(&self) -> PathBuf {
        self.folder.path().join(".s.PGSQL.5432")
    }

    /// A program of PostgreSQL's, which works on this one.
    #[must_use]
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new(self.programs.join(program));
        // Where whoever runs it may be, and PostgreSQL may not.
        command.current_dir(self.folder.path());
        command
            .env("PGHOST", self.folder.path())
            .env("PGUSER", "postgres");
        system::run_as(&mut command, self.owner);
        command
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.stop(Stop::Killed);
    }
}

#[cfg(unix)]
mod system {
    use std::io;
    use std::os::unix::fs::{PermissionsExt as _, chown};
    use std::os::unix::process::CommandExt as _;
    use std::path::Path;
    use std::process::Command;

    use super::Owner;

    /// Root gives it to the package's user; everybody else runs it themself.
    pub(super) fn owner() -> io::Result<Option<Owner>> {
        if id(&["-u"])? != 0 {
            return Ok(None);
        }
        Ok(Some(Owner {
            uid: id(&["-u", "postgres"])?,
            gid: id(&["-g", "postgres"])?,
        }))
    }

    fn id(arguments: &[&str]) -> io::Result<u32> {
        let said = Command::new("id").args(arguments).output()?.stdout;
        let said = String::from_utf8_lossy(&said);
        said.trim()
            .parse()
            .map_err(|_| io::Error::other(format!("`id {}` says nothing", arguments.join(" "))))
    }

    pub(super) fn give(folder: &Path, owner: Option<Owner>) -> io::Result<()> {
        let Some(Owner { uid, gid }) = owner else {
            return Ok(());
        };
        chown(folder, Some(uid), Some(gid))?;
        // Whoever tests connects through it.
        std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o755))
    }

    pub(super) fn run_as(command: &mut Command, owner: Option<Owner>) {
        if let Some(Owner { uid, gid }) = owner {
            command.uid(uid).gid(gid);
        }
    }
}

#[cfg(not(unix))]
mod system {
    use std::io;
    use std::path::Path;
    use std::process::Command;

    use super::Owner;

    pub(super) fn owner() -> io::Result<Option<Owner>> {
        Err(io::Error::other("it is tested where there are Unix sockets"))
    }

    pub(super) fn give(_: &Path, _: Option<Owner>) -> io::Result<()> {
        Ok(())
    }

    pub(super) fn run_as(_: &mut Command, _: Option<Owner>) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_starts_and_stops_and_starts_again() {
        let mut cluster = Cluster::start_durable().unwrap();
        for how in [Stop::Fast, Stop::Killed] {
            cluster.stop(how);
            assert!(!cluster.command("pg_isready").status().unwrap().success());
            cluster.resume().unwrap();
            let mut ask = cluster.command("psql");
            let ask = ask.args(["--dbname=postgres", "--command=SELECT 1"]);
            assert!(ask.status().unwrap().success());
        }
        let folder = cluster.folder.path().to_owned();
        drop(cluster);
        assert!(!folder.exists());
    }
}
