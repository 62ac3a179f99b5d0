//! The work given to many processes by other programs: the same lines as from one process.
#![cfg(unix)]

use std::fs::{self, File};
use std::process::Command as Process;

use assert_cmd::cargo::cargo_bin;
use tempfile::TempDir;

use crate::common::skip::skip;
use crate::common::tiny::{BOXES, write_photo};

const PHOTOS: usize = 20;

/// A folder with `photos/`, some of them bad, and `list.txt` of them with one that is missing.
fn studio() -> TempDir {
    let folder = TempDir::new().unwrap();
    let mut list = String::from("photos/missing.jpg\n");
    for number in 0..PHOTOS {
        let name = format!("photos/no. {number:02}.png");
        write_photo(&folder.path().join(&name), 80);
        if number % 7 == 0 {
            fs::write(folder.path().join(&name), b"not a photo").unwrap();
        }
        list.extend([&name, "\n"]);
    }
    fs::write(folder.path().join("list.txt"), list).unwrap();
    folder
}

/// What a shell command writes to a file, with the program on its path; and its exit status.
fn lines_of(folder: &TempDir, command: &str) -> (String, Option<i32>) {
    let program = cargo_bin("smpmatch");
    let program = program.parent().unwrap().display();
    let path = format!("{program}:{}", std::env::var("PATH").unwrap());
    let lines = folder.path().join("lines.jsonl");
    let status = Process::new("sh")
        .args(["-c", command])
        .current_dir(folder)
        .env("PATH", path)
        .env("BOXES", BOXES.join(" "))
        .stdout(File::create(&lines).unwrap())
        .status()
        .unwrap();
    (fs::read_to_string(lines).unwrap(), status.code())
}

fn one_process(folder: &TempDir) -> String {
    lines_of(folder, "smpmatch -q -f jsonl $BOXES --files-from list.txt").0
}

fn sorted(lines: &str) -> Vec<&str> {
    let mut lines: Vec<_> = lines.lines().collect();
    lines.sort_unstable();
    lines
}

#[test]
fn xargs_gives_the_lines_of_one_process_in_any_order() {
    let folder = studio();
    let command = "tr '\\n' '\\0' < list.txt | xargs -0 -n 4 -P 3 smpmatch -q -f jsonl -j 1 $BOXES";
    let (lines, status) = lines_of(&folder, command);
    assert_eq!(sorted(&lines), sorted(&one_process(&folder)));
    assert_eq!(status, Some(123), "some photos are bad");
}

#[test]
fn gnu_parallel_gives_the_lines_of_one_process() {
    let folder = studio();
    if !lines_of(&folder, "parallel --version").0.contains("GNU") {
        skip("GNU parallel is not here");
        return;
    }
    let command = "parallel --will-cite -k --pipe -N 4 -j 3 \
                   smpmatch -q --files-from - -f jsonl $BOXES < list.txt";
    let (lines, status) = lines_of(&folder, command);
    assert_eq!(lines, one_process(&folder));
    assert!(status > Some(0), "some photos are bad");
}
