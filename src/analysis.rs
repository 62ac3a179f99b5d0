//! The chain from a photo to the colors of a head.
//!
//! What limits rest on: rendered heads and scalps, and phone photos, by the commands in `docs/accuracy.md`.

mod boxes;
mod colors;
mod contradiction;
mod dots;
mod frame;
mod mix;
mod scale;
mod sd;
mod whereabouts;

pub use boxes::{BoxContent, UsedBox};
pub use scale::{Rulers, Scale, ScaleSource};

use image::GenericImageView;

use crate::cluster::{self, ClusterOptions};
use crate::color::Lab;
use crate::error::Error;
use crate::head::Tones;
use crate::light::{Light, Neutral, Reference, Strip, StripPlace, neutral};
use crate::measure::{self, Hair, Mask, Measurement, ShownSkin, Zones};
use crate::photo::Photo;
use crate::quality::{self, Clarity, Clues};
use crate::region::{PixelRect, Region, SMALLEST_SIDE};
use crate::segment::{Evidence, Finding, Label, LabelMap, RoleCluster, Roles};
use crate::threads::Threads;
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
    /// The thing of known color by which the light is measured.
    pub reference: Reference,
    /// The artist's own strip of dilutions.
    pub strip: Option<StripPlace>,
    /// What is known of the size of things.
    pub rulers: Rulers,
    /// How the work is done.
    pub effort: Effort,
}

/// How the work on a photo is done; none of it changes the answer about it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Effort {
    /// Whether the photo is answered by itself: how clearly it shows the hair, which tells only beside
    /// other photos of the same head, is then not read.
    pub is_alone: bool,
    /// Threads that share the work.
    pub threads: Threads,
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
#[non_exhaustive]
pub struct Analysis {
    /// Dominant colors, largest first.
    pub clusters: Vec<RoleCluster>,
    /// The hair as the photo shows it, unless none was found.
    pub hair: Option<Hair>,
    /// The skin as the photo shows it, unless none was found.
    pub skin: Option<ShownSkin>,
    /// The two colors of salt and pepper hair, if it surely is.
    pub tones: Option<Tones>,
    /// The readings that go before them.
    pub readings: Readings,
    /// The light that all these colors are corrected for.
    pub light: Light,
    /// The strip of dilutions, if there is one.
    pub strip: Option<Strip>,
    /// What tells whether the answer can be used; none without hair, or where it was boxed.
    pub clues: Option<Clues>,
    /// How clearly the photo shows the hair; none without hair, or where it was not asked for.
    pub clarity: Option<Clarity>,
    /// How large the head is shown, where anything tells.
    pub scale: Option<Scale>,
    /// Whether what was taken for hair is hair.
    pub finding: Finding,
    /// Whether the photo tells hue; readings do.
    pub has_hue: bool,
    /// Doubts about any of it.
    pub warnings: Vec<Warning>,
    seen: Option<Looked>,
}

/// What was looked at, and what each part of it was taken for.
#[derive(Clone, Debug)]
struct Looked {
    area: PixelRect,
    roles: Roles,
    /// Where the skin's color was read.
    skin: Mask,
}

impl Analysis {
    /// What is known of a head without a photo.
    #[must_use]
    pub fn of_readings(readings: Readings) -> Self {
        Self {
            clusters: Vec::new(),
            hair: None,
            skin: None,
            tones: None,
            readings,
            light: Light::Unknown,
            strip: None,
            clues: None,
            clarity: None,
            scale: None,
            finding: Finding::NoHair,
            has_hue: true,
            warnings: Vec::new(),
            seen: None,
        }
    }

    /// What a pixel of the photo was taken for.
    #[must_use]
    pub fn label_at(&self, x: u32, y: u32) -> Label {
        match &self.seen {
            Some(Looked { area, roles, .. }) if area.contains(x, y) => {
                roles.label_at(x - area.x, y - area.y)
            }
            _ => Label::Background,
        }
    }

    /// What a pixel of the photo shows, whether it was measured or not: boxes drawn on hair and skin
    /// say where to measure, not that there is none beside them. None where boxes for both left
    /// nothing to search for.
    #[must_use]
    pub fn shown_at(&self, x: u32, y: u32) -> Option<Label> {
        match &self.seen {
            Some(Looked { area, roles, .. }) if area.contains(x, y) => {
                roles.shown_at(x - area.x, y - area.y)
            }
            _ => Some(Label::Background),
        }
    }

    /// Whether the skin's color was read at a pixel of the photo: skin that stands for bare scalp.
    #[must_use]
    pub fn is_skin_read_at(&self, x: u32, y: u32) -> bool {
        let seen = self.seen.as_ref();
        seen.is_some_and(|Looked { area, skin, .. }| {
            area.contains(x, y) && skin.contains(x - area.x, y - area.y)
        })
    }
}

impl Readings {
    /// Whether no color depends on the photo.
    fn are_complete(&self) -> bool {
        self.hair.is_some() && self.skin.is_some()
    }
}

/// Corrects a photo for its light, finds its dominant colors, tells hair from skin, and measures
/// both. What lies in the frame as a reference counts as neither.
///
/// # Errors
///
/// [`Error::LightReference`] if the reference or the strip cannot be used,
/// [`Error::RegionOutside`] if a box does not fit the photo, [`Error::SmallBox`] if one of hair or
/// skin is too small to be measured, [`Error::NoPixels`] if nothing visible
/// is left to look at.
pub fn analyze(photo: &Photo, options: &AnalyzeOptions) -> Result<Analysis, Error> {
    let area = area(photo, options)?;
    let boxes = |regions: &[Region]| boxes_in(area, regions, photo);
    let (hair, skin) = (boxes(&options.hair)?, boxes(&options.skin)?);

    let lit = neutral(photo, &options.reference, options.strip.as_ref())?;
    let drawn = hair.iter().chain(&skin);
    let drawn: Vec<_> = drawn.map(|own| own.moved(area.x, area.y)).collect();
    let taken = photo.pixels().view(area.x, area.y, area.width, area.height);
    let view = lit.light.correct(part(lit.beside(photo, &drawn), area)?);
    let threads = options.effort.threads.on((view.width(), view.height()));
    let (roles, clusters) = threads.both(
        || Roles::find(&view, hair, skin, threads),
        || cluster::cluster(&view, &options.clusters),
    );
    let clusters = clusters?;
    let zones = zones(&view, &roles);
    let (mut found, of_clusters) = threads.both(
        || measure::measure(&view, &zones),
        || roles.of_clusters(&view, &clusters),
    );

    let evidence = roles.evidence();
    let clues = clues(&roles, evidence.as_ref(), &found);
    let finding = finding(&roles, &found, clues);
    sd::widen(&mut found, &roles, finding);
    let backlit = evidence.and_then(|evidence| backlit(&evidence, &found));
    let of_light = roles.map().and_then(glare).into_iter().chain(backlit);
    let mut warnings = doubts(&options.readings, &lit, finding, of_light, &found);
    warnings.extend(quality::judge(&taken, &view, &zones, &found));
    warnings.extend(framed(photo, area, options));
    let asked = options.clusters.clusters.get();
    if clusters.len() < asked.into() {
        let found = clusters.len();
        warnings.push(Warning::FewColors { found, asked });
    }
    // Gray hair is told from blonde by its hue.
    let is_sure = finding == Finding::Found && photo.has_hue();
    let mut analysis = Analysis {
        tones: is_sure.then(|| mix::tones(&of_clusters, &found)).flatten(),
        clusters: of_clusters,
        hair: found.hair,
        skin: found.skin,
        readings: options.readings,
        light: lit.light,
        strip: lit.strip,
        clues,
        clarity: (!options.effort.is_alone)
            .then(|| Clarity::of(&taken, &zones.hair))
            .flatten(),
        scale: None,
        finding,
        has_hue: photo.has_hue(),
        warnings,
        seen: Some(Looked {
            area,
            roles,
            skin: zones.skin,
        }),
    };
    let size = (photo.width(), photo.height());
    analysis.scale = Scale::find(&analysis, size, &options.rulers);
    analysis.warnings.extend(coarse(&analysis));
    Ok(analysis)
}

/// The doubt about hair in too few pixels.
fn coarse(analysis: &Analysis) -> Option<Warning> {
    let (hair, scale) = (analysis.hair.as_ref()?, analysis.scale?);
    quality::coarse(hair.style, scale.pixels_per_mm)
}

/// What is looked at: the crop, or what lies inside a frame of one color, unless a box reaches beyond.
fn area(photo: &Photo, options: &AnalyzeOptions) -> Result<PixelRect, Error> {
    let (width, height) = (photo.width(), photo.height());
    if let Some(crop) = options.crop {
        return crop.within(width, height);
    }
    let inside = frame::inside(photo);
    let reaches_beyond = |region: &Region| {
        let found = region.within(width, height);
        found.is_ok_and(|found| found.relative_to(inside).is_none())
    };
    if options.hair.iter().chain(&options.skin).any(reaches_beyond) {
        return Ok(PixelRect::whole(width, height));
    }
    Ok(inside)
}

/// The warning about a frame that was cut off.
fn framed(photo: &Photo, area: PixelRect, options: &AnalyzeOptions) -> Option<Warning> {
    let pixels = |width, height| f64::from(width) * f64::from(height);
    let share = 1.0 - pixels(area.width, area.height) / pixels(photo.width(), photo.height());
    (options.crop.is_none() && share > 0.0).then_some(Warning::Framed { share })
}

/// The part of the photo inside the rectangle.
fn part(photo: Photo, area: PixelRect) -> Result<Photo, Error> {
    if area == PixelRect::whole(photo.width(), photo.height()) {
        return Ok(photo);
    }
    photo.crop(area)
}

/// The boxes in pixels of the area that is looked at.
fn boxes_in(area: PixelRect, regions: &[Region], photo: &Photo) -> Result<Vec<PixelRect>, Error> {
    let place = |region: &Region| {
        let found = region.within(photo.width(), photo.height())?;
        found
            .at_least(SMALLEST_SIDE)?
            .relative_to(area)
            .ok_or(Error::RegionOutside {
                region: region.to_string(),
                width: area.width,
                height: area.height,
            })
    };
    regions.iter().map(place).collect()
}

fn zones(photo: &Photo, roles: &Roles) -> Zones {
    let size = (photo.width(), photo.height());
    let hair = match roles.map().filter(|_| roles.hair_boxes().is_empty()) {
        // What little was labeled hair is none, and must not be measured.
        Some(_) if roles.finding() == Finding::NoHair => Mask::from_boxes(size, Vec::new()),
        Some(map) => {
            let inside = map.labels().iter().map(|own| *own == Label::Hair);
            Mask::from_cells(size, (map.width(), map.height()), inside.collect())
        }
        None => Mask::from_boxes(size, roles.hair_boxes().to_vec()),
    };
    Zones {
        hair,
        skin: skin(photo, roles),
    }
}

/// The skin that stands for the scalp between the hairs.
fn skin(photo: &Photo, roles: &Roles) -> Mask {
    let size = (photo.width(), photo.height());
    match roles.map().zip(roles.reference_skin()) {
        Some((map, inside)) => {
            Mask::from_cells(size, (map.width(), map.height()), inside).without_rim()
        }
        None => Mask::from_boxes(size, roles.skin_boxes().to_vec()),
    }
}

/// What tells whether the answer can be used; none without hair, or where hair was boxed.
fn clues(roles: &Roles, evidence: Option<&Evidence>, found: &Measurement) -> Option<Clues> {
    let evidence = evidence?;
    let contradicted = found
        .hair
        .as_ref()
        .is_some_and(|hair| contradiction::is_in(hair, found.skin.as_ref()));
    let is_contradicted = contradicted || roles.finding() == Finding::NotSure;
    Some(Clues {
        inside_hair: evidence.inside,
        all_hair: evidence.everywhere,
        share: evidence.share,
        contradicted: f64::from(u8::from(is_contradicted)),
    })
}

/// Whether what was taken for hair is hair. Hair that was boxed is taken as such.
fn finding(roles: &Roles, found: &Measurement, clues: Option<Clues>) -> Finding {
    match (&found.hair, clues) {
        (None, _) => Finding::NoHair,
        (Some(_), Some(clues)) if clues.usable() < quality::DOUBTED => Finding::NotSure,
        (Some(_), None) if roles.finding() == Finding::NotSure => Finding::NotSure,
        (Some(_), _) => Finding::Found,
    }
}

/// Doubts about the light, the finding and the measuring; those about a color that a reading goes
/// before fall away.
fn doubts(
    readings: &Readings,
    lit: &Neutral,
    finding: Finding,
    of_light: impl Iterator<Item = Warning>,
    found: &Measurement,
) -> Vec<Warning> {
    let mut doubts = Vec::new();
    if lit.light == Light::Unknown && lit.strip.is_none() && !readings.are_complete() {
        doubts.push(Warning::NoLightReference {
            expected_delta_e: lit.light.accuracy().delta_e,
        });
    }
    if finding == Finding::NotSure {
        doubts.push(Warning::HairNotSure);
    }
    doubts.extend(of_light);
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

/// The doubt about a head that is dark before something bright.
fn backlit(evidence: &Evidence, found: &Measurement) -> Option<Warning> {
    /// L* by which the surroundings are lighter than head and hair. Chosen on 101 phone photos, on
    /// which it holds of 6 of 8 dark ones before something bright.
    const BRIGHTER: f64 = 22.0;
    /// L* of what a camera exposes for, and of skin above which the light from behind did little harm; on the
    /// same photos. A dark head before a gray wall is no silhouette.
    const WHITE: f64 = 84.0;
    const LIGHT: f64 = 45.0;
    let skin = found.skin.as_ref()?;
    let brighter = evidence.backdrop;
    let exposed_for = brighter > BRIGHTER && evidence.white > WHITE;
    (exposed_for && skin.lab.l < LIGHT).then_some(Warning::Backlit { brighter })
}

/// The doubt about a scalp of which much is shine.
fn glare(map: &LabelMap) -> Option<Warning> {
    /// Share of the scalp. Even window light leaves a spot of shine on a bald head; a lamp or a flash lights up
    /// more. By judgment, as of no photo is it known what shines.
    const MUCH: f64 = 0.08;
    let shine = map.share(Label::Highlight);
    let share = shine / (shine + map.share(Label::Skin) + map.share(Label::Hair));
    (share > MUCH).then_some(Warning::Glare { share })
}
