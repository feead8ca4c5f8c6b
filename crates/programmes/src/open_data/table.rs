//! Tables as CSV for people who open them in Excel and for machines: UTF-8 with a mark at its beginning, one row of
//! headings, lines that end in CR LF.

/// Without it Excel reads UTF-8 as something else.
const MARK: &str = "\u{feff}";

/// The table as text. Every row has as many values as there are headings.
pub fn write(headings: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(MARK.as_bytes().to_vec());
    let mut put = |row: Vec<String>| {
        let safe = row.iter().map(|value| harmless(value));
        writer
            .write_record(safe)
            .expect("memory takes every row, and all rows are equally long");
    };
    put(headings
        .iter()
        .map(|heading| (*heading).to_owned())
        .collect());
    rows.into_iter().for_each(put);
    let bytes = writer.into_inner().expect("memory can be flushed");
    String::from_utf8(bytes).expect("made of texts")
}

/// Several values in one cell, as the municipal standard joins them. A semicolon inside a value becomes full-width.
pub fn joined<'a>(values: impl IntoIterator<Item = &'a str>) -> String {
    let values: Vec<String> = values
        .into_iter()
        .map(|value| value.replace(';', "；"))
        .collect();
    values.join(";")
}

/// A spreadsheet takes what begins with `=`, `+`, `-` or `@` for a formula: such a text gets an apostrophe in front.
/// Numbers stay numbers.
fn harmless(value: &str) -> String {
    let formula = value.starts_with(['=', '+', '-', '@', '\t', '\r']);
    match formula && value.parse::<f64>().is_err() {
        true => format!("'{value}"),
        false => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_reads_back_as_it_was_written() {
        let cells = ["金沢,市", "二つの\n行", "\"引用\"", "=1+1", "-5", "-", "@x"];
        let row: Vec<String> = cells.map(str::to_owned).to_vec();
        let text = write(&["a", "b", "c", "d", "e", "f", "g"], [row]);
        assert!(text.starts_with("\u{feff}a,b,c,d,e,f,g\r\n") && text.ends_with("\r\n"));
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let read = reader.records().next().expect("a row").expect("in order");
        let read: Vec<&str> = read.iter().collect();
        assert_eq!(
            read,
            [
                "金沢,市",
                "二つの\n行",
                "\"引用\"",
                "'=1+1",
                "-5",
                "'-",
                "'@x"
            ]
        );
    }

    #[test]
    fn values_in_one_cell_can_be_told_apart() {
        assert_eq!(joined(["a;b", "c"]), "a；b;c");
    }
}
