//! The color of the hair: its own, and as it shows.

use palette::FromColor;

use super::anisotropy;
use super::bare::Bare;
use super::core::LEAST;
use super::hue;
use super::mixture::TileMixture;
use super::patch::TilePatch;
use super::plane::TilePlane;
use super::sd::sd;
use super::strands::Strands;
use super::tile::{Tile, lights, tiles};
use super::unmix::{Unmixed, Zone};
use super::{Hair, LabSd, Mask, Spacing, Style, Zones};
use crate::color::{Lab, LinearRgb, luminance, mean_light};
use crate::numbers::median;
use crate::photo::Photo;

/// Width of the zone's rim that is left out, as a share of the photo's longer side.
const RIM: f64 = 0.004;

/// Standard deviation of a* and b* by the method where hair covers all, on rendered scalps.
const HUE_SD: f64 = 1.0;

/// Measures the hair; `None` where there is none.
pub(super) fn measure(photo: &Photo, zones: &Zones, bare: Option<Bare>) -> Option<Hair> {
    let share = zones.hair.share();
    if share <= 0.0 {
        return None;
    }
    let sure = zones.hair.sure(RIM);
    let whole = Sample::read(photo, zones, &sure, bare, 1)?;
    let strands = whole.strands();
    let (seen, mean) = (seen(&whole.tiles), mean(photo, zones, &sure, &whole.bare));
    let scale = strands.scale();
    let shrunk = (scale > 1)
        .then(|| Sample::read(photo, zones, &sure, Bare::read(photo, zones, scale), scale))
        .flatten();
    let (sample, strands, scale) = shrunk.map_or((whole, strands, 1), |shrunk| {
        let strands = shrunk.strands();
        (shrunk, strands, scale)
    });
    let zone = Zone {
        skin: sample.bare.light(),
        noise: sample.bare.noise(),
        strands,
    };
    let all: Vec<&TilePatch> = sample.patches.iter().collect();
    let unmixed = zone.unmix(&all);
    let parts = sd(&sample.patches, |drawn| {
        zone.unmix_drawn(drawn, &unmixed).light
    });
    let l_sd = parts.l.hypot(doubt(&unmixed));
    let lab = Lab::from_color(unmixed.light);
    let lab = Lab::new(hue::lightness(lab.l, l_sd), lab.a, lab.b);
    let hue_sd = hue_sd(&unmixed, zone.strands.width);
    let hue = hue::weighed(lab, hue_sd, Lab::from_color(zone.skin));
    let style = Style::of(unmixed.cover, anisotropy::pooled(&all));
    Some(Hair {
        lab: hue.lab,
        seen,
        zone: Lab::from_color(mean),
        share,
        style,
        cover: unmixed.cover,
        spacing: Spacing::count(photo, zones, scale, style, &zone.strands),
        sd: LabSd {
            l: l_sd,
            a: parts.a.hypot(hue.sd.0).hypot(HUE_SD),
            b: parts.b.hypot(hue.sd.1).hypot(HUE_SD),
        },
    })
}

/// What is measured at one scale.
struct Sample {
    tiles: Vec<Tile>,
    bare: Bare,
    patches: Vec<TilePatch>,
}

impl Sample {
    /// Reads what surely lies in the zone of hair.
    fn read(
        photo: &Photo,
        zones: &Zones,
        sure: &Mask,
        bare: Option<Bare>,
        scale: u32,
    ) -> Option<Self> {
        let tiles = tiles(photo, scale, sure, |x, y| zones.is_hair(x, y));
        if tiles.is_empty() {
            return None;
        }
        let bare = bare.unwrap_or_else(|| Bare::even(brightest(&tiles)));
        let patches = tiles
            .iter()
            .map(|tile| TilePatch::of(tile, &bare))
            .collect();
        Some(Self {
            tiles,
            bare,
            patches,
        })
    }

    /// What single hairs look like.
    fn strands(&self) -> Strands {
        /// Passes after which the skin between hairs and what they cover of it agree.
        const PASSES: usize = 3;
        let all: Vec<&TilePatch> = self.patches.iter().collect();
        let mut mixture = TileMixture::new(&all);
        let mut depth = mixture.depth(LEAST);
        for _ in 0..PASSES {
            mixture.look_between(mixture.cover(depth));
            depth = mixture.depth(LEAST);
        }
        let skins = self.tiles.iter().zip(mixture.skins());
        let planes: Vec<TilePlane> = skins
            .map(|(tile, &skin)| TilePlane::of(tile, skin))
            .collect();
        Strands::look(&planes, self.bare.grain(), |light| {
            mixture.away(light) - 0.5 * depth
        })
    }
}

/// Standard deviation of the L* of hair by the method, besides what parts of the zone differ by.
fn doubt(unmixed: &Unmixed) -> f64 {
    /// The error of L* that is always left.
    const LEAST: f64 = 1.0;
    /// Luminance below which no hair lies: L* 8.
    const BLACK: f64 = 0.009;
    let off = unmixed.depth * unmixed.doubt;
    let own = luminance(unmixed.light);
    let skin = own / (1.0 - unmixed.depth).abs().max(1e-3);
    let l = |off: f64| lightness((own + off * skin).max(BLACK));
    LEAST.hypot(0.5 * (l(off) - l(-off)))
}

/// L* of gray of this luminance.
fn lightness(level: f64) -> f64 {
    Lab::from_color(LinearRgb::new(level, level, level)).l
}

/// Standard deviation of a* and b* by what of the skin's hue is in the pixels: the less hair covers
/// and the thinner it is, the more.
fn hue_sd(unmixed: &Unmixed, width_px: f64) -> f64 {
    /// Where hairs of one pixel stand alone: chroma of 2 x 2 pixels is one in most JPEGs. Chosen on 14
    /// real close-ups and on rendered stubble, whose a* and b* would each be 4 too high.
    const ALONE: f64 = 7.0;
    ALONE * (1.0 - unmixed.cover.powi(2)) / width_px
}

/// Stands for the skin where none was found: the lightest of the tiles.
fn brightest(tiles: &[Tile]) -> LinearRgb {
    let light = |tile: &Tile| mean_light(tile.pixels.iter().map(|pixel| pixel.2));
    let lights = tiles.iter().map(light);
    lights
        .max_by(|one, other| luminance(*one).total_cmp(&luminance(*other)))
        .unwrap_or_default()
}

/// The mean light of the zone, each part in the light that the skin has on average.
fn mean(photo: &Photo, zones: &Zones, sure: &Mask, bare: &Bare) -> LinearRgb {
    let parts = lights(photo, sure, |x, y| zones.is_hair(x, y));
    let skin = luminance(bare.light());
    let zero = LinearRgb::new(0.0, 0.0, 0.0);
    let all: f64 = parts.iter().map(|part| part.count).sum();
    parts.iter().fold(zero, |sum, part| {
        let near = bare.near(part.corner).max(1e-4);
        sum + part.mean * (skin / near * part.count / all)
    })
}

/// The median of the zone's pixels in each coordinate.
fn seen(tiles: &[Tile]) -> Lab {
    /// Most pixels that are converted: the median moves by less than 0.1 with more.
    const MOST: usize = 20_000;
    let count: usize = tiles.iter().map(|tile| tile.pixels.len()).sum();
    let step = count.div_ceil(MOST).max(1);
    let labs: Vec<Lab> = tiles
        .iter()
        .flat_map(|tile| &tile.pixels)
        .step_by(step)
        .map(|pixel| Lab::from_color(pixel.2))
        .collect();
    let middle = |part: fn(&Lab) -> f64| median(labs.iter().map(part).collect()).unwrap_or(0.0);
    Lab::new(
        middle(|lab| lab.l),
        middle(|lab| lab.a),
        middle(|lab| lab.b),
    )
}
