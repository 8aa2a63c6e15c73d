//! Servers, and what they answer.

use std::path::Path;

use serde_json::Value;
use test_postgres::Cluster;

use crate::support::{QUIET, Running, command};

/// The administrator's password.
pub(crate) const PASSWORD: &str = "correct horse";

/// A server on that database. The folder is where it is started.
pub(crate) fn start(folder: &Path, url: &str) -> Running {
    let mut command = command(folder);
    command.args(QUIET).args(["--database", url]);
    Running::start(command.env("NODEUM_ADMIN_PASSWORD", PASSWORD))
}

/// Two servers on one database.
pub(crate) struct Two {
    pub(crate) cluster: Cluster,
    pub(crate) servers: [Running; 2],
    pub(crate) folder: tempfile::TempDir,
}

impl Two {
    pub(crate) fn start_on(cluster: Cluster) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = cluster.url("postgres");
        let servers = [(); 2].map(|()| start(folder.path(), &url));
        Self {
            cluster,
            servers,
            folder,
        }
    }

    pub(crate) fn start() -> Self {
        Self::start_on(Cluster::start().unwrap())
    }
}

/// The status of an answer, as text.
pub(crate) fn status(answer: &str) -> &str {
    answer.split_whitespace().nth(1).unwrap_or("none")
}

/// The body of an answer.
pub(crate) fn body(answer: &str) -> Value {
    let (_, body) = answer.split_once("\r\n\r\n").unwrap();
    serde_json::from_str(body).unwrap_or_else(|_| panic!("{answer}"))
}
