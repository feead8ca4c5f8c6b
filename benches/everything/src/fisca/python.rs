//! Rules as variables of openfisca-core.

use std::collections::BTreeMap;
use std::fmt::Write;

use eligibility::formula::walk::Seen;
use eligibility::formula::{Calc, Comparison, Cond, Day, Num, Source, Step, in_force};
use eligibility::range::{Exact, Rounding};
use eligibility::registry::{Column, Registry};
use eligibility::rules::{Amount, Choose, Condition, Edition, Limits, Measure, Part, walk as look};
use eligibility::{FactKind, Facts, Value};
use kernel::{Date, FiscalYear};
use programmes::Programme;

const HEAD: &str = "import numpy
from openfisca_core.entities import build_entity
from openfisca_core.periods import MONTH
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable
import datetime

Firm = build_entity(key='firm', plural='firms', label='', is_person=True)
system = TaxBenefitSystem([Firm])


def months(a, b):
    a, b = numpy.asarray(a, 'M8[D]'), numpy.asarray(b, 'M8[D]')
    day = lambda x: (x - x.astype('M8[M]').astype('M8[D]')).astype(int)
    return (b.astype('M8[M]') - a.astype('M8[M]')).astype(int) - (day(a) > day(b))


def later(a, n):
    a = numpy.asarray(a, 'M8[D]')
    month = a.astype('M8[M]')
    return (month + n).astype('M8[D]') + (a - month.astype('M8[D]'))

";

/// Whether everything that an edition asks can be asked there.
pub fn can_say(edition: &Edition, facts: &Facts) -> bool {
    let mut fine = edition.expenses.is_none() && !edition.all_conditions().any(is_open);
    let mut amounts = edition
        .amount
        .iter()
        .chain(edition.courses.iter().filter_map(|c| c.amount.as_ref()));
    fine &= !amounts.any(|amount| amount.not_stated);
    look(edition, &mut |seen| match seen {
        Seen::Fact(id) => {
            fine &= !matches!(facts.get(id).kind, FactKind::List(_) | FactKind::Awards)
        }
        Seen::Condition(Cond::NotStated) | Seen::Number(Num::NotStated(_)) => fine = false,
        _ => {}
    });
    fine
}

fn is_open(condition: &Condition) -> bool {
    condition.not_stated.is_some() || matches!(condition.rule, Cond::NotStated)
}

/// An id as a name of Python.
pub fn name(id: &str) -> String {
    id.replace('-', "_")
}

pub fn module(programmes: &[&Programme], registry: &Registry, facts: &Facts, on: Date) -> String {
    let mut writer = Writer {
        registry,
        facts,
        on,
        definitions: BTreeMap::new(),
    };
    let mut text = HEAD.to_owned();
    for id in super::facts::asked(programmes, registry) {
        let fact = facts.get(id);
        let kind = match &fact.kind {
            FactKind::YesNo => "bool",
            FactKind::Date => "datetime.date",
            FactKind::Number { unit, .. } if unit.is_yen() => "float",
            _ => "int",
        };
        text.push_str(&variable(&fact.id, kind, ""));
    }
    let mut later = String::new();
    for programme in programmes {
        let edition = programme.rules.on(on);
        let id = name(&programme.id);
        let (eligible, amount) = writer.answer(edition);
        later.push_str(&variable(&format!("{id}__eligible"), "bool", &eligible));
        if let Some(amount) = amount {
            later.push_str(&variable(
                &format!("{id}__amount"),
                "float",
                &format!("{amount} * firm('{id}__eligible', period)"),
            ));
        }
    }
    for (name, (kind, formula)) in &writer.definitions {
        text.push_str(&variable(name, kind, formula));
    }
    text + &later
}

fn variable(name: &str, kind: &str, formula: &str) -> String {
    let mut text = format!(
        "class {name}(Variable):\n    value_type = {kind}\n    entity = Firm\n    definition_period = MONTH\n"
    );
    if !formula.is_empty() {
        let _ = write!(
            text,
            "    def formula(firm, period):\n        return numpy.zeros(firm.count, {}) + ({formula})\n",
            if kind == "bool" { "bool" } else { "'float32'" }
        );
    }
    format!("{text}system.add_variable({name})\n\n")
}

struct Writer<'a> {
    registry: &'a Registry,
    facts: &'a Facts,
    on: Date,
    definitions: BTreeMap<String, (&'static str, String)>,
}

impl Writer<'_> {
    fn answer(&mut self, edition: &Edition) -> (String, Option<String>) {
        let mut parts = vec![self.conditions(&edition.conditions)];
        let amount = if edition.courses.is_empty() {
            edition.amount.as_ref().map(|amount| self.amount(amount))
        } else {
            let mut fits = Vec::new();
            let mut sums = Vec::new();
            for course in &edition.courses {
                let fit = self.conditions(&course.conditions);
                if let Some(amount) = &course.amount {
                    sums.push(format!("numpy.where({fit}, {}, 0)", self.amount(amount)));
                }
                fits.push(fit);
            }
            parts.push(joined(&fits, " | "));
            let sum = match edition.choose {
                Choose::Any => joined(&sums, " + "),
                Choose::One => sums
                    .iter()
                    .cloned()
                    .reduce(|a, b| format!("numpy.maximum({a}, {b})"))
                    .unwrap_or_default(),
            };
            let sum = (!sums.is_empty()).then_some(sum);
            sum.map(|sum| match &edition.amount {
                Some(amount) => self.limited(&amount.limits, sum),
                None => sum,
            })
        };
        let amount = amount.map(|amount| format!("numpy.floor({amount})"));
        let minimums = edition
            .conditions
            .iter()
            .filter_map(|c| c.minimum_grant.as_ref());
        for minimum in minimums {
            if let Some(amount) = &amount {
                parts.push(format!("({amount} >= {})", self.number(minimum)));
            }
        }
        (joined(&parts, " & "), amount)
    }

    fn conditions(&mut self, all: &[Condition]) -> String {
        let plain = all.iter().filter(|one| one.minimum_grant.is_none());
        let parts: Vec<String> = plain.map(|one| self.condition(&one.rule)).collect();
        if parts.is_empty() {
            "numpy.True_".to_owned()
        } else {
            joined(&parts, " & ")
        }
    }

    fn amount(&mut self, amount: &Amount) -> String {
        let parts: Vec<String> = amount.parts.iter().map(|part| self.part(part)).collect();
        let sum = if parts.is_empty() {
            "0".to_owned()
        } else {
            joined(&parts, " + ")
        };
        self.limited(&amount.limits, sum)
    }

    fn part(&mut self, part: &Part) -> String {
        let measured = match &part.measure {
            Measure::Share { base, less, rate } => {
                let mut base = self.number(base);
                if let Some(less) = less {
                    base = format!("numpy.maximum({base} - {}, 0)", self.number(less));
                }
                match rate {
                    Some(rate) => format!("({base} * {})", self.number(rate)),
                    None => base,
                }
            }
            Measure::PerUnit {
                each,
                per,
                unit,
                at_least,
                at_most,
            } => {
                let per = self.number(per);
                let mut counted = per.clone();
                if let Some(most) = at_most {
                    counted = format!("numpy.minimum({counted}, {})", self.number(most));
                }
                let sum = format!(
                    "({} * {counted} / {})",
                    self.number(each),
                    exact(unit.factor)
                );
                match at_least {
                    Some(least) => {
                        format!("numpy.where({per} >= {}, {sum}, 0)", self.number(least))
                    }
                    None => sum,
                }
            }
        };
        let granted = self.limited(&part.limits, measured);
        match &part.when {
            Some(when) => format!("numpy.where({}, {granted}, 0)", self.condition(when)),
            None => granted,
        }
    }

    fn limited(&mut self, limits: &Limits, amount: String) -> String {
        let mut found = amount;
        if let Some(cap) = &limits.cap {
            found = format!("numpy.minimum({found}, {})", self.number(cap));
        }
        if let Some(floor) = &limits.floor {
            found = format!("numpy.maximum({found}, {})", self.number(floor));
        }
        if let Some((how, step)) = limits.rounding {
            found = rounded(how, &found, &exact(step));
        }
        found
    }

    fn condition(&mut self, cond: &Cond) -> String {
        match cond {
            Cond::Constant(value) => if *value {
                "numpy.True_"
            } else {
                "numpy.False_"
            }
            .to_owned(),
            Cond::NotStated => "numpy.False_".to_owned(),
            Cond::Fact(source) => self.fact(*source),
            Cond::Not(inner) => format!("~{}", self.condition(inner)),
            Cond::All(parts) => self.together(parts, " & "),
            Cond::Any(parts) => self.together(parts, " | "),
            Cond::Compare(comparison, a, b) => {
                format!(
                    "({} {} {})",
                    self.number(a),
                    sign(*comparison),
                    self.number(b)
                )
            }
            Cond::CompareDates(comparison, a, b) => {
                format!("({} {} {})", self.day(a), sign(*comparison), self.day(b))
            }
            Cond::OneOf(source, bits) => {
                let fact = self.fact(*source);
                let each = (0..64).filter(|bit| bits >> bit & 1 == 1);
                let each: Vec<String> = each.map(|bit| format!("({fact} == {bit})")).collect();
                joined(&each, " | ")
            }
            Cond::Has(source, quantity, bits) => {
                let fact = self.fact(*source);
                match quantity {
                    eligibility::language::Quantity::Any => format!("(({fact} & {bits}) != 0)"),
                    eligibility::language::Quantity::All => {
                        format!("(({fact} & {bits}) == {bits})")
                    }
                    eligibility::language::Quantity::None => format!("(({fact} & {bits}) == 0)"),
                }
            }
            Cond::Holds {
                certificates, kind, ..
            } => {
                let fact = self.fact(Source::Fact(*certificates));
                format!("(({fact} & {}) != 0)", 1 << kind)
            }
            Cond::If(by, yes, no) => format!(
                "numpy.where({}, {}, {})",
                self.condition(by),
                self.condition(yes),
                self.condition(no)
            ),
            Cond::Defined(definition) => {
                let name = format!("defined_{}", name(&definition.id));
                if !self.definitions.contains_key(&name) {
                    let means = in_force(&definition.editions, self.on).expect("in force");
                    let means = self.condition(means);
                    self.definitions.insert(name.clone(), ("bool", means));
                }
                format!("firm('{name}', period)")
            }
            Cond::ByDate(editions) => {
                self.condition(in_force(editions, self.on).expect("in force"))
            }
            Cond::Industry(source, set) => self.table(*source, |value| match value {
                Value::Industry(codes) => codes
                    .iter()
                    .any(|(code, revision)| set.1.contains(code, *revision) == Some(true)),
                _ => false,
            }),
            Cond::TextIs(source, texts, _) => self.table(*source, |value| match value {
                Value::Text(folded, _) => texts.contains(folded),
                _ => false,
            }),
            Cond::Receiving {
                receiving,
                programmes,
            } => self.table(Source::Fact(*receiving), |value| match value {
                Value::Receiving(ids) => ids.iter().any(|id| programmes.contains(id)),
                _ => false,
            }),
            Cond::Over { .. } | Cond::Awarded { .. } => {
                unreachable!("lists and awards are left out")
            }
        }
    }

    /// A condition on a coded fact, looked up.
    fn table(&self, source: Source, holds: impl Fn(&Value) -> bool) -> String {
        let Source::Fact(id) = source else {
            unreachable!("lists are left out")
        };
        let Some(Column::Coded(coded)) = self.registry.column(id) else {
            return "numpy.False_".to_owned();
        };
        let table: Vec<&str> = coded
            .values()
            .iter()
            .map(|value| if holds(value) { "1" } else { "0" })
            .collect();
        format!(
            "numpy.array([{}], bool)[{}]",
            table.join(","),
            self.fact(source)
        )
    }

    fn together(&mut self, parts: &[Cond], sign: &str) -> String {
        let parts: Vec<String> = parts.iter().map(|part| self.condition(part)).collect();
        joined(&parts, sign)
    }

    fn number(&mut self, num: &Num) -> String {
        match num {
            Num::Literal(value, _) => exact(*value),
            Num::Fact(source, _) => match source {
                Source::Fact(id) => match self.registry.column(*id) {
                    Some(Column::Numbers(numbers)) if numbers.denominator() > 1 => {
                        format!("({} / {})", self.fact(*source), numbers.denominator())
                    }
                    _ => self.fact(*source),
                },
                Source::Field { .. } => unreachable!("lists are left out"),
            },
            Num::FiscalYear => FiscalYear::containing(self.on).year().to_string(),
            Num::Negative(inner) => format!("(-{})", self.number(inner)),
            Num::InUnit(inner, unit) => {
                format!("({} / {})", self.number(inner), exact(unit.factor))
            }
            Num::Calc(calc, a, b) => {
                let sign = match calc {
                    Calc::Plus => "+",
                    Calc::Minus => "-",
                    Calc::Times => "*",
                    Calc::Divided => "/",
                };
                format!("({} {sign} {})", self.number(a), self.number(b))
            }
            Num::Least(parts) => self.extreme(parts, "minimum"),
            Num::Most(parts) => self.extreme(parts, "maximum"),
            Num::Round(how, value, step) => rounded(*how, &self.number(value), &self.number(step)),
            Num::Change(new, old) => format!("({} / {} - 1)", self.number(new), self.number(old)),
            Num::Fall(new, old) => format!("(1 - {} / {})", self.number(new), self.number(old)),
            Num::Elapsed(from, to) => format!("months({}, {})", self.day(from), self.day(to)),
            Num::Days(from, to) => format!("(({} - {}).astype(int))", self.day(to), self.day(from)),
            Num::Age(from, to) => {
                format!("(months({}, {}) // 12 * 12)", self.day(from), self.day(to))
            }
            Num::If(by, yes, no) => format!(
                "numpy.where({}, {}, {})",
                self.condition(by),
                self.number(yes),
                self.number(no)
            ),
            Num::Marginal(of, bands, _) => {
                let of = self.number(of);
                let mut below = "0".to_owned();
                let mut parts = Vec::new();
                for (end, rate) in bands {
                    let within = end.map_or(of.clone(), |end| {
                        format!("numpy.minimum({of}, {})", exact(end))
                    });
                    parts.push(format!(
                        "numpy.maximum({within} - {below}, 0) * {}",
                        self.number(rate)
                    ));
                    below = end.map_or(below, exact);
                }
                joined(&parts, " + ")
            }
            Num::Defined(definition) => {
                self.number(in_force(&definition.editions, self.on).expect("in force"))
            }
            Num::ByDate(editions) => self.number(in_force(editions, self.on).expect("in force")),
            Num::Over { .. }
            | Num::Awards { .. }
            | Num::AwardsFrom { .. }
            | Num::EligibleCost(_)
            | Num::NotStated(_) => {
                unreachable!("lists, awards and what is not stated are left out")
            }
        }
    }

    fn extreme(&mut self, parts: &[Num], which: &str) -> String {
        let parts: Vec<String> = parts.iter().map(|part| self.number(part)).collect();
        parts
            .into_iter()
            .reduce(|a, b| format!("numpy.{which}({a}, {b})"))
            .unwrap_or_default()
    }

    fn day(&self, day: &Day) -> String {
        match day {
            Day::Literal(date) => format!("numpy.datetime64('{date}')"),
            Day::On => format!("numpy.datetime64('{}')", self.on),
            Day::Fact(source) => self.fact(*source),
            Day::Later(from, steps, Step::Months, _) => {
                format!("later({}, {steps})", self.day(from))
            }
            Day::Later(from, steps, Step::Days, _) => format!("({} + {steps})", self.day(from)),
        }
    }

    fn fact(&self, source: Source) -> String {
        match source {
            Source::Fact(id) => format!("firm('{}', period)", self.facts.get(id).id),
            Source::Field { .. } => unreachable!("lists are left out"),
        }
    }
}

fn joined(parts: &[String], sign: &str) -> String {
    format!("({})", parts.join(sign))
}

fn exact(value: Exact) -> String {
    if value.is_integer() {
        value.to_integer().to_string()
    } else {
        format!("({} / {})", value.numer(), value.denom())
    }
}

fn rounded(how: Rounding, value: &str, step: &str) -> String {
    match how {
        Rounding::Down => format!("(numpy.floor({value} / {step}) * {step})"),
        Rounding::Up => format!("(numpy.ceil({value} / {step}) * {step})"),
        Rounding::Nearest => format!("(numpy.floor({value} / {step} + 0.5) * {step})"),
    }
}

fn sign(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Less => "<",
        Comparison::AtMost => "<=",
        Comparison::More => ">",
        Comparison::AtLeast => ">=",
        Comparison::Equal => "==",
        Comparison::Unequal => "!=",
    }
}
