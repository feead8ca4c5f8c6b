//! The picture holds whatever a strategy may be: no programmes, forty, long titles, many policies.

use super::layout::Block;
use super::*;
use crate::portal::wrap::width;

fn mark(index: usize) -> MarkOutline {
    MarkOutline {
        link: format!("/programmes/{index}"),
        name: format!("Programme {index}"),
        openness: Openness::ALL[index % 4],
        is_money: index.is_multiple_of(3),
    }
}

fn direction(title: &str, programmes: usize) -> DirectionOutline {
    DirectionOutline {
        link: "/strategy/directions/1-1".to_owned(),
        number: "1-1".to_owned(),
        title: title.to_owned(),
        total: programmes.to_string(),
        states: "2 open, 13 not yet open, 15 not known, 10 closed".to_owned(),
        tally: Tally::default(),
        programmes: (0..programmes).map(mark).collect(),
    }
}

fn outline(policies: usize, directions: &[(&str, usize)]) -> Outline {
    let policy = |number: usize| PolicyOutline {
        link: format!("/strategy/policies/{number}"),
        number: number.to_string(),
        title: "設備投資の支援、専門家相談、工業団地の連携と活性化、国内拠点の再編".to_owned(),
        directions: directions
            .iter()
            .map(|(title, programmes)| direction(title, *programmes))
            .collect(),
    };
    Outline {
        vision: "A city that lives from what it makes".to_owned(),
        policies: (1..=policies).map(policy).collect(),
        money_letter: "¥".to_owned(),
    }
}

/// Everything lies inside the picture and its own box, and no two boxes or marks meet.
fn check(outline: &Outline) {
    for picture in [Picture::wide(outline), Picture::narrow(outline)] {
        let mut boxes: Vec<&Block> = vec![&picture.vision];
        for policy in &picture.policies {
            boxes.push(&policy.block);
            for direction in &policy.directions {
                let block = &direction.block;
                boxes.push(block);
                for line in &direction.states {
                    let end = f64::from(line.x) + width(&line.text) * 13.0;
                    assert!(line.y < block.y + block.height, "{}", line.text);
                    assert!(end <= f64::from(block.x + block.width), "{}", line.text);
                }
                let mut centres: Vec<(i32, i32)> = Vec::new();
                for mark in &direction.marks {
                    let reach = picture.reach() - 3;
                    assert!(mark.x - reach >= block.x && mark.x + reach <= block.x + block.width);
                    assert!(direction.states.iter().all(|line| mark.y - reach > line.y));
                    assert!(mark.y + reach <= block.y + block.height);
                    centres.push((mark.x, mark.y));
                }
                let apart = |a: &(i32, i32), b: &(i32, i32)| {
                    (a.0 - b.0).abs() >= 2 * picture.reach()
                        || (a.1 - b.1).abs() >= 2 * picture.reach()
                };
                for (index, a) in centres.iter().enumerate() {
                    assert!(centres[..index].iter().all(|b| apart(a, b)));
                }
            }
        }
        for (index, a) in boxes.iter().enumerate() {
            assert!(a.x >= 0 && a.x + a.width <= picture.width);
            assert!(a.y >= 0 && a.y + a.height <= picture.height);
            for line in &a.lines {
                assert!(line.y > a.y && line.y < a.y + a.height, "{}", line.text);
                let end = f64::from(line.x) + width(&line.text) * 15.0;
                assert!(end <= f64::from(a.x + a.width), "{}", line.text);
            }
            for b in &boxes[..index] {
                let beside = a.x >= b.x + b.width || b.x >= a.x + a.width;
                let below = a.y >= b.y + b.height || b.y >= a.y + a.height;
                assert!(beside || below, "{}: boxes {index} meet", picture.id);
            }
        }
    }
}

#[test]
fn any_number_of_programmes_finds_its_place() {
    for count in [0, 1, 6, 7, 8, 40, 200] {
        check(&outline(5, &[("産学連携や異業種連携の促進", count)]));
    }
    check(&outline(5, &[("Short", 0), ("Shorter", 40), ("Short", 1)]));
}

#[test]
fn any_number_of_policies_and_directions_finds_its_place() {
    for policies in [0, 1, 2, 5, 6, 11] {
        check(&outline(policies, &[]));
        check(&outline(policies, &[("A", 3), ("B", 9)]));
    }
}

#[test]
fn long_titles_make_higher_boxes() {
    let long =
        "多様な人材の活躍促進、働き手のスキルアップと技能継承への支援（ニューノーマルへの対応）";
    check(&outline(5, &[(long, 12), ("A", 0), (long, 0)]));
    let short = outline(5, &[("短い題名", 3)]);
    let long = outline(5, &[(long, 3)]);
    assert!(Picture::wide(&short).height < Picture::wide(&long).height);
}
