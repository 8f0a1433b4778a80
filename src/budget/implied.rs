//! Last year as this year's narrative implies it.

use crate::amount::Printed;
use crate::claim::Claim;
use crate::fact::Key;
use crate::table::{Row, Table};

use super::disclosure::{Disclosure, Header};

impl Disclosure {
    /// The previous year, as far as the claims of this document imply it: each claimed amount less its
    /// change, in the row that prints the amount this year.
    ///
    /// The tables hold only these rows and are marked as incomplete, so a missing row means nothing. Of a document
    /// without tables they are claims, as this year's amounts are.
    /// They are claims, to be checked against the earlier document where there is one. `None` if
    /// there is no earlier year.
    pub fn implied_last_year(&self) -> Option<Self> {
        let year = self.header.year.previous()?;
        let implied: Vec<(&Key, Printed)> = self
            .claims
            .iter()
            .filter_map(|claim| {
                let baseline = claim.baseline.unwrap_or_default();
                if !baseline.is_budget_of(year.number()) {
                    return None;
                }
                let base = claim.base(&self.template)?;
                let printed = Printed::from_amount(base.amount, self.header.unit, self.template.decimals).ok()?;
                Some((claim.subject.as_ref()?, printed))
            })
            .collect();
        let tables: Vec<Table> = self.tables.iter().filter_map(|table| self.implied_table(table, &implied)).collect();
        // Without tables sentences state this year's amounts, and last year's are stated like them.
        let stated = |&(key, amount): &(&Key, Printed)| Claim {
            subject: Some(key.clone()),
            amount: Some(amount),
            ..Claim::default()
        };
        let claims = if self.tables.is_empty() { implied.iter().map(stated).collect() } else { Vec::new() };
        let header = Header { year, ..self.header.clone() };
        Some(Self {
            header,
            template: self.template.clone(),
            tables,
            claims,
            unread: Vec::new(),
            dates: Vec::new(),
            corrections: Vec::new(),
        })
    }

    fn implied_table(&self, table: &Table, implied: &[(&Key, Printed)]) -> Option<Table> {
        let spec = self.template.table(table.number)?;
        let cell = |row: &Row, column: usize| {
            row.cells.get(column).copied().flatten()?;
            let (key, extent) = spec.key(&row.address, column)?;
            implied.iter().find(|(known, _)| **known == key && !extent.is_open()).map(|(_, printed)| *printed)
        };
        let rows: Vec<Row> = table
            .rows
            .iter()
            .map(|row| Row {
                cells: (0..row.cells.len()).map(|column| cell(row, column)).collect(),
                goal: None,
                ..row.clone()
            })
            .filter(|row| row.cells.iter().any(Option::is_some))
            .collect();
        (!rows.is_empty()).then(|| Table { rows, notes: Vec::new(), complete: false, ..table.clone() })
    }
}
