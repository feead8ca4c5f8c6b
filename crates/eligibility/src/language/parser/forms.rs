//! What begins with a word: names, functions, `if`, `marginal`, and what is made of lists.

use super::{Parsed, Parser, expr};
use crate::language::lexer::Token;
use crate::language::{ExprNode, Fold, Slip};

impl Parser {
    pub(super) fn named(&mut self, at: usize, word: String) -> Parsed {
        let followed_by_of = self.peek_after() == Some(&Token::Name("of".to_owned()));
        if let Some(fold) = Fold::ALL.iter().find(|fold| fold.word() == word)
            && followed_by_of
        {
            self.advance();
            self.advance();
            return self.over(at, *fold);
        }
        self.advance();
        let node = match word.as_str() {
            "yes" | "true" => ExprNode::Constant(true),
            "no" | "false" => ExprNode::Constant(false),
            "if" => {
                let condition = self.expression()?;
                self.expect_word("then")?;
                let yes = self.expression()?;
                self.expect_word("else")?;
                ExprNode::If(condition, yes, self.expression()?)
            }
            "marginal" if self.take("(") => self.marginal()?,
            _ if self.take("(") => ExprNode::Call(word, self.items(")")?),
            _ => ExprNode::Name(word),
        };
        Ok(expr(at, node))
    }

    fn marginal(&mut self) -> Result<ExprNode, Slip> {
        let of = self.expression()?;
        let mut bands = Vec::new();
        while self.take(",") {
            let end = if self.take_word("rest") {
                None
            } else {
                Some(self.sum()?)
            };
            self.expect(":")?;
            bands.push((end, self.sum()?));
        }
        self.expect(")")?;
        Ok(ExprNode::Marginal(of, bands))
    }

    fn over(&mut self, at: usize, fold: Fold) -> Parsed {
        let value = if fold.takes_value() {
            let value = self.expression()?;
            self.expect_word("over")?;
            Some(value)
        } else {
            None
        };
        let list = match self.peek().clone() {
            Token::Name(name) => {
                self.advance();
                name
            }
            _ => return Err(self.unexpected("rule-expected-list")),
        };
        let unit = if fold == Fold::Count && self.take_word("in") {
            Some(self.unit_name()?)
        } else {
            None
        };
        let filter = if self.take_word("where") {
            Some(self.expression()?)
        } else {
            None
        };
        Ok(expr(
            at,
            ExprNode::Over {
                fold,
                value,
                list,
                filter,
                unit,
            },
        ))
    }

    fn unit_name(&mut self) -> Result<String, Slip> {
        match self.peek().clone() {
            Token::Name(name) | Token::Text(name) => {
                self.advance();
                Ok(name)
            }
            _ => Err(self.unexpected("rule-expected-unit")),
        }
    }
}
