//! What tests of several things need.

pub(crate) mod chromium;
pub(crate) mod heads;
pub(crate) mod ladder;
pub(crate) mod program;
pub(crate) mod served;
pub(crate) mod skip;
pub(crate) mod table;
pub(crate) mod tiny;
