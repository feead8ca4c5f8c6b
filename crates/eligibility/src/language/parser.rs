//! From words to a tree, by recursive descent: `or` < `and` < `not` < comparison < `+ -` < `* /`.

mod forms;

use super::lexer::{Token, tokens};
use super::{Expr, ExprNode, Operator, Quantity, Slip};

/// Brackets deeper than this are refused, before they could exhaust the stack.
const DEEPEST: usize = 60;

/// An expression has at most this many operators: each one lies in the next, and whoever walks a tree goes as deep.
const MOST_OPERATORS: usize = 500;

/// Reads one expression; a slip tells what is wrong and at which character.
pub fn parse(text: &str) -> Result<Expr, Slip> {
    let mut parser = Parser {
        tokens: tokens(text)?,
        next: 0,
        depth: 0,
        operators: 0,
    };
    let expr = parser.expression()?;
    match parser.peek() {
        Token::End => Ok(expr),
        Token::Symbol(",") => Err(parser.unexpected("rule-unexpected-comma")),
        _ => Err(parser.unexpected("rule-unexpected")),
    }
}

struct Parser {
    tokens: Vec<(usize, Token)>,
    next: usize,
    depth: usize,
    operators: usize,
}

type Parsed = Result<Expr, Slip>;

impl Parser {
    fn peek(&self) -> &Token {
        &self.tokens[self.next].1
    }

    fn peek_after(&self) -> Option<&Token> {
        self.tokens.get(self.next + 1).map(|(_, token)| token)
    }

    fn at(&self) -> usize {
        self.tokens[self.next].0
    }

    fn advance(&mut self) -> Token {
        let token = self.tokens[self.next].1.clone();
        if self.next + 1 < self.tokens.len() {
            self.next += 1;
        }
        token
    }

    fn is_word(&self, word: &str) -> bool {
        matches!(self.peek(), Token::Name(name) if name == word)
    }

    fn take_word(&mut self, word: &str) -> bool {
        let found = self.is_word(word);
        if found {
            self.advance();
        }
        found
    }

    fn take(&mut self, symbol: &str) -> bool {
        let found = matches!(self.peek(), Token::Symbol(s) if *s == symbol);
        if found {
            self.advance();
        }
        found
    }

    fn expect(&mut self, symbol: &'static str) -> Result<(), Slip> {
        if self.take(symbol) {
            return Ok(());
        }
        Err(self.missing(symbol))
    }

    fn expect_word(&mut self, word: &'static str) -> Result<(), Slip> {
        if self.take_word(word) {
            return Ok(());
        }
        Err(self.missing(word))
    }

    fn missing(&self, what: &str) -> Slip {
        if *self.peek() == Token::End {
            return Slip {
                at: self.at(),
                key: "rule-missing-at-end",
                args: vec![("expected", what.to_owned())],
            };
        }
        Slip {
            at: self.at(),
            key: "rule-missing",
            args: vec![("expected", what.to_owned()), ("found", found(self.peek()))],
        }
    }

    fn unexpected(&self, key: &'static str) -> Slip {
        Slip {
            at: self.at(),
            key,
            args: vec![("found", found(self.peek()))],
        }
    }

    fn expression(&mut self) -> Parsed {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Slip {
                at: self.at(),
                key: "rule-too-deep",
                args: Vec::new(),
            });
        }
        let expr = self.either();
        self.depth -= 1;
        expr
    }

    fn either(&mut self) -> Parsed {
        let mut left = self.both()?;
        while self.take_word("or") {
            let right = self.both()?;
            left = self.binary(Operator::Or, left, right)?;
        }
        Ok(left)
    }

    fn both(&mut self) -> Parsed {
        let mut left = self.negation()?;
        while self.take_word("and") {
            let right = self.negation()?;
            left = self.binary(Operator::And, left, right)?;
        }
        Ok(left)
    }

    fn binary(&mut self, operator: Operator, left: Expr, right: Expr) -> Parsed {
        self.operators += 1;
        if self.operators > MOST_OPERATORS {
            return Err(self.unexpected("rule-too-long"));
        }
        Ok(expr(left.at, ExprNode::Binary(operator, left, right)))
    }

    fn negation(&mut self) -> Parsed {
        let at = self.at();
        if !self.is_word("not") {
            return self.comparison();
        }
        self.advance();
        if self.take_word("stated") {
            return Ok(expr(at, ExprNode::NotStated));
        }
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.unexpected("rule-too-deep"));
        }
        let inner = self.negation()?;
        self.depth -= 1;
        Ok(expr(at, ExprNode::Not(inner)))
    }

    fn comparison(&mut self) -> Parsed {
        let left = self.sum()?;
        let at = left.at;
        if self.is_word("not") && self.peek_after() == Some(&Token::Name("in".to_owned())) {
            self.advance();
            self.advance();
            return self.within(left, true);
        }
        if self.take_word("in") {
            return self.within(left, false);
        }
        if self.take_word("has") {
            return self.has(left);
        }
        let operator = match self.peek() {
            Token::Symbol("<") => Operator::Less,
            Token::Symbol("<=") => Operator::AtMost,
            Token::Symbol(">") => Operator::More,
            Token::Symbol(">=") => Operator::AtLeast,
            Token::Symbol("=") => Operator::Equal,
            Token::Symbol("!=") => Operator::Unequal,
            _ => return Ok(left),
        };
        self.advance();
        let right = self.sum()?;
        Ok(expr(at, ExprNode::Binary(operator, left, right)))
    }

    fn within(&mut self, subject: Expr, negated: bool) -> Parsed {
        let at = subject.at;
        let within = self.primary()?;
        Ok(expr(
            at,
            ExprNode::In {
                subject,
                within,
                negated,
            },
        ))
    }

    fn has(&mut self, subject: Expr) -> Parsed {
        let at = subject.at;
        let quantity = if self.take_word("any") {
            Quantity::Any
        } else if self.take_word("all") {
            Quantity::All
        } else if self.take_word("none") {
            Quantity::None
        } else {
            Quantity::Any
        };
        let of = self.primary()?;
        Ok(expr(
            at,
            ExprNode::Has {
                subject,
                quantity,
                of,
            },
        ))
    }

    fn sum(&mut self) -> Parsed {
        let mut left = self.product()?;
        loop {
            let operator = match self.peek() {
                Token::Symbol("+") => Operator::Plus,
                Token::Symbol("-") => Operator::Minus,
                _ => return Ok(left),
            };
            self.advance();
            let right = self.product()?;
            left = self.binary(operator, left, right)?;
        }
    }

    fn product(&mut self) -> Parsed {
        let mut left = self.signed()?;
        loop {
            let operator = match self.peek() {
                Token::Symbol("*") => Operator::Times,
                Token::Symbol("/") => Operator::Divided,
                _ => return Ok(left),
            };
            self.advance();
            let right = self.signed()?;
            left = self.binary(operator, left, right)?;
        }
    }

    fn signed(&mut self) -> Parsed {
        let at = self.at();
        if self.take("-") {
            let inner = self.primary()?;
            return Ok(expr(at, ExprNode::Negative(inner)));
        }
        self.primary()
    }

    fn primary(&mut self) -> Parsed {
        let at = self.at();
        if let Token::Name(word) = self.peek().clone() {
            return self.named(at, word);
        }
        let node = match self.peek().clone() {
            Token::Number(value, unit) => ExprNode::Number { value, unit },
            Token::Date(date) => ExprNode::Date(date),
            Token::Text(text) => ExprNode::Text(text),
            Token::Industries(revision, codes) => ExprNode::Industries(revision, codes),
            Token::Symbol("(") => {
                self.advance();
                let inner = self.expression()?;
                self.expect(")")?;
                return Ok(inner);
            }
            Token::Symbol("[") => {
                self.advance();
                return Ok(expr(at, ExprNode::List(self.items("]")?)));
            }
            Token::Symbol(_) | Token::End | Token::Name(_) => {
                return Err(self.unexpected("rule-expected-value"));
            }
        };
        self.advance();
        Ok(expr(at, node))
    }

    fn items(&mut self, close: &'static str) -> Result<Vec<Expr>, Slip> {
        let mut items = Vec::new();
        if self.take(close) {
            return Ok(items);
        }
        loop {
            items.push(self.expression()?);
            if !self.take(",") {
                self.expect(close)?;
                return Ok(items);
            }
        }
    }
}

fn expr(at: usize, node: ExprNode) -> Expr {
    Expr {
        at,
        node: Box::new(node),
    }
}

fn found(token: &Token) -> String {
    match token {
        Token::Number(value, unit) => {
            format!("{value}{}", unit.as_deref().unwrap_or_default())
        }
        Token::Date(date) => date.to_string(),
        Token::Text(text) => format!("\"{text}\""),
        Token::Name(name) => name.clone(),
        Token::Industries(revision, codes) => format!("JSIC{revision}[{codes}]"),
        Token::Symbol(symbol) => (*symbol).to_owned(),
        Token::End => "…".to_owned(),
    }
}
