//! Groups by which an outcome is told: size, industry and district. A group "unknown" is one of its own.

use eligibility::fact::{FactId, FactKind};
use eligibility::registry::{Column, Registry};
use eligibility::{Facts, Value};
use kernel::industry::IndustryCode;

/// By what is grouped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum By {
    /// The number of employees.
    Size,
    /// The division of the Japan Standard Industrial Classification.
    Industry,
    /// What the registry calls the district.
    District,
}

impl By {
    pub const ALL: [By; 3] = [By::Size, By::Industry, By::District];

    pub fn word(self) -> &'static str {
        match self {
            By::Size => "size",
            By::Industry => "industry",
            By::District => "district",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Group {
    Unknown,
    /// So many employees; without an upper end so many and more.
    Size(i64, Option<i64>),
    /// A division.
    Industry(IndustryCode),
    District(String),
}

impl Group {
    /// As files call it: `unknown`, `5-9`, `300-`, `E`, or the name of the district.
    pub fn id(&self) -> String {
        match self {
            Group::Unknown => "unknown".to_owned(),
            Group::Size(0, Some(0)) => "0".to_owned(),
            Group::Size(least, Some(most)) => format!("{least}-{most}"),
            Group::Size(least, None) => format!("{least}-"),
            Group::Industry(code) => code.to_string(),
            Group::District(name) => name.clone(),
        }
    }
}

/// The groups of one kind; everybody is in exactly one of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupSet {
    pub by: By,
    /// The first is unknown.
    pub groups: Vec<Group>,
    /// How many of the registry are in each.
    pub counts: Vec<u64>,
    rows: Vec<u16>,
}

/// All groups of a registry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Groups {
    pub sets: Vec<GroupSet>,
    /// What the registry says nothing about.
    pub absent: Vec<By>,
}

/// The districts of a registry: their names, of which the first stands for unknown, and the one of each row.
#[derive(Clone, Copy, Debug)]
pub struct Districts<'a> {
    pub names: &'a [String],
    pub codes: &'a [u16],
}

/// The classes of size of the economic census (経済センサス): 1–4, 5–9, 10–19, 20–29, 30–49, 50–99, 100–299, and
/// 300 and more; before them who has nobody.
const SIZES: [(i64, Option<i64>); 9] = [
    (0, Some(0)),
    (1, Some(4)),
    (5, Some(9)),
    (10, Some(19)),
    (20, Some(29)),
    (30, Some(49)),
    (50, Some(99)),
    (100, Some(299)),
    (300, None),
];

impl Groups {
    /// The groups of a registry. Size is that of the number called `employees`; industry that of the fact of this kind,
    /// the one called `industry` where there are several. A city without such a fact has no such groups.
    pub fn of(registry: &Registry, facts: &Facts, districts: Option<Districts<'_>>) -> Groups {
        let mut groups = Groups::default();
        for by in By::ALL {
            let set = match by {
                By::Size => employees(facts).and_then(|id| sizes(registry.column(id)?)),
                By::Industry => industry(facts).and_then(|id| industries(registry.column(id)?)),
                By::District => districts.map(districts_of),
            };
            match set {
                Some((names, rows)) => groups.sets.push(GroupSet::new(by, names, rows)),
                None => groups.absent.push(by),
            }
        }
        groups
    }
}

impl GroupSet {
    fn new(by: By, groups: Vec<Group>, rows: Vec<u16>) -> GroupSet {
        let mut counts = vec![0; groups.len()];
        for row in &rows {
            counts[usize::from(*row)] += 1;
        }
        GroupSet {
            by,
            groups,
            counts,
            rows,
        }
    }

    /// The group of one of the registry.
    pub fn group(&self, row: usize) -> usize {
        usize::from(self.rows[row])
    }
}

fn employees(facts: &Facts) -> Option<FactId> {
    let id = facts.find("employees")?;
    let is_whole = matches!(&facts.get(id).kind, FactKind::Number { unit, .. } if unit.is_whole());
    is_whole.then_some(id)
}

fn industry(facts: &Facts) -> Option<FactId> {
    let is_industry = |kind: &FactKind| matches!(kind, FactKind::Industry);
    let called_so = facts.find("industry");
    called_so
        .filter(|id| is_industry(&facts.get(*id).kind))
        .or_else(|| facts.only(is_industry))
}

type Found = (Vec<Group>, Vec<u16>);

fn sizes(column: &Column) -> Option<Found> {
    let Column::Numbers(numbers) = column else {
        return None;
    };
    let class = |count: i64| {
        let count = count / numbers.denominator();
        let fits = |(least, most): &(i64, Option<i64>)| {
            *least <= count && most.is_none_or(|most| count <= most)
        };
        SIZES.iter().position(fits).map_or(0, |place| place + 1)
    };
    let rows = (0..column.len()).map(|row| {
        let (low, high) = numbers.ends(row);
        let low = low.map_or(0, class);
        // Who is known to lie between two ends has a size where both are of the same.
        let high = match high {
            None if low == SIZES.len() => low,
            high => high.map_or(0, class),
        };
        if low == high { place(low) } else { 0 }
    });
    let mut groups = vec![Group::Unknown];
    groups.extend(SIZES.map(|(least, most)| Group::Size(least, most)));
    Some((groups, rows.collect()))
}

fn industries(column: &Column) -> Option<Found> {
    let Column::Coded(coded) = column else {
        return None;
    };
    // Who has several industries stands with the first.
    let division = |value: &Value| match value {
        Value::Industry(codes) => codes
            .first()
            .and_then(|(code, _)| IndustryCode::parse(&code.division().to_string()).ok()),
        _ => None,
    };
    let divisions: Vec<Option<IndustryCode>> = coded.values().iter().map(division).collect();
    let mut known: Vec<IndustryCode> = divisions.iter().flatten().copied().collect();
    known.sort();
    known.dedup();
    let number = |division: &Option<IndustryCode>| {
        let found = division.and_then(|code| known.binary_search(&code).ok());
        found.map_or(0, |found| place(found + 1))
    };
    let numbers: Vec<u16> = divisions.iter().map(number).collect();
    let rows = (0..column.len()).map(|row| numbers[coded.code(row) as usize]);
    let rows = rows.collect();
    let groups = std::iter::once(Group::Unknown);
    let groups = groups.chain(known.into_iter().map(Group::Industry));
    Some((groups.collect(), rows))
}

fn districts_of(districts: Districts<'_>) -> Found {
    let names = districts.names.iter().skip(1).cloned();
    let groups = std::iter::once(Group::Unknown).chain(names.map(Group::District));
    (groups.collect(), districts.codes.to_vec())
}

/// There are fewer than 2^16 groups: twenty divisions, a few sizes, and so many districts as were counted in 16 bits.
fn place(number: usize) -> u16 {
    u16::try_from(number).unwrap_or(0)
}
