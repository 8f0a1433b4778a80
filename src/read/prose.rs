//! What the narrative needs to know of the tables.

use std::collections::BTreeMap;

use crate::amount::Unit;
use crate::fact::{Key, Name};
use crate::narrative::NarrativeContext;
use crate::table::{Address, Table, Template};
use crate::year::FiscalYear;

/// Year, unit and projects of a document. A name that several units use names no project, since the
/// narrative does not say whose it means.
pub(super) fn context(template: &Template, tables: &[Table], year: FiscalYear, unit: Unit) -> NarrativeContext {
    let mut projects: BTreeMap<&Name, Option<Key>> = BTreeMap::new();
    for table in tables {
        let Some(spec) = template.table(table.number) else { continue };
        for row in &table.rows {
            if let (Address::Project(_, name), Some((key, _))) = (&row.address, spec.key(&row.address, 0)) {
                let key = Key { source: template.key_projects, ..key };
                projects.entry(name).and_modify(|project| *project = None).or_insert(Some(key));
            }
        }
    }
    let projects = projects.into_iter().filter_map(|(name, key)| Some((name.clone(), key?))).collect();
    NarrativeContext { year, unit, projects }
}
