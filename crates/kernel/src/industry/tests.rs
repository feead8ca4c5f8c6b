use super::{DIVISIONS, IndustryCode, IndustryFault, IndustrySet, Revision};

fn code(text: &str) -> IndustryCode {
    IndustryCode::parse(text).unwrap()
}

fn check_code(text: &str, printed: &str, division: char) {
    assert_eq!(code(text).to_string(), printed, "{text}");
    assert_eq!(code(text).division(), division, "{text}");
}

#[test]
fn codes_are_read_at_every_level() {
    check_code("E", "E", 'E');
    check_code("09", "09", 'E');
    check_code("240", "240", 'E');
    check_code("2441", "2441", 'E');
    check_code("0111", "0111", 'A');
    check_code(" ｅ ", "E", 'E');
    check_code("７２６", "726", 'L');
    check_code("99", "99", 'T');
}

#[test]
fn every_group_has_one_division() {
    for group in 1..=99_u8 {
        let divisions = DIVISIONS
            .iter()
            .filter(|(_, groups)| groups.contains(&group));
        assert_eq!(divisions.count(), 1, "{group}");
    }
    for (letters, groups) in [
        ("AABBC", 1..=5),
        ("DDDEE", 6..=10),
        ("EFFFFGGGGGH", 32..=42),
        ("HII", 49..=51),
        ("IJ", 61..=62),
        ("JKKKLLLLMMMNNNOOPPPQQR", 67..=88),
        ("RSST", 96..=99),
    ] {
        let found: String = groups
            .map(|group: u8| code(&format!("{group:02}")).division())
            .collect();
        assert_eq!(found, letters);
    }
}

fn refuse_code(text: &str, fault: IndustryFault) {
    assert_eq!(IndustryCode::parse(text), Err(fault), "{text}");
}

#[test]
fn other_texts_are_refused() {
    refuse_code("", IndustryFault::Empty);
    for text in ["9", "24411", "E24", "2A", "製", "製造業", "-1", "+12", "!"] {
        refuse_code(
            text,
            IndustryFault::NotACode {
                text: text.to_owned(),
            },
        );
    }
    for text in ["U", "Z", "00", "001", "0099"] {
        refuse_code(
            text,
            IndustryFault::NoSuchDivision {
                text: text.to_owned(),
            },
        );
    }
}

fn set(text: &str) -> IndustrySet {
    IndustrySet::parse(Revision::Fourteenth, text).unwrap()
}

#[test]
fn a_set_is_printed_as_it_was_written() {
    let text = "E, 39, 411, 7261, 09-32";
    assert_eq!(set(text).to_string(), format!("JSIC14[{text}]"));
    assert_eq!(
        set("ｅ，３９、 ０９－３２").to_string(),
        "JSIC14[E, 39, 09-32]"
    );
    assert_eq!(set("09 - 32").to_string(), "JSIC14[09-32]");
    let older = IndustrySet::parse(Revision::Thirteenth, "56-61").unwrap();
    assert_eq!(older.to_string(), "JSIC13[56-61]");
    assert_eq!(older.revision(), Revision::Thirteenth);
}

fn refuse_set(text: &str, fault: IndustryFault) {
    assert_eq!(
        IndustrySet::parse(Revision::Fourteenth, text),
        Err(fault),
        "{text}"
    );
}

#[test]
fn faulty_sets_are_refused() {
    refuse_set("", IndustryFault::Empty);
    refuse_set("E,", IndustryFault::Empty);
    refuse_set("E,,39", IndustryFault::Empty);
    refuse_set(
        "E 39",
        IndustryFault::NotACode {
            text: "E 39".to_owned(),
        },
    );
    refuse_set(
        "00-32",
        IndustryFault::NoSuchDivision {
            text: "00".to_owned(),
        },
    );
    for text in ["32-09", "A-E", "241-249", "09-321"] {
        refuse_set(
            text,
            IndustryFault::BadRange {
                text: text.to_owned(),
            },
        );
    }
}

fn check(entries: &str, asked: &str, expected: Option<bool>) {
    let answer = set(entries).contains(&code(asked), Revision::Fourteenth);
    assert_eq!(answer, expected, "{asked} in {entries}");
}

#[test]
fn a_code_inside_an_entry_is_in() {
    check("E", "E", Some(true));
    check("E", "24", Some(true));
    check("E", "2441", Some(true));
    check("24", "241", Some(true));
    check("411", "411", Some(true));
    check("411", "4111", Some(true));
    check("09-32", "0911", Some(true));
    check("50-55", "55", Some(true));
    check("E, 39, 411, 7261, 09-32", "7261", Some(true));
}

#[test]
fn a_code_beside_all_entries_is_out() {
    check("E", "G", Some(false));
    check("E", "37", Some(false));
    check("411", "412", Some(false));
    check("411", "4121", Some(false));
    check("411", "39", Some(false));
    check("411", "E", Some(false));
    check("50-55", "56", Some(false));
    check("24", "42", Some(false));
    check("0911", "11", Some(false));
}

#[test]
fn a_broader_code_leaves_the_question_open() {
    check("2441", "24", None);
    check("2441", "244", None);
    check("24", "E", None);
    check("2441", "E", None);
    check("50-55", "I", None);
    check("411, 412", "41", None);
}

#[test]
fn a_broad_code_wholly_covered_is_in() {
    check("09-32", "E", Some(true));
    check("09-20, 21, 22-32", "E", Some(true));
    check("09-20, 22-32", "E", None);
    check("75-77", "M", Some(true));
    check("99", "T", Some(true));
    check("37-39, 40, 411", "G", None);
}

fn check_across(entries: &str, asked: &str, expected: Option<bool>) {
    let answer = set(entries).contains(&code(asked), Revision::Thirteenth);
    assert_eq!(answer, expected, "{asked} of JSIC13 in {entries}");
}

#[test]
fn between_revisions_only_groups_are_compared() {
    check_across("E", "E", Some(true));
    check_across("E", "24", Some(true));
    check_across("24", "24", Some(true));
    check_across("24", "2441", Some(true));
    check_across("09-32", "E", Some(true));
    check_across("24", "E", None);
    check_across("411", "411", None);
    check_across("411", "412", None);
    check_across("411", "41", None);
    check_across("411", "G", None);
    check_across("411", "391", Some(false));
    check_across("411", "E", Some(false));
    check_across("411, 41", "411", Some(true));
    check_across("24", "391", Some(false));
}

#[test]
fn revisions_are_known_by_number() {
    assert_eq!(Revision::from_number(13), Some(Revision::Thirteenth));
    assert_eq!(Revision::from_number(14), Some(Revision::Fourteenth));
    assert_eq!(Revision::from_number(12), None);
    assert_eq!(Revision::Fourteenth.number(), 14);
}

fn check_name(text: &str, ja: Option<&str>, en: Option<&str>) {
    assert_eq!(code(text).ja_name(), ja, "{text}");
    assert_eq!(code(text).en_name(), en, "{text}");
}

#[test]
fn divisions_and_known_groups_have_names() {
    check_name("E", Some("製造業"), Some("Manufacturing"));
    check_name("09", Some("食料品製造業"), Some("Manufacture of food"));
    check_name("39", Some("情報サービス業"), Some("Information services"));
    check_name(
        "74",
        Some("技術サービス業（他に分類されないもの）"),
        Some("Technical services, n.e.c."),
    );
    check_name("42", None, None);
    check_name("390", None, None);
    check_name("3911", None, None);
    for (letter, _) in DIVISIONS {
        assert!(code(&letter.to_string()).ja_name().is_some());
    }
    for group in (9..=41).chain(50..=61).chain(68..=80) {
        assert!(code(&format!("{group:02}")).en_name().is_some(), "{group}");
    }
}
