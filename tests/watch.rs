//! `examples/watch.rs`, which `cargo test` builds beside the program.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use assert_cmd::cargo::cargo_bin;
use tempfile::TempDir;

use crate::common::program::STUBBLE;
use crate::common::skip::skip;

fn watch() -> Option<PathBuf> {
    let program = cargo_bin("smpmatch");
    let program = program.with_file_name("examples").join("watch");
    let program = program.with_extension(std::env::consts::EXE_EXTENSION);
    if !program.is_file() {
        skip("cargo test --test tests builds no examples: cargo build --example watch does");
        return None;
    }
    Some(program)
}

#[test]
fn photos_that_come_into_a_folder_are_told_like_one_photo() {
    let Some(program) = watch() else { return };
    let one = Command::new(&program).arg(STUBBLE).output().unwrap().stdout;
    let one = String::from_utf8(one).unwrap();
    let shade = one.split_once(": shade ").unwrap().1;

    let folder = TempDir::new().unwrap();
    let mut watching = Command::new(&program)
        .arg(folder.path())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(watching.stdout.take().unwrap());
    // Nothing tells when it has begun to watch: photos come until one is told.
    let into = folder.path().to_owned();
    let copying = thread::spawn(move || {
        for number in 0..60 {
            if into.is_dir() {
                let _ = fs::copy(STUBBLE, into.join(format!("{number}.jpg")));
            }
            thread::sleep(Duration::from_secs(1));
        }
    });
    let mut line = String::new();
    let _ = lines.read_line(&mut line).unwrap();
    watching.kill().unwrap();
    let _ = watching.wait().unwrap();
    drop(copying);
    assert_eq!(line.split_once(": shade ").unwrap().1, shade);
}
