//! Sheets as an Excel file. Texts are written as texts, so that nothing a visitor typed can become a formula.

use kernel::{Date, Yen};
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
    XlsxError,
};

/// A sheet: a heading for each column, then rows with as many cells.
pub struct Sheet {
    pub name: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Cell>>,
}

pub struct Column {
    pub label: String,
    /// In half-width characters.
    pub width: u8,
}

pub enum Cell {
    Text(String),
    Yen(Yen),
    Count(u64),
    Day(Date),
    /// Not known.
    Empty,
}

/// A cell holds at most this many units of UTF-16.
const LONGEST_TEXT: usize = 32_767;

/// The days that Excel knows: from 1900 to 9999.
const FIRST_YEAR: i16 = 1900;

struct Formats {
    heading: Format,
    text: Format,
    yen: Format,
    day: Format,
}

/// The file. `made` is the day on which it is made.
pub fn write(sheets: &[Sheet], made: Date) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // The hour of the request is nobody's concern.
    if let Some(made) = excel_day(made) {
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    }
    let top = || Format::new().set_align(FormatAlign::Top);
    let formats = Formats {
        heading: top()
            .set_bold()
            .set_text_wrap()
            .set_background_color(Color::RGB(0x00_E8_F1_FE))
            .set_border_bottom(FormatBorder::Thin),
        text: top().set_text_wrap(),
        yen: top().set_num_format("#,##0"),
        day: top().set_num_format("yyyy-mm-dd"),
    };
    for sheet in sheets {
        write_sheet(workbook.add_worksheet(), sheet, &formats)?;
    }
    workbook.save_to_buffer()
}

fn write_sheet(into: &mut Worksheet, sheet: &Sheet, formats: &Formats) -> Result<(), XlsxError> {
    into.set_name(&sheet.name)?;
    for (column, heading) in (0u16..).zip(&sheet.columns) {
        into.write_string_with_format(0, column, &heading.label, &formats.heading)?;
        into.set_column_width(column, f64::from(heading.width))?;
    }
    for (row, cells) in (1u32..).zip(&sheet.rows) {
        for (column, cell) in (0u16..).zip(cells) {
            write_cell(into, row, column, cell, formats)?;
        }
    }
    let last_row = u32::try_from(sheet.rows.len()).unwrap_or(u32::MAX);
    let last_column = u16::try_from(sheet.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    into.autofilter(0, 0, last_row, last_column)?;
    into.set_freeze_panes(1, 0)?;
    into.set_landscape().set_print_fit_to_pages(1, 0);
    into.set_repeat_rows(0, 0)?;
    Ok(())
}

fn write_cell(
    into: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
    formats: &Formats,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => {}
        Cell::Text(text) => {
            into.write_string_with_format(row, column, fitting(text), &formats.text)?;
        }
        // Excel counts in floating point: whole yen below 2^53 keep every digit, larger ones are told as text.
        Cell::Yen(yen) if yen.0.unsigned_abs() < 1 << 53 => {
            #[expect(clippy::cast_precision_loss, reason = "below 2^53 nothing is lost")]
            let amount = yen.0 as f64;
            into.write_number_with_format(row, column, amount, &formats.yen)?;
        }
        Cell::Count(count) if *count < 1 << 53 => {
            #[expect(clippy::cast_precision_loss, reason = "below 2^53 nothing is lost")]
            let count = *count as f64;
            into.write_number_with_format(row, column, count, &formats.yen)?;
        }
        Cell::Count(count) => {
            into.write_string_with_format(row, column, count.to_string(), &formats.text)?;
        }
        Cell::Yen(yen) => {
            into.write_string_with_format(row, column, yen.to_string(), &formats.text)?;
        }
        Cell::Day(day) => match excel_day(*day) {
            Some(date) => {
                into.write_datetime_with_format(row, column, &date, &formats.day)?;
            }
            None => {
                into.write_string_with_format(row, column, day.to_string(), &formats.text)?;
            }
        },
    }
    Ok(())
}

fn excel_day(day: Date) -> Option<ExcelDateTime> {
    let known = day.year() >= FIRST_YEAR;
    let part = |number: i8| u8::try_from(number).ok();
    let year = u16::try_from(day.year()).ok().filter(|_| known)?;
    ExcelDateTime::from_ymd(year, part(day.month())?, part(day.day())?).ok()
}

/// As much of a text as a cell can hold, and none of the characters that XML cannot.
fn fitting(text: &str) -> String {
    let mut units = 0;
    text.chars()
        .filter(|c| !c.is_control() || *c == '\n')
        .filter(|c| !matches!(c, '\u{FFFE}' | '\u{FFFF}'))
        .take_while(|c| {
            units += c.len_utf16();
            units <= LONGEST_TEXT
        })
        .collect()
}
