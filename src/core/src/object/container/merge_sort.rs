//! The stable merge sort of `list.sort`: Tim Peters' adaptive sort (runs, galloping) with the merge order of powersort,
//! as described in CPython's `Objects/listsort.txt`. The comparisons are the same ones in the same order.
//!
//! Whatever the comparison does or raises, the slice stays a permutation of what it was.

use crate::runtime::PyResult;

/// Runs shorter than this are extended by insertion.
const MAX_MINRUN: usize = 64;
/// Wins in a row after which a merge starts galloping.
const MIN_GALLOP: usize = 7;

/// "Is a less than b?" It may run Python code, which cannot reach the slice that is being sorted.
pub trait Less<T> {
    fn less(&self, a: &T, b: &T) -> PyResult<bool>;
}

struct Run {
    base: usize,
    len: usize,
    power: u32,
}

struct Merger<'a, T, L> {
    items: &'a mut [T],
    less: &'a L,
    pending: Vec<Run>,
    min_gallop: usize,
    /// Holds the shorter run while it is merged; empty in between.
    temp: Vec<T>,
}

/// Sorts `items`.
pub fn merge_sort<T: Copy, L: Less<T>>(items: &mut [T], less: &L) -> PyResult<()> {
    let n = items.len();
    if n < 2 {
        return Ok(());
    }
    let min_run = min_run(n);
    let mut m = Merger {
        items,
        less,
        pending: Vec::new(),
        min_gallop: MIN_GALLOP,
        temp: Vec::new(),
    };
    let mut at = 0;
    while at < n {
        let mut len = m.count_run(at)?;
        if len < min_run {
            let forced = min_run.min(n - at);
            m.binary_insertion(at, forced, len)?;
            len = forced;
        }
        if len == n {
            return Ok(());
        }
        m.found_run(at, len)?;
        at += len;
    }
    m.collapse_all()
}

/// A run length such that n divided by it is a power of two or a little less.
fn min_run(mut n: usize) -> usize {
    let mut rest = 0;
    while n >= MAX_MINRUN {
        rest |= n & 1;
        n >>= 1;
    }
    n + rest
}

/// The level in the nearly-optimal merge tree of the border between two neighbouring runs.
fn power(start: usize, n1: usize, n2: usize, n: usize) -> u32 {
    let mut a = 2 * start + n1;
    let mut b = a + n1 + n2;
    let mut result = 0;
    loop {
        result += 1;
        if a >= n {
            a -= n;
            b -= n;
        } else if b >= n {
            return result;
        }
        a <<= 1;
        b <<= 1;
    }
}

impl<T: Copy, L: Less<T>> Merger<'_, T, L> {
    #[inline(always)]
    fn lt(&self, a: usize, b: usize) -> PyResult<bool> {
        self.less.less(&self.items[a], &self.items[b])
    }

    /// The length of the run at `at`, made ascending: a descending one, equal items included, is reversed stably.
    fn count_run(&mut self, at: usize) -> PyResult<usize> {
        let left = self.items.len() - at;
        let mut n = 1;
        while n < left && !self.lt(at + n, at + n - 1)? {
            n += 1;
        }
        if n == left {
            return Ok(n);
        }
        if n > 1 {
            if self.lt(at, at + n - 1)? {
                return Ok(n);
            }
            // All n are equal: the start of a descending run after all.
            self.items[at..at + n].reverse();
        }
        n += 1;
        let mut equal = 0;
        while n < left {
            if self.lt(at + n, at + n - 1)? {
                self.reverse_equal(at + n, &mut equal);
            } else if self.lt(at + n - 1, at + n)? {
                break;
            } else {
                equal += 1;
            }
            n += 1;
        }
        self.reverse_equal(at + n, &mut equal);
        self.items[at..at + n].reverse();
        while n < left && !self.lt(at + n, at + n - 1)? {
            n += 1;
        }
        Ok(n)
    }

    /// Reverses the `equal + 1` equal items before `end`, so that reversing the whole run leaves them in order.
    fn reverse_equal(&mut self, end: usize, equal: &mut usize) {
        if *equal > 0 {
            self.items[end - *equal - 1..end].reverse();
            *equal = 0;
        }
    }

    /// Sorts `len` items at `at`, of which the first `sorted` are sorted.
    fn binary_insertion(&mut self, at: usize, len: usize, sorted: usize) -> PyResult<()> {
        for i in at + sorted..at + len {
            let pivot = self.items[i];
            let (mut left, mut right) = (at, i);
            while left < right {
                let mid = (left + right) / 2;
                if self.less.less(&pivot, &self.items[mid])? {
                    right = mid;
                } else {
                    left = mid + 1;
                }
            }
            self.items.copy_within(left..i, left + 1);
            self.items[left] = pivot;
        }
        Ok(())
    }

    fn found_run(&mut self, base: usize, len: usize) -> PyResult<()> {
        if let Some(last) = self.pending.last() {
            let p = power(last.base, last.len, len, self.items.len());
            while self.pending.len() > 1 && self.pending[self.pending.len() - 2].power > p {
                self.merge_at(self.pending.len() - 2)?;
            }
            self.pending.last_mut().expect("not empty").power = p;
        }
        self.pending.push(Run {
            base,
            len,
            power: 0,
        });
        Ok(())
    }

    fn collapse_all(&mut self) -> PyResult<()> {
        while self.pending.len() > 1 {
            let mut i = self.pending.len() - 2;
            if i > 0 && self.pending[i - 1].len < self.pending[i + 1].len {
                i -= 1;
            }
            self.merge_at(i)?;
        }
        Ok(())
    }

    /// Merges the pending runs `i` and `i + 1`.
    fn merge_at(&mut self, i: usize) -> PyResult<()> {
        let right = self.pending.remove(i + 1);
        let left = &mut self.pending[i];
        let (mut a, mut na) = (left.base, left.len);
        let (b, mut nb) = (right.base, right.len);
        left.len = na + nb;
        left.power = right.power;
        // What is in place already at either end needs no merging.
        let key = self.items[b];
        let k = self.gallop_right(&key, &self.items[a..a + na], 0)?;
        a += k;
        na -= k;
        if na == 0 {
            return Ok(());
        }
        let key = self.items[a + na - 1];
        nb = self.gallop_left(&key, &self.items[b..b + nb], nb - 1)?;
        if nb == 0 {
            return Ok(());
        }
        if na <= nb {
            self.merge_low(a, na, b, nb)
        } else {
            self.merge_high(a, na, b, nb)
        }
    }

    /// Where `key` belongs in the sorted `a`, left of equal items; the search starts at `hint`.
    fn gallop_left(&self, key: &T, a: &[T], hint: usize) -> PyResult<usize> {
        let n = a.len();
        let (mut last, mut offset) = (0, 1);
        let (mut low, mut high);
        if self.less.less(&a[hint], key)? {
            let max = n - hint;
            while offset < max && self.less.less(&a[hint + offset], key)? {
                last = offset;
                offset = offset.saturating_mul(2).saturating_add(1);
            }
            low = hint + last + 1;
            high = hint + offset.min(max);
        } else {
            let max = hint + 1;
            while offset < max && !self.less.less(&a[hint - offset], key)? {
                last = offset;
                offset = offset.saturating_mul(2).saturating_add(1);
            }
            low = hint + 1 - offset.min(max);
            high = hint - last;
        }
        while low < high {
            let mid = low + (high - low) / 2;
            if self.less.less(&a[mid], key)? {
                low = mid + 1;
            } else {
                high = mid;
            }
        }
        Ok(high)
    }

    /// Where `key` belongs in the sorted `a`, right of equal items; the search starts at `hint`.
    fn gallop_right(&self, key: &T, a: &[T], hint: usize) -> PyResult<usize> {
        let n = a.len();
        let (mut last, mut offset) = (0, 1);
        let (mut low, mut high);
        if self.less.less(key, &a[hint])? {
            let max = hint + 1;
            while offset < max && self.less.less(key, &a[hint - offset])? {
                last = offset;
                offset = offset.saturating_mul(2).saturating_add(1);
            }
            low = hint + 1 - offset.min(max);
            high = hint - last;
        } else {
            let max = n - hint;
            while offset < max && !self.less.less(key, &a[hint + offset])? {
                last = offset;
                offset = offset.saturating_mul(2).saturating_add(1);
            }
            low = hint + last + 1;
            high = hint + offset.min(max);
        }
        while low < high {
            let mid = low + (high - low) / 2;
            if self.less.less(key, &a[mid])? {
                high = mid;
            } else {
                low = mid + 1;
            }
        }
        Ok(high)
    }

    /// Merges two neighbouring runs from the left; the left one, the shorter, waits in `temp`.
    fn merge_low(&mut self, a: usize, na: usize, b: usize, nb: usize) -> PyResult<()> {
        let mut temp = std::mem::take(&mut self.temp);
        temp.clear();
        temp.extend_from_slice(&self.items[a..a + na]);
        let mut s = State {
            dest: a,
            i: 0,
            j: b,
        };
        let r = self.merge_low_loop(&mut s, &temp, b + nb);
        // What is left of the left run goes between what is merged and what is left of the right one.
        self.items[s.dest..s.dest + temp.len() - s.i].copy_from_slice(&temp[s.i..]);
        self.temp = temp;
        r
    }

    fn merge_low_loop(&mut self, s: &mut State, temp: &[T], end: usize) -> PyResult<()> {
        let na = temp.len();
        let mut min_gallop = self.min_gallop;
        // The first of the right run is known to be less than the first of the left one.
        self.items[s.dest] = self.items[s.j];
        s.dest += 1;
        s.j += 1;
        if s.j == end {
            return Ok(());
        }
        if na - s.i == 1 {
            return self.finish_low(s, end);
        }
        loop {
            let (mut a_wins, mut b_wins) = (0, 0);
            loop {
                if self.less.less(&self.items[s.j], &temp[s.i])? {
                    self.items[s.dest] = self.items[s.j];
                    s.dest += 1;
                    s.j += 1;
                    b_wins += 1;
                    a_wins = 0;
                    if s.j == end {
                        return Ok(());
                    }
                    if b_wins >= min_gallop {
                        break;
                    }
                } else {
                    self.items[s.dest] = temp[s.i];
                    s.dest += 1;
                    s.i += 1;
                    a_wins += 1;
                    b_wins = 0;
                    if na - s.i == 1 {
                        return self.finish_low(s, end);
                    }
                    if a_wins >= min_gallop {
                        break;
                    }
                }
            }
            min_gallop += 1;
            loop {
                min_gallop -= (min_gallop > 1) as usize;
                self.min_gallop = min_gallop;
                let k = self.gallop_right(&self.items[s.j], &temp[s.i..], 0)?;
                a_wins = k;
                if k > 0 {
                    self.items[s.dest..s.dest + k].copy_from_slice(&temp[s.i..s.i + k]);
                    s.dest += k;
                    s.i += k;
                    if na - s.i == 1 {
                        return self.finish_low(s, end);
                    }
                    // Only an inconsistent comparison gets here.
                    if s.i == na {
                        return Ok(());
                    }
                }
                self.items[s.dest] = self.items[s.j];
                s.dest += 1;
                s.j += 1;
                if s.j == end {
                    return Ok(());
                }
                let k = self.gallop_left(&temp[s.i], &self.items[s.j..end], 0)?;
                b_wins = k;
                if k > 0 {
                    self.items.copy_within(s.j..s.j + k, s.dest);
                    s.dest += k;
                    s.j += k;
                    if s.j == end {
                        return Ok(());
                    }
                }
                self.items[s.dest] = temp[s.i];
                s.dest += 1;
                s.i += 1;
                if na - s.i == 1 {
                    return self.finish_low(s, end);
                }
                if a_wins < MIN_GALLOP && b_wins < MIN_GALLOP {
                    break;
                }
            }
            min_gallop += 1;
            self.min_gallop = min_gallop;
        }
    }

    /// One item of the left run is left, and it belongs at the very end.
    fn finish_low(&mut self, s: &mut State, end: usize) -> PyResult<()> {
        self.items.copy_within(s.j..end, s.dest);
        s.dest += end - s.j;
        s.j = end;
        Ok(())
    }

    /// Merges two neighbouring runs from the right; the right one, the shorter, waits in `temp`.
    fn merge_high(&mut self, a: usize, na: usize, b: usize, nb: usize) -> PyResult<()> {
        let mut temp = std::mem::take(&mut self.temp);
        temp.clear();
        temp.extend_from_slice(&self.items[b..b + nb]);
        // Ends, exclusive: of the merged part's free space, of the left run and of temp.
        let mut s = State {
            dest: b + nb,
            i: nb,
            j: a + na,
        };
        let r = self.merge_high_loop(&mut s, &temp, a);
        self.items[s.dest - s.i..s.dest].copy_from_slice(&temp[..s.i]);
        self.temp = temp;
        r
    }

    fn merge_high_loop(&mut self, s: &mut State, temp: &[T], start: usize) -> PyResult<()> {
        let mut min_gallop = self.min_gallop;
        // The last of the left run is known to be greater than the last of the right one.
        self.take_left(s);
        if s.j == start {
            return Ok(());
        }
        if s.i == 1 {
            return self.finish_high(s, start);
        }
        loop {
            let (mut a_wins, mut b_wins) = (0, 0);
            loop {
                if self.less.less(&temp[s.i - 1], &self.items[s.j - 1])? {
                    self.take_left(s);
                    a_wins += 1;
                    b_wins = 0;
                    if s.j == start {
                        return Ok(());
                    }
                    if a_wins >= min_gallop {
                        break;
                    }
                } else {
                    self.take_right(s, temp);
                    b_wins += 1;
                    a_wins = 0;
                    if s.i == 1 {
                        return self.finish_high(s, start);
                    }
                    if b_wins >= min_gallop {
                        break;
                    }
                }
            }
            min_gallop += 1;
            loop {
                min_gallop -= (min_gallop > 1) as usize;
                self.min_gallop = min_gallop;
                let n = s.j - start;
                let k = n - self.gallop_right(&temp[s.i - 1], &self.items[start..s.j], n - 1)?;
                a_wins = k;
                if k > 0 {
                    self.items.copy_within(s.j - k..s.j, s.dest - k);
                    s.dest -= k;
                    s.j -= k;
                    if s.j == start {
                        return Ok(());
                    }
                }
                self.take_right(s, temp);
                if s.i == 1 {
                    return self.finish_high(s, start);
                }
                let k = s.i - self.gallop_left(&self.items[s.j - 1], &temp[..s.i], s.i - 1)?;
                b_wins = k;
                if k > 0 {
                    self.items[s.dest - k..s.dest].copy_from_slice(&temp[s.i - k..s.i]);
                    s.dest -= k;
                    s.i -= k;
                    if s.i == 1 {
                        return self.finish_high(s, start);
                    }
                    // Only an inconsistent comparison gets here.
                    if s.i == 0 {
                        return Ok(());
                    }
                }
                self.take_left(s);
                if s.j == start {
                    return Ok(());
                }
                if a_wins < MIN_GALLOP && b_wins < MIN_GALLOP {
                    break;
                }
            }
            min_gallop += 1;
            self.min_gallop = min_gallop;
        }
    }

    #[inline(always)]
    fn take_left(&mut self, s: &mut State) {
        s.dest -= 1;
        s.j -= 1;
        self.items[s.dest] = self.items[s.j];
    }

    #[inline(always)]
    fn take_right(&mut self, s: &mut State, temp: &[T]) {
        s.dest -= 1;
        s.i -= 1;
        self.items[s.dest] = temp[s.i];
    }

    /// One item of the right run is left, and it belongs at the very front.
    fn finish_high(&mut self, s: &mut State, start: usize) -> PyResult<()> {
        let n = s.j - start;
        self.items.copy_within(start..s.j, s.dest - n);
        s.dest -= n;
        s.j = start;
        Ok(())
    }
}

/// How far a merge has come: where the next item goes, what is next in temp, what is next in the other run.
struct State {
    dest: usize,
    i: usize,
    j: usize,
}
