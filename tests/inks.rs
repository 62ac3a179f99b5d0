//! An ink that learns from healed dots: how sure it becomes, and how surely it is right.

#[path = "../examples/inks/artist.rs"]
mod artist;

use crate::common::heads::{BLACK, FAIR, head};
use artist::{Artist, HARSH, Truth, USUAL, learned, off};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use smpmatch::palette::{FadingObservation, Observation, Palette};
use smpmatch::rank::{RankOptions, rank};

/// Inks with the dots made with each; `cargo run --release --example inks` says the same of more.
fn inks(truth: Truth, count: u64, dots: usize) -> Vec<(Artist, Vec<Observation>)> {
    let ink = |seed| {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let artist = Artist::drawn(truth, &mut rng);
        let made = std::iter::repeat_with(|| artist.dot(&mut rng)).flatten();
        (artist, made.take(dots).collect())
    };
    (0..count).map(ink).collect()
}

fn ln_strength(palette: &Palette) -> f64 {
    palette.posterior().strength.value.ln()
}

fn width(palette: &Palette) -> f64 {
    let (low, high) = palette.posterior().strength.interval;
    (high / low).ln()
}

#[test]
fn the_interval_holds_the_true_strength_as_often_as_it_says_and_narrows() {
    for truth in [USUAL, HARSH] {
        let inks = inks(truth, 200, 10);
        let mut before = f64::INFINITY;
        for dots in [1, 3, 10] {
            let mut held = 0;
            let mut widths = 0.0;
            for (artist, made) in &inks {
                let palette = learned(&made[..dots]).unwrap();
                let (low, high) = palette.posterior().strength.interval;
                held += u32::from((low..=high).contains(&artist.strength));
                widths += width(&palette) / 200.0;
            }
            assert!(
                (170..=195).contains(&held),
                "{truth:?}, {dots} dots: {held}"
            );
            assert!(widths < 0.85 * before, "{truth:?}, {dots} dots: {widths}");
            before = widths;
        }
    }
}

#[test]
fn one_gross_mistake_among_ten_hardly_moves_the_strength() {
    for (_, mut dots) in inks(USUAL, 20, 10) {
        let right = learned(&dots).unwrap();
        dots[3] = off(&dots[3], 15.0).unwrap();
        let spoiled = learned(&dots).unwrap();
        let moved = (ln_strength(&spoiled) - ln_strength(&right)).abs();
        assert!(moved < width(&right) / 2.0, "{moved} of {}", width(&right));
        let residuals = spoiled.residuals();
        let worst = residuals
            .iter()
            .enumerate()
            .max_by(|(_, one), (_, other)| one.in_sd.abs().total_cmp(&other.in_sd.abs()));
        assert_eq!(worst.unwrap().0, 3);
    }
}

#[test]
fn the_order_of_the_observations_does_not_matter() {
    for (_, mut dots) in inks(HARSH, 5, 10) {
        let forward = *learned(&dots).unwrap().posterior();
        dots.reverse();
        let backward = *learned(&dots).unwrap().posterior();
        for (one, other) in [
            (forward.strength, backward.strength),
            (forward.depth_mm, backward.depth_mm),
            (forward.delta_a, backward.delta_a),
            (forward.delta_b, backward.delta_b),
        ] {
            assert!((one.value - other.value).abs() < 1e-9);
            assert!((one.interval.0 - other.interval.0).abs() < 1e-9);
            assert!((one.interval.1 - other.interval.1).abs() < 1e-9);
        }
    }
}

#[test]
fn dots_narrow_the_choice_that_the_ink_leaves() {
    let shades = |palette: &Palette| {
        let ranking = rank(&head(FAIR, BLACK), palette, &RankOptions::default());
        let confidence = ranking.confidence;
        (confidence.shades.len(), confidence.shades_with_ink.len())
    };
    let left_open = |dots: usize| {
        let open = inks(USUAL, 10, dots).into_iter().map(|(_, dots)| {
            let (photo, with_ink) = shades(&learned(&dots).unwrap());
            assert!(photo <= with_ink, "{photo} {with_ink}");
            with_ink
        });
        open.sum::<usize>()
    };
    let (_, unlearned) = shades(&Palette::generic());
    let (three, thirty) = (left_open(3), left_open(30));
    assert!(
        thirty < three && three < 10 * unlearned,
        "{thirty} {three} {unlearned}"
    );
}

#[test]
fn hue_that_no_dot_has_told_leaves_the_difference_to_the_hair_open() {
    let width = |palette: &Palette| {
        let ranking = rank(&head(FAIR, BLACK), palette, &RankOptions::default());
        let probability = ranking.matches[0].probability;
        let wide = |(low, high): (f64, f64)| high - low;
        let (photo, with_ink) = (
            wide(probability.delta_e),
            wide(probability.delta_e_with_ink),
        );
        assert!(with_ink > photo, "{probability:?}");
        with_ink
    };
    let unlearned = width(&Palette::generic());
    for (_, dots) in inks(USUAL, 10, 10) {
        let learned = width(&learned(&dots).unwrap());
        assert!(learned < 0.6 * unlearned, "{learned} {unlearned}");
    }
}

#[test]
fn the_hue_of_healed_work_is_learned() {
    for (_, dots) in inks(USUAL, 10, 10) {
        let palette = learned(&dots).unwrap();
        let known = palette.posterior();
        let off = |of: fn(&Observation, &Palette) -> f64| {
            dots.iter().map(|dot| of(dot, &palette)).sum::<f64>() / 10.0
        };
        // The model's own dots have less a* than the skin; work that has more is redder.
        let redder = off(|dot, _| dot.dot().a - dot.skin().a);
        assert!(
            (known.delta_a.value - redder - 3.0).abs() < 2.5,
            "{redder} {known:?}"
        );
        assert!(known.delta_a.interval.1 - known.delta_a.interval.0 < 5.0);
    }
}

#[test]
fn dots_of_one_age_tell_nothing_of_healing_and_fading() {
    let (_, mut dots) = inks(USUAL, 1, 3).remove(0);
    for dot in &mut dots {
        dot.age_days = 60.0;
    }
    let (known, before) = (learned(&dots).unwrap(), Palette::generic());
    let (known, before) = (known.posterior(), before.posterior());
    assert_eq!(known.kept, before.kept);
    assert_eq!(known.half_life_years, before.half_life_years);
}

#[test]
fn two_visits_tell_how_an_ink_fades() {
    let faded = |left| FadingObservation {
        from_days: 60.0,
        to_days: 60.0 + 3.0 * 365.25,
        left,
        relative_sd: 0.1,
        note: String::new(),
    };
    let half_life = |left| {
        let palette = Palette::generic().with_fading(faded(left)).unwrap();
        palette.posterior().half_life_years
    };
    // Three years leave 0.63 of a half-life of 4.5 years.
    let (fast, usual, slow) = (half_life(0.5), half_life(0.63), half_life(0.75));
    assert!((usual.value - 4.5).abs() < 0.4, "{usual:?}");
    assert!(fast.value < 4.0 && slow.value > 5.0, "{fast:?} {slow:?}");
    assert!(
        usual.interval.0 > 3.0 && usual.interval.1 < 7.0,
        "{usual:?}"
    );
}

#[test]
fn what_was_learned_once_counts_once() {
    let (_, dots) = inks(USUAL, 1, 1).remove(0);
    assert!(learned(&[dots[0].clone(), dots[0].clone()]).is_none());
}
