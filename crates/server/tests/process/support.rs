//! A server as a process.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// The server with a database in that folder, on a port of its own.
pub(crate) fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nodeum-admin-server"));
    command
        .arg("serve")
        .args(["--listen", "127.0.0.1:0"])
        .current_dir(folder)
        .env_remove("NODEUM_ADMIN_PASSWORD")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// For a server whose log nobody reads: it would fill its pipe.
pub(crate) const QUIET: [&str; 2] = ["--log", "off"];

/// A server that runs, what it said before it listened, and where it does.
pub(crate) struct Running {
    process: Child,
    pub(crate) said: Vec<String>,
    pub(crate) address: String,
}

impl Running {
    pub(crate) fn start(command: &mut Command) -> Self {
        let mut server = Self {
            process: command.spawn().unwrap(),
            said: Vec::new(),
            address: String::new(),
        };
        for line in BufReader::new(server.process.stdout.take().unwrap()).lines() {
            let line = line.unwrap();
            if let Some(address) = line.strip_prefix("Nodeum Admin listens on http://") {
                server.address = address.to_owned();
                return server;
            }
            server.said.push(line);
        }
        panic!("the server stopped before it listened");
    }

    pub(crate) fn post(&self, path: &str, body: &str) -> String {
        self.ask("POST", path, None, body)
    }

    /// Sends a request and gives the whole answer, its head included.
    pub(crate) fn ask(&self, method: &str, path: &str, authorization: Option<&str>, body: &str) -> String {
        let answer = self.try_ask(method, path, authorization, body);
        answer.unwrap()
    }

    /// As [`Self::ask`], of a server that may not be there.
    pub(crate) fn try_ask(
        &self,
        method: &str,
        path: &str,
        authorization: Option<&str>,
        body: &str,
    ) -> std::io::Result<String> {
        let mut stream = TcpStream::connect(&self.address)?;
        let authorization = authorization
            .map(|value| format!("Authorization: {value}\r\n"))
            .unwrap_or_default();
        let length = body.len();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{authorization}Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
        )?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        if answer.is_empty() {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        Ok(answer)
    }

    pub(crate) fn can_sign_in(&self, password: &str) -> bool {
        let body = format!(r#"{{"user": {{"username": "admin", "password": "{password}"}}}}"#);
        self.post("/api/v2/users/sign_in", &body)
            .starts_with("HTTP/1.1 201 ")
    }

    /// The id of the process.
    pub(crate) fn pid(&self) -> u32 {
        self.process.id()
    }

    /// A token of the administrator's, as the value of the header `Authorization`.
    pub(crate) fn token(&self, password: &str) -> String {
        let body = format!(r#"{{"user": {{"username": "admin", "password": "{password}"}}}}"#);
        let answer = self.post("/api/v2/users/sign_in", &body);
        let mut lines = answer.lines();
        let token = lines.find_map(|line| line.strip_prefix("authorization: "));
        token.unwrap_or_else(|| panic!("{answer}")).to_owned()
    }

    /// Sends a signal.
    pub(crate) fn signal(&self, signal: &str) {
        let pid = self.pid().to_string();
        let sent = Command::new("kill").args([signal, &pid]).status();
        assert!(sent.unwrap().success());
    }

    /// Waits for the end, and says whether it was a good one.
    pub(crate) fn wait(mut self) -> bool {
        self.process.wait().unwrap().success()
    }

    /// Sends a signal that ends it, and says whether the end was a good one.
    pub(crate) fn stop(self, signal: &str) -> bool {
        self.signal(signal);
        self.wait()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have stopped already.
        self.process.kill().unwrap_or_default();
        drop(self.process.wait());
    }
}
