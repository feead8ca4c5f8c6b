//! How often a condition is likely not to be fulfilled, in percent. A guess about companies that nobody knows yet: it
//! decides in which order conditions are asked and never what is answered.

use eligibility::formula::{Cond, Source};
use eligibility::language::Quantity;
use eligibility::{Fact, Facts};

/// What cannot be guessed.
const EVEN: u64 = 50;
/// What programmes ask to be so is often so, and what they exclude seldom is.
const SELDOM: u64 = 20;

pub fn chance_of_no(rule: &Cond, facts: &Facts) -> u64 {
    match rule {
        Cond::Constant(holds) => u64::from(!holds) * 100,
        Cond::NotStated => 0,
        Cond::Not(inner) => match &**inner {
            Cond::Fact(_) | Cond::Over { .. } => SELDOM,
            other => 100 - chance_of_no(other, facts),
        },
        Cond::All(parts) => parts
            .iter()
            .map(|part| chance_of_no(part, facts))
            .max()
            .unwrap_or(0),
        Cond::Any(parts) => parts
            .iter()
            .map(|part| chance_of_no(part, facts))
            .min()
            .unwrap_or(0),
        Cond::OneOf(source, among) => {
            let all = fact(*source, facts).choices().len().max(1) as u64;
            100 - 100 * u64::from(among.count_ones()).min(all) / all
        }
        Cond::Has(_, quantity, among) => {
            let count = u64::from(among.count_ones());
            match quantity {
                Quantity::Any => 100 / (count + 1),
                Quantity::All => 100 - 100 / (count + 1),
                Quantity::None => EVEN,
            }
        }
        Cond::Industry(..) | Cond::Holds { .. } => 100 - SELDOM,
        Cond::TextIs(..) | Cond::Awarded { .. } | Cond::Receiving { .. } => 95,
        Cond::Fact(_)
        | Cond::Compare(..)
        | Cond::CompareDates(..)
        | Cond::If(..)
        | Cond::Over { .. }
        | Cond::Defined(_)
        | Cond::ByDate(_) => EVEN,
    }
}

fn fact(source: Source, facts: &Facts) -> &Fact {
    match source {
        Source::Fact(id) => facts.get(id),
        Source::Field { list, index } => &facts.get(list).fields()[index as usize],
    }
}
