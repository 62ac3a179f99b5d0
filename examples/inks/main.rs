//! Learns simulated inks from their healed dots, and says how well: `inks [INKS]`.
#![expect(clippy::print_stdout, reason = "its lines are what it is for")]

mod artist;

use std::env;

use artist::{Artist, HARSH, Truth, USUAL, learned};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use smpmatch::color::{Lab, LabSd};
use smpmatch::head::{ColorSd, Head, Noise};
use smpmatch::light::Accuracy;
use smpmatch::palette::{Observation, Palette};
use smpmatch::rank::{RankOptions, rank};

/// Dots after which an ink is looked at.
const DOTS: [usize; 4] = [1, 3, 10, 30];
/// L* by which a gross mistake is off: hair under the box, or another shade.
const GROSS: f64 = 15.0;

fn main() {
    let inks = env::args()
        .nth(1)
        .and_then(|count| count.parse().ok())
        .unwrap_or(200_u64);
    println!(
        "truth   dots  held  width  shades  by the photo  one gross mistake among them moves it by"
    );
    for (name, truth) in [("usual", USUAL), ("harsh", HARSH)] {
        let inks: Vec<(Artist, Vec<Observation>)> =
            (0..inks).map(|seed| ink(truth, seed)).collect();
        for count in DOTS {
            let found: Vec<Found> = inks
                .iter()
                .filter_map(|(artist, dots)| Found::of(artist, &dots[..count]))
                .collect();
            tell(name, count, &found);
        }
    }
}

/// An ink and the dots made with it.
fn ink(truth: Truth, seed: u64) -> (Artist, Vec<Observation>) {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let artist = Artist::drawn(truth, &mut rng);
    let most = DOTS[DOTS.len() - 1];
    let dots = std::iter::repeat_with(|| artist.dot(&mut rng)).flatten();
    (artist, dots.take(most).collect())
}

/// How well an ink is known.
struct Found {
    /// Whether the interval holds the true strength.
    is_held: bool,
    /// Width of the interval in the logarithm of strength.
    width: f64,
    /// Shades among which the best is if the ink is off too.
    shades: f64,
    /// The same if the ink is as it is taken for: what the photo leaves open.
    shades_by_photo: f64,
    /// How far a gross mistake in the first dot moves the estimate, in half intervals.
    moved: f64,
}

impl Found {
    fn of(artist: &Artist, dots: &[Observation]) -> Option<Self> {
        let palette = learned(dots)?;
        let (low, high) = palette.posterior().strength.interval;
        let width = (high / low).ln();
        let strength = |palette: &Palette| palette.posterior().strength.value.ln();
        let mut spoiled = dots.to_vec();
        let first = spoiled.first_mut()?;
        *first = artist::off(first, GROSS)?;
        let moved = (strength(&learned(&spoiled)?) - strength(&palette)).abs();
        let confidence = rank(&head(), &palette, &RankOptions::default()).confidence;
        let count = |shades: Vec<String>| u32::try_from(shades.len()).ok().map(f64::from);
        Some(Self {
            is_held: (low..=high).contains(&artist.strength),
            width,
            shades: count(confidence.shades_with_ink)?,
            shades_by_photo: count(confidence.shades)?,
            moved: moved / (width / 2.0),
        })
    }
}

/// Black hair on fair skin, in a photo with a gray card.
fn head() -> Head {
    let sd = LabSd {
        l: 1.0,
        a: 0.7,
        b: 0.7,
    };
    Head {
        hair: Lab::new(22.0, 4.0, 5.0),
        seen_hair: Lab::new(40.0, 6.0, 9.0),
        zone: None,
        skin: Lab::new(65.5, 9.5, 14.5),
        noise: Noise {
            light: Accuracy::CARD,
            hair: ColorSd::Photo(sd),
            skin: ColorSd::Photo(sd),
        },
        tones: None,
    }
}

fn tell(name: &str, count: usize, found: &[Found]) {
    let inks = f64::from(u32::try_from(found.len()).unwrap_or(u32::MAX));
    let mean = |of: fn(&Found) -> f64| found.iter().map(of).sum::<f64>() / inks;
    let held = mean(|found| f64::from(u8::from(found.is_held)));
    let most = found.iter().map(|found| found.moved).fold(0.0, f64::max);
    let (width, moved) = (mean(|found| found.width), mean(|found| found.moved));
    let (shades, by_photo) = (
        mean(|found| found.shades),
        mean(|found| found.shades_by_photo),
    );
    println!(
        "{name:<6} {count:>5} {:>4.0}% {width:>6.2} {shades:>7.1} {by_photo:>13.1}  {moved:.2} half intervals, {most:.2} at most",
        held * 100.0
    );
}
