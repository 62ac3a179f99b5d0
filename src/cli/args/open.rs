//! The arguments of `open`.

use std::path::PathBuf;

use clap::Args;

#[derive(Debug, Args)]
pub(crate) struct OpenArgs {
    /// Photos to begin with, or folders of them; more can be dropped on the page.
    #[arg(value_name = "PHOTO")]
    pub(crate) photos: Vec<PathBuf>,
    /// Palette of your dilutions; without it the one in use, at first the built-in generic ladder.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) palette: Option<PathBuf>,
    /// Port of the page on this machine; 0 takes a free one.
    #[arg(long, value_name = "PORT", default_value_t = 0)]
    pub(crate) port: u16,
    /// Only print the address.
    #[arg(long)]
    pub(crate) no_browser: bool,
}
