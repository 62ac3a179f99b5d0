//! The color of the hair: its own, and as it shows.

use palette::FromColor;

use super::bare::Bare;
use super::patch::Patch;
use super::spread::spread;
use super::tile::{Tile, tiles};
use super::unmix::unmix;
use super::{Hair, LabSd, Style, Zones};
use crate::color::{Lab, LinearRgb, luminance};
use crate::numbers::median;
use crate::photo::Photo;

/// Width of the zone's rim that is left out, as a share of the photo's longer side.
const RIM: f64 = 0.004;

/// Measures the hair; `None` where there is none.
pub(super) fn measure(photo: &Photo, zones: &Zones, bare: Option<Bare>) -> Option<Hair> {
    let share = zones.hair.share();
    if share <= 0.0 {
        return None;
    }
    let sure = zones.hair.sure(RIM);
    let tiles = tiles(photo, |x, y| sure.contains(x, y));
    if tiles.is_empty() {
        return None;
    }
    let bare = bare.unwrap_or_else(|| Bare::even(brightest(&tiles)));
    let patches: Vec<Patch> = tiles.iter().map(|tile| Patch::of(tile, &bare)).collect();
    let all: Vec<&Patch> = patches.iter().collect();
    let skin = bare.light();
    let unmixed = unmix(&all, skin);
    Some(Hair {
        lab: Lab::from_color(unmixed.light),
        seen: seen(&tiles),
        share,
        style: Style::of(unmixed.cover, unmixed.running),
        cover: unmixed.cover,
        sd: doubt(
            spread(&patches, |drawn| unmix(drawn, skin).light),
            unmixed.cover,
        ),
    })
}

/// Adds the method's own error to what the tiles differ by: the less hair covers, the further the
/// line has to be followed.
fn doubt(sd: LabSd, cover: f64) -> LabSd {
    /// Root mean square error of L* on rendered scalps where hair covers all, and what sparse hair
    /// adds to it.
    const DENSE: f64 = 1.0;
    const SPARSE: f64 = 7.0;
    /// The same error of a* and of b*, as shares of that of L*.
    const HUE: (f64, f64) = (0.5, 0.65);
    let method = DENSE + SPARSE * (1.0 - cover);
    LabSd {
        l: sd.l.hypot(method),
        a: sd.a.hypot(method * HUE.0),
        b: sd.b.hypot(method * HUE.1),
    }
}

/// Stands for the skin where none was found: the lightest of the tiles.
fn brightest(tiles: &[Tile]) -> LinearRgb {
    let light = |tile: &Tile| super::tile::mean(tile.pixels.iter().map(|pixel| pixel.2));
    let lights = tiles.iter().map(light);
    lights
        .max_by(|one, other| luminance(*one).total_cmp(&luminance(*other)))
        .unwrap_or_default()
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
