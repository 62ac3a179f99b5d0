//! Hair growing on the head: roots, directions, strands.

use palette::IntoColor;
use rand::Rng;
use rand_chacha::ChaCha8Rng;
use smpmatch::color::{Lab, LinearRgb};

use crate::body::{Part, Spot, dot, unit};
use crate::coat::{Coat, Ink, Stroke};
use crate::noise::{Noise, gauss};
use crate::plane::{Plane, pixel};
use crate::scene::{Scene, View};
use crate::truth::Style;

/// White hair: no pigment, a little yellow of keratin.
pub(crate) const WHITE: Lab = Lab::new(76.0, 0.0, 6.0);
/// Length of a piece of a strand in pixels.
const STEP_PX: f64 = 7.0;
/// Width of a lock in pixels: neighbors within it share brightness and direction.
const LOCK_PX: f64 = 26.0;
/// Roots tried before a cover that cannot be reached is given up.
const MAX_ROOTS: u32 = 40_000_000;

/// Grows hair where `density` (0 to 1) allows until the scene's cover is reached.
pub(crate) fn grow(
    scene: &Scene,
    spots: &Plane<Spot>,
    density: &Plane<f64>,
    rng: &mut ChaCha8Rng,
) -> Coat {
    let core = Coat::bare(density.map(|density| density > 0.95));
    let mut growth = Growth {
        scene,
        spots,
        locks: Noise::new(rng),
        lamp: unit(scene.light.direction),
        color: scene.hair.color.into_color(),
        coat: core,
    };
    if !growth.coat.has_core() {
        return growth.coat;
    }
    let (width, height) = (spots.width(), spots.height());
    for _ in 0..MAX_ROOTS {
        if growth.coat.cover() >= scene.hair.cover {
            break;
        }
        let (x, y) = (rng.random_range(0..width), rng.random_range(0..height));
        // Seen edge-on, a patch of scalp is narrower and so its hairs are closer.
        let crowding = 0.35 / spots.at(x, y).facing.max(0.35);
        // Follicles keep a distance from each other.
        let room = 1.0 - 0.8 * growth.coat.alpha.at(x, y);
        if rng.random::<f64>() < density.at(x, y) * crowding * room {
            let shift = (rng.random::<f64>(), rng.random::<f64>());
            growth.hair((f64::from(x) + shift.0, f64::from(y) + shift.1), rng);
        }
    }
    growth.coat
}

struct Growth<'a> {
    scene: &'a Scene,
    spots: &'a Plane<Spot>,
    locks: Noise,
    lamp: [f64; 3],
    color: LinearRgb,
    coat: Coat,
}

impl Growth<'_> {
    /// One hair from its root.
    fn hair(&mut self, root: (f64, f64), rng: &mut ChaCha8Rng) {
        let lock = self.locks.fractal(root.0 / LOCK_PX, root.1 / LOCK_PX);
        let color = self.strand_color(lock, rng);
        let radius_px = 0.5 * self.scene.hair.width_px * rng.random_range(0.8..1.2);
        let stray = 0.6 * lock + 0.13 * gauss(rng);
        let mut left_px = self.scene.hair.length_px * rng.random_range(0.6..1.2);
        let mut from = root;
        loop {
            let spot = self.spot(from);
            let turn = stray + self.bend(from);
            let (right, down) = rotated(self.flow(&spot), turn);
            let length = left_px.min(STEP_PX) * spot.facing.max(0.3);
            let to = (from.0 + right * length, from.1 + down * length);
            let ink = Ink {
                color,
                opacity: 0.92,
                shine: self.shine(&spot, (right, down)),
            };
            let stroke = Stroke {
                from,
                to,
                radius_px,
            };
            self.coat.draw(stroke, ink);
            left_px -= STEP_PX;
            from = to;
            if left_px <= 0.0 || !matches!(self.spot(to).part, Part::Head | Part::Neck) {
                break;
            }
        }
    }

    /// Reflectance of one strand: locks and single hairs differ, and what lies deep gets less light.
    fn strand_color(&self, lock: f64, rng: &mut ChaCha8Rng) -> LinearRgb {
        let white = rng.random::<f64>() < self.scene.hair.white_share;
        let base: LinearRgb = if white {
            WHITE.into_color()
        } else {
            self.color
        };
        let (spread, depth) = match self.scene.hair.style {
            Style::Long => (0.9, 0.5 + 0.5 * self.coat.cover()),
            Style::Buzz => (0.25, 0.85 + 0.15 * self.coat.cover()),
            Style::Stubble | Style::None => (0.2, 1.0),
        };
        base * (depth * (spread * lock + 0.12 * gauss(rng)).exp())
    }

    fn spot(&self, (x, y): (f64, f64)) -> Spot {
        let (width, height) = (self.spots.width(), self.spots.height());
        self.spots.at(pixel(x, width), pixel(y, height))
    }

    fn bend(&self, (x, y): (f64, f64)) -> f64 {
        0.5 * self.locks.at(x / 110.0 + 40.0, y / 110.0)
    }

    /// Direction of growth: away from the whorl in a spiral, and down the back of the head.
    fn flow(&self, spot: &Spot) -> (f64, f64) {
        let ((across, down), fall) = match self.scene.view {
            View::Back => ((0.1, -0.75), 0.7),
            View::Top => ((0.06, -0.4), 0.0),
            View::CloseUp => ((0.12, -0.55), 0.0),
        };
        let (right, below) = (spot.u - across, spot.v - down);
        let distance = right.hypot(below).max(1e-6);
        let (right, below) = rotated(
            (right / distance, below / distance),
            1.1 * (-distance * 1.5).exp(),
        );
        let length = right.hypot(below + fall).max(1e-6);
        (right / length, (below + fall) / length)
    }

    /// Shine across a strand.
    ///
    /// Kajiya and Kay, SIGGRAPH 1989, doi 10.1145/74333.74361.
    fn shine(&self, spot: &Spot, (right, down): (f64, f64)) -> f64 {
        let facing = spot.facing.max(0.1);
        let tangent = unit([right, down, -(right * spot.u + down * spot.v) / facing]);
        let [x, y, z] = self.lamp;
        let along = dot(tangent, unit([x, y, z + 1.0]));
        (1.0 - along * along).max(0.0).powi(12)
    }
}

fn rotated((right, down): (f64, f64), radians: f64) -> (f64, f64) {
    let (sin, cos) = radians.sin_cos();
    (right * cos - down * sin, right * sin + down * cos)
}
