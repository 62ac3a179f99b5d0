//! A page in headless Chromium, driven by its `DevTools` protocol as by a hand:
//! <https://chromedevtools.github.io/devtools-protocol/>.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

const BROWSERS: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];
/// A build that is not optimized, on a machine with other work, takes its time.
const PATIENCE: Duration = Duration::from_secs(240);

/// A browser with one page open.
pub(crate) struct Browser {
    program: Child,
    folder: TempDir,
    page: WebSocket,
    asked: u64,
}

impl Browser {
    /// A browser at an address; none where none is installed.
    pub(crate) fn at(address: &str) -> Option<Self> {
        let folder = TempDir::new().unwrap();
        let program = BROWSERS.into_iter().find_map(|name| {
            let mut command = Command::new(name);
            command.args([
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
            ]);
            command.args([
                "--disable-background-networking",
                "--disable-component-update",
                "--remote-debugging-port=0",
            ]);
            command.arg(format!(
                "--user-data-dir={}",
                folder.path().join("profile").display()
            ));
            command
                .arg("about:blank")
                .stdout(Stdio::null())
                .stderr(Stdio::null());
            command.spawn().ok()
        })?;
        let told = folder.path().join("profile/DevToolsActivePort");
        let port = wait(|| fs::read_to_string(&told).ok()?.lines().next()?.parse().ok());
        let place = wait(|| {
            let targets = get(port, "/json/list")?;
            let targets: Value = serde_json::from_str(&targets).ok()?;
            let mut pages = targets.as_array()?.iter();
            let page = pages.find(|target| target["type"] == "page")?;
            let socket = page["webSocketDebuggerUrl"].as_str()?;
            Some(socket.splitn(4, '/').nth(3)?.to_owned())
        });
        let mut browser = Self {
            program,
            page: WebSocket::open(port, &place),
            folder,
            asked: 0,
        };
        let downloads = browser.downloads();
        browser.send(
            "Browser.setDownloadBehavior",
            &json!({ "behavior": "allow", "downloadPath": downloads }),
        );
        browser.send("Page.navigate", &json!({ "url": address }));
        Some(browser)
    }

    fn downloads(&self) -> PathBuf {
        self.folder.path().join("downloads")
    }

    /// Sends a command and gives its result.
    pub(crate) fn send(&mut self, method: &str, params: &Value) -> Value {
        self.asked += 1;
        let asked = json!({ "id": self.asked, "method": method, "params": params });
        self.page.write(&asked.to_string());
        loop {
            let mut told: Value = serde_json::from_str(&self.page.read()).unwrap();
            if told["id"] == self.asked {
                assert!(told["error"].is_null(), "{method}: {told}");
                return told["result"].take();
            }
        }
    }

    /// The value of an expression on the page.
    pub(crate) fn value(&mut self, expression: &str) -> Value {
        let params = json!({
            "expression": expression, "returnByValue": true, "awaitPromise": true,
        });
        let mut found = self.send("Runtime.evaluate", &params);
        let failed = &found["exceptionDetails"];
        assert!(failed.is_null(), "{expression}: {failed}");
        found["result"]["value"].take()
    }

    /// Waits until an expression holds.
    pub(crate) fn until(&mut self, expression: &str) {
        let start = Instant::now();
        while self.value(expression) != json!(true) {
            let said = "document.body && document.body.innerText";
            assert!(
                start.elapsed() < PATIENCE,
                "never: {expression}\n{}",
                self.value(said)
            );
            sleep(Duration::from_millis(100));
        }
    }

    /// Drags the mouse from one place on the page to another.
    pub(crate) fn drag(&mut self, from: [f64; 2], to: [f64; 2]) {
        let middle = [0, 1].map(|axis| f64::midpoint(from[axis], to[axis]));
        let steps = [
            ("mouseMoved", from, 0),
            ("mousePressed", from, 1),
            ("mouseMoved", middle, 1),
            ("mouseMoved", to, 1),
            ("mouseReleased", to, 0),
        ];
        for (kind, [x, y], buttons) in steps {
            let button = if kind == "mouseMoved" && buttons == 0 {
                "none"
            } else {
                "left"
            };
            let params = json!({
                "type": kind, "x": x, "y": y, "button": button, "buttons": buttons, "clickCount": 1,
            });
            self.send("Input.dispatchMouseEvent", &params);
        }
    }

    /// Drags a finger from one place on the page to another.
    pub(crate) fn swipe(&mut self, from: [f64; 2], to: [f64; 2]) {
        for (kind, at) in [
            ("touchStart", Some(from)),
            ("touchMove", Some(to)),
            ("touchEnd", None),
        ] {
            let points: Vec<_> = at.iter().map(|[x, y]| json!({ "x": x, "y": y })).collect();
            let params = json!({ "type": kind, "touchPoints": points });
            self.send("Input.dispatchTouchEvent", &params);
        }
    }

    /// Presses a key; `shift` is held with it.
    pub(crate) fn press(&mut self, key: &str, shift: bool) {
        for kind in ["rawKeyDown", "keyUp"] {
            let params = json!({
                "type": kind, "key": key, "code": key, "modifiers": if shift { 8 } else { 0 },
            });
            self.send("Input.dispatchKeyEvent", &params);
        }
    }

    /// The bytes of a file that the page gives to keep.
    pub(crate) fn downloaded(&self, name: &str) -> Vec<u8> {
        let path = self.downloads().join(name);
        wait(|| fs::read(&path).ok().filter(|bytes| !bytes.is_empty()))
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

/// Asks until there is an answer.
fn wait<T>(answer: impl Fn() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(answer) = answer() {
            return answer;
        }
        assert!(start.elapsed() < PATIENCE, "the browser does not answer");
        sleep(Duration::from_millis(100));
    }
}

/// The body of an answer of the browser itself, which leaves the connection open.
fn get(port: u16, path: &str) -> Option<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
    let head = format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n");
    stream.write_all(head.as_bytes()).ok()?;
    let head = String::from_utf8(read_head(&mut stream)?).ok()?;
    let length = |line: &str| {
        let line = line.to_lowercase();
        line.strip_prefix("content-length:")?.trim().parse().ok()
    };
    let mut body = vec![0; head.lines().find_map(length)?];
    stream.read_exact(&mut body).ok()?;
    String::from_utf8(body).ok()
}

/// The head of an answer, with the empty line that ends it.
fn read_head(stream: &mut TcpStream) -> Option<Vec<u8>> {
    stream.set_read_timeout(Some(PATIENCE)).ok()?;
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte).ok()?;
        head.extend(byte);
    }
    Some(head)
}

/// As much of RFC 6455 as the browser's texts need.
struct WebSocket(TcpStream);

impl WebSocket {
    fn open(port: u16, path: &str) -> Self {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        let head = format!(
            "GET /{path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\n\
             Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n\
             Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).unwrap();
        let read = read_head(&mut stream).unwrap();
        assert!(
            read.starts_with(b"HTTP/1.1 101"),
            "{}",
            String::from_utf8_lossy(&read)
        );
        Self(stream)
    }

    /// One text in one frame. A mask of zeros leaves it as it is.
    fn write(&mut self, text: &str) {
        let mut frame = vec![0x81];
        match u16::try_from(text.len()).unwrap() {
            short @ 0..126 => frame.push(0x80 | u8::try_from(short).unwrap()),
            length => {
                frame.push(0x80 | 0x7e);
                frame.extend(length.to_be_bytes());
            }
        }
        frame.extend([0; 4]);
        frame.extend(text.as_bytes());
        self.0.write_all(&frame).unwrap();
    }

    fn read(&mut self) -> String {
        let mut text = Vec::new();
        loop {
            let [first, second] = self.take();
            let length = match second & 0x7F {
                126 => u64::from(u16::from_be_bytes(self.take())),
                127 => u64::from_be_bytes(self.take()),
                short => u64::from(short),
            };
            let mut part = vec![0; usize::try_from(length).unwrap()];
            self.0.read_exact(&mut part).unwrap();
            // Beside texts and their continuations come pings, which may be left alone.
            if matches!(first & 0x0F, 0 | 1) {
                text.extend(part);
                if first & 0x80 != 0 {
                    return String::from_utf8(text).unwrap();
                }
            }
        }
    }

    fn take<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.0.read_exact(&mut bytes).unwrap();
        bytes
    }
}
