//! The options that a fix names.

/// Whom a fix speaks to: it names the options of that command, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Command {
    /// The analysis of photos.
    Analyze,
    /// The comparison of two visits, about its first photo.
    CompareBefore,
    /// The comparison of two visits, about its second photo.
    CompareAfter,
    /// None: a page, where no command line is known.
    Page,
}

/// What a fix says of options.
pub(super) struct Options {
    /// By what a box on the hair, on the skin, and on both is drawn.
    pub(super) hair: &'static str,
    pub(super) skin: &'static str,
    pub(super) both: &'static str,
    /// What follows the option of a single box.
    pub(super) sides: &'static str,
    /// What shows where hair and skin were read.
    pub(super) look: &'static str,
    /// By what a gray card is used.
    pub(super) card: &'static str,
    pub(super) find_card: &'static str,
    pub(super) or_fewer_clusters: &'static str,
    /// What says how the strip lies.
    pub(super) strip: &'static str,
    /// By what a palette is used.
    pub(super) palette: &'static str,
}

impl Options {
    const NONE: Self = Self {
        hair: "",
        skin: "",
        both: "",
        sides: "",
        look: "look at the outlines of hair and skin",
        card: "",
        find_card: "",
        or_fewer_clusters: "",
        strip: "the order of its shades, where it was read",
        palette: "",
    };

    const ANALYZE: Self = Self {
        hair: " with --hair",
        skin: " with --skin",
        both: " with --hair and --skin",
        sides: " X,Y,W,H",
        look: "check with --overlay",
        card: " and use --card",
        find_card: " and use --card auto",
        or_fewer_clusters: ", or a smaller -k",
        strip: "the order of --strip-shades, the box of --strip",
        palette: " and pass it with --palette",
    };
}

impl Command {
    pub(super) fn options(self) -> Options {
        match self {
            Self::Analyze => Options::ANALYZE,
            Self::CompareBefore => Options {
                hair: " with --before-hair",
                skin: " with --before-skin",
                both: " with --before-hair and --before-skin",
                look: "check with smpmatch --overlay",
                ..Options::ANALYZE
            },
            Self::CompareAfter => Options {
                hair: " with --after-hair",
                skin: " with --after-skin",
                both: " with --after-hair and --after-skin",
                look: "check with smpmatch --overlay",
                ..Options::ANALYZE
            },
            Self::Page => Options::NONE,
        }
    }
}
