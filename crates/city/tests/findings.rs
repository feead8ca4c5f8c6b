//! What `check` finds in a city that can be read: at its place, in both languages, with exit code 1, while the city
//! still loads. Each story changes the sound city of `broken/base`; the second of a pair is so near that nothing is
//! to be told.

use std::fs;
use std::path::Path;

mod command;
use command::{Folder, Ran, monozukuri};

/// The file, what is written there, and what stands there instead.
type Change<'a> = (&'a str, &'a str, &'a str);

const TRAINING: &str = "programmes/training.yaml";
const EQUIP: &str = "programmes/equip.yaml";
const DEFINITIONS: &str = "definitions.yaml";
const FACTS: &str = "facts.yaml";
const WINDOW: &str = "window: {opens: 2026-04-01, closes: 2026-12-25T17:00}";

fn changed(name: &str, changes: &[Change<'_>]) -> (Ran, Ran) {
    let city = Folder::new(&format!("findings-{name}"));
    let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/broken/base");
    for folder in ["", "programmes", "cases"] {
        fs::create_dir_all(city.path.join(folder)).expect("can be made");
        for entry in fs::read_dir(base.join(folder)).expect("is there") {
            let from = entry.expect("can be read").path();
            if from.is_file() {
                let to = city
                    .path
                    .join(from.strip_prefix(&base).expect("lies within"));
                fs::copy(&from, to).expect("can be copied");
            }
        }
    }
    // What the examples expect is not what is asked here.
    fs::remove_dir_all(city.path.join("cases")).expect("can be removed");
    for (file, from, to) in changes {
        let path = city.path.join(file);
        let text = fs::read_to_string(&path).expect("can be read");
        assert_eq!(text.matches(from).count(), 1, "{file} {from}");
        fs::write(&path, text.replace(from, to)).expect("can be written");
    }
    let path = city.path.to_str().expect("the path is UTF-8");
    let run = |lang| monozukuri(&["check", "--city", path, "--lang", lang]);
    (run("en"), run("ja"))
}

/// The one finding: its place, and a piece of its sentence in both languages.
fn finds(name: &str, changes: &[Change<'_>], expected: (&str, &str, &str)) {
    let (place, in_english, in_japanese) = expected;
    let (en, ja) = changed(name, changes);
    for (ran, piece, last) in [(&en, in_english, "1 mistake"), (&ja, in_japanese, "1")] {
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{name}: {}", ran.err);
        let lines: Vec<&str> = ran.err.lines().collect();
        assert_eq!(lines.len(), 2, "{name}: {}", ran.err);
        let told = lines[0]
            .strip_prefix(place)
            .unwrap_or_else(|| panic!("{name}: {}", ran.err));
        assert!(
            told.starts_with(": ") && told.contains(piece),
            "{name}: {told}"
        );
        assert!(lines[1].contains(last), "{name}: {}", lines[1]);
    }
}

fn is_silent(name: &str, changes: &[Change<'_>]) {
    let (en, ja) = changed(name, changes);
    assert_eq!((en.code, en.err.as_str()), (0, ""), "{name}");
    assert_eq!((ja.code, ja.err.as_str()), (0, ""), "{name}");
}

#[test]
fn a_condition_that_another_implies() {
    let size = |rule: &'static str| [(TRAINING, "rule: sme", rule)];
    finds(
        "implied",
        &size("rule: sme and employees + 1人 <= 100人"),
        (
            "programmes/training.yaml:11:11",
            "[implied]",
            "何も左右しません",
        ),
    );
    is_silent("not-implied", &size("rule: sme and employees >= 10人"));
}

#[test]
fn a_cap_that_no_number_of_people_reaches() {
    let cap = |cap: &'static str| {
        [(
            TRAINING,
            "  cap: highest_grant\n  rounding: down to 1000円",
            cap,
        )]
    };
    finds(
        "cap",
        &[
            cap(
                "  cap: {by_date: [{from: 2024-04-01, value: highest_grant}]}\n  rounding: down to 1000円",
            )[0],
            (
                TRAINING,
                "base: training_cost",
                "base: min(training_cost, 1万円)",
            ),
        ],
        (
            "programmes/training.yaml:24:8",
            "This cap never binds",
            "この上限が効くことはありません",
        ),
    );
    is_silent(
        "no-cap",
        &cap("  cap: highest_grant\n  rounding: down to 100円"),
    );
}

#[test]
fn a_condition_that_does_not_hold_while_the_window_is_open() {
    let tax = |rule: &'static str| [(TRAINING, "rule: not tax_arrears", rule)];
    finds(
        "window",
        &tax("rule: not tax_arrears and on >= 2027-01-01"),
        (
            "programmes/training.yaml:17:31",
            "on which applications are taken",
            "受け付ける",
        ),
    );
    is_silent(
        "open-window",
        &tax("rule: not tax_arrears and on >= 2026-12-25"),
    );
}

#[test]
fn rules_that_begin_beside_the_window() {
    let text = |first: &str, second: &str| {
        format!(
            "{WINDOW}\neditions:\n  - from: {first}\n    conditions: [{{id: size, rule: employees <= 20人}}]\n  - from: {second}\n    conditions: [{{id: size, rule: sme and not tax_arrears and since(founded_on) >= 1年 and place_in_city has factory}}]\n    amount: {{base: training_cost, cap: highest_grant, rate: {{cases: [{{when: small_enterprise, then: 1/2}}, {{otherwise: 1/3}}]}}}}\n"
        )
    };
    let base = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/broken/base")
        .join(TRAINING);
    let base = fs::read_to_string(base).expect("can be read");
    let from = base.find(WINDOW).expect("has a window");
    let rules = &base[from..];
    let with = |text: &str, name: &str, expected: Option<(&str, &str, &str)>| match expected {
        Some(expected) => finds(name, &[(TRAINING, rules, text)], expected),
        None => is_silent(name, &[(TRAINING, rules, text)]),
    };
    with(
        &text("2025-04-01", "2026-12-26"),
        "edition-after",
        Some((
            "programmes/training.yaml:12:11",
            "after the window closed on 2026-12-25",
            "受付は 2026-12-25 に終わっている",
        )),
    );
    with(
        &text("2026-04-02", "2026-12-25"),
        "window-before",
        Some((
            "programmes/training.yaml:10:11",
            "before the first rules begin on 2026-04-02",
            "最初の規則は 2026-04-02 から",
        )),
    );
    with(&text("2026-04-01", "2026-12-25"), "editions-within", None);
}

#[test]
fn facts_and_fields_that_no_rule_asks_about() {
    let keep = "    accepted:\n      fact-unused: {ja: 来年度の制度で尋ねる。, en: A programme of next year asks about it.}\n";
    finds(
        "fact",
        &[(FACTS, keep, "")],
        (
            "facts.yaml:40:5",
            "No rule asks about the fact \"ward\"",
            "「ward」を尋ねる規則がありません",
        ),
    );
    is_silent(
        "fact-used",
        &[
            (FACTS, keep, ""),
            (
                EQUIP,
                "rule: award_count(this) = 0",
                "rule: award_count(this) = 0 or ward = \"北区\"",
            ),
        ],
    );
    let cost =
        "      - {id: cost, type: number, unit: yen, range: 0円.., label: {ja: 金額, en: cost}}\n";
    let field = format!("{cost}      - {{id: shop, type: text, label: {{ja: 店, en: shop}}}}\n");
    finds(
        "field",
        &[(FACTS, cost, &field)],
        (
            "facts.yaml:56:9",
            "the field \"shop\"",
            "「shop」を尋ねる規則がありません",
        ),
    );
    is_silent(
        "field-used",
        &[
            (FACTS, cost, &field),
            (
                EQUIP,
                "where: category = machinery",
                "where: category = machinery and shop != \"x\"",
            ),
        ],
    );
}

#[test]
fn definitions_and_parameters() {
    let more = |what: &'static str| [(DEFINITIONS, "parameters:\n", what)];
    finds(
        "definition",
        &more(
            "  - id: large\n    label: {ja: 大企業, en: large firm}\n    editions: [{from: 2000-01-01, means: employees > 300人}]\nparameters:\n",
        ),
        (
            "definitions.yaml:16:5",
            "No rule uses the definition \"large\"",
            "定義「large」を使う規則がありません",
        ),
    );
    finds(
        "parameter",
        &more(
            "parameters:\n  - {id: lowest, label: {ja: 最低, en: lowest}, unit: yen, values: [{from: 2024-04-01, value: 1円}]}\n",
        ),
        (
            "definitions.yaml:17:5",
            "No rule uses the parameter \"lowest\"",
            "値「lowest」を使う規則がありません",
        ),
    );
    let dated = [
        (
            TRAINING,
            "conditions:\n  - id: size\n    rule: sme",
            "editions:\n- from: 2026-04-01\n  conditions:\n  - id: size\n    rule: sme",
        ),
        (
            TRAINING,
            "amount:\n  base: training_cost\n  rate:\n    cases:\n      - {when: small_enterprise, then: 2/3}\n      - {otherwise: 1/2}\n  cap: highest_grant\n  rounding: down to 1000円",
            "  amount: {base: training_cost, cap: highest_grant, rate: {cases: [{when: small_enterprise, then: 2/3}, {otherwise: 1/2}]}}",
        ),
    ];
    is_silent("parameter-fine", &dated);
    let first =
        "      - {from: 2024-04-01, value: 80000円}\n      - {from: 2026-04-01, value: 100000円}\n";
    let late = [
        &dated[..],
        &[(
            DEFINITIONS,
            first,
            "      - {from: 2026-05-01, value: 80000円}\n",
        )],
    ]
    .concat();
    finds(
        "parameter-late",
        &late,
        (
            "definitions.yaml:21:9",
            "until then it is not stated",
            "それまでは値がありません",
        ),
    );
    let stale = [&dated[..], &[(DEFINITIONS, first, "      - {from: 2022-04-01, value: 80000円}\n      - {from: 2023-04-01, value: 100000円}\n")]].concat();
    finds(
        "parameter-stale",
        &stale,
        (
            "definitions.yaml:22:9",
            "The last value of \"highest_grant\" is of 2023-04-01",
            "「highest_grant」の最後の値は 2023-04-01",
        ),
    );
    let single = [
        &dated[..],
        &[(
            DEFINITIONS,
            first,
            "      - {from: 2022-04-01, value: 80000円}\n",
        )],
    ]
    .concat();
    is_silent("parameter-constant", &single);
}

#[test]
fn an_acceptance_is_beside_the_rule_and_needed() {
    let size = "    rule: sme\n";
    let accepted = |rule: &str, kind: &str| {
        format!(
            "    rule: {rule}\n    accepted: {{{kind}: {{ja: 出典の文のまま。, en: As the source says.}}}}\n"
        )
    };
    let implied = "sme and employees + 1人 <= 100人";
    is_silent(
        "accepted",
        &[(TRAINING, size, &accepted(implied, "implied"))],
    );
    finds(
        "acceptance-unneeded",
        &[(TRAINING, size, &accepted("sme", "implied"))],
        (
            "programmes/training.yaml:12:16",
            "Nothing here is found that \"implied\" accepts",
            "「implied」で認める指摘がありません",
        ),
    );
    finds(
        "acceptance-unknown",
        &[(TRAINING, size, &accepted("sme", "implicit"))],
        (
            "programmes/training.yaml:12:16",
            "There is no kind of finding \"implicit\"",
            "「implicit」という指摘の種類はありません",
        ),
    );
}

#[test]
fn a_city_with_findings_still_answers() {
    let city = Folder::new("findings-answers");
    let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/broken/base");
    for file in ["city.yaml", FACTS, DEFINITIONS, EQUIP, TRAINING] {
        let text = fs::read_to_string(base.join(file)).expect("can be read");
        let to = city.path.join(file);
        fs::create_dir_all(to.parent().expect("lies in a folder")).expect("can be made");
        fs::write(
            to,
            text.replace("rule: sme", "rule: sme and employees >= 0人"),
        )
        .expect("written");
    }
    let profile = city.path.join("profile.yaml");
    fs::write(&profile, "employees: 5").expect("can be written");
    let path = |path: &Path| path.to_str().expect("the path is UTF-8").to_owned();
    let (city, profile) = (path(&city.path), path(&profile));
    assert_eq!(monozukuri(&["check", "--city", &city]).code, 1);
    let ran = monozukuri(&["assess", "--city", &city, "--profile", &profile]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
}

#[test]
fn nothing_is_found_in_the_city_that_is_built_in() {
    let ran = monozukuri(&["check", "--lang", "en"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
}
