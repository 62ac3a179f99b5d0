//! Photo to dominant colors: exact color counts, then weighted k-means in CIELAB.
//!
//! Every visible pixel counts; nothing is sampled or shrunk. At the default of 8 clusters the sum of
//! squared distances (WCSS) is within a thousandth of the best of 50 full runs of k-means++ on all
//! pixels; many clusters have many more local optima, and 16 or 32 may miss the best by 0.4 or 4 %.
//! `examples/wcss.rs` measures it on any photo.

mod cells;
mod colors;
mod counts;
mod kmeans;
mod point;

use std::num::NonZeroU8;
use std::ops::RangeInclusive;

use crate::color::Lab;
use crate::error::Error;
use crate::photo::Photo;

/// How many clusters to find, and from which random starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClusterOptions {
    /// Number of clusters, k: within [`ClusterOptions::CLUSTERS`]; 8 by default.
    pub clusters: NonZeroU8,
    /// Seed of the random starts; 0 by default. The same photo and seed give the same clusters.
    pub seed: u64,
}

impl ClusterOptions {
    /// The numbers of clusters that can be asked for; by judgment: from two, hair and skin, to more than a page
    /// shows well.
    pub const CLUSTERS: RangeInclusive<u8> = 2..=32;
}

impl Default for ClusterOptions {
    fn default() -> Self {
        /// Where none is asked for; by judgment: hair, skin, shade and shine of both, and what lies behind.
        const EIGHT: NonZeroU8 = NonZeroU8::MIN.saturating_add(7);
        Self {
            clusters: EIGHT,
            seed: 0,
        }
    }
}

/// One dominant color of a photo.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Cluster {
    /// Mean color of the cluster's pixels.
    pub centroid: Lab,
    /// Share of the photo's visible pixels, above 0 and up to 1; the shares of all clusters sum
    /// to 1.
    pub share: f64,
}

/// The dominant colors of a photo, largest share first.
///
/// There are fewer clusters than asked for if the photo has fewer distinct colors.
///
/// # Errors
///
/// [`Error::ClusterCount`] if the number of clusters is not within [`ClusterOptions::CLUSTERS`];
/// [`Error::NoPixels`] if no pixel is visible.
///
/// ```
/// use image::{Rgb, RgbImage};
/// use smpmatch::cluster::{ClusterOptions, cluster};
/// use smpmatch::color::hex;
/// use smpmatch::photo::Photo;
///
/// let stripes = RgbImage::from_fn(40, 10, |x, _| match x {
///     0..10 => Rgb([58, 48, 44]),
///     _ => Rgb([193, 154, 131]),
/// });
/// let clusters = cluster(&Photo::from_srgb(stripes)?, &ClusterOptions::default())?;
/// assert_eq!(clusters.len(), 2);
/// assert_eq!(hex(clusters[0].centroid), "#c19a83");
/// assert_eq!(clusters[0].share, 0.75);
/// # Ok::<(), smpmatch::Error>(())
/// ```
pub fn cluster(photo: &Photo, options: &ClusterOptions) -> Result<Vec<Cluster>, Error> {
    let count = options.clusters.get();
    if !ClusterOptions::CLUSTERS.contains(&count) {
        return Err(Error::ClusterCount { found: count });
    }
    let colors = colors::colors(&counts::ColorCounts::of(photo));
    if colors.is_empty() {
        return Err(Error::NoPixels);
    }
    let mut clusters = kmeans::kmeans(&colors, options);
    clusters.sort_by(|one, other| {
        let (x, y) = (one.centroid, other.centroid);
        (other.share.total_cmp(&one.share))
            .then(x.l.total_cmp(&y.l))
            .then(x.a.total_cmp(&y.a))
            .then(x.b.total_cmp(&y.b))
    });
    Ok(clusters)
}

/// The index of the cluster whose centroid is nearest in CIELAB (Euclidean, as k-means has it);
/// `None` only if there are no clusters.
#[must_use]
pub fn nearest(clusters: &[Cluster], lab: Lab) -> Option<usize> {
    let squared = |cluster: &Cluster| {
        let away = cluster.centroid - lab;
        away.l * away.l + away.a * away.a + away.b * away.b
    };
    let distances = clusters.iter().map(squared).enumerate();
    let (index, _) = distances.reduce(|best, own| if own.1 < best.1 { own } else { best })?;
    Some(index)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::color::{Srgb8, delta_e, lab_from_srgb8};
    use image::{Rgb, RgbImage};
    use proptest::prelude::*;

    const SKIN: Rgb<u8> = Rgb([193, 154, 131]);
    const HAIR: Rgb<u8> = Rgb([58, 48, 44]);

    fn photo(width: u32, height: u32, color: impl Fn(u32, u32) -> Rgb<u8>) -> Photo {
        Photo::from_srgb(RgbImage::from_fn(width, height, color)).unwrap()
    }

    fn lab(pixel: Rgb<u8>) -> Lab {
        lab_from_srgb8(Srgb8::from(pixel.0))
    }

    fn options(clusters: u8) -> ClusterOptions {
        ClusterOptions {
            clusters: clusters.try_into().unwrap(),
            ..ClusterOptions::default()
        }
    }

    #[test]
    fn two_flat_patches_are_two_clusters_with_their_colors_and_shares() {
        let patches = photo(40, 10, |x, _| if x < 30 { SKIN } else { HAIR });
        let found = cluster(&patches, &options(2)).unwrap();
        let shares: Vec<f64> = found.iter().map(|cluster| cluster.share).collect();
        assert_eq!(shares, [0.75, 0.25]);
        assert!(delta_e(found[0].centroid, lab(SKIN)) < 1e-9);
        assert!(delta_e(found[1].centroid, lab(HAIR)) < 1e-9);
        assert_eq!(nearest(&found, lab(HAIR)), Some(1));
    }

    #[test]
    fn a_photo_of_fewer_colors_than_clusters_has_one_cluster_for_each() {
        let colors = [
            [0, 0, 0],
            [1, 0, 0],
            [90, 90, 90],
            [91, 90, 90],
            [255, 255, 255],
        ];
        for count in 1..=colors.len() {
            let stripes = photo(60, 4, |x, _| Rgb(colors[x as usize % count]));
            let found = cluster(&stripes, &options(6)).unwrap();
            assert_eq!(found.len(), count);
        }
    }

    #[test]
    fn counts_of_clusters_out_of_range_are_refused() {
        let flat = photo(2, 2, |_, _| SKIN);
        for count in [1, 33, 255] {
            let refused = cluster(&flat, &options(count));
            assert!(matches!(refused, Err(Error::ClusterCount { found }) if found == count));
        }
    }

    #[test]
    fn pixels_that_are_not_visible_do_not_count() {
        let red_behind = |x, _| match x {
            0..10 => image::Rgba([255, 0, 0, 0]),
            10..30 => image::Rgba([193, 154, 131, 255]),
            _ => image::Rgba([58, 48, 44, 255]),
        };
        let mut png = std::io::Cursor::new(Vec::new());
        image::RgbaImage::from_fn(40, 10, red_behind)
            .write_to(&mut png, image::ImageFormat::Png)
            .unwrap();
        let photo = Photo::from_bytes(png.get_ref(), &crate::photo::Limits::default()).unwrap();
        let found = cluster(&photo, &options(3)).unwrap();
        let shares: Vec<f64> = found.iter().map(|cluster| cluster.share).collect();
        assert_eq!(shares, [2.0 / 3.0, 1.0 / 3.0]);
        assert!(delta_e(found[0].centroid, lab(SKIN)) < 1e-6);
    }

    #[test]
    fn clusters_of_equal_share_stand_darkest_first() {
        let halves = photo(10, 2, |x, _| if x < 5 { SKIN } else { HAIR });
        let found = cluster(&halves, &options(2)).unwrap();
        assert!(found[0].centroid.l < found[1].centroid.l);
    }

    #[test]
    fn without_clusters_none_is_nearest() {
        assert_eq!(nearest(&[], lab(SKIN)), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn clusters_of_any_photo_are_whole_ordered_and_repeatable(
            bytes in prop::collection::vec(any::<u8>(), 3..1200),
            count in 2_u8..=32,
            seed in any::<u64>(),
        ) {
            let pixels = u32::try_from(bytes.len() / 3).unwrap();
            let noise = Photo::from_srgb(RgbImage::from_raw(pixels, 1, bytes).unwrap()).unwrap();
            let options = ClusterOptions { seed, ..options(count) };
            let found = cluster(&noise, &options).unwrap();
            prop_assert!(found.len() <= usize::from(count));
            let total: f64 = found.iter().map(|cluster| cluster.share).sum();
            prop_assert!((total - 1.0).abs() < 1e-12);
            prop_assert!(found.iter().all(|cluster| cluster.share > 0.0));
            prop_assert!(found.is_sorted_by(|one, other| one.share >= other.share));
            prop_assert_eq!(cluster(&noise, &options).unwrap(), found);
        }
    }
}
