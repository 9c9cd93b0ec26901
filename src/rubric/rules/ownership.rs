//! Ownership: are the deeds told as the speaker's own, and are faults left where they were?
//!
//! Among the deeds of the Action, the share that is told with "I": none 1, under 40 % 2, under 75 % 3, from there on
//! 5, or 4 where there is only one. Putting somebody at fault allows no more than 4, doing it more often no more
//! than 3. "We" outside the Action is never counted.

use super::{Heard, Ruling};
use crate::rubric::Lack;

/// Below this share of "I" most deeds are "we". [own choice]
const MOSTLY_WE: f64 = 0.40;
/// From this share on the deeds are clearly the speaker's. [own choice]
const CLEARLY_OWN: f64 = 0.75;

pub(super) fn find(heard: &Heard<'_>) -> Ruling {
    let (own, shared) = (&heard.own, &heard.shared);
    let Some(&deed) = own.first() else {
        return match shared.first() {
            None => Ruling::nothing(Lack::NoDeed),
            Some(&said) => {
                let lack = Lack::NoOwnDeed { shared: shared.len(), said: heard.said(said) };
                Ruling::below(1, shared.clone(), lack)
            }
        };
    };
    let share = own.len() as f64 / (own.len() + shared.len()) as f64;
    let blame =
        heard.blame.first().map(|said| Lack::Blame { times: heard.blame.len(), said: heard.said(*said) });
    let mostly_we = shared.first().filter(|_| share < CLEARLY_OWN).map(|said| Lack::MostlyWe {
        own: own.len(),
        shared: shared.len(),
        said: heard.said(*said),
    });
    if let Some(lack) = mostly_we {
        let level = if share < MOSTLY_WE { 2 } else { 3 };
        let shows = [&own[..1], &shared[..shared.len().min(2)]].concat();
        return Ruling::below(level, shows, lack);
    }
    if let Some(lack) = blame {
        let level = if heard.blame.len() > 1 { 3 } else { 4 };
        let shows = [&heard.blame[..heard.blame.len().min(2)], &own[..1]].concat();
        return Ruling::below(level, shows, lack);
    }
    if own.len() < 2 {
        return Ruling::below(4, own.clone(), Lack::OneOwnDeed { said: heard.said(deed) });
    }
    Ruling::Top { shows: own.clone() }
}

#[cfg(test)]
mod tests {
    use crate::rubric::rules::told::{Mark::*, Told};
    use crate::structure::Section::*;

    fn deeds(own: usize, shared: usize) -> Told {
        let told =
            (0..own).fold(Told::new(), |told, n| told.says(Action, &format!("I moved crate {n}."), &[Own]));
        (0..shared).fold(told, |told, n| told.says(Action, &format!("We moved crate {n}."), &[Shared]))
    }

    #[test]
    fn levels_follow_the_share_of_i_among_the_deeds() {
        let cases = [
            (0, 0, 1),
            (0, 5, 1),
            (1, 4, 2),
            (2, 2, 3),
            (2, 1, 3),
            (1, 0, 4),
            (3, 1, 5),
            (2, 0, 5),
            (6, 2, 5),
        ];
        for (own, shared, level) in cases {
            assert_eq!(deeds(own, shared).level("ownership"), level, "{own} I, {shared} we");
        }
    }

    #[test]
    fn turning_i_into_we_lowers_ownership_and_action() {
        for deed in 1..6 {
            let (own, shared) = (deeds(deed, 0), deeds(0, deed));
            assert!(shared.level("ownership") < own.level("ownership"));
            assert!(shared.level("action") < own.level("action"));
        }
    }

    #[test]
    fn blame_keeps_an_owned_answer_from_the_top() {
        let once = deeds(4, 0).says(Situation, "My boss never planned anything.", &[Blame]);
        let twice = once.clone().says(Situation, "The other team was lazy.", &[Blame]);
        assert_eq!((once.level("ownership"), twice.level("ownership")), (4, 3));
        assert!(once.gap("ownership").contains("My boss never planned anything"));
    }
}
