//! The ranking from outside: ordinary heads, odd ones, and what must hold for all.

use proptest::prelude::*;
use serde_json::{Value, json};
use smpmatch::Warning;
use smpmatch::color::{Lab, delta_e};
use smpmatch::head::{Head, Noise};
use smpmatch::palette::{Dilution, Palette};
use smpmatch::rank::{Basis, RankOptions, Ranking, TargetKind, rank};
use smpmatch::skin::{Deposit, DotGeometry, HEALED_DAYS, Skin};

use crate::common::heads::{BLACK, FAIR, head};
use crate::common::table::{lab, table};

const FOLLICLE_MATCHES: &str = include_str!("data/follicle_matches.csv");
const NIST_SKIN: &str = include_str!("data/nist_skin.csv");

const BROWN: Lab = Lab::new(45.0, 12.0, 17.5);

fn palette(dilutions: &Value) -> Palette {
    let json = json!({
        "format": 1,
        "name": "Test",
        "ink": { "strength": 6, "strength_source": "calibrated" },
        "dilutions": dilutions,
    });
    Palette::from_json(&json.to_string()).unwrap()
}

fn trade(water_parts: u32) -> Value {
    json!({ "shade": water_parts.to_string(), "pigment_parts": 1, "water_parts": water_parts })
}

fn measured(water_parts: u32, measured: &Value) -> Value {
    let mut dilution = trade(water_parts);
    dilution["measured"] = measured.clone();
    dilution
}

/// 0 to 10 parts of water, and every second number to 50.
fn ladder() -> Palette {
    palette(&(0..=10).chain((12..=50).step_by(2)).map(trade).collect())
}

/// How many steps of the ladder hold less water.
fn step(water_parts: f64) -> usize {
    let less = |dilution: &&Dilution| dilution.water_parts < water_parts;
    ladder().dilutions().iter().filter(less).count()
}

fn best_water(head: &Head, options: &RankOptions) -> f64 {
    rank(head, &ladder(), options).matches[0].water_parts
}

fn codes(ranking: &Ranking) -> Vec<&'static str> {
    ranking.warnings.iter().map(Warning::code).collect()
}

#[test]
fn ordinary_heads_get_the_shades_of_the_prototype() {
    let ladder = ladder();
    for fields in table(FOLLICLE_MATCHES).filter(|fields| !fields[8].is_empty()) {
        let head = head(lab(&fields[1..]), lab(&fields[5..]));
        let [water_parts, distance, lightness] = [8, 9, 10].map(|i| fields[i].parse().unwrap());
        let ranking = rank(&head, &ladder, &RankOptions::default());
        let best = &ranking.matches[0];
        let steps = step(best.water_parts).abs_diff(step(water_parts));
        assert!(steps <= 1, "{fields:?}: {best:?}");
        assert!(
            (best.delta_e - distance).abs() < 0.11,
            "{fields:?}: {best:?}"
        );
        let target = ranking.target;
        assert!(
            (target.lab.l - lightness).abs() < 0.6,
            "{fields:?}: {target:?}"
        );
    }
}

#[test]
fn only_red_hair_is_out_of_reach_by_its_hue() {
    for fields in table(FOLLICLE_MATCHES) {
        let head = head(lab(&fields[1..]), lab(&fields[5..]));
        let warned = codes(&rank(&head, &ladder(), &RankOptions::default()));
        if fields[4] != "red" {
            assert!(!warned.contains(&"hue-not-reachable"), "{fields:?}");
        } else if head.skin.l > 50.0 {
            assert!(warned.contains(&"hue-not-reachable"), "{fields:?}");
        }
    }
}

#[test]
fn ordinary_heads_raise_no_doubt() {
    for fields in table(FOLLICLE_MATCHES) {
        if fields[4] != "red" && !fields[8].is_empty() {
            let head = head(lab(&fields[1..]), lab(&fields[5..]));
            let mut warned = codes(&rank(&head, &ladder(), &RankOptions::default()));
            // The steps at the pale end of this ladder are finer than any reading.
            warned.retain(|code| *code != "shades-tie");
            // These are names of what is special, and no doubts.
            warned.retain(|code| !["blonde-hair", "gray-hair", "dark-skin"].contains(code));
            assert!(warned.is_empty(), "{fields:?}: {warned:?}");
        }
    }
}

#[test]
fn measured_skins_are_plausible_skins() {
    let skins: Vec<Lab> = table(NIST_SKIN).map(|fields| lab(&fields[1..])).collect();
    assert_eq!(skins.len(), 100);
    for skin in skins {
        let ranking = rank(&head(skin, BLACK), &ladder(), &RankOptions::default());
        assert!(!codes(&ranking).contains(&"skin-not-plausible"), "{skin:?}");
    }
}

#[test]
fn a_color_that_no_skin_has_is_doubted() {
    let ranking = rank(
        &head(Lab::new(60.0, -10.0, -20.0), BLACK),
        &ladder(),
        &RankOptions::default(),
    );
    assert!(codes(&ranking).contains(&"skin-not-plausible"));
}

#[test]
fn hair_like_the_skin_gets_the_palest_shade_and_nothing_to_match() {
    for fields in table(FOLLICLE_MATCHES) {
        let skin = lab(&fields[1..]);
        let ranking = rank(&head(skin, skin), &ladder(), &RankOptions::default());
        assert_eq!(ranking.matches[0].shade, "50");
        let mut warned = codes(&ranking);
        warned.retain(|code| *code != "dark-skin");
        assert_eq!(warned, ["as-light-as-skin"]);
    }
}

#[test]
fn hair_darker_than_the_ink_is_out_of_reach() {
    let options = RankOptions {
        target: TargetKind::Seen,
        ..RankOptions::default()
    };
    let ranking = rank(&head(FAIR, BLACK), &ladder(), &options);
    assert_eq!(ranking.matches[0].shade, "0");
    assert!(ranking.matches[0].delta_l > 0.0);
    let expected = ["darker-than-any-dot", "best-match-far", "blue-shift"];
    assert_eq!(codes(&ranking), expected);
}

#[test]
fn the_target_is_the_color_that_was_asked_for() {
    let head = Head {
        hair: BLACK,
        seen_hair: Lab::new(38.0, 6.0, 9.0),
        zone: None,
        skin: FAIR,
        noise: Noise::INSTRUMENT,
        tones: None,
    };
    let asked = |target| {
        let options = RankOptions {
            target,
            ..RankOptions::default()
        };
        rank(&head, &ladder(), &options)
    };
    let (seen, solid) = (asked(TargetKind::Seen), asked(TargetKind::Solid));
    assert_eq!(
        (seen.target.kind, seen.target.lab),
        (TargetKind::Seen, head.seen_hair)
    );
    assert_eq!(
        (solid.target.kind, solid.target.lab),
        (TargetKind::Solid, head.hair)
    );
    // The same ink, as a patch and as a dot.
    assert!(solid.matches.iter().map(|m| m.lab.l).fold(100.0, f64::min) < 40.0);
    assert!(seen.matches.iter().map(|m| m.lab.l).fold(100.0, f64::min) > 45.0);
}

#[test]
fn a_generic_palette_and_an_assumed_strength_are_named() {
    let ranking = rank(
        &head(FAIR, BLACK),
        &Palette::generic(),
        &RankOptions::default(),
    );
    assert_eq!(codes(&ranking), ["palette-generic", "ink-strength-assumed"]);
}

#[test]
fn a_measured_palette_is_held_to_the_hair_itself() {
    let reading = |l: f64| json!({ "lab": [l, 2.0, 5.0], "illuminant": "D65", "healed": true });
    let guide = palette(&json!([
        measured(6, &reading(38.0)),
        measured(20, &reading(50.0))
    ]));
    let brown_hair = Lab::new(40.0, 3.0, 6.0);
    let ranking = rank(&head(FAIR, brown_hair), &guide, &RankOptions::default());
    assert_eq!(
        (ranking.target.lab, ranking.basis),
        (brown_hair, Basis::Measured)
    );
    let best = &ranking.matches[0];
    assert_eq!(
        (best.shade.as_str(), best.lab),
        ("6", Lab::new(38.0, 2.0, 5.0))
    );
    assert!((best.delta_l - -2.0).abs() < 1e-9);
}

#[test]
fn beside_measured_dilutions_the_others_are_taken_as_patches_too() {
    let reading = json!({ "lab": [38.0, 2.0, 5.0], "illuminant": "D65", "healed": true });
    let mixed = palette(&json!([measured(6, &reading), trade(20)]));
    let ranking = rank(&head(FAIR, BLACK), &mixed, &RankOptions::default());
    let bases: Vec<_> = ranking
        .matches
        .iter()
        .map(|m| (m.shade.as_str(), m.basis))
        .collect();
    assert_eq!(bases, [("6", Basis::Measured), ("20", Basis::Model)]);
    assert_eq!(ranking.basis, Basis::Model);
    let patch = Skin::fit(FAIR).solid(
        &Deposit::new(6.0, 1.0 / 21.0, HEALED_DAYS),
        &DotGeometry::default(),
    );
    assert!(delta_e(ranking.matches[1].lab, patch) < 1e-9);
}

#[test]
fn a_fresh_reading_is_not_ranked_by() {
    let fresh = json!({ "lab": [20.0, 0.0, 0.0], "illuminant": "D65", "healed": false });
    let ranking = rank(
        &head(FAIR, BLACK),
        &palette(&json!([measured(6, &fresh)])),
        &RankOptions::default(),
    );
    let unmeasured = rank(
        &head(FAIR, BLACK),
        &palette(&json!([trade(6)])),
        &RankOptions::default(),
    );
    assert_eq!(ranking, unmeasured);
}

#[test]
fn a_measured_color_is_carried_over_to_the_clients_skin() {
    let deposit = Deposit::new(6.0, 1.0 / 16.0, HEALED_DAYS);
    let patch = |skin| Skin::fit(skin).solid(&deposit, &DotGeometry::default());
    let there = patch(FAIR);
    let reading = json!({
        "lab": [there.l, there.a, there.b],
        "illuminant": "D65",
        "healed": true,
        "skin_lab": [FAIR.l, FAIR.a, FAIR.b],
    });
    let guide = palette(&json!([measured(15, &reading)]));
    for skin in [FAIR, BROWN] {
        let ranking = rank(&head(skin, BLACK), &guide, &RankOptions::default());
        assert!(delta_e(ranking.matches[0].lab, patch(skin)) < 1e-6);
    }
}

#[test]
fn of_equally_close_dilutions_the_paler_comes_first() {
    let reading = json!({ "lab": [40.0, 2.0, 5.0], "illuminant": "D65", "healed": true });
    let guide = palette(
        &[6, 20, 10]
            .into_iter()
            .map(|water| measured(water, &reading))
            .collect(),
    );
    let ranking = rank(&head(FAIR, BLACK), &guide, &RankOptions::default());
    let shades: Vec<_> = ranking.matches.iter().map(|m| m.shade.as_str()).collect();
    assert_eq!(shades, ["20", "10", "6"]);
}

/// A skin and hair that is darker than it. Darker skins than these differ from hair in little but
/// hue, and where hue decides, less lightness need not be less water.
fn skin_and_hair() -> impl Strategy<Value = (Lab, Lab)> {
    let skin = (32.0..75.0, 4.0..16.0, 8.0..24.0).prop_map(|(l, a, b)| Lab::new(l, a, b));
    skin.prop_flat_map(|skin| {
        let hair = (BLACK.l..skin.l - 6.0, 0.0..10.0, 0.0..20.0);
        (Just(skin), hair.prop_map(|(l, a, b)| Lab::new(l, a, b)))
    })
}

fn any_color() -> impl Strategy<Value = Lab> {
    (0.0..=100.0, -128.0..=128.0, -128.0..=128.0).prop_map(|(l, a, b)| Lab::new(l, a, b))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn darker_hair_never_gets_more_water(
        (skin, hair) in skin_and_hair(),
        lighter_than_black in 0.0..1.0,
    ) {
        let darker = BLACK + (hair - BLACK) * lighter_than_black;
        let options = RankOptions::default();
        let best = |hair| best_water(&head(skin, hair), &options);
        prop_assert!(best(darker) <= best(hair));
    }

    #[test]
    fn a_larger_dot_never_gets_less_water(
        (skin, hair) in skin_and_hair(),
        (dot_mm, larger_by) in (0.15..0.40, 0.0..0.2),
    ) {
        let best = |dot_mm: f64| {
            let mut options = RankOptions::default();
            options.geometry.dot_mm = dot_mm;
            best_water(&head(skin, hair), &options)
        };
        prop_assert!(best(dot_mm + larger_by) >= best(dot_mm));
    }

    #[test]
    fn any_colors_at_all_give_a_whole_ranking(
        (hair, seen_hair, skin) in (any_color(), any_color(), any_color()),
        target in prop_oneof![
            Just(TargetKind::Follicle),
            Just(TargetKind::Seen),
            Just(TargetKind::Solid),
            Just(TargetKind::Blend),
        ],
        volume_ml in 0.1..100.0,
    ) {
        let head = Head { seen_hair, zone: Some(seen_hair), ..head(skin, hair) };
        let options = RankOptions { target, volume_ml, ..RankOptions::default() };
        let ranking = rank(&head, &Palette::generic(), &options);
        prop_assert_eq!(ranking.matches.len(), Palette::generic().dilutions().len());
        for (place, found) in (1..).zip(&ranking.matches) {
            prop_assert_eq!(found.rank, place);
        }
        let sorted = ranking.matches.is_sorted_by(|one, next| one.delta_e <= next.delta_e);
        prop_assert!(sorted);
        for found in &ranking.matches {
            prop_assert!(found.delta_e.is_finite() && found.lab.l.is_finite());
            let recipe = found.recipe;
            let mixed_ml = recipe.pigment_ml + recipe.water_ml;
            prop_assert!((mixed_ml - volume_ml).abs() < 0.011, "{:?}", recipe);
        }
        prop_assert_eq!(rank(&head, &Palette::generic(), &options), ranking);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn the_order_of_a_palette_changes_nothing(
        (skin, hair) in skin_and_hair(),
        shuffled in Just((4..=40).step_by(3).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let ranked = |parts: &[u32]| {
            let palette = palette(&parts.iter().copied().map(trade).collect());
            rank(&head(skin, hair), &palette, &RankOptions::default())
        };
        let mut sorted = shuffled.clone();
        sorted.sort_unstable();
        prop_assert_eq!(ranked(&shuffled), ranked(&sorted));
    }

    #[test]
    fn a_dilution_between_two_others_looks_between_them_and_is_never_the_worst(
        (skin, hair) in skin_and_hair(),
        (strong, more, still_more) in (0..30_u32, 1..20_u32, 1..20_u32),
    ) {
        let parts = [strong, strong + more, strong + more + still_more];
        let palette = palette(&parts.into_iter().map(trade).collect());
        let found = rank(&head(skin, hair), &palette, &RankOptions::default()).matches;
        let of = |parts: u32| found.iter().find(|found| found.shade == parts.to_string()).unwrap();
        let [strong, middle, weak] = parts.map(of);
        prop_assert!(strong.lab.l <= middle.lab.l && middle.lab.l <= weak.lab.l);
        prop_assert!(middle.rank < 3 || middle.delta_e <= strong.delta_e.max(weak.delta_e));
    }
}
