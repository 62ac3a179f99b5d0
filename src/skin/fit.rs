//! Finds the melanin and blood that give a measured skin color.

use palette::convert::FromColorUnclamped;

use super::layers::{Medium, through_surface};
use super::tables::{BANDS, Band};
use crate::color::{Lab, Xyz};

/// Thickness of the epidermis in mm (Jacques 1998, <https://omlc.org/news/jan98/skinoptics.html>).
pub(super) const EPIDERMIS: f64 = 0.060;

/// Melanin, blood and melanin slope of an ordinary skin, with the weight that draws a fit there.
/// Weak enough to give way to any skin the three can make, they choose where the color alone
/// cannot.
const USUAL: [(f64, f64); UNKNOWNS] = [(0.05, 0.1), (0.012, 0.1), (3.33, 0.25 / 0.30)];
/// Bounds of melanin, blood and melanin slope. A slope of 3.33 fits light skin; dark skin needs a
/// flatter one, or it is mistaken by up to 6 ΔE00.
const BOUNDS: [(f64, f64); UNKNOWNS] = [(0.001, 0.6), (5e-4, 0.25), (1.0, 6.33)];
/// Melanin that a descent starts from; the three lead to the same skin unless it has several.
const STARTS: [f64; 3] = [0.02, 0.08, 0.25];

/// Melanin, blood and the slope of melanin.
const UNKNOWNS: usize = 3;
/// Three differences of color, and how far each unknown is from what is usual.
const RESIDUALS: usize = 6;
/// Steps of a descent at most.
const STEPS: usize = 40;

/// The make-up of a skin in the model. Effective values: a skin's color does not tell its melanin.
#[derive(Clone, Copy, Debug)]
pub(super) struct Complexion {
    /// Share of melanosomes in the epidermis, 0 to 1.
    pub(super) melanin: f64,
    /// Share of blood in the dermis, 0 to 1.
    pub(super) blood: f64,
    /// Melanosomes absorb as wavelength^-slope.
    pub(super) slope: f64,
}

impl Complexion {
    /// The complexion that comes nearest to a measured color.
    pub(super) fn nearest(bands: &[Band; BANDS], measured: Lab) -> Self {
        let fits = STARTS.map(|melanin| {
            let start = [melanin, USUAL[1].0, USUAL[2].0].map(f64::ln);
            descend(bands, measured, start)
        });
        let [first, second, third] = fits;
        Self::of(first.better(second).better(third).point)
    }

    /// Reflectance of bare skin in one band, 0 to 1.
    pub(super) fn reflectance(&self, band: &Band) -> f64 {
        let epidermis = Medium::new(band.epidermis(self.melanin, self.slope), band.scattering);
        let dermis = Medium::new(band.dermis(self.blood), band.scattering);
        through_surface(epidermis.layer(EPIDERMIS).over(dermis.infinite()))
    }

    /// The color of bare skin.
    pub(super) fn color(&self, bands: &[Band; BANDS]) -> Xyz {
        bands.iter().fold(Xyz::new(0.0, 0.0, 0.0), |sum, band| {
            sum + Xyz::from(band.weights) * self.reflectance(band)
        })
    }

    fn of(point: Unknowns) -> Self {
        let [melanin, blood, slope] = point.map(f64::exp);
        Self {
            melanin,
            blood,
            slope,
        }
    }
}

/// Logarithms of melanin, blood and slope: their effects are alike on that scale.
type Unknowns = [f64; UNKNOWNS];
type Residuals = [f64; RESIDUALS];
type Matrix = [[f64; UNKNOWNS]; UNKNOWNS];

/// A point of a descent.
#[derive(Clone, Copy)]
struct Tried {
    point: Unknowns,
    residuals: Residuals,
    cost: f64,
}

impl Tried {
    fn at(bands: &[Band; BANDS], measured: Lab, point: Unknowns) -> Self {
        let complexion = Complexion::of(point);
        let color = Lab::from_color_unclamped(complexion.color(bands));
        let drawn = |unknown: usize| {
            let (usual, weight) = USUAL[unknown];
            weight * (point[unknown] - usual.ln())
        };
        let residuals = [
            color.l - measured.l,
            color.a - measured.a,
            color.b - measured.b,
            drawn(0),
            drawn(1),
            drawn(2),
        ];
        Self {
            point,
            residuals,
            cost: residuals.iter().map(|residual| residual * residual).sum(),
        }
    }

    fn better(self, other: Self) -> Self {
        if other.cost < self.cost { other } else { self }
    }
}

/// Levenberg and Marquardt's descent, kept within the bounds (Marquardt, *Journal of the Society
/// for Industrial and Applied Mathematics* 11 (1963) 431, doi 10.1137/0111030).
fn descend(bands: &[Band; BANDS], measured: Lab, start: Unknowns) -> Tried {
    let mut place = Tried::at(bands, measured, start);
    let mut damping = 1e-3;
    let (mut normal, mut gradient) = linearize(bands, measured, &place);
    for _ in 0..STEPS {
        let step = solve(damped(normal, damping), gradient);
        let next = Tried::at(bands, measured, moved(place.point, step));
        let gain = place.cost - next.cost;
        if gain > 0.0 {
            place = next;
            damping *= 0.1;
            if gain < 1e-10 * place.cost {
                break;
            }
            (normal, gradient) = linearize(bands, measured, &place);
        } else if damping > 1e6 {
            break;
        } else {
            damping *= 10.0;
        }
    }
    place
}

/// The normal matrix and the descent direction at a place. An unknown that would leave its bounds
/// is held: its row and column are those of the identity.
fn linearize(bands: &[Band; BANDS], measured: Lab, place: &Tried) -> (Matrix, Unknowns) {
    /// Step of a forward difference, in the unit of each unknown.
    const STEP: f64 = 1e-6;
    let derivatives: [Residuals; UNKNOWNS] = std::array::from_fn(|unknown| {
        let mut point = place.point;
        point[unknown] += STEP;
        let next = Tried::at(bands, measured, point).residuals;
        std::array::from_fn(|i| (next[i] - place.residuals[i]) / STEP)
    });
    let mut gradient = derivatives.map(|derivative| -dot(&derivative, &place.residuals));
    let held: [bool; UNKNOWNS] = std::array::from_fn(|unknown| {
        let (low, high) = BOUNDS[unknown];
        let at = place.point[unknown];
        (at <= low.ln() && gradient[unknown] < 0.0) || (at >= high.ln() && gradient[unknown] > 0.0)
    });
    let normal = std::array::from_fn(|i| {
        std::array::from_fn(|j| match (held[i] || held[j], i == j) {
            (false, _) => dot(&derivatives[i], &derivatives[j]),
            (true, true) => 1.0,
            (true, false) => 0.0,
        })
    });
    for (component, held) in gradient.iter_mut().zip(held) {
        if held {
            *component = 0.0;
        }
    }
    (normal, gradient)
}

fn dot(one: &Residuals, other: &Residuals) -> f64 {
    one.iter().zip(other).map(|(a, b)| a * b).sum()
}

fn damped(mut normal: Matrix, damping: f64) -> Matrix {
    for (i, row) in normal.iter_mut().enumerate() {
        row[i] *= 1.0 + damping;
    }
    normal
}

fn moved(point: Unknowns, step: Unknowns) -> Unknowns {
    std::array::from_fn(|i| {
        let (low, high) = BOUNDS[i];
        (point[i] + step[i]).clamp(low.ln(), high.ln())
    })
}

/// Solves `matrix * x = right` by Cramer's rule; the damped normal matrix is positive definite.
fn solve(matrix: Matrix, right: Unknowns) -> Unknowns {
    let whole = determinant(&matrix);
    std::array::from_fn(|column| {
        let mut replaced = matrix;
        for (row, value) in replaced.iter_mut().zip(right) {
            row[column] = value;
        }
        determinant(&replaced) / whole
    })
}

fn determinant([a, b, c]: &Matrix) -> f64 {
    a[0] * (b[1] * c[2] - b[2] * c[1]) - a[1] * (b[0] * c[2] - b[2] * c[0])
        + a[2] * (b[0] * c[1] - b[1] * c[0])
}
