//! What a database answers for each row of a registry.

use eligibility::Facts;
use eligibility::registry::Registry;
use eligibility::settled::Settled;
use eligibility::sql::{Dialect, NoSql, Rows, statement, table};
use platform::{AssertSqlSafe, Db, Tx};

/// Verdict in a word, and the yen where an amount is given; without an upper end nothing known limits it.
pub type Answer = (String, Option<(i64, Option<i64>)>);

pub fn dialect(db: &Db) -> Dialect {
    match db.kind() {
        "sqlite" => Dialect::Sqlite,
        _ => Dialect::Postgres,
    }
}

/// The answers of all programmes to all rows, for each programme that has a form. Nothing is left in the database.
pub async fn answers(
    db: &Db,
    settled: &Settled,
    facts: &Facts,
    registry: &Registry,
) -> Vec<Result<Vec<Answer>, NoSql>> {
    let mut tx = db.begin().await.expect("a transaction");
    fill(&mut tx, settled, facts, registry).await;
    let mut all = Vec::new();
    for programme in 0..settled.programmes.len() {
        match statement(settled, programme, facts, dialect(db)) {
            Err(none) => all.push(Err(none)),
            Ok(sql) => all.push(Ok(ask(&mut tx, &sql).await)),
        }
    }
    all
}

/// Makes the table of a registry with its rows.
pub async fn fill(tx: &mut Tx, settled: &Settled, facts: &Facts, registry: &Registry) {
    run(tx, table(&settled.layout, facts).expect("a table")).await;
    let rows = Rows::new(registry, &settled.layout, facts, settled.on);
    let applicants = (0..registry.len()).map(|row| (row, format!("{row:06}")));
    run(
        tx,
        rows.insert(applicants).expect("every value has a place"),
    )
    .await;
}

async fn run(tx: &mut Tx, sql: String) {
    if let Err(fault) = tx.execute(AssertSqlSafe(sql.clone()), ()).await {
        panic!("{fault}\n{sql}");
    }
}

async fn ask(tx: &mut Tx, sql: &str) -> Vec<Answer> {
    let ordered = format!("SELECT * FROM ({sql}) AS answered ORDER BY \"id\"");
    let rows = match tx.all(AssertSqlSafe(ordered), ()).await {
        Ok(rows) => rows,
        Err(fault) => panic!("{fault}\n{sql}"),
    };
    let answers = rows.iter().map(|row| {
        let low: Option<i64> = row.get(2).expect("yen");
        let high: Option<i64> = row.get(3).expect("yen");
        let given: bool = row.get(4).expect("yes or no");
        assert_eq!(given, low.is_some(), "{sql}");
        (row.get(1).expect("a word"), low.map(|low| (low, high)))
    });
    answers.collect()
}
