//! A folder of photos whose truth is known, in part or in full.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use image::GrayImage;

use crate::bitmap;
use crate::truth::{PhotoTruth, Truth};

/// One photo and what is known about it: a mask, colors, or both.
#[derive(Clone, Debug)]
pub(crate) struct Exhibit {
    pub(crate) name: String,
    pub(crate) photo: PathBuf,
    mask: Option<PathBuf>,
    pub(crate) truth: Option<PhotoTruth>,
}

impl Exhibit {
    /// The hair zone, if it is known.
    pub(crate) fn mask(&self) -> anyhow::Result<Option<GrayImage>> {
        let Some(path) = &self.mask else {
            return Ok(None);
        };
        fs::read(path)
            .map_err(image::ImageError::IoError)
            .and_then(|bytes| bitmap::read(&bytes))
            .map(Some)
            .with_context(|| format!("cannot read {}", path.display()))
    }
}

/// The photos `X.jpg` of a folder that have a mask, `masks/X.png` or `X.hair.png`, or an entry in
/// `truth.json`, by name.
pub(crate) fn open(folder: &Path) -> anyhow::Result<Vec<Exhibit>> {
    let mut truths = read_truth(&folder.join("truth.json"))?;
    let entries = fs::read_dir(folder)
        .with_context(|| format!("cannot read the folder {}", folder.display()))?;
    let mut exhibits = Vec::new();
    for entry in entries {
        let photo = entry?.path();
        if !is_photo(&photo) {
            continue;
        }
        let name = photo
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let mask = Path::new(&name).with_extension("png");
        let masks = [
            folder.join("masks").join(mask),
            photo.with_extension("hair.png"),
        ];
        let exhibit = Exhibit {
            truth: truths.remove(&name),
            mask: masks.into_iter().find(|mask| mask.is_file()),
            name,
            photo,
        };
        if exhibit.mask.is_some() || exhibit.truth.is_some() {
            exhibits.push(exhibit);
        }
    }
    ensure!(
        !exhibits.is_empty(),
        "no photo in {} has a mask masks/X.png or X.hair.png or an entry in truth.json",
        folder.display()
    );
    exhibits.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(exhibits)
}

fn is_photo(path: &Path) -> bool {
    let is_mask = path
        .file_name()
        .is_some_and(|name| name.to_string_lossy().ends_with(".hair.png"));
    let extension = path.extension().map(std::ffi::OsStr::to_ascii_lowercase);
    let known = ["jpg", "jpeg", "png", "webp", "tif", "tiff"];
    !is_mask && extension.is_some_and(|extension| known.iter().any(|known| extension == *known))
}

fn read_truth(path: &Path) -> anyhow::Result<BTreeMap<String, PhotoTruth>> {
    if !path.is_file() {
        return Ok(BTreeMap::new());
    }
    let json = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let truth: Truth =
        serde_json::from_slice(&json).with_context(|| format!("cannot use {}", path.display()))?;
    Ok(truth
        .photos
        .into_iter()
        .map(|photo| (photo.photo.clone(), photo))
        .collect())
}
