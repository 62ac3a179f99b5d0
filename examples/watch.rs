//! Prints the best shade of a photo, or of each that comes into a folder: `watch PHOTO|FOLDER`.
#![expect(clippy::print_stdout, reason = "its lines are what it is for")]

use std::{collections::HashSet, env, error::Error, fs, path::PathBuf, sync::mpsc, time::Duration};

use notify_debouncer_mini::{DebouncedEventKind, new_debouncer, notify::RecursiveMode};
use smpmatch::answer::{AnswerOptions, answer};
use smpmatch::palette::Palette;
use smpmatch::photo::{Limits, Photo};

fn main() -> Result<(), Box<dyn Error>> {
    let path: PathBuf = env::args_os()
        .nth(1)
        .ok_or("name a photo or folder")?
        .into();
    if path.is_file() {
        return best_shade(&path).map(|shade| println!("{}: {shade}", path.display()));
    }
    let (sender, changes) = mpsc::channel(); // Quiet for a second, a file is copied whole.
    let mut folder = new_debouncer(Duration::from_secs(1), sender)?;
    folder.watcher().watch(&path, RecursiveMode::NonRecursive)?;
    let mut known = HashSet::new();
    for change in changes.iter().flatten().flatten() {
        let (path, is_quiet) = (change.path, change.kind == DebouncedEventKind::Any);
        if is_quiet && path.is_file() && known.insert(path.clone()) {
            let shade = best_shade(&path).unwrap_or_else(|error| error.to_string());
            println!("{}: {shade}", path.display());
        }
    }
    Ok(())
}

fn best_shade(path: &PathBuf) -> Result<String, Box<dyn Error>> {
    let photo = Photo::from_bytes(&fs::read(path)?, &Limits::default())?;
    let answer = answer(&photo, &Palette::generic(), &AnswerOptions::default())?;
    let ranking = answer.ranking.ok_or("no hair or no skin to match by")?;
    Ok(format!("shade {}", ranking.matches[0].shade))
}
