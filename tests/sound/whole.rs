//! The whole loop, from the spoken question to the take that is heard again.

use std::time::Duration;

use greenroom::prompt::Catalog;
use greenroom::recording::decode;
use greenroom::time::{Moment, Stretch};
use greenroom::transcript::key;
use serde_json::Value;

use crate::card::Card;
use crate::compare::compare;
use crate::desk::{Desk, models_folder, spoken};
use crate::rehearsal::Rehearsal;

const SOON: Duration = Duration::from_secs(20);

/// So much of the take is heard again.
const PLAYED: Duration = Duration::from_secs(20);

/// Words in lower case, without hesitations.
fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(key).filter(|word| !word.is_empty()).collect()
}

/// How many words two texts share in the same order.
fn in_order(a: &[String], b: &[String]) -> usize {
    let mut best = vec![vec![0; b.len() + 1]; a.len() + 1];
    for (i, x) in a.iter().enumerate() {
        for (j, y) in b.iter().enumerate() {
            best[i + 1][j + 1] = if x == y { best[i][j] + 1 } else { best[i][j + 1].max(best[i + 1][j]) };
        }
    }
    best[a.len()][b.len()]
}

/// Words to insert, delete and replace, over the words that were said.
fn word_error_rate(said: &[String], heard: &[String]) -> f64 {
    let mut row: Vec<usize> = (0..=heard.len()).collect();
    for (i, said) in said.iter().enumerate() {
        let mut corner = std::mem::replace(&mut row[0], i + 1);
        for (j, heard) in heard.iter().enumerate() {
            let replaced = corner + usize::from(said != heard);
            corner = row[j + 1];
            row[j + 1] = replaced.min(corner + 1).min(row[j] + 1);
        }
    }
    row[heard.len()] as f64 / said.len() as f64
}

/// Pairs of stretches whose middles lie within half a second.
fn agreeing(truth: &[(f64, f64)], found: &[(f64, f64)]) -> usize {
    let middle = |(from, to): (f64, f64)| f64::midpoint(from, to);
    let mut left = found.to_vec();
    let close = |left: &mut Vec<(f64, f64)>, one| {
        let place = left.iter().position(|other| (middle(one) - middle(*other)).abs() < 0.5)?;
        Some(left.remove(place))
    };
    truth.iter().filter(|one| close(&mut left, **one).is_some()).count()
}

/// The places of those items of a list that `of` wants: `names` are the keys of both ends.
fn stretches(list: &Value, names: (&str, &str), of: impl Fn(&Value) -> bool) -> Vec<(f64, f64)> {
    let place = |item: &Value| (item[names.0].as_f64().unwrap(), item[names.1].as_f64().unwrap());
    list.as_array().unwrap().iter().filter(|item| of(item)).map(place).collect()
}

#[test]
fn a_question_is_asked_answered_kept_scored_and_heard_again() {
    let (card, desk) = (Card::start(), Desk::new());

    // The question, read aloud.
    let asked = card.listen();
    let mut room = Rehearsal::start(&desk, Some(&card), &["screen/tight-deadline"]);
    room.until("QUESTION 1 of 1", SOON);
    room.until("THINKING", Duration::from_secs(40));
    let asked = asked.stop();
    let rubrics: Vec<&str> = greenroom::rubric::ids().collect();
    let question =
        words(&Catalog::shipped(&rubrics).unwrap().find_one("screen/tight-deadline").unwrap().text);
    let heard = transcript(&desk, &asked);
    let share = in_order(&question, &heard) as f64 / question.len() as f64;
    println!("question: {:.0} % of {} words in order", share * 100.0, question.len());
    assert!(share >= 0.85, "asked {question:?}, heard {heard:?}");

    // The answer, spoken into the microphone.
    room.press("");
    room.until("LISTENING", SOON);
    std::thread::sleep(Duration::from_millis(500));
    let (from, used) = (std::time::Instant::now(), room.processor_seconds());
    card.speak(&spoken("weak")).wait();
    let share = (room.processor_seconds() - used) / from.elapsed().as_secs_f64();
    println!("listening and writing down took {:.0} % of one processor", share * 100.0);
    room.press("");
    room.until("Kept as ", SOON);
    room.until("REPORT", SOON);
    room.until("q: end", SOON);

    // Heard again.
    let played = card.listen();
    room.press("l");
    room.until("PLAYING", SOON);
    std::thread::sleep(PLAYED);
    let played = played.sound();
    let left = room.quit();
    assert_eq!(left.code, Some(0), "{}", left.told);

    let take = desk.take(1);
    let captured = decode::read(&take).unwrap().1;
    let source = decode::read(&spoken("weak")).unwrap().1;
    let kept = compare(&source.0, &captured.0);
    println!("captured: gain {:.4}, SNR {:.1} dB, moved {:?}", kept.gain, kept.snr, kept.moved);
    assert!((0.98..=1.02).contains(&kept.gain) && kept.snr > 40.0, "{kept:?}");
    assert!(kept.moved.iter().all(|lag| *lag == 0), "{kept:?}");
    let beginning =
        captured.slice(Stretch::new(Moment::START, Moment::START.shifted(PLAYED.as_secs() as i32 - 1)));
    let again = compare(beginning, &played.0);
    println!("played: gain {:.4}, SNR {:.1} dB, moved {:?}", again.gain, again.snr, again.moved);
    assert!((0.98..=1.02).contains(&again.gain) && again.snr > 30.0, "{again:?}");
    assert!(again.moved.iter().all(|lag| *lag == 0), "{again:?}");

    holds_against_the_truth(&desk, kept.starts_at / 16_000.0);
}

/// The stored report says what the truth file says.
fn holds_against_the_truth(desk: &Desk, starts_at: f64) {
    let truth = std::fs::read_to_string(spoken("weak").with_extension("json")).unwrap();
    let truth: Value = serde_json::from_str(&truth).unwrap();
    let report = desk.run(["sessions", "report", "last", "--json"]);
    assert_eq!(report.code, 0, "{}", report.err);
    let report: Value = serde_json::from_str(&report.out).unwrap();

    let is_hesitation = |word: &str| greenroom::transcript::is_hesitation(&key(word));
    let plain = |list: &Value, name: &str| -> Vec<String> {
        let texts = list.as_array().unwrap().iter().map(|word| word[name].as_str().unwrap());
        words(&texts.filter(|text| !is_hesitation(text)).collect::<Vec<_>>().join(" "))
    };
    let errors =
        word_error_rate(&plain(&truth["words"], "w"), &plain(&report["transcript"]["words"], "text"));
    println!("words wrong: {:.1} %", errors * 100.0);
    assert!(errors <= 0.10, "{errors}");

    let said = |list: &Value, of: &dyn Fn(&Value) -> bool| -> Vec<(f64, f64)> {
        let places = stretches(list, ("start", "end"), of);
        places.into_iter().map(|(from, to)| (from + starts_at, to + starts_at)).collect()
    };
    let measures = &report["measures"];
    let um = said(&truth["words"], &|word| is_hesitation(word["w"].as_str().unwrap()));
    let found = stretches(&measures["fillers"], ("from", "to"), |hit| hit["kind"] == "hesitation");
    println!("hesitations: {} said, {} found, {} agree", um.len(), found.len(), agreeing(&um, &found));
    assert_eq!((agreeing(&um, &found), found.len()), (um.len(), um.len()), "{um:?} {found:?}");

    let silent = said(&truth["pauses"], &|_| true);
    let found = stretches(&measures["pauses"], ("from", "to"), |pause| {
        pause["place"] != "start" && pause["place"] != "end"
    });
    let agree = agreeing(&silent, &found);
    println!("pauses: {} said, {} found, {agree} agree", silent.len(), found.len());
    assert!(2.0 * agree as f64 / (silent.len() + found.len()) as f64 >= 0.95, "{silent:?} {found:?}");
}

fn transcript(desk: &Desk, file: &std::path::Path) -> Vec<String> {
    let models = models_folder();
    let file = file.as_os_str();
    let ended =
        desk.run(["--models".as_ref(), models.as_os_str(), "score".as_ref(), "--json".as_ref(), file]);
    let report: Value = serde_json::from_str(&ended.out).unwrap();
    let heard = report["transcript"]["words"].as_array().unwrap().iter();
    words(&heard.map(|word| word["text"].as_str().unwrap()).collect::<Vec<_>>().join(" "))
}
