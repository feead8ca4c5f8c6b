//! Numbers in words.

use kernel::Lang;

use super::{Said, Wording};
use crate::formula::{AwardMeasure, Calc, Cond, Num, in_force};
use crate::language::Fold;
use crate::range::{Exact, ONE, Rounding};
use crate::rules::Edition;

impl Wording<'_> {
    pub(crate) fn number(&self, num: &Num, edition: Option<&Edition>) -> String {
        let write = |num: &Num| self.number(num, edition);
        match num {
            Num::Literal(value, unit) => unit.write(*value, self.lang),
            Num::Fact(source, _) => self.label(*source).to_owned(),
            Num::FiscalYear => self.say("this-year", &[]),
            Num::Negative(inner) => format!("−{}", self.factor(inner, edition)),
            Num::InUnit(inner, _) => write(inner),
            Num::Calc(calc, left, right) => match calc {
                Calc::Plus => format!("{} + {}", write(left), write(right)),
                Calc::Minus => format!("{} − {}", write(left), self.factor(right, edition)),
                Calc::Times => {
                    let (a, b) = (self.factor(left, edition), self.factor(right, edition));
                    format!("{a} × {b}")
                }
                Calc::Divided => {
                    let (a, b) = (self.factor(left, edition), self.factor(right, edition));
                    format!("{a} ÷ {b}")
                }
            },
            Num::Least(parts) => self.say("least", &[("parts", &self.parts(parts, edition))]),
            Num::Most(parts) => self.say("most", &[("parts", &self.parts(parts, edition))]),
            Num::Round(rounding, value, step) => {
                let how = self.rounding(*rounding, &write(step));
                self.say("rounded", &[("value", &write(value)), ("how", &how)])
            }
            Num::Change(new, old) => {
                self.say("change", &[("new", &write(new)), ("old", &write(old))])
            }
            Num::Fall(new, old) => self.say("fall", &[("new", &write(new)), ("old", &write(old))]),
            Num::Elapsed(from, to) => {
                let (from, to) = (self.day(from), self.day(to));
                self.say("elapsed", &[("from", &from), ("to", &to)])
            }
            Num::Days(from, to) => {
                let (from, to) = (self.day(from), self.day(to));
                self.say("days", &[("from", &from), ("to", &to)])
            }
            Num::Age(born, day) => {
                let (born, day) = (self.day(born), self.day(day));
                self.say("age", &[("born", &born), ("day", &day)])
            }
            Num::If(..) => {
                let mut cases = Vec::new();
                let mut rest = num;
                while let Num::If(condition, yes, no) = rest {
                    let condition = self.cond(condition, Said::So, edition);
                    cases.push((condition, write(yes)));
                    rest = no;
                }
                self.cases(&cases, &write(rest))
            }
            Num::Marginal(of, bands, unit) => {
                let mut said = Vec::new();
                let mut below: Option<Exact> = None;
                for (end, rate) in bands {
                    let rate = write(rate);
                    let text = match (below, end) {
                        (_, Some(end)) => {
                            let end = unit.write(*end, self.lang);
                            self.say("band-until", &[("end", &end), ("rate", &rate)])
                        }
                        (Some(below), None) => {
                            let below = unit.write(below, self.lang);
                            self.say("band-above", &[("end", &below), ("rate", &rate)])
                        }
                        (None, None) => rate,
                    };
                    below = *end;
                    said.push(text);
                }
                let bands = said.join(self.listing());
                self.say("marginal", &[("of", &write(of)), ("bands", &bands)])
            }
            Num::Over {
                fold,
                list,
                value,
                filter,
            } => {
                let key = match fold {
                    Fold::Count => "count",
                    Fold::Sum => "sum",
                    Fold::Largest => "largest",
                    Fold::Smallest => "smallest",
                    Fold::Share | Fold::Any | Fold::All | Fold::None => "share",
                };
                let list = match &**filter {
                    Cond::Constant(true) => self.list_label(*list).to_owned(),
                    filter => {
                        let filter = self.cond(filter, Said::So, edition);
                        let list = self.list_label(*list);
                        self.say("filtered", &[("list", list), ("filter", &filter)])
                    }
                };
                let value = write(value);
                if fold.takes_value() {
                    self.say(key, &[("list", &list), ("value", &value)])
                } else {
                    self.say(key, &[("list", &list)])
                }
            }
            Num::Awards {
                measure,
                programmes,
                ..
            } => {
                let key = match measure {
                    AwardMeasure::Count => "award-count",
                    AwardMeasure::Years => "award-years",
                    AwardMeasure::Streak => "award-streak",
                    AwardMeasure::Total => "award-total",
                };
                self.say(key, &[("programmes", &self.programme_names(programmes))])
            }
            Num::AwardsFrom {
                programmes, year, ..
            } => {
                let names = self.programme_names(programmes);
                let year = self.fiscal_year(year);
                self.say(
                    "award-count-from",
                    &[("programmes", &names), ("year", &year)],
                )
            }
            Num::EligibleCost(None) => self.say("eligible-cost", &[]),
            Num::EligibleCost(Some(index)) => {
                let item = edition
                    .and_then(|edition| edition.expenses.as_ref())
                    .map(|expenses| expenses.items[*index].label.get(self.lang));
                self.say("eligible-cost-item", &[("item", item.unwrap_or_default())])
            }
            Num::Defined(definition) => definition.label.get(self.lang).to_owned(),
            Num::ByDate(editions) => match in_force(editions, self.on) {
                Some(num) => write(num),
                None => self.say("not-stated", &[]),
            },
            Num::NotStated(_) => self.say("not-stated", &[]),
        }
    }

    /// A number as part of a product: sums in brackets.
    fn factor(&self, num: &Num, edition: Option<&Edition>) -> String {
        let text = self.number(num, edition);
        match num {
            Num::Calc(..) | Num::If(..) => format!("({text})"),
            _ => text,
        }
    }

    fn parts(&self, parts: &[Num], edition: Option<&Edition>) -> String {
        let said: Vec<String> = parts
            .iter()
            .map(|part| self.number(part, edition))
            .collect();
        match self.lang {
            Lang::Ja => said.join("と"),
            Lang::En => said.join(" and "),
        }
    }

    pub(crate) fn rounding(&self, rounding: Rounding, step: &str) -> String {
        let key = match rounding {
            Rounding::Down => "round-down",
            Rounding::Up => "round-up",
            Rounding::Nearest => "round-nearest",
        };
        self.say(key, &[("step", step)])
    }

    /// The fiscal year of an expression: this one, last one, or a number.
    pub(super) fn fiscal_year(&self, year: &Num) -> String {
        if let Num::Calc(Calc::Minus, left, right) = year
            && let (Num::FiscalYear, Num::Literal(one, _)) = (&**left, &**right)
        {
            if *one == ONE {
                return self.say("last-year", &[]);
            }
            let years = crate::unit::plain(*one);
            return self.say("years-ago", &[("years", &years)]);
        }
        match year {
            Num::FiscalYear => self.say("this-year", &[]),
            Num::Literal(value, _) => {
                let year = value.to_integer().to_string();
                self.say("fiscal-year", &[("year", &year)])
            }
            other => self.number(other, None),
        }
    }
}
