//! The programmes of the built-in city as SQL: both databases answer as the engine does, and the command prints it.

#[path = "../examples/questions/population.rs"]
mod population;

use std::process::Command;

use city::folder::built_in;
use city::load::{Examples, load};
use eligibility::registry::{Layout, Registry};
use eligibility::settled::Settled;
use eligibility::sql::{Dialect, Rows, Writing, statement, table};
use eligibility::{FactId, FactKind, Profile, Value, judge};
use kernel::Date;
use platform::{AssertSqlSafe, Tx, bench};
use population::{Dice, Population};
use programmes::Catalogue;

const FIRMS: u64 = 120;
const DAY: Date = jiff::civil::date(2026, 5, 1);

/// Firms of which of every fourth fact nothing is known, as a table can hold them.
fn registry(catalogue: &Catalogue, columns: &[FactId]) -> Registry {
    let population = Population::new(catalogue, DAY);
    let facts = &catalogue.facts;
    let mut dice = Dice::new(11);
    let mut firm = |number| {
        let mut firm = population.firm(11, number);
        for id in columns {
            let several = matches!(firm.get(*id), Value::Industry(codes) if codes.len() > 1);
            if several || dice.below(4) == 0 {
                firm.set(*id, Value::Unknown);
            }
        }
        firm
    };
    let profiles: Vec<Profile> = (0..FIRMS).map(&mut firm).collect();
    Registry::of_profiles(&profiles, columns, facts).expect("they fit")
}

async fn run(tx: &mut Tx, sql: String) {
    if let Err(fault) = tx.execute(AssertSqlSafe(sql.clone()), ()).await {
        panic!("{fault}\n{sql}");
    }
}

#[tokio::test]
async fn every_programme_of_the_city_is_judged_alike_by_both_databases() {
    let city = load(built_in(), Examples::Skip).expect("the embedded city is sound");
    let catalogue = &city.catalogue;
    let facts = &catalogue.facts;
    let kept = facts
        .iter()
        .filter(|(_, fact)| !matches!(fact.kind, FactKind::List(_) | FactKind::Awards));
    let columns: Vec<FactId> = kept.map(|(id, _)| id).collect();
    let registry = registry(catalogue, &columns);
    let layout = Layout::of(&registry, facts);
    let mut settled = Settled::new(layout.clone(), DAY);
    for programme in &catalogue.programmes {
        let formed = settled.add(&programme.rules, facts);
        assert!(formed.is_ok(), "{} {formed:?}", programme.id);
    }
    let rows = Rows::new(&registry, &layout, facts, DAY);
    let applicants = (0..registry.len()).map(|row| (row, format!("{row:06}")));
    let insert = rows.insert(applicants).expect("every value has a place");
    for (kind, db) in bench::databases().await {
        let dialect = match kind {
            "sqlite" => Dialect::Sqlite,
            _ => Dialect::Postgres,
        };
        let mut tx = db.begin().await.expect("a transaction");
        run(&mut tx, table(&layout, facts).expect("a table")).await;
        run(&mut tx, insert.clone()).await;
        let mut amounts = 0;
        for (position, programme) in catalogue.programmes.iter().enumerate() {
            let sql = statement(&settled, position, facts, dialect).expect("it has a form");
            let ordered = format!("SELECT * FROM ({sql}) AS answered ORDER BY \"id\"");
            let found = tx.all(AssertSqlSafe(ordered), ()).await.expect("answers");
            assert_eq!(found.len(), registry.len());
            for (row, found) in found.iter().enumerate() {
                let firm = registry.profile(row, facts);
                let answer = judge(&programme.id, &programme.rules, &firm, DAY);
                let low = answer.amount.map(|range| range.low.0);
                let high = answer.amount.and_then(|range| range.high).map(|yen| yen.0);
                let told: (String, Option<i64>, Option<i64>) = (
                    found.get(1).expect("a word"),
                    found.get(2).expect("yen"),
                    found.get(3).expect("yen"),
                );
                let expected = (answer.verdict.word().to_owned(), low, high);
                assert_eq!(told, expected, "{kind} {} row {row}", programme.id);
                amounts += usize::from(low.is_some());
            }
        }
        assert!(amounts > 300, "only {amounts} amounts");
    }
}

/// What `COPY` reads is what `INSERT` writes.
#[test]
fn a_line_for_copy_has_a_value_for_each_column() {
    let city = load(built_in(), Examples::Skip).expect("the embedded city is sound");
    let facts = &city.catalogue.facts;
    let named = [
        "employees",
        "industry",
        "tax_arrears",
        "founded_on",
        "place_in_city",
    ];
    let columns: Vec<FactId> = named.iter().filter_map(|name| facts.find(name)).collect();
    let mut firm = Profile::unknown(facts);
    for (name, text) in [
        ("employees", "20"),
        ("industry", "E"),
        ("tax_arrears", "no"),
    ] {
        let id = facts.find(name).expect("a fact");
        let read = eligibility::read_profile("p", &format!("{{facts: {{{name}: {text}}}}}"), facts);
        firm.set(id, read.expect("a profile").get(id).clone());
    }
    let registry = Registry::of_profiles(&[firm], &columns, facts).expect("it fits");
    let layout = Layout::of(&registry, facts);
    let mut line = String::new();
    Rows::new(&registry, &layout, facts, DAY)
        .write(0, "a,\"b\"", Writing::Csv, &mut line)
        .expect("every value has a place");
    assert_eq!(line, "\"a,\"\"b\"\"\",E,20,,,FALSE\n");
}

fn sql(args: &[&str]) -> (String, String, Option<i32>) {
    let done = Command::new(env!("CARGO_BIN_EXE_monozukuri"))
        .arg("sql")
        .args(args)
        .output()
        .expect("the binary is built");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    (text(done.stdout), text(done.stderr), done.status.code())
}

#[test]
fn the_command_prints_a_table_and_a_statement_and_says_what_it_leaves_out() {
    let day = ["--on", "2026-05-01", "--lang", "en"];
    let (out, told, code) = sql(&[&day[..], &["--programme", "kz-equip-2025"]].concat());
    assert_eq!(code, Some(0), "{told}");
    assert!(out.starts_with("CREATE TABLE registry (\n"), "{out}");
    assert!(
        out.contains("-- kz-equip-2025: ") && out.contains("OFFSET '0'"),
        "{out}"
    );
    assert!(told.contains("counts as unknown of all of them"), "{told}");
    let lite = ["--database", "sqlite", "--print", "counts"];
    let (out, _, _) = sql(&[&day[..], &lite[..], &["--programme", "kz-equip-2025"]].concat());
    assert!(
        out.contains("LIMIT -1 OFFSET 0") && out.contains("GROUP BY"),
        "{out}"
    );
    let (_, told, code) = sql(&["--programme", "nothing", "--lang", "en"]);
    assert_eq!(
        (
            code,
            told.contains("\"nothing\"") || told.contains("“nothing”")
        ),
        (Some(1), true)
    );
    let (_, _, code) = sql(&["--on", "someday"]);
    assert_eq!(code, Some(1));
}

/// A registry from a file becomes a script that fills the table, for each database in its own way.
#[test]
fn the_command_prints_the_rows_of_a_registry() {
    let path = std::env::temp_dir().join(format!("sql-{}.csv", std::process::id()));
    let text = "id,employees,industry,tax_arrears\nA,20,E,no\nB,,\"24;39\",\n";
    std::fs::write(&path, text.replace("\"24;39\"", "24")).expect("a file");
    let name = path.display().to_string();
    let asked = ["--registry", &name, "--print", "rows", "--lang", "en"];
    let (out, told, code) = sql(&asked);
    assert_eq!(code, Some(0), "{told}");
    let expected = "COPY registry FROM STDIN WITH (FORMAT csv);\nA,E,20,FALSE\nB,24,,\n\\.\n\n";
    assert_eq!(out, expected);
    let (out, _, _) = sql(&[&asked[..], &["--database", "sqlite"]].concat());
    let expected = "BEGIN;\nINSERT INTO registry VALUES\n('A','E',20,FALSE),\n('B','24',NULL,NULL);\nCOMMIT;\n\n";
    assert_eq!(out, expected);
    // Two industries have no place: nothing is printed, and whose they are is told.
    std::fs::write(&path, text).expect("a file");
    let (out, told, code) = sql(&asked);
    assert_eq!((out.as_str(), code), ("", Some(1)));
    assert!(told.contains("\"B\""), "{told}");
    std::fs::remove_file(&path).expect("it was there");
    let (_, told, code) = sql(&["--print", "rows", "--lang", "en"]);
    assert_eq!((code, told.contains("--registry")), (Some(1), true));
}
