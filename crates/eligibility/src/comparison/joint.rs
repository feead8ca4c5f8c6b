//! The facts of both sides as one list: facts are the same when they have the same name and are answered in the same
//! way; their choices when they have the same id. What one side alone knows stands in the list as well.

use kernel::{Bilingual, Lang};

use super::Side;
use crate::fact::{Choice, Fact, FactId, FactKind};
use crate::formula::Source;
use crate::range::Range;
use crate::wording;

/// The common list. Besides the facts it has the eligible cost and the fields of lists, each as a fact of its own.
pub(super) struct Joint {
    facts: Vec<Fact>,
    old: Places,
    new: Places,
}

/// Where the facts of a side stand in the common list.
#[derive(Default)]
pub(super) struct Places {
    facts: Vec<Place>,
    /// The items of the eligible cost, after their sum.
    costs: Vec<FactId>,
}

struct Place {
    id: FactId,
    /// For each choice its number in the common list.
    choices: Vec<usize>,
    fields: Vec<Place>,
}

/// A choice beyond these cannot be kept as a bit.
const MOST_CHOICES: usize = 64;

impl Joint {
    pub fn new(old: &Side<'_>, new: &Side<'_>) -> Joint {
        let mut joint = Joint {
            facts: Vec::new(),
            old: Places::default(),
            new: Places::default(),
        };
        joint.old = joint.places(old);
        joint.new = joint.places(new);
        joint
    }

    pub fn old(&self) -> &Places {
        &self.old
    }

    pub fn new_side(&self) -> &Places {
        &self.new
    }

    pub fn get(&self, id: FactId) -> &Fact {
        &self.facts[id.0 as usize]
    }

    pub fn len(&self) -> usize {
        self.facts.len()
    }

    fn places(&mut self, side: &Side<'_>) -> Places {
        let mut places = Places::default();
        for (_, fact) in side.facts.iter() {
            let mut place = self.place(fact, &fact.id);
            for field in fact.fields() {
                let name = format!("{}.{}", fact.id, field.id);
                place.fields.push(self.place(field, &name));
            }
            places.facts.push(place);
        }
        if let Some(expenses) = &side.edition.expenses {
            let amount = &side.facts.get(expenses.list).fields()[expenses.amount as usize];
            let said = |key: &str, item: &dyn Fn(Lang) -> String| {
                Bilingual::of(|lang| wording::words().say(lang, key, &[("item", &item(lang))]))
            };
            let mut cost = |id: String, label: Bilingual| {
                let cost = Fact {
                    label,
                    denied: None,
                    ..amount.clone()
                };
                self.place(&cost, &id).id
            };
            let whole = cost(
                ELIGIBLE_COST.to_owned(),
                said("eligible-cost", &|_| String::new()),
            );
            places.costs.push(whole);
            for item in &expenses.items {
                let label = said("eligible-cost-item", &|lang| {
                    item.label.get(lang).to_owned()
                });
                let id = cost(format!("{ELIGIBLE_COST}.{}", item.id), label);
                places.costs.push(id);
            }
        }
        places
    }

    /// Finds the fact in the common list, or adds it.
    fn place(&mut self, fact: &Fact, name: &str) -> Place {
        let alike = (0u32..).zip(&mut self.facts).find_map(|(id, known)| {
            (known.id == name)
                .then(|| alike(&mut known.kind, &fact.kind))
                .flatten()
                .map(|choices| (FactId(id), choices))
        });
        let (id, choices) = alike.unwrap_or_else(|| {
            let id = u32::try_from(self.facts.len()).expect("a city has fewer than 2^32 facts");
            self.facts.push(Fact {
                id: name.to_owned(),
                ..fact.clone()
            });
            (FactId(id), (0..fact.choices().len()).collect())
        });
        Place {
            id,
            choices,
            fields: Vec::new(),
        }
    }
}

/// How the eligible cost is called among the facts.
pub(super) const ELIGIBLE_COST: &str = "eligible_cost";

/// Whether two facts are answered in the same way; then the first has what the second knows, too, and the choices of
/// the second are told by their numbers in the first.
fn alike(known: &mut FactKind, other: &FactKind) -> Option<Vec<usize>> {
    match (known, other) {
        (FactKind::Number { unit, range }, FactKind::Number { unit: u, range: r }) => {
            let same = unit.measures_same(u) && unit.is_whole() == u.is_whole();
            *range = if same { range.hull(*r) } else { *range };
            same.then(Vec::new)
        }
        (FactKind::Choice(known), FactKind::Choice(other))
        | (FactKind::Choices(known), FactKind::Choices(other))
        | (FactKind::Certificates(known), FactKind::Certificates(other)) => {
            let more = other
                .iter()
                .filter(|choice| number(known, choice).is_none());
            if known.len() + more.count() > MOST_CHOICES {
                return None;
            }
            let found = other.iter().map(|choice| {
                number(known, choice).unwrap_or_else(|| {
                    known.push(choice.clone());
                    known.len() - 1
                })
            });
            Some(found.collect())
        }
        (FactKind::YesNo, FactKind::YesNo)
        | (FactKind::Date, FactKind::Date)
        | (FactKind::Industry, FactKind::Industry)
        | (FactKind::Text, FactKind::Text)
        | (FactKind::List(_), FactKind::List(_))
        | (FactKind::Awards, FactKind::Awards)
        | (FactKind::Receiving, FactKind::Receiving) => Some(Vec::new()),
        _ => None,
    }
}

fn number(choices: &[Choice], choice: &Choice) -> Option<usize> {
    choices.iter().position(|known| known.id == choice.id)
}

impl Places {
    pub fn fact(&self, id: FactId) -> FactId {
        self.facts[id.0 as usize].id
    }

    pub fn cost(&self, item: Option<usize>) -> Option<FactId> {
        self.costs.get(item.map_or(0, |item| item + 1)).copied()
    }

    /// The fact that stands for a field of the record that is looked at.
    pub fn field(&self, list: FactId, index: u32) -> FactId {
        self.facts[list.0 as usize].fields[index as usize].id
    }

    pub fn choice(&self, source: Source, choice: usize) -> usize {
        let place = match source {
            Source::Fact(id) => &self.facts[id.0 as usize],
            Source::Field { list, index } => &self.facts[list.0 as usize].fields[index as usize],
        };
        place.choices[choice]
    }

    pub fn choices(&self, source: Source, bits: u64) -> u64 {
        (0..MOST_CHOICES)
            .filter(|choice| bits >> choice & 1 == 1)
            .fold(0, |all, choice| all | 1 << self.choice(source, choice))
    }
}

/// What a number of the common list can be at all.
pub(super) fn range_of(fact: &Fact) -> Range {
    match &fact.kind {
        FactKind::Number { range, .. } => *range,
        _ => Range::ANY,
    }
}
