// The program's modules, at the root of a target as they are at the root of the program.

#[path = "../../src/cli/analyze.rs"]
mod analyze;
#[path = "../../src/cli/args/mod.rs"]
mod args;
#[path = "../../src/cli/batch.rs"]
mod batch;
#[path = "../../src/cli/calibrate.rs"]
mod calibrate;
#[path = "../../src/cli/clients.rs"]
mod clients;
#[path = "../../src/cli/compare.rs"]
mod compare;
#[path = "../../src/cli/config.rs"]
mod config;
#[path = "../../src/cli/digest.rs"]
mod digest;
#[path = "../../src/cli/drawings.rs"]
mod drawings;
#[path = "../../src/cli/folder.rs"]
mod folder;
#[path = "../../src/cli/guard.rs"]
mod guard;
#[path = "../../src/cli/input.rs"]
mod input;
#[path = "../../src/cli/likeness.rs"]
mod likeness;
#[path = "../../src/cli/line.rs"]
mod line;
#[path = "../../src/cli/list.rs"]
mod list;
#[path = "../../src/cli/manual.rs"]
mod manual;
#[path = "../../src/cli/open/mod.rs"]
mod open;
#[path = "../../src/cli/output.rs"]
mod output;
#[path = "../../src/cli/palette/mod.rs"]
mod palette;
#[path = "../../src/cli/printable.rs"]
mod printable;
#[path = "../../src/cli/progress.rs"]
mod progress;
#[path = "../../src/cli/resume.rs"]
mod resume;
#[path = "../../src/cli/run.rs"]
mod run;
#[path = "../../src/cli/settings.rs"]
mod settings;
#[path = "../../src/cli/tally.rs"]
mod tally;
#[path = "../../src/cli/telling.rs"]
mod telling;
#[path = "../../src/cli/text.rs"]
mod text;
#[path = "../../src/cli/timeout.rs"]
mod timeout;
#[path = "../../src/cli/typo.rs"]
mod typo;
#[path = "../../src/cli/values.rs"]
mod values;
#[path = "../../src/cli/whole.rs"]
mod whole;
