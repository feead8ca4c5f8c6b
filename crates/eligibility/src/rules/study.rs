//! What an edition asks of each fact, gathered once: where rules turn, how often each fact is asked about, and in
//! which requirements. Whoever looks more closely than one evaluation can starts here and not at the whole edition.

mod kept;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use super::{Asking, Edition, walk};
use crate::fact::FactId;
use crate::formula::walk::{Seen, condition, facts_of, number};
use crate::formula::{Cond, Num};
use crate::profile::Value;
use kept::Kept;
pub(crate) use kept::Key;

/// How often facts are asked about, in the order of the catalogue.
pub type Counts = Vec<(FactId, u32)>;

/// The study of an edition, made when it is first asked for.
#[derive(Clone, Debug, Default)]
pub struct LazyStudy(OnceLock<Arc<Study>>);

#[derive(Debug, Default)]
pub struct Study {
    asked: BTreeMap<FactId, Asked>,
    /// What has to hold, one by one: the conditions, and each part of those that are made of several.
    pub requirements: Vec<Requirement>,
    /// What courses, amounts and minimum grants ask about.
    pub money: Counts,
    /// What money asks about, and everything that is asked together with some of that.
    pub near_money: Vec<FactId>,
    /// All facts that are asked about.
    pub facts: Vec<FactId>,
    /// What was found out for somebody's answers.
    pub(crate) kept: Kept,
    /// The facts that are asked about more than once: only these can make an answer less than exact.
    repeated: Vec<FactId>,
    /// What each condition waits for, looked up by those who seek changes.
    pub(super) asking: OnceLock<Vec<Asking>>,
}

/// What rules ask of one fact.
#[derive(Debug, Default)]
pub struct Asked {
    pub conditions: Vec<Cond>,
    pub numbers: Vec<Num>,
    /// For industries: one for each way in which the rules tell them apart, worked out when first needed.
    pub industries: OnceLock<Vec<Value>>,
}

/// A condition, or one part of a condition of which every part has to hold.
#[derive(Debug)]
pub struct Requirement {
    /// The position of the condition.
    pub condition: usize,
    part: Option<usize>,
    pub facts: Counts,
    /// Its facts, and those that other requirements or money ask about together with some of them: where a fact
    /// turns can depend on these.
    pub near: Vec<FactId>,
}

impl Edition {
    pub fn study(&self) -> &Study {
        self.study.0.get_or_init(|| Arc::new(Study::of(self)))
    }
}

impl Requirement {
    pub fn rule<'r>(&self, edition: &'r Edition) -> &'r Cond {
        let rule = &edition.conditions[self.condition].rule;
        match (rule, self.part) {
            (Cond::All(parts), Some(part)) => &parts[part],
            _ => rule,
        }
    }
}

impl Study {
    pub fn asked(&self, id: FactId) -> Option<&Asked> {
        self.asked.get(&id)
    }

    pub fn is_repeated(&self, id: FactId) -> bool {
        self.repeated.binary_search(&id).is_ok()
    }

    fn of(edition: &Edition) -> Study {
        let mut all = BTreeMap::new();
        let mut requirements: Vec<Requirement> = (0..edition.conditions.len())
            .flat_map(|index| requirements(edition, index))
            .collect();
        for requirement in &requirements {
            add(&requirement.facts, &mut all);
        }
        let money = money(edition);
        add(&money, &mut all);
        let all_facts = all.keys().copied().collect();
        let repeated = all.into_iter().filter(|(_, count)| *count > 1);
        let mut rooms: Vec<&Counts> = requirements.iter().map(|one| &one.facts).collect();
        rooms.push(&money);
        let near_each: Vec<Vec<FactId>> = rooms.iter().map(|own| near(own, &rooms)).collect();
        let mut near_each = near_each.into_iter();
        for (requirement, near) in requirements.iter_mut().zip(&mut near_each) {
            requirement.near = near;
        }
        Study {
            asked: asked(edition),
            near_money: near_each.next().unwrap_or_default(),
            facts: all_facts,
            kept: Kept::default(),
            requirements,
            money,
            repeated: repeated.map(|(id, _)| id).collect(),
            asking: OnceLock::new(),
        }
    }
}

/// The facts of all that asks about one of these.
fn near(own: &Counts, all: &[&Counts]) -> Vec<FactId> {
    let asks = |counts: &Counts, fact| counts.iter().any(|(id, _)| *id == fact);
    let shares = |other: &Counts| own.iter().any(|(fact, _)| asks(other, *fact));
    let shared = all.iter().filter(|other| shares(other));
    let facts: BTreeSet<FactId> = shared
        .flat_map(|other| other.iter())
        .map(|(id, _)| *id)
        .collect();
    facts.into_iter().collect()
}

/// How often a condition asks about each fact, definitions included.
pub fn counts(cond: &Cond) -> Counts {
    let mut found = BTreeMap::new();
    condition(cond, &mut |seen| count(seen, None, &mut found));
    found.into_iter().collect()
}

fn asked(edition: &Edition) -> BTreeMap<FactId, Asked> {
    let mut found: BTreeMap<FactId, Asked> = BTreeMap::new();
    // A definition is met wherever it is used; once is enough.
    let (mut met, mut met_numbers) = (BTreeSet::new(), BTreeSet::new());
    walk(edition, &mut |seen| match seen {
        Seen::Condition(cond) if turns(cond) && met.insert(std::ptr::from_ref(cond).addr()) => {
            for id in facts_of(cond) {
                found.entry(id).or_default().conditions.push(cond.clone());
            }
        }
        Seen::Number(num) if bends(num) && met_numbers.insert(std::ptr::from_ref(num).addr()) => {
            let mut ids = BTreeSet::new();
            number(num, &mut |seen| {
                if let Seen::Fact(id) = seen {
                    ids.insert(id);
                }
            });
            for id in ids {
                found.entry(id).or_default().numbers.push(num.clone());
            }
        }
        _ => {}
    });
    found
}

fn turns(cond: &Cond) -> bool {
    matches!(
        cond,
        Cond::Compare(..)
            | Cond::CompareDates(..)
            | Cond::Has(..)
            | Cond::Industry(..)
            | Cond::TextIs(..)
            | Cond::Holds { .. }
            | Cond::Awarded { .. }
            | Cond::Receiving { .. }
    )
}

fn bends(num: &Num) -> bool {
    matches!(
        num,
        Num::Marginal(..)
            | Num::Least(_)
            | Num::Most(_)
            | Num::Awards { .. }
            | Num::AwardsFrom { .. }
    )
}

fn requirements(edition: &Edition, index: usize) -> Vec<Requirement> {
    let condition = &edition.conditions[index];
    if condition.minimum_grant.is_some() {
        return Vec::new();
    }
    let parts: Vec<Option<usize>> = match &condition.rule {
        Cond::All(parts) => (0..parts.len()).map(Some).collect(),
        _ => vec![None],
    };
    let parts = parts.into_iter().map(|part| {
        let mut requirement = Requirement {
            condition: index,
            part,
            facts: Vec::new(),
            near: Vec::new(),
        };
        let mut found = BTreeMap::new();
        self::condition(requirement.rule(edition), &mut |seen| {
            count(seen, Some(edition), &mut found);
        });
        requirement.facts = found.into_iter().collect();
        requirement
    });
    parts.collect()
}

fn money(edition: &Edition) -> Counts {
    let mut found = BTreeMap::new();
    walk::money(edition, &mut |seen| count(seen, Some(edition), &mut found));
    // A minimum grant asks about the whole amount once more.
    let courses = edition.courses.iter().flat_map(|course| &course.conditions);
    let mut conditions = edition.conditions.iter().chain(courses);
    if conditions.any(|condition| condition.minimum_grant.is_some()) {
        found.values_mut().for_each(|count| *count *= 2);
    }
    found.into_iter().collect()
}

/// Counts a fact; for eligible costs, the facts from which they are worked out.
fn count(seen: Seen<'_>, edition: Option<&Edition>, found: &mut BTreeMap<FactId, u32>) {
    match seen {
        Seen::Fact(id) => *found.entry(id).or_default() += 1,
        Seen::Number(Num::EligibleCost(_)) => {
            if let Some(edition) = edition {
                let mut costs = BTreeMap::new();
                walk::expenses(edition, &mut |seen| count(seen, None, &mut costs));
                for id in costs.into_keys() {
                    *found.entry(id).or_default() += 1;
                }
            }
        }
        _ => {}
    }
}

fn add(counts: &Counts, all: &mut BTreeMap<FactId, u32>) {
    for (id, count) in counts {
        *all.entry(*id).or_default() += count;
    }
}
