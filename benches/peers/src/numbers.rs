//! Compiled numbers and amounts as JSONLogic: floating-point numbers, where ours are exact intervals.

use eligibility::FactId;
use eligibility::formula::{AwardMeasure, Calc, Cond, Num, in_force};
use eligibility::language::Fold;
use eligibility::range::Rounding;
use eligibility::rules::{Amount, Expenses, Limits, Measure, Part};
use serde_json::{Value as Json, json};

use crate::input::{Prepared, number};
use crate::logic::{Translated, Translator};

impl Translator<'_> {
    pub fn number(&mut self, num: &Num) -> Translated<Json> {
        Ok(match num {
            Num::Literal(value, _) => number(Some(*value)),
            Num::Fact(source, _) => self.variable(*source),
            Num::FiscalYear => self.key("fiscal_year".to_owned()),
            Num::Negative(inner) => json!({"-": [0, self.number(inner)?]}),
            Num::InUnit(inner, unit) => {
                json!({"/": [self.number(inner)?, number(Some(unit.factor))]})
            }
            Num::Calc(calc, left, right) => {
                let word = match calc {
                    Calc::Plus => "+",
                    Calc::Minus => "-",
                    Calc::Times => "*",
                    Calc::Divided => "/",
                };
                json!({word: [self.number(left)?, self.number(right)?]})
            }
            Num::Least(parts) => json!({"min": self.numbers(parts)?}),
            Num::Most(parts) => json!({"max": self.numbers(parts)?}),
            Num::Round(rounding, value, step) => {
                let (value, step) = (self.number(value)?, self.number(step)?);
                rounded(*rounding, value, step)
            }
            Num::Change(new, old) => {
                json!({"-": [{"/": [self.number(new)?, self.number(old)?]}, 1]})
            }
            Num::Fall(new, old) => json!({"-": [1, {"/": [self.number(new)?, self.number(old)?]}]}),
            Num::Elapsed(from, to) => self.prepared(Prepared::Elapsed(from.clone(), to.clone())),
            Num::Days(from, to) => json!({"-": [self.day(to), self.day(from)]}),
            Num::Age(born, day) => self.prepared(Prepared::Age(born.clone(), day.clone())),
            Num::If(condition, yes, no) => {
                json!({"if": [self.condition(condition)?, self.number(yes)?, self.number(no)?]})
            }
            Num::Marginal(of, bands, _) => {
                let of = self.number(of)?;
                let mut below = json!(0);
                let mut parts = Vec::new();
                for (end, rate) in bands {
                    let within = match end {
                        Some(end) => json!({"min": [of, number(Some(*end))]}),
                        None => of.clone(),
                    };
                    let part = json!({"max": [0, {"-": [within, below]}]});
                    parts.push(json!({"*": [part, self.number(rate)?]}));
                    below = number(*end);
                }
                json!({"+": parts})
            }
            Num::Over {
                fold,
                list,
                value,
                filter,
            } => self.over(*fold, *list, value, filter)?,
            Num::Awards {
                measure: AwardMeasure::Count,
                awards,
                programmes,
            } => {
                let rows = self.fact(*awards);
                count(json!({"filter": [rows, {"in": [{"var": "programme"}, programmes]}]}))
            }
            Num::Awards {
                measure: AwardMeasure::Years,
                awards,
                programmes,
            } => self.prepared(Prepared::AwardYears(*awards, programmes.clone())),
            Num::Awards { .. } | Num::AwardsFrom { .. } => {
                return Err("awards by streak, total or year".to_owned());
            }
            Num::EligibleCost(item) => match self.expenses {
                None => return Err("costs without expenses".to_owned()),
                Some(expenses) => self.eligible_cost(expenses, *item)?,
            },
            Num::Defined(definition) => match in_force(&definition.editions, self.on) {
                Some(means) => self.number(means)?,
                None => return Err("a parameter before its first day".to_owned()),
            },
            Num::ByDate(editions) => match in_force(editions, self.on) {
                Some(means) => self.number(means)?,
                None => return Err("a number before its first day".to_owned()),
            },
            Num::NotStated(_) => return Err("a number that is not stated".to_owned()),
        })
    }

    fn numbers(&mut self, parts: &[Num]) -> Translated<Vec<Json>> {
        parts.iter().map(|part| self.number(part)).collect()
    }

    fn over(&mut self, fold: Fold, list: FactId, value: &Num, filter: &Cond) -> Translated<Json> {
        let rows = self.fact(list);
        let (filter, value) =
            self.within(list, |this| (this.condition(filter), this.number(value)));
        let rows = json!({"filter": [rows, filter?]});
        match fold {
            Fold::Count => Ok(count(rows)),
            Fold::Sum => Ok(sum(json!({"map": [rows, value?]}))),
            _ => Err(format!("{} of records", fold.word())),
        }
    }

    /// Each record counts in the first item that takes it, up to the item's cap.
    fn eligible_cost(&mut self, expenses: &Expenses, wanted: Option<usize>) -> Translated<Json> {
        let shares =
            |item: &eligibility::rules::ExpenseItem| item.share_of_total.or(item.share_of_claimed);
        if expenses.items.iter().any(|item| shares(item).is_some()) {
            return Err("costs of which only a share counts".to_owned());
        }
        let rows = self.fact(expenses.list);
        let cost = self.facts.get(expenses.list).fields()[expenses.amount as usize]
            .id
            .clone();
        let mut taken: Vec<Json> = Vec::new();
        let mut items = Vec::new();
        for item in &expenses.items {
            let filter = self.within(expenses.list, |this| this.condition(&item.filter))?;
            let mut tests = vec![filter.clone()];
            tests.extend(taken.iter().map(|earlier| json!({"!": [earlier]})));
            taken.push(filter);
            let counted = json!({"filter": [rows, {"and": tests}]});
            let total = sum(json!({"map": [counted, {"var": cost}]}));
            items.push(match &item.cap {
                None => total,
                Some(cap) => json!({"min": [total, self.number(cap)?]}),
            });
        }
        Ok(match wanted {
            Some(index) => items.swap_remove(index),
            None => json!({"+": items}),
        })
    }

    /// An amount in whole yen, before a minimum grant.
    pub fn amount(&mut self, amount: &Amount) -> Translated<Json> {
        if amount.not_stated {
            return Err("an amount that is not stated".to_owned());
        }
        let parts: Translated<Vec<Json>> =
            amount.parts.iter().map(|part| self.part(part)).collect();
        let sum = match parts?.as_mut_slice() {
            [one] => one.take(),
            many => json!({"+": many}),
        };
        let limited = self.limited(&amount.limits, sum)?;
        Ok(rounded(Rounding::Down, limited, json!(1)))
    }

    fn part(&mut self, part: &Part) -> Translated<Json> {
        let mut tests = Vec::new();
        if let Some(when) = &part.when {
            tests.push(self.condition(when)?);
        }
        let measured = match &part.measure {
            Measure::Share { base, less, rate } => {
                let mut base = self.number(base)?;
                if let Some(less) = less {
                    base = json!({"max": [0, {"-": [base, self.number(less)?]}]});
                }
                match rate {
                    Some(rate) => json!({"*": [base, self.number(rate)?]}),
                    None => base,
                }
            }
            Measure::PerUnit {
                each,
                per,
                at_least,
                at_most,
                ..
            } => {
                let mut per = self.number(per)?;
                if let Some(least) = at_least {
                    tests.push(json!({">=": [per, self.number(least)?]}));
                }
                if let Some(most) = at_most {
                    per = json!({"min": [per, self.number(most)?]});
                }
                json!({"*": [self.number(each)?, per]})
            }
        };
        let limited = self.limited(&part.limits, measured)?;
        Ok(match tests.is_empty() {
            true => limited,
            false => json!({"if": [{"and": tests}, limited, 0]}),
        })
    }

    pub fn limited(&mut self, limits: &Limits, amount: Json) -> Translated<Json> {
        let mut found = amount;
        if let Some(cap) = &limits.cap {
            found = json!({"min": [found, self.number(cap)?]});
        }
        if let Some(floor) = &limits.floor {
            found = json!({"max": [found, self.number(floor)?]});
        }
        if let Some((rounding, step)) = limits.rounding {
            found = rounded(rounding, found, number(Some(step)));
        }
        Ok(found)
    }
}

fn sum(rows: Json) -> Json {
    json!({"reduce": [rows, {"+": [{"var": "accumulator"}, {"var": "current"}]}, 0]})
}

fn count(rows: Json) -> Json {
    json!({"length": [rows]})
}

/// To a multiple of a step, for numbers that are not negative.
fn rounded(rounding: Rounding, value: Json, step: Json) -> Json {
    let half = json!({"/": [step, 2]});
    let value = match rounding {
        Rounding::Down => value,
        Rounding::Up => json!({"-": [{"+": [value, step]}, 0.000_001]}),
        Rounding::Nearest => json!({"+": [value, half]}),
    };
    match step {
        Json::Number(one) if one.as_i64() == Some(1) => json!({"floor": [value]}),
        step => json!({"*": [{"floor": [{"/": [value, step]}]}, step]}),
    }
}
