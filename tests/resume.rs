//! A run that was cut short, gone on with by `--resume`: in the end the file is that of one run.

use std::fs;
use std::path::Path;
use std::process::Command as Process;
use std::thread::sleep;
use std::time::{Duration, Instant};

use assert_cmd::Command;
use tempfile::TempDir;

use crate::common::tiny::{self, BOXES};

fn write_photo(folder: &TempDir, name: &str, height: u32) {
    tiny::write_photo(&folder.path().join("photos").join(name), height);
}

fn write_bad_photo(folder: &TempDir, name: &str) {
    fs::write(folder.path().join("photos").join(name), b"not a photo").unwrap();
}

/// The file of a run that nothing cuts short.
fn whole(folder: &TempDir, options: &[&str]) -> Vec<u8> {
    let mut command = Command::cargo_bin("smpmatch").unwrap();
    let command = command.current_dir(folder).args(BOXES).args(options);
    command.args(["-f", "jsonl", "photos"]);
    command.output().unwrap().stdout
}

/// Resumes `lines.jsonl`; gives what is said before the work begins and the exit status.
fn resume(folder: &TempDir, options: &[&str]) -> (String, Option<i32>) {
    let mut command = Command::cargo_bin("smpmatch").unwrap();
    let command = command.current_dir(folder).args(BOXES).args(options);
    let output = command
        .args(["--resume", "-o", "lines.jsonl", "photos"])
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    let first = said.lines().next().unwrap_or_default();
    (first.to_owned(), output.status.code())
}

fn lines(folder: &TempDir) -> Vec<u8> {
    fs::read(folder.path().join("lines.jsonl")).unwrap()
}

fn skipped(said: &str) -> String {
    format!("smpmatch: {said} photos are in lines.jsonl already")
}

#[test]
#[cfg(unix)]
fn a_run_that_was_killed_is_finished_as_if_it_had_not_been() {
    const PHOTOS: usize = 60;
    let folder = TempDir::new().unwrap();
    for number in 1..PHOTOS {
        write_photo(&folder, &format!("{number:02}.png"), 80);
    }
    write_bad_photo(&folder, "00.png");
    let mut run = Process::new(assert_cmd::cargo::cargo_bin("smpmatch"))
        .current_dir(&folder)
        .args(BOXES)
        .args(["-j", "2", "-f", "jsonl", "-o", "lines.jsonl", "photos"])
        .spawn()
        .unwrap();
    let part = folder.path().join("lines.jsonl.part");
    wait_for_bytes(&part, 20_000);
    run.kill().unwrap();
    assert!(!run.wait().unwrap().success());

    let left = fs::read(&part).unwrap();
    let done = left.split(|byte| *byte == b'\n').count() - 1;
    assert!(done > 1 && done < PHOTOS, "{done} lines");
    // A kill may come in the middle of a line.
    fs::write(&part, &left[..left.len() - 9]).unwrap();
    let (said, status) = resume(&folder, &["-j", "2"]);
    // One line was cut, and the bad photo is tried again.
    assert_eq!(said, skipped(&format!("{} of {PHOTOS}", done - 2)));
    assert_eq!(status, Some(1));
    assert_eq!(lines(&folder), whole(&folder, &[]));
}

fn wait_for_bytes(file: &Path, bytes: usize) {
    let start = Instant::now();
    while fs::read(file).unwrap_or_default().len() < bytes {
        assert!(start.elapsed() < Duration::from_secs(120), "no line came");
        sleep(Duration::from_millis(5));
    }
}

#[test]
fn only_what_is_new_changed_or_failed_is_analyzed() {
    let folder = TempDir::new().unwrap();
    for name in ["c.png", "d.png", "e.png"] {
        write_photo(&folder, name, 80);
    }
    write_bitmap(&folder, "b.png", 0x28);
    write_bad_photo(&folder, "bad.png");
    assert_eq!(resume(&folder, &[]), (skipped("0 of 5"), Some(1)));

    write_photo(&folder, "a.png", 80);
    write_bitmap(&folder, "b.png", 0x20);
    write_photo(&folder, "bad.png", 80);
    fs::remove_file(folder.path().join("photos/e.png")).unwrap();
    assert_eq!(resume(&folder, &[]), (skipped("2 of 5"), Some(0)));
    assert_eq!(lines(&folder), whole(&folder, &[]));

    assert_eq!(resume(&folder, &[]), (skipped("5 of 5"), Some(0)));
    assert_eq!(lines(&folder), whole(&folder, &[]));
}

/// A bitmap, whose size depends on no color of it.
fn write_bitmap(folder: &TempDir, name: &str, blue: u8) {
    let path = folder.path().join("photos").join(name);
    let pixel = |x, _| {
        image::Rgb(if x < 60 {
            [0x40, 0x30, blue]
        } else {
            [0xC1, 0x9A, 0x83]
        })
    };
    let photo = image::RgbImage::from_fn(120, 80, pixel);
    photo
        .save_with_format(path, image::ImageFormat::Bmp)
        .unwrap();
}

#[test]
fn damaged_lines_are_written_anew() {
    let folder = TempDir::new().unwrap();
    for name in ["a.png", "b.png", "c.png"] {
        write_photo(&folder, name, 80);
    }
    assert_eq!(resume(&folder, &[]).0, skipped("0 of 3"));
    let whole = lines(&folder);
    for damage in [b"{\"photo\":\"b.png\",\"st".as_slice(), &[0; 40]] {
        let mut parts: Vec<&[u8]> = whole.split_inclusive(|byte| *byte == b'\n').collect();
        let damaged = [damage, b"\n"].concat();
        parts[1] = &damaged;
        fs::write(folder.path().join("lines.jsonl"), parts.concat()).unwrap();
        assert_eq!(resume(&folder, &[]), (skipped("2 of 3"), Some(0)));
        assert_eq!(lines(&folder), whole);
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_another_run_writes_is_refused() {
    let folder = TempDir::new().unwrap();
    write_photo(&folder, "a.png", 80);
    let file = fs::File::create(folder.path().join("lines.jsonl")).unwrap();
    file.lock().unwrap();
    let (said, status) = resume(&folder, &[]);
    assert_eq!(status, Some(2), "{said}");
    assert!(said.contains("another run"), "{said}");
}

#[test]
fn other_settings_and_pictures_that_are_missing_need_a_new_look() {
    let folder = TempDir::new().unwrap();
    for name in ["a.png", "b.png"] {
        write_photo(&folder, name, 80);
    }
    assert_eq!(resume(&folder, &[]).0, skipped("0 of 2"));
    assert_eq!(resume(&folder, &["--seed", "7"]).0, skipped("0 of 2"));
    assert_eq!(lines(&folder), whole(&folder, &["--seed", "7"]));

    let masks = ["--seed", "7", "--mask", "masks"];
    assert_eq!(resume(&folder, &masks).0, skipped("0 of 2"));
    fs::remove_file(folder.path().join("masks/a.png.mask.png")).unwrap();
    assert_eq!(resume(&folder, &masks).0, skipped("1 of 2"));
    assert_eq!(lines(&folder), whole(&folder, &["--seed", "7"]));

    let ink = r#"{"format":1,"name":"Mine","ink":{"strength":5,"strength_source":"assumed"},
        "dilutions":[{"shade":"20","pigment_parts":1,"water_parts":20}]}"#;
    fs::write(folder.path().join("ink.json"), ink).unwrap();
    let mine = ["-p", "ink.json"];
    assert_eq!(resume(&folder, &mine).0, skipped("0 of 2"));
    assert_eq!(resume(&folder, &mine).0, skipped("2 of 2"));
    fs::write(folder.path().join("ink.json"), ink.replace(":5", ":6")).unwrap();
    assert_eq!(resume(&folder, &mine).0, skipped("0 of 2"));
}

#[test]
fn what_cannot_be_resumed_is_refused_and_left_alone() {
    let folder = TempDir::new().unwrap();
    write_photo(&folder, "a.png", 80);
    for args in [
        &["--resume", "photos"][..],
        &["--resume", "-o", "-", "photos"],
        &["--resume", "-f", "csv", "-o", "x.csv", "photos"],
        &["--resume", "-f", "text", "-o", "x.txt", "photos"],
    ] {
        let mut command = Command::cargo_bin("smpmatch").unwrap();
        command.current_dir(&folder).args(args).assert().code(2);
    }
    for foreign in ["half a note", "{\"photo\":\"a.png\"}\n", "\n", "one\ntwo\n"] {
        fs::write(folder.path().join("lines.jsonl"), foreign).unwrap();
        let (said, status) = resume(&folder, &[]);
        assert_eq!(status, Some(2), "{said}");
        assert!(said.contains("cannot resume lines.jsonl: line 1"), "{said}");
        assert_eq!(lines(&folder), foreign.as_bytes());
    }
}
