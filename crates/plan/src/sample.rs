//! The first city's content, for the tests of this crate.

use kernel::Faults;

use crate::Plan;

pub const FILES: [(&str, &str); 3] = [
    (
        "strategy.yaml",
        include_str!("../../../cities/kanazawa/strategy.yaml"),
    ),
    (
        "organisations.yaml",
        include_str!("../../../cities/kanazawa/organisations.yaml"),
    ),
    (
        "figures.yaml",
        include_str!("../../../cities/kanazawa/figures.yaml"),
    ),
];

/// The plan of the first city.
pub fn plan() -> Plan {
    read(&FILES).unwrap_or_else(|sentences| panic!("{sentences:#?}"))
}

/// The plan, or the English sentences about what is wrong.
pub fn read(files: &[(&str, &str)]) -> Result<Plan, Vec<String>> {
    let words = kernel::Words::joined([crate::words(), platform::words()]);
    let mut faults = Faults::default();
    let plan = crate::read(files, &mut faults);
    let sentences: Vec<String> = faults
        .into_sorted()
        .iter()
        .map(|fault| fault.sentence(&words, kernel::Lang::En))
        .collect();
    assert_eq!(plan.is_none(), !sentences.is_empty(), "{sentences:?}");
    plan.ok_or(sentences)
}
