//! Scenes drawn by chance.

use rand::Rng;
use rand::seq::IndexedRandom;
use rand_chacha::ChaCha8Rng;
use smpmatch::color::{Lab, LinearRgb};

use crate::people::{HAIRS, SKINS};
use crate::scene::{Camera, Hair, Light, Prop, Scene, View, Zone};
use crate::truth::Style;

/// The color of the light over a folder of photos.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Cast {
    /// Daylight, rightly exposed.
    Neutral,
    /// Warm to cold, dark to bright, another for each photo.
    Cast,
}

/// How often hair is worn so.
const STYLES: [(Style, f64); 4] = [
    (Style::Stubble, 0.45),
    (Style::Buzz, 0.25),
    (Style::Long, 0.2),
    (Style::None, 0.1),
];

/// How often hair grows there.
const ZONES: [(Zone, f64); 4] = [
    (Zone::All, 0.35),
    (Zone::Horseshoe, 0.35),
    (Zone::Crown, 0.15),
    (Zone::OneSide, 0.15),
];

/// A scene of `size` pixels on its longest side.
pub(crate) fn sample(size: u32, cast: Cast, rng: &mut ChaCha8Rng) -> Scene {
    let view = pick(
        rng,
        &[(View::Back, 0.4), (View::Top, 0.35), (View::CloseUp, 0.25)],
    );
    let skin = SKINS[rng.random_range(0..SKINS.len())];
    Scene {
        size,
        view,
        roll: rng.random_range(-0.15..0.15),
        hair: hair(view, skin, rng),
        skin,
        light: light(cast, rng),
        backdrop: backdrop(rng),
        cape: pick(
            rng,
            &[
                (Lab::new(10.0, 0.0, -1.0), 0.6),
                (Lab::new(28.0, 0.0, -24.0), 0.4),
            ],
        ),
        prop: pick(
            rng,
            &[(Prop::None, 0.6), (Prop::Card, 0.25), (Prop::Strip, 0.15)],
        ),
        camera: Camera {
            veil: 0.0,
            blur_px: rng.random_range(0.5..0.9),
            noise: rng.random_range(0.01..0.03),
            sharpening: rng.random_range(0.1..0.5),
            quality: rng.random_range(84..=95),
        },
        seed: rng.random(),
    }
}

fn hair(view: View, skin: Lab, rng: &mut ChaCha8Rng) -> Hair {
    let style = pick(rng, &STYLES);
    let (cover, length_px) = match style {
        Style::Stubble | Style::None => (rng.random_range(0.22..0.6), 0.0),
        Style::Buzz => (rng.random_range(0.4..0.9), rng.random_range(4.0..10.0)),
        Style::Long => (rng.random_range(0.85..0.99), rng.random_range(50.0..180.0)),
    };
    let near = near(view);
    let colors: Vec<(Lab, f64)> = HAIRS
        .iter()
        .filter(|(.., darkest_skin)| skin.l >= *darkest_skin)
        .map(|(color, weight, _)| (*color, *weight))
        .collect();
    let graying = rng.random_bool(0.15);
    Hair {
        style,
        zone: pick(rng, &ZONES),
        color: pick(rng, &colors),
        white_share: if graying {
            rng.random_range(0.2..0.9)
        } else {
            0.0
        },
        cover,
        fade: rng.random_range(0.05..0.3),
        width_px: near * rng.random_range(1.0..2.0),
        length_px: near * length_px,
    }
}

/// How many times as large a hair is in this view as on a whole head.
pub(crate) fn near(view: View) -> f64 {
    if view == View::CloseUp { 1.5 } else { 1.0 }
}

fn light(cast: Cast, rng: &mut ChaCha8Rng) -> Light {
    let gains = match cast {
        Cast::Neutral => LinearRgb::new(1.0, 1.0, 1.0),
        Cast::Cast => {
            let warmth: f64 = rng.random_range(-0.25..0.25);
            let tint: f64 = rng.random_range(-0.06..0.06);
            let exposure = rng.random_range(0.7..1.15);
            LinearRgb::new(warmth.exp(), (-tint).exp(), (tint - warmth).exp()) * exposure
        }
    };
    Light {
        direction: [
            rng.random_range(-0.6..0.6),
            rng.random_range(-0.7..0.1),
            1.0,
        ],
        ambient: rng.random_range(0.4..0.7),
        gloss: rng.random_range(0.0..0.35),
        gains,
    }
}

fn backdrop(rng: &mut ChaCha8Rng) -> Lab {
    if rng.random_bool(0.6) {
        let warmth = rng.random_range(-4.0..10.0);
        return Lab::new(rng.random_range(25.0..88.0), 0.2 * warmth, warmth);
    }
    let hue: f64 = rng.random_range(0.0..std::f64::consts::TAU);
    let chroma = rng.random_range(10.0..35.0);
    Lab::new(
        rng.random_range(30.0..75.0),
        chroma * hue.cos(),
        chroma * hue.sin(),
    )
}

/// One of several, as often as its weight says.
fn pick<T: Copy>(rng: &mut ChaCha8Rng, choices: &[(T, f64)]) -> T {
    choices
        .choose_weighted(rng, |(_, weight)| *weight)
        .map_or(choices[0].0, |(choice, _)| *choice)
}
