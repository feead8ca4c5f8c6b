//! Recovery codes: ten codes on paper, each of which once replaces a lost device.

/// So many codes are given at once.
pub const COUNT: usize = 10;
/// Signs of a code: 60 bits.
pub const SIGNS: usize = 12;

/// A code as people write it down: `7k2m-9qxb-4tfz`.
pub fn shown(signs: &str) -> String {
    let fours: Vec<String> = signs
        .as_bytes()
        .chunks(4)
        .map(|four| String::from_utf8_lossy(four).into_owned())
        .collect();
    fours.join("-")
}

/// What was typed, as it is marked: without hyphens and spaces, in small letters, full-width signs made plain, and
/// signs that are never used read as those they look like.
pub fn typed(text: &str) -> Option<String> {
    let folded = kernel::fold::ascii(text);
    let signs: String = folded
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | 'ー' | '‐' | '−' | '–' | '—'))
        .map(|c| match c.to_ascii_lowercase() {
            'o' => '0',
            'i' | 'l' => '1',
            other => other,
        })
        .collect();
    (signs.len() == SIGNS && signs.chars().all(|c| c.is_ascii_alphanumeric())).then_some(signs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let check =
            |text: &str, signs: Option<&str>| assert_eq!(typed(text).as_deref(), signs, "{text}");
        assert_eq!(shown("7k2m9qxb4tfz"), "7k2m-9qxb-4tfz");
        check("7k2m-9qxb-4tfz", Some("7k2m9qxb4tfz"));
        check(" 7K2M 9QXB 4TFZ ", Some("7k2m9qxb4tfz"));
        check("７ｋ２ｍー９ｑｘｂー４ｔｆｚ", Some("7k2m9qxb4tfz"));
        check("7k2m-9qxb-4tfO", Some("7k2m9qxb4tf0"));
        check("7k2m-9qxb", None);
        check("123456", None);
        check("7k2m-9qxb-4tfあ", None);
    }
}
