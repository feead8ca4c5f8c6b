//! Numbers: where a comparison turns.

use super::{About, Asked, Turning};
use crate::evaluate::Scene;
use crate::fact::FactId;
use crate::formula::walk::{self, Seen};
use crate::formula::{Calc, Cond, Num, Source, in_force};
use crate::profile::Value;
use crate::range::{Exact, ONE, Range, ZERO, within};

/// Whether a rule asks about a fact.
pub(super) fn asks(num: &Num, id: FactId) -> bool {
    let mut found = false;
    walk::number(num, &mut |seen| {
        found |= matches!(seen, Seen::Fact(other) if other == id);
    });
    found
}

/// Two numbers that are weighed against each other, and whether that is all there is to it.
struct Weighed {
    at: Vec<Exact>,
    whole: bool,
}

/// The values of a fact at which two numbers are equal, as far as they can be worked out.
pub(crate) fn crossings(id: FactId, scene: Scene<'_>, left: &Num, right: &Num) -> Vec<Exact> {
    let asked = &Asked::default();
    let mut found = Weighed {
        at: Vec::new(),
        whole: true,
    };
    About { id, scene, asked }.weigh(left, right, &mut found);
    found.at
}

impl About<'_> {
    pub(super) fn numbers(&self, range: Range, counted: bool) -> Turning {
        let mut found = Weighed {
            at: Vec::new(),
            whole: true,
        };
        for cond in &self.asked.conditions {
            if let Cond::Compare(_, left, right) = cond {
                self.weigh(left, right, &mut found);
            }
        }
        for num in &self.asked.numbers {
            self.bends(num, &mut found);
        }
        Turning {
            values: points(found.at, range, counted),
            whole: found.whole,
        }
    }

    /// Where a number bends: bands, and what is the least or the most.
    fn bends(&self, num: &Num, found: &mut Weighed) {
        match num {
            Num::Marginal(of, bands, unit) => {
                for (end, _) in bands {
                    if let Some(end) = end {
                        let end = Num::Literal(*end, unit.clone());
                        self.weigh(of, &end, found);
                    }
                }
            }
            Num::Least(parts) | Num::Most(parts) => {
                for (index, one) in parts.iter().enumerate() {
                    for other in &parts[index + 1..] {
                        self.weigh(one, other, found);
                    }
                }
            }
            _ => {}
        }
    }

    fn weigh(&self, left: &Num, right: &Num, found: &mut Weighed) {
        if !asks(left, self.id) && !asks(right, self.id) {
            return;
        }
        for left in self.pieces(left) {
            for right in self.pieces(right) {
                match self.root(left, right) {
                    Some(Root::At(value)) => found.at.push(value),
                    Some(Root::Nowhere) => {}
                    None => found.whole = false,
                }
            }
        }
    }

    /// The numbers of which one is meant: where they cross is a turning point of its own.
    fn pieces<'n>(&self, num: &'n Num) -> Vec<&'n Num> {
        match num {
            Num::Least(parts) | Num::Most(parts) => {
                parts.iter().flat_map(|part| self.pieces(part)).collect()
            }
            Num::If(_, yes, no) => [self.pieces(yes), self.pieces(no)].concat(),
            Num::Defined(definition) => match in_force(&definition.editions, self.scene.on) {
                Some(means) => self.pieces(means),
                None => vec![num],
            },
            Num::ByDate(editions) => match in_force(editions, self.scene.on) {
                Some(means) => self.pieces(means),
                None => vec![num],
            },
            other => vec![other],
        }
    }

    /// Where two numbers are equal.
    fn root(&self, left: &Num, right: &Num) -> Option<Root> {
        match (left, right) {
            (Num::Change(new, old), rate) => self.ratio(new, old, self.constant(rate)?),
            (Num::Fall(new, old), rate) => self.ratio(new, old, -self.constant(rate)?),
            (rate, Num::Change(new, old)) => self.ratio(new, old, self.constant(rate)?),
            (rate, Num::Fall(new, old)) => self.ratio(new, old, -self.constant(rate)?),
            _ => Some(equal(self.line(left)?, self.line(right)?)),
        }
    }

    /// Where new ÷ old − 1 is a rate: new = (1 + rate) × old.
    fn ratio(&self, new: &Num, old: &Num, rate: Exact) -> Option<Root> {
        let (slope, constant) = self.line(old)?;
        Some(equal(
            self.line(new)?,
            (slope * (ONE + rate), constant * (ONE + rate)),
        ))
    }

    fn constant(&self, num: &Num) -> Option<Exact> {
        match self.line(num)? {
            (slope, constant) if slope == ZERO => Some(constant),
            _ => None,
        }
    }

    /// A number as slope × fact + constant.
    fn line(&self, num: &Num) -> Option<(Exact, Exact)> {
        if !asks(num, self.id) {
            return Some((ZERO, self.scene.number(num).single()?));
        }
        match num {
            Num::Fact(Source::Fact(id), _) if *id == self.id => Some((ONE, ZERO)),
            Num::Negative(inner) => self.line(inner).map(|(a, b)| (-a, -b)),
            Num::InUnit(inner, unit) => {
                let (a, b) = self.line(inner)?;
                Some((a / unit.factor, b / unit.factor))
            }
            Num::Calc(calc, left, right) => {
                let ((a, b), (c, d)) = (self.line(left)?, self.line(right)?);
                match calc {
                    Calc::Plus => Some((a + c, b + d)),
                    Calc::Minus => Some((a - c, b - d)),
                    Calc::Times if c == ZERO => Some((a * d, b * d)),
                    Calc::Times if a == ZERO => Some((c * b, d * b)),
                    Calc::Divided if c == ZERO && d != ZERO => Some((a / d, b / d)),
                    Calc::Times | Calc::Divided => None,
                }
            }
            Num::Defined(definition) => self.line(in_force(&definition.editions, self.scene.on)?),
            Num::ByDate(editions) => self.line(in_force(editions, self.scene.on)?),
            _ => None,
        }
    }
}

enum Root {
    At(Exact),
    /// The two never meet, or are always the same.
    Nowhere,
}

fn equal((a, b): (Exact, Exact), (c, d): (Exact, Exact)) -> Root {
    if a == c {
        Root::Nowhere
    } else {
        Root::At((d - b) / (a - c))
    }
}

/// Each turning point, and one value between any two and outside all of them. Of what is counted only whole numbers.
fn points(mut at: Vec<Exact>, range: Range, counted: bool) -> Vec<Value> {
    at.extend(range.low.into_iter().chain(range.high));
    at.sort_unstable();
    at.dedup();
    let mut points: Vec<Exact> = Vec::with_capacity(at.len() * 3);
    for (index, value) in at.iter().enumerate() {
        if counted {
            let (down, up) = (value.floor(), value.ceil());
            points.extend([down - ONE, down, up, up + ONE]);
        } else {
            let next = at.get(index + 1);
            let two = ONE + ONE;
            if index == 0 {
                points.push(*value - ONE);
            }
            points.push(*value);
            points.push(next.map_or(*value + ONE, |next| (*value + *next) / two));
        }
    }
    if points.is_empty() {
        points.push(ZERO);
    }
    points.sort_unstable();
    points.dedup();
    points
        .into_iter()
        .filter(|value| within(range, *value))
        .map(|value| Value::Number(Range::point(value)))
        .collect()
}
