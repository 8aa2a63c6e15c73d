//! What docs/operating.md tells an operator to do, done in its order.

use std::fmt::Write as _;
use std::fs;
use std::net::TcpListener;
use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::Command;

use test_postgres::Cluster;

const GUIDE: &str = include_str!("../../../../docs/operating.md");
const BALANCED: &str = include_str!("../../../../docs/hosting/Caddyfile.balanced");

/// The commands of the guide, block by block.
fn commands() -> impl Iterator<Item = &'static str> {
    let blocks = GUIDE.split("```sh\n").skip(1);
    blocks.map(|block| block.split_once("```").unwrap().0)
}

/// A port that was free a moment ago.
fn free_port() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port().to_string()
}

/// A Caddy, named by whoever runs the tests or on PATH.
fn caddy() -> PathBuf {
    std::env::var_os("NODEUM_TEST_CADDY").map_or_else(|| "caddy".into(), PathBuf::from)
}

#[test]
fn a_new_operator_gets_from_the_first_start_to_two_servers() {
    let (cluster, folder) = (Cluster::start().unwrap(), tempfile::tempdir().unwrap());
    let [one, other, balancer] = [(); 3].map(|()| free_port());
    let of_cluster = |database: &str| {
        cluster
            .url(database)
            .replace("postgres://postgres@", "postgres://nodeum@")
    };
    let replaced = |text: &str| {
        text.replace("127.0.0.1:8080", &format!("127.0.0.1:{one}"))
            .replace("127.0.0.1:8081", &format!("127.0.0.1:{other}"))
            .replace(
                "https://nodeum.example.org/",
                &format!("http://127.0.0.1:{balancer}/"),
            )
            .replace("nodeum.example.org {", &format!("http://127.0.0.1:{balancer} {{"))
            .replace(
                "postgres://nodeum@db.example/nodeum",
                &format!("'{}'", of_cluster("nodeum")),
            )
            .replace(
                "postgres://nodeum@db.example/restored",
                &format!("'{}'", of_cluster("restored")),
            )
    };
    let caddyfile = format!("{{\n\tadmin off\n}}\n{}", replaced(BALANCED));
    fs::write(folder.path().join("Caddyfile.balanced"), caddyfile).unwrap();
    let mut script = String::from("set -eu\n");
    for block in commands() {
        writeln!(script, "{}", replaced(block)).unwrap();
    }
    // Each is found under the name that the guide uses.
    let programs = folder.path().join("programs");
    fs::create_dir(&programs).unwrap();
    let server = env!("CARGO_BIN_EXE_nodeum-admin-server");
    std::os::unix::fs::symlink(server, programs.join("nodeum-admin-server")).unwrap();
    if caddy().is_absolute() {
        std::os::unix::fs::symlink(caddy(), programs.join("caddy")).unwrap();
    }
    let path = std::env::var("PATH").unwrap();
    let tools = test_postgres::programs().unwrap();
    let output = fs::File::create(folder.path().join("output")).unwrap();
    let mut shell = Command::new("sh")
        .args(["-c", &script])
        .current_dir(folder.path())
        .env(
            "PATH",
            format!("{}:{}:{path}", programs.display(), tools.display()),
        )
        .env("HOME", folder.path())
        .env("PGHOST", cluster.socket().parent().unwrap())
        .env("PGUSER", "postgres")
        .env_remove("NODEUM_ADMIN_PASSWORD")
        .stdin(std::process::Stdio::null())
        .stdout(output.try_clone().unwrap())
        .stderr(output)
        .process_group(0)
        .spawn()
        .unwrap();
    let done = shell.wait().unwrap();
    // The servers and Caddy are left behind, as with an operator, and still there to be asked.
    let said = fs::read_to_string(folder.path().join("output")).unwrap();
    let asked = Command::new("curl")
        .args([
            "--silent",
            "--fail",
            &format!("http://127.0.0.1:{balancer}/api/v2/openapi.json"),
        ])
        .output()
        .unwrap();
    let group = format!("-{}", shell.id());
    Command::new("kill")
        .args(["-KILL", "--", &group])
        .status()
        .unwrap();
    assert!(done.success(), "{said}");
    assert!(asked.status.success() && asked.stdout.starts_with(b"{"));
    assert!(said.contains("Everything has been copied"), "{said}");
    assert!(said.matches("Nothing is wrong with it.").count() == 2, "{said}");
}
