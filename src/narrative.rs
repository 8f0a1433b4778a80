//! The narrative.
use crate::budget::Unread;
use crate::claim::Claim;
use crate::read::TextLine;
use crate::table::Template;
pub(crate) fn read(lines: &[TextLine<'_>], _template: &Template, _unread: &mut Vec<Unread>) -> Vec<Claim> { let _ = lines; Vec::new() }
