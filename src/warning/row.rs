//! All that is said of one warning.

/// All that is said of one warning.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) code: &'static str,
    pub(super) message: String,
    pub(super) fix: String,
    /// What was measured.
    pub(super) figure: Option<f64>,
    pub(super) is_serious: bool,
    pub(super) rests_on_hue: bool,
    /// A few words for it, if it is the same on every photo of a run.
    pub(super) common: Option<&'static str>,
}

pub(super) fn row(code: &'static str, message: impl Into<String>, fix: impl Into<String>) -> Row {
    Row {
        code,
        message: message.into(),
        fix: fix.into(),
        figure: None,
        is_serious: false,
        rests_on_hue: false,
        common: None,
    }
}

impl Row {
    pub(super) fn measured(self, figure: f64) -> Self {
        Self {
            figure: Some(figure),
            ..self
        }
    }

    pub(super) fn serious(self) -> Self {
        Self {
            is_serious: true,
            ..self
        }
    }

    pub(super) fn of_hue(self) -> Self {
        Self {
            rests_on_hue: true,
            ..self
        }
    }

    pub(super) fn common(self, words: &'static str) -> Self {
        Self {
            common: Some(words),
            ..self
        }
    }
}
