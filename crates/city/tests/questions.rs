//! The order of the questions saves questions: a small part of the experiment in `docs/benchmarks.md`.

#[path = "../examples/questions/interview.rs"]
mod interview;
#[path = "../examples/questions/population.rs"]
mod population;

use city::folder::built_in;
use city::load::{Examples, load};
use jiff::civil::date;

use interview::{Interview, Order, Scope};
use population::{Dice, Population};

#[test]
fn what_decides_most_takes_fewer_questions_than_any_other_order() {
    let city = load(built_in(), Examples::Skip).expect("the embedded city is sound");
    let on = date(2026, 5, 1);
    let population = Population::new(&city.catalogue, on);
    for scope in [Scope::All, Scope::OnOffer] {
        let interview = Interview {
            catalogue: &city.catalogue,
            on,
            scope,
            skips: 0,
        };
        compare(&interview, &population);
    }
}

fn compare(interview: &Interview<'_>, population: &Population<'_>) {
    let questions = |order: Order| {
        let firms = (0..12).map(|number| population.firm(1, number));
        let asked = firms.map(|firm| {
            let course = interview.ask(&firm, order, &mut Dice::new(7));
            assert!(course.until(50) <= course.until(90));
            course.questions()
        });
        asked.sum::<usize>()
    };
    let ours = questions(Order::Deciding);
    let few: usize = (0..3)
        .map(|number| interview.with_hindsight(&population.firm(1, number)))
        .sum();
    assert!(few > 0 && few < ours, "hindsight needs fewer");
    for (order, hundredths) in [
        (Order::Form, 60),
        (Order::File, 90),
        (Order::FileOfVerdicts, 97),
        (Order::Random, 75),
    ] {
        let others = questions(order);
        assert!(ours * 100 <= others * hundredths, "{ours} of {others}");
    }
}
