//! Which database to use.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use sqlx::postgres::PgConnectOptions;

/// Which database to use: `sqlite://PATH`, a path below the working directory or, with a third slash, an absolute one; or
/// `postgres://USER@HOST/DATABASE`, as libpq reads it.
#[derive(Clone)]
pub enum DatabaseUrl {
    /// A file.
    Sqlite(PathBuf),
    /// A database of a server.
    Postgres(Box<PgConnectOptions>),
}

impl DatabaseUrl {
    /// The file of the database, if it is one.
    #[must_use]
    pub fn file(&self) -> Option<&Path> {
        match self {
            Self::Sqlite(path) => Some(path),
            Self::Postgres(_) => None,
        }
    }
}

impl FromStr for DatabaseUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            let options = text.parse::<PgConnectOptions>();
            return options
                .map(|options| Self::Postgres(Box::new(options)))
                .map_err(|error| format!("{error}: expected postgres://USER@HOST/DATABASE"));
        }
        match text.strip_prefix("sqlite://") {
            Some(path) if !path.is_empty() && !path.ends_with('/') && !path.contains(['?', '#']) => {
                Ok(Self::Sqlite(PathBuf::from(path)))
            }
            _ => Err(
                "expected sqlite://PATH, for example sqlite://data/nodeum-admin.db, or postgres://USER@HOST/DATABASE"
                    .into(),
            ),
        }
    }
}

/// Without a password: it is for logs and sentences.
impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite://{}", path.display()),
            Self::Postgres(options) => {
                let user = options.get_username();
                let database = options.get_database().unwrap_or(user);
                match options.get_socket() {
                    Some(socket) => write!(
                        f,
                        "postgres://{user}@localhost/{database}?host={}",
                        socket.display()
                    ),
                    None => write!(
                        f,
                        "postgres://{user}@{}:{}/{database}",
                        options.get_host(),
                        options.get_port()
                    ),
                }
            }
        }
    }
}

/// As it is displayed, since the options of PostgreSQL hold a password.
impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_names_a_file_or_a_server() {
        let read = |text: &str| text.parse::<DatabaseUrl>().map(|url| url.to_string());
        for url in ["sqlite://data/x.db", "sqlite:///var/x.db"] {
            assert_eq!(read(url), Ok(url.into()));
        }
        let url: DatabaseUrl = "sqlite:///var/x.db".parse().unwrap();
        assert_eq!(url.file(), Some(Path::new("/var/x.db")));
        for wrong in [
            "",
            "x.db",
            "sqlite://",
            "sqlite://data/",
            "mysql://localhost/x",
            "postgres://[/x",
            "sqlite://x?mode=ro",
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_password_is_never_shown() {
        let url: DatabaseUrl = "postgresql://ada:secret@db.example:5433/nodeum?sslmode=require"
            .parse()
            .unwrap();
        assert_eq!(url.to_string(), "postgres://ada@db.example:5433/nodeum");
        assert_eq!(format!("{url:?}"), url.to_string());
        let url: DatabaseUrl = "postgres://ada:secret@localhost/nodeum?host=/run/postgresql"
            .parse()
            .unwrap();
        assert_eq!(
            url.to_string(),
            "postgres://ada@localhost/nodeum?host=/run/postgresql"
        );
    }
}
