//! Several photos of one client: `--together` and `--by-folder`.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use image::{Rgb, RgbImage};
use serde_json::Value;
use tempfile::TempDir;

use crate::common::program::{assert_fits_schema, json, smpmatch, stdout};
use crate::common::tiny::{BOXES, write_photo};

/// Anna with two photos and a broken one, Ben with one, Carl with none.
fn studio() -> TempDir {
    let folder = TempDir::new().unwrap();
    let photo = |name: &str, height| write_photo(&folder.path().join("studio").join(name), height);
    photo("anna/1.png", 80);
    photo("anna/2.png", 90);
    photo("ben/1.png", 100);
    fs::write(folder.path().join("studio/anna/3.jpg"), b"not a photo").unwrap();
    fs::create_dir_all(folder.path().join("studio/carl")).unwrap();
    folder
}

fn by_folder(folder: &TempDir, options: &[&str]) -> Command {
    let mut command = smpmatch();
    let _ = command.current_dir(folder).args(BOXES);
    let _ = command.args(["-q", "--by-folder", "studio"]).args(options);
    command
}

fn named<'a>(entries: &'a Value, name: &str) -> Vec<&'a str> {
    let entries = entries.as_array().unwrap();
    entries
        .iter()
        .map(|entry| entry[name].as_str().unwrap())
        .collect()
}

#[test]
fn each_folder_is_a_client_with_what_every_photo_adds() {
    let folder = studio();
    let mut command = by_folder(&folder, &["-f", "json"]);
    assert_eq!(command.output().unwrap().status.code(), Some(1));
    let report = json(&mut command);
    assert_fits_schema(&report);
    let (clients, photos) = (&report["clients"], &report["photos"]);
    let separator = std::path::MAIN_SEPARATOR;
    let names = ["anna", "ben", "carl"].map(|name| format!("studio{separator}{name}"));
    assert_eq!(named(clients, "client"), names);
    assert_eq!(named(clients, "status"), ["ok", "ok", "error"]);
    let anna = &clients[0];
    let weights: Vec<f64> = (0..3)
        .map(|at| anna["photos"][at]["weight"].as_f64().unwrap())
        .collect();
    assert!(weights[0] > 0.4 && (weights[0] + weights[1] - 1.0).abs() < 1e-3);
    assert!(weights[2] < 1e-9);
    assert_eq!(anna["photos"][2]["set_aside"], "not-analyzed");
    assert_eq!(
        anna["matches"][0]["shade"],
        photos[0]["matches"][0]["shade"]
    );
    assert_eq!(photos[0]["client"], anna["client"]);
    assert_eq!(photos[0]["weight"], anna["photos"][0]["weight"]);
    assert_eq!(
        named(photos, "photo").len(),
        5,
        "Carl's folder is one that failed"
    );
}

#[test]
fn one_photo_of_a_client_says_of_them_what_it_says_alone() {
    let folder = studio();
    let report = json(&mut by_folder(&folder, &["-f", "json"]));
    let (client, photo) = (&report["clients"][1], &report["photos"][3]);
    assert_eq!(
        photo["photo"].as_str().unwrap(),
        client["photos"][0]["photo"]
    );
    for same in ["hair", "skin"] {
        assert_eq!(client[same]["lab"], photo[same]["lab"]);
        assert_eq!(client[same]["sd"], photo[same]["sd"]);
    }
    for same in [
        "target",
        "matches",
        "confidence",
        "plan",
        "verdict",
        "warnings",
    ] {
        assert_eq!(client[same], photo[same], "{same}");
    }
}

#[test]
fn lines_hold_clients_before_their_photos_and_are_gone_on_with() {
    let folder = studio();
    let whole = stdout(&mut by_folder(&folder, &["-f", "jsonl", "-j", "1"]));
    let lines: Vec<&str> = whole.lines().collect();
    let is_client: Vec<bool> = lines
        .iter()
        .map(|line| line.starts_with("{\"client\":"))
        .collect();
    assert_eq!(
        is_client,
        [true, false, false, false, true, false, true, false]
    );
    assert_eq!(
        whole,
        stdout(&mut by_folder(&folder, &["-f", "jsonl", "-j", "4"]))
    );

    // Ben's photo is missing, and the line of the next client is cut in two.
    let file = folder.path().join("lines.jsonl");
    let left = whole.find(lines[5]).unwrap();
    fs::write(&file, format!("{}{}", &whole[..left], &lines[6][..6])).unwrap();
    let resume = |folder: &TempDir| {
        let mut command = by_folder(folder, &["--resume", "-o", "lines.jsonl"]);
        let _ = command.output().unwrap();
        fs::read_to_string(&file).unwrap()
    };
    assert_eq!(resume(&folder), whole);

    // With a photo less the client is another one.
    fs::remove_file(folder.path().join("studio/anna/2.png")).unwrap();
    let now = stdout(&mut by_folder(&folder, &["-f", "jsonl"]));
    assert_eq!(resume(&folder), now);
    assert_eq!(now.lines().count(), lines.len() - 1);
}

#[test]
fn a_row_without_a_photo_is_the_client_s() {
    let folder = studio();
    let table = stdout(&mut by_folder(&folder, &["-f", "csv"]));
    let mut table = csv::Reader::from_reader(table.as_bytes());
    let names = table.headers().unwrap().clone();
    let at = |name: &str| names.iter().position(|own| own == name).unwrap();
    let rows: Vec<_> = table.records().map(Result::unwrap).collect();
    let of_clients = rows.iter().filter(|row| row[at("photo")].is_empty());
    assert!(of_clients.clone().count() > 2);
    assert!(of_clients.clone().all(|row| row[at("weight")].is_empty()));
    assert!(rows.iter().all(|row| !row[at("client")].is_empty()));
    assert!(
        rows.iter()
            .any(|row| &row[at("set_aside")] == "not-analyzed")
    );
}

/// Hair of another color on the same skin.
fn write_odd_photo(path: &Path) {
    let pixel = |x, _| {
        Rgb(if x < 60 {
            [0x9A, 0x88, 0x70]
        } else {
            [0xC1, 0x9A, 0x83]
        })
    };
    RgbImage::from_fn(120, 90, pixel).save(path).unwrap();
}

#[test]
fn the_text_names_the_photo_that_is_set_aside_and_why() {
    let folder = studio();
    let home = folder.path().join("studio/ben");
    write_photo(&home.join("2.png"), 90);
    write_photo(&home.join("3.png"), 80);
    write_odd_photo(&home.join("4.png"));
    let mut command = smpmatch();
    let _ = command.current_dir(&home).args(BOXES);
    let text = stdout(command.args(["--together", "1.png", "2.png", "3.png", "4.png"]));
    assert!(text.starts_with("client, 4 photos: "), "{text}");
    let told = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("set aside, 4.png: its hair is"), "{text}");
    assert!(told.contains("L* lighter than in the others"), "{text}");
    assert!(
        text.lines().all(|line| line.chars().count() <= 80),
        "{text}"
    );
    assert!(
        !text.contains("\n1.png: "),
        "photos are told in short: {text}"
    );
}

#[test]
fn files_that_are_not_read_are_told_of_every_folder() {
    let folder = studio();
    fs::write(folder.path().join("studio/anna/raw.dng"), b"raw").unwrap();
    let told = |options: &[&str]| {
        let mut command = smpmatch();
        let _ = command.current_dir(&folder).args(BOXES).args(options);
        let output = command.args(["-f", "line", "studio"]).output().unwrap();
        String::from_utf8(output.stderr).unwrap()
    };
    let skipped = "skipped 1 x: .dng files are not read";
    for options in [["--by-folder"], ["-r"]] {
        let told = told(&options);
        assert!(told.contains(skipped), "{options:?}: {told}");
    }
    assert!(!told(&[]).contains(skipped));
}
