//! The artist's own defaults, from outside.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

use crate::common::program::{json, smpmatch, stdout};

/// Black hair on light skin, which need no photo.
const COLORS: [&str; 4] = ["--hair-lab", "15,0,0", "--skin-lab", "65.5,9.5,14.5"];

struct Studio {
    folder: TempDir,
}

impl Studio {
    fn new(settings: &str) -> Self {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("config.toml"), settings).unwrap();
        Self { folder }
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, args: &[&str]) -> Command {
        let mut command = smpmatch();
        command
            .env("SMPMATCH_CONFIG", self.at("config.toml"))
            .args(args);
        command
    }

    fn report(&self, args: &[&str]) -> Value {
        let mut command = self.run(&COLORS);
        json(command.args(["-f", "json"]).args(args))
    }

    fn refusal(&self, args: &[&str]) -> String {
        let output = self.run(args).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        String::from_utf8(output.stderr).unwrap()
    }
}

fn volume(report: &Value) -> f64 {
    report["photos"][0]["matches"][0]["recipe"]["volume_ml"]
        .as_f64()
        .unwrap()
}

#[test]
fn the_command_line_goes_before_the_settings_and_these_before_what_is_built_in() {
    let studio = Studio::new("# mine\nvolume = 2.5\nsessions = 4\n");
    let set = studio.report(&[]);
    assert_eq!(
        (volume(&set), &set["settings"]["sessions"]),
        (2.5, &Value::from(4))
    );
    assert!((volume(&studio.report(&["--volume", "7"])) - 7.0).abs() < 1e-9);
    let ignored = studio.report(&["--no-config"]);
    assert_eq!(
        (volume(&ignored), &ignored["settings"]["sessions"]),
        (5.0, &Value::from(3))
    );
    let shown = stdout(&mut studio.run(&["config", "show"]));
    assert!(shown.contains("config.toml, line 2"), "{shown}");
}

#[test]
fn a_wrong_setting_is_refused_with_its_place() {
    for (settings, words) in [
        (
            "volume = 5\nvolum = 2\n",
            ["line 2", "did you mean 'volume'"],
        ),
        ("\n\nvolume = 0\n", ["line 3", "expected 0.1 to 1000 ml"]),
        ("sessions = [3]\n", ["line 1", "a number or a text"]),
        ("volume = \n", ["line 1", "config.toml"]),
    ] {
        let refusal = Studio::new(settings).refusal(&COLORS);
        for word in words {
            assert!(refusal.contains(word), "no '{word}' in: {refusal}");
        }
    }
    let nowhere = smpmatch()
        .env("SMPMATCH_CONFIG", "/nowhere/config.toml")
        .args(COLORS)
        .output()
        .unwrap();
    assert_eq!(nowhere.status.code(), Some(2));
}

#[test]
fn a_palette_is_written_down_put_to_use_and_taken_back() {
    let studio = Studio::new("volume = 2.5  # small cups\n");
    let ink = studio.at("my-ink.json");
    let ink = ink.to_str().unwrap();
    let name = |report: &Value| report["palette"]["name"].as_str().unwrap().to_owned();
    assert!(
        studio
            .run(&["palette", "new", ink])
            .output()
            .unwrap()
            .status
            .success()
    );
    assert!(studio.refusal(&["palette", "new", ink]).contains("--force"));
    assert!(
        studio
            .run(&["palette", "use", ink])
            .output()
            .unwrap()
            .status
            .success()
    );
    assert_eq!(name(&studio.report(&[])), "My ink");
    assert!(stdout(&mut studio.run(&["palette", "show"])).contains("My ink"));
    assert!(name(&studio.report(&["--no-config"])).contains("Generic"));
    let text = fs::read_to_string(studio.at("config.toml")).unwrap();
    assert!(text.contains("# small cups"), "{text}");
    assert!(
        studio
            .run(&["palette", "use"])
            .output()
            .unwrap()
            .status
            .success()
    );
    assert!(name(&studio.report(&[])).contains("Generic"));
}

#[test]
fn a_palette_put_to_use_makes_the_settings_that_are_not_there_yet() {
    let studio = Studio::new("");
    let ink = studio.at("my-ink.json");
    let ink = ink.to_str().unwrap();
    let _ = stdout(&mut studio.run(&["palette", "new", ink]));
    fs::remove_file(studio.at("config.toml")).unwrap();
    let _ = stdout(&mut studio.run(&["palette", "use", ink]));
    assert_eq!(studio.report(&[])["palette"]["name"], "My ink");
}

#[test]
fn a_palette_is_found_beside_the_settings_and_the_environment_goes_before_them() {
    let studio = Studio::new("palette = \"mine.json\"\n");
    for (file, name) in [("mine.json", "Mine"), ("other.json", "Other")] {
        let generic = stdout(&mut studio.run(&["palette", "new", "-"]));
        fs::write(studio.at(file), generic.replace("My ink", name)).unwrap();
    }
    let name = |command: &mut Command| json(command)["palette"]["name"].clone();
    let run = || {
        let mut command = studio.run(&COLORS);
        command.args(["-f", "json"]);
        command
    };
    assert_eq!(name(&mut run()), "Mine");
    assert_eq!(
        name(run().env("SMPMATCH_PALETTE", studio.at("other.json"))),
        "Other"
    );
}

#[test]
fn settings_begin_with_a_file_in_which_nothing_is_set() {
    let home = TempDir::new().unwrap();
    let run = |args: &[&str]| {
        let mut command = smpmatch();
        stdout(command.env("XDG_CONFIG_HOME", home.path()).args(args))
    };
    let path = run(&["config", "path"]);
    if !Path::new(path.trim()).starts_with(home.path()) {
        return; // Another platform keeps its settings elsewhere.
    }
    let before = run(&["config", "show"]);
    assert_eq!(run(&["config", "init"]), path);
    assert_eq!(run(&["config", "show"]), before);
    let begun = fs::read_to_string(path.trim()).unwrap();
    let mut again = smpmatch();
    again
        .env("XDG_CONFIG_HOME", home.path())
        .args(["config", "init"]);
    let refusal = String::from_utf8(again.output().unwrap().stderr).unwrap();
    assert!(refusal.contains("is there already"), "{refusal}");
    for key in ["palette", "volume", "sessions", "format"] {
        assert!(begun.contains(&format!("# {key} = ")), "{begun}");
    }
}

#[test]
fn the_form_of_a_report_follows_the_name_of_its_file() {
    let studio = Studio::new("");
    for (file, begin) in [
        ("a.json", "{"),
        ("a.jsonl", "{\"photo\":"),
        ("a.CSV", "photo,status"),
        ("a.html", "<!DOCTYPE html>"),
    ] {
        let path = studio.at(file);
        let mut command = studio.run(&COLORS);
        command.arg("-o").arg(&path);
        assert!(command.output().unwrap().status.success());
        let text = fs::read_to_string(path).unwrap();
        assert!(
            text.to_lowercase().starts_with(&begin.to_lowercase()),
            "{file}: {text:.60}"
        );
    }
    let path = studio.at("b.csv");
    let mut command = studio.run(&COLORS);
    command.args(["-f", "json", "-o"]).arg(&path);
    assert!(command.output().unwrap().status.success());
    assert!(fs::read_to_string(path).unwrap().starts_with('{'));
}
