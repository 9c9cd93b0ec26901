//! "just" softens; it is no filler. Only where it is set off is it worth a look.

use super::Found;
use super::scene::Scene;

pub(super) fn find(scene: &Scene) -> Vec<Found> {
    let all = scene.each(&["just"]).into_iter();
    all.filter(|words| scene.set_off(*words) && !scene.opens_sentence(*words)).map(Found::possible).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::fillers;

    #[test]
    fn just_is_possible_where_it_is_set_off() {
        fillers("It was, just, wrong.").may_be(&["just"]);
    }

    #[test]
    fn just_inside_a_clause_is_not_even_possible() {
        fillers("I just wanted a just cause, just in time.").may_be(&[]);
    }
}
