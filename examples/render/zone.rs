//! Where on the head hair grows.

use crate::body::{Part, Spot};
use crate::noise::{Noise, smoothstep};
use crate::scene::{Scene, View, Zone};
use crate::truth::Style;

/// The hairline wanders by this much, in head radii.
const WANDER: f64 = 0.07;

/// Density of the hair at a spot, 0 to 1; the zone is where it is above a half.
pub(crate) fn density(scene: &Scene, spot: &Spot, noise: &Noise) -> f64 {
    if spot.part != Part::Head || scene.hair.style == Style::None {
        return 0.0;
    }
    let wander = WANDER * noise.fractal(spot.u * 5.0, spot.v * 5.0);
    let half = scene.hair.fade / 2.0;
    smoothstep(-half, half, margin(scene, spot) + wander)
}

/// How far inside the hairline a spot lies, in head radii; negative outside.
fn margin(scene: &Scene, spot: &Spot) -> f64 {
    let (u, v) = (spot.u, spot.v);
    match (scene.view, scene.hair.zone) {
        (View::CloseUp, Zone::All) => 1.0,
        (View::CloseUp, Zone::Horseshoe) => u.abs() - 0.22,
        (View::CloseUp, Zone::Crown) => 0.3 - u.hypot(v),
        (View::CloseUp, Zone::OneSide) => -0.8 * u - 0.5 * v + 0.08,
        (view, Zone::All) => hairline(view, u, v),
        (view, Zone::Horseshoe) => hairline(view, u, v).min(bald_top(view, u, v)),
        (View::Back, Zone::Crown) => 0.1 - v - 0.25 * u * u,
        (View::Top, Zone::Crown) => 0.62 - u.hypot(v + 0.1),
        (view, Zone::OneSide) => hairline(view, u, v).min(0.12 - u),
    }
}

/// The nape from behind, forehead and temples from above.
fn hairline(view: View, u: f64, v: f64) -> f64 {
    match view {
        View::Back | View::CloseUp => 0.68 - 0.45 * u * u - v,
        View::Top => {
            let temple = (-((u.abs() - 0.48) / 0.2).powi(2)).exp();
            0.5 - v - 0.3 * temple
        }
    }
}

/// Outside of the bald top.
fn bald_top(view: View, u: f64, v: f64) -> f64 {
    let (center, wide, high) = match view {
        View::Back | View::CloseUp => (-0.85, 0.66, 0.72),
        View::Top => (0.4, 0.68, 1.0),
    };
    0.7 * ((u / wide).hypot((v - center) / high) - 1.0)
}
