//! Catalogues of thousands of invented programmes, as text for the real reader. They ask what Kanazawa's programmes ask
//! (its facts and definitions are used), with other thresholds, industries, places, certificates, costs and amounts.
//! As in the whole of Japan, most programmes belong to one prefecture or one municipality.

use std::fmt::Write;

const PREFECTURES: usize = 47;
/// Plans of which several programmes ask whether they are ready and what they cost.
const PLANS: usize = 120;
/// The prefecture and municipality of the companies of the measurements.
pub const HERE: (usize, usize) = (16, 0);

/// Who gives how many programmes.
#[derive(Clone, Copy)]
pub struct Land {
    pub programmes: usize,
    /// Those that can be had at all by somebody from [`HERE`]: the country's, and those of their prefecture and municipality.
    pub near: usize,
    /// In each prefecture; Japan has about 37.
    pub municipalities: usize,
}

/// The files of a city folder. `kanazawa` has the texts of `city.yaml`, `facts.yaml` and
/// `definitions.yaml`.
pub fn files(land: Land, kanazawa: [&str; 3]) -> Vec<(String, String)> {
    let [city, facts, definitions] = kanazawa;
    let mut files = vec![
        ("city.yaml".to_owned(), city.to_owned()),
        ("definitions.yaml".to_owned(), definitions.to_owned()),
        (
            "facts.yaml".to_owned(),
            format!("{}\n{}", facts.trim_end(), more_facts()),
        ),
    ];
    let mut dice = Dice(0x2545_F491_4F6C_DD1D);
    let Land {
        programmes: count,
        near,
        ..
    } = land;
    for number in 0..count {
        // The near ones are strewn evenly over the catalogue.
        let is_near = (number + 1) * near / count > number * near / count;
        let programme = programme(number, is_near, land, &mut dice);
        files.push((format!("programmes/g{number:05}.yaml"), programme));
    }
    files
}

fn more_facts() -> String {
    let mut text = String::from(
        "  - id: prefecture\n    type: choice\n    label: {ja: 都道府県, en: prefecture}\n    choices:\n",
    );
    for number in 0..PREFECTURES {
        let _ = writeln!(
            text,
            "      - {{id: p{number:02}, ja: 第{number}県, en: prefecture {number}}}"
        );
    }
    text.push_str("  - {id: municipality, type: text, label: {ja: 市区町村, en: municipality}}\n");
    for plan in 0..PLANS {
        let _ = writeln!(
            text,
            "  - {{id: plan{plan:03}_ready, type: yes_no, changeable: slowly, label: {{ja: 計画{plan}ができている, en: plan {plan} is ready}}}}\n  \
             - {{id: plan{plan:03}_cost, type: number, unit: yen, range: '0円..', changeable: quickly, label: {{ja: 計画{plan}の費用, en: cost of plan {plan}}}}}"
        );
    }
    text
}

/// How the municipality of a number is written.
pub fn municipality((prefecture, number): (usize, usize)) -> String {
    format!("第{prefecture}県第{number}市")
}

fn programme(number: usize, is_near: bool, land: Land, dice: &mut Dice) -> String {
    let plan = dice.below(PLANS);
    let mut text = format!(
        "id: g{number:05}\nname: {{ja: 支援制度{number}, en: Programme {number}}}\nkind: subsidy\nlevel: city\n\
         summary: {{ja: 計画{plan}の費用を補助する。, en: Pays part of the cost of plan {plan}.}}\nas_of: FY2026\n\
         sources: ['https://example.org/g{number:05}']\nwindow: {{opens: 2026-04-01, closes: 2026-12-25}}\n"
    );
    let own = dice.one_in(10);
    if own {
        let _ = writeln!(
            text,
            "facts:\n  - {{id: g{number:05}_agreed, type: yes_no, label: {{ja: 窓口{number}と相談した, en: the desk {number} was asked}}}}"
        );
    }
    let mut rules = place(is_near, land, dice);
    rules.extend(demands(plan, dice));
    if own {
        rules.push(format!("g{number:05}_agreed"));
    }
    text.push_str("conditions:\n");
    for (index, rule) in rules.iter().enumerate() {
        let _ = writeln!(text, "  - {{id: c{index}, rule: '{rule}'}}");
    }
    text.push_str(&amount(plan, dice));
    text
}

fn place(is_near: bool, land: Land, dice: &mut Dice) -> Vec<String> {
    let far = (HERE.0 + 1 + dice.below(PREFECTURES - 1)) % PREFECTURES;
    let (prefecture, municipality) = match is_near {
        true => HERE,
        false => (far, dice.below(land.municipalities)),
    };
    let in_prefecture = format!("prefecture = p{prefecture:02}");
    let in_municipality = format!(
        "municipality = \"{}\"",
        self::municipality((prefecture, municipality))
    );
    match (dice.below(10), is_near) {
        (0, true) => Vec::new(),
        (0, false) | (1..=3, _) => vec![in_prefecture],
        _ => vec![in_municipality],
    }
}

/// Four to eleven conditions as Kanazawa's programmes have them.
fn demands(plan: usize, dice: &mut Dice) -> Vec<String> {
    const WHO: [&str; 5] = [
        "applicant in [company, sole_proprietor]",
        "applicant = company",
        "applicant in [company, sole_proprietor, sme_association]",
        "applicant != student",
        "applicant in [founder, company]",
    ];
    const INDUSTRIES: [&str; 12] = [
        "E",
        "E, 39, 411",
        "09-32",
        "24, 25, 26",
        "E, G",
        "39",
        "I",
        "D, E",
        "E, H, I",
        "19",
        "726, 39",
        "09, 10, 11",
    ];
    const EMPLOYEES: [u32; 10] = [5, 10, 20, 30, 50, 100, 200, 300, 500, 1000];
    const MONEY: [u32; 8] = [30, 50, 100, 200, 300, 500, 1000, 5000];
    const PLACES: [&str; 5] = [
        "head_office",
        "head_office, principal_office",
        "principal_establishment, production_site",
        "production_site",
        "head_office, registered_office, principal_office, principal_establishment, production_site, branch",
    ];
    const CERTIFICATES: [&str; 4] = [
        "advanced_equipment_plan",
        "safety_net",
        "kagayaki_brand",
        "ishikawa_brand",
    ];
    let mut all = vec![
        dice.one(&WHO).to_owned(),
        format!("plan{plan:03}_cost >= {}万円", dice.one(&MONEY)),
    ];
    let mut maybe = |times: usize, rule: String, dice: &mut Dice| {
        if dice.below(10) < times {
            all.push(rule);
        }
    };
    let size = match dice.below(4) {
        0 => "sme".to_owned(),
        1 => "small_enterprise".to_owned(),
        2 => format!("employees <= {}人", dice.one(&EMPLOYEES)),
        _ => format!(
            "capital <= {}万円 or employees <= {}人",
            dice.one(&MONEY),
            dice.one(&EMPLOYEES)
        ),
    };
    maybe(7, size, dice);
    let industry = match dice.below(3) {
        0 => "target_industry".to_owned(),
        _ => format!("industry in JSIC14[{}]", dice.one(&INDUSTRIES)),
    };
    maybe(6, industry, dice);
    let places = format!("place_in_city has any [{}]", dice.one(&PLACES));
    maybe(5, places, dice);
    maybe(6, "not tax_arrears".to_owned(), dice);
    maybe(3, "employment_insurance".to_owned(), dice);
    let years = format!("since(in_city_since) >= {}年", 1 + dice.below(5));
    maybe(4, years, dice);
    let held = format!("holds({})", dice.one(&CERTIFICATES));
    maybe(1, held, dice);
    maybe(3, "award_count(this) = 0".to_owned(), dice);
    maybe(3, "not awarded_in(this, fiscal_year - 1)".to_owned(), dice);
    maybe(5, format!("plan{plan:03}_ready"), dice);
    let fall = format!(
        "fell_by(sales_month, sales_month_year_before) >= {}%",
        dice.one(&[3, 5, 10])
    );
    maybe(1, fall, dice);
    all
}

fn amount(plan: usize, dice: &mut Dice) -> String {
    let rate = dice.one(&[
        "1/2",
        "1/3",
        "2/3",
        "not stated",
        "{cases: [{when: small_enterprise, then: 2/3}, {otherwise: 1/2}]}",
    ]);
    let cap = dice.one(&[20, 50, 100, 200, 500, 3000]);
    let rounding = dice.one(&[
        "",
        ", rounding: down to 1000円",
        ", rounding: down to 10000円, minimum_grant: 5万円",
    ]);
    if dice.one_in(8) {
        let rise = cap * 2;
        return format!(
            "choose: one\ncourses:\n  - {{id: plain, label: {{ja: 通常枠, en: plain}}, amount: {{base: plan{plan:03}_cost, rate: {rate}, cap: {cap}万円}}}}\n  \
             - {{id: more, label: {{ja: 拡充枠, en: extended}}, conditions: [{{id: people, rule: 'new_hires_resident >= 2人'}}], \
             amount: {{base: plan{plan:03}_cost, rate: {rate}, cap: {rise}万円}}}}\n"
        );
    }
    format!("amount: {{base: plan{plan:03}_cost, rate: {rate}, cap: {cap}万円{rounding}}}\n")
}

/// Draws that look random and are the same every time.
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 33) as usize % end
    }

    pub fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    pub fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }
}
