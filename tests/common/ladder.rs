//! Palettes of any dilutions.

use std::fs;

use serde_json::json;
use tempfile::TempDir;

/// A palette file of dilutions, each so many parts of pigment and of water.
pub(crate) fn ladder(folder: &TempDir, dilutions: &[(f64, f64)]) -> String {
    let dilution = |(place, (pigment, water)): (usize, &(f64, f64))| json!({ "shade": format!("s{place}"), "pigment_parts": pigment, "water_parts": water });
    let dilutions: Vec<_> = dilutions.iter().enumerate().map(dilution).collect();
    let palette = json!({ "format": 1, "name": "Ladder", "dilutions": dilutions,
        "ink": { "strength": 5, "strength_source": "assumed" } });
    let path = folder.path().join("ink.json");
    fs::write(&path, palette.to_string()).unwrap();
    path.to_str().unwrap().to_owned()
}
