//! The warnings.

use serde::Serialize;

use crate::report::round;
use crate::warning::{Command, Warning};

/// One doubt and its fix.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct WarningReport {
    /// The doubt itself.
    #[serde(skip)]
    pub warning: Warning,
    /// Stable name in kebab case.
    pub code: &'static str,
    /// What was measured, where something was.
    #[serde(serialize_with = "round::optional_share")]
    pub figure: Option<f64>,
    /// What was seen and why it matters.
    pub message: String,
    /// What to do.
    pub fix: String,
    /// The same where no command line is known.
    #[serde(skip)]
    pub fix_on_page: String,
}

impl WarningReport {
    /// What is said of the warnings to who used a command.
    pub(in crate::report) fn all<'a>(
        warnings: impl IntoIterator<Item = &'a Warning>,
        command: Command,
    ) -> Vec<Self> {
        let warnings = warnings.into_iter();
        warnings
            .map(|warning| Self::new(warning, command))
            .collect()
    }

    fn new(warning: &Warning, command: Command) -> Self {
        Self {
            warning: warning.clone(),
            code: warning.code(),
            figure: warning.figure(),
            message: warning.to_string(),
            fix: warning.fix(command),
            fix_on_page: warning.fix(Command::Page),
        }
    }
}
