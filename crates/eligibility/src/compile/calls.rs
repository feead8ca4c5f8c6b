//! The functions of the language.

use kernel::Node;

use super::numbers::ratio;
use super::{Compiler, Measured};
use crate::fact::FactKind;
use crate::formula::{AwardMeasure, Cond, Day, Num};
use crate::language::{Expr, ExprNode};
use crate::range::Rounding;
use crate::unit::Unit;

/// Functions by name, for messages.
const FUNCTIONS: &str = "since, between, days_between, age, min, max, round_down, round_up, round_nearest, \
change, fell_by, rose_by, marginal, holds, award_count, award_count_from, award_years, awarded_in, award_streak, award_total, receiving";

impl Compiler<'_, '_> {
    /// Functions that answer yes or no.
    pub(crate) fn call_condition(
        &mut self,
        node: &Node,
        expr: &Expr,
        name: &str,
        arguments: &[Expr],
    ) -> Option<Cond> {
        match (name, arguments) {
            ("holds", [kind]) => self.holds(node, expr, kind, Day::On),
            ("holds", [kind, day]) => {
                let day = self.day(node, day)?;
                self.holds(node, expr, kind, day)
            }
            ("awarded_in", [programmes @ .., year]) if !programmes.is_empty() => {
                let awards = self.only(node, expr, "awards", |k| matches!(k, FactKind::Awards))?;
                let programmes = self.programmes(node, programmes);
                let year = self.number_in(node, year, &Unit::ratio());
                Some(Cond::Awarded {
                    awards,
                    programmes: programmes?,
                    year: Box::new(year?),
                })
            }
            ("receiving", [_, ..]) => {
                let receiving = self.only(node, expr, "receiving", |k| {
                    matches!(k, FactKind::Receiving)
                })?;
                Some(Cond::Receiving {
                    receiving,
                    programmes: self.programmes(node, arguments)?,
                })
            }
            ("holds" | "awarded_in" | "receiving", _) => {
                self.wrong(node, expr, "rule-bad-arguments", [("name", &name)])
            }
            _ if is_number_function(name) => {
                self.wrong(node, expr, "rule-not-a-condition", [("found", expr)])
            }
            _ => self.unknown_function(node, expr, name),
        }
    }

    fn holds(&mut self, node: &Node, expr: &Expr, kind: &Expr, day: Day) -> Option<Cond> {
        let id = self.only(node, expr, "certificates", |k| {
            matches!(k, FactKind::Certificates(_))
        })?;
        let fact = self.names.facts.get(id);
        let bits = self.choices(node, fact, std::slice::from_ref(kind))?;
        Some(Cond::Holds {
            certificates: id,
            kind: bits.trailing_zeros() as usize,
            day,
        })
    }

    fn only(
        &mut self,
        node: &Node,
        expr: &Expr,
        wanted: &'static str,
        is: impl Fn(&FactKind) -> bool,
    ) -> Option<crate::fact::FactId> {
        let found = self.names.facts.only(is);
        if found.is_none() {
            return self.wrong(node, expr, "rule-needs-fact-of-type", [("type", &wanted)]);
        }
        found
    }

    /// The ids of programmes, with `this` for the one at hand.
    pub(crate) fn programmes(&mut self, node: &Node, arguments: &[Expr]) -> Option<Vec<String>> {
        let mut ids = Vec::new();
        let mut fine = true;
        for argument in arguments {
            let name = match &*argument.node {
                ExprNode::Name(name) | ExprNode::Text(name) => name,
                _ => {
                    return self.wrong(
                        node,
                        argument,
                        "rule-expected-programme",
                        [("found", argument)],
                    );
                }
            };
            match &self.context.programme {
                Some(own) if name == "this" => ids.push(own.clone()),
                _ if self.names.programmes.contains(name) => ids.push(name.clone()),
                _ => {
                    fine = false;
                    let place = node.place_at(argument.at);
                    let known = self.names.programmes.iter().map(String::as_str);
                    match kernel::fault::nearest(name, known) {
                        Some(meant) => self.faults.add(
                            &place,
                            "rule-unknown-programme-near",
                            [("name", name), ("meant", &meant)],
                        ),
                        None => self
                            .faults
                            .add(&place, "rule-unknown-programme", [("name", name)]),
                    }
                }
            }
        }
        fine.then_some(ids)
    }

    /// Functions that give a number.
    pub(crate) fn call_number(
        &mut self,
        node: &Node,
        expr: &Expr,
        name: &str,
        arguments: &[Expr],
    ) -> Option<Measured> {
        match (name, arguments) {
            ("since", [from]) => {
                let from = self.day(node, from)?;
                self.elapsed(Num::Elapsed(from, Day::On), "months")
            }
            ("between", [from, to]) => {
                let (from, to) = (self.day(node, from), self.day(node, to));
                self.elapsed(Num::Elapsed(from?, to?), "months")
            }
            ("days_between", [from, to]) => {
                let (from, to) = (self.day(node, from), self.day(node, to));
                self.elapsed(Num::Days(from?, to?), "days")
            }
            ("age", [born]) => {
                let born = self.day(node, born)?;
                self.elapsed(Num::Age(born, Day::On), "years")
            }
            ("age", [born, day]) => {
                let (born, day) = (self.day(node, born), self.day(node, day));
                self.elapsed(Num::Age(born?, day?), "years")
            }
            ("min", [_, _, ..]) => self.extreme(node, arguments, Num::Least),
            ("max", [_, _, ..]) => self.extreme(node, arguments, Num::Most),
            ("round_down", [x, step]) => self.rounded(node, Rounding::Down, x, step),
            ("round_up", [x, step]) => self.rounded(node, Rounding::Up, x, step),
            ("round_nearest", [x, step]) => self.rounded(node, Rounding::Nearest, x, step),
            ("change" | "rose_by", [new, old]) => self.changed(node, new, old, Num::Change),
            ("fell_by", [new, old]) => self.changed(node, new, old, Num::Fall),
            ("award_count", [_, ..]) => {
                self.awards(node, expr, arguments, AwardMeasure::Count, "times")
            }
            ("award_count_from", [programmes @ .., year]) if !programmes.is_empty() => {
                let awards = self.only(node, expr, "awards", |k| matches!(k, FactKind::Awards))?;
                let programmes = self.programmes(node, programmes);
                let year = self.number_in(node, year, &Unit::ratio());
                Some(Measured {
                    num: Num::AwardsFrom {
                        awards,
                        programmes: programmes?,
                        year: Box::new(year?),
                    },
                    unit: self.names.facts.units.find("times").cloned(),
                })
            }
            ("award_years", [_, ..]) => {
                self.awards(node, expr, arguments, AwardMeasure::Years, "years")
            }
            ("award_streak", [_, ..]) => {
                self.awards(node, expr, arguments, AwardMeasure::Streak, "years")
            }
            ("award_total", [_, ..]) => {
                self.awards(node, expr, arguments, AwardMeasure::Total, "yen")
            }
            ("holds" | "awarded_in" | "receiving", _) => {
                self.wrong(node, expr, "rule-not-a-number", [("found", expr)])
            }
            _ if is_number_function(name) => {
                self.wrong(node, expr, "rule-bad-arguments", [("name", &name)])
            }
            _ => self.unknown_function(node, expr, name),
        }
    }

    fn elapsed(&mut self, num: Num, unit: &str) -> Option<Measured> {
        Some(Measured {
            num,
            unit: self.names.facts.units.find(unit).cloned(),
        })
    }

    fn extreme(
        &mut self,
        node: &Node,
        arguments: &[Expr],
        make: fn(Vec<Num>) -> Num,
    ) -> Option<Measured> {
        let mut unit = None;
        let mut parts = Vec::new();
        for argument in arguments {
            let part = self.number(node, argument)?;
            unit = self.same_unit(node, argument, unit, part.unit)?;
            parts.push(part.num);
        }
        Some(Measured {
            num: make(parts),
            unit,
        })
    }

    fn rounded(&mut self, node: &Node, how: Rounding, x: &Expr, step: &Expr) -> Option<Measured> {
        let value = self.number(node, x)?;
        let unit = value.unit.clone().unwrap_or_else(Unit::ratio);
        let step_num = self.number_in(node, step, &unit)?;
        if let Num::Literal(size, _) = &step_num
            && *size <= crate::range::ZERO
        {
            return self.wrong(node, step, "rule-bad-rounding-step", []);
        }
        Some(Measured {
            num: Num::Round(how, Box::new(value.num), Box::new(step_num)),
            unit: value.unit,
        })
    }

    fn changed(
        &mut self,
        node: &Node,
        new: &Expr,
        old: &Expr,
        make: fn(Box<Num>, Box<Num>) -> Num,
    ) -> Option<Measured> {
        let (a, b) = (self.number(node, new)?, self.number(node, old)?);
        self.same_unit(node, old, a.unit, b.unit)?;
        Some(ratio(make(Box::new(a.num), Box::new(b.num))))
    }

    fn awards(
        &mut self,
        node: &Node,
        expr: &Expr,
        arguments: &[Expr],
        measure: AwardMeasure,
        unit: &str,
    ) -> Option<Measured> {
        let awards = self.only(node, expr, "awards", |k| matches!(k, FactKind::Awards))?;
        let programmes = self.programmes(node, arguments)?;
        Some(Measured {
            num: Num::Awards {
                measure,
                awards,
                programmes,
            },
            unit: self.names.facts.units.find(unit).cloned(),
        })
    }

    fn unknown_function<T>(&mut self, node: &Node, expr: &Expr, name: &str) -> Option<T> {
        self.wrong(
            node,
            expr,
            "rule-unknown-function",
            [("name", &name), ("known", &FUNCTIONS)],
        )
    }
}

fn is_number_function(name: &str) -> bool {
    FUNCTIONS.split(", ").any(|known| known.trim() == name)
}
