//! What is kept of one answer is right for the next: people who differ in one fact ask the same rules in turn.

use proptest::prelude::*;

use super::exactly::{ON, known, programme};
use crate::judge::{Answer, Applicant, Outcomes, Verdict, YenRange};
use crate::sample::{facts, rules};
use crate::{FactId, Facts, Profile, Rules};

type Said = (
    Verdict,
    Outcomes,
    Option<YenRange>,
    Vec<FactId>,
    Vec<(Verdict, Option<YenRange>)>,
);

fn said(answer: Answer<'_>) -> Said {
    let courses = answer.courses.iter();
    let courses = courses.map(|one| (one.verdict, one.amount)).collect();
    (
        answer.verdict,
        answer.conditions,
        answer.amount,
        answer.missing,
        courses,
    )
}

fn asked(profile: &Profile, rules: &Rules, facts: &Facts, day: i8) -> Said {
    let on = ON.with().day(day).build().expect("a day of May");
    said(Applicant::new(profile, on).judge_exactly("p", rules, facts))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn who_asks_later_gets_the_answer_of_who_asks_first(
        text in programme(), chosen in prop::collection::vec(0..16usize, 8),
        hidden in prop::collection::vec(prop::bool::weighted(0.6), 8),
        turns in prop::collection::vec((0..8usize, 0..16usize, any::<bool>(), 1..3i8), 12)
    ) {
        let facts = facts();
        let (mut chosen, mut hidden) = (chosen, hidden);
        let Ok(shared) = rules(&text, &facts) else { return Ok(()); };
        for (fact, value, hide, day) in turns {
            chosen[fact] = value;
            hidden[fact] = hide;
            let (profile, _) = known(&facts, &chosen, &hidden);
            let fresh = rules(&text, &facts).expect("read before");
            prop_assert_eq!(
                asked(&profile, &shared, &facts, day),
                asked(&profile, &fresh, &facts, day),
                "{}\n{:?}", text, profile
            );
        }
    }
}
