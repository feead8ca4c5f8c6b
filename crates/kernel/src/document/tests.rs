use super::*;

fn document(text: &str) -> Node {
    read("a.yaml", text).expect("reads").expect("is not empty")
}

#[test]
fn every_value_knows_its_place() {
    let node = document("id: x\nlist:\n  - {rule: \"a <= b\"}\n");
    let mut faults = Faults::default();
    let mut fields = node.fields(&mut faults).expect("mapping");
    let item = &fields.list("list", &mut faults)[0];
    let mut item = item.fields(&mut faults).expect("mapping");
    let rule = item.required("rule", &mut faults).expect("there");
    assert_eq!(rule.place.to_string(), "a.yaml:3:12");
    assert_eq!(rule.place_at(2).to_string(), "a.yaml:3:15");
}

#[test]
fn a_character_in_a_block_is_found() {
    let node = document("rule: |\n  one\n  two three\n");
    let mut faults = Faults::default();
    let rule = node.fields(&mut faults).unwrap().optional("rule").unwrap();
    assert_eq!(rule.place_at(8).to_string(), "a.yaml:3:7");
}

#[test]
fn an_unknown_name_is_reported_with_the_nearest_known_one() {
    let node = document("conditons: []\n");
    let mut faults = Faults::default();
    let mut fields = node.fields(&mut faults).unwrap();
    assert!(fields.optional("conditions").is_none());
    fields.finish(&mut faults);
    let faults = faults.into_sorted();
    assert_eq!(faults[0].key, "document-unknown-key-near");
    assert_eq!(faults[0].args[1].1, "conditions");
}

#[test]
fn broken_documents_are_refused_with_a_place() {
    let check = |text: &str, key: &str, line: usize| {
        let fault = read("a.yaml", text).expect_err(text);
        assert_eq!((fault.key, fault.place.line), (key, line), "{text}");
    };
    check("a: [1, 2\nb: 3", "document-broken-yaml", 2);
    check("a: 1\nb: 2\na: 3", "document-twice", 3);
    check("a: 1\nb：2\nc: 3", "document-wide-colon", 2);
    check("a:\n　b: 2\n  c: 3", "document-wide-space", 2);
    check("a:\n\tb: 2", "document-tab", 2);
    // A tab is fine between brackets: far from the mistake it is not what is wrong.
    check(
        "{\n\t\"a\": 1,\n\t\"b\": 2\n}\n\n\n]",
        "document-broken-yaml",
        7,
    );
    check("a: &x 1\nb: *x", "document-alias", 1);
    check("--- 1\n--- 2\n", "document-second-document", 2);
    check(&"[".repeat(100), "document-too-deep", 1);
}

#[test]
fn both_languages_are_needed() {
    let node = document("name: {ja: 名前}");
    let mut faults = Faults::default();
    let name = node.fields(&mut faults).unwrap().optional("name").unwrap();
    assert!(name.bilingual(&mut faults).is_none());
    assert_eq!(faults.into_sorted()[0].key, "document-missing-key");
}
