//! The values of a fact that the rules of a city tell apart: one stands for all that no rule distinguishes.

use std::collections::HashMap;

use eligibility::turning::turning;
use eligibility::{Applicant, Fact, FactId, FactKind, Facts, Profile, Value, Verdict};
use kernel::Date;
use kernel::industry::{IndustryCode, Revision};

use super::requirement::Requirement;
use crate::programme::Programme;

/// One bit for each.
const MOST: usize = 64;

/// Before so many backgrounds of other facts values are compared.
const BACKGROUNDS: usize = 12;

/// The values of a fact to try; none where trying tells nothing, as with lists.
#[derive(Debug, Default)]
pub struct Values {
    tried: Vec<Value>,
    /// How many values each stands for.
    weights: Vec<u32>,
}

impl Values {
    /// Each value with its bit.
    pub fn tried(&self) -> impl Iterator<Item = (u64, &Value)> {
        self.tried
            .iter()
            .enumerate()
            .map(|(place, value)| (1 << place, value))
    }

    /// The values that what is known leaves possible.
    pub fn possible(&self, known: &Value) -> u64 {
        let Value::Number(known) = known else {
            return u64::MAX;
        };
        let within = |value: &Value| match value {
            Value::Number(one) => {
                known.low.is_none_or(|low| one.low >= Some(low))
                    && known.high.is_none_or(|high| one.low <= Some(high))
            }
            _ => true,
        };
        let bits = self.tried().filter(|(_, value)| within(value));
        bits.fold(0, |all, (bit, _)| all | bit)
    }

    /// How much of what is possible these values are.
    pub fn share(&self, of: u64, possible: u64) -> f64 {
        let weight = |bits: u64| -> u32 {
            let weights = self.weights.iter().enumerate();
            weights
                .filter(|(place, _)| bits & possible & (1 << place) != 0)
                .map(|(_, weight)| weight)
                .sum()
        };
        match weight(u64::MAX) {
            0 => 0.0,
            all => f64::from(weight(of)) / f64::from(all),
        }
    }
}

/// The values of all facts.
pub fn of(
    programmes: &[Programme],
    facts: &Facts,
    requirements: &[Requirement],
    on: Date,
) -> Vec<Values> {
    let nothing = Profile::unknown(facts);
    let candidates: Vec<Vec<Value>> = facts
        .iter()
        .map(|(id, fact)| candidates(programmes, id, fact, &nothing, on))
        .collect();
    let backgrounds = backgrounds(&candidates, facts);
    let of_fact = |(id, fact): (FactId, &Fact)| {
        let asking: Vec<&Requirement> = (requirements.iter())
            .filter(|one| one.facts.contains(&id))
            .collect();
        let alone = asking.iter().all(|one| one.facts.len() == 1);
        let backgrounds = &backgrounds[..if alone { 1 } else { backgrounds.len() }];
        told_apart(
            id,
            fact,
            &candidates[id.0 as usize],
            &asking,
            backgrounds,
            on,
        )
    };
    facts.iter().map(of_fact).collect()
}

/// Every value at which some programme turns.
fn candidates(
    programmes: &[Programme],
    id: FactId,
    fact: &Fact,
    nothing: &Profile,
    on: Date,
) -> Vec<Value> {
    let mut found: Vec<Value> = Vec::new();
    if let FactKind::List(_) = fact.kind {
        return found;
    }
    let mut add = |value: Value| {
        if !found.contains(&value) {
            found.push(value);
        }
    };
    for programme in programmes.iter().filter(|one| one.facts.contains(&id)) {
        let turning = turning(programme.rules.on(on), id, fact, nothing, on);
        turning.values.into_iter().for_each(&mut add);
    }
    // Every industry counts, not only those in which rules turn.
    if let FactKind::Industry = fact.kind {
        let groups = (1..=99).filter_map(|group| IndustryCode::parse(&format!("{group:02}")).ok());
        groups.for_each(|code| add(Value::Industry(vec![(code, Revision::Fourteenth)])));
    }
    found
}

/// Nothing known, and some mixtures of what may be known.
fn backgrounds(candidates: &[Vec<Value>], facts: &Facts) -> Vec<Profile> {
    let mixture = |number: usize| {
        let mut profile = Profile::unknown(facts);
        if number == 0 {
            return profile;
        }
        for ((id, _), values) in facts.iter().zip(candidates) {
            // Steps of different length walk through the values of different facts.
            let step = 2 * (id.0 as usize % 7) + 3;
            if let Some(value) = values.get(number * step % values.len().max(1)) {
                profile.set(id, value.clone());
            }
        }
        profile
    };
    (0..BACKGROUNDS).map(mixture).collect()
}

fn told_apart(
    id: FactId,
    fact: &Fact,
    candidates: &[Value],
    asking: &[&Requirement],
    backgrounds: &[Profile],
    on: Date,
) -> Values {
    let mut told: HashMap<Vec<Verdict>, usize> = HashMap::new();
    let mut values = Values::default();
    for value in candidates {
        let mut answers = Vec::with_capacity(asking.len() * backgrounds.len());
        for background in backgrounds {
            let mut profile = background.clone();
            profile.set(id, value.clone());
            let applicant = Applicant::new(&profile, on);
            answers.extend(asking.iter().map(|one| one.verdict(&applicant)));
        }
        // An industry that is too wide for the rules stands for nobody.
        if matches!(fact.kind, FactKind::Industry)
            && candidates.len() > MOST
            && asking
                .iter()
                .zip(&answers)
                .any(|(one, answer)| one.facts.len() == 1 && *answer == Verdict::Undecided)
        {
            continue;
        }
        match told.get(&answers) {
            Some(place) => {
                // Of numbers and days, all that lie together count once; of named values each counts.
                let named = matches!(
                    fact.kind,
                    FactKind::Choice(_) | FactKind::Choices(_) | FactKind::Industry
                );
                values.weights[*place] += u32::from(named);
            }
            None if values.tried.len() == MOST => {}
            None => {
                told.insert(answers, values.tried.len());
                values.tried.push(value.clone());
                values.weights.push(1);
            }
        }
    }
    values
}
