//! What a letter is.

use std::fmt;

use kernel::MailAddress;

/// A letter (通知メール) in plain text to one person.
#[derive(Clone, PartialEq, Eq)]
pub struct Letter {
    /// What kind of letter it is, such as `accounts-sign-in`; it stands in the log.
    pub kind: &'static str,
    /// What it is about, such as `calls-decision:7`. It outlives the letter, so it holds no personal data.
    pub key: String,
    pub to: MailAddress,
    pub subject: String,
    pub text: String,
}

/// Without what is personal in it.
impl fmt::Debug for Letter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Letter({}, {}, …)", self.kind, self.key)
    }
}
