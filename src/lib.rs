//! Matches carbon pigment dilutions for scalp micropigmentation to a photo of hair and scalp.
//!
//! Data flows one way: bytes → [`photo`] → [`light`] (neutral, by a gray card, a chart or a strip) →
//! [`cluster`] (dominant colors) → [`segment`] (hair, skin and the rest) → [`measure`] (their
//! colors) → [`quality`] (what to doubt) → [`rank`] (each dilution of a [`palette`], predicted by the
//! [`skin`] model) → [`answer`](mod@answer) (how far to rely on it) → [`report`]. [`preview`] sets
//! dots into the photo, [`client`] makes one answer of several photos, [`calibrate`] makes palettes,
//! [`compare`] holds two visits against each other.
//! One call runs the chain:
//!
//! ```
//! use smpmatch::answer::{AnswerOptions, answer};
//! use smpmatch::palette::Palette;
//! use smpmatch::photo::{Limits, Photo};
//! use smpmatch::warning::Command;
//!
//! # let bytes = include_bytes!("../samples/stubble-light.jpg");
//! let photo = Photo::from_bytes(bytes, &Limits::default())?;
//! let answer = answer(&photo, &Palette::generic(), &AnswerOptions::default())?;
//! if let Some(ranking) = &answer.ranking {
//!     let (best, level) = (&ranking.matches[0], ranking.confidence.level.name());
//!     println!("shade {}, ΔE00 {:.1}, confidence {level}", best.shade, best.delta_e);
//! }
//! for warning in &answer.warnings {
//!     println!("{warning}: {}", warning.fix(Command::Analyze));
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
pub mod answer;
pub mod calibrate;
pub mod client;
pub mod cluster;
pub mod color;
pub mod compare;
pub mod error;
mod grid;
pub mod head;
pub mod light;
pub mod measure;
mod numbers;
pub mod palette;
pub mod photo;
pub mod preview;
pub mod quality;
pub mod rank;
pub mod region;
pub mod report;
pub mod segment;
pub mod skin;
pub mod threads;
pub mod warning;

pub use error::Error;
pub use warning::Warning;
