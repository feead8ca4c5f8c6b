//! What people do with their accounts, told as they would tell it.

use jiff::SignedDuration;

use super::mailbox::{letters, link};
use super::site::{Site, sites};
use super::visitor::{Secret, Visitor};

const PASSWORD: &str = "犀川の水はとても冷たい";
const TARO: &str = "taro@example.jp";

async fn taro(site: &Site) -> (Visitor, Secret) {
    let mut taro = Visitor::default();
    let secret = taro.sign_up(site, TARO, PASSWORD).await;
    (taro, secret)
}

#[tokio::test]
async fn somebody_makes_an_account_signs_out_and_in_again() {
    for site in sites().await {
        let (mut taro, secret) = taro(&site).await;
        taro.get(&site, "/en/account")
            .await
            .says(200, "加賀 太郎 (カガ タロウ)");
        taro.get(&site, "/account").await.says(200, "マイページ");
        let before = taro.cookies["__Host-session"].clone();
        taro.post(&site, "/en/sign-out", &[]).await.leads_to("/en");
        taro.get(&site, "/en/account")
            .await
            .leads_to("/en/sign-in?next=%2Fen%2Faccount");
        // The old cookie is worth nothing, even for who kept it.
        let mut thief = Visitor::default();
        thief.cookies.insert("__Host-session".to_owned(), before);
        thief
            .get(&site, "/en/account")
            .await
            .leads_to("/en/sign-in?next=%2Fen%2Faccount");
        // A code is taken once: the one of the set-up is used, the next half minute has another.
        let same = taro.sign_in(&site, TARO, PASSWORD, &secret).await;
        same.says(422, "The code is wrong or was used before");
        let site = site.later(SignedDuration::from_secs(60));
        taro.sign_in(&site, TARO, PASSWORD, &secret)
            .await
            .leads_to("/en/account");
        taro.get(&site, "/en/account/sessions")
            .await
            .says(200, "this device");
        taro.get(&site, "/en/account/events")
            .await
            .says(200, "Signed in");
    }
}

#[tokio::test]
async fn who_wants_to_go_somewhere_arrives_there_after_signing_in() {
    for site in sites().await {
        let (mut taro, secret) = taro(&site).await;
        taro.post(&site, "/en/sign-out", &[]).await;
        let site = site.later(SignedDuration::from_secs(60));
        taro.get(&site, "/account/sessions")
            .await
            .leads_to("/sign-in?next=%2Faccount%2Fsessions");
        let fields = [
            ("email", TARO),
            ("password", PASSWORD),
            ("next", "/account/sessions"),
        ];
        let answer = taro.post(&site, "/sign-in", &fields).await;
        answer.leads_to("/sign-in/code?next=%2Faccount%2Fsessions");
        let fields = [
            ("code", &*secret.code(&site)),
            ("next", "/account/sessions"),
        ];
        taro.post(&site, "/sign-in/code", &fields)
            .await
            .leads_to("/account/sessions");
    }
}

#[tokio::test]
async fn a_session_ends_by_itself_and_from_another_device() {
    for site in sites().await {
        let (mut laptop, secret) = taro(&site).await;
        let site = site.later(SignedDuration::from_secs(60));
        let mut phone = Visitor::default();
        phone
            .sign_in(&site, TARO, PASSWORD, &secret)
            .await
            .leads_to("/en/account");
        // A browser that was not known is told at once.
        let told = letters(&site.db, TARO).await;
        assert!(
            told.iter()
                .any(|letter| letter.text.contains("Chrome / Linux")),
            "{told:#?}"
        );
        phone
            .post(&site, "/en/account/sessions/others/end", &[])
            .await
            .leads_to("/en/account/sessions");
        laptop
            .get(&site, "/en/account")
            .await
            .leads_to("/en/sign-in?next=%2Fen%2Faccount");
        let resting = site.later(SignedDuration::from_mins(61));
        phone
            .get(&resting, "/en/account")
            .await
            .leads_to("/en/sign-in?next=%2Fen%2Faccount");
    }
}

#[tokio::test]
async fn a_forgotten_password_is_replaced_with_a_recovery_code() {
    for site in sites().await {
        let (mut taro, _) = taro(&site).await;
        let page = taro.post(&site, "/en/account/codes", &[]).await;
        page.says(200, "These codes are shown only now");
        let codes: Vec<&str> = page
            .text
            .split("<code translate=\"no\">")
            .skip(1)
            .filter_map(|rest| rest.split('<').next())
            .collect();
        assert_eq!(codes.len(), 10);
        // On another device, without password and app.
        let mut lost = Visitor::default();
        lost.post(&site, "/en/sign-in/help", &[("email", TARO)])
            .await
            .says(200, "A letter is on its way");
        let way = link(&site.db, TARO, "Getting back").await;
        lost.get(&site, &way).await.says(200, "recovery code");
        let wrong = [("wish", "replace"), ("code", "0000-0000-0000")];
        lost.post(&site, &way, &wrong)
            .await
            .says(422, "The code is wrong");
        let right = [("wish", "replace"), ("code", codes[3])];
        lost.post(&site, &way, &right)
            .await
            .leads_to("/en/account/set-up");
        // Whoever was signed in is out; the link and the code are used up.
        taro.get(&site, "/en/account")
            .await
            .leads_to("/en/sign-in?next=%2Fen%2Faccount");
        Visitor::default()
            .get(&site, &way)
            .await
            .says(404, "This link does not work");
        let new = "浅野川の水もとても冷たい";
        lost.post(&site, "/en/account/password", &[("new_password", new)])
            .await
            .leads_to("/en/account/codes");
        lost.get(&site, "/en/account").await.says(200, "My page");
        let told = letters(&site.db, TARO).await;
        for sentence in [
            "A recovery code was used",
            "set up anew by a mailed link",
            "Your password was set",
        ] {
            assert!(
                told.iter().any(|letter| letter.text.contains(sentence)),
                "{sentence}: {told:#?}"
            );
        }
        let mut old = Visitor::default();
        let fields = [("email", TARO), ("password", PASSWORD)];
        old.post(&site, "/en/sign-in", &fields)
            .await
            .says(422, "wrong");
    }
}

#[tokio::test]
async fn another_address_is_proved_and_can_be_taken_back() {
    for site in sites().await {
        let (mut taro, _) = taro(&site).await;
        let new = "taro@new.example";
        taro.post(&site, "/en/account/email", &[("email", TARO)])
            .await
            .says(422, "the address you have now");
        taro.post(&site, "/en/account/email", &[("email", new)])
            .await
            .says(200, "A letter is on its way");
        taro.get(&site, "/en/account").await.says(200, TARO);
        let way = link(&site.db, new, "Confirm your new").await;
        let mut mail_program = Visitor::default();
        mail_program
            .get(&site, &way)
            .await
            .says(200, "Change to this address");
        taro.get(&site, "/en/account").await.says(200, TARO);
        mail_program
            .post(&site, &way, &[])
            .await
            .says(200, "Your e-mail address was changed");
        taro.get(&site, "/en/account").await.says(200, new);
        let undo = link(&site.db, TARO, "was changed").await;
        mail_program
            .post(&site, &undo, &[])
            .await
            .says(200, "You have your old e-mail address back");
        taro.get(&site, "/en/account")
            .await
            .leads_to("/en/sign-in?next=%2Fen%2Faccount");
    }
}

#[tokio::test]
async fn important_changes_ask_for_a_new_proof() {
    for site in sites().await {
        let (mut taro, secret) = taro(&site).await;
        let site = site.later(SignedDuration::from_mins(16));
        for path in [
            "/en/account/email",
            "/en/account/password",
            "/en/account/codes",
            "/en/account/deletion",
        ] {
            let answer = taro.get(&site, path).await;
            assert!(
                answer.to().starts_with("/en/sign-in/again?next="),
                "{path}: {}",
                answer.to()
            );
        }
        taro.get(&site, "/en/sign-in/again?next=/en/account/email")
            .await
            .says(200, "prove once more");
        let before = taro.cookies["__Host-session"].clone();
        taro.sign_in(&site, TARO, PASSWORD, &secret)
            .await
            .leads_to("/en/account");
        assert_ne!(
            taro.cookies["__Host-session"], before,
            "another proof, another session"
        );
        taro.get(&site, "/en/account/email")
            .await
            .says(200, "Change your e-mail address");
        let mut old = Visitor::default();
        old.cookies.insert("__Host-session".to_owned(), before);
        old.get(&site, "/en/account")
            .await
            .leads_to("/en/sign-in?next=%2Fen%2Faccount");
    }
}

#[tokio::test]
async fn a_deleted_account_leaves_nothing_personal() {
    for site in sites().await {
        let (mut taro, _) = taro(&site).await;
        let data = taro.get(&site, "/en/account/data.json").await;
        data.says(200, "\"family_name\": \"加賀\"");
        let other = [("email", "jiro@example.jp")];
        taro.post(&site, "/en/account/deletion", &other)
            .await
            .says(422, "not the address of this account");
        taro.post(&site, "/en/account/deletion", &[("email", TARO)])
            .await
            .says(200, "Your account was deleted");
        taro.get(&site, "/en/account")
            .await
            .leads_to("/en/sign-in?next=%2Fen%2Faccount");
        let mut tx = site.db.read().await.expect("a transaction");
        let row = tx
            .one("SELECT COUNT(*) FROM accounts_person WHERE email IS NOT NULL OR family_name IS NOT NULL OR password IS NOT NULL", ())
            .await
            .expect("a count");
        assert_eq!(row.get::<i64>(0).expect("a number"), 0, "{}", site.kind);
        drop(tx);
        // The address is free again.
        let mut again = Visitor::default();
        let site = site.later(SignedDuration::from_mins(10));
        again.sign_up(&site, TARO, PASSWORD).await;
    }
}

#[tokio::test]
async fn notices_are_gathered_into_one_letter_a_day() {
    use accounts::actions::{gather, tell};
    use accounts::notice::{Digest, Notice, Urgency};
    for site in sites().await {
        let (mut taro, _) = taro(&site).await;
        taro.post(
            &site,
            "/en/account/notices/settings",
            &[("digest", "daily")],
        )
        .await
        .leads_to("/en/account?saved=notices");
        let mut tx = site.db.begin().await.expect("a transaction");
        let id = tx
            .one("SELECT id FROM accounts_person", ())
            .await
            .expect("one")
            .get::<String>(0)
            .expect("an id");
        let id = accounts::PersonId::of(id);
        for organisation in ["金沢機械", "犀川繊維"] {
            let notice = Notice {
                kind: "notice-membership-given",
                said: vec![("organisation", organisation.to_owned())],
                path: Some("/account/organisations".to_owned()),
                urgency: Urgency::Usual,
            };
            tell(&mut tx, &site.accounts, &id, &notice)
                .await
                .expect("told");
        }
        tx.commit().await.expect("committed");
        taro.get(&site, "/account/notices")
            .await
            .says(200, "「犀川繊維」のメンバーになりました。");
        let count = letters(&site.db, TARO).await.len();
        let tomorrow = site.later(SignedDuration::from_hours(25));
        let both = tokio::join!(
            gather(&tomorrow.accounts, Digest::Daily),
            gather(&tomorrow.accounts, Digest::Daily)
        );
        let sent = both.0.expect("gathered") + both.1.expect("gathered");
        assert_eq!(sent, 1, "two processes, one letter");
        let told = letters(&site.db, TARO).await;
        assert_eq!(told.len(), count + 1);
        let digest = told.last().expect("a letter");
        assert!(
            digest.text.contains("金沢機械") && digest.text.contains("犀川繊維"),
            "{digest:?}"
        );
        assert_eq!(
            gather(&tomorrow.accounts, Digest::Daily)
                .await
                .expect("gathered"),
            0
        );
    }
}
