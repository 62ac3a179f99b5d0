//! The artist's local page, from outside: who may ask, and that it answers as the command line does.
#![cfg(feature = "page")]

use std::fs;

use serde_json::{Value, json};

use crate::common::program::smpmatch;
use crate::common::served::{COMMAND, Page, SAMPLES};

const PHOTO: &str = "stubble-light.jpg";

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
    assert_eq!(
        (&found["verdict"], &found["why"]),
        (&json!("usable"), &Value::Null)
    );
    let hairless = Page::open(&["no-hair.jpg"]).answer(&json!([]));
    let why = hairless["why"].as_str().unwrap();
    assert!(why.starts_with("No hair was found"), "{why}");
    let options = json!(["--hair", "40,40,60,60", "--target", "seen"]);
    let boxed = page.answer(&options);
    assert_ne!(found["text"], boxed["text"]);
    let text = boxed["text"].as_str().unwrap();
    assert!(!text.contains(" 0 % of the photo"), "{text}");
    assert_eq!(
        boxed["command"],
        format!("{COMMAND} --hair 40,40,60,60 --target seen {PHOTO}")
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
    let half = json!(["--strip", "50,650,500,100"]).to_string();
    let refused = page.post("photos/0/answer", half.as_bytes()).body;
    let said = String::from_utf8(refused).unwrap();
    assert!(said.contains("--strip-shades"), "{said}");
}

#[test]
fn a_palette_comes_by_the_page_and_is_used_as_on_the_command_line() {
    let page = Page::open(&[PHOTO]);
    let folder = tempfile::tempdir().unwrap();
    let ink = folder.path().join("my ink.json");
    smpmatch()
        .args(["palette", "new"])
        .arg(&ink)
        .assert()
        .success();
    let options = json!(["--palette", "my ink.json"]).to_string();
    let answer = || page.post("photos/0/report.json", options.as_bytes());
    assert_eq!(answer().status, 422, "nobody has brought it yet");
    let reply = page.post("palettes/new/my%20ink.json", &fs::read(&ink).unwrap());
    assert_eq!((reply.status, &reply.body[..]), (200, &b"My ink"[..]));
    let mut command = smpmatch();
    command
        .current_dir(SAMPLES)
        .args(["--no-config", "-f", "json"]);
    command.arg("--palette").arg(&ink).arg(PHOTO);
    assert!(answer().body == command.output().unwrap().stdout);
    assert_eq!(page.post("palettes/new/a.json", b"{}").status, 422);
}

#[test]
fn a_folder_is_opened_with_the_photos_that_can_be_read() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("broken.jpg"), b"no photo").unwrap();
    let broken = smpmatch().arg("open").arg(folder.path()).output().unwrap();
    assert_eq!(broken.status.code(), Some(2));
    fs::copy(format!("{SAMPLES}/{PHOTO}"), folder.path().join("one.jpg")).unwrap();
    let page = Page::open(&[folder.path().to_str().unwrap()]);
    let list: Value = serde_json::from_slice(&page.get("photos").body).unwrap();
    assert_eq!(list.as_array().unwrap().len(), 1);
    assert!(list[0]["name"].as_str().unwrap().ends_with("one.jpg"));
}
