//! As much of Rust's form as the rules need: words and signs without comments and texts, test code left out,
//! and the paths of names.

/// A word, the sign `::`, or any other sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token {
    Word(String),
    Colons,
    Sign(char),
}

impl Token {
    fn is_word(&self, word: &str) -> bool {
        matches!(self, Token::Word(found) if found == word)
    }

    fn is_sign(&self, sign: char) -> bool {
        matches!(self, Token::Sign(found) if *found == sign)
    }
}

/// The tokens of a file; comments, texts, characters and lifetimes are left out.
pub fn tokens(text: &str) -> Vec<Token> {
    let chars: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let (here, next) = (chars[at], chars.get(at + 1).copied().unwrap_or(' '));
        if here == '/' && next == '/' {
            while at < chars.len() && chars[at] != '\n' {
                at += 1;
            }
        } else if here == '/' && next == '*' {
            at = after_comment(&chars, at);
        } else if here == '"' {
            at = after_text(&chars, at + 1);
        } else if here == '\'' {
            at = after_character_or_lifetime(&chars, at);
        } else if here.is_alphanumeric() || here == '_' {
            let start = at;
            while at < chars.len() && (chars[at].is_alphanumeric() || chars[at] == '_') {
                at += 1;
            }
            let word: String = chars[start..at].iter().collect();
            match after_raw_text(&chars, at, &word) {
                Some(end) => at = end,
                None => found.push(Token::Word(word)),
            }
        } else if here == ':' && next == ':' {
            found.push(Token::Colons);
            at += 2;
        } else {
            if !here.is_whitespace() {
                found.push(Token::Sign(here));
            }
            at += 1;
        }
    }
    found
}

fn after_comment(chars: &[char], start: usize) -> usize {
    let (mut at, mut depth) = (start + 2, 1);
    while at < chars.len() && depth > 0 {
        match (chars[at], chars.get(at + 1)) {
            ('*', Some('/')) => (at, depth) = (at + 2, depth - 1),
            ('/', Some('*')) => (at, depth) = (at + 2, depth + 1),
            _ => at += 1,
        }
    }
    at
}

fn after_text(chars: &[char], mut at: usize) -> usize {
    while at < chars.len() && chars[at] != '"' {
        at += if chars[at] == '\\' { 2 } else { 1 };
    }
    at + 1
}

/// `r"…"`, `r#"…"#`, `br"…"`: where it ends, when `word` begins one.
fn after_raw_text(chars: &[char], after_word: usize, word: &str) -> Option<usize> {
    if !matches!(word, "r" | "br" | "cr") {
        return None;
    }
    let hashes = chars[after_word..]
        .iter()
        .take_while(|c| **c == '#')
        .count();
    let start = after_word + hashes;
    if chars.get(start) != Some(&'"') {
        return None;
    }
    let mut at = start + 1;
    while at < chars.len() {
        let closed =
            chars[at] == '"' && chars[at + 1..].iter().take_while(|c| **c == '#').count() >= hashes;
        if closed {
            return Some(at + 1 + hashes);
        }
        at += 1;
    }
    Some(at)
}

fn after_character_or_lifetime(chars: &[char], at: usize) -> usize {
    match (chars.get(at + 1), chars.get(at + 2)) {
        (Some('\\'), _) => {
            let mut end = at + 3;
            while end < chars.len() && chars[end] != '\'' {
                end += 1;
            }
            end + 1
        }
        (Some(_), Some('\'')) => at + 3,
        _ => {
            let mut end = at + 1;
            while end < chars.len() && (chars[end].is_alphanumeric() || chars[end] == '_') {
                end += 1;
            }
            end
        }
    }
}

/// Takes out what stands under `#[cfg(test)]`, and names the modules that are declared there.
pub fn without_tests(tokens: Vec<Token>) -> (Vec<Token>, Vec<String>) {
    let mut kept = Vec::new();
    let mut modules = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some(mut end) = after_attribute(&tokens, at) else {
            kept.push(tokens[at].clone());
            at += 1;
            continue;
        };
        if !is_test_attribute(&tokens[at..end]) {
            kept.extend_from_slice(&tokens[at..end]);
            at = end;
            continue;
        }
        while let Some(next) = after_attribute(&tokens, end) {
            end = next;
        }
        let item = end;
        end = after_item(&tokens, item);
        let declared = tokens[item..end].windows(3).find_map(|three| match three {
            [word, Token::Word(name), sign] if word.is_word("mod") && sign.is_sign(';') => {
                Some(name.clone())
            }
            _ => None,
        });
        modules.extend(declared);
        at = end;
    }
    (kept, modules)
}

fn after_attribute(tokens: &[Token], at: usize) -> Option<usize> {
    let opens = tokens.get(at)?.is_sign('#') && tokens.get(at + 1)?.is_sign('[');
    opens.then(|| after_bracket(tokens, at + 1, '[', ']'))
}

fn is_test_attribute(attribute: &[Token]) -> bool {
    let has = |word: &str| attribute.iter().any(|token| token.is_word(word));
    has("cfg") && has("test") && !has("not")
}

fn after_item(tokens: &[Token], start: usize) -> usize {
    let mut at = start;
    while at < tokens.len() {
        if tokens[at].is_sign(';') {
            return at + 1;
        }
        if tokens[at].is_sign('{') {
            return after_bracket(tokens, at, '{', '}');
        }
        at += 1;
    }
    at
}

fn after_bracket(tokens: &[Token], start: usize, opens: char, closes: char) -> usize {
    let mut depth = 0;
    for (at, token) in tokens.iter().enumerate().skip(start) {
        if token.is_sign(opens) {
            depth += 1;
        } else if token.is_sign(closes) {
            depth -= 1;
            if depth == 0 {
                return at + 1;
            }
        }
    }
    tokens.len()
}

type Names = Vec<(String, Vec<String>)>;

/// All paths of two names and more, and the names that `use` brings in.
pub fn references(tokens: &[Token]) -> (Vec<Vec<String>>, Names) {
    let mut paths = Vec::new();
    let mut names = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let follows_path = at > 0 && tokens[at - 1] == Token::Colons;
        match &tokens[at] {
            // `+ use<'a>` names no path.
            word if word.is_word("use") && !tokens.get(at + 1).is_some_and(|t| t.is_sign('<')) => {
                let from = names.len();
                at = use_tree(tokens, at + 1, &[], &mut names);
                paths.extend(names[from..].iter().map(|(_, path)| path.clone()));
            }
            Token::Word(first) if !follows_path && tokens.get(at + 1) == Some(&Token::Colons) => {
                let mut path = vec![first.clone()];
                while let (Some(Token::Colons), Some(Token::Word(next))) =
                    (tokens.get(at + 1), tokens.get(at + 2))
                {
                    path.push(next.clone());
                    at += 2;
                }
                paths.push(path);
                at += 1;
            }
            _ => at += 1,
        }
    }
    (paths, names)
}

/// Reads one tree of a `use` and tells where it ends.
fn use_tree(tokens: &[Token], start: usize, before: &[String], names: &mut Names) -> usize {
    let mut path = before.to_vec();
    let mut at = start;
    while let Some(token) = tokens.get(at) {
        match token {
            Token::Colons => at += 1,
            Token::Word(word) if word == "as" => {
                if let Some(Token::Word(name)) = tokens.get(at + 1) {
                    names.push((name.clone(), path));
                }
                return at + 2;
            }
            Token::Word(word) => {
                path.push(word.clone());
                at += 1;
            }
            Token::Sign('{') => {
                at += 1;
                while tokens.get(at).is_some_and(|token| !token.is_sign('}')) {
                    at = use_tree(tokens, at, &path, names);
                    if tokens.get(at).is_some_and(|token| token.is_sign(',')) {
                        at += 1;
                    }
                }
                return at + 1;
            }
            Token::Sign('*') => {
                path.push("*".to_owned());
                at += 1;
            }
            Token::Sign(_) => break,
        }
    }
    if path.last().is_some_and(|last| last == "self") && path.len() > 1 {
        path.pop();
    }
    if let Some(name) = path.last() {
        names.push((name.clone(), path.clone()));
    }
    at
}
