//! Two servers on one database behave as one.

use crate::servers::{PASSWORD, Two, body, status};

#[test]
fn a_session_moves_between_two_servers_at_each_request() {
    let two = Two::start();
    let [one, other] = &two.servers;
    let token = one.token(PASSWORD);
    for round in 0..20 {
        let (writer, reader) = if round % 2 == 0 {
            (one, other)
        } else {
            (other, one)
        };
        let change = format!(r#"{{"email": "admin{round}@nodeum.example"}}"#);
        let answer = writer.ask("PUT", "/api/v2/users/1", Some(&token), &change);
        assert_eq!(status(&answer), "200", "{answer}");
        let answer = reader.ask("GET", "/api/v2/users/me", Some(&token), "");
        assert_eq!(body(&answer)["email"], format!("admin{round}@nodeum.example"));
    }
    let answer = other.ask("DELETE", "/api/v2/users/sign_out", Some(&token), "");
    assert_eq!(status(&answer), "204");
    for server in [one, other] {
        let answer = server.ask("GET", "/api/v2/users/me", Some(&token), "");
        assert_eq!(status(&answer), "401", "{answer}");
    }
}

#[test]
fn a_token_that_one_renews_is_good_at_the_other() {
    use crate::support::{QUIET, Running, command};
    let cluster = test_postgres::Cluster::start().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let [one, other] = [(); 2].map(|()| {
        let mut command = command(folder.path());
        command.args(QUIET).args(["--database", &cluster.url("postgres")]);
        command.args(["--session-lifetime", "4s"]);
        Running::start(command.env("NODEUM_ADMIN_PASSWORD", PASSWORD))
    });
    let first = one.token(PASSWORD);
    // In the second half of the token's life, some answer has a fresh one.
    let renewed = loop {
        let answer = one.ask("GET", "/api/v2/users/me", Some(&first), "");
        assert_eq!(status(&answer), "200", "{answer}");
        if let Some(token) = answer
            .lines()
            .find_map(|line| line.strip_prefix("authorization: "))
        {
            break token.to_owned();
        }
    };
    let answer = other.ask("GET", "/api/v2/users/me", Some(&renewed), "");
    assert_eq!(status(&answer), "200");
    assert_eq!(
        status(&other.ask("DELETE", "/api/v2/users/sign_out", Some(&first), "")),
        "204"
    );
    let answer = one.ask("GET", "/api/v2/users/me", Some(&renewed), "");
    assert_eq!(status(&answer), "401", "it is of the same session");
}

#[test]
fn guesses_at_two_servers_count_together() {
    let two = Two::start();
    let wrong = r#"{"user": {"username": "admin", "password": "wrong password"}}"#;
    for round in 0..20 {
        let answer = two.servers[round % 2].post("/api/v2/users/sign_in", wrong);
        assert_eq!(status(&answer), "401", "{round}: {answer}");
    }
    for server in &two.servers {
        let answer = server.post("/api/v2/users/sign_in", wrong);
        assert_eq!(status(&answer), "429", "{answer}");
    }
}

#[test]
fn of_fifty_who_want_a_name_at_two_servers_one_gets_it() {
    let two = Two::start();
    let token = two.servers[0].token(PASSWORD);
    let user = r#"{"username": "ada", "password": "correct horse"}"#;
    let statuses: Vec<String> = std::thread::scope(|scope| {
        let asked: Vec<_> = (0..50)
            .map(|n: usize| {
                let (server, token) = (&two.servers[n % 2], &token);
                scope
                    .spawn(move || status(&server.ask("POST", "/api/v2/users", Some(token), user)).to_owned())
            })
            .collect();
        asked.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let count = |status: &str| statuses.iter().filter(|one| *one == status).count();
    assert_eq!((count("201"), count("422")), (1, 49), "{statuses:?}");
}

#[test]
fn of_two_administrators_who_demote_each_other_at_two_servers_one_stays() {
    let two = Two::start();
    let [one, other] = &two.servers;
    for round in 0..10 {
        let token = one.token(PASSWORD);
        let second = format!("second{round}");
        let user = format!(r#"{{"username": "{second}", "password": "{PASSWORD}", "is_admin": true}}"#);
        let created = body(&one.ask("POST", "/api/v2/users", Some(&token), &user));
        let credentials = format!(r#"{{"user": {{"username": "{second}", "password": "{PASSWORD}"}}}}"#);
        let answer = other.post("/api/v2/users/sign_in", &credentials);
        let hers = answer
            .lines()
            .find_map(|line| line.strip_prefix("authorization: "))
            .unwrap();
        let demote = r#"{"is_admin": false}"#;
        let path = format!("/api/v2/users/{}", created["id"]);
        let (ours, theirs) = std::thread::scope(|scope| {
            let ours = scope.spawn(|| one.ask("PUT", &path, Some(&token), demote));
            let theirs = scope.spawn(|| other.ask("PUT", "/api/v2/users/1", Some(hers), demote));
            (ours.join().unwrap(), theirs.join().unwrap())
        });
        let mut statuses = [status(&ours), status(&theirs)];
        statuses.sort_unstable();
        assert_eq!(statuses, ["200", "403"], "{ours}\n{theirs}");
        if status(&theirs) == "200" {
            // The first is an administrator again.
            let answer = other.ask("PUT", "/api/v2/users/1", Some(hers), r#"{"is_admin": true}"#);
            assert_eq!(status(&answer), "200", "{answer}");
        }
    }
}
