//! The calibrate commands: a palette of the artist's own ink.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};
use smpmatch::calibrate::{palette_of_strip, strength_of_dot};
use smpmatch::color::Lab;
use smpmatch::light::{Accuracy, Neutral, Reference, StripPlace, neutral, patch_color};
use smpmatch::palette::Palette;
use smpmatch::photo::{Limits, Photo};
use smpmatch::region::{Region, SMALLEST_SIDE};

use crate::args::{CalibrateCommand, HealedArgs, PaletteOutput, ReferenceArgs, StripArgs};
use crate::guard::Inputs;
use crate::input::Source;
use crate::output::complain;
use crate::palette;

/// Runs a calibrate command.
pub(crate) fn run(command: &CalibrateCommand) -> Result<ExitCode> {
    match command {
        CalibrateCommand::Strip(args) => strip(args)?,
        CalibrateCommand::Healed(args) => healed(args)?,
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
        .and(Some(&args.photo), "the photo")
        .and(args.palette.as_deref(), "the palette");
    inputs.spare(&args.to.output)?;
    let base = palette::load(args.palette.as_deref())?;
    let (photo, found) = lit(&args.photo, &args.light, None)?;
    let photo = found.light.correct(&photo);
    let (dot, skin) = (color(&photo, args.dot)?, color(&photo, args.skin)?);
    let strength = strength_of_dot(skin, dot, args.shade)?;
    if !strength.is_well_told {
        complain("the strength is told best by a dot of a shade between 4 and 10");
    }
    write(&base.with_strength(strength.value)?, &args.to)?;
    complain(&format!(
        "ink strength {:.1}, within about {:.0} %",
        strength.value,
        strength.relative_sd * 100.0
    ));
    Ok(())
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
