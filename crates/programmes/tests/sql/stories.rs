//! Single constructs: what is shared is computed once, what has no form is said, and what the table refuses.

use eligibility::FactId;
use eligibility::registry::{Layout, Registry};
use eligibility::settled::{Bounds, Graph, Ready, Settled, Truths, Whole, WholeId};
use eligibility::sql::{Construct, Dialect, NoSql, counts, statement, table};
use kernel::Lang;
use platform::{AssertSqlSafe, bench};

use crate::database::{answers, dialect};
use crate::rules::by_engine;
use crate::sample::{ON, facts, profile, rules};

/// Asks both databases about applicants by one rule, and holds them against the engine.
async fn check(rule: &str, applicants: &[&str]) -> Vec<String> {
    let facts = facts();
    let text = format!("conditions: [{{id: c, rule: '{rule}'}}]");
    let rules = rules(&text, &facts).expect("the rule is sound");
    let profiles = applicants.iter().map(|text| profile(text, &facts));
    let profiles: Vec<_> = profiles.collect();
    let wanted = [
        "industry",
        "receiving",
        "ward",
        "certificates",
        "employees",
        "place",
    ];
    let wanted: Vec<FactId> = wanted.iter().filter_map(|name| facts.find(name)).collect();
    let registry = Registry::of_profiles(&profiles, &wanted, &facts).expect("they fit");
    let mut settled = Settled::new(Layout::of(&registry, &facts), ON);
    settled.add(&rules, &facts).expect("it has a form");
    let expected: Vec<_> = (0..registry.len())
        .map(|row| by_engine("p", &rules, &registry.profile(row, &facts)))
        .collect();
    for (kind, db) in bench::databases().await {
        let found = answers(&db, &settled, &facts, &registry).await;
        assert_eq!(found[0].as_ref(), Ok(&expected), "{kind} {rule}");
    }
    expected.into_iter().map(|(word, _)| word).collect()
}

#[tokio::test]
async fn an_industry_too_broad_to_say_is_undecided() {
    let asked = ["E", "24", "241", "2411", "G", "39", "391", "3911", "50", ""];
    let applicants: Vec<String> = asked
        .iter()
        .map(|code| match *code {
            "" => String::new(),
            code => format!("industry: \"{code}\""),
        })
        .collect();
    let applicants: Vec<&str> = applicants.iter().map(String::as_str).collect();
    let words = check("industry in JSIC14[24, 391]", &applicants).await;
    let (yes, no, open) = ("eligible", "ineligible", "undecided");
    let expected = [open, yes, yes, yes, open, open, yes, yes, no, open];
    assert_eq!(words, expected);
    // Codes of another revision are compared no further than two digits.
    let words = check("industry in JSIC13[24, 391]", &applicants).await;
    let expected = [open, yes, yes, yes, open, open, open, open, no, open];
    assert_eq!(words, expected);
    check("industry in JSIC14[E, 39, 411, 7261, 09-32]", &applicants).await;
    check("not industry in JSIC14[2411, 3912]", &applicants).await;
}

#[tokio::test]
async fn a_programme_is_not_taken_for_one_with_a_similar_name() {
    let applicants = [
        "receiving: [other]",
        "receiving: [oth_r]",
        "receiving: [p, oth_r]",
        "receiving: []",
        "",
    ];
    let words = check("receiving(oth_r)", &applicants).await;
    assert_eq!(
        words,
        [
            "ineligible",
            "eligible",
            "eligible",
            "ineligible",
            "undecided"
        ]
    );
}

#[tokio::test]
async fn what_a_text_holds_is_no_sql() {
    let ward = |text: &str| format!("ward: \"{text}\"");
    let texts = ["o'hara", "'; DROP TABLE registry; --", "a\\\\b", "北", "{}"].map(ward);
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    check("ward in [\"o''hara\", \"北\"]", &texts).await;
}

/// A chain in which each step uses the one before twice: written into each other it would be computed 2^60 times.
#[tokio::test]
async fn what_is_used_twice_is_computed_once() {
    let facts = facts();
    let registry = Registry::of_profiles(
        &[profile("employees: 1", &facts)],
        &[facts.find("employees").expect("a fact")],
        &facts,
    );
    let registry = registry.expect("it fits");
    let layout = Layout::of(&registry, &facts);
    let mut graph = Graph::default();
    let mut bounds = Bounds {
        least: 0,
        most: 1,
        nullable: true,
    };
    let employees = facts.find("employees").expect("a fact");
    let mut last = graph.add_whole(
        Whole::End(employees, eligibility::settled::Side::Low, None),
        bounds,
    );
    for _ in 0..60 {
        bounds.most *= 2;
        last = graph.add_whole(Whole::Plus(last, last), bounds);
    }
    let settled = comparing(graph, layout, last, 1 << 60);
    for (kind, db) in bench::databases().await {
        let text = statement(&settled, 0, &facts, dialect(&db)).expect("it has a form");
        assert!(text.len() < 10_000, "{} characters", text.len());
        let found = answers(&db, &settled, &facts, &registry).await;
        let expected = vec![("eligible".to_owned(), None)];
        assert_eq!(found[0].as_ref(), Ok(&expected), "{kind}");
    }
}

/// A thousand steps, each in the next: deeper than SQLite takes one expression.
#[tokio::test]
async fn a_long_chain_is_cut_into_layers() {
    let facts = facts();
    let employees = facts.find("employees").expect("a fact");
    let profiles = [profile("employees: 1", &facts)];
    let registry = Registry::of_profiles(&profiles, &[employees], &facts).expect("it fits");
    let layout = Layout::of(&registry, &facts);
    let mut graph = Graph::default();
    let mut bounds = Bounds {
        least: 0,
        most: 1,
        nullable: true,
    };
    let end = Whole::End(employees, eligibility::settled::Side::Low, None);
    let mut last = graph.add_whole(end, bounds);
    let one = graph.add_whole(
        Whole::Constant(Some(1)),
        Bounds {
            least: 1,
            most: 1,
            nullable: false,
        },
    );
    for _ in 0..1000 {
        bounds.most += 1;
        last = graph.add_whole(Whole::Plus(last, one), bounds);
    }
    let settled = comparing(graph, layout, last, 1001);
    for (kind, db) in bench::databases().await {
        let found = answers(&db, &settled, &facts, &registry).await;
        assert_eq!(
            found[0].as_ref(),
            Ok(&vec![("eligible".to_owned(), None)]),
            "{kind}"
        );
    }
}

/// Whether a number is this one.
fn comparing(mut graph: Graph, layout: Layout, number: WholeId, with: i64) -> Settled {
    let with = graph.add_whole(
        Whole::Constant(Some(with)),
        Bounds {
            least: with,
            most: with,
            nullable: false,
        },
    );
    let verdict = graph.add_truth(Truths::Equal {
        a: (number, number),
        b: (with, with),
    });
    Settled {
        on: ON,
        layout,
        graph,
        programmes: vec![Ready {
            verdict,
            money: None,
        }],
    }
}

fn refused(rule: &str, columns: &[&str]) -> NoSql {
    let facts = facts();
    let text = format!("conditions: [{{id: c, rule: '{rule}'}}]");
    let rules = rules(&text, &facts).expect("the rule is sound");
    let wanted = columns.iter().filter_map(|name| facts.find(name));
    let wanted: Vec<FactId> = wanted.collect();
    let registry = Registry::of_profiles(&[], &wanted, &facts).expect("nothing fits always");
    let mut settled = Settled::new(Layout::of(&registry, &facts), ON);
    settled.add(&rules, &facts).expect("columns have a form");
    statement(&settled, 0, &facts, Dialect::Sqlite).expect_err("SQL has none")
}

#[test]
fn what_has_no_form_is_said_in_both_languages() {
    let facts = facts();
    for (rule, column, construct) in [
        (
            "(count of members where in_city) >= 2人",
            "members",
            Construct::List,
        ),
        ("award_count(other) <= 1回", "awards", Construct::Awards),
        (
            "awarded_in(this, fiscal_year - 1)",
            "awards",
            Construct::Awards,
        ),
        (
            "holds(plan, 2025-04-01)",
            "certificates",
            Construct::CertificateOnDay,
        ),
    ] {
        let none = refused(rule, &[column]);
        assert_eq!(none.construct, construct, "{rule}");
        for lang in [Lang::Ja, Lang::En] {
            let said = none.sentence(eligibility::words(), &facts, lang);
            assert!(said.contains(column) && !said.contains('⟦'), "{said}");
        }
    }
}

#[tokio::test]
async fn the_table_refuses_what_the_rules_do_not_reckon_with() {
    let facts = facts();
    let wanted = ["employees", "form"].map(|name| facts.find(name).expect("a fact"));
    let layout = Layout::for_facts(&facts, wanted);
    for (kind, db) in bench::databases().await {
        for (row, fine) in [
            ("'a', 20, 'sole'", true),
            ("'b', NULL, NULL", true),
            ("'c', 1000001, 'sole'", false),
            ("'d', 20, 'king'", false),
            ("'a', 20, 'sole'", false),
        ] {
            let mut tx = db.begin().await.expect("a transaction");
            let table = table(&layout, &facts).expect("a table");
            tx.execute(AssertSqlSafe(table), ())
                .await
                .expect("a new table");
            let first = "INSERT INTO registry VALUES ('a', 1, 'sole')";
            if !fine {
                tx.execute(first, ()).await.expect("a sound row");
            }
            let sql = format!("INSERT INTO registry VALUES ({row})");
            let done = tx.execute(AssertSqlSafe(sql), ()).await;
            assert_eq!(done.is_ok(), fine, "{kind} {row}");
        }
    }
}

#[tokio::test]
async fn counts_are_those_of_the_answers() {
    let facts = facts();
    let rules = rules(
        "conditions: [{id: c, rule: green}]\namount: {base: cost, rate: 1/3}",
        &facts,
    );
    let applicants = [
        "green: yes, cost: 10",
        "green: yes, cost: 8",
        "green: yes",
        "green: no",
    ];
    let profiles = applicants.map(|text| profile(text, &facts));
    let wanted = ["green", "cost"].map(|name| facts.find(name).expect("a fact"));
    let registry = Registry::of_profiles(&profiles, &wanted, &facts).expect("they fit");
    let mut settled = Settled::new(Layout::of(&registry, &facts), ON);
    settled
        .add(&rules.expect("sound"), &facts)
        .expect("it has a form");
    for (kind, db) in bench::databases().await {
        let mut tx = db.begin().await.expect("a transaction");
        crate::database::fill(&mut tx, &settled, &facts, &registry).await;
        let text = statement(&settled, 0, &facts, dialect(&db)).expect("it has a form");
        let sql = format!("SELECT \"applicants\", \"given\", \"limited\", CAST(\"low\" AS BIGINT), CAST(\"high\" AS BIGINT)
              FROM ({}) AS counted WHERE \"verdict\" = 'eligible'", counts(&text));
        let row = tx.one(AssertSqlSafe(sql), ()).await.expect("a row");
        let numbers: Vec<i64> = (0..5).map(|at| row.get(at).expect("a number")).collect();
        assert_eq!(numbers, [3, 3, 2, 5, 5], "{kind}");
    }
}
