//! Many photos from outside: folders, lists, jobs, and the forms of the report that stream.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command as Process;
use std::thread::sleep;
use std::time::{Duration, Instant};

use assert_cmd::Command;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::common::program::{STUBBLE, stdout};
use crate::common::skip::skip;
use crate::common::tiny::{BOXES, write_photo};

const SCHEMA: &str = include_str!("../src/report/report.schema.json");
/// Sorts between the plain names and needs every kind of quoting.
const AWKWARD: &str = "b \"quoted\", with\nbreak.png";

/// A folder of a few tiny photos, one of them damaged, with what else lies in such folders.
fn folder_of_photos() -> TempDir {
    let folder = TempDir::new().unwrap();
    for name in ["c.PNG", "a.png", AWKWARD, "within/d.png", "photo"] {
        write_photo(&folder.path().join(name), 80);
    }
    for name in ["bad.jpg", "notes.txt", "._a.png"] {
        fs::write(folder.path().join(name), b"not a photo").unwrap();
    }
    folder
}

fn smpmatch(folder: &TempDir) -> Command {
    let mut command = Command::cargo_bin("smpmatch").unwrap();
    command.current_dir(folder).args(BOXES);
    command
}

fn lines(command: &mut Command) -> Vec<Value> {
    let text = stdout(command.args(["-f", "jsonl"]));
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn names(command: &mut Command) -> Vec<String> {
    let name = |line: &Value| line["photo"].as_str().unwrap().to_owned();
    lines(command).iter().map(name).collect()
}

fn in_folder(name: &str) -> String {
    Path::new(".").join(name).display().to_string()
}

#[test]
fn json_lines_are_the_photos_of_the_json_report() {
    let folder = folder_of_photos();
    let report = stdout(smpmatch(&folder).args(["-f", "json", "."]));
    let report: Value = serde_json::from_str(&report).unwrap();
    let lines = lines(smpmatch(&folder).arg("."));
    assert_eq!(Value::Array(lines.clone()), report["photos"]);

    let mut schema: Value = serde_json::from_str(SCHEMA).unwrap();
    schema = json!({ "$defs": schema["$defs"].take(), "$ref": "#/$defs/photo" });
    let validator = jsonschema::validator_for(&schema).unwrap();
    for line in &lines {
        assert!(validator.is_valid(line), "{line}");
    }
}

#[test]
fn the_table_says_what_the_json_report_says() {
    let folder = folder_of_photos();
    let table = stdout(smpmatch(&folder).args(["-f", "csv", "."]));
    assert_eq!(
        table.matches("\r\n").count(),
        table.matches('\n').count() - breaks(&table)
    );
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let columns = reader.headers().unwrap().clone();
    let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
    let cell = |row: &csv::StringRecord, name: &str| {
        let place = columns.iter().position(|column| column == name);
        row[place.unwrap()].to_owned()
    };
    let mut left = rows.iter();
    for line in lines(smpmatch(&folder).arg(".")) {
        let matches = line["matches"].as_array().map_or(&[][..], Vec::as_slice);
        for place in 0..matches.len().max(1) {
            let row = left.next().unwrap();
            assert_eq!(cell(row, "photo"), line["photo"].as_str().unwrap());
            assert_eq!(cell(row, "status"), line["status"].as_str().unwrap());
            assert_eq!(cell(row, "error"), line["error"].as_str().unwrap_or(""));
            assert_eq!(cell(row, "error").is_empty(), line["status"] == "ok");
            if let Some(ranked) = matches.get(place) {
                assert_eq!(cell(row, "shade"), ranked["shade"].as_str().unwrap());
                assert_eq!(cell(row, "delta_e"), ranked["delta_e"].to_string());
                assert_eq!(
                    cell(row, "water_ml"),
                    ranked["recipe"]["water_ml"].to_string()
                );
                assert_eq!(cell(row, "hair_l"), line["hair"]["lab"][0].to_string());
                assert!(cell(row, "warnings").contains("palette-generic"));
            }
        }
    }
    assert!(left.next().is_none());
}

/// Line feeds that belong to a name.
fn breaks(table: &str) -> usize {
    table.matches("with\nbreak").count()
}

/// Scripts know the columns by place: new ones come last.
#[test]
fn the_columns_of_the_table_keep_their_names_and_places() {
    const COLUMNS: &str = "photo,status,error,width,height,light,hair_l,hair_a,hair_b,hair_hex,\
        hair_share,hair_style,seen_l,seen_a,seen_b,skin_l,skin_a,skin_b,skin_hex,ita_degrees,\
        ita_class,target,target_l,target_a,target_b,rank,shade,pigment_parts,water_parts,basis,\
        match_l,match_a,match_b,match_hex,delta_e,delta_l,verdict,probability,tie,volume_ml,\
        pigment_ml,water_ml,warnings,palette";
    let folder = TempDir::new().unwrap();
    let mut command = smpmatch(&folder);
    command.args(["-f", "csv", "--files-from", "-"]);
    let table = stdout(command.write_stdin(""));
    assert!(table.starts_with(COLUMNS), "{table}");
}

#[test]
fn every_column_of_the_table_is_filled_by_some_photo() {
    let folder = folder_of_photos();
    // Dots blend with the thin stubble beside the strip.
    let strip = concat!(env!("CARGO_MANIFEST_DIR"), "/samples/strip.jpg");
    let asked = ["-f", "csv", "--density", "250", "--by-folder"];
    let arguments = asked.into_iter().chain([".", STUBBLE, strip]);
    let mut command = Command::cargo_bin("smpmatch").unwrap();
    let table = stdout(command.current_dir(&folder).args(arguments));
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let columns = reader.headers().unwrap().clone();
    let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
    for (place, column) in columns.iter().enumerate() {
        let filled = rows.iter().any(|row| !row[place].is_empty());
        assert!(filled, "{column} is always empty");
    }
}

/// Writes the table of the folder and has it read by a program; gives the number of its photos
/// that the program prints, unless the program is missing.
fn photos_counted_by(reader: &mut Process, query: &str) -> Option<String> {
    let folder = folder_of_photos();
    smpmatch(&folder)
        .args(["-f", "csv", "-o", "table.csv", "."])
        .assert()
        .code(1);
    let Ok(output) = reader.arg(query).current_dir(&folder).output() else {
        skip(&format!("{} is not here", reader.get_program().display()));
        return None;
    };
    let (said, errors) = (output.stdout, String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{errors}");
    Some(String::from_utf8(said).unwrap().trim().to_owned())
}

/// One of the four photos is damaged, and one has quotes, a comma and a line feed in its name.
#[test]
fn python_reads_the_table() {
    const COUNT: &str = "import csv
rows = list(csv.DictReader(open('table.csv', newline='', encoding='utf-8'), strict=True))
assert all(None not in row and None not in row.values() for row in rows)
assert all((float(row['delta_e']) >= 0) == (row['error'] == '') for row in rows if row['rank'])
print(len({row['photo'] for row in rows}))";
    let counted = photos_counted_by(Process::new("python3").arg("-c"), COUNT);
    assert!(counted.is_none_or(|counted| counted == "4"));
}

#[test]
fn sqlite_reads_the_table() {
    const COUNT: &str = "SELECT count(DISTINCT photo) FROM photos
        WHERE status = 'error' OR (delta_e + 0 >= 0 AND shade + 0 > 0);";
    let mut reader = Process::new("sqlite3");
    let reader = reader.args([":memory:", ".import --csv table.csv photos"]);
    let counted = photos_counted_by(reader, COUNT);
    assert!(counted.is_none_or(|counted| counted == "4"));
}

#[test]
fn duckdb_reads_the_table_and_finds_the_types_of_its_columns() {
    const COUNT: &str = "SELECT count(DISTINCT photo) FROM 'table.csv'
        WHERE status = 'error' OR (delta_e >= 0 AND probability <= 1 AND rank >= 1);";
    let mut reader = Process::new("duckdb");
    let reader = reader.args(["-csv", "-noheader", "-c"]);
    let counted = photos_counted_by(reader, COUNT);
    assert!(counted.is_none_or(|counted| counted == "4"));
}

#[test]
fn a_folder_stands_for_its_photos_sorted_by_name() {
    let folder = folder_of_photos();
    let own = [
        in_folder("a.png"),
        in_folder(AWKWARD),
        in_folder("bad.jpg"),
        in_folder("c.PNG"),
    ];
    assert_eq!(names(smpmatch(&folder).arg(".")), own);
    let all = [&own[..], &[in_folder("within/d.png")]].concat();
    assert_eq!(names(smpmatch(&folder).args(["-r", "."])), all);
}

#[test]
fn pictures_drawn_beside_their_photos_are_no_photos() {
    let folder = folder_of_photos();
    let before = names(smpmatch(&folder).arg("."));
    let drawn = names(smpmatch(&folder).args(["--mask", ".", "--overlay", ".", "."]));
    assert_eq!(drawn, before);
    assert!(folder.path().join("a.png.mask.png").is_file());
    write_photo(&folder.path().join("alone.mask.png"), 80);
    let after = names(smpmatch(&folder).arg("."));
    assert_eq!(after.len(), before.len() + 1);
    assert!(after.contains(&in_folder("alone.mask.png")));
}

#[test]
fn a_file_that_is_named_is_always_read() {
    let folder = folder_of_photos();
    let lines = lines(smpmatch(&folder).args(["photo", "notes.txt"]));
    assert_eq!(lines[0]["status"], "ok");
    assert_eq!(lines[1]["status"], "error");
}

#[test]
fn a_folder_without_photos_is_a_row_that_says_so() {
    let folder = TempDir::new().unwrap();
    let lines = lines(smpmatch(&folder).arg("."));
    assert_eq!(lines[0]["photo"], ".");
    let error = lines[0]["error"].as_str().unwrap();
    assert!(error.contains("no photos in this folder"), "{error}");
}

#[test]
fn a_list_names_photos_and_a_missing_one_is_a_row() {
    let folder = folder_of_photos();
    let list = "c.PNG\r\n\nmissing.jpg\nwithin\n";
    fs::write(folder.path().join("list.txt"), list).unwrap();
    let found = ["a.png", "c.PNG", "missing.jpg", "within/d.png"];
    let from_file = names(smpmatch(&folder).args(["a.png", "--files-from", "list.txt"]));
    assert_eq!(from_file, found);
    let mut command = smpmatch(&folder);
    command.args(["--files-from", "-"]).write_stdin(list);
    assert_eq!(names(&mut command), found[1..]);
    command.assert().code(1);
    let mut command = smpmatch(&folder);
    command.args(["-0", "--files-from", "-"]);
    command.write_stdin("with\nbreak.png\0c.PNG\0");
    assert_eq!(names(&mut command), ["with\nbreak.png", "c.PNG"]);
}

#[test]
fn an_empty_list_gives_an_empty_report() {
    let folder = TempDir::new().unwrap();
    let mut command = smpmatch(&folder);
    command.args(["--files-from", "-", "-f", "jsonl"]);
    command.write_stdin("").assert().success().stdout("");
}

#[test]
fn a_list_and_a_photo_cannot_both_be_standard_input() {
    let folder = TempDir::new().unwrap();
    let mut command = smpmatch(&folder);
    command.args(["-", "--files-from", "-"]);
    command.write_stdin("").assert().code(2);
}

#[test]
fn any_number_of_jobs_gives_the_same_bytes() {
    let folder = folder_of_photos();
    for format in ["text", "json", "jsonl", "csv"] {
        let run = |jobs| {
            let arguments = [
                "-r",
                ".",
                STUBBLE,
                "missing.jpg",
                ".",
                "-f",
                format,
                "-j",
                jobs,
            ];
            let output = smpmatch(&folder).args(arguments).output().unwrap();
            let said = String::from_utf8(output.stderr).unwrap();
            // The summary tells the time that it took.
            let said: Vec<_> = said
                .lines()
                .filter(|line| !line.contains(" ms each"))
                .collect();
            (output.status.code(), output.stdout, said.join("\n"))
        };
        assert_eq!(run("1"), run("3"), "{format}");
    }
}

#[test]
fn quiet_keeps_failures_to_the_report() {
    let folder = folder_of_photos();
    let output = smpmatch(&folder)
        .args(["-q", "-f", "jsonl", "bad.jpg"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stderr.is_empty());
    assert!(output.stdout.ends_with(b"\n"));
}

#[test]
#[cfg(unix)]
fn an_interrupted_run_leaves_whole_lines() {
    let folder = TempDir::new().unwrap();
    let lines = folder.path().join("lines.jsonl");
    let mut run = Process::new(assert_cmd::cargo::cargo_bin("smpmatch"))
        .args(["-f", "jsonl", "-j", "2", "-o"])
        .arg(&lines)
        .args([STUBBLE; 300])
        .spawn()
        .unwrap();
    wait_for_first_line(&folder.path().join("lines.jsonl.part"));
    let id = run.id().to_string();
    Process::new("kill").args(["-INT", &id]).status().unwrap();
    assert_eq!(run.wait().unwrap().code(), Some(130));
    let text = fs::read_to_string(&lines).unwrap();
    assert!(text.ends_with('\n'));
    assert!(text.lines().count() < 300);
    for line in text.lines() {
        assert_eq!(serde_json::from_str::<Value>(line).unwrap()["status"], "ok");
    }
}

fn wait_for_first_line(file: &PathBuf) {
    let start = Instant::now();
    while fs::read(file).unwrap_or_default().is_empty() {
        assert!(start.elapsed() < Duration::from_secs(120), "no line came");
        sleep(Duration::from_millis(20));
    }
}

#[test]
fn an_empty_list_is_no_failure_but_is_told() {
    let folder = TempDir::new().unwrap();
    let list = folder.path().join("list.txt");
    fs::write(&list, "\n").unwrap();
    let run = |more: &[&str]| {
        let mut command = smpmatch(&folder);
        command
            .args(["-f", "json", "--files-from", "list.txt"])
            .args(more);
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{more:?}");
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(report["photos"], json!([]));
        String::from_utf8(output.stderr).unwrap()
    };
    assert!(run(&[]).contains("the list names no photo"));
    assert_eq!(run(&["-q"]), "");
}

#[cfg(unix)]
#[test]
fn a_pipe_in_a_folder_is_not_waited_for() {
    let folder = folder_of_photos();
    let pipe = folder.path().join("within/pipe.jpg");
    assert!(Process::new("mkfifo").arg(pipe).status().unwrap().success());
    let mut command = smpmatch(&folder);
    command
        .args(["-f", "json", "within"])
        .timeout(Duration::from_secs(60));
    let report: Value = serde_json::from_slice(&command.output().unwrap().stdout).unwrap();
    assert_eq!(report["photos"].as_array().unwrap().len(), 1);
}
