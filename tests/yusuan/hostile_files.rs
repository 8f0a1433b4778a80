//! Files that are damaged, or made to do harm: each gives an error or a disclosure, and soon.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use proptest::prelude::*;
use rust_xlsxwriter::Workbook;
use yusuan::{InputError, Limits};

use crate::pdf_files::{Sketch, file};
use crate::workbooks::archive;

/// Reading must come back, whatever it says.
fn read(bytes: &[u8]) {
    let limits = Limits { bytes: 1 << 20, pages: 20, cells: 10_000, seconds: 5 };
    let _ = yusuan::read_pdf_with(bytes, &limits);
    let _ = yusuan::read_workbook_with(bytes, &limits);
    let _ = yusuan::read_html_with(bytes, &limits);
    let _ = yusuan::dump_pages(bytes, &limits);
}

fn pdf() -> Vec<u8> {
    let mut sketch = Sketch::default();
    sketch.write(60.0, 65.0, "办公费").write(160.0, 65.0, "93.70").line((50.0, 70.0), (300.0, 70.0));
    file(vec![sketch])
}

fn xlsx() -> Vec<u8> {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().write(0, 0, "办公费").unwrap().write(0, 1, 93.7).unwrap();
    workbook.save_to_buffer().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn noise_is_answered(noise in proptest::collection::vec(any::<u8>(), 0..2000), head in 0..4_usize) {
        let heads: [&[u8]; 4] = [b"", b"%PDF-1.7\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"];
        read(&[heads[head], &noise].concat());
    }

    #[test]
    fn damage_is_answered(at in 0.0..1.0_f32, byte in any::<u8>(), which in 0..2_usize) {
        let mut bytes = if which == 0 { pdf() } else { xlsx() };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
        let index = (at * bytes.len() as f32) as usize;
        let index = index.min(bytes.len() - 1);
        bytes[index] = byte;
        read(&bytes);
        bytes.truncate(index);
        read(&bytes);
    }
}

#[test]
fn files_of_another_kind_are_said_to_be() {
    let error = yusuan::read_pdf(&xlsx()).unwrap_err();
    assert_eq!(error.to_string(), "the file is damaged, or no PDF");
    assert_eq!(yusuan::read_workbook(&pdf()).unwrap_err(), InputError::Damaged { expected: "workbook" });
    assert_eq!(yusuan::read_workbook(b"").unwrap_err(), InputError::Damaged { expected: "workbook" });
}

#[test]
fn archives_that_unpack_to_too_much_are_refused() {
    let zeros = vec![b' '; 6 << 20];
    let bytes = archive(&[("[Content_Types].xml", b"<Types/>"), ("xl/sharedStrings.xml", &zeros)]);
    assert!(bytes.len() < 1 << 16);
    let error = yusuan::read_workbook_with(&bytes, &Limits { bytes: 1 << 20, ..Limits::default() }).unwrap_err();
    assert_eq!(error, InputError::TooLarge { most: 4 << 20 });
}

#[test]
fn a_table_of_texts_cannot_promise_more_than_it_has() {
    let strings = br#"<sst uniqueCount="99999999999999999"></sst>"#;
    let bytes = archive(&[("[Content_Types].xml", b"<Types/>"), ("xl/sharedStrings.xml", strings)]);
    assert_eq!(yusuan::read_workbook(&bytes).unwrap_err(), InputError::Damaged { expected: "workbook" });
}

/// A PDF file of these objects, numbered from one; the first is the catalogue.
fn objects(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    for (number, object) in (1..).zip(objects) {
        bytes.extend(format!("{number} 0 obj\n").bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    bytes.extend(b"trailer << /Root 1 0 R >>\n");
    bytes
}

fn stream(entries: &str, content: &[u8]) -> Vec<u8> {
    let head = format!("<< {entries} /Length {} >>\nstream\n", content.len());
    [head.as_bytes(), content, b"\nendstream"].concat()
}

const CATALOGUE: &[u8] = b"<< /Type /Catalog /Pages 2 0 R >>";
const PAGES: &[u8] = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>";

#[test]
fn pages_that_unpack_to_too_much_are_refused() {
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::best());
    packer.write_all(&vec![b' '; 32 << 20]).unwrap();
    let page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] /Contents 4 0 R >>";
    let content = stream("/Filter /FlateDecode", &packer.finish().unwrap());
    let bytes = objects(&[CATALOGUE.to_vec(), PAGES.to_vec(), page.to_vec(), content]);
    let error = yusuan::read_pdf_with(&bytes, &Limits { bytes: 1 << 20, ..Limits::default() }).unwrap_err();
    assert_eq!(error, InputError::TooLarge { most: 16 << 20 });
}

#[test]
fn parts_that_are_packed_twice_are_refused() {
    let page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] /Contents 4 0 R >>";
    let content = stream("/Filter [/FlateDecode /FlateDecode]", b"");
    let bytes = objects(&[CATALOGUE.to_vec(), PAGES.to_vec(), page.to_vec(), content]);
    assert!(matches!(yusuan::read_pdf(&bytes).unwrap_err(), InputError::Unsupported { .. }));
}

/// Each drawing shows the next one many times: more than could ever be drawn.
#[test]
fn drawings_inside_drawings_end_in_time() {
    let page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] /Contents 4 0 R \
        /Resources << /XObject << /D 5 0 R >> >> >>";
    let mut all = vec![CATALOGUE.to_vec(), PAGES.to_vec(), page.to_vec(), stream("", b"/D Do")];
    for next in 6..30 {
        let entries =
            format!("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /D {next} 0 R >> >>");
        all.push(stream(&entries, &b"/D Do ".repeat(20)));
    }
    let error = yusuan::read_pdf_with(&objects(&all), &Limits { seconds: 1, ..Limits::default() }).unwrap_err();
    assert_eq!(error, InputError::TooSlow { seconds: 1 });
}
