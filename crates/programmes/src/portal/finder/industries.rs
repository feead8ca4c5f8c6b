//! The industries that the form suggests. Any other code can be typed.

use kernel::Lang;
use kernel::industry::IndustryCode;

/// The divisions and the two-digit groups that have names, with these.
pub fn offered(lang: Lang) -> Vec<(String, &'static str)> {
    const OFFERED: [&str; 43] = [
        "A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "N", "O", "P", "Q", "R",
        "S", "09", "10", "11", "12", "13", "14", "15", "16", "18", "21", "22", "23", "24", "25",
        "26", "27", "28", "29", "30", "31", "32", "39", "41", "72",
    ];
    OFFERED
        .iter()
        .filter_map(|code| {
            let code = IndustryCode::parse(code).ok()?;
            let name = match lang {
                Lang::Ja => code.ja_name(),
                Lang::En => code.en_name(),
            };
            Some((code.to_string(), name?))
        })
        .collect()
}
