//! Looking after passkeys: the last one, their names, how many there can be.

use accounts::Stop;
use accounts::actions::{
    Passkeys, begin_passkey_sign_in, passkeys_of, remove_passkey, rename_passkey,
};
use accounts::passkey::PasskeyRefusal;
use kernel::SiteAddress;
use platform::Visitor;

use super::authenticator::Authenticator;
use super::ground::{events, sites, somebody};
use super::passkeys::{add, refused, sign_in};

#[tokio::test]
async fn the_last_way_to_sign_in_stays() {
    for accounts in sites().await {
        let kaga = somebody(&accounts, "kaga@example.jp").await;
        let noto = somebody(&accounts, "noto@example.jp").await;
        let (mut phone, mut laptop) = (Authenticator::new(), Authenticator::new());
        add(&accounts, &kaga, &mut phone).await.expect("added");
        let only = passkeys_of(&accounts, &kaga.person.id).await.expect("read")[0]
            .id
            .clone();
        refused(
            remove_passkey(&accounts, &kaga.session, &only).await,
            PasskeyRefusal::LastWay,
            "nobody locks themselves out",
        );
        add(&accounts, &kaga, &mut laptop).await.expect("added");
        let other = remove_passkey(&accounts, &noto.session, &only).await;
        assert!(
            matches!(other, Err(Stop::NotFound)),
            "another person's is not found"
        );
        let own = &kaga.person.id;
        rename_passkey(&accounts, own, &only, " 電話 ")
            .await
            .expect("renamed");
        let kept = passkeys_of(&accounts, own).await.expect("read");
        assert!(kept.iter().any(|key| key.id == only && key.name == "電話"));
        refused(
            rename_passkey(&accounts, own, &only, " ").await,
            PasskeyRefusal::BadName,
            "a name is not empty",
        );
        remove_passkey(&accounts, &kaga.session, &only)
            .await
            .expect("removed");
        refused(
            sign_in(&accounts, &phone).await,
            PasskeyRefusal::Wrong,
            "it is gone",
        );
        sign_in(&accounts, &laptop).await.expect("in");
        assert!(
            events(&accounts, own)
                .await
                .contains(&"passkey-removed".to_owned())
        );
    }
}

#[tokio::test]
async fn there_is_an_end_to_how_many_and_how_often() {
    for accounts in sites().await {
        let kaga = somebody(&accounts, "kaga@example.jp").await;
        for _ in 0..20 {
            add(&accounts, &kaga, &mut Authenticator::new())
                .await
                .expect("added");
        }
        refused(
            add(&accounts, &kaga, &mut Authenticator::new()).await,
            PasskeyRefusal::Enough,
            "twenty",
        );
        for _ in 0..120 {
            begin_passkey_sign_in(&accounts, Visitor::UNKNOWN)
                .await
                .expect("asked");
        }
        refused(
            begin_passkey_sign_in(&accounts, Visitor::UNKNOWN).await,
            PasskeyRefusal::TooOften,
            "one network",
        );
    }
}

#[test]
fn passkeys_belong_to_a_name() {
    let check = |address: &str, possible: bool| {
        let address = SiteAddress::parse(address).unwrap_or_default();
        assert_eq!(
            Passkeys::for_address(&address, "見本市").is_some(),
            possible,
            "{address}"
        );
    };
    check("https://city.example", true);
    check("https://city.example:8443", true);
    check("http://localhost:8080", true);
    check("http://127.0.0.1:8080", false);
    check("", false);
}
