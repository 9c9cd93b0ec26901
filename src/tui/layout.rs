//! Where everything stands on a screen of any size. Known to the state too, which has to know how much can be read at
//! once.

use ratatui::layout::{Rect, Size};

/// Below this nothing can be read, and one sentence says so.
const LEAST: Size = Size::new(40, 12);

/// Longer lines are hard to read; a wider window gets margins.
const WIDEST: u16 = 100;

/// From here on there are blank rows between the parts, and the question does not move when a notice comes.
const ROOMY: u16 = 22;

/// Whether a window is large enough.
pub(super) fn is_large_enough(size: Size) -> bool {
    size.width >= LEAST.width && size.height >= LEAST.height
}

/// Whether there is room for more than the needful.
pub(super) fn is_roomy(size: Size) -> bool {
    size.height >= ROOMY
}

/// The part of the window that is written on.
pub(super) fn room(size: Size) -> Rect {
    let margin = if size.width >= 50 { 2 } else { 0 };
    let width = size.width.saturating_sub(2 * margin).min(WIDEST);
    Rect::new((size.width - width) / 2, 0, width, size.height)
}

/// The columns that a notice has for its words: where there is room, it stands in a frame.
pub(super) fn notice_columns(size: Size) -> usize {
    let room = usize::from(room(size).width);
    if is_roomy(size) { room.saturating_sub(4) } else { room }
}

/// The parts of a screen from the top to the bottom. A part without a place has no rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Parts {
    pub head: Rect,
    pub phase: Rect,
    /// The question, the report or the list.
    pub body: Rect,
    /// How far the answer is, as words, bar and marks; or the place in the take that is played.
    pub clock: Rect,
    pub level: Rect,
    pub notice: Rect,
    pub bottom: Rect,
}

/// Cuts rows off a rectangle from above.
struct Cutter(Rect);

impl Cutter {
    fn rows(&mut self, rows: u16) -> Rect {
        let rows = rows.min(self.0.height);
        let cut = Rect { height: rows, ..self.0 };
        self.0.y += rows;
        self.0.height -= rows;
        cut
    }
}

/// The parts while an interview runs.
///
/// `speaks` says whether there is a bar of the time and a level to be shown; in a small window the question has their
/// rows otherwise.
pub(super) fn stage(size: Size, speaks: bool, notice: usize, bottom: usize) -> Parts {
    let (notice, bottom) = (rows(notice), rows(bottom));
    let mut cutter = Cutter(room(size));
    if is_roomy(size) {
        let bottom = bottom.clamp(2, 3);
        let notice = (notice + 2).clamp(4, size.height / 3);
        let head = cutter.rows(1);
        cutter.rows(1);
        let phase = cutter.rows(1);
        cutter.rows(1);
        // Below: a blank row, three of the clock, a blank row, the level.
        let body = cutter.rows(cutter.0.height.saturating_sub(6 + notice + bottom));
        cutter.rows(1);
        let clock = cutter.rows(3);
        cutter.rows(1);
        let level = cutter.rows(1);
        Parts { head, phase, body, clock, level, notice: cutter.rows(notice), bottom: cutter.rows(bottom) }
    } else {
        let bottom = bottom.min(2);
        let notice = notice.min(3);
        let head = cutter.rows(1);
        let phase = cutter.rows(1);
        let (clock, level) = if speaks { (2, 1) } else { (1, 0) };
        let body = cutter.rows(cutter.0.height.saturating_sub(clock + level + notice + bottom));
        let clock = cutter.rows(clock);
        let level = cutter.rows(level);
        Parts { head, phase, body, clock, level, notice: cutter.rows(notice), bottom: cutter.rows(bottom) }
    }
}

/// The parts while a report or the list is read: as much of it as there is room for. `clock` is a row for the take that
/// is being played, `about` rows stand below the body.
pub(super) fn page(size: Size, about: usize, clock: bool, notice: usize, bottom: usize) -> Parts {
    let roomy = is_roomy(size);
    let (about, notice, bottom) = (rows(about), rows(notice), rows(bottom).min(3));
    let notice = match (notice, roomy) {
        (0, _) => 0,
        (notice, true) => (notice + 2).min(size.height / 3),
        (notice, false) => notice.min(4),
    };
    let mut cutter = Cutter(room(size));
    let head = cutter.rows(1);
    let phase = cutter.rows(1);
    let clock = cutter.rows(clock.into());
    cutter.rows(roomy.into());
    let body = cutter.rows(cutter.0.height.saturating_sub(about + notice + bottom + u16::from(roomy)));
    cutter.rows(roomy.into());
    let level = cutter.rows(about);
    Parts { head, phase, body, clock, level, notice: cutter.rows(notice), bottom: cutter.rows(bottom) }
}

fn rows(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX / 2)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn parts_stand_in_the_window_below_each_other_and_the_body_has_room(
            width in 40..400_u16, height in 12..200_u16, notice in 0..30_usize, bottom in 0..4_usize,
            about in 0..4_usize, clock in any::<bool>(), speaks in any::<bool>(),
        ) {
            let size = Size::new(width, height);
            let shown = [
                (stage(size, speaks, notice, bottom), 2),
                // The review has a take to hear and notices; the list has rows about its choice.
                (page(size, 0, clock, notice, bottom), 2),
                (page(size, about, false, 0, bottom), 2),
            ];
            for (parts, least) in shown {
                let mut in_order = vec![parts.head, parts.phase, parts.body, parts.level, parts.notice, parts.bottom];
                in_order.retain(|part| part.height > 0);
                for pair in in_order.windows(2) {
                    prop_assert!(pair[0].bottom() <= pair[1].y, "{pair:?}");
                }
                prop_assert!(parts.bottom.bottom() <= height);
                prop_assert!(parts.body.height >= least, "{parts:?}");
            }
        }
    }

    #[test]
    fn the_question_stays_where_it_is_when_a_short_notice_comes() {
        let size = Size::new(80, 24);
        assert_eq!(stage(size, false, 0, 1).body, stage(size, true, 2, 2).body);
    }
}
