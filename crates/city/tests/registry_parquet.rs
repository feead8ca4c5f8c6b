//! A registry in Parquet is the registry that it would be as CSV; a damaged one is refused.

use std::fs::{self, File};
use std::sync::Arc;

use parquet::basic::Compression;
use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

mod command;
use command::{CITY, Folder, Ran, monozukuri, refused};

/// Firms with ids, districts and employees; the last is unknown where there is none.
fn write(path: &str, firms: &[(&str, Option<i64>)]) {
    let schema = "message firms { required binary id (UTF8); optional int64 employees; }";
    let schema = Arc::new(parse_message_type(schema).expect("a schema"));
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY);
    let file = File::create(path).expect("the file can be made");
    let properties = Arc::new(properties.build());
    let mut writer = SerializedFileWriter::new(file, schema, properties).expect("a writer");
    let mut rows = writer.next_row_group().expect("a row group");
    let ids: Vec<ByteArray> = firms.iter().map(|(id, _)| ByteArray::from(*id)).collect();
    let mut column = rows.next_column().expect("fine").expect("the ids");
    column
        .typed::<ByteArrayType>()
        .write_batch(&ids, None, None)
        .expect("written");
    column.close().expect("closed");
    let known: Vec<i64> = firms.iter().filter_map(|(_, count)| *count).collect();
    let levels: Vec<i16> = firms
        .iter()
        .map(|(_, count)| i16::from(count.is_some()))
        .collect();
    let mut column = rows.next_column().expect("fine").expect("the numbers");
    column
        .typed::<Int64Type>()
        .write_batch(&known, Some(&levels), None)
        .expect("written");
    column.close().expect("closed");
    rows.close().expect("closed");
    writer.close().expect("closed");
}

fn check(path: &str) -> Ran {
    monozukuri(&["check", "--city", CITY, "--lang", "en", "--registry", path])
}

#[test]
fn a_registry_in_parquet_is_read_and_refused_as_the_same_csv() {
    let folder = Folder::new("registry-parquet");
    let path = folder.file("firms.parquet");
    write(
        &path,
        &[("1", Some(12)), ("2, \"b\"", None), ("3", Some(7))],
    );
    let csv = folder.write("firms.csv", "id,employees\n1,12\n\"2, \"\"b\"\"\",\n3,7\n");
    let (parquet, csv) = (check(&path), check(&csv));
    assert_eq!((parquet.code, parquet.err.as_str()), (0, ""));
    assert_eq!(parquet.out, csv.out);
    assert!(parquet.out.contains("known of 2 firms"), "{}", parquet.out);
    write(&path, &[("1", Some(-5)), ("1", Some(1))]);
    let ran = check(&path);
    refused(&ran, "Row 2, column employees: ", "-5");
}

#[test]
fn a_damaged_parquet_file_is_refused() {
    let folder = Folder::new("registry-parquet-damaged");
    let path = folder.file("firms.parquet");
    let firms: Vec<(String, Option<i64>)> =
        (0..500).map(|row| (row.to_string(), Some(row))).collect();
    let firms: Vec<(&str, Option<i64>)> = firms.iter().map(|(id, n)| (id.as_str(), *n)).collect();
    write(&path, &firms);
    let whole = fs::read(&path).expect("is there");
    for part in [4, 8, whole.len() / 2, whole.len() - 1] {
        refused(
            &check(&folder.write("cut.parquet", &whole[..part])),
            "",
            "Parquet file",
        );
    }
    let mut bent = whole.clone();
    bent[60..200].fill(0xff);
    let ran = check(&folder.write("bent.parquet", bent));
    refused(&ran, "bent.parquet: ", "cannot be read");
}
