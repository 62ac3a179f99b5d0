//! The config commands: show, path, init.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{self, Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, ensure};
use clap::CommandFactory;
use serde_json::Value;

use crate::args::{Cli, ConfigCommand};
use crate::output::Destination;
use crate::settings::{self, KEYS, Settings};
use crate::whole;

/// What a new settings file says; nothing in it is set.
const TEMPLATE: &str = "\
# Settings of smpmatch. A key is the name of an option and holds where the option is not
# typed; smpmatch config show tells what is in force.

# palette = \"my-ink.json\"   # beside this file, or by its full path
# volume = 5                # of the mix, in ml
# drop-ml = 0.05            # of a drop
# sessions = 3              # to plan, 2 to 4
# dot-mm = 0.3              # a healed dot of your needle
# density = 200             # dots on a square centimeter
# format = \"text\"           # text, json, jsonl, csv, html
";

/// Runs a config command.
pub(crate) fn run(command: &ConfigCommand, is_ignored: bool) -> Result<ExitCode> {
    let text = match command {
        ConfigCommand::Path => format!("{}\n", file()?.display()),
        ConfigCommand::Init => init(&file()?)?,
        ConfigCommand::Show if is_ignored => shown(&Settings::default()),
        ConfigCommand::Show => shown(&Settings::read()?),
    };
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())
        .with_context(|| Destination::Stdout.trouble())?;
    Ok(ExitCode::SUCCESS)
}

/// Makes a palette the one that is used where none is typed, or the built-in one; returns the
/// settings file.
pub(crate) fn use_palette(palette: Option<&Path>) -> Result<PathBuf> {
    let file = file()?;
    let trouble = || format!("cannot change the settings {}", file.display());
    let text = match fs::read_to_string(&file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        text => text.with_context(trouble)?,
    };
    let setting = palette.map(palette_line).transpose();
    let setting = setting.with_context(trouble)?;
    let text = with_line("palette", setting.as_deref(), &text);
    folder_of(&file)
        .and_then(|()| whole::write(&file, text.as_bytes()))
        .with_context(trouble)?;
    Ok(file)
}

/// The line that sets a palette. What JSON escapes, TOML reads alike.
fn palette_line(palette: &Path) -> Result<String> {
    let path = path::absolute(palette)?;
    let path = path.to_str().context("the path is not in Unicode")?;
    Ok(format!("palette = {}", Value::from(path)))
}

/// The text with the line that sets a key put in place of the one that does, or in front; every
/// other line stays as the artist wrote it.
fn with_line(key: &str, setting: Option<&str>, text: &str) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    if let Some(old) = settings::line_of(key, text) {
        lines.remove(old);
    }
    let lines = setting.into_iter().chain(lines);
    lines.fold(String::new(), |text, line| text + line + "\n")
}

fn file() -> Result<PathBuf> {
    settings::place()
        .context("this machine has no usual place for settings: name one in SMPMATCH_CONFIG")
}

fn folder_of(file: &Path) -> io::Result<()> {
    file.parent().map_or(Ok(()), fs::create_dir_all)
}

fn init(file: &Path) -> Result<String> {
    ensure!(
        !file.exists(),
        "{} is there already: edit it, or remove it first",
        file.display()
    );
    folder_of(file)
        .and_then(|()| File::create_new(file))
        .and_then(|mut file| file.write_all(TEMPLATE.as_bytes()))
        .with_context(|| format!("cannot write {}", file.display()))?;
    Ok(format!("{}\n", file.display()))
}

/// Every setting with its value and where that comes from.
fn shown(settings: &Settings) -> String {
    let command = Cli::command();
    let built_in = |key: &str| {
        let mut options = command.get_arguments();
        let option = options.find(|arg| arg.get_long() == Some(key))?;
        let value = option.get_default_values().first()?;
        Some(value.display().to_string())
    };
    let line = |key: &&str| {
        if let Some(set) = settings.of(key) {
            return format!("{key:<11} {:<8} {}\n", set.value.display(), set.origin);
        }
        let value = built_in(key).unwrap_or_else(|| "-".to_owned());
        format!("{key:<11} {value:<8} built in\n")
    };
    KEYS.iter().map(line).collect()
}
