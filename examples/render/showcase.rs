//! The scenes of the shipped samples.

use smpmatch::color::{Lab, LinearRgb};

use crate::people::{ASH_BROWN, BLACK, BROWN, DARK_BROWN, RED, SKINS};
use crate::scene::{Camera, Dots, Hair, Light, Prop, Scene, View, Zone};
use crate::truth::Style;

const BLACK_CAPE: Lab = Lab::new(9.0, 0.0, -1.0);
const BLUE_CAPE: Lab = Lab::new(26.0, 0.0, -24.0);

/// File name, without its ending, and scene of every shipped sample.
pub(crate) fn scenes() -> Vec<(String, Scene)> {
    [
        ("stubble-light", stubble_light()),
        ("buzz-intermediate", buzz_intermediate()),
        ("long-dense", long_dense()),
        ("stubble-dark", stubble_dark()),
        ("red-buzz", red_buzz()),
        ("card-warm-light", card_warm_light()),
        ("strip", strip()),
        ("chart", chart()),
        ("dots-healed", dots(100, 4)),
        ("dots-later", dots(60, 4)),
        ("test-dot", dots(100, 24)),
        ("no-hair", no_hair()),
    ]
    .map(|(name, scene)| (name.to_owned(), scene))
    .into()
}

fn stubble_light() -> Scene {
    base()
}

fn buzz_intermediate() -> Scene {
    Scene {
        view: View::Back,
        roll: -0.04,
        hair: Hair {
            style: Style::Buzz,
            zone: Zone::All,
            color: BROWN,
            cover: 0.85,
            length_px: 6.0,
            ..stubble()
        },
        skin: SKINS[4],
        backdrop: Lab::new(70.0, -4.0, -8.0),
        cape: BLUE_CAPE,
        seed: 2,
        ..base()
    }
}

fn long_dense() -> Scene {
    Scene {
        hair: Hair {
            style: Style::Long,
            zone: Zone::All,
            color: DARK_BROWN,
            cover: 0.985,
            fade: 0.15,
            width_px: 1.4,
            length_px: 110.0,
            ..stubble()
        },
        skin: SKINS[5],
        backdrop: Lab::new(62.0, 3.0, 12.0),
        seed: 3,
        ..base()
    }
}

fn stubble_dark() -> Scene {
    Scene {
        view: View::Back,
        roll: 0.05,
        hair: Hair {
            color: BLACK,
            cover: 0.55,
            ..stubble()
        },
        skin: SKINS[1],
        backdrop: Lab::new(76.0, 0.0, 4.0),
        seed: 4,
        ..base()
    }
}

fn red_buzz() -> Scene {
    Scene {
        hair: Hair {
            style: Style::Buzz,
            color: RED,
            cover: 0.8,
            length_px: 8.0,
            ..stubble()
        },
        skin: SKINS[6],
        backdrop: Lab::new(40.0, -10.0, 4.0),
        seed: 5,
        ..base()
    }
}

fn card_warm_light() -> Scene {
    let base = base();
    Scene {
        view: View::Back,
        hair: Hair {
            cover: 0.5,
            ..stubble()
        },
        skin: SKINS[4],
        light: Light {
            gains: LinearRgb::new(1.12, 0.88, 0.6),
            ..base.light.clone()
        },
        prop: Prop::Card,
        backdrop: Lab::new(72.0, 0.0, 2.0),
        seed: 6,
        ..base
    }
}

fn strip() -> Scene {
    let base = base();
    Scene {
        view: View::CloseUp,
        hair: Hair {
            zone: Zone::OneSide,
            color: ASH_BROWN,
            cover: 0.35,
            fade: 0.15,
            width_px: 6.0,
            ..stubble()
        },
        skin: SKINS[5],
        light: Light {
            ambient: 0.8,
            ..base.light.clone()
        },
        prop: Prop::Strip,
        camera: Camera {
            blur_px: 0.5,
            quality: 85,
            ..base.camera
        },
        seed: 7,
        ..base
    }
}

fn chart() -> Scene {
    let base = base();
    Scene {
        size: 800,
        view: View::Back,
        hair: Hair {
            color: BROWN,
            cover: 0.6,
            ..stubble()
        },
        light: Light {
            gains: LinearRgb::new(0.85, 0.95, 1.1),
            ..base.light.clone()
        },
        prop: Prop::Chart,
        seed: 9,
        ..base
    }
}

/// A close-up of healed work of shade 8 beside black stubble: so many percent of its pigment left, in
/// dots of so many pixels. The light is another one at the second visit.
fn dots(left_percent: u32, width_px: u32) -> Scene {
    let base = base();
    let gains = if left_percent == 100 {
        LinearRgb::new(1.05, 0.97, 0.88)
    } else {
        LinearRgb::new(0.9, 0.92, 1.0)
    };
    Scene {
        size: 700,
        view: View::CloseUp,
        hair: Hair {
            zone: Zone::OneSide,
            color: BLACK,
            cover: 0.35,
            fade: 0.1,
            width_px: 2.4,
            ..stubble()
        },
        skin: SKINS[4],
        light: Light {
            gains,
            ..base.light.clone()
        },
        prop: Prop::Treated(Dots {
            water_parts: 8,
            left_percent,
            width_px,
        }),
        camera: Camera {
            quality: 85,
            ..base.camera
        },
        seed: 10,
        ..base
    }
}

fn no_hair() -> Scene {
    Scene {
        hair: Hair {
            style: Style::None,
            ..stubble()
        },
        skin: SKINS[2],
        backdrop: Lab::new(66.0, 0.0, 6.0),
        seed: 8,
        ..base()
    }
}

/// Dark stubble in a horseshoe on light skin, from above, in even daylight.
fn base() -> Scene {
    Scene {
        size: 1000,
        view: View::Top,
        roll: 0.06,
        hair: stubble(),
        skin: SKINS[6],
        light: Light {
            direction: [-0.35, -0.3, 1.0],
            ambient: 0.55,
            gloss: 0.18,
            gains: LinearRgb::new(1.0, 1.0, 1.0),
        },
        backdrop: Lab::new(58.0, 0.0, 3.0),
        cape: BLACK_CAPE,
        prop: Prop::None,
        camera: Camera {
            veil: 0.0,
            blur_px: 0.7,
            noise: 0.012,
            sharpening: 0.25,
            quality: 91,
        },
        seed: 1,
    }
}

fn stubble() -> Hair {
    Hair {
        style: Style::Stubble,
        zone: Zone::Horseshoe,
        color: DARK_BROWN,
        white_share: 0.0,
        cover: 0.5,
        fade: 0.3,
        width_px: 1.9,
        length_px: 0.0,
    }
}
