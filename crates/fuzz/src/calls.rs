//! Calls that somebody pastes, by the console.

use formats::calls::{Call, parse_calls};

/// What every command calls.
const URL: &str = "https://nodeum.example/api/v2/users/7";

/// Any text is read. In a command that sends it as a header, a password or a body it is data: it is taken for no call, hides none, and is
/// repeated nowhere.
pub fn calls(text: &str) {
    for read in parse_calls(text) {
        match read {
            Ok(call) => {
                assert!(!call.method.is_empty());
                assert!(call.method.bytes().all(|byte| byte.is_ascii_uppercase()));
            }
            Err(line) => {
                assert!(!line.is_empty() && !line.contains('\n'));
                assert_eq!(line, line.trim());
            }
        }
    }
    let expected = [("PUT", URL), ("GET", "/api/v2/pools")].map(|(method, url)| {
        Ok(Call {
            method: method.to_owned(),
            url: url.to_owned(),
        })
    });
    for command in commands(text) {
        assert_eq!(
            parse_calls(&format!("{command}\nGET /api/v2/pools")),
            expected,
            "{command}"
        );
    }
}

/// The same call, with that text in it, as different programs write it.
fn commands(text: &str) -> [String; 5] {
    let in_shell = |text: &str| format!("'{}'", text.replace('\'', "'\\''"));
    let in_powershell = |text: &str| format!("'{}'", text.replace('\'', "''"));
    let in_javascript = |text: &str| serde_json::Value::from(text).to_string();
    let (url, data) = (in_shell(URL), in_shell(text));
    let (header, user) = (in_shell(&format!("X: {text}")), in_shell(&format!("me:{text}")));
    [
        format!("curl -X PUT -u {user} -H {header} --data-raw {data} {url}"),
        format!("wget --method=PUT --header {header} --body-data={data} {url}"),
        format!("http PUT {url} x={data}"),
        format!(
            "Invoke-WebRequest -Uri '{URL}' -Method 'PUT' -Body {}",
            in_powershell(text)
        ),
        format!(
            "fetch(\"{URL}\", {{\"headers\": {{\"x\": {0}}}, \"body\": {0}, \"method\": \"PUT\"}});",
            in_javascript(text)
        ),
    ]
}
