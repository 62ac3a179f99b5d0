//! The chain from a photo to the colors of a head.

use std::borrow::Cow;

use crate::cluster::{self, ClusterOptions};
use crate::color::Lab;
use crate::error::Error;
use crate::geometry::{PixelRect, Region};
use crate::measure::{self, Hair, Mask, Measurement, Skin, Zones};
use crate::photo::Photo;
use crate::rank::{Head, LightSpread, Noise, Spread};
use crate::segment::{Finding, Label, RoleCluster, Roles};
use crate::warning::Warning;

/// What to look at and how.
#[derive(Clone, Debug, Default)]
pub struct AnalyzeOptions {
    /// Number of dominant colors and the seed of every random draw.
    pub clusters: ClusterOptions,
    /// Look only here.
    pub crop: Option<Region>,
    /// Measure the hair here instead of finding it.
    pub hair: Vec<Region>,
    /// Measure the skin here instead of finding it.
    pub skin: Vec<Region>,
    /// Colors that are known better than a photo can tell.
    pub readings: Readings,
}

/// A colorimeter's readings, which go before the photo's own colors.
#[derive(Clone, Copy, Debug, Default)]
pub struct Readings {
    /// The hair itself.
    pub hair: Option<Lab>,
    /// The bare skin.
    pub skin: Option<Lab>,
}

/// What was found in a photo.
#[derive(Clone, Debug)]
pub struct Analysis {
    /// Dominant colors, largest first.
    pub clusters: Vec<RoleCluster>,
    /// The hair as the photo shows it, unless none was found.
    pub hair: Option<Hair>,
    /// The skin as the photo shows it, unless none was found.
    pub skin: Option<Skin>,
    /// The readings that go before them.
    pub readings: Readings,
    /// Doubts about any of it.
    pub warnings: Vec<Warning>,
    area: PixelRect,
    roles: Roles,
}

impl Analysis {
    /// What a pixel of the photo was taken for.
    #[must_use]
    pub fn label_at(&self, x: u32, y: u32) -> Label {
        if self.area.contains(x, y) {
            self.roles.label_at(x - self.area.x, y - self.area.y)
        } else {
            Label::Background
        }
    }

    /// The colors to match, unless hair or skin is not known.
    #[must_use]
    pub fn head(&self) -> Option<Head> {
        let hair = self
            .readings
            .hair
            .or(self.hair.as_ref().map(|hair| hair.lab))?;
        Some(Head {
            hair,
            seen_hair: self.hair.as_ref().map_or(hair, |hair| hair.seen),
            skin: self
                .readings
                .skin
                .or(self.skin.as_ref().map(|skin| skin.lab))?,
            noise: self.noise(),
        })
    }

    /// How far the colors to match may be off.
    fn noise(&self) -> Noise {
        let hair = self.hair.as_ref().filter(|_| self.readings.hair.is_none());
        let skin = self.skin.as_ref().filter(|_| self.readings.skin.is_none());
        Noise {
            light: LightSpread::UNKNOWN,
            hair: hair.map_or(Spread::Instrument, |hair| Spread::Photo(hair.sd)),
            skin: skin.map_or(Spread::Instrument, |skin| Spread::Photo(skin.sd)),
        }
    }
}

impl Readings {
    /// The colors to match where there is no photo, unless hair or skin is not known.
    #[must_use]
    pub fn head(&self) -> Option<Head> {
        let (hair, skin) = self.hair.zip(self.skin)?;
        Some(Head {
            hair,
            seen_hair: hair,
            skin,
            noise: Noise::INSTRUMENT,
        })
    }
}

/// Finds the dominant colors of a photo, tells hair from skin, and measures both.
///
/// # Errors
///
/// [`Error::RegionOutside`] if a box does not fit the photo, [`Error::NoPixels`] if nothing visible
/// is left to look at.
pub fn analyze(photo: &Photo, options: &AnalyzeOptions) -> Result<Analysis, Error> {
    let whole = PixelRect::whole(photo.width(), photo.height());
    let area = options
        .crop
        .map_or(Ok(whole), |crop| crop.within(photo.width(), photo.height()))?;
    let view = if area == whole {
        Cow::Borrowed(photo)
    } else {
        Cow::Owned(photo.crop(area)?)
    };
    let boxes = |regions: &[Region]| boxes_in(area, regions, photo);
    let roles = Roles::find(&view, boxes(&options.hair)?, boxes(&options.skin)?);
    let clusters = cluster::cluster(&view, &options.clusters)?;
    let found = measured(&view, &roles);
    let mut warnings = doubts(&options.readings, &roles, &found);
    let asked = options.clusters.clusters.get();
    if clusters.len() < asked.into() {
        let found = clusters.len();
        warnings.push(Warning::FewColors { found, asked });
    }
    Ok(Analysis {
        clusters: roles.of_clusters(&view, &clusters),
        hair: found.hair,
        skin: found.skin,
        readings: options.readings,
        warnings,
        area,
        roles,
    })
}

/// The boxes in pixels of the area that is looked at.
fn boxes_in(area: PixelRect, regions: &[Region], photo: &Photo) -> Result<Vec<PixelRect>, Error> {
    let place = |region: &Region| {
        let found = region.within(photo.width(), photo.height())?;
        found.relative_to(area).ok_or(Error::RegionOutside {
            region: *region,
            width: area.width,
            height: area.height,
        })
    };
    regions.iter().map(place).collect()
}

fn measured(photo: &Photo, roles: &Roles) -> Measurement {
    if roles.finding() == Finding::NoHair {
        // What little was labelled hair is none, and must not be measured.
        let none = Mask::from_boxes((photo.width(), photo.height()), Vec::new());
        return measure::measure(
            photo,
            &Zones {
                hair: none,
                ..zones(photo, roles)
            },
        );
    }
    measure::measure(photo, &zones(photo, roles))
}

fn zones(photo: &Photo, roles: &Roles) -> Zones {
    let size = (photo.width(), photo.height());
    let mask = |label, boxes: &[PixelRect]| match roles.map() {
        Some(map) if boxes.is_empty() => {
            let inside = map.labels().iter().map(|own| *own == label).collect();
            Mask::from_cells(size, (map.width(), map.height()), inside)
        }
        _ => Mask::from_boxes(size, boxes.to_vec()),
    };
    Zones {
        hair: mask(Label::Hair, roles.hair_boxes()),
        skin: mask(Label::Skin, roles.skin_boxes()),
    }
}

/// Doubts about the finding and the measuring; those about a color that a reading goes before
/// fall away.
fn doubts(readings: &Readings, roles: &Roles, found: &Measurement) -> Vec<Warning> {
    let mut doubts = Vec::new();
    if readings.hair.is_none() || readings.skin.is_none() {
        doubts.push(Warning::NoLightReference);
    }
    if roles.finding() == Finding::NotSure {
        doubts.push(Warning::HairNotSure);
    }
    doubts.extend(found.warnings.iter().cloned());
    doubts.retain(|doubt| match doubt {
        Warning::HairNotFound
        | Warning::HairNotSure
        | Warning::TooLittleHair { .. }
        | Warning::LongHair => readings.hair.is_none(),
        Warning::SkinNotFound => readings.skin.is_none(),
        _ => true,
    });
    doubts
}
