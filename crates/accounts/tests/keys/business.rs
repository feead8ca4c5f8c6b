//! For whom gBizID lets people act.

use accounts::actions::ProviderWish;
use accounts::provider::ProviderKind;
use accounts::{Accounts, PersonId};
use serde_json::{Value, json};

use super::ground::{count, events, session};
use super::provider::Running;
use super::provider_people::{go, sites};

fn said(account: &str, change: Value) -> Value {
    let mut said = json!({
        "sub": "s1", "email": "kaga@example.jp", "account_type": account, "corp_type": "1",
        "corporate_number": "7000012050002", "name": "株式会社 見本",
        "user_last_nm": "加賀", "user_first_nm": "花子",
    });
    for (key, value) in change.as_object().expect("changes") {
        said[key] = value.clone();
    }
    said
}

async fn sign_in(accounts: &Accounts) -> PersonId {
    let begun = go(accounts, ProviderWish::SignIn)
        .await
        .expect("in")
        .expect("a session");
    session(accounts, &begun.session)
        .await
        .expect("alive")
        .person
}

/// Organisation, number and role of all who may act.
async fn mandates(accounts: &Accounts) -> Vec<(String, Option<String>, String)> {
    let mut tx = accounts.db.read().await.expect("a transaction");
    let sql = "SELECT o.name, o.corporate_number, m.role FROM accounts_mandate AS m
                 JOIN accounts_organisation AS o ON o.id = m.organisation_id ORDER BY m.role, o.name";
    let rows = tx.all(sql, ()).await.expect("rows");
    rows.iter()
        .map(|row| {
            (
                row.get(0).expect("a name"),
                row.get(1).expect("a number"),
                row.get(2).expect("a role"),
            )
        })
        .collect()
}

async fn change(accounts: &Accounts, sql: &'static str) {
    let mut tx = accounts.db.begin().await.expect("a transaction");
    tx.execute(sql, ()).await.expect("changed");
    tx.commit().await.expect("committed");
}

async fn business_sites() -> (Running, Vec<Accounts>) {
    sites(ProviderKind::GBizId, false).await
}

#[tokio::test]
async fn the_head_of_a_corporation_owns_its_organisation() {
    let (running, sites) = business_sites().await;
    for accounts in sites {
        running.tells(said("2", json!({})));
        let kaga = sign_in(&accounts).await;
        let owner = (
            "株式会社 見本".to_owned(),
            Some("7000012050002".to_owned()),
            "owner".to_owned(),
        );
        assert_eq!(mandates(&accounts).await, std::slice::from_ref(&owner));
        assert!(
            events(&accounts, &kaga)
                .await
                .contains(&"organisation-entered".to_owned())
        );
        sign_in(&accounts).await;
        assert_eq!(mandates(&accounts).await, [owner], "once");

        // What the owners decided afterwards stays.
        change(&accounts, "UPDATE accounts_membership SET role = 'reader'").await;
        sign_in(&accounts).await;
        assert_eq!(mandates(&accounts).await[0].2, "reader");
        change(
            &accounts,
            "UPDATE accounts_membership SET ended_at = '2026-05-29T03:00:00.000000Z'",
        )
        .await;
        sign_in(&accounts).await;
        assert!(mandates(&accounts).await.is_empty());
    }
}

#[tokio::test]
async fn a_member_edits_once_the_organisation_is_there() {
    let (running, sites) = business_sites().await;
    for accounts in sites {
        running.tells(said("3", json!({})));
        sign_in(&accounts).await;
        assert!(
            mandates(&accounts).await.is_empty(),
            "a member proves no organisation"
        );
        change(
            &accounts,
            "INSERT INTO accounts_organisation (id, name, corporate_number, proof, created_at, version)
             VALUES ('claimed', 'n', '7000012050002', 'none', '2026-05-29T03:00:00.000000Z', 1)",
        )
        .await;
        sign_in(&accounts).await;
        assert!(
            mandates(&accounts).await.is_empty(),
            "nor does a number that anybody can claim"
        );
        change(
            &accounts,
            "UPDATE accounts_organisation SET proof = 'gbizid'",
        )
        .await;
        sign_in(&accounts).await;
        assert_eq!(mandates(&accounts).await[0].2, "editor");
        change(&accounts, "DELETE FROM accounts_membership").await;
        change(
            &accounts,
            "UPDATE accounts_organisation SET closed_at = '2026-05-29T03:00:00.000000Z'",
        )
        .await;
        running.tells(said("2", json!({})));
        sign_in(&accounts).await;
        assert!(mandates(&accounts).await.is_empty(), "closed is closed");
    }
}

#[tokio::test]
async fn an_entry_account_and_a_wrong_number_give_no_right() {
    let (running, sites) = business_sites().await;
    for accounts in sites {
        for told in [
            said("1", json!({})),
            said("2", json!({"corporate_number": "7000012050003"})),
            said("2", json!({"corporate_number": null})),
            said("9", json!({})),
            said("3", json!({"corp_type": "2"})),
        ] {
            running.tells(told);
            sign_in(&accounts).await;
        }
        assert_eq!(
            count(&accounts, "SELECT COUNT(*) FROM accounts_organisation").await,
            0
        );
    }
}

#[tokio::test]
async fn a_sole_proprietor_has_an_organisation_without_a_number() {
    let (running, sites) = business_sites().await;
    for accounts in sites {
        running.tells(said(
            "2",
            json!({"corp_type": "2", "corporate_number": null, "name": "加賀工房"}),
        ));
        sign_in(&accounts).await;
        sign_in(&accounts).await;
        let own = ("加賀工房".to_owned(), None, "owner".to_owned());
        assert_eq!(
            mandates(&accounts).await,
            [own],
            "once, keyed to the account"
        );
    }
}
