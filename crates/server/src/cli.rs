//! The command line. Every option is an environment variable too.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum};
use tracing_subscriber::filter::Targets;

use crate::http::{BasePath, Network, Origin};
use crate::storage::DatabaseUrl;

/// The version; with the commit in programs that `cargo xtask dist` makes.
pub(crate) const VERSION: &str = match option_env!("NODEUM_ADMIN_VERSION") {
    Some(version) => version,
    None => env!("CARGO_PKG_VERSION"),
};

/// Users of Nodeum, and the console to administer them.
#[derive(Debug, Parser)]
#[command(name = "nodeum-admin-server", version = VERSION, arg_required_else_help = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What the server's binary can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the API and the console.
    ///
    /// The first start creates the database and the administrator "admin", whose password is the one in the environment
    /// variable NODEUM_ADMIN_PASSWORD, the one in the file of --admin-password-file, or else a generated one that is
    /// printed once.
    Serve(Serve),

    /// Anything else.
    #[command(flatten)]
    Operate(OperatorCommand),
}

/// What can be done with a server's database at the command line.
#[derive(Debug, Subcommand)]
pub enum OperatorCommand {
    /// List users, create one, or give one a new password, whether or not the server runs.
    #[command(subcommand)]
    User(UserCommand),

    /// List who changed what.
    #[command(subcommand)]
    Audit(AuditCommand),

    /// Copy the database into a new file, while the server runs.
    Backup(Backup),

    /// Look whether the database is sound, and count what is in it.
    Check(Database),

    /// Copy everything into another database, such as from a file to PostgreSQL.
    ///
    /// The other must have no users yet. Sessions, API keys and passwords stay good there. Nothing can be changed in either meanwhile; if it
    /// is broken off, nothing has been copied, and it can be run again.
    Migrate(Migrate),
}

/// What can be done with users.
#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Print all users, a line each, with tabs between what is said of them.
    List(Database),

    /// Create a user; the password is generated and shown, unless a file has it.
    Create(CreateUser),

    /// Give a user a new password, generated and shown unless a file has it, and end their sessions.
    ResetPassword(ResetPassword),
}

/// What can be done with the audit trail.
#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// Print the latest events, the oldest of them first, each as an object of JSON on a line.
    List(ListAudit),
}

/// The options of `audit list`.
#[derive(Debug, Args)]
pub struct ListAudit {
    /// How many.
    #[arg(long, value_name = "N", default_value = "100", value_parser = clap::value_parser!(u64).range(1..))]
    pub last: u64,

    /// Where.
    #[command(flatten)]
    pub database: Database,
}

/// Which database to work on.
#[derive(Debug, Args)]
pub struct Database {
    /// The database.
    #[arg(
        long = "database",
        value_name = "URL",
        default_value = DEFAULT_DATABASE,
        env = "NODEUM_ADMIN_DATABASE",
        hide_env_values = true
    )]
    pub url: DatabaseUrl,
}

/// The options of `user create`.
#[derive(Debug, Args)]
pub struct CreateUser {
    /// The username.
    pub username: String,

    /// The email.
    #[arg(long)]
    pub email: Option<String>,

    /// Make them an administrator.
    #[arg(long)]
    pub admin: bool,

    /// A file with the password.
    #[arg(long, value_name = "PATH")]
    pub password_file: Option<PathBuf>,

    /// Where.
    #[command(flatten)]
    pub database: Database,
}

/// The options of `user reset-password`.
#[derive(Debug, Args)]
pub struct ResetPassword {
    /// The user: id, username or email.
    pub user: String,

    /// A file with the password.
    #[arg(long, value_name = "PATH")]
    pub password_file: Option<PathBuf>,

    /// Where.
    #[command(flatten)]
    pub database: Database,
}

/// The options of `backup`.
#[derive(Debug, Args)]
pub struct Backup {
    /// The file to make; it must not exist yet.
    pub file: PathBuf,

    /// Of what.
    #[command(flatten)]
    pub database: Database,
}

/// The options of `migrate`.
#[derive(Debug, Args)]
pub struct Migrate {
    /// The database to copy.
    #[arg(long, value_name = "URL")]
    pub from: DatabaseUrl,

    /// The database to copy into; a file is created.
    #[arg(long, value_name = "URL")]
    pub to: DatabaseUrl,
}

/// Where the database is, unless an option says otherwise.
const DEFAULT_DATABASE: &str = "sqlite://data/nodeum-admin.db";

/// The options of `serve`.
#[derive(Debug, Args)]
pub struct Serve {
    /// Address and port to listen on; port 0 takes a free one.
    #[arg(
        long,
        value_name = "ADDRESS:PORT",
        default_value = "127.0.0.1:8080",
        env = "NODEUM_ADMIN_LISTEN"
    )]
    pub listen: String,

    /// The database: sqlite://PATH, a file that is created with its folder if there is none, or postgres://USER@HOST/DATABASE, which several
    /// servers may share. PostgreSQL's password may be in PGPASSWORD or a file .pgpass.
    #[arg(
        long,
        value_name = "URL",
        default_value = DEFAULT_DATABASE,
        env = "NODEUM_ADMIN_DATABASE",
        hide_env_values = true
    )]
    pub database: DatabaseUrl,

    /// Fill a new database with that many believable users, none of whom can sign in.
    #[arg(
        long,
        value_name = "N",
        value_parser = clap::value_parser!(u32).range(1..=1_000_000),
        env = "NODEUM_ADMIN_DEMO"
    )]
    pub demo: Option<u32>,

    /// A file with the first administrator's password.
    #[arg(long, value_name = "PATH", env = "NODEUM_ADMIN_PASSWORD_FILE")]
    pub admin_password_file: Option<PathBuf>,

    /// How long a token is good for, such as 90s, 30m, 1h or 7d.
    #[arg(
        long,
        value_name = "TIME",
        default_value = "1h",
        value_parser = duration,
        env = "NODEUM_ADMIN_SESSION_LIFETIME"
    )]
    pub session_lifetime: Duration,

    /// How long after sign-in a session may still be renewed; 0s turns renewal off.
    #[arg(
        long,
        value_name = "TIME",
        default_value = "12h",
        value_parser = duration_or_none,
        env = "NODEUM_ADMIN_SESSION_LIMIT"
    )]
    pub session_limit: Duration,

    /// Take no names and passwords in requests other than sign_in.
    #[arg(long, env = "NODEUM_ADMIN_NO_BASIC_AUTH")]
    pub no_basic_auth: bool,

    /// Offer what the published reference describes and nothing beyond it: no filters, no sorting, no renewal of sessions.
    #[arg(long, env = "NODEUM_ADMIN_STRICT")]
    pub strict: bool,

    /// As --strict, and leave out of users what only one of the two published references has: their expiry and their source.
    #[arg(long, env = "NODEUM_ADMIN_MINIMAL")]
    pub minimal: bool,

    /// An origin of another console that may call the API, such as `https://console.example`; may be repeated.
    #[arg(
        long,
        value_name = "ORIGIN",
        value_delimiter = ',',
        env = "NODEUM_ADMIN_CORS_ORIGIN"
    )]
    pub cors_origin: Vec<Origin>,

    /// A proxy that is believed when it says, in X-Forwarded-For, whom a request comes from; may be repeated.
    #[arg(
        long,
        value_name = "ADDRESS[/BITS]",
        value_delimiter = ',',
        env = "NODEUM_ADMIN_TRUSTED_PROXY"
    )]
    pub trusted_proxy: Vec<Network>,

    /// The path below which a proxy passes requests on, such as /nodeum/, whether or not it takes that off. A trusted proxy may name
    /// it in X-Forwarded-Prefix instead.
    #[arg(
        long,
        value_name = "PATH",
        default_value = "/",
        env = "NODEUM_ADMIN_BASE_PATH"
    )]
    pub base_path: BasePath,

    /// The folder of the console's files; by default those inside this binary, if it has any.
    #[arg(long, value_name = "PATH", env = "NODEUM_ADMIN_APP_DIR")]
    pub app_dir: Option<PathBuf>,

    /// Serve what is counted at /metrics of this address and port, in the format of Prometheus; nowhere by default. It needs no
    /// authentication: let nobody else reach it.
    #[arg(long, value_name = "ADDRESS:PORT", env = "NODEUM_ADMIN_METRICS")]
    pub metrics: Option<String>,

    /// What to log: error, warn, info, debug or trace, for one part alone with its name before: info,sqlx=debug.
    #[arg(
        long,
        value_name = "LEVELS",
        default_value = "info,sqlx=warn",
        env = "NODEUM_ADMIN_LOG"
    )]
    pub log: Targets,

    /// How to log: as text for people, or as JSON, an object a line, for programs.
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "text",
        env = "NODEUM_ADMIN_LOG_FORMAT"
    )]
    pub log_format: LogFormat,
}

/// How the log is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// For people.
    Text,
    /// An object a line.
    Json,
}

/// The longest time that an option may name: ten years.
const LONGEST: Duration = Duration::from_secs(10 * 365 * 24 * 60 * 60);

fn duration(text: &str) -> Result<Duration, String> {
    match duration_or_none(text)? {
        Duration::ZERO => Err("expected more than nothing".into()),
        duration => Ok(duration),
    }
}

fn duration_or_none(text: &str) -> Result<Duration, String> {
    let (number, unit) = text.split_at(text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()));
    let seconds = match unit {
        "" | "s" => 1,
        "m" => 60,
        "h" => 60 * 60,
        "d" => 24 * 60 * 60,
        _ => 0,
    };
    let number = number.parse::<u64>().ok().filter(|_| seconds > 0);
    let duration = number
        .and_then(|number| number.checked_mul(seconds))
        .map(Duration::from_secs);
    duration
        .filter(|&duration| duration <= LONGEST)
        .ok_or_else(|| "expected a time such as 90s, 30m, 1h or 7d".into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn times_have_units() {
        let seconds = |text| duration(text).map(|duration| duration.as_secs()).ok();
        assert_eq!(seconds("90"), Some(90));
        assert_eq!(seconds("90s"), Some(90));
        assert_eq!(seconds("30m"), Some(1800));
        assert_eq!(seconds("1h"), Some(3600));
        assert_eq!(seconds("7d"), Some(604_800));
        for wrong in ["", "h", "-1h", "1 h", "1w", "0s", "99999999999999999999", "4000d"] {
            assert_eq!(seconds(wrong), None, "{wrong}");
        }
        assert_eq!(duration_or_none("0s"), Ok(Duration::ZERO));
    }
}
