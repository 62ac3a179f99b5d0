//! What leaves the photo and what the program touches: nothing that it was not told to.

use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use tempfile::TempDir;

use crate::common::program::{STUBBLE, smpmatch};
use crate::common::skip::skip;

/// What a camera and its owner have written beside the pixels.
const TOLD: [&str; 4] = ["52.5200", "Jane Doe", "Phone 17", "THUMBNAIL"];

/// A folder that is named like a client, with a photo in it that tells more than its pixels.
fn photo(folder: &TempDir) -> PathBuf {
    let client = folder.path().join("Doe, Jane");
    fs::create_dir(&client).unwrap();
    let path = client.join("jane.jpg");
    let jpeg = fs::read(STUBBLE).unwrap();
    let segment = |marker: u8, words: &[u8]| {
        let length = u16::try_from(words.len() + 2).unwrap().to_be_bytes();
        [&[0xFF, marker][..], &length, words].concat()
    };
    let exif = format!("Exif\0\0II*\0\x08\0\0\0\0\0\0\0\0\0{}", TOLD.join(" "));
    let xmp = format!("http://ns.adobe.com/xap/1.0/\0<x>{}</x>", TOLD.join(" "));
    let told = [
        segment(0xE1, exif.as_bytes()),
        segment(0xE1, xmp.as_bytes()),
        segment(0xFE, TOLD.join(" ").as_bytes()),
    ];
    fs::write(&path, [&jpeg[..2], &told.concat(), &jpeg[2..]].concat()).unwrap();
    path
}

/// Every report and every picture of a photo, by runs in its folder. Where its colors are read is given:
/// the finding is not what is looked at.
fn outputs(folder: &TempDir, photo: &Path, more: &[&str]) -> Vec<PathBuf> {
    let out = folder.path().join("out");
    fs::create_dir(&out).unwrap();
    for report in ["r.txt", "r.json", "r.jsonl", "r.csv", "r.html"] {
        let mut command = smpmatch();
        command.current_dir(photo.parent().unwrap()).args(more);
        command.args(["--hair", "10,400,80,80", "--skin", "350,300,100,100"]);
        command.arg("-o").arg(out.join(report));
        if report == "r.html" {
            command.args(["--treat", "350,300,100,100"]);
            for picture in ["mask", "overlay", "swatches", "preview"] {
                let path = out.join(format!("{picture}.png"));
                command.arg(format!("--{picture}")).arg(path);
            }
        }
        let output = command.args(["-v", "jane.jpg"]).output().unwrap();
        assert!(output.status.success());
        fs::write(out.join(format!("{report}.said")), output.stderr).unwrap();
    }
    let files: Vec<_> = fs::read_dir(out)
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    assert!(files.len() > 10, "{files:?}");
    files
}

fn holds(bytes: &[u8], words: &str) -> bool {
    bytes
        .windows(words.len())
        .any(|part| part == words.as_bytes())
}

/// The bytes of a file and of the pictures that a page holds in itself.
fn bytes_within(file: &Path) -> Vec<Vec<u8>> {
    let bytes = fs::read(file).unwrap();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let pictures = text.split(";base64,").skip(1).map(|rest| {
        let end = rest.find(['"', ')', '\'']).unwrap();
        BASE64_STANDARD.decode(&rest[..end]).unwrap()
    });
    pictures.chain([bytes]).collect()
}

#[test]
fn nothing_beside_the_pixels_and_no_path_reaches_a_report_or_a_picture() {
    let folder = TempDir::new().unwrap();
    let photo = photo(&folder);
    let place = folder
        .path()
        .file_name()
        .unwrap()
        .to_str()
        .unwrap()
        .to_owned();
    for file in outputs(&folder, &photo, &[]) {
        for bytes in bytes_within(&file) {
            for told in TOLD
                .into_iter()
                .chain(["Doe, Jane", "Exif", "http://ns", &place])
            {
                assert!(!holds(&bytes, told), "{} tells {told}", file.display());
            }
        }
    }
}

#[test]
fn an_anonymous_run_calls_photos_by_their_numbers() {
    let folder = TempDir::new().unwrap();
    let photo = photo(&folder);
    for file in outputs(&folder, &photo, &["--anonymous"]) {
        for bytes in bytes_within(&file) {
            assert!(!holds(&bytes, "jane"), "{}", file.display());
        }
    }
    let masks = folder.path().join("masks");
    let mut command = smpmatch();
    command
        .args(["--anonymous", "-f", "csv", "--mask"])
        .arg(&masks);
    command.arg(&photo).arg("no-such.jpg").arg(&photo);
    let output = command.output().unwrap();
    let table = String::from_utf8(output.stdout).unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    let mut names: Vec<_> = table
        .lines()
        .skip(1)
        .map(|line| line.split(',').next())
        .collect();
    names.dedup();
    assert_eq!(names, ["photo 1", "photo 2", "photo 3"].map(Some));
    assert!(told.contains("photo 2: cannot be opened"), "{told}");
    assert!(!told.contains("no-such"), "{told}");
    assert!(masks.join("photo 1.mask.png").is_file());
    assert!(masks.join("photo 3.mask.png").is_file());
}

#[cfg(target_os = "linux")]
#[test]
fn no_socket_is_opened_and_no_file_that_was_not_named() {
    use std::process::Command;

    /// What every program of the system reads: libraries, and how many processors it may use.
    const OF_THE_SYSTEM: [&str; 6] = ["/lib", "/usr/lib", "/etc/ld.so", "/proc/", "/sys/", "/dev/"];
    let folder = TempDir::new().unwrap();
    let photo = photo(&folder);
    let log = folder.path().join("log");
    let palette = concat!(env!("CARGO_MANIFEST_DIR"), "/palettes/generic-carbon.json");
    let mut command = Command::new("strace");
    command.args([
        "-f",
        "-e",
        "trace=open,openat,creat,socket,socketpair,connect",
        "-o",
    ]);
    command
        .arg(&log)
        .arg(assert_cmd::cargo::cargo_bin("smpmatch"));
    command
        .args(["-p", palette, "-f", "html", "-o"])
        .arg(folder.path().join("page.html"));
    command
        .arg("--mask")
        .arg(folder.path().join("mask.png"))
        .arg(&photo);
    command
        .env("SMPMATCH_CONFIG", "")
        .env("XDG_CONFIG_HOME", "/nowhere");
    if !command.output().is_ok_and(|output| output.status.success()) {
        return skip("strace cannot be run here");
    }
    let calls = fs::read_to_string(log).unwrap();
    assert!(calls.contains("jane.jpg"), "the test is blind: {calls}");
    for call in calls.lines().filter(|call| !call.contains(" = -1 ")) {
        assert!(
            !call.contains("socket") && !call.contains("connect("),
            "{call}"
        );
        let Some(path) = call.split('"').nth(1) else {
            continue;
        };
        let is_named = path == palette || Path::new(path).starts_with(folder.path());
        let is_system = OF_THE_SYSTEM.iter().any(|system| path.starts_with(system));
        assert!(is_named || is_system, "{call}");
    }
}
