//! Lines of a text inside a picture. A picture made on the server cannot ask how wide a text came out, so widths
//! are counted: one em for a Japanese character, about six tenths for a Latin one (a wide font). Text is never cut off.

/// Marks that may not begin a line (行頭禁則).
const NEVER_FIRST: &str = "、。，．・：；？！）」』】〕］｝〉》ー～〜…ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ々ゝゞ,.:;?!)]}%";
/// Marks that may not end a line (行末禁則).
const NEVER_LAST: &str = "（「『【〔［｛〈《([{";

/// How wide a text is, in em.
pub fn width(text: &str) -> f64 {
    text.chars().map(width_of).sum()
}

fn width_of(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | 'I' | '\'' | '.' | ',' | ':' | ';' | '|' | '!' | ' ' => 0.36,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 0.9,
        // Half-width kana stand among the full-width forms.
        '\u{ff61}'..='\u{ff9f}' => 0.6,
        c if c < '\u{1100}' => 0.62,
        _ => 1.0,
    }
}

/// The text in as few lines as fit into `em`, all about equally long. Only a word that is longer than a whole
/// line stands out over it. A line keeps the space behind its last word, so that the lines read as one text.
pub fn wrap(text: &str, em: f64) -> Vec<String> {
    let pieces = pieces(text, em);
    let fewest = fill(&pieces, em);
    let mut best = fewest;
    let mut narrower = em - 0.5;
    while narrower > em / 2.0 {
        let lines = fill(&pieces, narrower);
        if lines.len() > best.len() || lines.iter().any(|line| width(line.trim_end()) > em) {
            break;
        }
        best = lines;
        narrower -= 0.5;
    }
    best
}

fn fill(pieces: &[String], em: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for piece in pieces {
        let joined = width(&line) + width(piece.trim_end());
        if !line.is_empty() && joined > em {
            lines.push(line);
            line = String::new();
        }
        line.push_str(piece);
    }
    if !line.trim().is_empty() {
        lines.push(line);
    }
    lines
}

/// The parts between which a line may end: words with the space behind them, Japanese phrases, and the characters
/// of a phrase that is longer than a line.
fn pieces(text: &str, em: f64) -> Vec<String> {
    let phrases = split(text, |before, c| !begins_phrase(before, c));
    phrases
        .into_iter()
        .flat_map(|phrase| match width(phrase.trim_end()) > em {
            true => split(&phrase, |_, _| false),
            false => vec![phrase],
        })
        .collect()
}

/// The text split between characters, except where marks, words or the caller keep them together.
fn split(text: &str, together: impl Fn(char, char) -> bool) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut before: Option<char> = None;
    for c in text.chars() {
        let stays = before.is_some_and(|before| {
            let in_word = width_of(before) < 1.0 && width_of(c) < 1.0 && before != ' ';
            let by_mark = c == ' ' || NEVER_FIRST.contains(c) || NEVER_LAST.contains(before);
            in_word || by_mark || (before != ' ' && together(before, c))
        });
        match pieces.last_mut() {
            Some(piece) if stays => piece.push(c),
            Some(_) | None => pieces.push(c.to_string()),
        }
        before = Some(c);
    }
    pieces
}

/// Japanese is best read when a line begins after the particle of a phrase, after a mark, or with a bracket.
fn begins_phrase(before: char, c: char) -> bool {
    let is_hiragana = |c: char| matches!(c, '\u{3041}'..='\u{309f}');
    "、。，．・：；？！）」』】〕］｝〉》".contains(before)
        || NEVER_LAST.contains(c)
        || (is_hiragana(before) && !is_hiragana(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn japanese_breaks_between_characters_and_keeps_its_marks() {
        assert_eq!(
            wrap("多様な人材の活躍促進（新しい日常）、など", 8.0),
            ["多様な人材の", "活躍促進（新しい", "日常）、など"]
        );
    }

    #[test]
    fn japanese_words_stay_whole() {
        let text = "働き手のスキルアップと技能継承への支援";
        assert_eq!(
            wrap(text, 12.0),
            ["働き手のスキルアップと", "技能継承への支援"]
        );
    }

    #[test]
    fn latin_breaks_between_words() {
        assert_eq!(
            wrap("Stronger networks between companies", 11.0),
            ["Stronger networks ", "between companies"]
        );
        assert_eq!(
            wrap("Incomprehensibilities", 3.0),
            ["Incomprehensibilities"]
        );
    }

    #[test]
    fn nothing_is_lost_and_nothing_is_too_wide() {
        let text = "第4次産業革命の対応への支援AI・IoTなど、デジタル人材の育成（2025年度）を進める";
        for em in 8..30 {
            let lines = wrap(text, f64::from(em));
            assert_eq!(lines.concat(), text);
            for line in &lines {
                assert!(width(line) <= f64::from(em), "{em}: {line}");
            }
        }
        assert_eq!(wrap("", 5.0), Vec::<String>::new());
    }

    #[test]
    fn lines_are_about_equally_long() {
        let lines = wrap("生産性の向上に向けた環境整備と経営力の強化", 20.0);
        assert_eq!(lines, ["生産性の向上に向けた", "環境整備と経営力の強化"]);
    }
}
