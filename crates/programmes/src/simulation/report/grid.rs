//! Tables of text whose columns stand under each other for readers of either language: a full-width character takes
//! two places.

use std::fmt::Write;

/// Rows of cells; the first cell stands at the left, the others at the right.
#[derive(Debug, Default)]
pub struct Grid(Vec<Vec<String>>);

impl Grid {
    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.0.push(cells.into_iter().collect());
    }

    pub fn write(&self, indent: &str, text: &mut String) {
        let columns = self.0.iter().map(Vec::len).max().unwrap_or(0);
        let widest = |column: usize| {
            let cells = self.0.iter().filter_map(|row| row.get(column));
            cells.map(|cell| width(cell)).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..columns).map(widest).collect();
        for row in &self.0 {
            let mut line = indent.to_owned();
            for (place, (cell, wide)) in row.iter().zip(&widths).enumerate() {
                let blank = " ".repeat(wide - width(cell));
                match place {
                    0 => line.push_str(&format!("{cell}{blank}")),
                    _ => line.push_str(&format!("  {blank}{cell}")),
                }
            }
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{}", line.trim_end());
        }
    }
}

fn width(text: &str) -> usize {
    text.chars()
        .map(|sign| if is_wide(sign) { 2 } else { 1 })
        .sum()
}

/// What takes two places on a terminal: kana, kanji, full-width forms and their punctuation.
fn is_wide(sign: char) -> bool {
    matches!(u32::from(sign),
        0x1100..=0x115F | 0x2E80..=0xA4CF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF | 0xFE30..=0xFE4F
        | 0xFF00..=0xFF60 | 0xFFE0..=0xFFE6 | 0x1F300..=0x1FAFF | 0x2_0000..=0x3_FFFD)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_under_each_other_in_both_widths() {
        let mut grid = Grid::default();
        grid.row(["規模", "使える"].map(str::to_owned));
        grid.row(["E ab", "1,234"].map(str::to_owned));
        grid.row(["x", "7"].map(str::to_owned));
        let mut text = String::new();
        grid.write("  ", &mut text);
        assert_eq!(text, "  規模  使える\n  E ab   1,234\n  x          7\n");
    }
}
