//! The dots of a treated zone.

use super::Analysis;
use crate::error::Error;
use crate::measure::Dots;
use crate::photo::Photo;
use crate::region::Region;

impl Analysis {
    /// Reads the dots in a box of the photo that was analyzed, in its neutral light, by the bare skin
    /// in other boxes.
    ///
    /// # Errors
    ///
    /// [`Error::RegionOutside`] if a box does not fit the photo, and those of [`Dots::read`].
    pub fn dots(&self, photo: &Photo, dots: Region, skin: &[Region]) -> Result<Dots, Error> {
        let place = |region: &Region| region.within(photo.width(), photo.height());
        let skin: Vec<_> = skin.iter().map(place).collect::<Result<_, _>>()?;
        Dots::read(&self.light.correct(photo.clone()), place(&dots)?, &skin)
    }
}
