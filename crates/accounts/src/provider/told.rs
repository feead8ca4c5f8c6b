//! What a provider tells of a person, out of its `userinfo`: only what the site needs. Birthdays, telephone numbers and
//! home addresses stand beside it and are never looked at.

use kernel::{CorporateNumber, MailAddress};
use serde_json::Value;

use super::ProviderKind;
use crate::person::{Name, kana_part, name_part};

/// A person as the provider knows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Which of its people it is, for ever the same.
    pub subject: String,
    /// `None`: not told, or told to be unproved.
    pub email: Option<MailAddress>,
    pub name: Option<Name>,
    /// For whom the person does business (gBizID).
    pub business: Option<Business>,
}

/// What kind of gBizID account it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Business {
    /// エントリー: nobody has looked at any paper. It may sign a person in and gives no right for anybody.
    Entry,
    /// プライム: the head of the business, with a seal certificate or a My Number card.
    Prime(Party),
    /// メンバー: an account that a prime has made for somebody of the business.
    Member(Party),
}

/// The business.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Party {
    Corporation {
        number: CorporateNumber,
        name: String,
    },
    /// 個人事業主: it has no number; its name is the trade name, or the person's.
    Sole { name: String },
}

/// Reads the answer; nothing when it does not say whose it is. What cannot be read otherwise is left out: a name that
/// no form would take must not keep a person out.
pub fn told(kind: ProviderKind, said: &Value) -> Option<Told> {
    let subject = text(said, "sub")?;
    let unproved = said.get("email_verified") == Some(&Value::Bool(false));
    let email = text(said, "email").filter(|_| !unproved);
    let name = match kind {
        ProviderKind::Staff => name(said, ["family_name", "given_name"], None),
        ProviderKind::GBizId => person_of_business(said),
    };
    Some(Told {
        business: match kind {
            ProviderKind::Staff => None,
            ProviderKind::GBizId => business(said, name.as_ref()),
        },
        subject,
        email: email.and_then(|email| MailAddress::parse(&email).ok()),
        name,
    })
}

/// Whoever uses the account; for a prime who has not told that, the head of the business.
fn person_of_business(said: &Value) -> Option<Name> {
    let user_kana = ["user_last_nm_kana", "user_first_nm_kana"];
    let head_kana = ["rep_last_nm_kana", "rep_first_nm_kana"];
    let user = name(said, ["user_last_nm", "user_first_nm"], Some(user_kana));
    let is_head = text(said, "account_type").as_deref() != Some("3");
    user.or_else(|| {
        name(said, ["rep_last_nm", "rep_first_nm"], Some(head_kana)).filter(|_| is_head)
    })
}

fn business(said: &Value, person: Option<&Name>) -> Option<Business> {
    let account = text(said, "account_type")?;
    if account == "1" {
        return Some(Business::Entry);
    }
    let party = match text(said, "corp_type")?.as_str() {
        "1" => {
            let number = CorporateNumber::parse(&text(said, "corporate_number")?).ok()?;
            Party::Corporation {
                number,
                name: text(said, "name").unwrap_or_else(|| number.to_string()),
            }
        }
        "2" => Party::Sole {
            name: text(said, "name").or_else(|| person.map(Name::full))?,
        },
        _ => return None,
    };
    match account.as_str() {
        "2" => Some(Business::Prime(party)),
        "3" => Some(Business::Member(party)),
        _ => None,
    }
}

fn name(said: &Value, keys: [&str; 2], kana: Option<[&str; 2]>) -> Option<Name> {
    let part = |key| name_part(&text(said, key)?).ok();
    let reading = |key| kana_part(&text(said, key)?).ok()?;
    Some(Name {
        family: part(keys[0])?,
        given: part(keys[1])?,
        kana: kana.and_then(|[family, given]| reading(family).zip(reading(given))),
    })
}

/// A text, or a number as a text: documents show `account_type` as both.
fn text(said: &Value, key: &str) -> Option<String> {
    match said.get(key)? {
        Value::String(text) if !text.trim().is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn staff_have_name_and_address() {
        let said = json!({"sub": "a1", "email": "Kaga@city.example", "family_name": "加賀", "given_name": "太郎"});
        let told = told(ProviderKind::Staff, &said).expect("somebody");
        assert_eq!(told.subject, "a1");
        assert_eq!(told.email.expect("an address").key(), "kaga@city.example");
        assert_eq!(told.name.expect("a name").full(), "加賀 太郎");
        assert_eq!(told.business, None);
    }

    #[test]
    fn an_unproved_address_is_none_and_nobody_is_nobody() {
        let said = json!({"sub": "a", "email": "a@b.example", "email_verified": false, "account_type": "2"});
        let read = told(ProviderKind::Staff, &said).expect("somebody");
        assert_eq!((read.email, read.business), (None, None));
        for nobody in [
            json!({}),
            json!({"sub": ""}),
            json!({"sub": null}),
            json!([]),
        ] {
            assert_eq!(told(ProviderKind::Staff, &nobody), None);
        }
    }

    #[test]
    fn a_business_is_what_its_account_says() {
        let check = |change: Value, expected: Option<Business>| {
            let mut said = json!({
                "sub": "g1", "account_type": "2", "corp_type": "1", "corporate_number": "7000012050002",
                "name": "株式会社 見本", "user_last_nm": "加賀", "user_first_nm": "花子",
                "user_last_nm_kana": "カガ", "user_first_nm_kana": "ハナコ", "birthday_ymd": "19700101",
            });
            for (key, value) in change.as_object().expect("changes") {
                said[key] = value.clone();
            }
            let told = told(ProviderKind::GBizId, &said).expect("somebody");
            assert_eq!(told.business, expected, "{change}");
        };
        let corporation = || Party::Corporation {
            number: CorporateNumber::parse("7000012050002").expect("a number"),
            name: "株式会社 見本".to_owned(),
        };
        let sole = |name: &str| Party::Sole {
            name: name.to_owned(),
        };
        check(json!({}), Some(Business::Prime(corporation())));
        check(
            json!({"account_type": 2}),
            Some(Business::Prime(corporation())),
        );
        check(
            json!({"account_type": "3"}),
            Some(Business::Member(corporation())),
        );
        check(json!({"account_type": "1"}), Some(Business::Entry));
        check(json!({"account_type": "9"}), None);
        check(json!({"corporate_number": "7000012050003"}), None);
        check(json!({"corporate_number": null}), None);
        check(
            json!({"corp_type": "2"}),
            Some(Business::Prime(sole("株式会社 見本"))),
        );
        check(
            json!({"corp_type": "2", "name": ""}),
            Some(Business::Prime(sole("加賀 花子"))),
        );
    }
}
