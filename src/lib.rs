//! Matches carbon pigment dilutions for scalp micropigmentation to a photo of hair and scalp.
//!
//! Data flows one way: bytes → [`photo`] → [`light`] (neutral, by a gray card, a chart or a strip) →
//! [`cluster`] (dominant colors) → [`segment`] (hair, skin and the rest) → [`measure`] (their
//! colors) → [`quality`] (what to doubt) → [`rank`] (each dilution of a [`palette`], predicted by the
//! [`skin`] model) → [`report`]. [`calibrate`] makes palettes, [`compare`] holds two visits
//! against each other. Three calls run the chain:
//!
//! ```
//! use smpmatch::analysis::{AnalyzeOptions, analyze};
//! use smpmatch::palette::Palette;
//! use smpmatch::photo::{Limits, Photo};
//! use smpmatch::rank::{RankOptions, rank};
//!
//! # let bytes = include_bytes!("../samples/stubble-light.jpg");
//! let photo = Photo::from_bytes(bytes, &Limits::default())?;
//! let analysis = analyze(&photo, &AnalyzeOptions::default())?;
//! let ranking = analysis.head().map(|head| {
//!     rank(&head, &Palette::generic(), &RankOptions::default())
//! });
//! if let Some(ranking) = ranking {
//!     let best = &ranking.matches[0];
//!     println!("shade {}, ΔE00 {:.1}", best.shade, best.delta_e);
//! }
//! # Ok::<(), smpmatch::Error>(())
//! ```
//!
//! # References
//!
//! - Sharma, Wu, Dalal, *The CIEDE2000 color-difference formula*, Color Research and Application 30
//!   (2005) 21, doi 10.1002/col.20070.
//! - Jacques, *Optical properties of biological tissues*, Physics in Medicine and Biology 58 (2013)
//!   R37, doi 10.1088/0031-9155/58/11/R37.
//! - Bond, Bergstrom, *Light absorption by carbonaceous particles*, Aerosol Science and Technology 40
//!   (2006) 27, doi 10.1080/02786820500421521.
//! - Arthur, Vassilvitskii, *k-means++: the advantages of careful seeding*, SODA 2007.
//! - Achanta and others, *SLIC superpixels*, IEEE PAMI 34 (2012) 2274, doi 10.1109/TPAMI.2012.120.
//! - Boykov, Veksler, Zabih, *Fast approximate energy minimization via graph cuts*, IEEE PAMI 23
//!   (2001) 1222, doi 10.1109/34.969114.
//! - Finlayson, Mackiewicz, Hurlbert, *Color correction using root-polynomial regression*, IEEE
//!   Transactions on Image Processing 24 (2015) 1460, doi 10.1109/TIP.2015.2405336.
//! - Paravina and others, *Color difference thresholds in dentistry*, Journal of Esthetic and
//!   Restorative Dentistry 27 (2015) S1, doi 10.1111/jerd.12149.

pub mod analysis;
pub mod calibrate;
pub mod cluster;
pub mod color;
pub mod compare;
pub mod error;
pub mod light;
pub mod measure;
mod numbers;
pub mod palette;
pub mod photo;
pub mod quality;
pub mod rank;
pub mod region;
pub mod report;
pub mod segment;
pub mod skin;
pub mod warning;

pub use error::Error;
pub use warning::Warning;
