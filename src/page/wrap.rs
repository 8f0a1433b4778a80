//! Texts of cells: lines that wrap, and space around them.

/// Adds the next line of a text that is too long for its cell. Chinese words and broken figures
/// (24995.9 / 4) go on without a space; Latin words and whole figures do not.
pub(crate) fn add_wrapped(text: &mut String, line: &str) {
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    let new_word = is_letter(text.chars().next_back()) && is_letter(line.chars().next());
    if new_word || (is_whole_figure(text) && is_whole_figure(line)) {
        text.push(' ');
    }
    text.push_str(line);
}

/// An amount with its decimals or with its thousands, so that no digit of it can stand on another line.
pub(crate) fn is_whole_figure(text: &str) -> bool {
    let digits = text.trim_start_matches(['-', '−', '+']);
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let mut groups = whole.split(',');
    let starts = groups.next().is_some_and(|first| !first.is_empty());
    let grouped = whole.contains(',') && groups.all(|group| group.len() == 3);
    let is_figure = starts && digits.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.'));
    is_figure && (decimals.len() >= 2 || (grouped && decimals.is_empty() && !digits.ends_with('.')))
}

/// The text of a cell without space around it. Ideographic spaces before it stay: they show its level.
pub(crate) fn tidy(text: &str) -> String {
    text.trim_end().trim_start_matches(|c: char| c != '\u{3000}' && c.is_whitespace()).to_owned()
}
