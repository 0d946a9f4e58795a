//! Knuth–Morris–Pratt: the linear worst case behind the quick scans.

/// A needle with its failure function.
///
/// Positions are read through closures, so that the same code searches from the right.
#[derive(Clone)]
pub(super) struct Kmp {
    /// For each length of a matched prefix, the length of the longest border of that prefix.
    border: Vec<usize>,
}

impl Kmp {
    /// Prepares a needle of `len` units, `len` at least 1.
    pub(super) fn new<U: Eq>(len: usize, needle: impl Fn(usize) -> U) -> Kmp {
        let mut border = vec![0; len];
        let mut k = 0;
        for i in 1..len {
            while k > 0 && needle(i) != needle(k) {
                k = border[k - 1];
            }
            if needle(i) == needle(k) {
                k += 1;
            }
            border[i] = k;
        }
        Kmp { border }
    }

    /// The first position of the needle in a haystack of `len` units.
    pub(super) fn find<U: Eq>(
        &self,
        needle: impl Fn(usize) -> U,
        len: usize,
        haystack: impl Fn(usize) -> U,
    ) -> Option<usize> {
        let mut k = 0;
        for i in 0..len {
            let unit = haystack(i);
            while k > 0 && needle(k) != unit {
                k = self.border[k - 1];
            }
            if needle(k) == unit {
                k += 1;
                if k == self.border.len() {
                    return Some(i + 1 - k);
                }
            }
        }
        None
    }
}
