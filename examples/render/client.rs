//! Clients drawn by chance: one person in four photos, and a bad one of the same.

use std::fs;
use std::path::Path;

use anyhow::Context;
use palette::{FromColor, IntoColor};
use rand::Rng;
use rand::SeedableRng;
use rand::seq::IndexedRandom;
use rand_chacha::ChaCha8Rng;
use smpmatch::color::{Lab, LinearRgb};

use crate::client_truth::{ClientTruth, ClientTruths, Fault, Spoiled};
use crate::growth::WHITE;
use crate::people::HAIRS;
use crate::picture::render;
use crate::sampler::{Cast, near, sample};
use crate::scene::{Camera, Hair, Prop, Scene, View};
use crate::truth::Style;

/// The views of a client: front, back, top and a close-up.
const VIEWS: [View; 4] = [View::Top, View::Back, View::Top, View::CloseUp];
const FAULTS: [Fault; 5] = [
    Fault::Blur,
    Fault::Veil,
    Fault::Dark,
    Fault::Bright,
    Fault::Stranger,
];
/// L* by which the hair of someone else differs at least: of like hair no photo tells.
const STRANGE: f64 = 15.0;

/// Renders clients into a folder each, with a bad photo of each beside them and `clients.json`.
pub(crate) fn write_all(
    folder: &Path,
    seeds: impl Iterator<Item = u64>,
    size: u32,
) -> anyhow::Result<()> {
    let clients = seeds
        .map(|seed| write(folder, seed, size))
        .collect::<anyhow::Result<_>>()?;
    let truths = ClientTruths {
        note: crate::NOTE.to_owned(),
        clients,
    };
    let json = serde_json::to_string_pretty(&truths)? + "\n";
    fs::write(folder.join("clients.json"), json).context("cannot write clients.json")
}

fn write(folder: &Path, seed: u64, size: u32) -> anyhow::Result<ClientTruth> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let person = person(size, &mut rng);
    let scenes = VIEWS.map(|view| photographed(&person, view, &mut rng));
    let instead_of = rng.random_range(0..scenes.len());
    let by = *FAULTS.choose(&mut rng).context("no faults")?;
    let spoiled = spoiled(&scenes[instead_of], by, &mut rng);

    let client = format!("client-{seed:05}");
    fs::create_dir_all(folder.join(&client))
        .with_context(|| format!("cannot make the folder {client}"))?;
    let photos: Vec<String> = (1..=scenes.len()).map(|at| format!("{at}.jpg")).collect();
    for (photo, scene) in photos.iter().zip(&scenes) {
        save(&folder.join(&client).join(photo), scene)?;
    }
    let photo = format!("{client}-spoiled.jpg");
    save(&folder.join(&photo), &spoiled)?;
    Ok(ClientTruth {
        client,
        photos,
        hair_lab: rounded(mean_hair(&person.hair)),
        skin_lab: rounded(person.skin),
        spoiled: Spoiled {
            photo,
            instead_of,
            by,
        },
    })
}

fn save(path: &Path, scene: &Scene) -> anyhow::Result<()> {
    let picture = render(scene, "")?;
    fs::write(path, &picture.jpeg).with_context(|| format!("cannot write {}", path.display()))
}

/// Someone with hair.
fn person(size: u32, rng: &mut ChaCha8Rng) -> Scene {
    loop {
        let scene = sample(size, Cast::Cast, rng);
        if scene.hair.style != Style::None {
            return Scene {
                prop: Prop::None,
                ..scene
            };
        }
    }
}

/// The same person from elsewhere, in other light, by a hand that is less or more steady.
fn photographed(person: &Scene, view: View, rng: &mut ChaCha8Rng) -> Scene {
    let other = sample(person.size, Cast::Cast, rng);
    let closer = near(view) / near(person.view) * rng.random_range(0.8..1.25);
    Scene {
        view,
        hair: Hair {
            width_px: person.hair.width_px * closer,
            length_px: person.hair.length_px * closer,
            ..person.hair.clone()
        },
        skin: person.skin,
        cape: person.cape,
        prop: Prop::None,
        camera: Camera {
            blur_px: rng.random_range(0.5..1.3),
            ..other.camera
        },
        ..other
    }
}

/// The same photo with a fault.
fn spoiled(scene: &Scene, by: Fault, rng: &mut ChaCha8Rng) -> Scene {
    let mut scene = scene.clone();
    scene.seed = rng.random();
    match by {
        Fault::Blur => scene.camera.blur_px = rng.random_range(4.0..8.0),
        Fault::Veil => scene.camera.veil = rng.random_range(0.06..0.2),
        Fault::Dark => scene.light.gains *= rng.random_range(0.04..0.1),
        Fault::Bright => scene.light.gains *= rng.random_range(2.5..5.0),
        Fault::Stranger => {
            let own = mean_hair(&scene.hair).l;
            let strange = |(lab, ..): &&(Lab, f64, f64)| (lab.l - own).abs() > STRANGE;
            let hairs: Vec<_> = HAIRS.iter().filter(strange).collect();
            if let Some((lab, ..)) = hairs.choose(rng) {
                scene.hair.color = *lab;
                scene.hair.white_share = 0.0;
            }
        }
    }
    scene
}

/// Mean color of hairs of which some are white.
fn mean_hair(hair: &Hair) -> Lab {
    let [own, white]: [LinearRgb; 2] = [hair.color, WHITE].map(IntoColor::into_color);
    Lab::from_color(own * (1.0 - hair.white_share) + white * hair.white_share)
}

fn rounded(lab: Lab) -> [f64; 3] {
    [lab.l, lab.a, lab.b].map(|value| (value * 100.0).round() / 100.0)
}
