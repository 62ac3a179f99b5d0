//! A palette for people: its dilutions, what was observed, and what that tells.

use std::io::{self, Write};

use smpmatch::calibrate::Narrowing;
use smpmatch::palette::{Estimate, FadingObservation, Observation, Palette, Residual};
use smpmatch::rank::age_words;

/// Standard deviations from which an observation is doubted.
const FAR_OFF: f64 = 3.0;

/// Writes a palette.
pub(super) fn palette(palette: &Palette, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{}", palette.name())?;
    if palette.is_learned() {
        learned(palette, out)?;
    } else {
        let ink = palette.ink();
        let (strength, source) = (ink.strength, ink.strength_source.name());
        writeln!(out, "ink strength {strength} ({source})")?;
    }
    for dilution in palette.dilutions() {
        let (shade, water, pigment) = (
            &dilution.shade,
            dilution.water_parts,
            dilution.pigment_parts,
        );
        writeln!(out, "  {shade:<10} {water:>5} water : {pigment} pigment")?;
    }
    if palette.is_learned() {
        observed(palette, out)?;
    }
    narrowing(palette, out)
}

fn learned(palette: &Palette, out: &mut impl Write) -> io::Result<()> {
    let known = palette.posterior();
    let heads = known.head_sd * 100.0;
    writeln!(
        out,
        "ink strength {} (learned; taken for {} before)",
        within(known.strength, 1),
        palette.ink().strength
    )?;
    writeln!(
        out,
        "depth {} mm; from head to head the strength varies by {heads:.0} %",
        within(known.depth_mm, 2)
    )?;
    writeln!(
        out,
        "dots lie off the model by {} in a* and by {} in b*",
        within(known.delta_a, 1),
        within(known.delta_b, 1)
    )?;
    let kept = Estimate {
        value: known.kept.value * 100.0,
        interval: (known.kept.interval.0 * 100.0, known.kept.interval.1 * 100.0),
    };
    writeln!(
        out,
        "healing keeps {} % of the pigment, half of which fades in {} years; in brackets 90 % intervals",
        within(kept, 0),
        within(known.half_life_years, 1)
    )
}

/// A number with where it lies with a probability of 0.9.
fn within(estimate: Estimate, digits: usize) -> String {
    let Estimate {
        value,
        interval: (low, high),
    } = estimate;
    format!("{value:.digits$} ({low:.digits$} to {high:.digits$})")
}

fn observed(palette: &Palette, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "observations")?;
    writeln!(out, "   #  water  age              skin L*  dot L*  off by")?;
    let dots = palette.observations().iter().zip(palette.residuals());
    for (index, (seen, residual)) in dots.enumerate() {
        dot(index + 1, seen, residual, out)?;
    }
    let before = palette.observations().len();
    for (index, seen) in palette.fading().iter().enumerate() {
        faded(before + index + 1, seen, out)?;
    }
    Ok(())
}

fn dot(
    number: usize,
    seen: &Observation,
    residual: Residual,
    out: &mut impl Write,
) -> io::Result<()> {
    let water = seen.water_parts / seen.pigment_parts;
    let age = age_words(seen.age_days);
    let (skin, dot, off) = (seen.skin().l, seen.dot().l, residual.delta_l);
    let doubt = if residual.in_sd.abs() > FAR_OFF {
        "  far off, and hardly counted: are boxes and shade right?"
    } else {
        ""
    };
    writeln!(
        out,
        "{number:>4} {water:>6} {age:<16} {skin:>7.1} {dot:>7.1} {off:>+7.1}{doubt}{}",
        note(&seen.note)
    )
}

fn faded(number: usize, seen: &FadingObservation, out: &mut impl Write) -> io::Result<()> {
    let (from, to) = (age_words(seen.from_days), age_words(seen.to_days));
    let (left, sd) = (seen.left * 100.0, seen.relative_sd * 100.0);
    writeln!(
        out,
        "{number:>4}  faded from {from} to {to}: {left:.0} % left, within about {sd:.0} %{}",
        note(&seen.note)
    )
}

fn note(note: &str) -> String {
    if note.is_empty() {
        String::new()
    } else {
        format!("  {note}")
    }
}

fn narrowing(palette: &Palette, out: &mut impl Write) -> io::Result<()> {
    let Some(Narrowing { steps, next, .. }) = Narrowing::of(palette) else {
        return Ok(());
    };
    write!(
        out,
        "the ink leaves the choice open over about {steps:.1} shades; "
    )?;
    match next {
        Some(next) => {
            let dots = if next.count == 1 { "dot" } else { "dots" };
            writeln!(
                out,
                "{} more healed {dots} of shade {} would make it one less",
                next.count, next.shade
            )
        }
        None => writeln!(
            out,
            "no more dots would make it one less, since heads differ"
        ),
    }
}
