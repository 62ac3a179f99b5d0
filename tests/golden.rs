//! Every report of every sample, held to the files in `tests/golden/`.
//!
//! Where a report rightly changes, `GOLDEN=write cargo test --test tests golden` writes them anew; the
//! difference is then read as text before it is kept.

use std::fs;
use std::path::{Path, PathBuf};

use crate::common::program::{assert_fits_schema, smpmatch, stdout};

const HOME: &str = env!("CARGO_MANIFEST_DIR");

/// The samples, each with the options that an artist gives with it.
const SAMPLES: [(&str, &[&str]); 8] = [
    ("stubble-light", &[]),
    ("buzz-intermediate", &[]),
    ("long-dense", &[]),
    ("stubble-dark", &[]),
    ("red-buzz", &[]),
    ("card-warm-light", &["--card", "auto"]),
    (
        "strip",
        &[
            "--strip",
            "50,650,500,100",
            "--strip-shades",
            "6,10,15,20,30",
        ],
    ),
    ("no-hair", &[]),
];

/// The forms of a report, each with the ending of its files.
const FORMS: [(&[&str], &str); 5] = [
    (&["-f", "text"], "txt"),
    (&["-f", "text", "-v"], "details.txt"),
    (&["-f", "json"], "json"),
    (&["-f", "csv"], "csv"),
    (&["-f", "html"], "html"),
];

#[test]
fn every_report_of_a_sample_is_the_one_that_was_read() {
    for (sample, options) in SAMPLES {
        let photo = format!("samples/{sample}.jpg");
        for (form, ending) in FORMS {
            let mut command = smpmatch();
            command.current_dir(HOME).args(form).args(options);
            let report = stdout(command.arg(&photo));
            if ending == "json" {
                assert_fits_schema(&serde_json::from_str(&report).unwrap());
            }
            assert_is_golden(&format!("{sample}.{ending}"), &report);
        }
    }
}

#[test]
fn the_report_of_two_visits_is_the_one_that_was_read() {
    let visits = ["samples/stubble-light.jpg", "samples/card-warm-light.jpg"];
    for (form, ending) in [("text", "txt"), ("json", "json"), ("html", "html")] {
        let mut command = smpmatch();
        command.current_dir(HOME).args(["compare", "-f", form]);
        let report = stdout(command.args(visits));
        assert_is_golden(&format!("compare.{ending}"), &report);
    }
}

/// Holds a report to its file, or writes it where that is asked for.
fn assert_is_golden(name: &str, report: &str) {
    let path: PathBuf = Path::new(HOME).join("tests/golden").join(name);
    let report = without_what_differs(report);
    if std::env::var_os("GOLDEN").is_some_and(|asked| asked == "write") {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, report).unwrap();
        return;
    }
    let golden = fs::read_to_string(&path).unwrap_or_default();
    let differs = |(ours, read): &(&str, &str)| ours != read;
    let both = || report.lines().zip(golden.lines());
    if let Some((ours, read)) = both().find(differs) {
        let line = both().position(|pair| differs(&pair)).unwrap() + 1;
        panic!("{name}, line {line}:\n  read {read}\n  now  {ours}");
    }
    let lengths = [&report, &golden].map(|text| text.lines().count());
    assert_eq!(
        lengths[0], lengths[1],
        "{name}: lines now and when it was read"
    );
}

/// The report without its pictures and its style, and without what changes with every version and
/// option.
fn without_what_differs(report: &str) -> String {
    let lines = without_style(report).into_iter().map(|line| {
        match line.split_once("\"settings_digest\": ") {
            Some((before, _)) => format!("{before}\"settings_digest\": \"0000000000000000\","),
            None => without_pictures(line),
        }
    });
    lines.map(|line| line + "\n").collect()
}

/// The lines of a report but those of the style sheet, which is the same in all.
fn without_style(report: &str) -> Vec<&str> {
    let mut is_style = false;
    let is_kept = |line: &&str| {
        is_style &= *line != "</style>";
        let is_kept = !is_style;
        is_style |= *line == "<style>";
        is_kept
    };
    report.lines().filter(is_kept).collect()
}

/// A line with every embedded picture emptied.
fn without_pictures(line: &str) -> String {
    const PICTURE: &str = "base64,";
    let mut parts = line.split(PICTURE);
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(['"', ')']).unwrap_or(part.len());
        kept += PICTURE;
        kept += &part[end..];
    }
    kept
}
