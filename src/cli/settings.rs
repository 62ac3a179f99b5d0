//! The artist's own defaults: a settings file in TOML, and a palette named in the environment.

use std::env;
use std::error::Error as _;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use clap::{Arg, Command, CommandFactory};
use etcetera::BaseStrategy;
use serde_json::{Map, Value};

use crate::args::Cli;
use crate::likeness::most_alike;

/// Names a settings file in another place than the platform's.
const PLACE: &str = "SMPMATCH_CONFIG";
/// Names the palette to use, before the settings file does.
const PALETTE: &str = "SMPMATCH_PALETTE";

/// The options that a settings file may set, by their names on the command line.
pub(crate) const KEYS: [&str; 12] = [
    "palette",
    "volume",
    "drop-ml",
    "sessions",
    "dot-mm",
    "hair-mm",
    "stubble-mm",
    "density",
    "heal-keep",
    "half-life",
    "top",
    "format",
];

/// Values that hold where their options are not typed.
#[derive(Debug, Default)]
pub(crate) struct Settings(Vec<Setting>);

/// The value of one option.
#[derive(Debug)]
pub(crate) struct Setting {
    pub(crate) key: &'static str,
    pub(crate) value: &'static OsStr,
    /// Where it comes from, in words.
    pub(crate) origin: String,
}

impl Settings {
    /// Reads the settings file, if there is one, and the environment.
    pub(crate) fn read() -> Result<Self> {
        let mut settings = match place() {
            Some(path) => Self::of_file(&path)?,
            None => Self::default(),
        };
        if let Some(palette) = variable(PALETTE) {
            settings.0.retain(|setting| setting.key != "palette");
            settings.0.push(Setting {
                key: "palette",
                value: kept(palette),
                origin: PALETTE.to_owned(),
            });
        }
        Ok(settings)
    }

    fn of_file(path: &Path) -> Result<Self> {
        let trouble = || format!("cannot read the settings {}", path.display());
        let text = match fs::read_to_string(path) {
            // Only a file that was asked for by name has to be there.
            Err(error) if error.kind() == ErrorKind::NotFound && variable(PLACE).is_none() => {
                return Ok(Self::default());
            }
            text => text.with_context(trouble)?,
        };
        Self::of_text(path, &text)
    }

    /// Reads the text of a settings file.
    pub(crate) fn of_text(path: &Path, text: &str) -> Result<Self> {
        let trouble = || format!("cannot read the settings {}", path.display());
        let values: Map<String, Value> = basic_toml::from_str(text).with_context(trouble)?;
        let settings = values.iter().map(|(key, value)| {
            let line = line_of(key, text).map_or(1, |index| index + 1);
            SettingPlace { path, line }.setting(key, value)
        });
        settings.collect::<Result<_>>().map(Self)
    }

    /// The value that is set for an option.
    pub(crate) fn of(&self, key: &str) -> Option<&Setting> {
        self.0.iter().find(|setting| setting.key == key)
    }

    /// The same command with these values where nothing is typed. Commands know the palette alone:
    /// their other options are about something else.
    pub(crate) fn under(&self, command: Command) -> Command {
        let set = |arg: Arg| match arg.get_long().and_then(|long| self.of(long)) {
            Some(setting) => arg.default_value(setting.value),
            None => arg,
        };
        command
            .mut_args(set)
            .mut_subcommands(|command| self.palette_under(command))
    }

    fn palette_under(&self, command: Command) -> Command {
        let set = |arg: Arg| match self.of("palette").filter(|_| arg.get_id() == "palette") {
            Some(setting) => arg.default_value(setting.value),
            None => arg,
        };
        command
            .mut_args(set)
            .mut_subcommands(|command| self.palette_under(command))
    }
}

/// A line of the settings file.
struct SettingPlace<'a> {
    path: &'a Path,
    line: usize,
}

impl SettingPlace<'_> {
    fn setting(&self, key: &str, value: &Value) -> Result<Setting> {
        let here = || format!("{}, line {}", self.path.display(), self.line);
        let known = KEYS.into_iter().find(|known| *known == key);
        let key = known.with_context(|| unknown(key)).with_context(here)?;
        let text = text(value).with_context(|| format!("'{key}' expects a number or a text"));
        let value = self.value(key, text.with_context(here)?);
        check(key, &value).with_context(here)?;
        Ok(Setting {
            key,
            value: kept(value),
            origin: here(),
        })
    }

    /// A palette is meant from where the settings are.
    fn value(&self, key: &str, text: String) -> OsString {
        if key != "palette" {
            return text.into();
        }
        let home = text.strip_prefix("~/").zip(etcetera::home_dir().ok());
        let folder = self.path.parent().unwrap_or(Path::new(""));
        match home {
            Some((rest, home)) => home.join(rest).into(),
            None => folder.join(text).into(),
        }
    }
}

/// Where the settings file is, or would be; none where the platform tells no place.
pub(crate) fn place() -> Option<PathBuf> {
    if let Some(named) = variable(PLACE) {
        return Some(named.into());
    }
    let base = etcetera::choose_base_strategy().ok();
    base.map(|base| base.config_dir().join("smpmatch").join("config.toml"))
}

/// A variable of the environment; an empty one is none.
fn variable(name: &str) -> Option<OsString> {
    env::var_os(name).filter(|value| !value.is_empty())
}

/// The value for good: settings are read once, and clap keeps what holds as long as the program.
fn kept(value: OsString) -> &'static OsStr {
    Box::leak(value.into_boxed_os_str())
}

/// The index of the line that sets a key.
pub(crate) fn line_of(key: &str, text: &str) -> Option<usize> {
    text.lines().position(|line| {
        let behind = line.trim_start().strip_prefix(key);
        behind.is_some_and(|behind| behind.trim_start().starts_with('='))
    })
}

fn unknown(key: &str) -> String {
    match most_alike(key, KEYS) {
        Some(known) => format!("there is no setting '{key}': did you mean '{known}'?"),
        None => format!(
            "there is no setting '{key}', expected one of {}",
            KEYS.join(", ")
        ),
    }
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Refuses what the option itself would refuse.
fn check(key: &str, value: &OsString) -> Result<()> {
    let mut typed = OsString::from(format!("--{key}="));
    typed.push(value);
    let words = ["smpmatch".into(), typed, "photo.jpg".into()];
    let Err(refusal) = Cli::command().try_get_matches_from(words) else {
        return Ok(());
    };
    let why = refusal.source().map(ToString::to_string);
    let why = why.unwrap_or_else(|| format!("expected what --{key} takes"));
    Err(anyhow!(why).context(format!("'{key}' cannot be {}", value.display())))
}
