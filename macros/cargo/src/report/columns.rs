//! Columns of text.

use anstyle::Style;

use super::style::styled;

/// A cell, and how it looks.
pub(super) struct Cell {
    pub(super) text: String,
    pub(super) style: Style,
    pub(super) is_number: bool,
}

impl Cell {
    pub(super) fn new(text: impl Into<String>, style: Style) -> Self {
        Self { text: text.into(), style, is_number: false }
    }

    pub(super) fn plain(text: impl Into<String>) -> Self {
        Self::new(text, Style::new())
    }

    /// At the right of its column.
    pub(super) fn number(number: &impl ToString) -> Self {
        Self { text: number.to_string(), style: Style::new(), is_number: true }
    }

    fn width(&self) -> usize {
        self.text.chars().count()
    }
}

/// The widths of columns over all rows; the last column of a row takes none.
pub(super) fn widths<'r>(rows: impl IntoIterator<Item = &'r [Cell]>) -> Vec<usize> {
    let mut widths: Vec<usize> = Vec::new();
    for row in rows {
        for (column, cell) in row.iter().enumerate() {
            match widths.get_mut(column) {
                Some(width) => *width = cell.width().max(*width),
                None => widths.push(cell.width()),
            }
        }
    }
    widths
}

/// A row in a line, behind two spaces.
pub(super) fn line(row: &[Cell], widths: &[usize]) -> String {
    let mut line = String::from("  ");
    for (column, cell) in row.iter().enumerate() {
        let room = " ".repeat(widths.get(column).copied().unwrap_or_default().saturating_sub(cell.width()));
        let text = styled(&cell.text, cell.style);
        let gap = if column == 0 { "" } else { "  " };
        if cell.is_number {
            line.extend([gap, &room, &text]);
        } else if column + 1 == row.len() {
            line.extend([gap, &text]);
        } else {
            line.extend([gap, &text, &room]);
        }
    }
    line.truncate(line.trim_end().len());
    line.push('\n');
    line
}
