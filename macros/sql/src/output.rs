//! A buffer of fixed size that counts what it would take, too.

use crate::token::Token;

/// Where rewritten text goes. Beyond the buffer's end it is only counted.
pub(crate) struct Output<'o, 's> {
    source: &'s [u8],
    buffer: &'o mut [u8],
    written: usize,
    needed: usize,
    /// The part of the source that comes next: tokens in a row are copied at once.
    run: (usize, usize),
}

impl<'o, 's> Output<'o, 's> {
    pub(crate) const fn new(source: &'s str, buffer: &'o mut [u8]) -> Self {
        Self { source: source.as_bytes(), buffer, written: 0, needed: 0, run: (0, 0) }
    }

    /// Whether nothing was put in yet.
    pub(crate) const fn is_empty(&self) -> bool {
        self.needed == 0 && self.run.0 == self.run.1
    }

    /// The number of bytes in the buffer.
    pub(crate) const fn written(mut self) -> usize {
        self.flush();
        self.written
    }

    /// The length of the whole text.
    pub(crate) const fn needed(mut self) -> usize {
        self.flush();
        self.needed
    }

    pub(crate) const fn byte(&mut self, byte: u8) {
        self.flush();
        if self.fits() && self.written < self.buffer.len() {
            self.buffer[self.written] = byte;
            self.written += 1;
        }
        self.needed += 1;
    }

    pub(crate) const fn token(&mut self, token: Token) {
        self.copy(token.start, token.end);
    }

    /// Appends `start..end` of the source.
    pub(crate) const fn copy(&mut self, start: usize, end: usize) {
        if self.run.1 != start {
            self.flush();
            self.run.0 = start;
        }
        self.run.1 = end;
    }

    /// Whether nothing was left out so far.
    const fn fits(&self) -> bool {
        self.needed == self.written
    }

    /// Copies the run, cut between characters where the buffer ends.
    const fn flush(&mut self) {
        let (start, end) = self.run;
        let fits = self.fits();
        self.run = (end, end);
        self.needed += end - start;
        if !fits || start == end {
            return;
        }
        let mut cut = end;
        if self.buffer.len() - self.written < end - start {
            cut = start + self.buffer.len() - self.written;
            while cut > start && self.source[cut] & 0xC0 == 0x80 {
                cut -= 1;
            }
        }
        let run = self.source.split_at(cut).0.split_at(start).1;
        let target = self.buffer.split_at_mut(self.written).1;
        target.split_at_mut(run.len()).0.copy_from_slice(run);
        self.written += run.len();
    }
}
