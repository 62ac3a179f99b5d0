//! Palettes that learn from photos of healed work, from outside.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use tempfile::TempDir;

/// Skin of L* 66.6 with a dot of L* 54.
fn draw(path: &Path) {
    let pixel = |x, _| {
        image::Rgb(if x < 50 {
            [0x99, 0x7E, 0x70]
        } else {
            [0xC1, 0x9A, 0x83]
        })
    };
    let photo = image::RgbImage::from_fn(100, 50, pixel);
    photo.save(path).unwrap();
}

fn run(folder: &TempDir, args: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::cargo_bin("smpmatch")
        .unwrap()
        .current_dir(folder)
        .args(args)
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (
        output.status.code(),
        text(output.stdout),
        text(output.stderr),
    )
}

const DOT: [&str; 4] = ["--dot", "5,5,40,40", "--skin", "55,5,40,40"];

fn add(folder: &TempDir, more: &[&str]) -> (Option<i32>, String, String) {
    let args = [
        &["calibrate", "add", "my-ink.json", "healed.png"][..],
        &DOT,
        more,
    ]
    .concat();
    run(folder, &args)
}

#[test]
fn a_palette_learns_shows_and_forgets() {
    let folder = TempDir::new().unwrap();
    draw(&folder.path().join("healed.png"));
    let (code, _, said) = add(
        &folder,
        &["--shade", "6", "--healed", "60d", "--note", "client 12"],
    );
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("by 1 dot"), "{said}");
    assert_eq!(add(&folder, &["--shade", "8", "--healed", "3m"]).0, Some(0));
    let palette = fs::read_to_string(folder.path().join("my-ink.json")).unwrap();
    let lines = palette.lines().filter(|line| line.contains("\"age_days\""));
    assert_eq!(lines.count(), 2, "one observation a line:\n{palette}");
    assert!(!palette.contains("healed.png"));

    let (_, shown, _) = run(&folder, &["palette", "show", "my-ink.json"]);
    for part in [
        "learned; taken for 6 before",
        "client 12",
        "more healed dot",
    ] {
        assert!(shown.contains(part), "no '{part}' in:\n{shown}");
    }
    let (code, checked, _) = run(&folder, &["palette", "check", "my-ink.json"]);
    assert_eq!(code, Some(0), "{checked}");

    assert_eq!(
        run(&folder, &["calibrate", "remove", "my-ink.json", "1"]).0,
        Some(0)
    );
    let (_, shown, _) = run(&folder, &["palette", "show", "my-ink.json"]);
    assert!(
        !shown.contains("client 12") && shown.contains("   1      8"),
        "{shown}"
    );
    let (code, _, said) = run(&folder, &["calibrate", "remove", "my-ink.json", "2"]);
    assert_eq!(code, Some(2));
    assert!(said.contains("expected 1 to 1"), "{said}");
}

#[test]
fn what_cannot_be_learned_leaves_the_palette_as_it_was() {
    let folder = TempDir::new().unwrap();
    draw(&folder.path().join("healed.png"));
    assert_eq!(
        add(&folder, &["--shade", "6", "--healed", "60d"]).0,
        Some(0)
    );
    let palette = || fs::read_to_string(folder.path().join("my-ink.json")).unwrap();
    let before = palette();
    let (code, _, said) = add(&folder, &["--shade", "6", "--healed", "60d"]);
    assert_eq!(code, Some(2));
    assert!(said.contains("the same a second time"), "{said}");
    let swapped = [
        "--dot",
        "55,5,40,40",
        "--skin",
        "5,5,40,40",
        "--shade",
        "6",
        "--healed",
        "60d",
    ];
    let args = [
        &["calibrate", "add", "my-ink.json", "healed.png"][..],
        &swapped,
    ]
    .concat();
    let (code, _, said) = run(&folder, &args);
    assert_eq!(code, Some(2));
    assert!(said.contains("is not below"), "{said}");
    assert_eq!(palette(), before);
}
