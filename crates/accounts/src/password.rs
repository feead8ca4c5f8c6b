//! Which passwords are taken. Long beats odd: no rules about kinds of signs (NIST SP 800-63B-4 §3.1.1.2), but nothing
//! that is on the list of common ones or made of words that belong to this person or this site.

/// Characters. Beside the password there is always a second proof, so this is above what NIST asks for then (8).
pub const SHORTEST: usize = 10;
/// Characters; more would only be work for us.
pub const LONGEST: usize = 128;
/// Below this many guesses (powers of ten) a password counts as common: the lists of the estimator hold some 30,000
/// common passwords, and their usual variants with digits and capitals lie below it.
const FEWEST_GUESSES_LOG10: f64 = 8.0;

/// Why a password is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordFault {
    TooShort,
    TooLong,
    /// On the list of common passwords, or easily guessed.
    Common,
}

impl PasswordFault {
    pub fn key(self) -> &'static str {
        match self {
            PasswordFault::TooShort => "password-too-short",
            PasswordFault::TooLong => "password-too-long",
            PasswordFault::Common => "password-common",
        }
    }
}

/// Whether a password may be used. `own` are words that belong to the person or the site: name, address, city.
pub fn check(password: &str, own: &[&str]) -> Result<(), PasswordFault> {
    match password.chars().count() {
        count if count < SHORTEST => return Err(PasswordFault::TooShort),
        count if count > LONGEST => return Err(PasswordFault::TooLong),
        _ => {}
    }
    let guesses = zxcvbn::zxcvbn(password, own).guesses_log10();
    match guesses < FEWEST_GUESSES_LOG10 {
        true => Err(PasswordFault::Common),
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_and_personal_passwords_are_refused_and_long_ones_taken() {
        let judge = |password: &str, expected: Result<(), PasswordFault>| {
            let own = ["kaga.taro", "kanazawa", "monozukuri"];
            assert_eq!(check(password, &own), expected, "{password}");
        };
        judge("short", Err(PasswordFault::TooShort));
        judge("123456789", Err(PasswordFault::TooShort));
        judge("1234567890", Err(PasswordFault::Common));
        judge("password123", Err(PasswordFault::Common));
        judge("Password123!", Err(PasswordFault::Common));
        judge("qwertyuiop", Err(PasswordFault::Common));
        judge("iloveyou2024", Err(PasswordFault::Common));
        judge("aaaaaaaaaaaaaaaa", Err(PasswordFault::Common));
        judge("kanazawa2026", Err(PasswordFault::Common));
        judge("kaga.taro1", Err(PasswordFault::Common));
        judge("monozukuri1", Err(PasswordFault::Common));
        judge("correct horse battery staple", Ok(()));
        judge("犀川の水はとても冷たいです", Ok(()));
        judge("v9#Kp2!xQz", Ok(()));
        judge(&"あい".repeat(65), Err(PasswordFault::TooLong));
    }
}
