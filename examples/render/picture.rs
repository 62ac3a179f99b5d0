//! A scene made into a photo, its mask and its truth.

use image::{GrayImage, Luma};
use palette::{FromColor, IntoColor};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use smpmatch::color::{Lab, LinearRgb};

use crate::body::{Body, Part, Spot};
use crate::coat::Coat;
use crate::develop::develop;
use crate::growth::grow;
use crate::noise::Noise;
use crate::plane::Plane;
use crate::prop;
use crate::scene::Scene;
use crate::skin::Skin;
use crate::truth::{PhotoTruth, Style};
use crate::zone::density;

/// Reflectance lost by the scalp between dense hairs, and how far their shadow reaches.
const ROOT_SHADOW: f64 = 0.3;
const ROOT_SHADOW_SIGMA_PX: f64 = 3.0;
/// Hair standing out over the edge of the zone counts as zone where it hides half of this
/// neighborhood.
const MASK_SIGMA_PX: f64 = 4.0;
/// Shine of hair as a share of that of skin.
const HAIR_GLOSS: f64 = 0.18;

/// One rendered photo.
#[derive(Clone, Debug)]
pub(crate) struct Picture {
    pub(crate) jpeg: Vec<u8>,
    /// 255 inside the hair zone, 0 outside.
    pub(crate) mask: GrayImage,
    pub(crate) truth: PhotoTruth,
}

/// Renders a scene; `photo` is the name that its truth goes by.
pub(crate) fn render(scene: &Scene, photo: &str) -> anyhow::Result<Picture> {
    let mut rng = ChaCha8Rng::seed_from_u64(scene.seed);
    let (width, height) = scene.sides();
    let body = Body::new(scene);
    let spots = Plane::from_fn(width, height, |x, y| {
        body.spot(f64::from(x) + 0.5, f64::from(y) + 0.5)
    });
    let wander = Noise::new(&mut rng);
    let densities = spots.map(|spot| density(scene, &spot, &wander));
    let surface = surface(scene, &spots, &mut rng);
    let coat = grow(scene, &spots, &densities, &mut rng);
    let zone = zone(scene, &densities, &coat);
    let layers = Layers {
        spots,
        surface,
        coat,
    };
    let mut frame = layers.light(scene, &mut rng);
    prop::lay(scene, &mut frame);
    Ok(Picture {
        jpeg: develop(scene, &frame, &mut rng)?,
        mask: GrayImage::from_fn(width, height, |x, y| Luma([u8::from(zone.at(x, y)) * 255])),
        truth: layers.truth(scene, &zone, photo),
    })
}

struct Layers {
    spots: Plane<Spot>,
    /// Reflectance of all but the hair.
    surface: Plane<LinearRgb>,
    coat: Coat,
}

impl Layers {
    /// The light that reaches the camera.
    fn light(&self, scene: &Scene, rng: &mut ChaCha8Rng) -> Plane<LinearRgb> {
        let relief = Skin::new(scene.skin, scene.size, rng);
        let shadow = self.coat.alpha.blurred(ROOT_SHADOW_SIGMA_PX);
        Plane::from_fn(self.spots.width(), self.spots.height(), |x, y| {
            let spot = self.spots.at(x, y);
            let alpha = self.coat.alpha.at(x, y);
            let skin = self.surface.at(x, y) * (1.0 - ROOT_SHADOW * shadow.at(x, y));
            let diffuse = (skin * (1.0 - alpha) + self.coat.color.at(x, y)) * spot.shade;
            let rough = relief.relief(f64::from(x), f64::from(y)).powi(4);
            let skin_shine = if spot.part.is_skin() {
                spot.shine * (1.0 - alpha) * rough
            } else {
                0.0
            };
            let shine = skin_shine + HAIR_GLOSS * self.coat.shine.at(x, y);
            let glint = scene.light.gloss * shine;
            diffuse + LinearRgb::new(glint, glint, glint)
        })
    }

    fn truth(&self, scene: &Scene, zone: &Plane<bool>, photo: &str) -> PhotoTruth {
        let bald = scene.hair.style == Style::None;
        let inside = zone.cells().iter().filter(|&&inside| inside).count();
        let share = |count: usize| {
            let count = f64::from(u32::try_from(count).unwrap_or(u32::MAX));
            count / (f64::from(zone.width()) * f64::from(zone.height()))
        };
        PhotoTruth {
            photo: photo.to_owned(),
            style: scene.hair.style,
            cover: if bald { 0.0 } else { scene.hair.cover },
            width_px: if bald { 0.0 } else { scene.hair.width_px },
            white_share: if bald { 0.0 } else { scene.hair.white_share },
            zone_share: share(inside),
            hair_lab: self.mean_hair(zone),
            skin_lab: self.mean_skin(zone),
            gains: scene.light.gains.into(),
            card: prop::card(scene),
            strip: prop::strip(scene),
        }
    }

    fn mean_hair(&self, zone: &Plane<bool>) -> Option<[f64; 3]> {
        let mut sum = Mean::default();
        for ((&inside, spot), (&color, &alpha)) in zone
            .cells()
            .iter()
            .zip(self.spots.cells())
            .zip(self.coat.color.cells().iter().zip(self.coat.alpha.cells()))
        {
            if inside {
                sum.add(color * spot.shade, alpha);
            }
        }
        sum.lab()
    }

    /// Of the skin outside the zone, or of all skin where hair grows everywhere.
    fn mean_skin(&self, zone: &Plane<bool>) -> [f64; 3] {
        let mut bare = Mean::default();
        let mut all = Mean::default();
        for ((&inside, spot), &color) in zone
            .cells()
            .iter()
            .zip(self.spots.cells())
            .zip(self.surface.cells())
        {
            if spot.part.is_skin() {
                all.add(color * spot.shade, 1.0);
                if !inside {
                    bare.add(color * spot.shade, 1.0);
                }
            }
        }
        bare.lab().or_else(|| all.lab()).unwrap_or_default()
    }
}

/// A weighted mean of linear light.
#[derive(Clone, Copy, Debug, Default)]
struct Mean {
    sum: LinearRgb,
    weight: f64,
}

impl Mean {
    /// Takes in light that is already multiplied by its weight.
    fn add(&mut self, light: LinearRgb, weight: f64) {
        self.sum += light;
        self.weight += weight;
    }

    fn lab(self) -> Option<[f64; 3]> {
        (self.weight > 0.0).then(|| {
            let lab = Lab::from_color(self.sum / self.weight);
            [lab.l, lab.a, lab.b].map(|value| (value * 100.0).round() / 100.0)
        })
    }
}

fn zone(scene: &Scene, densities: &Plane<f64>, coat: &Coat) -> Plane<bool> {
    let hidden = prop::hidden(scene);
    let spread = coat.alpha.blurred(MASK_SIGMA_PX);
    Plane::from_fn(densities.width(), densities.height(), |x, y| {
        let hairy = densities.at(x, y) > 0.5 || spread.at(x, y) > 0.5;
        hairy && !hidden.is_some_and(|area| area.contains(x, y))
    })
}

/// Reflectance of backdrop, cape and skin.
fn surface(scene: &Scene, spots: &Plane<Spot>, rng: &mut ChaCha8Rng) -> Plane<LinearRgb> {
    let skin = Skin::new(scene.skin, scene.size, rng);
    let folds = Noise::new(rng);
    let backdrop: LinearRgb = scene.backdrop.into_color();
    let cape: LinearRgb = scene.cape.into_color();
    Plane::from_fn(spots.width(), spots.height(), |x, y| {
        let spot = spots.at(x, y);
        match spot.part {
            Part::Head | Part::Neck | Part::Feature => skin.at(f64::from(x), f64::from(y)),
            Part::Backdrop => {
                let gradient = 1.0 - 0.18 * spot.v + 0.1 * folds.fractal(spot.u, spot.v);
                backdrop * gradient.max(0.3)
            }
            Part::Cape => {
                let around = spot.u.atan2(spot.v + 0.4);
                let fold = folds.fractal(around * 5.0, spot.u.hypot(spot.v));
                let weave = folds.at(f64::from(x) / 2.0, f64::from(y) / 2.0);
                cape * (0.9 + 0.9 * fold + 0.06 * weave).max(0.25)
            }
        }
    })
}
