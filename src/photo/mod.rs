//! Bytes to photo: one image, upright and in sRGB.

mod decode;
mod decoded;
mod doubt;
mod exif;
mod format;
#[cfg(feature = "heic")]
mod heic;
mod jpeg;
mod jpeg_origin;
mod jpeg_scan;
mod jpeg_segments;
#[cfg(feature = "jxl")]
mod jxl;
mod limits;
mod png_colors;
mod profile;
mod tiff_directory;
mod upright;

use std::sync::Arc;

use image::RgbImage;
use image::metadata::Orientation;

pub use format::EXTENSIONS;
pub use limits::Limits;

use self::decoded::{Decoded, Space};
use self::exif::Tags;
use self::format::Format;
use self::profile::Colors;

use crate::error::Error;
use crate::region::PixelRect;
use crate::warning::Warning;

/// One photo: upright (EXIF orientation applied) and in 8-bit sRGB (ICC profile applied). Clones
/// share the pixels.
#[derive(Clone, Debug)]
pub struct Photo {
    pixels: Arc<RgbImage>,
    visible: Option<Arc<[bool]>>,
    warnings: Vec<Warning>,
    taken: Option<String>,
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

    /// Reads a photo from the bytes of its file. The content tells the format; the embedded ICC
    /// profile and the EXIF orientation are applied.
    ///
    /// Reads JPEG (the first picture of an MPO file), PNG, WebP, TIFF, BMP, GIF (the first frame)
    /// and, with the features `heic` and `jxl`, HEIC and JPEG XL.
    ///
    /// ```
    /// use smpmatch::Error;
    /// use smpmatch::photo::{Limits, Photo};
    ///
    /// let bitmap = [
    ///     b"BM\x3a\0\0\0\0\0\0\0\x36\0\0\0".as_slice(),
    ///     b"\x28\0\0\0\x01\0\0\0\x01\0\0\0\x01\0\x18\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
    ///     b"\x30\x20\x10\0",
    /// ]
    /// .concat();
    /// let photo = Photo::from_bytes(&bitmap, &Limits::default())?;
    /// assert_eq!(photo.pixels().get_pixel(0, 0).0, [0x10, 0x20, 0x30]);
    ///
    /// let vector = Photo::from_bytes(b"<svg/>", &Limits::default());
    /// assert!(matches!(vector, Err(Error::UnsupportedFormat { format: "SVG" })));
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::EmptyFile`], [`Error::UnsupportedFormat`] or [`Error::UnknownFormat`] if the bytes
    /// are no photo that is read, [`Error::TooLarge`] if it passes the limits,
    /// [`Error::Decode`] if it is damaged, [`Error::NoPixels`] if it is wholly transparent.
    pub fn from_bytes(bytes: &[u8], limits: &Limits) -> Result<Self, Error> {
        let format = format::recognize(bytes)?;
        let bytes = &tiff_directory::with_full_page_first(bytes);
        let tags = Tags::of(bytes, format);
        let decoded = match format {
            Format::Jpeg => jpeg::decode(bytes, limits)?,
            Format::Raster(format) => decode::decode(bytes, format, limits)?,
            #[cfg(feature = "heic")]
            Format::Heic => heic::decode(bytes, limits)?,
            #[cfg(not(feature = "heic"))]
            Format::Heic => return Err(Error::UnsupportedFormat { format: "HEIC" }),
            #[cfg(feature = "jxl")]
            Format::Jxl => jxl::decode(bytes, limits)?,
            #[cfg(not(feature = "jxl"))]
            Format::Jxl => return Err(Error::UnsupportedFormat { format: "JPEG XL" }),
        };
        // The rotation of HEIC and JPEG XL themselves is applied; the Exif copy of it is to be ignored
        // (ISO/IEC 23008-12, 6.5.10).
        let orientation = match format {
            Format::Heic | Format::Jxl => Orientation::NoTransforms,
            Format::Jpeg | Format::Raster(_) => tags.orientation,
        };
        let decoded = match decoded.colors {
            Colors::Untold if tags.is_adobe_rgb => Decoded {
                colors: Colors::adobe_rgb(),
                ..decoded
            },
            _ => decoded,
        };
        let mut photo = Self::from_decoded(decoded, orientation)?;
        photo
            .warnings
            .extend(tags.has_flash.then_some(Warning::Flash));
        if matches!(format, Format::Jpeg) {
            photo.warnings.extend(jpeg_origin::doubt(bytes));
        }
        photo.taken = tags.taken;
        Ok(photo)
    }

    fn from_decoded(decoded: Decoded, orientation: Orientation) -> Result<Self, Error> {
        let Decoded {
            size,
            samples,
            alpha,
            colors,
        } = decoded;
        let is_gray = samples.space == Space::Gray;
        let (rgb, profile_doubt) = profile::to_srgb(samples, colors);
        let rgb = upright::upright_rgb(rgb, size, orientation);
        let visible = alpha
            .visible
            .map(|visible| upright::upright(&visible, size, orientation));
        let (width, height) = upright::upright_size(size, orientation);
        let pixels = RgbImage::from_raw(width, height, rgb).ok_or(Error::NoPixels)?;
        let mut photo = Self::new(pixels, visible, profile_doubt.into_iter().collect())?;
        photo
            .warnings
            .extend(doubt::half_transparent(&photo, alpha.half_transparent));
        photo.warnings.extend(doubt::no_hue(&photo, is_gray));
        photo.warnings.extend(doubt::too_small(&photo));
        Ok(photo)
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
            pixels: Arc::new(pixels),
            visible: visible.map(Arc::from),
            warnings,
            taken: None,
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

    /// Whether it tells hues: a black-and-white photo does not.
    pub(crate) fn has_hue(&self) -> bool {
        !self.warnings.contains(&Warning::NoHue)
    }

    /// Whether each pixel, row by row, can be seen; none if all can.
    pub(crate) fn visible(&self) -> Option<&[bool]> {
        self.visible.as_deref()
    }

    /// Whether every pixel is visible.
    pub(crate) fn is_opaque(&self) -> bool {
        self.visible.is_none()
    }

    /// The same photo with each pixel's sRGB replaced: in place, unless a clone shares the pixels.
    #[must_use]
    pub fn recolored(mut self, color: impl Fn([u8; 3]) -> [u8; 3]) -> Self {
        for pixel in Arc::make_mut(&mut self.pixels).pixels_mut() {
            pixel.0 = color(pixel.0);
        }
        self
    }

    /// The same photo with the pixels that are hidden, by column and row, out of sight; none if
    /// nothing visible is left.
    #[must_use]
    pub fn without(&self, is_hidden: impl Fn(u32, u32) -> bool) -> Option<Self> {
        let (width, height) = (self.width(), self.height());
        let visible: Arc<[bool]> = (0..height)
            .flat_map(|y| (0..width).map(move |x| (x, y)))
            .map(|(x, y)| self.is_visible(x, y) && !is_hidden(x, y))
            .collect();
        visible.contains(&true).then(|| Self {
            visible: Some(visible),
            ..self.clone()
        })
    }

    /// Doubts that arose while reading the photo.
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// When it was taken, as `2026-11-26T18:30:00`, by the camera's clock; none if its file does not
    /// say.
    #[must_use]
    pub fn taken(&self) -> Option<&str> {
        self.taken.as_deref()
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
        let pixels = image::imageops::crop_imm(&*self.pixels, x, y, width, height).to_image();
        let visible = self.visible.as_ref().map(|_| {
            (y..y + height)
                .flat_map(|row| (x..x + width).map(move |column| (column, row)))
                .map(|(column, row)| self.is_visible(column, row))
                .collect()
        });
        Self::new(pixels, visible, self.warnings.clone())
    }
}
