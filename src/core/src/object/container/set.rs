//! The hash table of `set` and `frozenset`: open addressing with linear probes, by CPython's rules, so that sets of ints
//! and strings iterate in the same order as there.

use crate::object::{Layout, Object, Payload, new_object};
use crate::runtime::{PyResult, Vm, plain_eq};
use crate::value::{Kind, Ref, Slot};
use std::alloc;
use std::cell::Cell;

/// A place of the table: NULL key and hash 0 when never used, NULL key and hash -1 when removed.
#[derive(Clone, Copy)]
pub struct SetEntry {
    pub hash: i64,
    pub key: Slot,
}

const UNUSED: SetEntry = SetEntry {
    hash: 0,
    key: Slot::NULL,
};
const REMOVED: SetEntry = SetEntry {
    hash: -1,
    key: Slot::NULL,
};

/// Where a key that is not in the set would go.
struct Vacancy {
    at: usize,
    /// The place is one of a removed key, not one that was never used.
    removed: bool,
}

/// Places of the smallest table.
const MIN_SIZE: usize = 8;
/// Neighbouring places looked at before jumping on.
const LINEAR_PROBES: usize = 9;
const PERTURB_SHIFT: u32 = 5;

/// The hash table of a `set`.
pub struct SetTable {
    /// Null while the set has never held anything: it counts as the smallest table then.
    table: Cell<*mut SetEntry>,
    mask: Cell<usize>,
    /// Items and removed places.
    fill: Cell<usize>,
    used: Cell<usize>,
    /// Where `pop` goes on looking.
    finger: Cell<usize>,
    /// The hash of a frozenset; -1 until computed.
    pub hash: Cell<i64>,
}

/// A `set` or `frozenset`.
pub type SetObject = Object<SetTable>;

impl Default for SetTable {
    fn default() -> Self {
        SetTable {
            table: Cell::new(std::ptr::null_mut()),
            mask: Cell::new(MIN_SIZE - 1),
            fill: Cell::new(0),
            used: Cell::new(0),
            finger: Cell::new(0),
            hash: Cell::new(-1),
        }
    }
}

impl Payload for SetTable {
    const KIND: Kind = Kind::Set;
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        for e in self.entries() {
            if !e.key.is_null() {
                f(e.key);
            }
        }
    }
}

impl Drop for SetTable {
    fn drop(&mut self) {
        self.clear();
    }
}

/// The layout of `set` and `frozenset`: both have the kind Set, the type tells them apart.
pub static SET_LAYOUT: Layout = Layout::of::<SetTable>();

fn memory(size: usize) -> Option<alloc::Layout> {
    alloc::Layout::array::<SetEntry>(size).ok()
}

/// A table of unused places.
fn allocate(vm: &Vm, size: usize) -> PyResult<*mut SetEntry> {
    let Some(layout) = memory(size) else {
        return Err(vm.memory_error());
    };
    // SAFETY: the size is not zero; every place is written.
    unsafe {
        let p = alloc::alloc(layout).cast::<SetEntry>();
        if p.is_null() {
            return Err(vm.memory_error());
        }
        std::slice::from_raw_parts_mut(p.cast::<std::mem::MaybeUninit<SetEntry>>(), size)
            .fill(std::mem::MaybeUninit::new(UNUSED));
        Ok(p)
    }
}

/// # Safety
/// `p` must come from [`allocate`] with the same size, or be null.
unsafe fn free(p: *mut SetEntry, size: usize) {
    if !p.is_null()
        && let Some(layout) = memory(size)
    {
        unsafe { alloc::dealloc(p.cast(), layout) }
    }
}

/// Puts an entry whose key is absent into a table without removed places.
///
/// # Safety
/// `table` must have `mask + 1` places, one of them unused.
#[inline(always)]
unsafe fn insert_clean(table: *mut SetEntry, mask: usize, e: SetEntry) {
    let mut perturb = e.hash as u64;
    let mut i = e.hash as usize & mask;
    loop {
        // SAFETY: no probe leaves the table.
        unsafe {
            let mut place = table.add(i);
            let end = place.add(probes(i, mask));
            while place < end {
                if (*place).key.is_null() {
                    *place = e;
                    return;
                }
                place = place.add(1);
            }
        }
        perturb >>= PERTURB_SHIFT;
        i = next(i, perturb, mask);
    }
}

/// How many neighbouring places are looked at from `i` on.
#[inline(always)]
fn probes(i: usize, mask: usize) -> usize {
    if i + LINEAR_PROBES <= mask {
        LINEAR_PROBES + 1
    } else {
        1
    }
}

#[inline(always)]
fn next(i: usize, perturb: u64, mask: usize) -> usize {
    i.wrapping_mul(5)
        .wrapping_add(1)
        .wrapping_add(perturb as usize)
        & mask
}

/// `hash(key)`, with the message that sets give for keys without one.
#[inline]
pub fn hash_element(vm: &Vm, key: &Ref) -> PyResult<i64> {
    match vm.hash(key) {
        Ok(h) => Ok(h),
        Err(r) => Err(super::explain_unhashable(vm, r, key, "a set element")),
    }
}

impl SetTable {
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.used.get()
    }
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// Number of places.
    pub fn size(&self) -> usize {
        self.mask.get() + 1
    }
    /// The places. The view must not be held while anything can change the set.
    fn entries(&self) -> &[SetEntry] {
        let p = self.table.get();
        // SAFETY: the table has mask + 1 places.
        if p.is_null() {
            &[]
        } else {
            unsafe { std::slice::from_raw_parts(p, self.mask.get() + 1) }
        }
    }
    #[allow(clippy::mut_from_ref)]
    fn entries_mut(&self) -> &mut [SetEntry] {
        let p = self.table.get();
        // SAFETY: as above; callers hold no other view and run no Python code.
        if p.is_null() {
            &mut []
        } else {
            unsafe { std::slice::from_raw_parts_mut(p, self.mask.get() + 1) }
        }
    }
    fn has_dummies(&self) -> bool {
        self.fill.get() != self.used.get()
    }
    #[inline(always)]
    fn materialize(&self, vm: &Vm) -> PyResult<()> {
        if self.table.get().is_null() {
            self.table.set(allocate(vm, self.mask.get() + 1)?);
        }
        Ok(())
    }

    /// The next item at or behind place `*i`, with a reference of its own; `*i` moves behind it.
    #[inline]
    pub fn next_key(&self, i: &mut usize) -> Option<(i64, Ref)> {
        // SAFETY: the table holds the key.
        self.next_entry(i)
            .map(|e| (e.hash, unsafe { Ref::new_reference(e.key) }))
    }
    /// The same, but the key is only borrowed from the table.
    #[inline(always)]
    fn next_entry(&self, i: &mut usize) -> Option<SetEntry> {
        let (table, size) = (self.table.get(), self.size());
        if table.is_null() {
            return None;
        }
        while *i < size {
            // SAFETY: the table has that many places.
            let e = unsafe { *table.add(*i) };
            *i += 1;
            if !e.key.is_null() {
                return Some(e);
            }
        }
        None
    }
    /// The keys, borrowed. Nothing may run meanwhile that could change the set.
    pub fn words(&self) -> impl Iterator<Item = Slot> + '_ {
        let keys = self.entries().iter().map(|e| e.key);
        keys.filter(|k| !k.is_null())
    }
    /// Calls `f` with the keys from place `i` on, and whether `other` has them, until it says that it has seen enough. A
    /// key is given a reference of its own only where its `__eq__` may run: `f` takes one if it runs anything with it.
    #[inline(always)]
    pub fn compare_with(
        &self,
        vm: &Vm,
        other: &SetTable,
        mut f: impl FnMut(&Ref, i64, bool) -> PyResult<bool>,
    ) -> PyResult<()> {
        let mut i = 0;
        while let Some(e) = self.next_entry(&mut i) {
            let k = e.key;
            let go_on = match other.probe_at_once(vm, k.borrow(), e.hash) {
                Some(found) => f(Ref::view(&k), e.hash, found.is_ok())?,
                None => {
                    // SAFETY: the table holds the key.
                    let k = unsafe { Ref::new_reference(k) };
                    let found = other.search(vm, &k, e.hash)?.is_ok();
                    f(&k, e.hash, found)?
                }
            };
            if !go_on {
                break;
            }
        }
        Ok(())
    }

    /// The place of `key`, or None. `__eq__` may run and change the table; then the search begins again.
    #[inline(always)]
    fn find(&self, vm: &Vm, key: &Ref, hash: i64) -> PyResult<Option<usize>> {
        Ok(self.probe(vm, key, hash)?.ok())
    }

    /// The place of `key`, or the one that it would get.
    #[inline(always)]
    fn probe(&self, vm: &Vm, key: &Ref, hash: i64) -> PyResult<Result<usize, Vacancy>> {
        match self.probe_at_once(vm, key.slot().borrow(), hash) {
            Some(r) => Ok(r),
            None => self.search(vm, key, hash),
        }
    }

    /// The same; None where two keys with the same hash would have to be compared, which is for [`SetTable::search`].
    #[inline(always)]
    fn probe_at_once(&self, vm: &Vm, k: Slot, hash: i64) -> Option<Result<usize, Vacancy>> {
        let (table, mask) = (self.table.get(), self.mask.get());
        if table.is_null() {
            return None;
        }
        let mut perturb = hash as u64;
        let mut i = hash as usize & mask;
        loop {
            let end = i + probes(i, mask);
            let mut at = i;
            while at < end {
                // SAFETY: no probe leaves the table, and nothing runs that could replace it.
                let e = unsafe { *table.add(at) };
                if e.key.borrow() == k {
                    return Some(Ok(at));
                }
                if e.key.is_null() {
                    if e.hash == 0 {
                        return Some(Err(Vacancy { at, removed: false }));
                    }
                    return None;
                }
                if e.hash == hash && !Slot::both_int(e.key, k) {
                    match plain_eq(vm, Ref::view(&e.key), Ref::view(&k), 0) {
                        Some(false) => {}
                        Some(true) => return Some(Ok(at)),
                        None => return None,
                    }
                }
                at += 1;
            }
            perturb >>= PERTURB_SHIFT;
            i = next(i, perturb, mask);
        }
    }

    /// The place of `key`, or the one that it would get.
    #[inline(never)]
    fn search(&self, vm: &Vm, key: &Ref, hash: i64) -> PyResult<Result<usize, Vacancy>> {
        let k = key.slot().borrow();
        'again: loop {
            let table = self.table.get();
            if table.is_null() {
                return Ok(Err(Vacancy {
                    at: 0,
                    removed: false,
                }));
            }
            let mask = self.mask.get();
            let mut perturb = hash as u64;
            let mut i = hash as usize & mask;
            let mut removed = None;
            loop {
                for at in i..i + probes(i, mask) {
                    // SAFETY: `at` is at most the mask, and the table is the one of this pass.
                    let e = unsafe { *table.add(at) };
                    if e.hash == hash && !e.key.is_null() {
                        if e.key.borrow() == k {
                            return Ok(Ok(at));
                        }
                        if !(e.key.is_int() && key.slot().is_int()) {
                            let same = {
                                // SAFETY: the table holds the key until the reference is taken.
                                let other = unsafe { Ref::new_reference(e.key) };
                                vm.eq(&other, key)?
                            };
                            // SAFETY: the table is read only if it is still the same one.
                            if self.table.get() != table
                                || self.mask.get() != mask
                                || unsafe { (*table.add(at)).key } != e.key
                            {
                                continue 'again;
                            }
                            if same {
                                return Ok(Ok(at));
                            }
                        }
                    } else if e.key.is_null() {
                        if e.hash == 0 {
                            return Ok(Err(Vacancy {
                                at: removed.unwrap_or(at),
                                removed: removed.is_some(),
                            }));
                        }
                        // The last removed place on the way is used again.
                        removed = Some(at);
                    }
                }
                perturb >>= PERTURB_SHIFT;
                i = next(i, perturb, mask);
            }
        }
    }

    pub fn contains(&self, vm: &Vm, key: &Ref) -> PyResult<bool> {
        let hash = hash_element(vm, key)?;
        self.contains_hashed(vm, key, hash)
    }
    /// Is `key`, whose hash is known, in the set?
    pub fn contains_hashed(&self, vm: &Vm, key: &Ref, hash: i64) -> PyResult<bool> {
        Ok(self.find(vm, key, hash)?.is_some())
    }
    /// Adds `key`; false if it was there.
    pub fn add(&self, vm: &Vm, key: &Ref) -> PyResult<bool> {
        let hash = hash_element(vm, key)?;
        self.add_hashed(vm, key, hash)
    }
    /// Adds `key`, whose hash is known; false if it was there.
    #[inline]
    pub fn add_hashed(&self, vm: &Vm, key: &Ref, hash: i64) -> PyResult<bool> {
        match self.probe_at_once(vm, key.slot().borrow(), hash) {
            Some(Ok(_)) => Ok(false),
            Some(Err(vacancy)) => {
                self.occupy(vm, vacancy.at, key, hash)?;
                Ok(true)
            }
            None => self.add_after_search(vm, key, hash),
        }
    }
    /// Puts a key into a place of the table that was never used.
    #[inline(always)]
    fn occupy(&self, vm: &Vm, at: usize, key: &Ref, hash: i64) -> PyResult<()> {
        // SAFETY: a search has just found the place in this table.
        unsafe {
            *self.table.get().add(at) = SetEntry {
                hash,
                key: key.clone().into_slot(),
            }
        };
        self.used.set(self.used.get() + 1);
        self.fill.set(self.fill.get() + 1);
        if self.fill.get() * 5 >= self.mask.get() * 3 {
            self.grow(vm)?;
        }
        Ok(())
    }
    #[inline(never)]
    fn add_after_search(&self, vm: &Vm, key: &Ref, hash: i64) -> PyResult<bool> {
        loop {
            self.materialize(vm)?;
            let Err(vacancy) = self.probe(vm, key, hash)? else {
                return Ok(false);
            };
            let table = self.table.get();
            if table.is_null() {
                // A comparison has emptied the set.
                continue;
            }
            if !vacancy.removed {
                self.occupy(vm, vacancy.at, key, hash)?;
                return Ok(true);
            }
            // SAFETY: the search has just found the place in this table.
            unsafe {
                *table.add(vacancy.at) = SetEntry {
                    hash,
                    key: key.clone().into_slot(),
                }
            };
            self.used.set(self.used.get() + 1);
            return Ok(true);
        }
    }
    #[cold]
    fn grow(&self, vm: &Vm) -> PyResult<()> {
        let n = self.used.get();
        self.resize(vm, if n > 50_000 { n * 2 } else { n * 4 })
    }
    /// Removes `key`, whose hash is known; false if it was not there.
    pub fn discard_hashed(&self, vm: &Vm, key: &Ref, hash: i64) -> PyResult<bool> {
        match self.find(vm, key, hash)? {
            None => Ok(false),
            Some(at) => {
                let old = std::mem::replace(&mut self.entries_mut()[at], REMOVED);
                self.used.set(self.used.get() - 1);
                // SAFETY: the table owned the reference; the set is consistent again.
                unsafe { old.key.decref() };
                Ok(true)
            }
        }
    }
    /// Removes `key`; false if it was not there.
    pub fn discard(&self, vm: &Vm, key: &Ref) -> PyResult<bool> {
        let hash = hash_element(vm, key)?;
        self.discard_hashed(vm, key, hash)
    }
    /// Removes and returns some item: the next one behind the last that was popped.
    pub fn pop(&self) -> Option<Ref> {
        if self.is_empty() {
            return None;
        }
        let all = self.entries_mut();
        let mut i = self.finger.get() & self.mask.get();
        while all[i].key.is_null() {
            i = if i == self.mask.get() { 0 } else { i + 1 };
        }
        let e = std::mem::replace(&mut all[i], REMOVED);
        self.used.set(self.used.get() - 1);
        self.finger.set(i + 1);
        // SAFETY: the reference moves to the caller.
        Some(unsafe { Ref::from_slot(e.key) })
    }
    /// Removes all items; their destructors see an empty set.
    pub fn clear(&self) {
        let (p, size, used) = (self.table.get(), self.size(), self.used.get());
        self.table.set(std::ptr::null_mut());
        self.mask.set(MIN_SIZE - 1);
        self.fill.set(0);
        self.used.set(0);
        self.hash.set(-1);
        if p.is_null() {
            return;
        }
        // SAFETY: the table and its references are owned here now.
        unsafe {
            if used > 0 {
                for i in 0..size {
                    (*p.add(i)).key.decref();
                }
            }
            free(p, size);
        }
    }
    /// Rebuilds the table with more than `min_used` places, without the removed ones.
    fn resize(&self, vm: &Vm, min_used: usize) -> PyResult<()> {
        let mut size = MIN_SIZE;
        while size <= min_used {
            size <<= 1;
        }
        if size == MIN_SIZE && self.size() == MIN_SIZE && !self.has_dummies() {
            return Ok(());
        }
        let new = allocate(vm, size)?;
        let (old, old_size) = (self.table.get(), self.size());
        // SAFETY: the entries move bit by bit; the old table is freed without dropping them.
        unsafe {
            for e in self.entries() {
                if !e.key.is_null() {
                    insert_clean(new, size - 1, *e);
                }
            }
            self.table.set(new);
            self.mask.set(size - 1);
            self.fill.set(self.used.get());
            free(old, old_size);
        }
        Ok(())
    }
    /// After removals: sweeps removed places out if they are more than a quarter.
    pub fn sweep(&self, vm: &Vm) -> PyResult<()> {
        if self.fill.get() - self.used.get() > self.mask.get() / 4 {
            self.grow(vm)?;
        }
        Ok(())
    }
    /// Makes room before `n` items are added.
    pub fn prepare(&self, vm: &Vm, n: usize) -> PyResult<()> {
        if (self.fill.get() + n) * 5 >= self.mask.get() * 3 {
            self.resize(vm, (self.used.get() + n) * 2)?;
        }
        Ok(())
    }
    /// Adds all items of `other`.
    pub fn merge(&self, vm: &Vm, other: &SetTable) -> PyResult<()> {
        if std::ptr::eq(self, other) || other.is_empty() {
            return Ok(());
        }
        self.prepare(vm, other.len())?;
        if self.fill.get() == 0 {
            self.materialize(vm)?;
            let (places, mask) = (self.table.get(), self.mask.get());
            let same = self.mask.get() == other.mask.get() && !other.has_dummies();
            for (i, e) in other.entries().iter().enumerate() {
                if e.key.is_null() {
                    continue;
                }
                let copy = SetEntry {
                    hash: e.hash,
                    // SAFETY: the other table holds the key.
                    key: unsafe { e.key.new_ref() },
                };
                // SAFETY: the table has room for all items of the other one, and is as large if the places are the same.
                unsafe {
                    if same {
                        *places.add(i) = copy;
                    } else {
                        insert_clean(places, mask, copy);
                    }
                }
            }
            self.fill.set(other.len());
            self.used.set(other.len());
            return Ok(());
        }
        let mut i = 0;
        while let Some((hash, k)) = other.next_key(&mut i) {
            self.add_hashed(vm, &k, hash)?;
        }
        Ok(())
    }
    /// Exchanges the contents with `other`'s, as in-place intersection does.
    pub fn swap(&self, other: &SetTable) {
        self.table.swap(&other.table);
        self.mask.swap(&other.mask);
        self.fill.swap(&other.fill);
        self.used.swap(&other.used);
        self.hash.set(-1);
        other.hash.set(-1);
    }
    /// The hash of the items, in any order.
    pub fn items_hash(&self) -> i64 {
        if self.hash.get() == -1 {
            let hashes = self.entries().iter().filter(|e| !e.key.is_null());
            let h = tricera_text::hash::hash_frozenset(hashes.map(|e| e.hash));
            self.hash.set(h);
        }
        self.hash.get()
    }
}

/// A new empty set.
pub fn new_set(vm: &Vm) -> Ref {
    new_object(vm, vm.types.set, SetTable::default())
}

/// A new frozenset of the values of `items`.
pub fn new_frozenset(vm: &Vm, items: &[Ref]) -> PyResult {
    let s = new_object(vm, vm.types.frozenset, SetTable::default());
    for i in items {
        as_set(&s).add(vm, i)?;
    }
    Ok(s)
}

/// A new set of `n` values that are taken from the stack; borrowed ones become counted.
///
/// # Safety
/// `p..p+n` must be live values, which the caller gives up, whatever the outcome.
pub unsafe fn new_set_from_stack(vm: &Vm, p: *mut Slot, n: usize) -> PyResult {
    let s = new_set(vm);
    let (mut done, mut r) = (0, Ok(true));
    // SAFETY: each word moves into a reference of its own.
    unsafe {
        while done < n && r.is_ok() {
            let v = Ref::from_slot((*p.add(done)).promote());
            done += 1;
            r = as_set(&s).add(vm, &v);
        }
        super::drop_stack(p.add(done), n - done);
    }
    r.map(|_| s)
}

/// The table of `r`, which must have kind Set.
#[inline]
pub fn as_set(r: &Ref) -> &SetTable {
    crate::object::payload::<SetTable>(r)
}
