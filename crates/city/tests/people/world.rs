//! A small world for one question: an organisation with its people, another one with its own, and the city's desk.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use platform::secret::{Token, new_id};
use platform::{Args, Value};

use super::site::Site;
use super::visitor::Visitor;

/// As whom somebody asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    Anonymous,
    Citizen,
    Reader,
    Editor,
    Owner,
    Agent,
    Officer,
    Approver,
    Finance,
    Reviewer,
    Expert,
    Auditor,
    Administrator,
}

impl Role {
    pub const ALL: [Role; 13] = [
        Role::Anonymous,
        Role::Citizen,
        Role::Reader,
        Role::Editor,
        Role::Owner,
        Role::Agent,
        Role::Officer,
        Role::Approver,
        Role::Finance,
        Role::Reviewer,
        Role::Expert,
        Role::Auditor,
        Role::Administrator,
    ];

    pub fn word(self) -> String {
        format!("{self:?}").to_lowercase()
    }

    fn duty(self) -> Option<String> {
        match self {
            Role::Officer
            | Role::Approver
            | Role::Finance
            | Role::Reviewer
            | Role::Expert
            | Role::Auditor
            | Role::Administrator => Some(self.word()),
            Role::Anonymous
            | Role::Citizen
            | Role::Reader
            | Role::Editor
            | Role::Owner
            | Role::Agent => None,
        }
    }
}

/// Ids by the name that stands for them in an address.
pub type Ids = BTreeMap<String, String>;

pub struct World {
    /// The one who asks.
    pub visitor: Visitor,
    /// What belongs to the asker, or to the organisation for which the asker acts.
    pub own: Ids,
    /// What belongs to others.
    pub foreign: Ids,
}

/// A fresh world with somebody who asks as `role`.
pub async fn world(site: &Site, role: Role) -> World {
    let mut maker = Maker {
        site,
        rows: Vec::new(),
    };
    let asker = maker.person();
    let (own_organisation, own_people) = maker.organisation();
    let (foreign_organisation, foreign_people) = maker.organisation();
    match role {
        Role::Reader | Role::Editor | Role::Owner => {
            maker.member(&own_organisation, &asker, &role.word());
        }
        Role::Agent => {
            maker.delegation(&own_organisation, &asker, &own_people);
        }
        _ => {}
    }
    let section = maker.section();
    if let Some(duty) = role.duty() {
        let of_section = matches!(role, Role::Officer | Role::Approver | Role::Finance);
        maker.duty(&asker, &duty, of_section.then_some(section.as_str()));
    }
    let own = maker.ids(&own_organisation, &asker, &own_people, &section);
    let foreign = maker.ids(
        &foreign_organisation,
        &foreign_people,
        &foreign_people,
        &section,
    );
    let mut visitor = Visitor::default();
    if role != Role::Anonymous {
        let token = Token::new();
        maker.session(&asker, &token);
        visitor
            .cookies
            .insert("__Host-session".to_owned(), token.text());
    }
    maker.write().await;
    World {
        visitor,
        own,
        foreign,
    }
}

/// Gathers rows, and writes them at once.
struct Maker<'a> {
    site: &'a Site,
    rows: Vec<(&'static str, Args)>,
}

impl Maker<'_> {
    fn row(&mut self, sql: &'static str, values: impl Into<Args>) {
        self.rows.push((sql, values.into()));
    }

    fn person(&mut self) -> String {
        let id = new_id();
        let email = format!("{id}@example.jp");
        self.row(
            "INSERT INTO accounts_person (id, email, email_key, family_name, given_name, lang, digest,
                                          authenticator_in_use, authenticator_step, created_at, version)
             VALUES ($1, $2, $2, 'F', 'G', 'en', 'never', $3, 0, $4, 1)",
            (&id, &email, false, self.site.now),
        );
        for _ in 0..2 {
            self.row(
                "INSERT INTO accounts_passkey (id, person_id, credential, passkey, name, created_at)
                 VALUES ($1, $2, $3, '{}', 'K', $4)",
                (new_id(), &id, new_id(), self.site.now),
            );
        }
        id
    }

    /// An organisation with an owner besides whoever asks; the owner comes with it.
    fn organisation(&mut self) -> (String, String) {
        let id = new_id();
        self.row(
            "INSERT INTO accounts_organisation (id, name, proof, created_at, version) VALUES ($1, 'O', 'none', $2, 1)",
            (&id, self.site.now),
        );
        let owner = self.person();
        self.member(&id, &owner, "owner");
        (id, owner)
    }

    fn member(&mut self, organisation: &str, person: &str, role: &str) -> String {
        let id = new_id();
        self.row(
            "INSERT INTO accounts_membership (id, organisation_id, person_id, role, since) VALUES ($1, $2, $3, $4, $5)",
            (&id, organisation, person, role, self.site.now),
        );
        id
    }

    fn delegation(&mut self, organisation: &str, agent: &str, by: &str) -> String {
        let id = new_id();
        self.row(
            "INSERT INTO accounts_delegation (id, organisation_id, agent_person_id, scope, from_day, until_day,
                                              granted_by, created_at)
             VALUES ($1, $2, $3, 'submit', '2026-01-01', '2027-01-01', $4, $5)",
            (&id, organisation, agent, by, self.site.now),
        );
        id
    }

    fn section(&mut self) -> String {
        let id = new_id();
        self.row(
            "INSERT INTO accounts_section (id, version) VALUES ($1, 1)",
            (&id,),
        );
        self.row(
            "INSERT INTO accounts_section_name (section_id, from_day, name_ja, name_en) VALUES ($1, '2020-04-01', '課', 'S')",
            (&id,),
        );
        id
    }

    fn duty(&mut self, person: &str, duty: &str, section: Option<&str>) -> String {
        let id = new_id();
        self.row(
            "INSERT INTO accounts_duty (id, person_id, duty, section_id, from_day, created_at)
             VALUES ($1, $2, $3, $4, '2026-04-01', $5)",
            (&id, person, duty, section, self.site.now),
        );
        id
    }

    fn session(&mut self, person: &str, token: &Token) -> String {
        let id = new_id();
        let now = self.site.now;
        let values: Vec<Value> = vec![
            id.clone().into(),
            token.hash().into(),
            person.into(),
            now.into(),
            (now + SignedDuration::from_hours(12)).into(),
        ];
        self.row(
            "INSERT INTO accounts_session (id, token_hash, person_id, stage, method, browser, created_at, proved_at,
                                           seen_at, ends_at)
             VALUES ($1, $2, $3, 'full', 'passkey', 'B', $4, $4, $4, $5)",
            values,
        );
        id
    }

    /// One thing of every kind that an address can name.
    fn ids(&mut self, organisation: &str, person: &str, owner: &str, section: &str) -> Ids {
        let another = self.person();
        let member = self.member(organisation, &another, "reader");
        let agent = self.person();
        let delegation = self.delegation(organisation, &agent, owner);
        let session = self.session(person, &Token::new());
        let notice = new_id();
        self.row(
            "INSERT INTO accounts_notice (id, person_id, kind, said, path, created_at)
             VALUES ($1, $2, 'notice-passkey-added', '[]', '/account', $3)",
            (&notice, person, self.site.now),
        );
        let passkey = new_id();
        self.row(
            "INSERT INTO accounts_passkey (id, person_id, credential, passkey, name, created_at)
             VALUES ($1, $2, $3, '{}', 'K', $4)",
            (&passkey, person, new_id(), self.site.now),
        );
        let invitation = Token::new().hash();
        let state = format!(
            "{{\"kind\":\"join\",\"organisation\":\"{organisation}\",\"role\":\"reader\",\"email\":\"x@example.jp\",\"by\":\"{owner}\"}}"
        );
        self.row(
            "INSERT INTO accounts_link (token_hash, kind, person_id, organisation_id, state, created_at, ends_at)
             VALUES ($1, 'join', NULL, $2, $3, $4, $5)",
            (&invitation, organisation, &state, self.site.now, self.site.now + SignedDuration::from_hours(24)),
        );
        let duty_invitation = Token::new().hash();
        let state = format!(
            "{{\"kind\":\"take-duty\",\"duty\":\"expert\",\"section\":null,\"from\":\"2026-05-01\",\"until\":null,\"email\":\"x@example.jp\",\"by\":\"{owner}\"}}"
        );
        self.row(
            "INSERT INTO accounts_link (token_hash, kind, person_id, organisation_id, state, created_at, ends_at)
             VALUES ($1, 'take-duty', NULL, NULL, $2, $3, $4)",
            (&duty_invitation, &state, self.site.now, self.site.now + SignedDuration::from_hours(24)),
        );
        let served = self.person();
        let duty = self.duty(&served, "expert", None);
        let ids = [
            ("organisation", organisation.to_owned()),
            ("member", member),
            ("invitation", invitation),
            ("duty-invitation", duty_invitation),
            ("delegation", delegation),
            ("session", session),
            ("notice", notice),
            ("passkey", passkey),
            ("provider", "none".to_owned()),
            ("person", served),
            ("duty", duty),
            ("section", section.to_owned()),
            ("token", Token::new().text()),
        ];
        ids.map(|(name, id)| (name.to_owned(), id)).into()
    }

    async fn write(self) {
        let mut tx = self.site.db.begin().await.expect("a transaction");
        for (sql, values) in self.rows {
            tx.execute(sql, values)
                .await
                .unwrap_or_else(|fault| panic!("{fault:?}: {sql}"));
        }
        tx.commit().await.expect("committed");
    }
}
