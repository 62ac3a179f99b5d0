//! Any text is a settings file or refused, and what it sets the command line takes.
#![no_main]
#![allow(dead_code, reason = "the program uses what the target does not")]

use std::path::Path;

use clap::CommandFactory;
use libfuzzer_sys::fuzz_target;

include!("program.rs");

fuzz_target!(|text: &str| {
    if let Ok(settings) = settings::Settings::of_text(Path::new("config.toml"), text) {
        let command = settings.under(args::Cli::command());
        let typed = command.try_get_matches_from(["smpmatch", "photo.jpg"]);
        assert!(typed.is_ok(), "{typed:?}");
    }
});
