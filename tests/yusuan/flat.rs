//! Facts as flat rows.

use yusuan::{FlatFact, SCHEMA_VERSION, read_text};

const BUNDLED: &str = include_str!("../../examples/data/cooperation-office-2024.txt");

#[test]
fn every_fact_has_a_flat_row_in_order() {
    let disclosure = read_text(BUNDLED).unwrap();
    let rows: Vec<FlatFact> = disclosure.flat_facts().collect();
    assert_eq!(rows.len(), 996);
    for (row, fact) in rows.iter().zip(disclosure.facts()) {
        assert_eq!((row.schema, row.year.number()), (SCHEMA_VERSION, 2024));
        assert_eq!((row.amount, row.page, row.line), (fact.printed.amount(), fact.place.page, fact.place.line));
        assert_eq!((row.source, row.nature, row.function), (fact.key.source, fact.key.nature, fact.key.function));
        assert_eq!(row.economic.is_none(), fact.key.economic.is_all());
        assert!(row.table.starts_with(&format!("表{} ", fact.place.table)));
        assert!(!row.row.is_empty() && !row.column.is_empty());
    }
}

#[cfg(feature = "serde")]
#[test]
fn csv_and_json_lines_read_back() {
    let rows: Vec<FlatFact> = read_text(BUNDLED).unwrap().flat_facts().collect();
    let mut table = csv::Writer::from_writer(Vec::new());
    for row in &rows {
        table.serialize(row).unwrap();
    }
    let bytes = table.into_inner().unwrap();
    let header = "schema,department,year,template,table,row,column,flow,basis,function,economic,government,source,\
                  nature,open,unit,project,memo,amount,printed,printed_unit,page,line\n";
    assert!(bytes.starts_with(header.as_bytes()));
    let back: Vec<FlatFact> = csv::Reader::from_reader(&bytes[..]).deserialize().map(Result::unwrap).collect();
    assert_eq!(back, rows);
    for row in &rows {
        let line = serde_json::to_string(row).unwrap();
        assert_eq!(serde_json::from_str::<FlatFact>(&line).unwrap(), *row);
    }
}
