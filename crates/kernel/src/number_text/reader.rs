//! The grammar of a written number: digits with separators, 百 and 千 inside a group of four, 万 億 兆 between groups.

use super::NumberFault;

/// `digits / 10^scale`, never negative.
#[derive(Clone, Copy)]
pub(super) struct Value {
    pub digits: i128,
    pub scale: u32,
}

const NOUGHT: Value = Value {
    digits: 0,
    scale: 0,
};

const INSIDE_A_GROUP: [(char, i128); 2] = [('百', 100), ('千', 1_000)];
const BETWEEN_GROUPS: [(char, i128); 3] = [
    ('万', 10_000),
    ('億', 100_000_000),
    ('兆', 1_000_000_000_000),
];

/// The value at the start of `text`, and what follows it.
///
/// Every part must fit under the one before, as in speech: 1億2,345万6,789. `5万3億` and `1万20000` are no numbers.
pub(super) fn read_value(text: &str) -> Result<(Value, &str), NumberFault> {
    let mut rest = text;
    let mut total = NOUGHT;
    let mut room = i128::MAX;
    loop {
        let (group, after) = read_group(rest)?;
        let (factor, after) = read_factor(after, &BETWEEN_GROUPS);
        let part = group.times(factor)?;
        if !part.is_below(room) {
            return Err(NumberFault::NotANumber);
        }
        total = total.plus(part)?;
        rest = after;
        let next = rest.trim_start();
        if factor == 1 || !next.starts_with(|c: char| c.is_ascii_digit()) {
            return Ok((total.shortest(), rest));
        }
        if group.scale > 0 {
            return Err(NumberFault::NotANumber);
        }
        room = factor;
        rest = next;
    }
}

/// What is left behind the number: a unit, or the proof that the text was something else.
pub(super) fn unit(rest: &str) -> Result<&str, NumberFault> {
    let unit = rest.trim();
    let mut letters = unit.chars();
    match letters.next() {
        None => return Ok(unit),
        Some(',' | '.') => return Err(NumberFault::BadSeparator),
        Some('e' | 'E') if is_exponent(letters.as_str()) => return Err(NumberFault::Scientific),
        // Leftovers such as 1億万円 or 10ー are not a unit.
        Some('十' | '百' | '千' | '万' | '億' | '兆' | '京' | 'ー') => {
            return Err(NumberFault::NotANumber);
        }
        Some(c) if c.is_alphabetic() || is_unit_sign(c) => {}
        Some(_) => return Err(NumberFault::NotANumber),
    }
    // `m2` is a unit; `か月と3日` and `円..4` hold a second number, which must not be lost.
    let second_number = unit
        .chars()
        .zip(unit.chars().skip(1))
        .any(|(before, c)| c.is_ascii_digit() && !before.is_ascii_alphanumeric());
    if second_number {
        Err(NumberFault::NotANumber)
    } else {
        Ok(unit)
    }
}

impl Value {
    fn times(self, factor: i128) -> Result<Value, NumberFault> {
        let digits = self
            .digits
            .checked_mul(factor)
            .ok_or(NumberFault::TooLarge)?;
        Ok(Value { digits, ..self })
    }

    fn plus(self, other: Value) -> Result<Value, NumberFault> {
        let scale = self.scale.max(other.scale);
        let (one, two) = (self.at_scale(scale)?, other.at_scale(scale)?);
        let digits = one.checked_add(two).ok_or(NumberFault::TooLarge)?;
        Ok(Value { digits, scale })
    }

    fn at_scale(self, scale: u32) -> Result<i128, NumberFault> {
        let factor = ten_to(scale - self.scale)?;
        Ok(self.times(factor)?.digits)
    }

    fn is_below(self, limit: i128) -> bool {
        let whole = ten_to(self.scale).map_or(0, |unit| self.digits / unit);
        whole < limit
    }

    fn shortest(self) -> Value {
        let Value {
            mut digits,
            mut scale,
        } = self;
        while scale > 0 && digits % 10 == 0 {
            digits /= 10;
            scale -= 1;
        }
        Value { digits, scale }
    }
}

/// Up to the next 万, 億 or 兆: `2,345`, `3千5百`, `2.5`.
fn read_group(text: &str) -> Result<(Value, &str), NumberFault> {
    let mut rest = text;
    let mut group = NOUGHT;
    let mut room = i128::MAX;
    loop {
        let (number, after) = read_digits(rest)?;
        let (factor, after) = read_factor(after, &INSIDE_A_GROUP);
        let part = number.times(factor)?;
        if !part.is_below(room) {
            return Err(NumberFault::NotANumber);
        }
        group = group.plus(part)?.shortest();
        rest = after;
        if factor == 1 || !rest.starts_with(|c: char| c.is_ascii_digit()) {
            return Ok((group, rest));
        }
        if number.scale > 0 {
            return Err(NumberFault::NotANumber);
        }
        room = factor;
    }
}

fn read_factor<'a>(text: &'a str, names: &[(char, i128)]) -> (i128, &'a str) {
    names
        .iter()
        .find_map(|(name, factor)| Some((*factor, text.strip_prefix(*name)?)))
        .unwrap_or((1, text))
}

/// Digits, with commas at every thousand or none, and decimals.
fn read_digits(text: &str) -> Result<(Value, &str), NumberFault> {
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return Err(NumberFault::NotANumber);
    }
    let (whole, rest) = split_where(text, |c| !c.is_ascii_digit() && c != ',');
    let whole = without_commas(whole)?;
    let (decimals, rest) = match rest.strip_prefix('.') {
        Some(after) => match split_where(after, |c| !c.is_ascii_digit()) {
            ("", rest) if rest.starts_with('.') => return Err(NumberFault::NotANumber),
            ("", _) => return Err(NumberFault::BadSeparator),
            (decimals, rest) => (decimals, rest),
        },
        None => ("", rest),
    };
    let scale = u32::try_from(decimals.len()).map_err(|_| NumberFault::TooLarge)?;
    let digits = format!("{whole}{decimals}")
        .parse()
        .map_err(|_| NumberFault::TooLarge)?;
    Ok((Value { digits, scale }.shortest(), rest))
}

fn without_commas(whole: &str) -> Result<String, NumberFault> {
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let mut later = groups.peekable();
    let first_is_right = later.peek().is_none() || (matches!(first.len(), 1..=3) && first != "0");
    if first_is_right && later.all(|group| group.len() == 3) {
        Ok(whole.replace(',', ""))
    } else {
        Err(NumberFault::BadSeparator)
    }
}

fn split_where(text: &str, stop: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(stop).unwrap_or(text.len()))
}

fn ten_to(power: u32) -> Result<i128, NumberFault> {
    10_i128.checked_pow(power).ok_or(NumberFault::TooLarge)
}

fn is_exponent(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    digits.starts_with(|c: char| c.is_ascii_digit())
}

/// Signs that are units or begin one: percent, degrees, `/人`, `(税込)`, and squared words such as ㎡ and ㎏.
fn is_unit_sign(c: char) -> bool {
    matches!(c, '%' | '‰' | '°' | '/' | '(' | '\u{2100}'..='\u{214F}' | '\u{3300}'..='\u{33FF}')
}
