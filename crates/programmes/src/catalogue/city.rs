//! The city itself as its file `city.yaml` says it: name, code, day of the last review, the terms of its open data, and
//! whom to ask. What the file does not say stays unknown.

use kernel::{Bilingual, Date, Faults, LocalGovernmentCode, Node};

/// The city whose catalogue this is.
#[derive(Clone, Debug)]
pub struct City {
    pub name: Bilingual,
    /// Six digits of 全国地方公共団体コード.
    pub code: String,
    pub prefecture: Option<Bilingual>,
    /// The day on which the content was last reviewed.
    pub reviewed: Option<Date>,
    /// Where the content comes from, in a sentence.
    pub licence: Option<Bilingual>,
    /// Under what the site's own texts and tables may be used; `None`: not decided.
    pub open_data_licence: Option<Licence>,
    /// Who answers for the site; `None`: not known.
    pub contact: Option<Contact>,
}

/// Terms of use, decided by the city: never of what belongs to a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Licence {
    /// Its name for programs (SPDX), such as `CC-BY-4.0`.
    pub id: String,
    pub name: Bilingual,
    /// Where its text stands: an address of the web.
    pub url: String,
    /// The line by which we are named.
    pub attribution: Bilingual,
}

/// Who answers for the site: an office, reached by a page, by mail, or both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    pub name: Bilingual,
    pub url: Option<String>,
    pub mail: Option<String>,
}

pub(super) fn read_city(node: &Node, faults: &mut Faults) -> Option<City> {
    let mut fields = node.fields(faults)?;
    let name = fields.required_bilingual("name", faults);
    let code = fields
        .required("code", faults)
        .and_then(|node| read_code(node, faults));
    let prefecture = fields.optional_bilingual("prefecture", faults);
    let reviewed = fields
        .optional("reviewed")
        .and_then(|node| node.date(faults));
    let licence = fields.optional_bilingual("licence", faults);
    let open_data_licence = fields
        .optional("open_data_licence")
        .and_then(|node| read_licence(node, faults));
    let contact = fields
        .optional("contact")
        .and_then(|node| read_contact(node, faults));
    fields.finish(faults);
    Some(City {
        name: name?,
        code: code?,
        prefecture,
        reviewed,
        licence,
        open_data_licence,
        contact,
    })
}

fn read_code(node: &Node, faults: &mut Faults) -> Option<String> {
    let text = node.text(faults)?;
    match LocalGovernmentCode::parse(text) {
        Ok(code) => Some(code.to_string()),
        Err(_) => {
            faults.add(&node.place, "city-bad-code", [("found", &text)]);
            None
        }
    }
}

fn read_licence(node: &Node, faults: &mut Faults) -> Option<Licence> {
    let mut fields = node.fields(faults)?;
    let id = fields.required_text("id", faults);
    let name = fields.required_bilingual("name", faults);
    let url = fields
        .required("url", faults)
        .and_then(|node| read_address(node, faults));
    let attribution = fields.required_bilingual("attribution", faults);
    fields.finish(faults);
    Some(Licence {
        id: id?,
        name: name?,
        url: url?,
        attribution: attribution?,
    })
}

fn read_contact(node: &Node, faults: &mut Faults) -> Option<Contact> {
    let mut fields = node.fields(faults)?;
    let name = fields.required_bilingual("name", faults);
    let url = fields
        .optional("url")
        .and_then(|node| read_address(node, faults));
    let mail = fields
        .optional("mail")
        .and_then(|node| read_mail(node, faults));
    fields.finish(faults);
    Some(Contact {
        name: name?,
        url,
        mail,
    })
}

/// An address of the web. It becomes a link: no other scheme can stand here.
fn read_address(node: &Node, faults: &mut Faults) -> Option<String> {
    let text = node.text(faults)?;
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    let strange =
        |sign: char| sign.is_whitespace() || sign.is_control() || "<>\"'\\".contains(sign);
    if rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(strange)) {
        return Some(text.to_owned());
    }
    faults.add(&node.place, "city-bad-address", [("found", &text)]);
    None
}

fn read_mail(node: &Node, faults: &mut Faults) -> Option<String> {
    let text = node.text(faults)?;
    let fits = |sign: char| sign.is_ascii_alphanumeric() || "@.+-_".contains(sign);
    let both = text.split_once('@');
    let both = both
        .is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.contains('@'));
    if both && text.chars().all(fits) {
        return Some(text.to_owned());
    }
    faults.add(&node.place, "city-bad-mail", [("found", &text)]);
    None
}

#[cfg(test)]
mod tests {
    use kernel::document;

    use super::*;

    const HEAD: &str = "name: {ja: 川, en: \"River\"}\ncode: \"172014\"\n";

    fn read_text(rest: &str) -> (Option<City>, usize) {
        let text = format!("{HEAD}{rest}");
        let node = document::read("city.yaml", &text).expect("YAML");
        let mut faults = Faults::default();
        let city = read_city(&node.expect("a document"), &mut faults);
        (city, faults.len())
    }

    #[test]
    fn a_city_that_has_not_decided_says_nothing() {
        let (city, faults) = read_text("");
        let city = city.expect("a city");
        assert_eq!(
            (city.open_data_licence, city.contact, faults),
            (None, None, 0)
        );
    }

    #[test]
    fn terms_and_contact_are_read_whole() {
        let (city, faults) = read_text(
            "open_data_licence:\n  id: CC-BY-4.0\n  name: {ja: 表示4.0, en: \"Attribution 4.0\"}\n  \
             url: https://creativecommons.org/licenses/by/4.0/\n  attribution: {ja: 川, en: \"River\"}\n\
             contact: {name: {ja: 窓口, en: \"Office\"}, mail: office@river.example.jp}\n",
        );
        assert_eq!(faults, 0);
        let city = city.expect("a city");
        assert_eq!(
            city.open_data_licence.map(|one| one.id).as_deref(),
            Some("CC-BY-4.0")
        );
        let contact = city.contact.expect("a contact");
        assert_eq!(contact.mail.as_deref(), Some("office@river.example.jp"));
        assert_eq!(contact.url, None);
    }

    #[test]
    fn what_would_become_a_broken_or_dangerous_link_is_a_fault() {
        let contact =
            |rest: &str| format!("contact: {{name: {{ja: 窓口, en: \"Office\"}}, {rest}}}\n");
        for rest in [
            "url: \"javascript:alert(1)\"",
            "url: \"https://\"",
            "url: \"https://a b\"",
            "mail: \"office\"",
            "mail: \"a@b@c.jp\"",
            "mail: \"a@b.jp?cc=x\"",
        ] {
            assert_eq!(read_text(&contact(rest)).1, 1, "{rest}");
        }
    }
}
