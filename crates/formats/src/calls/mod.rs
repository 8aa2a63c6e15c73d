//! Reads calls from pasted text: commands of curl, HTTPie, Wget and PowerShell, `fetch` as browsers copy it, and lines such as
//! `GET /api/v2/users`. What isn't understood is named, never guessed at.

mod curl;
mod fetch;
mod httpie;
mod line;
mod powershell;
mod shell;
mod wget;

/// A call: its method in upper case, and its URL or path as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// `GET`
    pub method: String,
    /// `https://nodeum.example/api/v2/users?limit=1`, or a part of it.
    pub url: String,
}

impl Call {
    /// A call with that method, unless it is one that only a shell would know, such as `$METHOD`.
    fn new(method: &str, url: impl Into<String>) -> Option<Self> {
        let is_method = !method.is_empty() && method.bytes().all(|byte| byte.is_ascii_alphabetic());
        is_method.then(|| Self {
            method: method.to_ascii_uppercase(),
            url: url.into(),
        })
    }
}

/// Reads what a command is given: its calls, none if it doesn't understand them.
type ArgumentReader = fn(shell::Arguments) -> Vec<Call>;

/// What a reader made of the text with which it was started: the calls, none if it doesn't understand them, and the rest of the text.
type Reading<'a> = (Vec<Call>, &'a str);

/// Reads the call with which a text begins.
type Reader = for<'a> fn(&'a str) -> Reading<'a>;

/// The calls of a text; what isn't understood as one comes back as it was written. Comments and empty lines are left out.
pub fn parse_calls(text: &str) -> Vec<Result<Call, String>> {
    let text = text.replace("\r\n", "\n");
    let text = shell::without_documents(&shell::join_lines(&text));
    let is_powershell = powershell::is_in(&text);
    let mut calls = Vec::new();
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let (line, next_lines) = rest.split_once('\n').unwrap_or((rest, ""));
        let trimmed = line.trim();
        if trimmed.is_empty()
            || trimmed.starts_with('#')
            || trimmed.starts_with("//")
            || (is_powershell && powershell::is_preparation(trimmed))
        {
            rest = next_lines;
            continue;
        }
        let (found, after) = read_first(rest, line).unwrap_or((Vec::new(), next_lines));
        if found.is_empty() {
            calls.push(Err(trimmed.to_owned()));
        }
        calls.extend(found.into_iter().map(Ok));
        rest = after;
    }
    calls
}

/// What the text begins with. `line` is its first line. Of several commands the first counts: what else is on the line may be its data.
fn read_first<'a>(text: &'a str, line: &str) -> Option<Reading<'a>> {
    let of_shell = shell_command(line);
    let shell_start = of_shell.map_or(line.len(), |(start, _)| start);
    let others: [(_, Reader); 2] = [
        (fetch::start(line), fetch::read),
        (powershell::start(text), powershell::read),
    ];
    let other = others
        .into_iter()
        .filter_map(|(start, read)| Some((start.filter(|start| *start <= shell_start)?, read)))
        .min_by_key(|(start, _)| *start);
    if let Some((start, read)) = other {
        return Some(read(&text[start..]));
    }
    if let Some((start, read_arguments)) = of_shell {
        let (mut arguments, after) = shell::split_command(&text[start..]);
        arguments.has_input |= line[..start].trim_end().ends_with('|');
        // What the answer is piped to is no call, unless it is another of these commands.
        let (next, next_lines) = after.split_once('\n').unwrap_or((after, ""));
        let goes_on = shell_command(next).is_some();
        return Some((
            read_arguments(arguments),
            if goes_on { after } else { next_lines },
        ));
    }
    let (_, next_lines) = text.split_once('\n').unwrap_or((text, ""));
    line::read(line).map(|call| (vec![call], next_lines))
}

/// Where the first command of a shell that makes calls begins in a line, and what reads the words behind its name.
fn shell_command(line: &str) -> Option<(usize, ArgumentReader)> {
    const COMMANDS: [(&str, ArgumentReader); 8] = [
        ("curl", curl::read),
        ("curl.exe", curl::read),
        ("wget", wget::read),
        ("wget.exe", wget::read),
        ("http", httpie::read),
        ("https", httpie::read),
        ("xh", httpie::read),
        ("xhs", httpie::read),
    ];
    shell::commands(line).find_map(|(place, name)| {
        let command = COMMANDS.iter().find(|(command, _)| *command == name);
        command.map(|(_, read)| (place, *read))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The calls in short, joined by commas: `GET /x`, and `?` for what isn't understood.
    fn calls(text: &str) -> String {
        let in_short = |call: Result<Call, String>| match call {
            Ok(call) => {
                let path = call
                    .url
                    .split_once("/api/v2")
                    .map_or(call.url.as_str(), |(_, path)| path);
                format!("{} {path}", call.method)
            }
            Err(_) => "?".to_owned(),
        };
        parse_calls(text)
            .into_iter()
            .map(in_short)
            .collect::<Vec<_>>()
            .join(", ")
    }

    #[test]
    fn shells() {
        for (text, expected) in [
            // The body of a here-document is data.
            (
                "curl -X POST \"$NODEUM_URL/api/v2/tasks\" -d @- <<EOF\n{ \"undo\": \"DELETE /api/v2/pools/3\" }\nEOF\ncurl /api/v2/pools",
                "POST /tasks, GET /pools",
            ),
            (
                "curl -d @- /api/v2/tasks <<-'END'\n\tDELETE /pools/3\n\tEND\nGET /tapes",
                "POST /tasks, GET /tapes",
            ),
            (
                "cat <<EOF | curl -d @- /api/v2/tasks\nDELETE /pools/3\nEOF\nGET /tapes",
                "POST /tasks, GET /tapes",
            ),
            ("curl -d @- /api/v2/tasks <<< '{\"a\": 1}'", "POST /tasks"),
            ("curl -d @- /api/v2/tasks <<A\nopen", "POST /tasks"),
            (
                "curl -d '{\"a\": \"1 <<x\"}' /api/v2/tasks\nGET /tapes",
                "POST /tasks, GET /tapes",
            ),
            // Two calls, each with its own method and data.
            (
                "curl -X DELETE http://n/api/v2/users/7 --next -X PUT -d '{\"name\":\"x\"}' http://n/api/v2/pools/3",
                "DELETE /users/7, PUT /pools/3",
            ),
            (
                "curl -d x /api/v2/tasks -: /api/v2/pools",
                "POST /tasks, GET /pools",
            ),
            // Around a command.
            (
                "for id in 7 8; do curl -X DELETE \"$U/api/v2/users/$id\"; done",
                "DELETE /users/$id",
            ),
            (
                "token=$(curl -s -d @in.json $U/api/v2/users/sign_in)",
                "POST /users/sign_in",
            ),
            ("TOKEN=x curl /api/v2/pools", "GET /pools"),
            ("sudo -u nodeum /usr/bin/curl /api/v2/pools", "GET /pools"),
            (
                "if ! curl /api/v2/pools > /dev/null 2>&1; then echo; fi",
                "GET /pools",
            ),
            ("curl /api/v2/pools > out.json 2>/dev/null &", "GET /pools"),
            ("curl /api/v2/pools # all of them", "GET /pools"),
            (
                "curl /api/v2/pools | jq '.pools[] | .id'\nGET /tapes",
                "GET /pools, GET /tapes",
            ),
            (
                "curl /api/v2/pools | xargs -I{} curl -X DELETE /api/v2/pools/{}",
                "GET /pools, DELETE /pools/{}",
            ),
            ("curl -d '<' /api/v2/tasks", "POST /tasks"),
            // Data that look like another command.
            (
                "curl -X PUT -d 'fetch(\"/api/v2/pools\")' /api/v2/users/7",
                "PUT /users/7",
            ),
            (
                "curl -X PUT -d 'use iwr /api/v2/pools' /api/v2/users/7",
                "PUT /users/7",
            ),
            (
                "curl -X PUT -d 'a -Method b\n -Uri c' /api/v2/users/7",
                "PUT /users/7",
            ),
            ("curl -X PUT -d '-Uri' /api/v2/users/7", "PUT /users/7"),
            ("curl -X \"$METHOD\" /api/v2/pools", "?"),
            ("curl --help", "?"),
            // Of Windows: what Chrome copies as "cURL (cmd)".
            (
                "curl --location ^\"https://n/api/v2/users/7^\" ^\n  -X ^\"DELETE^\" ^\n  -H ^\"accept: */*^\" ^\n  --data-raw ^\"^{^\\^\"a^\\^\":^\\^\"100^%^\\^\"^}^\"",
                "DELETE /users/7",
            ),
            (
                "curl ^\"https://n/api/v2/tasks^\" --data-raw ^\"a^\n\nb^\" &\ncurl ^\"https://n/api/v2/pools^\"",
                "POST /tasks, GET /pools",
            ),
            ("curl \"https://n/api/v2/users/7\" ^\n  -X PUT", "PUT /users/7"),
            ("curl.exe -X DELETE /api/v2/pools/3", "DELETE /pools/3"),
            // What Chrome copies as "cURL (bash)".
            (
                "curl 'https://n/api/v2/users/7' \\\n  -X 'PUT' \\\n  -H 'a: b' \\\n  --data-raw $'{\"a\":\"it\\'s\\n\"}' \\\n  --insecure",
                "PUT /users/7",
            ),
            // HTTPie and its kin, and Wget.
            ("http DELETE n.example/api/v2/users/7", "DELETE /users/7"),
            ("http :8080/api/v2/users limit==1 X-A:b", "GET /users"),
            (
                "http --session=x -a me:x :/api/v2/tasks name=x size:=1",
                "POST /tasks",
            ),
            ("xh put n/api/v2/users/7 email=a@b", "PUT /users/7"),
            ("https n/api/v2/users file@x.json", "POST /users"),
            ("echo '{}' | http n/api/v2/tasks", "POST /tasks"),
            ("http n/api/v2/tasks < body.json", "POST /tasks"),
            (
                "wget -qO- --method=DELETE http://n/api/v2/users/7",
                "DELETE /users/7",
            ),
            (
                "wget --post-data 'a=1' http://n/api/v2/tasks -O out",
                "POST /tasks",
            ),
        ] {
            assert_eq!(calls(text), expected, "{text}");
        }
    }

    #[test]
    fn powershell() {
        for (text, expected) in [
            (
                "$session = New-Object Microsoft.PowerShell.Commands.WebRequestSession\n$session.UserAgent = \"Mozilla/5.0\"\n\
                 Invoke-WebRequest -UseBasicParsing -Uri \"https://n/api/v2/users/7\" `\n-Method \"DELETE\" `\n\
                 -WebSession $session `\n-Headers @{\n\"method\"=\"GET\"\n  \"accept\"=\"*/*\"\n}",
                "DELETE /users/7",
            ),
            (
                "Invoke-WebRequest -Uri \"https://n/api/v2/tasks\" -Method \"POST\" -ContentType \"application/json\" \
                 -Body ([System.Text.Encoding]::UTF8.GetBytes(\"{`\"a`\":`\"DELETE /pools/3`\"}\"))",
                "POST /tasks",
            ),
            ("irm https://n/api/v2/pools", "GET /pools"),
            (
                "Invoke-RestMethod 'https://n/api/v2/pools' -Method Put -Body @'\nDELETE /x\n'@",
                "PUT /pools",
            ),
            (
                "$r = Invoke-RestMethod -Uri $u/api/v2/pools; $r.pools",
                "GET /pools",
            ),
            (
                "curl -Method DELETE -Uri https://n/api/v2/users/7",
                "DELETE /users/7",
            ),
            // Office programs write blanks that don't break.
            (
                "iwr https://n/api/v2/pools\u{a0}-Method\u{b}Post\nGET /tapes",
                "POST /pools, GET /tapes",
            ),
            (
                "iwr https://n/api/v2/pools -Method Post -Body 'fetch(\"/api/v2/tapes\") | curl /api/v2/tapes'",
                "POST /pools",
            ),
            ("Invoke-WebRequest -Method $m -Uri https://n/api/v2/pools", "?"),
            ("Invoke-WebRequest @parameters", "?"),
            (
                "iwr https://n/api/v2/pools\niwr https://n/api/v2/tapes -me delete",
                "GET /pools, DELETE /tapes",
            ),
        ] {
            assert_eq!(calls(text), expected, "{text}");
        }
    }

    #[test]
    fn fetch() {
        for (text, expected) in [
            (
                "fetch(\"https://n/api/v2/users/7\", {\n  \"headers\": {\n    \"method\": \"GET\"\n  },\n  \"body\": null,\n  \
                 \"method\": \"DELETE\",\n  \"mode\": \"cors\"\n});",
                "DELETE /users/7",
            ),
            (
                "fetch(\"https://n/api/v2/tasks\", {\"body\": \"{\\\"a\\\": \\\"}, 'method': 'PUT'\\\"}\", \"method\": \"POST\"}); fetch('/api/v2/pools')",
                "POST /tasks, GET /pools",
            ),
            (
                "const r = await fetch(`${base}/api/v2/pools`);\nfetch('/api/v2/tapes')",
                "GET /pools, GET /tapes",
            ),
            (
                "await fetch('/api/v2/users/7', { method: 'delete' }).then((r) => r.json())",
                "DELETE /users/7",
            ),
            ("fetch(url)", "?"),
            ("fetch('/api/v2/pools', options)", "?"),
            ("fetch('/api/v2/pools', {...options})", "?"),
            ("fetch('/api/v2/pools', {method})", "?"),
            ("fetch('/api/v2/pools', {method: verb})", "?"),
            ("fetch('/api/v2/pools', {method: {a: 1}, b: [{}]})", "?"),
            ("fetch('/api/v2/pools'", "?"),
        ] {
            assert_eq!(calls(text), expected, "{text}");
        }
    }

    #[test]
    fn lines() {
        for (text, expected) in [
            ("\n  # x\n// y\n\n", ""),
            ("GET /api/v2/users", "GET /users"),
            ("delete /users/7", "DELETE /users/7"),
            ("https://n/api/v2/pools/3?x=1", "GET /pools/3?x=1"),
            ("n.example:8080/api/v2/pools", "GET /pools"),
            ("- `POST /tasks`, then", "POST /tasks"),
            ("1. PUT /tasks/3", "PUT /tasks/3"),
            (
                "10.0.0.1 - - [26/Nov/2026:10:00:00 +0000] \"PUT /api/v2/users/me HTTP/1.1\" 200 12",
                "PUT /users/me",
            ),
            ("PUT /api/v2/users/me HTTP/1.1\nHost: n", "PUT /users/me, ?"),
            ("requests.delete(\"https://n/api/v2/users/7\")", "?"),
            ("axios.delete('/api/v2/users/7')", "?"),
            ("see /api/v2/users for more", "?"),
            ("DELETE", "?"),
            ("hello", "?"),
        ] {
            assert_eq!(calls(text), expected, "{text}");
        }
    }

    #[test]
    fn no_text_however_odd_does_harm() {
        for odd in [
            "'",
            "curl '",
            "curl -",
            "curl --",
            "-",
            "\"\\",
            "curl -X",
            "GET",
            "/users//",
            "://",
            "é🦀 /ü",
            "curl é\\",
            "curl <<",
            "curl <",
            "fetch(",
            "fetch(\"",
            "fetch('\\",
            "iwr @{",
            "iwr (",
            "iwr \"`",
            "iwr @'",
            "http",
            "wget",
            "curl ^\"",
            "^",
            "curl $(",
            "curl `",
        ] {
            parse_calls(odd);
        }
    }
}
