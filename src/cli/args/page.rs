//! The arguments about what stands above a page.

use clap::Args;
use smpmatch::report::Heading;

#[derive(Debug, Args)]
pub(crate) struct PageArgs {
    /// Whom the html page is about: its title.
    #[arg(long, value_name = "NAME")]
    pub(crate) client: Option<String>,
    /// What else to say to the client, at the top of the html page.
    #[arg(long, value_name = "TEXT")]
    pub(crate) notes: Option<String>,
}

impl PageArgs {
    pub(crate) fn heading(&self) -> Heading {
        Heading {
            client: self.client.clone(),
            notes: self.notes.clone(),
        }
    }
}
