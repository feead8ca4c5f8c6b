//! E-mail addresses, as people type them and as servers take them. Whether somebody reads what is sent there is not
//! known here: only a letter that was answered proves that.

use std::fmt;

use unicode_normalization::UnicodeNormalization;

/// An e-mail address. It is in ASCII, has one `@`, fits into the limits of RFC 5321, and holds nothing that could
/// become a second recipient or a second line: no space, control character, quote, bracket or comma.
///
/// `{:?}` never shows it, because addresses are personal data and must not slip into a log.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct MailAddress {
    text: String,
    at: usize,
}

/// Why a text is no address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailAddressFault {
    /// Nothing was written.
    Empty,
    /// There is no `@`, or more than one.
    NotOneAt,
    /// More than 64 characters before the `@`, or more than 254 in all.
    TooLong,
    /// A character that an address cannot have, such as a space, a quote or a Japanese letter.
    Character,
    /// Nothing stands before the `@`.
    NoName,
    /// What stands behind the `@` is not the name of a place in the internet.
    Domain,
}

const LONGEST_NAME: usize = 64;
const LONGEST: usize = 254;
const LONGEST_LABEL: usize = 63;

impl MailAddress {
    /// Reads an address. Spaces around it are left out, full-width letters become plain ones (`ｔａｒｏ＠…`), and the
    /// domain is written in small letters; the name before the `@` stays as it is, because its server may care.
    ///
    /// Two dots in a row or a dot before the `@` are let through: mobile carriers gave out such addresses.
    pub fn parse(text: &str) -> Result<MailAddress, MailAddressFault> {
        let folded: String = text.nfkc().collect();
        let folded = folded.trim();
        if folded.is_empty() {
            return Err(MailAddressFault::Empty);
        }
        let Some((name, domain)) = folded
            .split_once('@')
            .filter(|(_, domain)| !domain.contains('@'))
        else {
            return Err(MailAddressFault::NotOneAt);
        };
        if name.is_empty() {
            return Err(MailAddressFault::NoName);
        }
        if !name.chars().all(may_stand_in_name) || !domain.chars().all(may_stand_in_domain) {
            return Err(MailAddressFault::Character);
        }
        if name.len() > LONGEST_NAME || folded.len() > LONGEST {
            return Err(MailAddressFault::TooLong);
        }
        let domain = domain.to_ascii_lowercase();
        if !is_domain(&domain) {
            return Err(MailAddressFault::Domain);
        }
        Ok(MailAddress {
            at: name.len(),
            text: format!("{name}@{domain}"),
        })
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What stands before the `@`.
    pub fn name(&self) -> &str {
        &self.text[..self.at]
    }

    /// What stands behind the `@`, in small letters.
    pub fn domain(&self) -> &str {
        &self.text[self.at + 1..]
    }

    /// Under which an address is looked up: two addresses that differ in capitals only belong to one person.
    pub fn key(&self) -> String {
        self.text.to_ascii_lowercase()
    }
}

/// RFC 5322 `atext` and the dot.
fn may_stand_in_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c)
}

fn may_stand_in_domain(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '.')
}

/// `localhost`, or at least two labels of which the last is no number (`192.0.2.1` is no name).
fn is_domain(domain: &str) -> bool {
    let is_label = |label: &str| {
        (1..=LONGEST_LABEL).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let labels: Vec<&str> = domain.split('.').collect();
    let last_is_name = labels
        .last()
        .is_some_and(|label| !label.chars().all(|c| c.is_ascii_digit()));
    labels.iter().all(|label| is_label(label))
        && (domain == "localhost" || (labels.len() > 1 && last_is_name))
}

impl fmt::Display for MailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for MailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MailAddress(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, read: Result<&str, MailAddressFault>) {
        let found = MailAddress::parse(text);
        let found = found.as_ref().map(MailAddress::as_str).map_err(|why| *why);
        assert_eq!(found, read, "{text:?}");
    }

    #[test]
    fn an_address_is_read_as_people_type_it() {
        check("hanako@example.jp", Ok("hanako@example.jp"));
        check("  Hanako@Example.JP\u{3000}", Ok("Hanako@example.jp"));
        check("ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ", Ok("taro@example.jp"));
        check("a+b_c@city.kanazawa.lg.jp", Ok("a+b_c@city.kanazawa.lg.jp"));
        check("root@localhost", Ok("root@localhost"));
        check("a@xn--zckzah.jp", Ok("a@xn--zckzah.jp"));
        check("old..phone.@docomo.ne.jp", Ok("old..phone.@docomo.ne.jp"));
    }

    #[test]
    fn nothing_that_could_become_two_recipients_or_two_lines_is_an_address() {
        for text in [
            "a b@example.jp",
            "\"a\"@example.jp",
            "a<b@example.jp",
            "a,b@example.jp",
            "a;b@example.jp",
            "a\\b@example.jp",
            "a\r\nb@example.jp",
            "a\0@example.jp",
            "花子@example.jp",
            "a@例え.jp",
            "a@[192.0.2.1]",
            "a@example.jp>",
            "a@exam ple.jp",
            "a@example.jp\nx",
        ] {
            let found = MailAddress::parse(text);
            assert!(found.is_err(), "{text:?}");
        }
        check("a b@example.jp", Err(MailAddressFault::Character));
        check("a@example.jp\r\nRCPT", Err(MailAddressFault::Character));
        check("a@b.jp, c@d.jp", Err(MailAddressFault::NotOneAt));
    }

    #[test]
    fn what_is_wrong_is_said() {
        check("", Err(MailAddressFault::Empty));
        check(" \u{3000}", Err(MailAddressFault::Empty));
        check("example.jp", Err(MailAddressFault::NotOneAt));
        check("a@b@example.jp", Err(MailAddressFault::NotOneAt));
        check("@example.jp", Err(MailAddressFault::NoName));
        check("a@", Err(MailAddressFault::Domain));
        check("a@example", Err(MailAddressFault::Domain));
        check("a@.example.jp", Err(MailAddressFault::Domain));
        check("a@example..jp", Err(MailAddressFault::Domain));
        check("a@example.jp.", Err(MailAddressFault::Domain));
        check("a@-example.jp", Err(MailAddressFault::Domain));
        check("a@example-.jp", Err(MailAddressFault::Domain));
        check("a@192.0.2.1", Err(MailAddressFault::Domain));
    }

    #[test]
    fn an_address_has_an_end() {
        let name = "n".repeat(64);
        check(&format!("{name}@b.jp"), Ok(&format!("{name}@b.jp")));
        check(&format!("{name}n@b.jp"), Err(MailAddressFault::TooLong));
        let label = "l".repeat(63);
        let domain = format!("{label}.{label}.{label}");
        check(
            &format!("{}@{domain}", "n".repeat(62)),
            Ok(&format!("{}@{domain}", "n".repeat(62))),
        );
        check(
            &format!("{}@{domain}", "n".repeat(63)),
            Err(MailAddressFault::TooLong),
        );
        check(&format!("a@{label}l.jp"), Err(MailAddressFault::Domain));
    }

    #[test]
    fn capitals_do_not_make_two_people_and_nothing_slips_into_a_log() {
        let address = MailAddress::parse("Hanako@EXAMPLE.jp").expect("an address");
        assert_eq!(address.key(), "hanako@example.jp");
        assert_eq!((address.name(), address.domain()), ("Hanako", "example.jp"));
        assert_eq!(address.to_string(), "Hanako@example.jp");
        assert_eq!(format!("{address:?}"), "MailAddress(…)");
    }
}
