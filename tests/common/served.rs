//! The artist's local page, served by the program.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command as Process, Stdio};
use std::time::Duration;

use assert_cmd::cargo::cargo_bin;
use serde_json::Value;

/// What each command line that the page shows begins with.
pub(crate) const COMMAND: &str = "smpmatch --no-config";

pub(crate) const SAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/samples");

/// A page that is served as long as this lives.
pub(crate) struct Page {
    program: Child,
    pub(crate) host: String,
    /// The secret part of the address, with slashes.
    pub(crate) path: String,
}

/// An answer: its status, its head and its body.
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Page {
    pub(crate) fn open(photos: &[&str]) -> Self {
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

    pub(crate) fn address(&self) -> String {
        format!("http://{}{}", self.host, self.path)
    }

    /// Sends a request with these headers and gives the answer.
    pub(crate) fn send(&self, line: &str, headers: &[(&str, &str)], body: &[u8]) -> Reply {
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

    pub(crate) fn get(&self, path: &str) -> Reply {
        let line = format!("GET {}{path}", self.path);
        self.send(&line, &[("Host", &self.host)], b"")
    }

    pub(crate) fn post(&self, path: &str, body: &[u8]) -> Reply {
        let (line, length) = (format!("POST {}{path}", self.path), body.len().to_string());
        let headers = [("Host", self.host.as_str()), ("Content-Length", &length)];
        self.send(&line, &headers, body)
    }

    pub(crate) fn answer(&self, options: &Value) -> Value {
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
