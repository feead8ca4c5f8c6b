//! A profile as the JSON that the peers read, with what their languages cannot compute prepared outside the
//! clock: days are counted from 1970, an industry is split into its codes of one to four digits, and
//! calendar arithmetic (a day some months later, months elapsed, ages, award years) is done beforehand.

use std::collections::BTreeMap;

use eligibility::formula::{Day, Source, Step};
use eligibility::range::Exact;
use eligibility::{FactId, FactKind, Facts, Profile, Value};
use jiff::Span;
use kernel::{Date, FiscalYear};
use serde_json::{Map, Value as Json, json};

/// Something that is computed before the clock starts, for one profile or for every record of a list.
#[derive(Clone, Debug)]
pub enum Prepared {
    Day(Day),
    /// Months between two days, and completed years in months.
    Elapsed(Day, Day),
    Age(Day, Day),
    /// In how many fiscal years these programmes were awarded, in months.
    AwardYears(FactId, Vec<String>),
}

/// The prepared values under the names by which the rules ask for them.
#[derive(Default)]
pub struct Preparations(BTreeMap<String, (Option<FactId>, Prepared)>);

impl Preparations {
    /// The name of a prepared value; the same one for the same value.
    pub fn name(&mut self, list: Option<FactId>, what: Prepared) -> String {
        let text = format!("{list:?}{what:?}");
        let same = |(known, (of, has)): (&String, &(Option<FactId>, Prepared))| {
            (format!("{of:?}{has:?}") == text).then(|| known.clone())
        };
        if let Some(known) = self.0.iter().find_map(same) {
            return known;
        }
        let name = format!("prepared_{}", self.0.len());
        self.0.insert(name.clone(), (list, what));
        name
    }
}

/// The whole input. Keys are sorted, because datalogic finds them faster then; unknown is `null`.
pub fn input(profile: &Profile, facts: &Facts, on: Date, prepared: &Preparations) -> Json {
    let mut found: BTreeMap<String, Json> = BTreeMap::new();
    for (id, fact) in facts.iter() {
        let mut json = value(profile.get(id), &fact.kind, on);
        if let (Some(codes), FactKind::Industry) = (json.as_array_mut(), &fact.kind) {
            for (length, code) in (1..).zip(codes) {
                found.insert(format!("{}_{length}", fact.id), code.take());
            }
            continue;
        }
        if let (Json::Array(rows), Value::List(records)) = (&mut json, profile.get(id)) {
            for (row, record) in rows.iter_mut().zip(records) {
                for (name, (list, what)) in &prepared.0 {
                    if *list == Some(id) {
                        row[name] = prepare(what, profile, Some(record), on);
                    }
                }
            }
        }
        found.insert(fact.id.clone(), json);
    }
    for (name, (list, what)) in &prepared.0 {
        if list.is_none() {
            found.insert(name.clone(), prepare(what, profile, None, on));
        }
    }
    found.insert("on".to_owned(), json!(day_number(on)));
    let year = FiscalYear::containing(on).year();
    found.insert("fiscal_year".to_owned(), json!(year));
    Json::Object(found.into_iter().collect::<Map<_, _>>())
}

/// Only these keys of an input.
pub fn only(input: &Json, keys: &std::collections::BTreeSet<String>) -> Json {
    let all = input.as_object().expect("an input is an object");
    let kept = all.iter().filter(|(key, _)| keys.contains(*key));
    Json::Object(
        kept.map(|(key, json)| (key.clone(), json.clone()))
            .collect(),
    )
}

/// A profile as people write it, for `read_profile`.
pub fn plain(profile: &Profile, facts: &Facts) -> Json {
    let known = facts
        .iter()
        .filter(|(id, _)| !profile.get(*id).is_unknown());
    let entries = known.map(|(id, fact)| (fact.id.clone(), written(profile.get(id), &fact.kind)));
    Json::Object(entries.collect())
}

fn written(value: &Value, kind: &FactKind) -> Json {
    match (value, kind) {
        (Value::Date(date), _) => json!(date.to_string()),
        (Value::Industry(codes), _) => json!(codes.iter().map(|(c, _)| c.to_string()).collect::<Vec<_>>()),
        (Value::Text(_, text), _) => json!(text),
        (Value::Number(range), FactKind::Number { unit, .. }) => {
            number(range.single().map(|value| value / unit.factor))
        }
        (Value::List(records), FactKind::List(fields)) => {
            let row = |record: &Vec<Value>| {
                let cells = fields.iter().zip(record);
                let known = cells.filter(|(_, value)| !value.is_unknown());
                Json::Object(known.map(|(f, v)| (f.id.clone(), written(v, &f.kind))).collect())
            };
            Json::Array(records.iter().map(row).collect())
        }
        (Value::Awards(awards), _) => awards
            .iter()
            .map(|a| json!({"programme": a.programme, "fiscal_year": a.fiscal_year, "amount": a.amount}))
            .collect(),
        _ => self::value(value, kind, Date::MIN),
    }
}

fn value(value: &Value, kind: &FactKind, on: Date) -> Json {
    let choice = |index: usize| match kind {
        FactKind::Choice(all) | FactKind::Choices(all) | FactKind::Certificates(all) => {
            all[index].id.clone()
        }
        _ => String::new(),
    };
    match value {
        Value::Unknown => match kind {
            FactKind::Industry => json!([null, null, null, null]),
            _ => Json::Null,
        },
        Value::YesNo(yes) => json!(yes),
        Value::Number(range) => number(range.single()),
        Value::Date(date) => json!(day_number(*date)),
        Value::Choice(index) => json!(choice(*index)),
        Value::Choices(bits) => (0..64).filter(|bit| bits >> bit & 1 == 1).map(choice).collect(),
        Value::Industry(codes) => {
            let (code, _) = codes.first().expect("an industry has a code");
            let digits = code.to_string();
            json!([code.division().to_string(), digits[..2], digits[..3], digits])
        }
        Value::Text(folded, _) => json!(folded),
        Value::List(records) => {
            let FactKind::List(fields) = kind else { return Json::Null };
            let row = |record: &Vec<Value>| {
                let cells = fields.iter().zip(record);
                Json::Object(cells.map(|(f, v)| (f.id.clone(), self::value(v, &f.kind, on))).collect())
            };
            records.iter().map(row).collect()
        }
        Value::Certificates(held) => held
            .iter()
            .filter(|held| held.valid_from.is_none_or(|from| from <= on || on == Date::MIN))
            .filter(|held| held.valid_until.is_none_or(|until| on <= until))
            .map(|held| choice(held.kind))
            .collect(),
        Value::Awards(awards) => awards
            .iter()
            .map(|award| json!({"programme": award.programme, "year": award.fiscal_year, "amount": award.amount}))
            .collect(),
        Value::Receiving(ids) => json!(ids),
    }
}

fn prepare(what: &Prepared, profile: &Profile, record: Option<&[Value]>, on: Date) -> Json {
    let day = |day: &Day| self::day(day, profile, record, on);
    let months = |from: &Day, to: &Day| day(from).zip(day(to)).map(|(from, to)| months(from, to));
    match what {
        Prepared::Day(wanted) => json!(day(wanted).map(day_number)),
        Prepared::Elapsed(from, to) => json!(months(from, to)),
        Prepared::Age(born, day) => {
            json!(months(born, day).map(|months| (months / 12.0).floor() * 12.0))
        }
        Prepared::AwardYears(awards, programmes) => {
            let Value::Awards(all) = profile.get(*awards) else {
                return Json::Null;
            };
            let of_these = all
                .iter()
                .filter(|award| programmes.contains(&award.programme));
            let years: std::collections::BTreeSet<_> =
                of_these.map(|award| award.fiscal_year).collect();
            json!(years.len() * 12)
        }
    }
}

fn day(day: &Day, profile: &Profile, record: Option<&[Value]>, on: Date) -> Option<Date> {
    match day {
        Day::Literal(date) => Some(*date),
        Day::On => Some(on),
        Day::Fact(source) => match look(*source, profile, record) {
            Value::Date(date) => Some(*date),
            _ => None,
        },
        Day::Later(from, steps, step, _) => {
            let span = match step {
                Step::Months => Span::new().months(*steps),
                Step::Days => Span::new().days(*steps),
            };
            self::day(from, profile, record, on)?.checked_add(span).ok()
        }
    }
}

/// Whole months, with the begun month as a fraction.
fn months(from: Date, to: Date) -> f64 {
    if to < from {
        return -months(to, from);
    }
    let later = |months: i32| from.saturating_add(Span::new().months(months));
    let year = |date: Date| i32::from(date.year()) * 12 + i32::from(date.month());
    let mut whole = year(to) - year(from);
    if later(whole) > to {
        whole -= 1;
    }
    let (begun, next) = (day_number(later(whole)), day_number(later(whole + 1)));
    f64::from(whole) + (day_number(to) - begun) as f64 / (next - begun) as f64
}

pub fn day_number(date: Date) -> i64 {
    let first = jiff::civil::date(1970, 1, 1);
    let since = first.until((jiff::Unit::Day, date));
    since.map_or(0, |span| i64::from(span.get_days()))
}

/// A whole number stays one; a fraction becomes a floating-point number, which is what the peers have.
pub fn number(value: Option<Exact>) -> Json {
    match value {
        None => Json::Null,
        Some(value) if value.is_integer() => {
            json!(i64::try_from(value.to_integer()).unwrap_or(i64::MAX))
        }
        Some(value) => json!(*value.numer() as f64 / *value.denom() as f64),
    }
}

/// The value of a fact, or of a field of the record at hand.
pub fn look<'p>(source: Source, profile: &'p Profile, record: Option<&'p [Value]>) -> &'p Value {
    match source {
        Source::Fact(id) => profile.get(id),
        Source::Field { index, .. } => {
            record.map_or(&Value::Unknown, |record| &record[index as usize])
        }
    }
}
