//! The options that a fix names.

/// The command that a fix speaks to: it names the options of that command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Command {
    /// The analysis of photos.
    Analyze,
    /// The comparison of two visits, about its first photo.
    CompareBefore,
    /// The comparison of two visits, about its second photo.
    CompareAfter,
}

/// How an option is written.
pub(super) struct Options {
    pub(super) hair: &'static str,
    pub(super) skin: &'static str,
    pub(super) overlay: &'static str,
}

impl Command {
    pub(super) fn options(self) -> Options {
        let [hair, skin, overlay] = match self {
            Self::Analyze => ["--hair", "--skin", "--overlay"],
            Self::CompareBefore => ["--before-hair", "--before-skin", "smpmatch --overlay"],
            Self::CompareAfter => ["--after-hair", "--after-skin", "smpmatch --overlay"],
        };
        Options {
            hair,
            skin,
            overlay,
        }
    }
}
