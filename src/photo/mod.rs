//! Bytes to photo: one image, upright and in sRGB.

use image::RgbImage;

use crate::error::Error;
use crate::geometry::PixelRect;
use crate::warning::Warning;

/// One photo: upright (EXIF orientation applied) and in 8-bit sRGB (ICC profile applied).
#[derive(Clone, Debug)]
pub struct Photo {
    pixels: RgbImage,
    visible: Option<Vec<bool>>,
    warnings: Vec<Warning>,
}

impl Photo {
    /// A photo of opaque sRGB pixels.
    ///
    /// # Errors
    ///
    /// [`Error::NoPixels`] if it is empty.
    pub fn from_srgb(pixels: RgbImage) -> Result<Self, Error> {
        Self::new(pixels, None, Vec::new())
    }

    fn new(
        pixels: RgbImage,
        visible: Option<Vec<bool>>,
        warnings: Vec<Warning>,
    ) -> Result<Self, Error> {
        let any_visible = visible
            .as_ref()
            .is_none_or(|visible| visible.iter().any(|&seen| seen));
        if pixels.is_empty() || !any_visible {
            return Err(Error::NoPixels);
        }
        Ok(Self {
            pixels,
            visible,
            warnings,
        })
    }

    /// Width of the upright photo in pixels.
    #[must_use]
    pub fn width(&self) -> u32 {
        self.pixels.width()
    }

    /// Height of the upright photo in pixels.
    #[must_use]
    pub fn height(&self) -> u32 {
        self.pixels.height()
    }

    /// The sRGB pixels, those that are not visible among them.
    #[must_use]
    pub fn pixels(&self) -> &RgbImage {
        &self.pixels
    }

    /// Whether the pixel is opaque and counts.
    #[must_use]
    pub fn is_visible(&self, x: u32, y: u32) -> bool {
        self.visible
            .as_ref()
            .is_none_or(|visible| visible[y as usize * self.width() as usize + x as usize])
    }

    /// Doubts that arose while reading the photo.
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// The part of the photo inside the rectangle, as a photo of its own.
    ///
    /// # Errors
    ///
    /// [`Error::NoPixels`] if nothing visible lies inside.
    pub fn crop(&self, area: PixelRect) -> Result<Self, Error> {
        let PixelRect {
            x,
            y,
            width,
            height,
        } = area;
        let pixels = image::imageops::crop_imm(&self.pixels, x, y, width, height).to_image();
        let visible = self.visible.as_ref().map(|_| {
            (y..y + height)
                .flat_map(|row| (x..x + width).map(move |column| (column, row)))
                .map(|(column, row)| self.is_visible(column, row))
                .collect()
        });
        Self::new(pixels, visible, self.warnings.clone())
    }
}
