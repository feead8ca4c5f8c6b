//! Another city than Kanazawa: sixteen made-up programmes of common designs, written from `docs/rules.md` alone,
//! and their answers, computed by hand before the program was run. No line of code knows either city.

use std::path::Path;

use city::folder::on_disk;
use city::load::{Examples, load};
use kernel::Lang;

#[test]
fn answers_computed_by_hand_come_out() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sample_city");
    let files = on_disk(&folder).expect("the folder can be read");
    let city = load(files, Examples::Run).unwrap_or_else(|faults| {
        let said: Vec<String> = faults
            .iter()
            .map(|fault| fault.sentence(city::fault_words(), Lang::En))
            .collect();
        panic!("{}", said.join("\n"))
    });
    assert_eq!(city.catalogue.programmes.len(), 16);
    assert!(city.catalogue.cases.len() >= 150);
    // A small city has no strategy, organisations or figures.
    assert!(city.plan.strategy.is_none());
}
