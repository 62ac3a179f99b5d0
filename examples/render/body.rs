//! The shapes in the frame: head, ears, neck and cape, and how the light falls on them.

use crate::noise::{mix, smoothstep};
use crate::scene::{Light, Scene, View};

/// Exponent of the head's outline: 2 is an ellipse, more is boxier, as skulls are.
const OUTLINE: f64 = 2.3;

/// What a pixel shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Backdrop,
    Cape,
    /// Ears and nose.
    Feature,
    Neck,
    Head,
}

impl Part {
    pub(crate) fn is_skin(self) -> bool {
        matches!(self, Self::Feature | Self::Neck | Self::Head)
    }
}

/// One pixel's place on the surface it shows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spot {
    pub(crate) part: Part,
    /// Right of the head's center, in head radii.
    pub(crate) u: f64,
    /// Below the head's center, in head radii.
    pub(crate) v: f64,
    /// How far the surface faces the camera: 1 fully, 0 edge-on.
    pub(crate) facing: f64,
    /// Diffuse light on the surface; 1 is the light on the card.
    pub(crate) shade: f64,
    /// Shine off a smooth surface, 0 to 1.
    pub(crate) shine: f64,
}

/// A client under a lamp.
#[derive(Clone, Debug)]
pub(crate) struct Body {
    view: View,
    center: (f64, f64),
    radii: (f64, f64),
    roll: (f64, f64),
    lamp: [f64; 3],
    ambient: f64,
}

impl Body {
    pub(crate) fn new(scene: &Scene) -> Self {
        let (width, height) = scene.sides();
        let (width, height) = (f64::from(width), f64::from(height));
        let (middle, radii) = match scene.view {
            View::Back => (0.44, (0.255 * height, 0.335 * height)),
            View::Top => (0.47, (0.275 * height, 0.355 * height)),
            View::CloseUp => (0.5, (0.9 * width, 0.9 * width)),
        };
        let Light {
            direction, ambient, ..
        } = scene.light;
        Self {
            view: scene.view,
            center: (width / 2.0, height * middle),
            radii,
            roll: scene.roll.sin_cos(),
            lamp: unit(direction),
            ambient,
        }
    }

    /// What the camera sees at a point of the frame, in pixels.
    pub(crate) fn spot(&self, x: f64, y: f64) -> Spot {
        let (u, v) = self.head_coordinates(x, y);
        if self.is_cape_in_front(u, v) {
            return self.lit(Part::Cape, (u, v), [0.3 * u, -0.5, 1.0]);
        }
        let taper = 1.0 - 0.1 * smoothstep(-0.1, 1.0, v);
        let outline = (u / taper).abs().powf(OUTLINE) + v.abs().powf(OUTLINE);
        if outline < 1.0 {
            return self.lit(Part::Head, (u, v), self.head_normal(u / taper, v, outline));
        }
        if self.view == View::Back && v > 0.3 && u.abs() < neck_half_width(v) {
            return self.lit(Part::Neck, (u, v), neck_normal(u, v));
        }
        if let Some(normal) = self.feature_normal(u, v) {
            return self.lit(Part::Feature, (u, v), normal);
        }
        if self.view == View::Top && (u / 2.2).hypot((v - 0.2) / 1.08) < 1.0 {
            let mut cape = self.lit(Part::Cape, (u, v), [0.25 * u, 0.5 * v, 1.0]);
            cape.shade *= 0.4 + 0.6 * smoothstep(0.95, 1.5, u.hypot(v));
            return cape;
        }
        self.lit(Part::Backdrop, (u, v), [0.0, 0.0, 1.0])
    }

    fn head_coordinates(&self, x: f64, y: f64) -> (f64, f64) {
        let (right, down) = (x - self.center.0, y - self.center.1);
        let (sin, cos) = self.roll;
        (
            (right * cos + down * sin) / self.radii.0,
            (down * cos - right * sin) / self.radii.1,
        )
    }

    fn is_cape_in_front(&self, u: f64, v: f64) -> bool {
        let collar = 1.12 + 0.25 * (u.abs() - 0.7).max(0.0) - 0.05 * smoothstep(0.8, 0.3, u.abs());
        self.view == View::Back && v > collar
    }

    fn head_normal(&self, u: f64, v: f64, outline: f64) -> [f64; 3] {
        let bend = |side: f64| side.signum() * side.abs().powf(OUTLINE - 1.0);
        let skull = unit([bend(u), bend(v), (1.0 - outline).max(0.0).sqrt()]);
        if self.view != View::Back {
            return skull;
        }
        let neck = neck_normal(u, v);
        let share = smoothstep(0.3, 0.8, v);
        unit([0, 1, 2].map(|axis| mix(skull[axis], neck[axis], share)))
    }

    /// Ears, and from above the nose.
    fn feature_normal(&self, u: f64, v: f64) -> Option<[f64; 3]> {
        let ellipse = |(across, down): (f64, f64), (wide, high): (f64, f64)| {
            let (x, y) = ((u - across) / wide, (v - down) / high);
            (x.hypot(y) < 1.0).then(|| [x, y, 0.4 + (1.0 - x * x - y * y).max(0.0).sqrt()])
        };
        match self.view {
            View::Back => ellipse((1.0 * u.signum(), 0.14), (0.15, 0.22)),
            View::Top => ellipse((1.0 * u.signum(), 0.08), (0.09, 0.17))
                .or_else(|| ellipse((0.0, 0.96), (0.14, 0.13))),
            View::CloseUp => None,
        }
    }

    fn lit(&self, part: Part, (u, v): (f64, f64), normal: [f64; 3]) -> Spot {
        let normal = unit(normal);
        let toward = dot(normal, self.lamp).max(0.0);
        let shade = self.ambient + (1.0 - self.ambient) * toward / self.lamp[2];
        let [right, down, near] = self.lamp;
        let halfway = unit([right, down, near + 1.0]);
        Spot {
            part,
            u,
            v,
            facing: normal[2],
            shade,
            shine: dot(normal, halfway).max(0.0).powi(60),
        }
    }
}

fn neck_half_width(v: f64) -> f64 {
    0.62 + 0.5 * (v - 0.85).max(0.0).powi(2)
}

fn neck_normal(u: f64, v: f64) -> [f64; 3] {
    let across = (u / neck_half_width(v)).clamp(-1.0, 1.0);
    unit([across, 0.15, (1.0 - across * across).sqrt() + 0.15])
}

pub(crate) fn dot(one: [f64; 3], other: [f64; 3]) -> f64 {
    one[0] * other[0] + one[1] * other[1] + one[2] * other[2]
}

pub(crate) fn unit(vector: [f64; 3]) -> [f64; 3] {
    let length = dot(vector, vector).sqrt();
    vector.map(|side| side / length)
}
