//! What the program says about a photo.

use smpmatch::analysis::{AnalyzeOptions, analyze};
use smpmatch::color::Lab;
use smpmatch::photo::{Limits, Photo};
use smpmatch::rank::Head;
use smpmatch::segment::{Finding, Label};
use smpmatch::warning::Warning;

use crate::mask::Mask;

/// The part of the program's answer that is scored.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) finding: Finding,
    /// Where it sees hair.
    pub(crate) zone: Mask,
    /// The hair's own color.
    pub(crate) hair: Option<Lab>,
    /// The median of the pixels labeled hair.
    pub(crate) seen: Option<Lab>,
    pub(crate) skin: Option<Lab>,
    /// What the dilutions are ranked for.
    pub(crate) head: Option<Head>,
}

/// Asks the program.
pub(crate) fn answer(bytes: &[u8]) -> Result<(Photo, Answer), smpmatch::Error> {
    let photo = Photo::from_bytes(bytes, &Limits::default())?;
    let analysis = analyze(&photo, &AnalyzeOptions::default())?;
    let is_doubted = analysis.warnings.contains(&Warning::HairNotSure);
    let hair = analysis.hair.as_ref();
    let answer = Answer {
        finding: match hair {
            None => Finding::NoHair,
            Some(_) if is_doubted => Finding::NotSure,
            Some(_) => Finding::Found,
        },
        zone: Mask::new((photo.width(), photo.height()), |x, y| {
            analysis.label_at(x, y) == Label::Hair
        }),
        hair: hair.map(|hair| hair.lab),
        seen: hair.map(|hair| hair.seen),
        skin: analysis.skin.as_ref().map(|skin| skin.lab),
        head: analysis.head(),
    };
    Ok((photo, answer))
}
