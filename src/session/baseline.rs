//! What is usual for the speaker, from the reports of earlier takes.

use std::path::Path;

use super::earlier;
use super::name::Part;
use crate::report::{Baseline, Figures};

/// So many earlier takes are enough: older ones tell how somebody spoke once. Our own choice.
const MOST: usize = 10;

/// The baseline of a take, by the folder of its session and its number.
///
/// Only scored takes that began before it count, by the names of their sessions. Reports that are not there or cannot
/// be read are passed over: what is usual is worth no error. So is an answer to a follow-up question: it is short, and
/// the delivery in its report is that of the answer before, which has been counted.
pub(super) fn before(session: &Path, take: u32) -> Option<Baseline> {
    // Newest first, so that the search ends with the tenth.
    let figures =
        earlier::takes(session, take).filter_map(|place| Figures::read(&place.read(Part::ReportJson)?));
    Baseline::of(&figures.take(MOST).collect::<Vec<Figures>>())
}
