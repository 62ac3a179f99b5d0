//! How far a measured color may be off, by measuring it again on tiles drawn anew.

use palette::FromColor;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::LabSd;
use crate::color::{Lab, LinearRgb};
use crate::numbers::real;

/// Times that the tiles are drawn: a standard deviation is then known to a tenth, 1 over the root of twice that.
const DRAWS: usize = 48;

/// What the 8 bits of a channel leave open, even of a flat color: rounding is off by 1 / sqrt(12) of a
/// level, which comes to this in middle gray and in skin.
const ROUNDING: LabSd = LabSd {
    l: 0.08,
    a: 0.20,
    b: 0.20,
};

/// The standard deviation of a color measured on tiles: bootstrap over whole tiles, since pixels
/// beside each other are alike (Efron, Annals of Statistics 7 (1979) 1, doi 10.1214/aos/1176344552).
/// Always the same draws. Not below [`ROUNDING`].
pub(super) fn sd<T>(tiles: &[T], color: impl Fn(&[&T]) -> LinearRgb) -> LabSd {
    let mut random = ChaCha8Rng::seed_from_u64(0);
    let labs: Vec<Lab> = (0..DRAWS)
        .filter(|_| !tiles.is_empty())
        .map(|_| {
            let drawn: Vec<&T> = (0..tiles.len())
                .filter_map(|_| tiles.get(random.random_range(0..tiles.len())))
                .collect();
            Lab::from_color(color(&drawn))
        })
        .collect();
    LabSd {
        l: deviation(labs.iter().map(|lab| lab.l)).max(ROUNDING.l),
        a: deviation(labs.iter().map(|lab| lab.a)).max(ROUNDING.a),
        b: deviation(labs.iter().map(|lab| lab.b)).max(ROUNDING.b),
    }
}

fn deviation(values: impl ExactSizeIterator<Item = f64> + Clone) -> f64 {
    let count = real(values.len().max(1));
    let mean = values.clone().sum::<f64>() / count;
    (values.map(|value| (value - mean).powi(2)).sum::<f64>() / count).sqrt()
}
