//! PDF files made here, read by position.

use pdf_writer::types::{CidFontType, SystemInfo};
use pdf_writer::{Content, Finish as _, Name, Pdf, Rect, Ref, Str};
use yusuan::{InputError, Limits, ReadError};

/// A page of 600 by 400 points to draw on, measured from the top left corner.
pub(crate) struct Sketch {
    content: Content,
    /// Degrees that the page is shown turned by.
    turned: i32,
}

impl Default for Sketch {
    fn default() -> Self {
        Self { content: Content::new(), turned: 0 }
    }
}

impl Sketch {
    /// Writes on a baseline. The font has no file and no map of its own: the encoding is Unicode.
    pub(crate) fn write(&mut self, x: f32, y: f32, text: &str) -> &mut Self {
        let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        self.content.begin_text().set_font(Name(b"F"), 10.0);
        self.content.set_text_matrix([1.0, 0.0, 0.0, 1.0, x, 400.0 - y]).show(Str(&bytes)).end_text();
        self
    }

    pub(crate) fn line(&mut self, from: (f32, f32), to: (f32, f32)) -> &mut Self {
        self.content.move_to(from.0, 400.0 - from.1).line_to(to.0, 400.0 - to.1).stroke();
        self
    }

    /// A border drawn as a thin filled area, as some programs do.
    fn strip(&mut self, x: f32, y: f32, width: f32, height: f32) -> &mut Self {
        self.content.rect(x, 400.0 - y - height, width, height).fill_nonzero();
        self
    }

    /// Lines all around and between the cells.
    fn grid(&mut self, xs: &[f32], ys: &[f32]) -> &mut Self {
        for y in ys {
            self.line((xs[0], *y), (xs[xs.len() - 1], *y));
        }
        for x in xs {
            self.line((*x, ys[0]), (*x, ys[ys.len() - 1]));
        }
        self
    }
}

/// A file of these pages.
pub(crate) fn file(sketches: Vec<Sketch>) -> Vec<u8> {
    let (catalog, tree, font, cid, descriptor) = (Ref::new(1), Ref::new(2), Ref::new(3), Ref::new(4), Ref::new(5));
    let mut pdf = Pdf::new();
    pdf.catalog(catalog).pages(tree);
    let pages: Vec<Ref> = (0..sketches.len()).map(|index| Ref::new(10 + 2 * i32::try_from(index).unwrap())).collect();
    pdf.pages(tree).kids(pages.iter().copied()).count(i32::try_from(pages.len()).unwrap());
    pdf.type0_font(font)
        .base_font(Name(b"STSong-Light"))
        .encoding_predefined(Name(b"UniGB-UCS2-H"))
        .descendant_font(cid);
    let system_info = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"GB1"), supplement: 4 };
    pdf.cid_font(cid)
        .subtype(CidFontType::Type0)
        .base_font(Name(b"STSong-Light"))
        .system_info(system_info)
        .font_descriptor(descriptor)
        .default_width(500.0);
    pdf.font_descriptor(descriptor).name(Name(b"STSong-Light"));
    for (id, sketch) in pages.into_iter().zip(sketches) {
        let mut page = pdf.page(id);
        page.media_box(Rect::new(0.0, 0.0, 600.0, 400.0)).parent(tree).contents(Ref::new(id.get() + 1));
        page.rotate(sketch.turned);
        page.resources().fonts().pair(Name(b"F"), font);
        page.finish();
        pdf.stream(Ref::new(id.get() + 1), &sketch.content.finish());
    }
    pdf.finish()
}

#[track_caller]
fn dump(sketches: Vec<Sketch>) -> String {
    yusuan::dump_pages(&file(sketches), &Limits::default()).unwrap()
}

/// A table with a header cell over two columns, a wrapped label, a broken figure and an empty cell.
fn table() -> Sketch {
    let mut sketch = Sketch::default();
    sketch.write(250.0, 40.0, "单位：万元");
    sketch.line((50.0, 60.0), (400.0, 60.0)).line((150.0, 80.0), (400.0, 80.0));
    for y in [100.0, 140.0, 160.0] {
        sketch.line((50.0, y), (400.0, y));
    }
    for x in [50.0, 150.0, 400.0] {
        sketch.line((x, 60.0), (x, 160.0));
    }
    sketch.line((250.0, 80.0), (250.0, 160.0));
    sketch.write(60.0, 85.0, "项目").write(200.0, 75.0, "本年支出");
    sketch.write(160.0, 95.0, "基本支出").write(260.0, 95.0, "项目支出");
    sketch.write(60.0, 115.0, "机关事业单位基本").write(60.0, 130.0, "养老保险缴费支出");
    sketch.write(160.0, 115.0, "24995.9").write(160.0, 130.0, "4");
    sketch.write(60.0, 155.0, "住房公积金").write(260.0, 155.0, "19.40");
    sketch.write(60.0, 180.0, "注：无。");
    sketch
}

const TABLE: &str = "== 1
单位：万元
项目 | 本年支出
基本支出 | 项目支出
机关事业单位基本养老保险缴费支出 | 24995.94 | 
住房公积金 |  | 19.40
注：无。
";

#[test]
fn borders_make_cells() {
    assert_eq!(dump(vec![table()]), TABLE);
}

#[test]
fn turned_pages_read_as_they_are_looked_at() {
    for turned in [90, 180, 270] {
        assert_eq!(dump(vec![Sketch { turned, ..table() }]), TABLE, "{turned}");
    }
}

#[test]
fn borders_may_be_thin_areas_and_drawn_twice() {
    let mut sketch = Sketch::default();
    for y in [50.0, 70.0, 90.0] {
        sketch.strip(50.0, y, 200.0, 0.5).strip(50.0, y + 0.4, 200.0, 0.5);
    }
    for x in [50.0, 150.0, 250.0] {
        sketch.strip(x, 50.0, 0.5, 20.0).strip(x, 70.0, 0.5, 20.5);
    }
    sketch.write(60.0, 65.0, "一").write(60.0, 85.0, "二").write(160.0, 85.0, "3.00");
    assert_eq!(dump(vec![sketch]), "== 1\n一 | \n二 | 3.00\n");
}

#[test]
fn rows_without_lines_between_them_stay_apart() {
    let mut sketch = Sketch::default();
    sketch.grid(&[50.0, 150.0, 250.0], &[50.0, 70.0, 130.0]);
    sketch.write(60.0, 65.0, "项目").write(160.0, 65.0, "金额");
    for (y, label, figure) in [(85.0, "办公费", "93.70"), (105.0, "水费", "28.47"), (125.0, "电费", "1,146.10")]
    {
        sketch.write(60.0, y, label).write(160.0, y, figure);
    }
    assert_eq!(dump(vec![sketch]), "== 1\n项目 | 金额\n办公费 | 93.70\n水费 | 28.47\n电费 | 1,146.10\n");
}

#[test]
fn without_borders_gaps_part_cells() {
    let mut sketch = Sketch::default();
    sketch.write(60.0, 65.0, "办公费").write(160.0, 65.0, "93.70").write(260.0, 65.0, "3.70");
    sketch.write(60.0, 85.0, "一般公共预算").write(90.0, 85.0, "拨款");
    // Underlines and frames are no tables.
    sketch.line((60.0, 87.0), (120.0, 87.0));
    sketch.grid(&[10.0, 590.0], &[10.0, 390.0]);
    assert_eq!(dump(vec![sketch]), "== 1\n办公费 | 93.70 | 3.70\n一般公共预算拨款\n");
}

#[test]
fn text_drawn_twice_is_read_once() {
    let mut sketch = Sketch::default();
    sketch.write(60.0, 65.0, "1100.00").write(60.3, 65.0, "1100.00");
    sketch.write(60.0, 85.0, "本年 收入");
    assert_eq!(dump(vec![sketch]), "== 1\n1100.00\n本年 收入\n");
}

#[test]
fn what_is_too_long_for_its_cell_stays_whole() {
    let mut sketch = Sketch::default();
    sketch.grid(&[50.0, 100.0, 300.0], &[50.0, 70.0, 90.0]);
    sketch.write(52.0, 65.0, "123456789.01").write(52.0, 85.0, "1.00").write(102.0, 85.0, "2.00");
    assert_eq!(dump(vec![sketch]), "== 1\n123456789.01 | \n1.00 | 2.00\n");
}

#[test]
fn pages_are_kept_apart() {
    let mut second = Sketch::default();
    second.write(60.0, 65.0, "第二页");
    let text = dump(vec![Sketch::default(), second]);
    assert_eq!(text, "== 2\n第二页\n");
}

#[test]
fn a_page_without_tables_is_no_budget() {
    let error = yusuan::read_pdf(&file(vec![table()])).unwrap_err();
    assert!(matches!(error, InputError::Text(ReadError::NoTables { .. })), "{error}");
}

#[test]
fn limits_hold() {
    let bytes = file(vec![table(), table()]);
    let with = |limits: Limits| yusuan::read_pdf_with(&bytes, &limits).unwrap_err();
    let limits = Limits::default();
    assert_eq!(with(Limits { pages: 1, ..limits }), InputError::TooManyPages { pages: 2, most: 1 });
    assert_eq!(with(Limits { cells: 20, ..limits }), InputError::TooManyCells { most: 20 });
    assert_eq!(with(Limits { bytes: 100, ..limits }), InputError::TooLarge { most: 100 });
}

#[test]
fn pictures_alone_are_no_text() {
    let error = yusuan::read_pdf(&file(vec![Sketch::default()])).unwrap_err();
    assert_eq!(error, InputError::NoText { pages: 1 });
    assert_eq!(error.to_string(), "none of the 1 pages has text, as in a scanned document");
}
