//! What the program says about a photo.

use smpmatch::color::Lab;
use smpmatch::measure::{self, Zones, measure};
use smpmatch::photo::{Limits, Photo};
use smpmatch::segment::{Finding, Label, LabelMap, Segmentation, segment};

use crate::mask::Mask;

/// The part of the program's answer that is scored.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) finding: Finding,
    /// Where it sees hair.
    pub(crate) zone: Mask,
    /// The hair's own color.
    pub(crate) hair: Option<Lab>,
    /// The median of the pixels labelled hair.
    pub(crate) seen: Option<Lab>,
    pub(crate) skin: Option<Lab>,
}

/// Asks the program.
pub(crate) fn answer(bytes: &[u8]) -> Result<(Photo, Answer), smpmatch::Error> {
    let photo = Photo::from_bytes(bytes, &Limits::default())?;
    let Segmentation { labels, finding } = segment(&photo);
    let zones = Zones {
        hair: cells(&photo, &labels, Label::Hair),
        skin: cells(&photo, &labels, Label::Skin),
    };
    let measured = measure(&photo, &zones);
    let hair = measured.hair.filter(|_| finding != Finding::NoHair);
    let answer = Answer {
        finding,
        zone: Mask::new((photo.width(), photo.height()), |x, y| {
            labels.label_at(x, y) == Label::Hair
        }),
        hair: hair.as_ref().map(|hair| hair.lab),
        seen: hair.as_ref().map(|hair| hair.seen),
        skin: measured.skin.map(|skin| skin.lab),
    };
    Ok((photo, answer))
}

fn cells(photo: &Photo, labels: &LabelMap, label: Label) -> measure::Mask {
    let inside = labels.labels().iter().map(|&own| own == label).collect();
    let size = (labels.width(), labels.height());
    measure::Mask::from_cells((photo.width(), photo.height()), size, inside)
}
