//! Every command of the README and of `docs/` runs as it is printed, in a folder with the samples.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use std::{env, fs};

use assert_cmd::cargo::cargo_bin;
use tempfile::TempDir;

use crate::common::skip::skip;

const HOME: &str = env!("CARGO_MANIFEST_DIR");
const PAGES: [&str; 5] = [
    "README.md",
    "docs/reading.md",
    "docs/scripts.md",
    "docs/second-visit.md",
    "palettes/README.md",
];
/// Stand for what a reader has.
const OWN_PHOTO: &str = "stubble-light.jpg";
const PHOTOS: [&str; 2] = ["no-hair.jpg", "long-dense.jpg"];
/// What stays open until it is closed, other machines, and what builds the program.
const NOT_RUN: [&str; 4] = ["smpmatch open", "parallel", "cargo ", "python3 "];

#[test]
fn every_command_runs_as_printed() {
    let mut lacked = BTreeSet::new();
    for page in PAGES {
        let text = fs::read_to_string(Path::new(HOME).join(page)).unwrap();
        let folder = desk();
        let commands = commands(&text);
        assert!(!commands.is_empty(), "{page}");
        for command in commands {
            match missing(&command) {
                Some(program) => {
                    lacked.insert(program);
                }
                None => run(page, &command, folder.path()),
            }
        }
    }
    if !lacked.is_empty() {
        skip(&format!("commands with {lacked:?}, which is not here"));
    }
}

/// A folder as a reader has it: the samples, a photo of their own and a folder of them.
fn desk() -> TempDir {
    let folder = TempDir::new().unwrap();
    let samples = Path::new(HOME).join("samples");
    let copy = |from: &str, to: &str| {
        fs::copy(samples.join(from), folder.path().join(to)).unwrap();
    };
    for sample in fs::read_dir(&samples).unwrap() {
        let name = sample.unwrap().file_name().into_string().unwrap();
        if Path::new(&name)
            .extension()
            .is_some_and(|kind| kind == "jpg")
        {
            copy(&name, &name);
        }
    }
    copy(OWN_PHOTO, "photo.jpg");
    fs::create_dir_all(folder.path().join("photos")).unwrap();
    for photo in PHOTOS {
        copy(photo, &format!("photos/{photo}"));
    }
    fs::create_dir_all(folder.path().join(".config/fish/completions")).unwrap();
    folder
}

/// The commands of a page: the lines of its blocks for a shell, with those that they go on with, and
/// those in running text.
fn commands(text: &str) -> Vec<String> {
    let blocks = text.split("```sh\n").skip(1);
    let blocks = blocks.filter_map(|rest| rest.split("```").next());
    let lines = blocks.flat_map(|block| {
        let whole = block.replace("\\\n", " ");
        whole.lines().map(str::to_owned).collect::<Vec<_>>()
    });
    let prose = text.split("```").step_by(2);
    let quoted = prose.flat_map(|prose| prose.split('`').skip(1).step_by(2));
    // Of those in running text the ones with a file are whole.
    let whole = quoted.filter(|quoted| quoted.starts_with("smpmatch ") && quoted.contains(".jpg"));
    let lines = lines.chain(whole.map(|line| line.replace('\n', " ")));
    let is_run = |line: &String| {
        !line.trim().is_empty() && !NOT_RUN.iter().any(|start| line.starts_with(start))
    };
    lines.filter(is_run).collect()
}

/// The program that a command needs and that is not here.
fn missing(command: &str) -> Option<String> {
    let first = |part: &str| part.split_whitespace().next().map(str::to_owned);
    let programs = command.split('|').filter_map(first);
    let is_here = |program: &String| {
        let paths = env::var_os("PATH").unwrap();
        env::split_paths(&paths).any(|folder| folder.join(program).is_file())
    };
    let mut others = programs.filter(|program| program != "smpmatch");
    others.find(|program| !is_here(program))
}

fn run(page: &str, command: &str, folder: &Path) {
    let program = cargo_bin("smpmatch");
    let own = program.parent().unwrap().to_owned();
    let paths = env::var_os("PATH").unwrap();
    let paths = env::join_paths([own].into_iter().chain(env::split_paths(&paths))).unwrap();
    let output = Command::new("sh")
        .args(["-c", command])
        .current_dir(folder)
        .env("PATH", paths)
        .env("HOME", folder)
        .env("XDG_CONFIG_HOME", folder.join(".config"))
        .env_remove("SMPMATCH_CONFIG")
        .env_remove("SMPMATCH_PALETTE")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    // Some of the photos have no hair to match, which is no failure of the command.
    assert!(output.status.success(), "{page}: {command}\n{said}");
    assert!(!said.contains("no preview"), "{page}: {command}\n{said}");
}
