//! What a JPEG tells about how it was kept.

use super::jpeg_segments::{Segment, segments};
use crate::warning::Warning;

/// Quality below which blocks and smeared color show. Cameras write 90 and more, messengers 60 to
/// 75.
const LOW_QUALITY: f64 = 75.0;
/// Sum of the luminance table of quality 50 (ITU-T T.81, table K.1).
const MIDDLE_TABLE_SUM: f64 = 3685.0;

/// The doubt that the file itself raises.
pub(super) fn doubt(bytes: &[u8]) -> Option<Warning> {
    let quality = quality(bytes).filter(|quality| *quality < LOW_QUALITY);
    quality.map(|quality| Warning::Recompressed { quality })
}

/// The quality by the luminance table, on the scale of the Independent JPEG Group (jcparam.c of
/// libjpeg): 50 for the table of the standard, 100 for no loss.
fn quality(bytes: &[u8]) -> Option<f64> {
    let sum = segments(bytes).find_map(|segment: Segment<'_>| segment.luminance_table_sum())?;
    let percent = 100.0 * f64::from(sum) / MIDDLE_TABLE_SUM;
    let quality = if percent <= 100.0 {
        (200.0 - percent) / 2.0
    } else {
        5000.0 / percent
    };
    Some(quality)
}
