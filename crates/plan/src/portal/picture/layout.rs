//! Where everything of the picture stands: policies side by side in columns, or below each other for a phone.
//! Only numbers: what is open, and what things are called, is decided before.

use super::{DirectionOutline, MarkOutline, Outline, PolicyOutline};
use crate::portal::wrap::wrap;

/// Room between things, and the sizes of text and marks, in units of the view box.
const LINE: i32 = 21;
const PAD: i32 = 12;
const INDENT: i32 = 16;
const GAP: i32 = 12;
const TITLE_SIZE: f64 = 15.0;
const STATES_SIZE: f64 = 13.0;
/// Bold letters are a little wider than they are counted.
const BOLD: f64 = 1.06;
const MARK: i32 = 28;

/// A picture of which every place is known.
pub struct Picture<'a> {
    /// Tells the pictures of one page apart.
    pub id: &'static str,
    pub width: i32,
    pub height: i32,
    pub vision: Block,
    /// The lines of the tree, as the paths of SVG.
    pub branches: Vec<String>,
    pub policies: Vec<PolicyPlace<'a>>,
    pub money_letter: &'a str,
}

/// A box with lines of text.
pub struct Block {
    pub x: i32,
    pub y: i32,
    pub width: i32,
    pub height: i32,
    pub lines: Vec<Line>,
}

/// A line of text with its left end and its base line.
pub struct Line {
    pub x: i32,
    pub y: i32,
    pub text: String,
}

pub struct PolicyPlace<'a> {
    pub outline: &'a PolicyOutline,
    pub block: Block,
    pub directions: Vec<DirectionPlace<'a>>,
}

pub struct DirectionPlace<'a> {
    pub outline: &'a DirectionOutline,
    pub block: Block,
    pub number: (i32, i32),
    /// The right end of the number of programmes.
    pub total: (i32, i32),
    pub states: Vec<Line>,
    pub marks: Vec<MarkPlace<'a>>,
}

pub struct MarkPlace<'a> {
    pub outline: &'a MarkOutline,
    /// Its middle.
    pub x: i32,
    pub y: i32,
}

impl Picture<'_> {
    /// For a desk: policies side by side, at most five.
    pub fn wide(outline: &Outline) -> Picture<'_> {
        let columns = outline.policies.len().clamp(1, 5) as i32;
        draw(outline, "wide", 1152, columns)
    }

    /// For a phone: everything below each other.
    pub fn narrow(outline: &Outline) -> Picture<'_> {
        draw(outline, "narrow", 328, 1)
    }

    /// Half the side of the square in which a mark is touched.
    pub fn reach(&self) -> i32 {
        MARK / 2
    }
}

fn draw<'a>(outline: &'a Outline, id: &'static str, width: i32, columns: i32) -> Picture<'a> {
    let vision = text_block(&outline.vision, (0, 0), width, 18.0);
    let mut branches = Vec::new();
    let mut policies: Vec<PolicyPlace<'a>> = Vec::new();
    let mut top = vision.height + 2 * GAP;
    let in_columns = columns > 1;
    for row in outline.policies.chunks(columns as usize) {
        let indent = if in_columns { 0 } else { INDENT };
        let column = (width - indent - (columns - 1) * GAP) / columns;
        let mut placed = place_row(row, (indent, top), column);
        if in_columns {
            branch_down(&mut branches, &placed, vision.height, top);
        } else if let Some(policy) = placed.first() {
            let middle = policy.block.y + policy.block.height / 2;
            branches.push(format!("M6 {} V{middle} H{indent}", vision.height));
        }
        for policy in &placed {
            branch_to_directions(&mut branches, policy);
        }
        top = placed.iter().map(bottom).max().unwrap_or(top) + 2 * GAP;
        policies.append(&mut placed);
    }
    Picture {
        id,
        width,
        height: top - 2 * GAP + 2,
        vision,
        branches,
        policies,
        money_letter: &outline.money_letter,
    }
}

/// Policies side by side: their boxes are equally high, and so are the directions of one row.
fn place_row<'a>(row: &'a [PolicyOutline], at: (i32, i32), column: i32) -> Vec<PolicyPlace<'a>> {
    let (left, top) = at;
    let mut places: Vec<PolicyPlace<'a>> = Vec::new();
    for (outline, index) in row.iter().zip(0..) {
        let x = left + index * (column + GAP);
        let text = format!("{} {}", outline.number, outline.title);
        places.push(PolicyPlace {
            outline,
            block: text_block(&text, (x, top), column, TITLE_SIZE + 1.0),
            directions: Vec::new(),
        });
    }
    let height = places.iter().map(|place| place.block.height).max();
    for place in &mut places {
        place.block.height = height.unwrap_or_default();
    }
    let mut y = top + height.unwrap_or_default() + GAP;
    let most = row.iter().map(|policy| policy.directions.len()).max();
    for index in 0..most.unwrap_or_default() {
        let mut tallest = 0;
        for place in &mut places {
            if let Some(outline) = place.outline.directions.get(index) {
                let x = place.block.x + INDENT;
                let direction = place_direction(outline, (x, y), column - INDENT);
                tallest = tallest.max(direction.block.height);
                place.directions.push(direction);
            }
        }
        for direction in places
            .iter_mut()
            .filter_map(|p| p.directions.get_mut(index))
        {
            direction.block.height = tallest;
        }
        y += tallest + GAP;
    }
    places
}

fn place_direction(outline: &DirectionOutline, at: (i32, i32), width: i32) -> DirectionPlace<'_> {
    let (x, y) = at;
    let inside = width - 2 * PAD;
    let first_line = y + PAD + 15;
    let lines = wrap(&outline.title, f64::from(inside) / TITLE_SIZE);
    let mut block = Block {
        x,
        y,
        width,
        height: 0,
        lines: Vec::new(),
    };
    let mut line_y = first_line;
    for text in lines {
        line_y += LINE;
        block.lines.push(Line {
            x: x + PAD,
            y: line_y,
            text,
        });
    }
    let states: Vec<Line> = wrap(&outline.states, f64::from(inside) / STATES_SIZE)
        .into_iter()
        .zip(1..)
        .map(|(text, number)| Line {
            x: x + PAD,
            y: line_y + 4 + (LINE - 2) * number,
            text,
        })
        .collect();
    let first_mark = states.last().map_or(line_y, |line| line.y) + 8;
    let in_row = (inside / MARK).max(1);
    let marks: Vec<MarkPlace<'_>> = outline
        .programmes
        .iter()
        .zip(0..)
        .map(|(outline, index)| MarkPlace {
            outline,
            x: x + PAD - 3 + MARK / 2 + (index % in_row) * MARK,
            y: first_mark + MARK / 2 + (index / in_row) * MARK,
        })
        .collect();
    let end = marks
        .last()
        .map_or(first_mark - 8, |mark| mark.y + MARK / 2);
    block.height = end + PAD - y;
    DirectionPlace {
        outline,
        block,
        number: (x + PAD, first_line),
        total: (x + width - PAD, first_line),
        states,
        marks,
    }
}

fn text_block(text: &str, at: (i32, i32), width: i32, size: f64) -> Block {
    let (x, y) = at;
    let line_height = (size * 1.45) as i32;
    let lines = wrap(text, f64::from(width - 2 * PAD) / (size * BOLD));
    let height = 2 * PAD + line_height * lines.len() as i32;
    let lines = lines
        .into_iter()
        .zip(1..)
        .map(|(text, number)| Line {
            x: x + PAD,
            y: y + PAD + line_height * number - (size * 0.35) as i32,
            text,
        })
        .collect();
    Block {
        x,
        y,
        width,
        height,
        lines,
    }
}

/// From the vision down to policies side by side. A second row of policies hangs on no line of its own.
fn branch_down(branches: &mut Vec<String>, row: &[PolicyPlace<'_>], from: i32, top: i32) {
    if top > from + 2 * GAP {
        return;
    }
    for policy in row {
        let middle = policy.block.x + policy.block.width / 2;
        branches.push(format!("M{middle} {from} V{top}"));
    }
}

fn branch_to_directions(branches: &mut Vec<String>, policy: &PolicyPlace<'_>) {
    let spine = policy.block.x + INDENT / 2 - 2;
    let from = policy.block.y + policy.block.height;
    for direction in &policy.directions {
        let (x, y) = (direction.block.x, direction.number.1 - 5);
        branches.push(format!("M{spine} {from} V{y} H{x}"));
    }
}

fn bottom(policy: &PolicyPlace<'_>) -> i32 {
    let last = policy.directions.last();
    last.map_or(policy.block.y + policy.block.height, |direction| {
        direction.block.y + direction.block.height
    })
}
