//! Commands that were mistyped, and would be taken for photos.

use std::path::Path;

use anyhow::{Result, bail};
use clap::CommandFactory;

use crate::args::Cli;
use crate::likeness::most_alike;

/// Refuses a first photo that does not exist and is named nearly like a command.
pub(crate) fn refuse_mistyped_command(photos: &[impl AsRef<Path>]) -> Result<()> {
    let missing = photos.first().map(AsRef::as_ref);
    let missing = missing.filter(|first| !first.exists());
    if let Some((typed, command)) = missing.and_then(|first| Some((first, meant(first)?))) {
        let typed = typed.display();
        if typed.to_string() == command {
            bail!(
                "'{command}' is a command and stands first: smpmatch {command}, then its options"
            );
        }
        bail!("there is no photo '{typed}': did you mean the command 'smpmatch {command}'?");
    }
    Ok(())
}

fn meant(word: &Path) -> Option<String> {
    if word.extension().is_some() {
        return None;
    }
    let word = word.to_str()?.to_lowercase();
    let commands = Cli::command();
    let names = commands.get_subcommands().map(clap::Command::get_name);
    most_alike(&word, names).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_taken_for_the_command_that_it_is_nearly_called() {
        for (word, command) in [
            ("palet", Some("palette")),
            ("Pallette", Some("palette")),
            ("calibrat", Some("calibrate")),
            ("compair", Some("compare")),
            ("completion", Some("completions")),
            ("photos", None),
            ("client", None),
            ("palette.jpg", None),
            ("clients/compare", None),
        ] {
            assert_eq!(meant(Path::new(word)).as_deref(), command, "{word}");
        }
    }
}
