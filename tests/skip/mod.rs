//! Tests of what another program does with the report, where that program is there.

use std::io::{self, Write};

/// Says, past the test harness, why a test is skipped.
pub(crate) fn skip(reason: &str) {
    let _ = writeln!(io::stderr(), "skipped: {reason}");
}
