//! Who is in which group.

use super::{city, half, registry};
use crate::simulation::{By, Districts, Group, Groups};

fn ids(groups: &Groups, by: By, rows: usize) -> Vec<String> {
    let set = groups
        .sets
        .iter()
        .find(|set| set.by == by)
        .expect("is there");
    (0..rows)
        .map(|row| set.groups[set.group(row)].id())
        .collect()
}

#[test]
fn the_classes_of_size_are_those_of_the_census() {
    let catalogue = city(&half("10万円", 20));
    let rows = [
        ("employees: 0", "0"),
        ("employees: 1", "1-4"),
        ("employees: 4", "1-4"),
        ("employees: 5", "5-9"),
        ("employees: 19", "10-19"),
        ("employees: 20", "20-29"),
        ("employees: 49", "30-49"),
        ("employees: 99", "50-99"),
        ("employees: 299", "100-299"),
        ("employees: 300", "300-"),
        ("employees: 99999", "300-"),
        ("", "unknown"),
        ("employees: 5..9", "5-9"),
        ("employees: 4..5", "unknown"),
        ("employees: 300..5000", "300-"),
    ];
    let registry = registry(&rows.map(|(facts, _)| facts), &catalogue.facts);
    let groups = Groups::of(&registry, &catalogue.facts, None);
    assert_eq!(ids(&groups, By::Size, rows.len()), rows.map(|(_, id)| id));
    assert_eq!(groups.absent, [By::District]);
}

#[test]
fn who_has_several_industries_stands_with_the_first() {
    let catalogue = city(&half("10万円", 20));
    let rows = [
        ("industry: \"2441\"", "E"),
        ("industry: [\"39\", \"24\"]", "G"),
        ("industry: D", "D"),
        ("", "unknown"),
    ];
    let registry = registry(&rows.map(|(facts, _)| facts), &catalogue.facts);
    let names = ["", "東", "西"].map(str::to_owned);
    let districts = Districts {
        names: &names,
        codes: &[2, 0, 1, 2],
    };
    let groups = Groups::of(&registry, &catalogue.facts, Some(districts));
    assert_eq!(
        ids(&groups, By::Industry, rows.len()),
        rows.map(|(_, id)| id)
    );
    assert_eq!(ids(&groups, By::District, 4), ["西", "unknown", "東", "西"]);
    let last = groups.sets.last().expect("districts");
    assert_eq!(last.groups[1], Group::District("東".to_owned()));
    assert_eq!(last.counts, [1, 1, 2]);
}
