//! What the narrative needs to know of the tables.

use std::collections::BTreeMap;

use crate::amount::Unit;
use crate::claim::Claim;
use crate::fact::{Key, Name};
use crate::narrative::NarrativeContext;
use crate::scope::{Nature, Scope};
use crate::table::{Address, Table, TableSpec, Template};
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

/// Gives the subjects of claims the scopes that the words have in these tables.
pub(crate) fn fit_claims(template: &Template, claims: &mut [Claim]) {
    if prints_reserve(template) {
        claims.iter_mut().filter_map(|claim| claim.subject.as_mut()).for_each(without_reserve);
    }
}

/// Whether 单位预留机动经费 stands beside 项目支出 in the tables, so that the latter leaves it out.
fn prints_reserve(template: &Template) -> bool {
    let reserve = Scope::<Nature>::just(Nature::Reserve);
    let column = |spec: &TableSpec| spec.columns.iter().any(|column| column.extent.inner.nature == reserve);
    let line = |spec: &TableSpec| spec.lines().iter().any(|line| line.extent.inner.nature == reserve);
    template.tables.iter().any(|spec| column(spec) || line(spec))
}

fn without_reserve(subject: &mut Key) {
    if subject.nature == Scope::PROJECT {
        subject.nature = Scope::<Nature>::just(Nature::Project);
    }
}
