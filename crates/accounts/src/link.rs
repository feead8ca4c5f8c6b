//! Links that are mailed. Each works once and for a while; what it does happens only after a press of a button on the
//! page it leads to, because mail programs open links on their own.

use jiff::SignedDuration;
use kernel::MailAddress;
use serde::{Deserialize, Serialize};

use crate::delegation::Term;
use crate::duty::{Post, Span};
use crate::id::{OrganisationId, PersonId, SectionId};
use crate::role::{Role, Scope};

/// What a link leads to, with what it needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Purpose {
    /// Makes an account for the address.
    SignUp { email: String },
    /// Opens a browser for a person who cannot get in; with `by_office` without a code, because the office has looked
    /// at the person.
    Recover { by_office: bool },
    /// Makes the address the person's own.
    ChangeEmail { email: String },
    /// Undoes a change of address, in the letter to the old one.
    RestoreEmail { email: String },
    /// Makes whoever opens it a member. `by` is the person who invites.
    Join {
        organisation: String,
        role: String,
        email: String,
        by: String,
    },
    /// Makes whoever opens it an agent.
    Represent {
        organisation: String,
        scope: String,
        from: String,
        until: String,
        email: String,
        by: String,
    },
    /// Gives the person who has the address a duty in the city.
    TakeDuty {
        duty: String,
        section: Option<String>,
        from: String,
        until: Option<String>,
        email: String,
        by: String,
    },
}

impl Purpose {
    pub fn word(&self) -> &'static str {
        match self {
            Purpose::SignUp { .. } => "sign-up",
            // A stranger who asks for help does not make void what the office has sent.
            Purpose::Recover { by_office: true } => "recover-by-office",
            Purpose::Recover { by_office: false } => "recover",
            Purpose::ChangeEmail { .. } => "change-email",
            Purpose::RestoreEmail { .. } => "restore-email",
            Purpose::Join { .. } => "join",
            Purpose::Represent { .. } => "represent",
            Purpose::TakeDuty { .. } => "take-duty",
        }
    }

    /// How long the link works.
    pub fn lasts(&self) -> SignedDuration {
        match self {
            Purpose::Recover { by_office: false } => SignedDuration::from_mins(30),
            Purpose::SignUp { .. }
            | Purpose::ChangeEmail { .. }
            | Purpose::Recover { by_office: true } => SignedDuration::from_hours(24),
            Purpose::RestoreEmail { .. }
            | Purpose::Join { .. }
            | Purpose::Represent { .. }
            | Purpose::TakeDuty { .. } => SignedDuration::from_hours(24 * 14),
        }
    }

    /// Whether a newer link of the kind to the same person makes this one void.
    pub fn only_newest(&self) -> bool {
        match self {
            Purpose::Recover { .. } | Purpose::ChangeEmail { .. } => true,
            Purpose::SignUp { .. }
            | Purpose::RestoreEmail { .. }
            | Purpose::Join { .. }
            | Purpose::Represent { .. }
            | Purpose::TakeDuty { .. } => false,
        }
    }

    /// The address the link was sent to, where it is about one.
    pub fn email(&self) -> Option<MailAddress> {
        match self {
            Purpose::SignUp { email }
            | Purpose::ChangeEmail { email }
            | Purpose::RestoreEmail { email }
            | Purpose::Join { email, .. }
            | Purpose::Represent { email, .. }
            | Purpose::TakeDuty { email, .. } => MailAddress::parse(email).ok(),
            Purpose::Recover { .. } => None,
        }
    }

    /// The organisation whose owners see the link among their invitations.
    pub fn organisation(&self) -> Option<&str> {
        match self {
            Purpose::Join { organisation, .. } | Purpose::Represent { organisation, .. } => {
                Some(organisation)
            }
            Purpose::SignUp { .. }
            | Purpose::Recover { .. }
            | Purpose::ChangeEmail { .. }
            | Purpose::RestoreEmail { .. }
            | Purpose::TakeDuty { .. } => None,
        }
    }

    /// Who invites, for a link that does; it works only for somebody who is signed in.
    pub fn sender(&self) -> Option<&str> {
        match self {
            Purpose::Join { by, .. }
            | Purpose::Represent { by, .. }
            | Purpose::TakeDuty { by, .. } => Some(by),
            Purpose::SignUp { .. }
            | Purpose::Recover { .. }
            | Purpose::ChangeEmail { .. }
            | Purpose::RestoreEmail { .. } => None,
        }
    }

    pub fn join(
        organisation: &OrganisationId,
        role: Role,
        email: &MailAddress,
        by: &PersonId,
    ) -> Purpose {
        Purpose::Join {
            organisation: organisation.to_string(),
            role: role.word().to_owned(),
            email: email.as_str().to_owned(),
            by: by.to_string(),
        }
    }

    pub fn represent(
        organisation: &OrganisationId,
        scope: Scope,
        term: &Term,
        email: &MailAddress,
        by: &PersonId,
    ) -> Purpose {
        Purpose::Represent {
            organisation: organisation.to_string(),
            scope: scope.word().to_owned(),
            from: term.from().to_string(),
            until: term.until().to_string(),
            email: email.as_str().to_owned(),
            by: by.to_string(),
        }
    }

    pub fn take_duty(post: &Post, span: &Span, email: &MailAddress, by: &PersonId) -> Purpose {
        Purpose::TakeDuty {
            duty: post.duty().word().to_owned(),
            section: post.section().map(SectionId::to_string),
            from: span.from.to_string(),
            until: span.until.map(|day| day.to_string()),
            email: email.as_str().to_owned(),
            by: by.to_string(),
        }
    }
}
