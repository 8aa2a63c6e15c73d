//! What breaks under load: requests fail clearly or succeed, nothing acknowledged is lost, and everything recovers by itself.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use test_postgres::{Cluster, Stop};

use crate::servers::{PASSWORD, Two, body, start, status};
use crate::support::Running;

/// What a load of requests came to.
#[derive(Default)]
struct Load {
    /// The names that were acknowledged.
    created: Vec<String>,
    /// The statuses of the others.
    refused: Vec<String>,
}

/// Creates users at these servers from some threads each, until `disturb` has returned and each thread has succeeded once more.
fn load(servers: &[Running], disturb: impl FnOnce(&AtomicUsize)) -> Load {
    let token = servers[0].token(PASSWORD);
    let (over, created) = (AtomicBool::new(false), AtomicUsize::new(0));
    let mut all = Load::default();
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4)
            .map(|thread| {
                let server = &servers[thread % servers.len()];
                let (token, over, created) = (&token, &over, &created);
                scope.spawn(move || {
                    let mut load = Load::default();
                    for n in 0.. {
                        let name = format!("user-{thread}-{n}");
                        let user = format!(r#"{{"username": "{name}", "password": "correct horse"}}"#);
                        let was_over = over.load(Ordering::SeqCst);
                        let answer = server.try_ask("POST", "/api/v2/users", Some(token), &user);
                        match answer.as_deref().map(status) {
                            Ok("201") => {
                                created.fetch_add(1, Ordering::SeqCst);
                                load.created.push(name);
                                if was_over {
                                    break;
                                }
                            }
                            Ok(status) => load.refused.push(status.to_owned()),
                            // The server itself was killed.
                            Err(_) => break,
                        }
                    }
                    load
                })
            })
            .collect();
        disturb(&created);
        over.store(true, Ordering::SeqCst);
        for thread in threads {
            let load = thread.join().unwrap();
            all.created.extend(load.created);
            all.refused.extend(load.refused);
        }
    });
    all
}

/// Until so many more have been created.
fn more(created: &AtomicUsize, many: usize) {
    let from = created.load(Ordering::SeqCst);
    while created.load(Ordering::SeqCst) < from + many {
        std::thread::yield_now();
    }
}

/// Checks that all who were acknowledged are there, and that the others were told clearly.
fn nothing_is_lost(load: &Load, server: &Running) {
    let token = server.token(PASSWORD);
    for name in &load.created {
        let answer = server.ask("GET", &format!("/api/v2/users/{name}"), Some(&token), "");
        assert_eq!(status(&answer), "200", "{name} {answer}");
    }
    for status in &load.refused {
        assert_eq!(status, "503", "{:?}", load.refused);
    }
}

#[test]
fn postgres_is_restarted_and_killed_under_load() {
    let mut two = Two::start_on(Cluster::start_durable().unwrap());
    for how in [Stop::Fast, Stop::Killed] {
        let (cluster, servers) = (&mut two.cluster, &two.servers);
        let load = load(servers, |created| {
            more(created, 10);
            cluster.stop(how);
            cluster.resume().unwrap();
        });
        for server in servers {
            nothing_is_lost(&load, server);
        }
        // For the next round.
        let token = servers[0].token(PASSWORD);
        for name in &load.created {
            servers[0].ask("DELETE", &format!("/api/v2/users/{name}"), Some(&token), "");
        }
        let left = servers[1].ask("GET", "/api/v2/users?limit=1000", Some(&token), "");
        for user in body(&left)["users"].as_array().unwrap() {
            let path = format!("/api/v2/users/{}", user["id"]);
            servers[0].ask("DELETE", &path, Some(&token), "");
        }
    }
}

#[test]
fn a_server_is_killed_under_load_and_the_other_goes_on() {
    let two = Two::start();
    let servers = &two.servers;
    let load = load(servers, |created| {
        more(created, 10);
        servers[0].signal("-KILL");
        more(created, 10);
    });
    nothing_is_lost(&load, &servers[1]);
    assert!(two.folder.path().exists());
}

/// Stands between a server and PostgreSQL, and can stop passing anything on without a word.
struct Network {
    address: String,
    is_cut: Arc<AtomicBool>,
}

impl Network {
    fn to(socket: PathBuf) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let is_cut = Arc::new(AtomicBool::new(false));
        let cut = Arc::clone(&is_cut);
        std::thread::spawn(move || {
            for client in listener.incoming() {
                let Ok(client) = client else { return };
                if let Ok(server) = UnixStream::connect(&socket) {
                    let (client_again, server_again) =
                        (client.try_clone().unwrap(), server.try_clone().unwrap());
                    pass(client, server_again, Arc::clone(&cut));
                    pass(server, client_again, Arc::clone(&cut));
                }
            }
        });
        Self { address, is_cut }
    }
}

/// Passes on what comes, and swallows it while the network is cut.
fn pass(
    mut from: impl std::io::Read + Send + 'static,
    mut to: impl std::io::Write + Send + 'static,
    is_cut: Arc<AtomicBool>,
) {
    std::thread::spawn(move || {
        let mut buffer = [0; 16_384];
        while let Ok(length @ 1..) = from.read(&mut buffer) {
            if !is_cut.load(Ordering::SeqCst) && to.write_all(&buffer[..length]).is_err() {
                return;
            }
        }
    });
}

#[test]
fn the_network_is_cut_and_comes_back() {
    let (cluster, folder) = (Cluster::start().unwrap(), tempfile::tempdir().unwrap());
    let network = Network::to(cluster.socket());
    let far = format!("postgres://postgres@{}/postgres", network.address);
    let servers = [
        start(folder.path(), &far),
        start(folder.path(), &cluster.url("postgres")),
    ];
    let load = load(&servers, |created| {
        more(created, 10);
        network.is_cut.store(true, Ordering::SeqCst);
        // Whatever the one that was cut off held, the other goes on.
        more(created, 100);
        network.is_cut.store(false, Ordering::SeqCst);
    });
    for server in &servers {
        nothing_is_lost(&load, server);
    }
    assert!(!load.refused.is_empty(), "it was noticed");
}

#[test]
fn what_a_client_gives_up_is_interrupted() {
    let two = Two::start();
    let server = &two.servers[0];
    let token = server.token(PASSWORD);
    // A thousand long values, and a pattern that takes as long as it can.
    let value = "a".repeat(60_000);
    for n in 0..40 {
        let configuration = format!(r#"{{"key": "key{n}", "value": "{value}"}}"#);
        let answer = server.ask(
            "POST",
            "/api/v2/users/me/configurations",
            Some(&token),
            &configuration,
        );
        assert_eq!(status(&answer), "201", "{answer}");
    }
    let slow = format!("/api/v2/users/me/configurations?value=~%25{}", "a%25".repeat(60)) + "b";
    for _ in 0..20 {
        let mut stream = TcpStream::connect(&server.address).unwrap();
        write!(
            stream,
            "GET {slow} HTTP/1.1\r\nHost: x\r\nAuthorization: {token}\r\n\r\n"
        )
        .unwrap();
        drop(stream);
    }
    let busy = "SELECT COUNT(*) FROM pg_stat_activity WHERE state = 'active' AND application_name = 'nodeum-admin-server'";
    // All of it ends long before it would by itself.
    let asked = std::time::Instant::now();
    loop {
        let mut psql = two.cluster.command("psql");
        let output = psql
            .args(["--tuples-only", "--dbname=postgres", "--command", busy])
            .output();
        if String::from_utf8(output.unwrap().stdout).unwrap().trim() == "0" {
            break;
        }
        assert!(asked.elapsed().as_secs() < 60, "it goes on");
    }
    let mut stream = TcpStream::connect(&server.address).unwrap();
    write!(
        stream,
        "GET /api/v2/users/me HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: {token}\r\n\r\n"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert_eq!(status(&answer), "200");
}
