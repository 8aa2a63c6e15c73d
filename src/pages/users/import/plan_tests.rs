use proptest::prelude::*;

use super::super::attribute::match_columns;
use super::*;
use crate::pages::users::export::ExportFormat;
use api_types::validation;

fn user(id: i64, username: &str, rest: &str) -> User {
    serde_json::from_str(&format!(r#"{{"id":{id},"username":"{username}"{rest}}}"#)).unwrap()
}

/// An administrator who is signed in, and two others.
fn users() -> Vec<User> {
    let known = r#","source_type":"web_app","expired_at""#;
    vec![
        user(
            1,
            "admin",
            &format!(r#","is_admin":true,"user_id":1000,"group_id":1000{known}:null"#),
        ),
        user(
            2,
            "ada",
            &format!(r#","email":"ada@x.example","user_id":1001,"group_id":1000{known}:null"#),
        ),
        user(
            3,
            "bob",
            &format!(r#","user_id":1002,"group_id":1000{known}:"2027-03-01T08:00:00.000Z""#),
        ),
    ]
}

fn planned(text: &str) -> Vec<PlannedRow> {
    planned_for(text, &users())
}

fn planned_for(text: &str, users: &[User]) -> Vec<PlannedRow> {
    let table = Table::read(text, true).unwrap();
    let columns = match_columns(&table.columns, &Attribute::ALL);
    let refusal = |verb: &str, user: &User| (user.id == 1).then(|| format!("not {verb}"));
    let local = |_: &str| Some(Timestamp::from_unix_millis(0));
    plan(
        &table,
        &columns,
        &ImportContext {
            everybody: &users.to_vec().into(),
            refusal: &refusal,
            local: &local,
        },
    )
}

/// The rows in short: "2 create {…}", "3 update ada {…}", "4 same", "5! problem".
fn rows(text: &str) -> Vec<String> {
    let json = |changes: &UserChanges| serde_json::to_string(changes).unwrap();
    let row = |PlannedRow { line, outcome, .. }: PlannedRow| match outcome {
        Outcome::Create(changes) => format!("{line} create {}", json(&changes)),
        Outcome::Update(user, changes) => format!("{line} update {} {}", user.username, json(&changes)),
        Outcome::Unchanged => format!("{line} same"),
        Outcome::Invalid(problem) => format!("{line}! {problem}"),
    };
    planned(text).into_iter().map(row).collect()
}

#[test]
fn each_row_creates_updates_or_changes_nothing() {
    for (text, expected) in [
        (
            "username,email,role,uid\neve,eve@x.example,,\nmax,,admin,7",
            vec![
                r#"2 create {"username":"eve","email":"eve@x.example","is_admin":false}"#,
                r#"3 create {"username":"max","user_id":7,"is_admin":true}"#,
            ],
        ),
        // An empty cell leaves an attribute as it is, "none" and null clear it; case alone is no difference.
        (
            "username;email;uid\nADA;;\nada;none;\nbob;bob@x.example;1002",
            vec![
                "2! Lines 2, 3 have the same username. Keep one of them.",
                "3! Lines 2, 3 have the same username. Keep one of them.",
                r#"4 update bob {"email":"bob@x.example"}"#,
            ],
        ),
        ("username;email\nADA;\n", vec!["2 same"]),
        (
            "username;email\nada;none\n",
            vec![r#"2 update ada {"email":null}"#],
        ),
        (
            r#"[{"username":"ada","email":null,"expired_at":null},{"username":"bob","expired_at":null}]"#,
            vec![
                r#"1 update ada {"email":null}"#,
                r#"1 update bob {"expired_at":null}"#,
            ],
        ),
        (
            "username,expires\nbob,never\nada,2027-05-01",
            vec![
                r#"2 update bob {"expired_at":null}"#,
                r#"3 update ada {"expired_at":"1970-01-01T00:00:00.000Z"}"#,
            ],
        ),
        // Known by id, somebody is renamed; an id that isn't here says nothing.
        (
            "id,username\n2,ada.l\n99,bob",
            vec![r#"2 update ada {"username":"ada.l"}"#, "3 same"],
        ),
        ("id,role\n3,yes", vec![r#"2 update bob {"is_admin":true}"#]),
        // A password is the first one of a new user; others keep theirs.
        (
            "username,password\nada,other password\neve,'-first password",
            vec![
                "2 same",
                r#"3 create {"username":"eve","password":"'-first password","is_admin":false}"#,
            ],
        ),
        (
            "username,password\neve, first password",
            vec!["2! Password: it begins or ends with a blank. Remove the blank, or write the file as JSON."],
        ),
    ] {
        assert_eq!(rows(text), expected, "{text}");
    }
}

#[test]
fn what_can_not_be_done_is_said_and_leaves_the_others() {
    for (text, expected) in [
        (
            "username,role\nadmin,user\nbob,yes",
            vec!["2! not demote", r#"3 update bob {"is_admin":true}"#],
        ),
        ("username,expires\nadmin,2027-01-01", vec!["2! not expire"]),
        ("username,expires\nadmin,never", vec!["2 same"]),
        (
            "id,username\n2,bob",
            vec![
                "2! The id is that of ada, the username that of another user. Correct one of them, or leave out the column of ids.",
            ],
        ),
        (
            "email\nx@x.example",
            vec!["2! The row names no user: it has neither a username nor the id of somebody here."],
        ),
        (
            "username,email,uid,expires,source\na/b,x,1.5,03/01/2027,saml",
            vec![
                "2! Username “a/b”: Use no slash, no invisible characters, not digits alone, and none of the words me, sign_in, sign_out. \
                 Email “x”: Enter an address such as ada@nodeum.example. uid: “1.5” isn’t a whole number. \
                 Source: “saml” isn’t one of web_app, cli_linux_multi_user, cli_ldap. \
                 Expires: “03/01/2027” isn’t understood. Write dates as in 2027-03-01.",
            ],
        ),
        (
            "username,uid\neve,4294967295",
            vec!["2! uid “4294967295”: Enter 4294967294 or less."],
        ),
        (
            "username,role\neve,maybe",
            vec!["2! Role: “maybe” is neither yes nor no, neither administrator nor user."],
        ),
        (
            "username,password\neve,short",
            vec!["2! Password: Use at least 8 characters."],
        ),
        (
            "username,email\neve,ADA@x.example\nada@x.example,",
            vec![
                "2! Email “ADA@x.example”: it belongs to ada.",
                "3! Username “ada@x.example”: it belongs to ada.",
            ],
        ),
        (
            "username,email\neve,e@x.example\nmax,E@x.example",
            vec![
                "2! Lines 2, 3 have the same email, “e@x.example”. Keep one of them.",
                "3! Lines 2, 3 have the same email, “e@x.example”. Keep one of them.",
            ],
        ),
        // Somebody whose email is taken from them by another row: the server decides.
        (
            "username,email\neve,ada@x.example\nada,new@x.example",
            vec![
                r#"2 create {"username":"eve","email":"ada@x.example","is_admin":false}"#,
                r#"3 update ada {"email":"new@x.example"}"#,
            ],
        ),
        (
            "id,username,email\n2,ada.l,\n,ada,x@x.example",
            vec![
                "2! Lines 2, 3 change the same user. Keep one of them.",
                "3! Lines 2, 3 change the same user. Keep one of them.",
            ],
        ),
        (
            "username,email\n\"eve,x",
            vec!["2! The quote that opens in line 2 isn’t closed."],
        ),
    ] {
        assert_eq!(rows(text), expected, "{text}");
    }
}

#[test]
fn a_row_is_called_by_its_name() {
    let names = |text| planned(text).into_iter().map(|row| row.name).collect::<Vec<_>>();
    assert_eq!(names("id,username\n2,\n99,eve\n3,bob"), ["ada", "eve", "bob"]);
}

/// Users as a server may have them, with every kind of character that names can hold.
fn somebody() -> impl Strategy<Value = User> {
    let username = "\\PC{1,20}|[=+@'\\-][\",;\\PC]{1,9}"
        .prop_filter("a username", |name| validation::username(name).is_ok());
    let email = proptest::option::of("[a-z'=+-]{1,8}@[a-z]{1,8}");
    let id = proptest::option::of(0..=validation::ID_MAX);
    let expiry = proptest::option::of(proptest::option::of(-2_000_000_000_000_i64..4_000_000_000_000));
    (username, email, any::<bool>(), id.clone(), id, expiry).prop_map(
        |(username, email, is_admin, uid, gid, expiry)| {
            let mut user = user(7, "x", "");
            user.username = username;
            user.email = email;
            user.is_admin = is_admin;
            (user.user_id, user.group_id) = (uid, gid);
            user.expired_at = expiry.map(|at| at.map(Timestamp::from_unix_millis));
            user.source_type = Some(SourceType::Ldap);
            user
        },
    )
}

#[test]
fn a_column_that_is_the_same_everywhere_names_some_lines() {
    let text = format!("username\n{}", "Acme\n".repeat(2000));
    assert_eq!(
        planned(&text)[1999].outcome,
        Outcome::Invalid("Lines 2, 3, 4 and 1,997 more have the same username. Keep one of them.".to_owned())
    );
}

proptest! {
    #[test]
    fn an_export_that_is_imported_again_changes_nothing(user in somebody()) {
        let some: &[&str] = &["expired_at", "username", "email"];
        for format in ExportFormat::ALL {
            for attributes in [None, Some(some)] {
                let text = format.write(std::slice::from_ref(&user), attributes);
                let rows = planned_for(&text, std::slice::from_ref(&user));
                let outcomes: Vec<_> = rows.into_iter().map(|row| row.outcome).collect();
                prop_assert_eq!(outcomes, [Outcome::Unchanged], "{}", text);
            }
        }
    }

    #[test]
    fn what_a_file_creates_is_what_was_exported(user in somebody()) {
        for format in ExportFormat::ALL {
            let rows = planned_for(&format.write(std::slice::from_ref(&user), None), &[]);
            let Outcome::Create(changes) = &rows[0].outcome else {
                panic!("{rows:?}");
            };
            prop_assert_eq!(changes.username.as_deref(), Some(user.username.as_str()));
            prop_assert_eq!(changes.email.clone().flatten(), user.email.clone());
            prop_assert_eq!(changes.is_admin, Some(user.is_admin));
            prop_assert_eq!((changes.user_id, changes.group_id), (user.user_id, user.group_id));
            prop_assert_eq!(changes.expired_at.flatten(), user.expired_at.flatten());
            prop_assert_eq!(&changes.source_type, &user.source_type);
        }
    }
}
