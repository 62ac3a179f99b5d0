//! The page for the client in a real browser, where there is one: headless Chromium.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use assert_cmd::Command;
use image::{Rgb, RgbImage};
use serde_json::Value;
use tempfile::TempDir;

use crate::common::program::STUBBLE;
use crate::common::served::SAMPLES;
use crate::common::skip::skip;

const BROWSERS: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];
const LIGHT_GROUND: Rgb<u8> = Rgb([0xFF, 0xFF, 0xFF]);
const DARK_GROUND: Rgb<u8> = Rgb([0x16, 0x16, 0x16]);
/// A4 in points, as Chromium rounds it.
const A4: &str = "/MediaBox [0 0 594.95996 841.91998]";

/// A page in a browser.
struct Browser {
    program: &'static str,
    folder: TempDir,
}

impl Browser {
    /// The page about these photos; none where no browser is installed.
    fn open(photos: &[&str]) -> Option<Self> {
        let starts = |program: &&str| Command::new(program).arg("--version").ok().is_ok();
        let Some(program) = BROWSERS.into_iter().find(starts) else {
            skip("no Chromium on this machine");
            return None;
        };
        let folder = TempDir::new().unwrap();
        let mut command = Command::cargo_bin("smpmatch").unwrap();
        let page = folder.path().join("page.html");
        let command = command.args(["-f", "html", "-o"]).arg(page).args(photos);
        assert!(command.output().unwrap().status.success());
        Some(Self { program, folder })
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs the browser on the page with one more option that names a file, and reads that file.
    fn run(&self, option: &str, more: &[&str]) -> Vec<u8> {
        // Of a screenshot the name has to say the format.
        let answer = self.at("answer.png");
        let mut command = Command::new(self.program);
        let _ = command
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
            .args(["--hide-scrollbars", "--no-pdf-header-footer"])
            .arg(format!("--user-data-dir={}", self.at("profile").display()))
            .arg(format!("{option}={}", answer.display()))
            .args(more)
            .arg(format!("file://{}", self.at("page.html").display()))
            .timeout(Duration::from_secs(120))
            .unwrap();
        fs::read(answer).unwrap()
    }

    fn screenshot(&self, more: &[&str]) -> RgbImage {
        let png = self.run("--screenshot", more);
        image::load_from_memory(&png).unwrap().to_rgb8()
    }

    /// What the page asks the network for. The browser asks for things of its own beside it.
    fn requests(&self) -> Vec<String> {
        let log = self.run(
            "--log-net-log",
            &["--dump-dom", "--host-resolver-rules=MAP * ~NOTFOUND"],
        );
        let log: Value = serde_json::from_slice(&log).unwrap();
        let of_page = |event: &Value| {
            let asker = event["params"]["network_isolation_key"].as_str()?;
            let address = event["params"]["url"].as_str()?;
            asker.starts_with("file://").then(|| address.to_owned())
        };
        let events = log["events"].as_array().unwrap();
        let mut addresses: Vec<_> = events.iter().filter_map(of_page).collect();
        addresses.dedup();
        addresses
    }

    /// The number of printed pages.
    fn pages(&self) -> usize {
        let pdf = self.run("--print-to-pdf", &[]);
        let text = String::from_utf8_lossy(&pdf);
        let pages = text.matches("/Type /Page\n").count();
        assert_eq!(text.matches(A4).count(), pages, "not all pages are A4");
        pages
    }
}

#[test]
fn a_client_prints_to_one_page() {
    let Some(browser) = Browser::open(&[STUBBLE]) else {
        return;
    };
    assert_eq!(browser.pages(), 1);
}

#[test]
fn a_batch_prints_to_a_page_of_contents_and_one_for_each_client() {
    let files = fs::read_dir(SAMPLES).unwrap();
    let paths = files.map(|file| file.unwrap().path());
    let photos: Vec<_> = paths
        .filter(|path| path.extension().is_some_and(|found| found == "jpg"))
        .collect();
    let named: Vec<_> = photos.iter().map(|path| path.to_str().unwrap()).collect();
    let Some(browser) = Browser::open(&named) else {
        return;
    };
    assert_eq!(browser.pages(), 1 + photos.len());
}

#[test]
fn nothing_is_requested_from_anywhere() {
    let Some(browser) = Browser::open(&[STUBBLE, STUBBLE]) else {
        return;
    };
    assert_eq!(browser.requests(), [""; 0]);

    let page = browser.at("page.html");
    fs::write(page, "<!doctype html><img src=http://127.0.0.1:9/x>").unwrap();
    assert_eq!(
        browser.requests(),
        ["http://127.0.0.1:9/x"],
        "the test is blind"
    );
}

#[test]
fn the_page_fits_a_phone_and_a_desk_by_day_and_by_night() {
    let Some(browser) = Browser::open(&[STUBBLE]) else {
        return;
    };
    for size in ["--window-size=390,2000", "--window-size=1280,2000"] {
        for (scheme, ground) in [("1", LIGHT_GROUND), ("0", DARK_GROUND)] {
            let scheme = format!("--blink-settings=preferredColorScheme={scheme}");
            let shown = browser.screenshot(&[size, &scheme]);
            let right = shown.width() - 4;
            assert!((0..shown.height()).all(|y| *shown.get_pixel(right, y) == ground));
            let is_empty = shown.pixels().all(|pixel| *pixel == ground);
            assert!(!is_empty, "{size} shows nothing");
        }
    }
}
