//! What people may do: for an organisation, by membership or delegation, and for the city, by duty.

/// What a member of an organisation may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Sees everything of the organisation.
    Reader,
    /// Writes and hands in as well.
    Editor,
    /// Decides about members and agents as well. An organisation never loses its last owner.
    Owner,
}

impl Role {
    pub const ALL: [Role; 3] = [Role::Owner, Role::Editor, Role::Reader];

    pub fn word(self) -> &'static str {
        match self {
            Role::Owner => "owner",
            Role::Editor => "editor",
            Role::Reader => "reader",
        }
    }

    pub fn of_word(word: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.word() == word)
    }
}

/// How far an agent may act for an organisation (代理申請).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    Read,
    /// Writes drafts; the organisation hands them in.
    Prepare,
    Submit,
}

impl Scope {
    pub const ALL: [Scope; 3] = [Scope::Read, Scope::Prepare, Scope::Submit];

    pub fn word(self) -> &'static str {
        match self {
            Scope::Read => "read",
            Scope::Prepare => "prepare",
            Scope::Submit => "submit",
        }
    }

    pub fn of_word(word: &str) -> Option<Scope> {
        Scope::ALL.into_iter().find(|scope| scope.word() == word)
    }
}

/// What somebody wants to do for an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    Read,
    Prepare,
    Submit,
    /// Members, agents, the organisation's own name.
    Manage,
}

/// What a person does for the city.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Duty {
    /// 担当者: looks after programmes, calls and cases of a section.
    Officer,
    /// 決裁者: decides.
    Approver,
    /// 会計: pays.
    Finance,
    /// 審査員: scores applications.
    Reviewer,
    /// 専門家: advises.
    Expert,
    /// 監査: reads everything, changes nothing.
    Auditor,
    /// 管理者: people, duties, sections.
    Administrator,
}

impl Duty {
    pub const ALL: [Duty; 7] = [
        Duty::Officer,
        Duty::Approver,
        Duty::Finance,
        Duty::Reviewer,
        Duty::Expert,
        Duty::Auditor,
        Duty::Administrator,
    ];

    pub fn word(self) -> &'static str {
        match self {
            Duty::Officer => "officer",
            Duty::Approver => "approver",
            Duty::Finance => "finance",
            Duty::Reviewer => "reviewer",
            Duty::Expert => "expert",
            Duty::Auditor => "auditor",
            Duty::Administrator => "administrator",
        }
    }

    pub fn of_word(word: &str) -> Option<Duty> {
        Duty::ALL.into_iter().find(|duty| duty.word() == word)
    }

    /// Whether the duty is one of a section; the others are of the whole city.
    pub fn is_of_section(self) -> bool {
        match self {
            Duty::Officer | Duty::Approver | Duty::Finance => true,
            Duty::Reviewer | Duty::Expert | Duty::Auditor | Duty::Administrator => false,
        }
    }
}

/// Within what two duties exclude each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within {
    /// One person never has both.
    Person,
    /// One person may have both, but not in the same case.
    Case,
}

/// Two duties that exclude each other: whoever decides does not also pay (maker–checker). The pairs are rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Incompatible {
    pub one: Duty,
    pub other: Duty,
    pub within: Within,
}

impl Within {
    pub fn word(self) -> &'static str {
        match self {
            Within::Person => "person",
            Within::Case => "case",
        }
    }

    pub fn of_word(word: &str) -> Option<Within> {
        [Within::Person, Within::Case]
            .into_iter()
            .find(|within| within.word() == word)
    }
}

/// The duty among `held` that keeps a person from taking on `wanted`, if there is one. `within` is where they would
/// meet: in one person, or (which is stricter) in one case.
pub fn conflict(
    rules: &[Incompatible],
    held: &[Duty],
    wanted: Duty,
    within: Within,
) -> Option<Duty> {
    let counts = |rule: &&Incompatible| rule.within == Within::Person || within == Within::Case;
    rules.iter().filter(counts).find_map(|rule| {
        let against = match wanted {
            duty if duty == rule.one => rule.other,
            duty if duty == rule.other => rule.one,
            _ => return None,
        };
        held.contains(&against).then_some(against)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_decides_does_not_also_pay() {
        let rules = [
            Incompatible {
                one: Duty::Approver,
                other: Duty::Finance,
                within: Within::Person,
            },
            Incompatible {
                one: Duty::Officer,
                other: Duty::Approver,
                within: Within::Case,
            },
        ];
        let check = |held: &[Duty], wanted, within, against: Option<Duty>| {
            assert_eq!(
                conflict(&rules, held, wanted, within),
                against,
                "{held:?} {wanted:?}"
            );
        };
        check(
            &[Duty::Approver],
            Duty::Finance,
            Within::Person,
            Some(Duty::Approver),
        );
        check(
            &[Duty::Finance],
            Duty::Approver,
            Within::Person,
            Some(Duty::Finance),
        );
        check(&[Duty::Officer], Duty::Approver, Within::Person, None);
        check(
            &[Duty::Officer],
            Duty::Approver,
            Within::Case,
            Some(Duty::Officer),
        );
        check(
            &[Duty::Approver],
            Duty::Finance,
            Within::Case,
            Some(Duty::Approver),
        );
        check(&[Duty::Reviewer], Duty::Officer, Within::Case, None);
        check(&[], Duty::Finance, Within::Person, None);
    }

    #[test]
    fn words_lead_back() {
        assert!(
            Role::ALL
                .iter()
                .all(|role| Role::of_word(role.word()) == Some(*role))
        );
        assert!(
            Scope::ALL
                .iter()
                .all(|scope| Scope::of_word(scope.word()) == Some(*scope))
        );
        assert!(
            Duty::ALL
                .iter()
                .all(|duty| Duty::of_word(duty.word()) == Some(*duty))
        );
        assert_eq!(Duty::of_word("king"), None);
    }
}
