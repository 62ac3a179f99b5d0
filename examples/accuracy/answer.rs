//! What the program says about a photo.

use smpmatch::answer::AnswerOptions;
use smpmatch::color::Lab;
use smpmatch::palette::Palette;
use smpmatch::photo::{Limits, Photo};
use smpmatch::rank::Ranking;
use smpmatch::segment::{Finding, Label};

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
    /// The dilutions of the generic palette.
    pub(crate) ranking: Option<Ranking>,
}

/// Asks the program.
pub(crate) fn answer(bytes: &[u8]) -> Result<(Photo, Answer), smpmatch::Error> {
    let photo = Photo::from_bytes(bytes, &Limits::default())?;
    let said = smpmatch::answer::answer(&photo, &Palette::generic(), &AnswerOptions::default())?;
    let analysis = &said.analysis;
    let hair = analysis.hair.as_ref();
    let answer = Answer {
        finding: analysis.finding,
        zone: Mask::new((photo.width(), photo.height()), |x, y| {
            analysis.label_at(x, y) == Label::Hair
        }),
        hair: hair.map(|hair| hair.lab),
        seen: hair.map(|hair| hair.seen),
        skin: analysis.skin.as_ref().map(|skin| skin.lab),
        ranking: said.ranking,
    };
    Ok((photo, answer))
}
