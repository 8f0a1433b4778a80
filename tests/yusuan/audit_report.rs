//! The shape of what `audit --json` prints, from the module that the example prints it with.

#[path = "../../examples/support/audit_json.rs"]
mod audit_json;
#[path = "../../examples/support/mod.rs"]
mod support;

use audit_json::Report;
use serde_json::{Value, json};
use yusuan::{Disclosure, Printed, Unit, read_text};

const BUNDLED: &str = include_str!("../../examples/data/cooperation-office-2024.txt");

/// What the example prints, read back from its text.
fn report(disclosure: &Disclosure) -> Value {
    let audit = disclosure.audit();
    let mut line = Vec::new();
    support::write_json(&mut line, &Report::new("budget.txt".to_owned(), disclosure, &audit)).unwrap();
    assert_eq!(line.iter().position(|&byte| byte == b'\n'), Some(line.len() - 1));
    serde_json::from_slice(&line).unwrap()
}

/// The document with two digits of 基本支出 for 2010301 in 表5 swapped.
fn planted() -> Disclosure {
    let mut disclosure = read_text(BUNDLED).unwrap();
    let table = disclosure.tables.iter_mut().find(|table| table.number == 5).unwrap();
    let row = table.rows.iter_mut().find(|row| row.label.starts_with("2010301")).unwrap();
    row.cells[1] = Some(Printed::parse("1,254.86", Unit::TenThousandYuan).unwrap());
    disclosure
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn untouched_document() {
    let report = report(&read_text(BUNDLED).unwrap());
    // In the order of the alphabet, as the reader of the JSON sorts them.
    let expected = [
        "claims",
        "department",
        "facts",
        "file",
        "findings",
        "joint",
        "ledger",
        "mode",
        "relations",
        "suspects",
        "template",
        "totals",
        "unit",
        "unlisted_codes",
        "unread",
        "violations",
        "year",
    ];
    assert_eq!(keys(&report), expected);
    assert_eq!(report["mode"], "rounding");
    assert_eq!(report["suspects"], json!([]));
    assert_eq!(report["violations"], json!([]));
    let joint = if cfg!(feature = "certificate") { json!("feasible") } else { Value::Null };
    assert_eq!(report["joint"], joint);
}

#[test]
fn a_suspect_has_its_cell_its_range_and_the_meant_value() {
    let report = report(&planted());
    let cell = json!({
        "page": 11,
        "line": 517,
        "table": "表5 一般公共预算支出情况表（按功能分类科目）",
        "row": "2010301 行政运行",
        "column": "一般公共预算支出/其中：基本支出",
        "printed": "1254.86",
    });
    let suspect = json!({
        "cells": [cell],
        "allowed": ["1245.86", "1245.86"],
        "proposed": "1245.86",
        "why": "digits-swapped",
    });
    assert_eq!(report["suspects"], json!([suspect]));
}

#[test]
fn findings_speak_both_languages_and_have_cells() {
    let report = report(&planted());
    let findings = report["findings"].as_array().unwrap();
    let ids: Vec<&str> = findings.iter().map(|finding| finding["id"].as_str().unwrap()).collect();
    let expected = [
        "relation-violated",
        "relation-violated",
        "relation-violated",
        "twins-equal",
        "twins-equal",
        "twins-equal",
        "business-income-unspent",
        "impossible-date",
    ];
    assert_eq!(ids, expected);
    assert_eq!(keys(&findings[0]), ["cells", "id", "message_en", "message_zh", "severity"]);
    assert_eq!(findings[0]["severity"], "error");
    let printed: Vec<&Value> = findings[0]["cells"].as_array().unwrap().iter().map(|cell| &cell["printed"]).collect();
    assert_eq!(printed, ["1604.79", "1254.86", "358.92"]);
    // A sentence has no cell, only a page and a line.
    let nowhere = json!({ "page": 26, "line": 1380, "table": "", "row": "", "column": "", "printed": null });
    assert_eq!(findings[7]["cells"], json!([nowhere]));
    assert_eq!(
        findings[7]["message_en"],
        "Page 26, line 1380: figures as of 2024-12-24 cannot stand in a budget for 2024, which is published in the first \
         half of its year."
    );
    assert_eq!(
        findings[7]["message_zh"],
        "第26页第1380行：2024年预算在当年上半年公开，其中不可能有截至2024-12-24的数。"
    );
}

#[test]
fn the_ledger_has_every_table() {
    let report = report(&planted());
    let ledger = report["ledger"].as_array().unwrap();
    assert_eq!(ledger.len(), 12);
    let tenth = json!({
        "table": "表10 国有资本经营预算支出情况表",
        "figures": 3,
        "checked": 3,
        "coverage": 100,
        "relations": { "exact": 100, "rounding": 0, "violated": 1, "not_applicable": 3, "unchecked": 0 },
        "reasons": { "no row of the document stands at its addresses": 3 },
    });
    assert_eq!(ledger[9], tenth);
}
