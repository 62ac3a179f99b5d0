//! JPEG XL, through `jxl-oxide`.

use jxl_oxide::{
    AllocTracker, FrameBufferSample, HdrType, ImageStream, InitializeResult, JxlImage,
    JxlThreadPool,
};

use super::decoded::{Alpha, Data, Decoded, Samples, Space, eight_from_sixteen, split_alpha};
use super::limits::Limits;
use super::profile::Colors;
use crate::error::Error;

/// Bytes of the file that are looked at a time until its header is whole.
const STEP: usize = 4096;
/// Numbers of 4 bytes that the decoder may hold for each sample: coefficients, planes, their filtered
/// copies and frames that others refer to. A lossy photo takes about 12.
const NUMBERS_PER_SAMPLE: u64 = 24;
/// Bytes that it may hold besides: tables and groups, which small pictures need as well.
const WORKING_BYTES: u64 = 64 << 20;

/// Decodes the picture; the first frame of an animation. It comes upright: the orientation is part of
/// the coded picture, and Exif only repeats it (ISO/IEC 18181-2).
pub(super) fn decode(bytes: &[u8], limits: &Limits) -> Result<Decoded, Error> {
    let image = read(bytes, limits)?;
    // First, since the decoder tells HDR by the profile and panics where that is not whole.
    if image.num_loaded_keyframes() == 0 {
        return Err(Error::Decode("it stops before its end".into()));
    }
    if let Some(format) = unsupported(&image) {
        return Err(Error::UnsupportedFormat { format });
    }
    let picture = image.render_frame(0).map_err(Error::Decode)?;
    let mut stream = picture.stream();
    let size = (stream.width(), stream.height());
    let has_alpha = image.pixel_format().has_alpha();
    let (data, alpha) = if is_deep(&image) {
        let (words, alpha) = samples(&mut stream, has_alpha, eight_from_sixteen);
        (Data::Sixteen(words), alpha)
    } else {
        let (levels, alpha) = samples(&mut stream, has_alpha, |level| level);
        (Data::Eight(levels), alpha)
    };
    let space = space(&image);
    Ok(Decoded {
        size,
        samples: Samples { space, data },
        alpha,
        colors: Colors::Icc(image.rendered_icc()),
    })
}

/// Reads the file; one that is over the limits is refused by its header.
fn read(bytes: &[u8], limits: &Limits) -> Result<JxlImage, Error> {
    let (header, _) = begun(bytes, WORKING_BYTES)?;
    let size = (header.width(), header.height());
    let channels = header.pixel_format().channels() as u64;
    limits.check(size, channels * if is_deep(&header) { 2 } else { 1 })?;
    let samples = u64::from(size.0) * u64::from(size.1) * channels;
    let (mut image, rest) = begun(bytes, WORKING_BYTES + samples * 4 * NUMBERS_PER_SAMPLE)?;
    let _ = image.feed_bytes(rest).map_err(Error::Decode)?;
    Ok(image)
}

/// A picture whose header has been read, and the bytes that it has not; it may hold so many bytes.
fn begun(bytes: &[u8], held: u64) -> Result<(JxlImage, &[u8]), Error> {
    let held = usize::try_from(held).unwrap_or(usize::MAX);
    let builder = JxlImage::builder().pool(JxlThreadPool::none());
    let mut header = builder
        .alloc_tracker(AllocTracker::with_limit(held))
        .build_uninit();
    let (mut read, mut seen) = (0, 0);
    while seen < bytes.len() {
        seen = bytes.len().min(seen + STEP);
        read += header
            .feed_bytes(&bytes[read..seen])
            .map_err(Error::Decode)?;
        match header.try_init().map_err(Error::Decode)? {
            InitializeResult::Initialized(image) => return Ok((image, &bytes[read..])),
            InitializeResult::NeedMoreData(more) => header = more,
        }
    }
    Err(Error::Decode("it stops before its picture".into()))
}

/// A variety whose colors cannot be known.
fn unsupported(image: &JxlImage) -> Option<&'static str> {
    match image.hdr_type() {
        Some(HdrType::Pq) => Some("JPEG XL in HDR (PQ)"),
        Some(HdrType::Hlg) => Some("JPEG XL in HDR (HLG)"),
        None => image
            .pixel_format()
            .has_black()
            .then_some("JPEG XL in CMYK"),
    }
}

fn is_deep(image: &JxlImage) -> bool {
    image.image_header().metadata.bit_depth.bits_per_sample() > 8
}

fn space(image: &JxlImage) -> Space {
    if image.pixel_format().is_grayscale() {
        Space::Gray
    } else {
        Space::Rgb
    }
}

/// The samples of a picture, and what of it can be seen.
fn samples<T: FrameBufferSample + Copy + Default>(
    stream: &mut ImageStream<'_>,
    has_alpha: bool,
    to_byte: fn(T) -> u8,
) -> (Vec<T>, Alpha) {
    let [width, height, channels] =
        [stream.width(), stream.height(), stream.channels()].map(|side| side as usize);
    let mut samples = vec![T::default(); width * height * channels];
    let _ = stream.write_to_buffer(&mut samples);
    let alpha = has_alpha.then(|| split_alpha(&mut samples, channels, to_byte));
    (samples, alpha.unwrap_or_default())
}

/// The Exif of the file, which stands in a box of its own (ISO/IEC 18181-2), behind the place where it
/// begins.
pub(super) fn exif(bytes: &[u8]) -> Option<&[u8]> {
    let mut rest = bytes;
    loop {
        let (size, kind) = rest.first_chunk::<8>()?.split_at(4);
        let size = usize::try_from(u32::from_be_bytes(size.try_into().ok()?)).ok()?;
        let content = rest.get(8..if size == 0 { rest.len() } else { size })?;
        if kind == b"Exif" {
            return content.get(4..);
        }
        rest = rest.get(size..).filter(|_| size >= 8)?;
    }
}
