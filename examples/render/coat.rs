//! Hair as a layer of strokes over the skin.

use smpmatch::color::LinearRgb;

use crate::plane::{Plane, pixel};

/// A straight piece of hair; a dot where both ends are one point.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stroke {
    pub(crate) from: (f64, f64),
    pub(crate) to: (f64, f64),
    pub(crate) radius_px: f64,
}

/// What a stroke is drawn with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ink {
    /// Reflectance, self-shadow included.
    pub(crate) color: LinearRgb,
    /// Share of what lies beneath that it hides, 0 to 1.
    pub(crate) opacity: f64,
    /// Shine along the strand, 0 to 1.
    pub(crate) shine: f64,
}

/// Hair over skin: color and shine are weighted by how much hair hides.
#[derive(Clone, Debug)]
pub(crate) struct Coat {
    pub(crate) alpha: Plane<f64>,
    pub(crate) color: Plane<LinearRgb>,
    pub(crate) shine: Plane<f64>,
    /// Where the cover is counted.
    core: Plane<bool>,
    core_size: f64,
    core_alpha: f64,
}

impl Coat {
    /// No hair yet; cover is counted in `core`.
    pub(crate) fn bare(core: Plane<bool>) -> Self {
        let inside = core.cells().iter().filter(|&&inside| inside).count();
        Self {
            alpha: core.map(|_| 0.0),
            color: core.map(|_| LinearRgb::new(0.0, 0.0, 0.0)),
            shine: core.map(|_| 0.0),
            core_size: f64::from(u32::try_from(inside).unwrap_or(u32::MAX)),
            core_alpha: 0.0,
            core,
        }
    }

    /// Whether there is anywhere to count cover in.
    pub(crate) fn has_core(&self) -> bool {
        self.core_size > 0.0
    }

    /// Share of the core that hair hides, 0 to 1.
    pub(crate) fn cover(&self) -> f64 {
        self.core_alpha / self.core_size.max(1.0)
    }

    /// Lays a stroke over what is there, with soft edges of one pixel.
    pub(crate) fn draw(&mut self, stroke: Stroke, ink: Ink) {
        let reach = stroke.radius_px + 1.0;
        let (left, right) = ordered(stroke.from.0, stroke.to.0);
        let (top, bottom) = ordered(stroke.from.1, stroke.to.1);
        let (width, height) = (self.alpha.width(), self.alpha.height());
        for y in pixel(top - reach, height)..=pixel(bottom + reach, height) {
            for x in pixel(left - reach, width)..=pixel(right + reach, width) {
                let distance = stroke.distance(f64::from(x) + 0.5, f64::from(y) + 0.5);
                let inside = (stroke.radius_px + 0.5 - distance).clamp(0.0, 1.0);
                let thin = (2.0 * stroke.radius_px).min(1.0);
                if inside > 0.0 {
                    self.lay(x, y, inside * thin * ink.opacity, ink);
                }
            }
        }
    }

    fn lay(&mut self, x: u32, y: u32, share: f64, ink: Ink) {
        let alpha = self.alpha.at_mut(x, y);
        let gain = share * (1.0 - *alpha);
        *alpha += gain;
        if self.core.at(x, y) {
            self.core_alpha += gain;
        }
        let color = self.color.at_mut(x, y);
        *color = *color * (1.0 - share) + ink.color * share;
        let shine = self.shine.at_mut(x, y);
        *shine = *shine * (1.0 - share) + ink.shine * share;
    }
}

impl Stroke {
    fn distance(&self, x: f64, y: f64) -> f64 {
        let along = (self.to.0 - self.from.0, self.to.1 - self.from.1);
        let offset = (x - self.from.0, y - self.from.1);
        let length_squared = along.0 * along.0 + along.1 * along.1;
        let t = if length_squared > 0.0 {
            ((offset.0 * along.0 + offset.1 * along.1) / length_squared).clamp(0.0, 1.0)
        } else {
            0.0
        };
        (offset.0 - t * along.0).hypot(offset.1 - t * along.1)
    }
}

fn ordered(one: f64, other: f64) -> (f64, f64) {
    (one.min(other), one.max(other))
}
