//! Healed dots in bare skin, as the library's own model of skin says that they look.

use palette::IntoColor;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use smpmatch::color::LinearRgb;
use smpmatch::skin::{Deposit, DotGeometry, HEALED_DAYS, Skin};

use crate::plane::{Plane, pixel};
use crate::scene::{Dots, Scene};

/// Strength of the ink.
const STRENGTH: f64 = 6.0;
/// Where the zone lies: left, top, right and bottom, as shares of the frame.
const ZONE: [f64; 4] = [0.64, 0.45, 0.84, 0.8];
/// From dot to dot, over the width of a dot, and how far a hand misses that.
const SPACING: f64 = 3.0;
const MISSED: f64 = 0.4;
/// Pixels of the soft rim of a dot.
const RIM_PX: f64 = 1.0;

/// Sets the dots: light stays, and each takes its share of it.
pub(crate) fn set(scene: &Scene, dots: Dots, frame: &mut Plane<LinearRgb>) {
    let left = left_by_dot(scene, dots);
    let (width, height) = (f64::from(frame.width()), f64::from(frame.height()));
    let [start, top, end, bottom] = [
        ZONE[0] * width,
        ZONE[1] * height,
        ZONE[2] * width,
        ZONE[3] * height,
    ];
    let wide = f64::from(dots.width_px);
    let mut rng = ChaCha8Rng::seed_from_u64(scene.seed);
    let mut y = top + wide;
    while y < bottom - wide {
        let mut x = start + wide;
        while x < end - wide {
            let mut miss = || MISSED * wide * rng.random_range(-1.0..1.0);
            disc(frame, (x + miss(), y + miss()), 0.5 * wide, left);
            x += SPACING * wide;
        }
        y += SPACING * wide;
    }
}

/// The share of its light that a dot leaves to the skin.
fn left_by_dot(scene: &Scene, dots: Dots) -> LinearRgb {
    let skin = Skin::fit(scene.skin);
    let fresh = Deposit::new(
        STRENGTH,
        1.0 / (1.0 + f64::from(dots.water_parts)),
        HEALED_DAYS,
    );
    let deposit = Deposit {
        optical_thickness: fresh.optical_thickness * f64::from(dots.left_percent) / 100.0,
        ..fresh
    };
    let dot: LinearRgb = skin.dot(&deposit, &DotGeometry::default()).into_color();
    let bare: LinearRgb = scene.skin.into_color();
    dot / bare
}

fn disc(frame: &mut Plane<LinearRgb>, (x, y): (f64, f64), radius: f64, left: LinearRgb) {
    let reach = radius + RIM_PX;
    let (width, height) = (frame.width(), frame.height());
    for row in pixel(y - reach, height)..=pixel(y + reach, height) {
        for column in pixel(x - reach, width)..=pixel(x + reach, width) {
            let far = (f64::from(column) + 0.5 - x).hypot(f64::from(row) + 0.5 - y);
            let cover = ((radius - far) / RIM_PX + 0.5).clamp(0.0, 1.0);
            let one = LinearRgb::new(1.0, 1.0, 1.0);
            let light = frame.at_mut(column, row);
            *light *= one - (one - left) * cover;
        }
    }
}
