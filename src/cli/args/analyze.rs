//! The arguments of an analysis.

use std::num::{NonZeroU8, NonZeroUsize};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use smpmatch::color::Lab;
use smpmatch::rank::TargetKind;
use smpmatch::region::Region;
use smpmatch::report::{CsvDialect, HtmlStyle};

use super::outlook::OutlookArgs;
use super::page::PageArgs;
use super::reference::ReferenceArgs;
use crate::folder::Depth;
use crate::values;

#[derive(Debug, Args)]
pub(crate) struct AnalyzeArgs {
    #[command(flatten)]
    pub(crate) photos: PhotosArgs,
    #[command(flatten, next_help_heading = "Matching")]
    pub(crate) matching: MatchingArgs,
    #[command(flatten, next_help_heading = "Healing and density")]
    pub(crate) outlook: OutlookArgs,
    #[command(flatten, next_help_heading = "Looking at the photo")]
    pub(crate) looking: LookingArgs,
    #[command(flatten, next_help_heading = "Light")]
    pub(crate) light: LightArgs,
    #[command(flatten, next_help_heading = "Output")]
    pub(crate) output: OutputArgs,
}

#[derive(Debug, Args)]
pub(crate) struct PhotosArgs {
    /// Photos: JPEG, PNG, WebP, TIFF, BMP, GIF, HEIC or JPEG XL; - for one photo on standard input. A
    /// folder stands for the files in it that are named like photos, sorted by name; hidden ones are
    /// left out.
    #[arg(value_name = "PHOTO", required_unless_present = "files_from",
          required_unless_present_all = ["hair_lab", "skin_lab"])]
    pub(crate) paths: Vec<PathBuf>,
    /// Look in the folders within folders too.
    #[arg(short, long)]
    pub(crate) recursive: bool,
    /// Read more photos and folders from this list, one per line; - for standard input. The list is
    /// read to its end before the work begins.
    #[arg(long, value_name = "FILE")]
    pub(crate) files_from: Option<PathBuf>,
    /// The list is separated by NUL, as find -print0 writes it.
    #[arg(short = '0', long, requires = "files_from")]
    pub(crate) null: bool,
    /// Call the photos by their numbers, in the report, on standard error and in the names of pictures
    /// in folders: photo 1 is the first that was named. Clients too.
    #[arg(long)]
    pub(crate) anonymous: bool,
    #[command(flatten)]
    pub(crate) clients: ClientsArgs,
}

/// Which photos are of one client.
#[derive(Debug, Args)]
pub(crate) struct ClientsArgs {
    /// All photos are of one client: give one answer from all of them, and say what each adds.
    #[arg(long, conflicts_with_all = ["by_folder", "strip"])]
    pub(crate) together: bool,
    /// The photos of each folder are of one client: give one answer for each, and say what each photo
    /// adds. Looks in the folders within folders too.
    #[arg(long, conflicts_with = "strip")]
    pub(crate) by_folder: bool,
}

impl PhotosArgs {
    /// Whether no photo was named, so that readings alone are matched.
    pub(crate) fn is_empty(&self) -> bool {
        self.paths.is_empty() && self.files_from.is_none()
    }

    /// How far down folders are looked through.
    pub(crate) fn depth(&self) -> Depth {
        if self.clients.by_folder {
            Depth::Each
        } else if self.recursive {
            Depth::All
        } else {
            Depth::Own
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct MatchingArgs {
    /// Palette of your dilutions; without it the one in use, at first the built-in generic ladder.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) palette: Option<PathBuf>,
    /// What is compared with what.
    #[arg(long, value_name = "WHAT", default_value = "follicle")]
    pub(crate) target: TargetArg,
    /// Diameter of a healed dot in millimeters, 0.05 to 1.
    #[arg(long, value_name = "MM", default_value_t = 0.30, value_parser = values::millimeters::<50, 1000>)]
    pub(crate) dot_mm: f64,
    /// Diameter of a hair in millimeters, 0.01 to 0.3.
    #[arg(long, value_name = "MM", default_value_t = 0.08, value_parser = values::millimeters::<10, 300>)]
    pub(crate) hair_mm: f64,
    /// Visible length of a shaved hair in millimeters, 0.05 to 3.
    #[arg(long, value_name = "MM", default_value_t = 0.30, value_parser = values::millimeters::<50, 3000>)]
    pub(crate) stubble_mm: f64,
    /// Hair color from a colorimeter (CIELAB, D65) instead of the photo's.
    #[arg(long, value_name = "L,A,B", value_parser = values::lab, allow_hyphen_values = true)]
    pub(crate) hair_lab: Option<Lab>,
    /// Skin color from a colorimeter (CIELAB, D65) instead of the photo's; with --hair-lab no photo
    /// is needed.
    #[arg(long, value_name = "L,A,B", value_parser = values::lab, allow_hyphen_values = true)]
    pub(crate) skin_lab: Option<Lab>,
    /// Size of the mix for the recipe in milliliters.
    #[arg(long, value_name = "ML", default_value_t = 5.0, value_parser = values::volume)]
    pub(crate) volume: f64,
    /// Size of a drop in milliliters, 0.01 to 0.2, for the recipe in drops.
    #[arg(long, value_name = "ML", default_value_t = 0.05, value_parser = values::drop)]
    pub(crate) drop_ml: f64,
    /// Sessions to plan, 2 to 4.
    #[arg(long, value_name = "N", default_value = "3", value_parser = values::sessions)]
    pub(crate) sessions: NonZeroU8,
}

#[derive(Debug, Args)]
pub(crate) struct LookingArgs {
    /// Number of dominant colors, 2 to 32.
    #[arg(short = 'k', long, value_name = "K", default_value_t = 8,
          value_parser = clap::value_parser!(u8).range(2..=32))]
    pub(crate) clusters: u8,
    /// Measure the hair in this box instead of finding it: X,Y,W,H in pixels of the upright photo,
    /// or each with %; repeatable.
    #[arg(long, value_name = "BOX")]
    pub(crate) hair: Vec<Region>,
    /// Measure the skin in this box instead of finding it; repeatable.
    #[arg(long, value_name = "BOX")]
    pub(crate) skin: Vec<Region>,
    /// Look only inside this box.
    #[arg(long, value_name = "BOX")]
    pub(crate) crop: Option<Region>,
    /// Millimeters across the photo at the head, 1 to 2000: they tell how large hairs and the dots of
    /// --preview are in the photo. Without it the gray card tells, if --card auto finds one as large as a
    /// bank card, or else a head that is whole in the photo, taken to be 152 mm wide, or in a close-up how
    /// closely hairs stand.
    #[arg(long, value_name = "MM", value_parser = values::across)]
    pub(crate) mm_across: Option<f64>,
    /// Longer side of the gray card in millimeters, 1 to 2000, where it is not that of a bank card
    /// (85.6).
    #[arg(long, value_name = "MM", requires = "card", value_parser = values::across)]
    pub(crate) card_mm: Option<f64>,
    /// Fail photos that are not good enough: clipped, too dark, blurred, black and white, with a color
    /// cast, or where hair or skin is not surely found.
    #[arg(long)]
    pub(crate) strict: bool,
    /// Refuse photos of more pixels than this, in millions.
    #[arg(long, value_name = "MEGAPIXELS", default_value_t = 256,
          value_parser = clap::value_parser!(u64).range(1..=4000))]
    pub(crate) max_pixels: u64,
    /// Give up on a photo that takes longer than this, in seconds.
    #[arg(long, value_name = "SECONDS", default_value_t = 60,
          value_parser = clap::value_parser!(u64).range(1..=86_400))]
    pub(crate) timeout: u64,
    /// Seed of the k-means and of the confidence draws.
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = values::seed)]
    pub(crate) seed: u64,
}

#[derive(Debug, Args)]
pub(crate) struct LightArgs {
    #[command(flatten)]
    pub(crate) reference: ReferenceArgs,
    /// Your strip of dilutions beside the hair: all its cells together, of one size.
    #[arg(long, value_name = "BOX", requires = "strip_shades")]
    pub(crate) strip: Option<Region>,
    /// Parts of water of each cell, from left to right or from top to bottom.
    #[arg(long, value_name = "N,N,...", requires = "strip", value_delimiter = ',',
          value_parser = values::shade)]
    pub(crate) strip_shades: Vec<f64>,
}

#[derive(Debug, Args)]
pub(crate) struct OutputArgs {
    /// Matches to show, 1 or more, in text, html and swatches; the other formats always hold all.
    #[arg(short = 'n', long, value_name = "N", default_value_t = 5, value_parser = values::top)]
    pub(crate) top: usize,
    /// Form of the report; without it the ending of --output decides: .html, .json, .jsonl, .csv.
    #[arg(
        short,
        long,
        value_name = "FORMAT",
        default_value = "text",
        default_value_if("resume", "true", "jsonl")
    )]
    pub(crate) format: ReportFormat,
    /// How the csv form is written.
    #[arg(long, value_name = "DIALECT", default_value = "rfc4180")]
    pub(crate) csv_dialect: Dialect,
    /// File for the report; - or none is standard output.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) page: PageArgs,
    /// Go on with the JSON Lines in the file of --output: photos already in it are skipped.
    ///
    /// A photo is skipped if its line has the same path, content and settings (version, palette,
    /// options), and its --mask, --overlay and --swatches are there. The others are analyzed, also
    /// those that failed before or whose lines are damaged; a half-written last line is removed. What
    /// a run without --resume has left in FILE.part counts too. In the end the file holds what
    /// a run without --resume would have written: until then new lines are at its end, and lines of
    /// photos that are no longer named are removed when the run is complete.
    #[arg(long, requires = "output")]
    pub(crate) resume: bool,
    /// Write what was taken for what as a PNG of the photo's size: 0 background, 60 facial hair,
    /// 85 highlight, 170 skin, 255 hair. With several photos: a folder.
    #[arg(long, value_name = "FILE")]
    pub(crate) mask: Option<PathBuf>,
    /// Write the photo with hair (red), skin (green; blue where its color was read) and the rest drawn
    /// over it. With several photos: a folder.
    #[arg(long, value_name = "FILE")]
    pub(crate) overlay: Option<PathBuf>,
    /// Write a card for a phone as a PNG: hair, target and the first matches as large patches on the
    /// skin's color. With several photos: a folder.
    #[arg(long, value_name = "FILE")]
    pub(crate) swatches: Option<PathBuf>,
    /// Write the photo with dots of the best match set into bare scalp, simulated, as a PNG; the html
    /// page shows it too. With several photos: a folder.
    #[arg(long, value_name = "FILE")]
    pub(crate) preview: Option<PathBuf>,
    /// Set the dots of --preview into the skin of this box; repeatable. Without it into the bare
    /// scalp that hair surrounds.
    #[arg(long, value_name = "BOX", requires = "preview")]
    pub(crate) treat: Vec<Region>,
    /// Photos to analyze at once; the report is the same for any number [default: one per core].
    ///
    /// Memory is bounded by N times what the largest photo allowed takes (--max-pixels): about 60 MB
    /// for a JPEG of 12 megapixels, up to 5 GB for 256 megapixels in 16 bits.
    #[arg(short, long, value_name = "N", value_parser = values::jobs)]
    pub(crate) jobs: Option<NonZeroUsize>,
    /// No progress and no notes on single photos on standard error.
    #[arg(short, long)]
    pub(crate) quiet: bool,
    /// Show all details in text, and say on standard error what was found in each photo and how long
    /// it took.
    #[arg(short, long, conflicts_with = "quiet")]
    pub(crate) verbose: bool,
}

impl OutputArgs {
    /// Takes the form that the name of the file says, if it does; --resume writes but one.
    pub(crate) fn follow_ending(&mut self) {
        let ending = ending(self.output.as_deref()).filter(|_| !self.resume);
        self.format = match ending.as_deref() {
            Some("html" | "htm") => ReportFormat::Html,
            Some("json") => ReportFormat::Json,
            Some("jsonl" | "ndjson") => ReportFormat::Jsonl,
            Some("csv") => ReportFormat::Csv,
            Some("txt") => ReportFormat::Text,
            _ => self.format,
        };
    }

    /// How the page is set.
    pub(crate) fn html_style(&self) -> HtmlStyle {
        HtmlStyle {
            top: self.top,
            heading: self.page.heading(),
        }
    }
}

/// The ending of a file's name, in small letters.
pub(super) fn ending(path: Option<&Path>) -> Option<String> {
    let ending = path?.extension()?.to_str()?;
    Some(ending.to_ascii_lowercase())
}

/// What is compared with what.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum TargetArg {
    /// What one shaved hair takes from the skin, spread over a dot, with the predicted dot.
    Follicle,
    /// The hair as it shows with the predicted dot.
    Seen,
    /// The hair itself with a solid fill.
    Solid,
    /// The zone as a whole, stubble and skin, with dots and skin together: at 200 dots on a square
    /// centimeter, or --density.
    Blend,
}

impl From<TargetArg> for TargetKind {
    fn from(target: TargetArg) -> Self {
        match target {
            TargetArg::Follicle => Self::Follicle,
            TargetArg::Seen => Self::Seen,
            TargetArg::Solid => Self::Solid,
            TargetArg::Blend => Self::Blend,
        }
    }
}

/// How a table is written.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Dialect {
    /// Commas between cells, points in numbers.
    Rfc4180,
    /// Semicolons between cells, commas in numbers, and a byte order mark: what Excel opens in most of
    /// Europe and Latin America.
    ExcelEu,
}

impl From<Dialect> for CsvDialect {
    fn from(dialect: Dialect) -> Self {
        match dialect {
            Dialect::Rfc4180 => Self::Rfc4180,
            Dialect::ExcelEu => Self::ExcelEu,
        }
    }
}

/// Form of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// For a person at a terminal.
    Text,
    /// One line per photo: verdict, shade, range, confidence, name.
    Line,
    /// For scripts: one document, described by report.schema.json.
    Json,
    /// For pipes: one JSON object per photo, each on a line, written as soon as it is known.
    Jsonl,
    /// For spreadsheets: a table with one row per photo and match.
    Csv,
    /// For the client: one page with pictures, to look at or print; needs -o or a pipe.
    Html,
}
