//! The artist's local page, from outside: who may ask, and that it answers as the command line does.
#![cfg(feature = "page")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod program;
mod skip;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command as Process, Stdio};
use std::time::Duration;

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::program::smpmatch;
use crate::skip::skip;

const SAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/samples");
const PHOTO: &str = "stubble-light.jpg";
const BROWSERS: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];

/// A page that is served as long as this lives.
struct Page {
    program: Child,
    host: String,
    /// The secret part of the address, with slashes.
    path: String,
}

/// An answer: its status, its head and its body.
struct Reply {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Page {
    fn open(photos: &[&str]) -> Self {
        let mut program = Process::new(cargo_bin("smpmatch"))
            .args(["open", "--no-browser", "--no-config"])
            .args(photos)
            .current_dir(SAMPLES)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut address = String::new();
        let out = program.stdout.as_mut().unwrap();
        BufReader::new(out).read_line(&mut address).unwrap();
        let rest = address.trim().strip_prefix("http://").unwrap();
        let (host, path) = rest.split_once('/').unwrap();
        Self {
            program,
            host: host.to_owned(),
            path: format!("/{path}"),
        }
    }

    fn address(&self) -> String {
        format!("http://{}{}", self.host, self.path)
    }

    /// Sends a request with these headers and gives the answer.
    fn send(&self, line: &str, headers: &[(&str, &str)], body: &[u8]) -> Reply {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(120)))
            .unwrap();
        let headers = headers
            .iter()
            .map(|(name, value)| format!("{name}: {value}\r\n"));
        let headers: String = headers.collect();
        let head = format!("{line} HTTP/1.0\r\n{headers}");
        stream.write_all((head + "\r\n").as_bytes()).unwrap();
        // Who is refused may not read the rest.
        let _ = stream.write_all(body);
        let mut reply = Vec::new();
        stream.read_to_end(&mut reply).unwrap();
        let end = reply.windows(4).position(|it| it == b"\r\n\r\n").unwrap();
        let head = String::from_utf8(reply[..end].to_vec()).unwrap();
        Reply {
            status: head[9..12].parse().unwrap(),
            head,
            body: reply[end + 4..].to_vec(),
        }
    }

    fn get(&self, path: &str) -> Reply {
        let line = format!("GET {}{path}", self.path);
        self.send(&line, &[("Host", &self.host)], b"")
    }

    fn post(&self, path: &str, body: &[u8]) -> Reply {
        let (line, length) = (format!("POST {}{path}", self.path), body.len().to_string());
        let headers = [("Host", self.host.as_str()), ("Content-Length", &length)];
        self.send(&line, &headers, body)
    }

    fn answer(&self, options: &Value) -> Value {
        let reply = self.post("photos/0/answer", options.to_string().as_bytes());
        assert_eq!(
            reply.status,
            200,
            "{}",
            String::from_utf8_lossy(&reply.body)
        );
        serde_json::from_slice(&reply.body).unwrap()
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

#[test]
fn only_the_page_itself_is_answered() {
    let page = Page::open(&[]);
    let host = page.host.as_str();
    let port = host.rsplit_once(':').unwrap().1;
    let elsewhere = format!("evil.example:{port}");
    let line = format!("GET {}", page.path);
    let status = |line: &str, headers: &[(&str, &str)]| page.send(line, headers, b"").status;
    assert_eq!(status(&line, &[("Host", host)]), 200);
    assert_eq!(status(&line, &[("Host", &elsewhere)]), 403);
    assert_eq!(
        status(&line, &[("Host", host), ("Origin", "http://evil.example")]),
        403
    );
    let own = format!("http://{host}");
    assert_eq!(status(&line, &[("Host", host), ("Origin", &own)]), 200);
    let guessed = format!("GET /{}/", "0".repeat(32));
    assert_eq!(status(&guessed, &[("Host", host)]), 404);
    assert_eq!(status("GET /", &[("Host", host)]), 404);
    let new = format!("POST {}photos/new/a.jpg", page.path);
    let huge = [("Host", host), ("Content-Length", "9000000000")];
    assert_eq!(status(&new, &huge), 413);
    for path in ["../Cargo.toml", "photos/0/picture", "nothing"] {
        assert!(page.get(path).status >= 400, "{path}");
    }
}

#[test]
fn nothing_on_the_page_comes_from_elsewhere() {
    let page = Page::open(&[]);
    let reply = page.get("");
    let head = reply.head.to_lowercase();
    for part in [
        "default-src 'none'",
        "script-src 'self'",
        "frame-ancestors 'none'",
        "nosniff",
        "no-referrer",
        "no-store",
    ] {
        assert!(head.contains(part), "no '{part}' in:\n{head}");
    }
    assert!(!head.contains("set-cookie"));
    for file in ["", "page.js", "page.css"] {
        let text = String::from_utf8(page.get(file).body).unwrap();
        assert!(
            !text.contains("http://") && !text.contains("https://"),
            "{file}"
        );
    }
}

#[test]
fn a_photo_is_answered_as_on_the_command_line() {
    let page = Page::open(&[PHOTO]);
    let list: Value = serde_json::from_slice(&page.get("photos").body).unwrap();
    assert_eq!(list[0]["name"], PHOTO);
    let found = page.answer(&json!([]));
    assert_eq!(found["verdict"], "usable");
    let options = json!(["--hair", "40,40,60,60", "--target", "seen"]);
    let boxed = page.answer(&options);
    assert_ne!(found["text"], boxed["text"]);
    assert_eq!(
        boxed["command"],
        format!("smpmatch --hair 40,40,60,60 --target seen {PHOTO}")
    );
    let line = ["--no-config", "--hair", "40,40,60,60", "--target", "seen"];
    for form in ["json", "html"] {
        let path = format!("photos/0/report.{form}");
        let taken = page.post(&path, options.to_string().as_bytes());
        let mut command = smpmatch();
        command
            .current_dir(SAMPLES)
            .args(line)
            .args(["-f", form, PHOTO]);
        assert!(taken.body == command.output().unwrap().stdout, "{form}");
    }
}

#[test]
fn photos_come_by_the_page_and_what_is_none_is_refused() {
    let page = Page::open(&[]);
    let bytes = fs::read(format!("{SAMPLES}/{PHOTO}")).unwrap();
    let reply = page.post("photos/new/my%20client.jpg", &bytes);
    let held: Value = serde_json::from_slice(&reply.body).unwrap();
    assert_eq!(
        (&held["id"], &held["name"]),
        (&json!(0), &json!("my client.jpg"))
    );
    assert!(
        page.answer(&json!([]))["command"]
            .as_str()
            .unwrap()
            .ends_with("'my client.jpg'")
    );
    assert_eq!(page.post("photos/new/a.txt", b"no photo").status, 422);
    for options in [
        json!(["--output", "report.html"]),
        json!(["--palette", "/etc/passwd"]),
        json!(["--hair", "9000,0,10,10"]),
        json!(["--hair"]),
    ] {
        let reply = page.post("photos/0/answer", options.to_string().as_bytes());
        assert_eq!(reply.status, 422, "{options}");
    }
}

#[test]
fn the_page_shows_the_answer_in_a_browser() {
    let starts = |program: &&str| Command::new(program).arg("--version").ok().is_ok();
    let Some(browser) = BROWSERS.into_iter().find(starts) else {
        return skip("no Chromium on this machine");
    };
    let (page, profile) = (Page::open(&[PHOTO]), TempDir::new().unwrap());
    let shown = Command::new(browser)
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
        ])
        .args([
            "--disable-background-networking",
            "--disable-component-update",
        ])
        .args(["--virtual-time-budget=60000", "--dump-dom"])
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .arg(page.address())
        .timeout(Duration::from_secs(120))
        .unwrap();
    let shown = String::from_utf8(shown.stdout).unwrap();
    for part in [
        ">usable<",
        "Mix shade",
        "stubble-light.jpg: answered",
        "data:image/png",
    ] {
        assert!(shown.contains(part), "no '{part}' in:\n{shown}");
    }
}
