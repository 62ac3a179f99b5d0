//! The calibrate commands: a palette of the artist's own ink.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};
use smpmatch::calibrate::{observe, palette_of_strip, strength_of_dot};
use smpmatch::color::Lab;
use smpmatch::light::{Accuracy, Neutral, Reference, StripPlace, neutral, patch_color};
use smpmatch::palette::{LightSource, Palette, Work};
use smpmatch::photo::{Limits, Photo};
use smpmatch::region::{Region, SMALLEST_SIDE};

use crate::args::{
    AddArgs, CalibrateCommand, DotArgs, HealedArgs, PaletteOutput, ReferenceArgs, RemoveArgs,
    StripArgs,
};
use crate::guard::Inputs;
use crate::input::Source;
use crate::output::complain;
use crate::palette;

/// Runs a calibrate command.
pub(crate) fn run(command: &CalibrateCommand) -> Result<ExitCode> {
    match command {
        CalibrateCommand::Strip(args) => strip(args)?,
        CalibrateCommand::Healed(args) => healed(args)?,
        CalibrateCommand::Add(args) => add(args)?,
        CalibrateCommand::Remove(args) => remove(args)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn strip(args: &StripArgs) -> Result<()> {
    let inputs = Inputs::photos(&[]).and(Some(&args.photo), "the photo");
    inputs.spare(&args.to.output)?;
    let place = StripPlace {
        region: args.strip,
        shades: args.strip_shades.clone(),
    };
    let (_, found) = lit(&args.photo, &args.light, Some(&place))?;
    let strip = found.strip.context("the strip was not read")?;
    write(&palette_of_strip(&strip, "My strip")?, &args.to)
}

fn healed(args: &HealedArgs) -> Result<()> {
    let inputs = Inputs::photos(&[])
        .and(Some(&args.dot.photo), "the photo")
        .and(args.palette.as_deref(), "the palette");
    inputs.spare(&args.to.output)?;
    let base = palette::load(args.palette.as_deref())?;
    let Seen { dot, skin, .. } = seen(&args.dot, &args.light)?;
    let strength = strength_of_dot(skin, dot, args.dot.shade)?;
    if !strength.is_well_told {
        complain("a dot of a shade between 4 and 10 tells the strength best");
    }
    write(&base.with_strength(strength.value)?, &args.to)?;
    complain(&format!(
        "ink strength {:.1}, within about {:.0} %",
        strength.value,
        strength.relative_sd * 100.0
    ));
    Ok(())
}

fn add(args: &AddArgs) -> Result<()> {
    let to = &args.palette;
    let inputs = Inputs::photos(&[]).and(Some(&args.dot.photo), "the photo");
    inputs.spare(to)?;
    let base = palette::load(Some(to.as_path()).filter(|path| path.exists()))?;
    let Seen { dot, skin, light } = seen(&args.dot, &args.light)?;
    let work = Work {
        water_parts: args.dot.shade,
        age_days: args.healed,
        dot_mm: args.dot_mm,
    };
    let mut observation = observe(work, dot, skin, light)?;
    observation.note = args.note.clone().unwrap_or_default();
    let learned = base.with_observations([observation])?;
    palette::replace(&learned, to)?;
    tell(&learned);
    Ok(())
}

fn remove(args: &RemoveArgs) -> Result<()> {
    let before = palette::load(Some(&args.palette))?;
    let number = args.number.get();
    let count = before.observations().len() + before.fading().len();
    let left = before.without_observation(number - 1).with_context(|| {
        format!(
            "there is no observation {number}: expected 1 to {count}, as palette show lists them"
        )
    })?;
    palette::replace(&left, &args.palette)?;
    tell(&left);
    Ok(())
}

/// Says what a palette has learned so far.
fn tell(palette: &Palette) {
    let strength = palette.posterior().strength;
    let (low, high) = strength.interval;
    let (value, count) = (strength.value, palette.observations().len());
    complain(&format!(
        "ink strength {value:.1}, with a probability of 90 % within {low:.1} to {high:.1}, by {count} dot{}",
        if count == 1 { "" } else { "s" }
    ));
}

/// The colors of a dot and of the skin beside it, and how the light on them was known.
struct Seen {
    dot: Lab,
    skin: Lab,
    light: LightSource,
}

fn seen(dot: &DotArgs, light: &ReferenceArgs) -> Result<Seen> {
    let (photo, found) = lit(&dot.photo, light, None)?;
    let photo = found.light.correct(photo);
    Ok(Seen {
        dot: color(&photo, dot.dot)?,
        skin: color(&photo, dot.skin)?,
        light: LightSource::of(&found.light),
    })
}

/// The photo, and its light as far as a reference beside the strip tells it.
fn lit(path: &Path, light: &ReferenceArgs, strip: Option<&StripPlace>) -> Result<(Photo, Neutral)> {
    let name = || path.display().to_string();
    let source = Source::one(path)?;
    let photo = source.open(&Limits::default()).with_context(name)?;
    let reference = light.reference();
    if reference == Reference::None {
        complain(&format!(
            "no gray card or chart in use: absolute colors may be off by {:.0} ΔE00",
            Accuracy::UNKNOWN.delta_e
        ));
    }
    let found = neutral(&photo, &reference, strip).with_context(name)?;
    Ok((photo, found))
}

fn color(photo: &Photo, region: Region) -> Result<Lab> {
    let area = region.within(photo.width(), photo.height())?;
    Ok(patch_color(photo, area.at_least(SMALLEST_SIDE)?))
}

fn write(palette: &Palette, to: &PaletteOutput) -> Result<()> {
    palette::write(palette, &to.output, to.force)
}
