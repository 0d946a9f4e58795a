//! The hash table of `set` and `frozenset`: open addressing with linear probes, by CPython's rules, so that sets of ints
//! and strings iterate in the same order as there.

use crate::object::{Layout, Object, Payload, as_str, new_object};
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
/// Largest table with a bit for each place.
const MAPPED: usize = u64::BITS as usize;

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
    /// Which places hold a key, if there are no more than bits: most places of a table are empty, and walks need not look at them.
    occupied: Cell<u64>,
    /// Was any of the keys counted, ever? Sets of ints are copied and dropped without a look at each.
    counted: Cell<bool>,
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
            occupied: Cell::new(0),
            counted: Cell::new(false),
            hash: Cell::new(-1),
        }
    }
}

impl Payload for SetTable {
    const KIND: Kind = Kind::Set;
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        if self.counted.get() {
            self.words().for_each(f);
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

/// A table whose places are still to be written.
#[inline]
fn allocate_raw(vm: &Vm, size: usize) -> PyResult<*mut SetEntry> {
    let Some(layout) = memory(size) else {
        return Err(vm.memory_error());
    };
    // SAFETY: the size is not zero.
    let p = unsafe { alloc::alloc(layout) }.cast::<SetEntry>();
    if p.is_null() {
        return Err(vm.memory_error());
    }
    Ok(p)
}

/// A table of unused places.
#[inline]
fn allocate(vm: &Vm, size: usize) -> PyResult<*mut SetEntry> {
    let p = allocate_raw(vm, size)?;
    // SAFETY: the table has that many places; every one is written.
    unsafe {
        std::slice::from_raw_parts_mut(p.cast::<std::mem::MaybeUninit<SetEntry>>(), size)
            .fill(std::mem::MaybeUninit::new(UNUSED));
    }
    Ok(p)
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

/// Puts an entry whose key is absent into a table without removed places; says where.
///
/// # Safety
/// `table` must have `mask + 1` places, one of them unused.
#[inline(always)]
unsafe fn insert_clean(table: *mut SetEntry, mask: usize, e: SetEntry) -> usize {
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
                    return place.offset_from_unsigned(table);
                }
                place = place.add(1);
            }
        }
        perturb >>= PERTURB_SHIFT;
        i = next(i, perturb, mask);
    }
}

/// A key to be looked for: what its word has in common with that of the same key in a table, where pointers may differ in the
/// bit that says who counts them.
#[derive(Clone, Copy)]
struct Word {
    bits: u64,
    mask: u64,
}

impl Word {
    #[inline(always)]
    fn of(k: Slot) -> Word {
        let mask = if k.is_pointer() { !4 } else { !0 };
        Word { bits: k.0, mask }
    }
    #[inline(always)]
    fn is(self, other: Slot) -> bool {
        (self.bits ^ other.0) & self.mask == 0
    }
}

/// The bit of a place; of no meaning where the table has more places than bits.
#[inline(always)]
fn bit(at: usize) -> u64 {
    1u64.wrapping_shl(at as u32)
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

/// The places that a table needs for more than `min_used`.
fn size_for(min_used: usize) -> usize {
    let mut size = MIN_SIZE;
    while size <= min_used {
        size <<= 1;
    }
    size
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
    fn has_dummies(&self) -> bool {
        self.fill.get() != self.used.get()
    }
    #[inline(always)]
    fn materialize(&self, vm: &Vm) -> PyResult<()> {
        if self.table.get().is_null() {
            self.make_table(vm)?;
        }
        Ok(())
    }
    #[inline(never)]
    fn make_table(&self, vm: &Vm) -> PyResult<()> {
        self.table.set(allocate(vm, self.size())?);
        Ok(())
    }

    /// The next item at or behind place `*i`, with a reference of its own; `*i` moves behind it.
    #[inline]
    pub fn next_key(&self, i: &mut usize) -> Option<(i64, Ref)> {
        // SAFETY: the table holds the key, in a word that may be stored as it is.
        self.next_entry(i)
            .map(|e| (e.hash, unsafe { Ref::from_slot(e.key.incref()) }))
    }
    /// The same, but the key is only borrowed from the table.
    #[inline(always)]
    pub fn next_entry(&self, i: &mut usize) -> Option<SetEntry> {
        let (table, size) = (self.table.get(), self.size());
        if size <= MAPPED {
            // A set without a table has no bits.
            let rest = self.occupied.get() & u64::MAX.checked_shl(*i as u32).unwrap_or(0);
            if rest == 0 {
                return None;
            }
            let at = rest.trailing_zeros() as usize;
            *i = at + 1;
            // SAFETY: a bit is that of a place.
            return Some(unsafe { *table.add(at) });
        }
        while *i < size {
            // SAFETY: the table has that many places, and a large one is never null.
            let e = unsafe { *table.add(*i) };
            *i += 1;
            if !e.key.is_null() {
                return Some(e);
            }
        }
        None
    }
    /// The entries in use. Nothing may run meanwhile that could change the set.
    #[inline]
    fn items(&self) -> impl Iterator<Item = SetEntry> + '_ {
        let mut i = 0;
        std::iter::from_fn(move || self.next_entry(&mut i))
    }
    /// The keys, borrowed. Nothing may run meanwhile that could change the set.
    #[inline]
    pub fn words(&self) -> impl Iterator<Item = Slot> + '_ {
        self.items().map(|e| e.key)
    }
    /// Is every key in `other`, or, if `wanted` is false, none of them?
    #[inline(always)]
    pub fn all_in(&self, vm: &Vm, other: &SetTable, wanted: bool) -> PyResult<bool> {
        let mut i = 0;
        while let Some(e) = self.next_entry(&mut i) {
            let found = match other.find_at_once(vm, e.key, e.hash) {
                Some(found) => found.is_some(),
                None => other.has_held(vm, e)?,
            };
            if found != wanted {
                return Ok(false);
            }
        }
        Ok(true)
    }
    /// Is every key in `other`, as far as the first place of each tells? Calls nothing.
    #[inline(always)]
    pub fn all_in_at_first(&self, other: &SetTable) -> Option<bool> {
        let (table, mask) = (other.table.get(), other.mask.get());
        if table.is_null() {
            return None;
        }
        let mut i = 0;
        while let Some(e) = self.next_entry(&mut i) {
            // SAFETY: the mask is that of the table.
            let found = unsafe { *table.add(e.hash as usize & mask) };
            if !Word::of(e.key).is(found.key) {
                let unused = found.key.is_null() && found.hash == 0;
                return unused.then_some(false);
            }
        }
        Some(true)
    }
    /// Adds to `result`, a new set that nobody else has yet, those keys that `other` has, or, if `wanted` is false, the others.
    pub fn select_into(
        &self,
        vm: &Vm,
        other: &SetTable,
        wanted: bool,
        result: &SetTable,
    ) -> PyResult<()> {
        // As long as nothing of the program's has run, this set gives no key twice.
        let (mut i, mut distinct) = (0, true);
        while let Some(e) = self.next_entry(&mut i) {
            let k = e.key;
            match other.find_at_once(vm, k, e.hash) {
                Some(found) if found.is_some() != wanted => {}
                Some(_) if distinct => result.add_new(vm, Ref::view(&k), e.hash)?,
                Some(_) => {
                    // SAFETY: the table holds the key.
                    let k = unsafe { Ref::new_reference(k) };
                    result.add_hashed(vm, &k, e.hash)?;
                }
                None => {
                    distinct = false;
                    // SAFETY: the table holds the key.
                    let k = unsafe { Ref::new_reference(k) };
                    if other.search(vm, &k, e.hash)?.is_ok() == wanted {
                        result.add_hashed(vm, &k, e.hash)?;
                    }
                }
            }
        }
        Ok(())
    }
    /// Is the key of another table's entry in this one? Holds it, as `__eq__` may run.
    #[inline(never)]
    fn has_held(&self, vm: &Vm, e: SetEntry) -> PyResult<bool> {
        // SAFETY: the other table holds the key until the reference is taken.
        let k = unsafe { Ref::new_reference(e.key) };
        Ok(self.search(vm, &k, e.hash)?.is_ok())
    }

    /// The place of `key`, or None. `__eq__` may run and change the table; then the search begins again.
    #[inline(always)]
    fn find(&self, vm: &Vm, key: &Ref, hash: i64) -> PyResult<Option<usize>> {
        match self.find_at_once(vm, key.slot(), hash) {
            Some(found) => Ok(found),
            None => Ok(self.search(vm, key, hash)?.ok()),
        }
    }

    /// The same; None where two keys with the same hash would have to be compared, which is for [`SetTable::search`].
    #[inline(always)]
    fn find_at_once(&self, vm: &Vm, k: Slot, hash: i64) -> Option<Option<usize>> {
        if self.table.get().is_null() {
            return Some(None);
        }
        match self.probe_at_once(vm, k, hash, true)? {
            Ok(at) => Some(Some(at)),
            Err(_) => Some(None),
        }
    }

    /// The place of `k`, or an unused one where it would go; None where that cannot be told without running anything. A
    /// removed place on the way is passed over, or ends the search, as a key that is added would go there.
    ///
    /// There must be a table.
    #[inline(always)]
    fn probe_at_once(
        &self,
        vm: &Vm,
        k: Slot,
        hash: i64,
        pass_removed: bool,
    ) -> Option<Result<usize, usize>> {
        let (table, mask) = (self.table.get(), self.mask.get());
        let at = hash as usize & mask;
        // SAFETY: the mask is that of the table.
        let e = unsafe { *table.add(at) };
        // Mostly the first place decides.
        if Word::of(k).is(e.key) {
            return Some(Ok(at));
        }
        if e.key.is_null() && e.hash == 0 {
            return Some(Err(at));
        }
        self.probe_further(vm, k, hash, pass_removed)
    }

    /// [`SetTable::probe_at_once`] where the first place does not decide.
    fn probe_further(
        &self,
        vm: &Vm,
        k: Slot,
        hash: i64,
        pass_removed: bool,
    ) -> Option<Result<usize, usize>> {
        let (table, mask) = (self.table.get(), self.mask.get());
        let word = Word::of(k);
        let mut perturb = hash as u64;
        let mut i = hash as usize & mask;
        loop {
            let end = i + probes(i, mask);
            let mut at = i;
            while at < end {
                // SAFETY: no probe leaves the table, and nothing runs that could replace it.
                let e = unsafe { *table.add(at) };
                if word.is(e.key) {
                    return Some(Ok(at));
                }
                if e.key.is_null() {
                    if e.hash == 0 {
                        return Some(Err(at));
                    }
                    if !pass_removed {
                        return None;
                    }
                } else if e.hash == hash && !Slot::both_int(e.key, k) {
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
                        if e.key.is(k) {
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
    /// Is the key in the set, as far as the first place to look at tells? None where it does not, or the key is no int and no string whose
    /// hash is known. Calls nothing.
    ///
    /// # Safety
    /// The key is a live word.
    #[inline(always)]
    pub unsafe fn contains_at_first(&self, vm: &Vm, key: Slot) -> Option<bool> {
        let hash = if key.is_int() {
            tricera_text::hash::hash_i64(key.as_int())
        // SAFETY: see above.
        } else if unsafe { key.is_exact(Kind::Str) } {
            as_str(Ref::view(&key)).hash.get()
        // SAFETY: the same. A metaclass may have a hash of its own.
        } else if unsafe {
            key.is_exact(Kind::Type) && (*(*key.header()).shape).ty == vm.types.type_.as_ptr()
        } {
            tricera_text::hash::hash_pointer(key.header() as usize)
        } else {
            return None;
        };
        let table = self.table.get();
        if table.is_null() || hash == -1 {
            return None;
        }
        // SAFETY: the mask is that of the table.
        let e = unsafe { *table.add(hash as usize & self.mask.get()) };
        if Word::of(key).is(e.key) {
            return Some(true);
        }
        (e.key.is_null() && e.hash == 0).then_some(false)
    }
    /// Is the key in the set? None where its hash is not known, or keys would have to be asked whether they are equal.
    #[inline]
    pub fn contains_plain(&self, vm: &Vm, key: Slot) -> Option<bool> {
        let hash = vm.known_hash(key)?;
        Some(self.find_at_once(vm, key, hash)?.is_some())
    }
    /// Adds `key`; false if it was there.
    #[inline]
    pub fn add(&self, vm: &Vm, key: &Ref) -> PyResult<bool> {
        let hash = hash_element(vm, key)?;
        self.add_hashed(vm, key, hash)
    }
    /// Adds `key`, whose hash is known; false if it was there.
    pub fn add_hashed(&self, vm: &Vm, key: &Ref, hash: i64) -> PyResult<bool> {
        self.materialize(vm)?;
        match self.probe_at_once(vm, key.slot(), hash, false) {
            Some(Ok(_)) => Ok(false),
            Some(Err(at)) => {
                self.occupy(vm, at, key, hash)?;
                Ok(true)
            }
            None => self.add_after_search(vm, key, hash),
        }
    }
    /// Adds a key that moves into the table; false if it was there, and then it is still the caller's. None, and nothing changed, where
    /// that cannot be told without running anything.
    ///
    /// # Safety
    /// The key is a live word that may be stored.
    #[inline(always)]
    pub unsafe fn add_plain(&self, vm: &Vm, key: Slot) -> PyResult<Option<bool>> {
        let Some(hash) = vm.known_hash(key) else {
            return Ok(None);
        };
        self.materialize(vm)?;
        match self.probe_at_once(vm, key, hash, false) {
            Some(Ok(_)) => Ok(Some(false)),
            Some(Err(at)) => {
                self.put(vm, at, key, hash)?;
                Ok(Some(true))
            }
            None => Ok(None),
        }
    }
    /// Adds a key that is known to be absent, to a set from which nothing was removed.
    pub fn add_new(&self, vm: &Vm, key: &Ref, hash: i64) -> PyResult<()> {
        self.materialize(vm)?;
        let e = SetEntry {
            hash,
            key: key.clone().into_slot(),
        };
        // SAFETY: a table is never full.
        let at = unsafe { insert_clean(self.table.get(), self.mask.get(), e) };
        self.note(at, e.key);
        self.fill.set(self.fill.get() + 1);
        self.grow_if_full(vm)
    }
    /// Counts a key that was put into a place.
    #[inline(always)]
    fn note(&self, at: usize, key: Slot) {
        if key.is_counted() {
            self.counted.set(true);
        }
        self.occupied.set(self.occupied.get() | bit(at));
        self.used.set(self.used.get() + 1);
    }
    /// Puts a key into a place of the table that was never used.
    #[inline(always)]
    fn occupy(&self, vm: &Vm, at: usize, key: &Ref, hash: i64) -> PyResult<()> {
        self.put(vm, at, key.clone().into_slot(), hash)
    }
    /// The same for a word that moves.
    #[inline(always)]
    fn put(&self, vm: &Vm, at: usize, key: Slot, hash: i64) -> PyResult<()> {
        // SAFETY: a search has just found the place in this table.
        unsafe { *self.table.get().add(at) = SetEntry { hash, key } };
        self.note(at, key);
        self.fill.set(self.fill.get() + 1);
        self.grow_if_full(vm)
    }
    /// Makes the table larger when three fifths of it are in use.
    #[inline(always)]
    fn grow_if_full(&self, vm: &Vm) -> PyResult<()> {
        if self.fill.get() * 5 >= self.mask.get() * 3 {
            self.grow(vm)?;
        }
        Ok(())
    }
    #[inline(never)]
    fn add_after_search(&self, vm: &Vm, key: &Ref, hash: i64) -> PyResult<bool> {
        loop {
            self.materialize(vm)?;
            let Err(vacancy) = self.search(vm, key, hash)? else {
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
            let key = key.clone().into_slot();
            // SAFETY: the search has just found the place in this table.
            unsafe { *table.add(vacancy.at) = SetEntry { hash, key } };
            self.note(vacancy.at, key);
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
                // SAFETY: the search has just found the place in this table.
                let old = unsafe { self.table.get().add(at).replace(REMOVED) };
                self.occupied.set(self.occupied.get() & !bit(at));
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
        let mut i = self.finger.get() & self.mask.get();
        // SAFETY: the mask is that of the table, which holds an item.
        let e = unsafe {
            while (*self.table.get().add(i)).key.is_null() {
                i = if i == self.mask.get() { 0 } else { i + 1 };
            }
            self.table.get().add(i).replace(REMOVED)
        };
        self.occupied.set(self.occupied.get() & !bit(i));
        self.used.set(self.used.get() - 1);
        self.finger.set(i + 1);
        // SAFETY: the reference moves to the caller.
        Some(unsafe { Ref::from_slot(e.key) })
    }
    /// Removes all items; their destructors see an empty set.
    pub fn clear(&self) {
        let (p, size) = (self.table.get(), self.size());
        let mut occupied = self.occupied.get();
        let counted = self.used.get() > 0 && self.counted.get();
        self.table.set(std::ptr::null_mut());
        self.mask.set(MIN_SIZE - 1);
        self.fill.set(0);
        self.used.set(0);
        self.occupied.set(0);
        self.counted.set(false);
        self.hash.set(-1);
        if p.is_null() {
            return;
        }
        // SAFETY: the table and its references are owned here now.
        unsafe {
            if counted && size <= MAPPED {
                while occupied != 0 {
                    (*p.add(occupied.trailing_zeros() as usize)).key.decref();
                    occupied &= occupied - 1;
                }
            } else if counted {
                for i in 0..size {
                    (*p.add(i)).key.decref();
                }
            }
            free(p, size);
        }
    }
    /// Rebuilds the table with more than `min_used` places, without the removed ones.
    fn resize(&self, vm: &Vm, min_used: usize) -> PyResult<()> {
        let size = size_for(min_used);
        if size == MIN_SIZE && self.size() == MIN_SIZE && !self.has_dummies() {
            return Ok(());
        }
        let new = allocate(vm, size)?;
        let (old, old_size) = (self.table.get(), self.size());
        let mut occupied = 0;
        // SAFETY: the entries move bit by bit; the old table is freed without dropping them.
        unsafe {
            for e in self.items() {
                occupied |= bit(insert_clean(new, size - 1, e));
            }
            self.occupied.set(occupied);
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
        if self.fill.get() == 0 {
            return self.copy_from(vm, other);
        }
        self.prepare(vm, other.len())?;
        let mut i = 0;
        while let Some((hash, k)) = other.next_key(&mut i) {
            self.add_hashed(vm, &k, hash)?;
        }
        Ok(())
    }
    /// Adds all items of `other`, which is not empty, to an empty set without removed places.
    fn copy_from(&self, vm: &Vm, other: &SetTable) -> PyResult<()> {
        let n = other.len();
        let size = if n * 5 >= self.mask.get() * 3 {
            size_for(n * 2)
        } else {
            self.size()
        };
        if size != other.size() || other.has_dummies() {
            self.prepare(vm, n)?;
            self.materialize(vm)?;
            let (places, mask) = (self.table.get(), self.mask.get());
            let mut occupied = 0;
            for e in other.items() {
                // SAFETY: the table has room for all items of the other one, which holds the key.
                occupied |= bit(unsafe {
                    e.key.incref();
                    insert_clean(places, mask, e)
                });
            }
            self.occupied.set(occupied);
        } else {
            // Tables of one size have their keys in the same places.
            // SAFETY: both tables have that many places; each key that is counted is counted once more.
            unsafe {
                if self.table.get().is_null() || size != self.size() {
                    let new = allocate_raw(vm, size)?;
                    free(self.table.replace(new), self.mask.replace(size - 1) + 1);
                }
                self.table
                    .get()
                    .copy_from_nonoverlapping(other.table.get(), size);
                if other.counted.get() {
                    for key in other.words() {
                        key.incref();
                    }
                }
            }
            self.occupied.set(other.occupied.get());
        }
        self.counted.set(other.counted.get());
        self.fill.set(n);
        self.used.set(n);
        Ok(())
    }
    /// Exchanges the contents with `other`'s, as in-place intersection does.
    pub fn swap(&self, other: &SetTable) {
        self.table.swap(&other.table);
        self.mask.swap(&other.mask);
        self.fill.swap(&other.fill);
        self.used.swap(&other.used);
        self.occupied.swap(&other.occupied);
        self.counted.swap(&other.counted);
        self.hash.set(-1);
        other.hash.set(-1);
    }
    /// The hash of the items, in any order.
    pub fn items_hash(&self) -> i64 {
        if self.hash.get() == -1 {
            let h = tricera_text::hash::hash_frozenset(self.items().map(|e| e.hash));
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
