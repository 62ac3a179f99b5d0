//! `examples/spark/analyze.py` on a Spark cluster of two workers on this machine.
//!
//! `PySpark` is installed once, in a virtual environment under `target/`. Where it cannot be, or
//! there is no Java for it, the test is skipped and says so.
#![cfg(unix)]

use std::fs::{self, File};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use assert_cmd::cargo::cargo_bin;
use tempfile::TempDir;

use crate::common::skip::skip;
use crate::common::tiny::{BOXES, write_photo};

const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/spark");
const OLDEST_JAVA: u32 = 17;
const PHOTOS: usize = 23;
const PHOTOS_PER_TASK: usize = 5;
/// Longest that each step of installing `PySpark` may take: a slow network is no fault.
const TO_INSTALL: Duration = Duration::from_secs(120);
/// Longest that the cluster may take.
const TO_RUN: Duration = Duration::from_secs(240);

/// Stands in for the program on the workers. One task is killed in the midst of its lines, as if
/// its worker had died; what it gets when it is tried again is the program.
const DIES_ONCE: &str = r#"#!/bin/sh
paths=$(cat)
case "$paths" in *photo-11.png*)
    if mkdir killed 2> /dev/null; then
        printf '%s\n' "$paths" | SMPMATCH "$@" | head -n 2
        kill -9 $$
    fi
esac
printf '%s\n' "$paths" | exec SMPMATCH "$@"
"#;

#[test]
fn a_cluster_gives_the_lines_of_one_process_though_a_task_is_killed() {
    let spark = match pyspark() {
        Ok(spark) => spark,
        Err(reason) => return skip(&reason),
    };
    let folder = TempDir::new().unwrap();
    let list = write_photos(folder.path());
    let dies_once = write_program(folder.path());
    let results = folder.path().join("results");
    let mut submit = Command::new(spark.join("bin/spark-submit"));
    let submit = on_this_machine(&mut submit, &spark, folder.path())
        .args(["--master", "local-cluster[2,1,1024]"])
        .args(["--conf", "spark.ui.enabled=false"])
        .arg(format!("{EXAMPLE}/analyze.py"))
        .args(["--photos-per-task", &PHOTOS_PER_TASK.to_string()])
        .arg("--smpmatch")
        .args([&dies_once, &list, &results])
        .args(["--", "--quiet"])
        .args(BOXES);
    let log = run(submit, TO_RUN, &folder.path().join("spark.log")).unwrap();

    assert!(folder.path().join("killed").exists(), "{log}");
    assert_eq!(log.matches("Lost task").count(), 1, "{log}");
    assert_eq!(log.matches("PIPE_FUNCTION_EXITED").count(), 1, "{log}");
    let one = Command::new(cargo_bin("smpmatch"))
        .args(BOXES)
        .args(["-f", "jsonl", "--files-from"])
        .arg(&list)
        .output()
        .unwrap();
    assert_eq!(one.status.code(), Some(1), "some photos are bad");
    assert_eq!(parts(&results), one.stdout);
}

/// Photos, some of them damaged and one missing; gives the list of their paths.
fn write_photos(folder: &Path) -> PathBuf {
    let mut paths = vec![folder.join("missing.png").display().to_string()];
    for number in 1..PHOTOS {
        let photo = folder.join(format!("photo-{number:02}.png"));
        write_photo(&photo, 80);
        if number % 6 == 0 {
            let whole = fs::read(&photo).unwrap();
            fs::write(&photo, &whole[..whole.len() / 2]).unwrap();
        }
        paths.push(photo.display().to_string());
    }
    let list = folder.join("photos.txt");
    fs::write(&list, paths.join("\n") + "\n").unwrap();
    list
}

fn write_program(folder: &Path) -> PathBuf {
    let smpmatch = cargo_bin("smpmatch").display().to_string();
    let killed = folder.join("killed").display().to_string();
    let script = DIES_ONCE.replace("SMPMATCH", &smpmatch);
    let program = folder.join("dies-once");
    fs::write(
        &program,
        script.replace("mkdir killed", &format!("mkdir {killed}")),
    )
    .unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    program
}

/// The lines of all tasks, in order.
fn parts(results: &Path) -> Vec<u8> {
    let files = fs::read_dir(results).unwrap();
    let mut parts: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    parts.retain(|path| {
        path.file_name()
            .unwrap()
            .to_string_lossy()
            .starts_with("part-")
    });
    parts.sort();
    assert_eq!(parts.len(), PHOTOS.div_ceil(PHOTOS_PER_TASK));
    parts
        .iter()
        .flat_map(|part| fs::read(part).unwrap())
        .collect()
}

/// The virtual environment with the `PySpark` of the example, or why there is none.
fn pyspark() -> Result<PathBuf, String> {
    let java = java_version().ok_or("there is no Java here")?;
    if java < OLDEST_JAVA {
        return Err(format!(
            "Java is {java}, and Spark needs {OLDEST_JAVA} or newer"
        ));
    }
    let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pyspark");
    let requirements = format!("{EXAMPLE}/requirements.txt");
    let wanted = fs::read_to_string(&requirements).unwrap();
    let installed = home.join("installed");
    if fs::read_to_string(&installed).is_ok_and(|installed| installed == wanted) {
        return Ok(home);
    }
    let log = home.with_extension("log");
    let mut make = Command::new("python3");
    let make = make.args(["-m", "venv", "--clear"]).arg(&home);
    let _ = run(make, TO_INSTALL, &log)?;
    let mut pip = Command::new(home.join("bin/pip"));
    let pip = pip.args(["install", "--quiet", "--no-compile", "-r", &requirements]);
    let _ = run(pip, TO_INSTALL, &log)?;
    fs::write(installed, wanted).unwrap();
    Ok(home)
}

fn java_version() -> Option<u32> {
    let told = Command::new("java").arg("-version").output().ok()?.stderr;
    let told = String::from_utf8(told).ok()?;
    let version = told.split('"').nth(1)?;
    version.split('.').next()?.parse().ok()
}

/// Everything that Spark writes goes into the folder, and it talks to this machine alone.
fn on_this_machine<'a>(submit: &'a mut Command, spark: &Path, folder: &Path) -> &'a mut Command {
    let path = std::env::var("PATH").unwrap();
    submit
        .current_dir(folder)
        .env_remove("SPARK_HOME")
        .env("PATH", format!("{}:{path}", spark.join("bin").display()))
        .env("PYSPARK_PYTHON", spark.join("bin/python"))
        .env("SPARK_LOCAL_IP", "127.0.0.1")
        .env("SPARK_LOCAL_DIRS", folder.join("local"))
        .env("SPARK_WORKER_DIR", folder.join("work"))
}

/// Runs a command to its end; gives what it says, or why it failed.
fn run(command: &mut Command, longest: Duration, log: &Path) -> Result<String, String> {
    let name = command.get_program().display().to_string();
    let said = File::create(log).unwrap();
    let command = command
        .stdin(Stdio::null())
        .stdout(said.try_clone().unwrap());
    let child = command.stderr(said).spawn();
    let mut child = child.map_err(|error| format!("{name} is not here: {error}"))?;
    let start = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if start.elapsed() > longest {
            child.kill().unwrap();
            break child.wait().unwrap();
        }
        sleep(Duration::from_millis(100));
    };
    let said = fs::read_to_string(log).unwrap();
    if status.success() {
        Ok(said)
    } else {
        Err(format!("{name} ended with {status}: {said}"))
    }
}
