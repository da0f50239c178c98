//! Classes of bytes, looked up in a table because most of a text is words and spaces.

/// White space in every dialect.
pub(crate) const SPACE: u8 = 1;
/// May start a word: a letter, `_`, or any byte of a character beyond ASCII.
pub(crate) const WORD_START: u8 = 2;
/// May continue a word.
pub(crate) const WORD: u8 = 4;
/// A decimal digit.
pub(crate) const DIGIT: u8 = 8;

const CLASSES: &[u8; 256] = &{
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte {
            0x09..=0x0D | 0x20 => SPACE,
            0x30..=0x39 => WORD | DIGIT,
            0x24 => WORD,
            0x41..=0x5A | 0x5F | 0x61..=0x7A | 0x80.. => WORD | WORD_START,
            _ => 0,
        };
        byte += 1;
    }
    table
};

/// Whether the byte at `at` exists and has one of the classes.
pub(crate) const fn is(bytes: &[u8], at: usize, classes: u8) -> bool {
    at < bytes.len() && CLASSES[bytes[at] as usize] & classes != 0
}

/// The end of the run of bytes of the given classes that starts at `at`.
pub(crate) const fn run(bytes: &[u8], mut at: usize, classes: u8) -> usize {
    while at < bytes.len() && CLASSES[bytes[at] as usize] & classes != 0 {
        at += 1;
    }
    at
}

/// The byte at `at`, or 0 beyond the end.
pub(crate) const fn get(bytes: &[u8], at: usize) -> u8 {
    if at < bytes.len() { bytes[at] } else { 0 }
}

/// Whether `bytes[start..end]` is this word, in whatever case; `word` in lower case.
pub(crate) const fn spells(bytes: &[u8], start: usize, end: usize, word: &[u8]) -> bool {
    end - start == word.len() && begins(bytes, start, end, word)
}

/// Whether `bytes[start..end]` begins with `word`, in whatever case; `word` in lower case.
pub(crate) const fn begins(bytes: &[u8], start: usize, end: usize, word: &[u8]) -> bool {
    if end - start < word.len() {
        return false;
    }
    let mut at = 0;
    while at < word.len() {
        if bytes[start + at].to_ascii_lowercase() != word[at] {
            return false;
        }
        at += 1;
    }
    true
}

/// Whether `bytes[start..end]` is one of these words, in whatever case.
pub(crate) const fn spells_any(bytes: &[u8], start: usize, end: usize, names: &[&str]) -> bool {
    let mut at = 0;
    while at < names.len() {
        if spells(bytes, start, end, names[at].as_bytes()) {
            return true;
        }
        at += 1;
    }
    false
}
