//! Small programmes as text, made from draws: every form of the language has a way in.

use super::dice::Dice;

/// `#` stands for a number, `?` for a condition about a member, `&` for a condition, `~` for yen.
const CONDITIONS: [&str; 44] = [
    "green",
    "tax_arrears",
    "employees <= #人",
    "employees > #人",
    "employees = #人",
    "capital != #円",
    "employees * # + students >= #人",
    "min(employees, students, #人) < #人",
    "max(employees - #人, students) >= #人",
    "fell_by(sales, sales_before) >= #%",
    "rose_by(sales, sales_before) < #%",
    "change(sales, sales_before) <= -#%",
    "~ >= ~",
    "~ = #円",
    "wage_rise >= #%",
    "large_share < #%",
    "site > #ha",
    "years >= #か月",
    "not stated",
    "yes",
    "no",
    "place has any [head, factory]",
    "place has all [head, branch]",
    "place has none [factory]",
    "place has head",
    "form in [company, coop]",
    "form != sole",
    "ward = \"北区\"",
    "ward in [\"北区\", \"東区\"]",
    "industry in JSIC14[E, 39]",
    "industry in JSIC13[2441, 50-55] and not industry in JSIC14[51]",
    "since(founded_on) >= #年",
    "founded_on + #か月 <= on",
    "ordered_on - #日 < founded_on",
    "age(founded_on) < #年",
    "days_between(founded_on, ordered_on) > #日",
    "between(founded_on, ordered_on) >= #か月",
    "holds(plan)",
    "holds(iso9001, ordered_on)",
    "awarded_in(this, fiscal_year - #)",
    "receiving(other)",
    "sme",
    "not (&)",
    "if & then & else &",
];

/// The same with a comparison around it, so that it is a condition.
const COUNTED: [&str; 15] = [
    "award_count(this) < #回",
    "award_years(this, other) < #年",
    "award_streak(other) < #年",
    "award_total(this) <= #円",
    "award_count_from(this, fiscal_year - #) < #回",
    "(count of members where ?) >= #人",
    "(share of members where ?) > #%",
    "(sum of fee over members where ?) <= #円",
    "(largest of fee over members where ?) > #円",
    "(smallest of fee over members) = #円",
    "any of members where ?",
    "all of members where ?",
    "none of members where ?",
    "fiscal_year >= 20#",
    "wage * employees >= #円",
];

const MEMBERS: [&str; 6] = [
    "in_city",
    "fee >= #円",
    "since(hired_on) >= #年",
    "in_city and fee < cost",
    "not in_city or green",
    "hired_on < founded_on",
];

const YEN: [&str; 20] = [
    "cost",
    "cost - grants",
    "#円 * students",
    "#万円 * years",
    "#円 * site",
    "sum of fee over members where ?",
    "largest of paid over expenses where category = machine",
    "marginal(cost, 20円: 1/2, 50円: 1/3, rest: 1/5)",
    "max(cost - #円, #円 * employees)",
    "min(cost, #円)",
    "cost * #%",
    "cost / max(employees, 1人) * students",
    "cost / employees * #人",
    "round_down(cost, #円)",
    "round_nearest(cost, #円 * students)",
    "if & then #円 else cost",
    "sales - sales_before",
    "wage",
    "not stated",
    "eligible_cost",
];

const RATES: [&str; 8] = [
    "1/3",
    "not stated",
    "1",
    "if & then 2/3 else 1/2",
    "if employees <= #人 then 3/4 else 1/7",
    "min(1, employees / 9人)",
    "{cases: [{when: '&', then: 1/2}, {otherwise: not stated}]}",
    "{bands: {of: employees, rows: [{from: 0人, to: 20人, then: 1/2}, {from: 21人, then: 1/3}]}}",
];

const NUMBERS: [&str; 16] = [
    "0",
    "1",
    "2",
    "3",
    "5",
    "7",
    "10",
    "19",
    "20",
    "21",
    "50",
    "99",
    "100",
    "300",
    "1000000",
    "999999999999",
];

/// The text of a programme's rules.
pub fn programme(dice: &mut Dice<'_>) -> String {
    let mut text = String::new();
    if dice.once_in(3) {
        text.push_str(&expenses(dice));
    }
    text.push_str(&conditions(dice, "c", 5));
    if dice.once_in(3) {
        let choose = dice.one(&["one", "any"]);
        text.push_str(&format!("choose: {choose}\ncourses:\n"));
        for course in 0..=dice.below(3) {
            let conditions = conditions(dice, &format!("x{course}"), 3).replace('\n', "\n    ");
            text.push_str(&format!(
                "  - id: k{course}\n    label: コース\n    {conditions}"
            ));
            if !dice.once_in(4) {
                text.push_str(&format!("amount: {}", amount(dice)));
            }
            text.push('\n');
        }
        if dice.once_in(2) {
            text.push_str(&format!("amount: {{cap: {}円}}\n", number(dice)));
        }
    } else if !dice.once_in(6) {
        text.push_str(&format!("amount: {}\n", amount(dice)));
    }
    text
}

fn conditions(dice: &mut Dice<'_>, name: &str, most: usize) -> String {
    let count = dice.below(most);
    if count == 0 {
        return String::new();
    }
    let lines = (0..count).map(|index| {
        let rule = condition(dice, 3);
        format!("  - {{id: {name}{index}, rule: '{rule}'}}\n")
    });
    format!("conditions:\n{}", lines.collect::<String>())
}

/// A condition as an expression; `depth` is how many more may lie in it.
fn condition(dice: &mut Dice<'_>, depth: usize) -> String {
    let kinds = if depth == 0 { 3 } else { 5 };
    let form = match dice.below(kinds) {
        0 => dice.one(&CONDITIONS[..if depth == 0 { 42 } else { 44 }]),
        1 => dice.one(&CONDITIONS[..42]),
        2 => dice.one(&COUNTED),
        3 => "(&) and (&)",
        _ => "(&) or (&)",
    };
    filled(form, dice, depth)
}

/// The form with its places filled.
fn filled(form: &str, dice: &mut Dice<'_>, depth: usize) -> String {
    let mut text = String::new();
    for letter in form.chars() {
        match letter {
            '#' => text.push_str(dice.one(&NUMBERS)),
            '?' => {
                let member = dice.one(&MEMBERS);
                text.push_str(&filled(member, dice, 0));
            }
            '&' => text.push_str(&condition(dice, depth.saturating_sub(1))),
            '~' => {
                let yen = dice.one(&YEN[..15]);
                text.push_str(&format!("({})", filled(yen, dice, 0)));
            }
            other => text.push(other),
        }
    }
    text
}

fn number(dice: &mut Dice<'_>) -> &'static str {
    dice.one(&NUMBERS[1..])
}

fn expenses(dice: &mut Dice<'_>) -> String {
    let items = (0..=dice.below(3)).map(|index| {
        let kind = dice.one(&["material", "machine", "outsourcing", "travel"]);
        let and = dice.one(&[
            "",
            " and not other_support",
            " and unit_price >= 20円",
            " or green",
        ]);
        let limit = match dice.below(4) {
            0 => String::new(),
            1 => format!(", cap: {}円", number(dice)),
            2 => ", share_of_total: 1/2".to_owned(),
            _ => ", share_of_claimed: 1/10".to_owned(),
        };
        format!("    - {{id: e{index}, label: 費用, where: 'category = {kind}{and}'{limit}}}\n")
    });
    let items: String = items.collect();
    format!("expenses:\n  list: expenses\n  amount: paid\n  items:\n{items}")
}

fn amount(dice: &mut Dice<'_>) -> String {
    if dice.once_in(12) {
        return "not stated".to_owned();
    }
    let limits = limits(dice);
    if !dice.once_in(4) {
        return format!("{{{}{limits}}}", measure(dice));
    }
    let parts: Vec<String> = (0..=dice.below(2))
        .map(|index| {
            let when = match dice.once_in(2) {
                true => format!(", when: '{}'", condition(dice, 1)),
                false => String::new(),
            };
            let cap = match dice.once_in(3) {
                true => format!(", cap: {}円", number(dice)),
                false => String::new(),
            };
            format!("{{id: a{index}, label: 分, {}{when}{cap}}}", measure(dice))
        })
        .collect();
    format!("{{parts: [{}]{limits}}}", parts.join(", "))
}

fn measure(dice: &mut Dice<'_>) -> String {
    if dice.once_in(4) {
        let least = dice.one(&[
            "",
            ", at_least: 5人",
            ", at_most: 10人",
            ", at_least: 2人, at_most: 3人",
        ]);
        return format!("each: {}円, per: students{least}", number(dice));
    }
    let base = dice.one(&YEN);
    let base = filled(base, dice, 1);
    let less = dice.one(&["", ", less: grants"]);
    let rate = dice.one(&RATES);
    let rate = filled(rate, dice, 1);
    let rate = if rate.starts_with('{') {
        rate
    } else {
        format!("'{rate}'")
    };
    format!("base: '{base}'{less}, rate: {rate}")
}

fn limits(dice: &mut Dice<'_>) -> String {
    let cap = match dice.below(4) {
        0 => String::new(),
        1 => format!(", cap: {}円", number(dice)),
        2 => format!(", cap: '{}円 * students'", number(dice)),
        _ => ", cap: not stated".to_owned(),
    };
    let rest = match dice.below(6) {
        0 => String::new(),
        1 => format!(", floor: {}円", number(dice)),
        2 => format!(", rounding: down to {}円", number(dice)),
        3 => format!(", floor: {}円, rounding: nearest to 4円", number(dice)),
        4 => format!(", minimum_grant: {}円", number(dice)),
        _ => format!(
            ", rounding: up to 7円, minimum_grant: '{}円 * employees'",
            number(dice)
        ),
    };
    format!("{cap}{rest}")
}
