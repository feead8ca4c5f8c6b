//! Adds steps to a graph, simplified where that is free and never beyond 64 bits.

use super::NoForm;
use super::graph::{Bounds, Graph, Less, Nulls, Side, TruthId, Truths, Whole, WholeId};
use crate::range::Truth;

/// Whole numbers stay strictly between these, which mean something else in columns.
const LEAST: i128 = i64::MIN as i128 + 1;
const MOST: i128 = i64::MAX as i128 - 1;

/// What a step that gives a number can give, when it gives one.
#[derive(Clone, Copy)]
struct Spread(i128, i128);

impl Spread {
    /// The smallest and the largest of some values.
    fn of(values: impl IntoIterator<Item = i128> + Clone) -> Spread {
        let least = values.clone().into_iter().min().unwrap_or(0);
        Spread(least, values.into_iter().max().unwrap_or(0))
    }
}

impl Graph {
    pub(super) fn constant_truth(&mut self, truth: Truth) -> TruthId {
        self.add_truth(Truths::Constant(truth))
    }

    fn known_truth(&self, id: TruthId) -> Option<Truth> {
        match self.truth(id) {
            Truths::Constant(truth) => Some(*truth),
            _ => None,
        }
    }

    pub(super) fn not(&mut self, one: TruthId) -> TruthId {
        match *self.truth(one) {
            Truths::Constant(truth) => self.constant_truth(!truth),
            Truths::Not(inner) => inner,
            _ => self.add_truth(Truths::Not(one)),
        }
    }

    pub(super) fn all(&mut self, parts: Vec<TruthId>) -> TruthId {
        self.together(parts, Truth::Yes, Truths::All)
    }

    pub(super) fn any(&mut self, parts: Vec<TruthId>) -> TruthId {
        self.together(parts, Truth::No, Truths::Any)
    }

    /// All or any: `nothing` is the part that changes nothing, its opposite decides.
    fn together(
        &mut self,
        parts: Vec<TruthId>,
        nothing: Truth,
        make: fn(Vec<TruthId>) -> Truths,
    ) -> TruthId {
        let mut left = Vec::new();
        for part in parts {
            match self.known_truth(part) {
                Some(known) if known == nothing => {}
                Some(known) if known == !nothing => return part,
                _ if left.contains(&part) => {}
                _ => left.push(part),
            }
        }
        left.sort_unstable();
        match left[..] {
            [] => self.constant_truth(nothing),
            [one] => one,
            _ => self.add_truth(make(left)),
        }
    }

    pub(super) fn choose(&mut self, by: TruthId, yes: TruthId, no: TruthId) -> TruthId {
        match self.known_truth(by) {
            Some(Truth::Yes) => yes,
            Some(Truth::No) => no,
            _ if yes == no => yes,
            _ => self.add_truth(Truths::If(by, yes, no)),
        }
    }

    /// Whether it is no: never unknown.
    pub(super) fn is_no(&mut self, one: TruthId) -> TruthId {
        match self.known_truth(one) {
            Some(known) => self.constant_truth(Truth::from(known == Truth::No)),
            None => self.add_truth(Truths::IsNo(one)),
        }
    }

    pub(super) fn is_yes(&mut self, one: TruthId) -> TruthId {
        match self.known_truth(one) {
            Some(known) => self.constant_truth(Truth::from(known == Truth::Yes)),
            None => self.add_truth(Truths::IsYes(one)),
        }
    }

    pub(super) fn less(&mut self, less: Less) -> TruthId {
        let surely = |(a, b): (WholeId, WholeId)| {
            let (a, b) = (self.bounds(a), self.bounds(b));
            (!a.nullable && !b.nullable).then_some((a, b))
        };
        if surely(less.yes).is_some_and(|(a, b)| a.most < b.least) {
            return self.constant_truth(Truth::Yes);
        }
        if surely(less.no).is_some_and(|(a, b)| a.least >= b.most) {
            return self.constant_truth(Truth::No);
        }
        self.add_truth(Truths::Less(less))
    }

    pub(super) fn constant(&mut self, value: Option<i64>) -> WholeId {
        let bounds = Bounds {
            least: value.unwrap_or(0),
            most: value.unwrap_or(0),
            nullable: value.is_none(),
        };
        self.add_whole(Whole::Constant(value), bounds)
    }

    pub(super) fn known_whole(&self, id: WholeId) -> Option<Option<i64>> {
        match self.whole(id) {
            Whole::Constant(value) => Some(*value),
            _ => None,
        }
    }

    fn spread(&self, id: WholeId) -> Spread {
        let bounds = self.bounds(id);
        Spread(i128::from(bounds.least), i128::from(bounds.most))
    }

    /// Adds a step whose values lie within a spread; a refusal when they do not fit.
    pub(super) fn fitting(
        &mut self,
        whole: Whole,
        (least, most): (i128, i128),
        nullable: bool,
    ) -> Result<WholeId, NoForm> {
        if least < LEAST || most > MOST {
            return Err(NoForm::TooLarge);
        }
        let fits = |end: i128| i64::try_from(end).map_err(|_| NoForm::TooLarge);
        let bounds = Bounds {
            least: fits(least)?,
            most: fits(most)?,
            nullable,
        };
        if !nullable && bounds.least == bounds.most {
            return Ok(self.constant(Some(bounds.least)));
        }
        Ok(self.add_whole(whole, bounds))
    }

    fn both(&mut self, whole: Whole, a: WholeId, b: WholeId, s: Spread) -> Result<WholeId, NoForm> {
        if self.known_whole(a) == Some(None) || self.known_whole(b) == Some(None) {
            return Ok(self.constant(None));
        }
        let nullable = self.bounds(a).nullable || self.bounds(b).nullable;
        self.fitting(whole, (s.0, s.1), nullable)
    }

    pub(super) fn plus(&mut self, a: WholeId, b: WholeId) -> Result<WholeId, NoForm> {
        let zero = Some(Some(0));
        if self.known_whole(a) == zero {
            return Ok(b);
        }
        if self.known_whole(b) == zero {
            return Ok(a);
        }
        let (x, y) = (self.spread(a), self.spread(b));
        // A sum is the same in either order.
        let whole = Whole::Plus(a.min(b), a.max(b));
        self.both(whole, a, b, Spread(x.0 + y.0, x.1 + y.1))
    }

    pub(super) fn minus(&mut self, a: WholeId, b: WholeId) -> Result<WholeId, NoForm> {
        if self.known_whole(b) == Some(Some(0)) {
            return Ok(a);
        }
        let (x, y) = (self.spread(a), self.spread(b));
        self.both(Whole::Minus(a, b), a, b, Spread(x.0 - y.1, x.1 - y.0))
    }

    pub(super) fn times(&mut self, a: WholeId, b: WholeId) -> Result<WholeId, NoForm> {
        let (x, y) = (self.spread(a), self.spread(b));
        let spread = Spread::of([x.0 * y.0, x.0 * y.1, x.1 * y.0, x.1 * y.1]);
        self.both(Whole::Times(a.min(b), a.max(b)), a, b, spread)
    }

    /// Times a number; where that is zero, zero, even of what is null.
    pub(super) fn scaled(&mut self, a: WholeId, by: i64) -> Result<WholeId, NoForm> {
        match (by, self.known_whole(a)) {
            (0, _) => return Ok(self.constant(Some(0))),
            (1, _) | (_, Some(None)) => return Ok(a),
            _ => {}
        }
        let (x, factor) = (self.spread(a), i128::from(by));
        let spread = Spread::of([x.0 * factor, x.1 * factor]);
        let nullable = self.bounds(a).nullable;
        self.fitting(Whole::Scaled(a, by), (spread.0, spread.1), nullable)
    }

    /// Divided by a number above zero, rounded down.
    pub(super) fn floor(&mut self, a: WholeId, by: i64) -> Result<WholeId, NoForm> {
        if by == 1 || self.known_whole(a) == Some(None) {
            return Ok(a);
        }
        let x = self.spread(a);
        let below = |value: i128| value.div_euclid(i128::from(by));
        let nullable = self.bounds(a).nullable;
        self.fitting(Whole::Floor(a, by), (below(x.0), below(x.1)), nullable)
    }

    pub(super) fn lesser(&mut self, a: WholeId, b: WholeId, nulls: Nulls) -> WholeId {
        self.extreme(a, b, nulls, Side::Low)
    }

    pub(super) fn greater(&mut self, a: WholeId, b: WholeId, nulls: Nulls) -> WholeId {
        self.extreme(a, b, nulls, Side::High)
    }

    /// The lower or higher of two.
    fn extreme(&mut self, a: WholeId, b: WholeId, nulls: Nulls, side: Side) -> WholeId {
        if a == b {
            return a;
        }
        for (one, other) in [(a, b), (b, a)] {
            match (self.known_whole(one), nulls) {
                (Some(None), Nulls::Null) => return one,
                (Some(None), Nulls::Other) => return other,
                _ => {}
            }
        }
        let (x, y) = (self.bounds(a), self.bounds(b));
        if !x.nullable && !y.nullable {
            let (below, above) = match side {
                Side::Low => (a, b),
                Side::High => (b, a),
            };
            if x.most <= y.least {
                return below;
            }
            if y.most <= x.least {
                return above;
            }
        }
        let whole = match side {
            Side::Low => Whole::Lesser(a.min(b), a.max(b), nulls),
            Side::High => Whole::Greater(a.min(b), a.max(b), nulls),
        };
        // Where the other one counts when one is null, it may be anything of its own.
        let alone = nulls == Nulls::Other && (x.nullable || y.nullable);
        let bounds = Bounds {
            least: match side {
                Side::High if !alone => x.least.max(y.least),
                _ => x.least.min(y.least),
            },
            most: match side {
                Side::Low if !alone => x.most.min(y.most),
                _ => x.most.max(y.most),
            },
            nullable: match nulls {
                Nulls::Null => x.nullable || y.nullable,
                Nulls::Other => x.nullable && y.nullable,
            },
        };
        self.add_whole(whole, bounds)
    }

    /// One of two by a truth; where that is unknown, the lower or higher of both.
    pub(super) fn chosen(
        &mut self,
        by: TruthId,
        (yes, no): (WholeId, WholeId),
        side: Side,
    ) -> WholeId {
        match self.known_truth(by) {
            Some(Truth::Yes) => return yes,
            Some(Truth::No) => return no,
            _ if yes == no => return yes,
            _ => {}
        }
        let (x, y) = (self.bounds(yes), self.bounds(no));
        let bounds = Bounds {
            least: x.least.min(y.least),
            most: x.most.max(y.most),
            nullable: x.nullable || y.nullable,
        };
        self.add_whole(Whole::Chosen(by, yes, no, side), bounds)
    }
}
