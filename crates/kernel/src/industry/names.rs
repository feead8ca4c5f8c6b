//! Names of divisions and two-digit groups, in the wording of the classification.
//!
//! Japanese: 日本標準産業分類 (総務省), the same in the 13th and 14th revision. English: headings of government
//! statistics under the 13th revision, in sentence case; a help for readers, without legal force.
//! Groups outside the city's programmes are left out.

use super::IndustryCode;

/// A Japanese and an English name.
type Name = (&'static str, &'static str);

/// The names of a division or a two-digit group; nothing for longer codes and for groups left out.
pub(super) fn name(code: &IndustryCode) -> Option<Name> {
    match code.digits.length {
        0 => DIVISIONS
            .iter()
            .find(|(letter, _)| *letter == code.division)
            .map(|(_, name)| *name),
        2 => GROUPS
            .iter()
            .find(|(group, _)| *group == code.digits.number)
            .map(|(_, name)| *name),
        _ => None,
    }
}

#[rustfmt::skip]
const DIVISIONS: [(char, Name); 20] = [
    ('A', ("農業，林業", "Agriculture and forestry")),
    ('B', ("漁業", "Fisheries")),
    ('C', ("鉱業，採石業，砂利採取業", "Mining and quarrying of stone and gravel")),
    ('D', ("建設業", "Construction")),
    ('E', ("製造業", "Manufacturing")),
    ('F', ("電気・ガス・熱供給・水道業", "Electricity, gas, heat supply and water")),
    ('G', ("情報通信業", "Information and communications")),
    ('H', ("運輸業，郵便業", "Transport and postal services")),
    ('I', ("卸売業，小売業", "Wholesale and retail trade")),
    ('J', ("金融業，保険業", "Finance and insurance")),
    ('K', ("不動産業，物品賃貸業", "Real estate and goods rental and leasing")),
    ('L', ("学術研究，専門・技術サービス業", "Scientific research, professional and technical services")),
    ('M', ("宿泊業，飲食サービス業", "Accommodations, eating and drinking services")),
    ('N', ("生活関連サービス業，娯楽業", "Living-related and personal services and amusement services")),
    ('O', ("教育，学習支援業", "Education, learning support")),
    ('P', ("医療，福祉", "Medical, health care and welfare")),
    ('Q', ("複合サービス事業", "Compound services")),
    ('R', ("サービス業（他に分類されないもの）", "Services, n.e.c.")),
    ('S', ("公務（他に分類されるものを除く）", "Government, except elsewhere classified")),
    ('T', ("分類不能の産業", "Industries unable to classify")),
];

#[rustfmt::skip]
const GROUPS: [(u16, Name); 58] = [
    (9, ("食料品製造業", "Manufacture of food")),
    (10, ("飲料・たばこ・飼料製造業", "Manufacture of beverages, tobacco and feed")),
    (11, ("繊維工業", "Manufacture of textile products")),
    (12, ("木材・木製品製造業（家具を除く）", "Manufacture of lumber and wood products, except furniture")),
    (13, ("家具・装備品製造業", "Manufacture of furniture and fixtures")),
    (14, ("パルプ・紙・紙加工品製造業", "Manufacture of pulp, paper and paper products")),
    (15, ("印刷・同関連業", "Printing and allied industries")),
    (16, ("化学工業", "Manufacture of chemical and allied products")),
    (17, ("石油製品・石炭製品製造業", "Manufacture of petroleum and coal products")),
    (18, ("プラスチック製品製造業（別掲を除く）", "Manufacture of plastic products, except otherwise classified")),
    (19, ("ゴム製品製造業", "Manufacture of rubber products")),
    (20, ("なめし革・同製品・毛皮製造業", "Manufacture of leather tanning, leather products and fur skins")),
    (21, ("窯業・土石製品製造業", "Manufacture of ceramic, stone and clay products")),
    (22, ("鉄鋼業", "Manufacture of iron and steel")),
    (23, ("非鉄金属製造業", "Manufacture of non-ferrous metals and products")),
    (24, ("金属製品製造業", "Manufacture of fabricated metal products")),
    (25, ("はん用機械器具製造業", "Manufacture of general-purpose machinery")),
    (26, ("生産用機械器具製造業", "Manufacture of production machinery")),
    (27, ("業務用機械器具製造業", "Manufacture of business oriented machinery")),
    (28, ("電子部品・デバイス・電子回路製造業", "Electronic parts, devices and electronic circuits")),
    (29, ("電気機械器具製造業", "Manufacture of electrical machinery, equipment and supplies")),
    (30, ("情報通信機械器具製造業", "Manufacture of information and communication electronics equipment")),
    (31, ("輸送用機械器具製造業", "Manufacture of transportation equipment")),
    (32, ("その他の製造業", "Miscellaneous manufacturing industries")),
    (33, ("電気業", "Production, transmission and distribution of electricity")),
    (34, ("ガス業", "Production and distribution of gas")),
    (35, ("熱供給業", "Heat supply")),
    (36, ("水道業", "Collection, purification and distribution of water, and sewage collection, processing and disposal")),
    (37, ("通信業", "Communications")),
    (38, ("放送業", "Broadcasting")),
    (39, ("情報サービス業", "Information services")),
    (40, ("インターネット附随サービス業", "Services incidental to internet")),
    (41, ("映像・音声・文字情報制作業", "Video picture information, sound information, character information production and distribution")),
    (50, ("各種商品卸売業", "Wholesale trade, general merchandise")),
    (51, ("繊維・衣服等卸売業", "Wholesale trade (textile and apparel)")),
    (52, ("飲食料品卸売業", "Wholesale trade (food and beverages)")),
    (53, ("建築材料，鉱物・金属材料等卸売業", "Wholesale trade (building materials, minerals and metals, etc.)")),
    (54, ("機械器具卸売業", "Wholesale trade (machinery and equipment)")),
    (55, ("その他の卸売業", "Miscellaneous wholesale trade")),
    (56, ("各種商品小売業", "Retail trade, general merchandise")),
    (57, ("織物・衣服・身の回り品小売業", "Retail trade (woven fabrics, apparel, apparel accessories and notions)")),
    (58, ("飲食料品小売業", "Retail trade (food and beverage)")),
    (59, ("機械器具小売業", "Retail trade (machinery and equipment)")),
    (60, ("その他の小売業", "Miscellaneous retail trade")),
    (61, ("無店舗小売業", "Nonstore retailers")),
    (68, ("不動産取引業", "Real estate agencies")),
    (69, ("不動産賃貸業・管理業", "Real estate lessors and managers")),
    (70, ("物品賃貸業", "Goods rental and leasing")),
    (71, ("学術・開発研究機関", "Scientific and development research institutes")),
    (72, ("専門サービス業（他に分類されないもの）", "Professional services, n.e.c.")),
    (73, ("広告業", "Advertising")),
    (74, ("技術サービス業（他に分類されないもの）", "Technical services, n.e.c.")),
    (75, ("宿泊業", "Accommodations")),
    (76, ("飲食店", "Eating and drinking places")),
    (77, ("持ち帰り・配達飲食サービス業", "Food take out and delivery services")),
    (78, ("洗濯・理容・美容・浴場業", "Laundry, beauty and bath services")),
    (79, ("その他の生活関連サービス業", "Miscellaneous living-related and personal services")),
    (80, ("娯楽業", "Services for amusement and recreation")),
];
