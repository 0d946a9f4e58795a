//! `dict`: compact and insertion-ordered, as in CPython: an index table of 1, 2 or 4 bytes per place over an array of
//! entries. Keys that are strings are found without calling anything.
//!
//! `keys_version` identifies the set of keys and the place of their entries: inline caches hold it for globals.

use super::{Layout, Payload, as_str};
use crate::runtime::{PyResult, Vm, plain_eq};
use crate::value::{Header, Kind, Ref, Slot};
use std::cell::Cell;

/// One item; `key` is NULL where an item was removed.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Entry {
    pub hash: i64,
    pub key: Slot,
    pub value: Slot,
}

/// A `dict` object.
#[repr(C)]
pub struct DictObject {
    pub h: Header,
    pub t: DictTable,
}

/// The hash table inside a `dict`.
#[repr(C)]
pub struct DictTable {
    entries: Cell<*mut Entry>,
    /// Identifies the keys and their places; 0 until asked for and after any change of them.
    pub keys_version: Cell<u32>,
    /// Entries in use, removed ones included.
    filled: Cell<u32>,
    /// Items.
    used: Cell<u32>,
    /// log2 of the number of places in the index; 0 for a table without storage.
    log2: Cell<u8>,
    /// All keys are exact strings.
    str_keys: Cell<bool>,
    /// Places for entries.
    capacity: Cell<u32>,
    /// Places of the index that are not empty, removed ones included: a search ends at an empty one.
    spent: Cell<u32>,
}

const EMPTY: u32 = u32::MAX;
const REMOVED: u32 = u32::MAX - 1;
/// Largest number of entries; more is a MemoryError.
const MAX_ENTRIES: usize = 1 << 30;

/// A word of the index: all ones for an empty place, one less where an item was removed.
trait IndexWord: Copy {
    const REMOVED: usize;
    fn entry(self) -> usize;
}

macro_rules! index_words {
    ($($word:ty)*) => { $(
        impl IndexWord for $word {
            const REMOVED: usize = <$word>::MAX as usize - 1;
            #[inline(always)]
            fn entry(self) -> usize {
                self as usize
            }
        }
    )* };
}
index_words! { u8 u16 u32 }

/// The place to look at after `place`.
#[inline(always)]
fn next_place(place: usize, perturb: u64, mask: usize) -> usize {
    place
        .wrapping_mul(5)
        .wrapping_add(perturb as usize)
        .wrapping_add(1)
        & mask
}

/// What [`DictTable::look_up_plain`] finds.
pub enum KeyFound {
    /// The key is that of this entry.
    At(usize),
    Missing,
    /// The key must be compared with one of another type first, or hashed.
    Unknown,
}

/// [`plain_eq`], which runs nothing that could change a table, out of the way of the walk that asks.
#[inline(never)]
fn is_plainly_equal(vm: &Vm, key: Slot, other: &Ref) -> Option<bool> {
    plain_eq(vm, Ref::view(&key), other, 0)
}

/// Is the key a string with this text?
#[inline(never)]
fn has_text(key: Slot, text: &super::StrObject) -> bool {
    // SAFETY: the key of an entry is a live word, and the kind says what it points to.
    unsafe { key.has_kind(Kind::Str) && (*key.ptr::<super::StrObject>()).eq(text) }
}

/// Where a key was found, or where its hash leads.
enum Found {
    /// Index of the entry.
    At(usize),
    Missing,
}

impl From<Found> for KeyFound {
    #[inline(always)]
    fn from(found: Found) -> KeyFound {
        match found {
            Found::At(i) => KeyFound::At(i),
            Found::Missing => KeyFound::Missing,
        }
    }
}

impl Default for DictTable {
    fn default() -> Self {
        DictTable {
            entries: Cell::new(std::ptr::null_mut()),
            keys_version: Cell::new(0),
            filled: Cell::new(0),
            used: Cell::new(0),
            log2: Cell::new(0),
            str_keys: Cell::new(true),
            capacity: Cell::new(0),
            spent: Cell::new(0),
        }
    }
}

impl Payload for DictTable {
    const KIND: Kind = Kind::Dict;
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        self.for_each_item(|key, value| {
            f(key);
            f(value);
        });
    }
}

impl DictTable {
    /// Calls `f` with all keys and values.
    #[inline]
    pub(crate) fn for_each_item(&self, mut f: impl FnMut(Slot, Slot)) {
        for e in self.raw_entries() {
            if !e.key.is_null() {
                f(e.key, e.value);
            }
        }
    }
}

impl Drop for DictTable {
    fn drop(&mut self) {
        self.clear();
    }
}

/// The layout of `dict`.
pub static DICT_LAYOUT: Layout = Layout::of::<DictTable>();

const fn index_width(log2: u8) -> usize {
    if log2 <= 7 {
        1
    } else if log2 <= 15 {
        2
    } else {
        4
    }
}

/// Entries that a table of `1 << log2` places may hold: two thirds.
const fn usable(log2: u8) -> usize {
    (2usize << log2) / 3
}

const fn layout(log2: u8, capacity: usize) -> std::alloc::Layout {
    let bytes = capacity * size_of::<Entry>() + (index_width(log2) << log2);
    match std::alloc::Layout::from_size_align(bytes, 8) {
        Ok(layout) => layout,
        Err(_) => panic!("a table's size is bounded"),
    }
}

/// `log2` of the smallest table.
const SMALLEST: u8 = 3;

/// `hash(key)`, with the message that dicts give for keys without one.
#[inline]
pub fn hash_key(vm: &Vm, key: &Ref) -> PyResult<i64> {
    match vm.hash(key) {
        Ok(h) => Ok(h),
        Err(r) => Err(super::container::explain_unhashable(
            vm,
            r,
            key,
            "a dict key",
        )),
    }
}

impl DictTable {
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.used.get() as usize
    }
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// Number of entries, removed ones included: the bound for [`DictTable::entry`].
    #[inline(always)]
    pub fn entry_count(&self) -> usize {
        self.filled.get() as usize
    }
    /// The first entry. Valid until the keys change.
    #[inline(always)]
    pub fn entries_ptr(&self) -> *mut Entry {
        self.entries.get()
    }
    fn raw_entries(&self) -> &[Entry] {
        let p = self.entries.get();
        // SAFETY: `filled` entries are initialised.
        if p.is_null() {
            &[]
        } else {
            unsafe { std::slice::from_raw_parts(p, self.entry_count()) }
        }
    }
    /// The entry at `i`, if it is an item: iteration by index survives any change of the table.
    #[inline]
    pub fn entry(&self, i: usize) -> Option<Entry> {
        if i >= self.entry_count() {
            return None;
        }
        // SAFETY: i is below filled.
        let e = unsafe { *self.entries.get().add(i) };
        if e.key.is_null() { None } else { Some(e) }
    }
    /// The next item at or after entry `*i`; `*i` moves behind it.
    #[inline]
    pub fn next_entry(&self, i: &mut usize) -> Option<Entry> {
        while *i < self.entry_count() {
            let e = self.entry(*i);
            *i += 1;
            if e.is_some() {
                return e;
            }
        }
        None
    }
    /// Have all keys been exact strings so far?
    #[inline(always)]
    pub fn has_only_str_keys(&self) -> bool {
        self.str_keys.get()
    }

    /// A version for inline caches; 0 if there are none left.
    pub fn version(&self, vm: &Vm) -> u32 {
        if self.keys_version.get() == 0 {
            self.keys_version.set(vm.next_version());
        }
        self.keys_version.get()
    }

    #[inline(always)]
    unsafe fn index_get(&self, place: usize) -> u32 {
        let log2 = self.log2.get();
        unsafe {
            let base = self.entries.get().add(self.capacity.get() as usize) as *const u8;
            if log2 <= 7 {
                match *base.add(place) {
                    u8::MAX => EMPTY,
                    254 => REMOVED,
                    i => i as u32,
                }
            } else if log2 <= 15 {
                match *base.cast::<u16>().add(place) {
                    u16::MAX => EMPTY,
                    65534 => REMOVED,
                    i => i as u32,
                }
            } else {
                *base.cast::<u32>().add(place)
            }
        }
    }

    #[inline(always)]
    unsafe fn index_set(&self, place: usize, i: u32) {
        let log2 = self.log2.get();
        unsafe {
            let base = self.entries.get().add(self.capacity.get() as usize) as *mut u8;
            if log2 <= 7 {
                *base.add(place) = i as u8;
            } else if log2 <= 15 {
                *base.cast::<u16>().add(place) = i as u16;
            } else {
                *base.cast::<u32>().add(place) = i;
            }
        }
    }

    /// Walks the places that `hash` leads to, until `hit` says that the entry is the one, or an empty place. `hit` must not
    /// change the table.
    #[inline(always)]
    fn probe(&self, hash: i64, hit: impl FnMut(&Entry) -> bool) -> Found {
        if self.entries.get().is_null() {
            return Found::Missing;
        }
        // A loop for each width of the index: the width is no question inside of it.
        // SAFETY: the index has that width.
        unsafe {
            match self.log2.get() {
                0..=7 => self.probe_as::<u8>(hash, hit),
                8..=15 => self.probe_as::<u16>(hash, hit),
                _ => self.probe_as::<u32>(hash, hit),
            }
        }
    }

    /// # Safety
    /// The table has storage, with an index of words of type `W`.
    #[inline(always)]
    unsafe fn probe_as<W: IndexWord>(
        &self,
        hash: i64,
        mut hit: impl FnMut(&Entry) -> bool,
    ) -> Found {
        let entries = self.entries.get();
        let mask = (1usize << self.log2.get()) - 1;
        let mut perturb = hash as u64;
        let mut place = hash as usize & mask;
        // SAFETY: the place is masked, and indices in the table are below filled.
        unsafe {
            let index = entries.add(self.capacity.get() as usize).cast::<W>();
            loop {
                let i = (*index.add(place)).entry();
                if i < W::REMOVED {
                    if hit(&*entries.add(i)) {
                        return Found::At(i);
                    }
                } else if i != W::REMOVED {
                    return Found::Missing;
                }
                perturb >>= 5;
                place = next_place(place, perturb, mask);
            }
        }
    }

    /// The place of the index that holds entry `i`.
    unsafe fn place_of(&self, hash: i64, entry: usize) -> usize {
        let mask = (1usize << self.log2.get()) - 1;
        let mut perturb = hash as u64;
        let mut place = hash as usize & mask;
        loop {
            if unsafe { self.index_get(place) } == entry as u32 {
                return place;
            }
            perturb >>= 5;
            place = next_place(place, perturb, mask);
        }
    }

    /// Finds a string key by an exact string; calls nothing: of keys whose class derives from `str`, the text counts.
    #[inline]
    fn find_str(&self, key: &Ref, hash: i64) -> Found {
        let key = key.slot();
        match self.at_first(key, hash) {
            Some(found) => found,
            None => self.find_str_further(key, hash),
        }
    }

    /// What the first place of the index says, if it decides: it is empty, or leads to this very object. So most searches for a
    /// name end.
    #[inline(always)]
    fn at_first(&self, key: Slot, hash: i64) -> Option<Found> {
        let entries = self.entries.get();
        if entries.is_null() {
            return Some(Found::Missing);
        }
        let log2 = self.log2.get();
        let place = hash as usize & ((1usize << log2) - 1);
        // SAFETY: the index has words of that width.
        unsafe {
            match log2 {
                0..=7 => self.at_place::<u8>(place, key),
                8..=15 => self.at_place::<u16>(place, key),
                _ => None,
            }
        }
    }

    /// # Safety
    /// The table has storage, with an index of words of type `W`, and `place` is one of it.
    #[inline(always)]
    unsafe fn at_place<W: IndexWord>(&self, place: usize, key: Slot) -> Option<Found> {
        // SAFETY: see above; indices in the table are below filled.
        unsafe {
            let entries = self.entries.get();
            let index = entries.add(self.capacity.get() as usize).cast::<W>();
            let i = (*index.add(place)).entry();
            if i < W::REMOVED {
                (*entries.add(i)).key.is_object(key).then_some(Found::At(i))
            } else {
                (i != W::REMOVED).then_some(Found::Missing)
            }
        }
    }

    /// [`DictTable::find_str`] where the first place does not decide.
    #[inline(never)]
    fn find_str_further(&self, key: Slot, hash: i64) -> Found {
        // What compares texts is a function of its own, so that the walk itself, which mostly ends with the same object, is short
        // enough to be a loop without calls.
        self.probe(hash, |e| {
            e.key.is_object(key) || (e.hash == hash && has_text(e.key, as_str(Ref::view(&key))))
        })
    }

    /// Finds any key. `__eq__` of keys may run and change the table; then the search begins again.
    #[inline]
    fn find(&self, vm: &Vm, key: &Ref, hash: i64) -> PyResult<Found> {
        if self.str_keys.get() && key.is_exact(Kind::Str) {
            return Ok(self.find_str(key, hash));
        }
        match self.find_at_once(vm, key, hash) {
            Some(found) => Ok(found),
            None => self.find_comparing(vm, key, hash),
        }
    }

    /// Finds any key; None where two with the same hash have to be asked whether they are equal.
    #[inline]
    fn find_at_once(&self, vm: &Vm, key: &Ref, hash: i64) -> Option<Found> {
        let k = key.slot().borrow();
        let mut ask = false;
        let found = self.probe(hash, |e| {
            if e.key.is(k) {
                return true;
            }
            if e.hash != hash || Slot::both_int(e.key, k) {
                return false;
            }
            let same = is_plainly_equal(vm, e.key, key);
            ask = same.is_none();
            same != Some(false)
        });
        (!ask).then_some(found)
    }

    /// The same where another key has the same hash, so that they must be compared.
    #[inline(never)]
    fn find_comparing(&self, vm: &Vm, key: &Ref, hash: i64) -> PyResult<Found> {
        let k = key.slot().borrow();
        'again: loop {
            let (table, size) = (self.entries.get(), self.log2.get());
            if table.is_null() {
                return Ok(Found::Missing);
            }
            let mask = (1usize << size) - 1;
            let mut perturb = hash as u64;
            let mut place = hash as usize & mask;
            loop {
                // SAFETY: the place is masked, indices in the table are below filled, and the table is the one of this pass.
                let i = match unsafe { self.index_get(place) } {
                    EMPTY => return Ok(Found::Missing),
                    REMOVED => None,
                    i => Some(i as usize),
                };
                if let Some(i) = i {
                    // SAFETY: as above.
                    let e = unsafe { *table.add(i) };
                    if e.key.is(k) {
                        return Ok(Found::At(i));
                    }
                    if e.hash == hash {
                        // SAFETY: the table holds the key until the reference is taken.
                        let other = unsafe { Ref::new_reference(e.key) };
                        let same = vm.eq(&other, key)?;
                        // SAFETY: the table is read only if it is still the same one.
                        if self.entries.get() != table
                            || self.log2.get() != size
                            || unsafe { (*table.add(i)).key } != e.key
                        {
                            continue 'again;
                        }
                        if same {
                            return Ok(Found::At(i));
                        }
                    }
                }
                perturb >>= 5;
                place = next_place(place, perturb, mask);
            }
        }
    }

    /// The value of a `str` key, borrowed; NULL if there is none. Calls nothing, whatever the other keys are.
    #[inline]
    pub fn get_str_hashed(&self, key: &Ref, hash: i64) -> Slot {
        match self.find_str(key, hash) {
            // SAFETY: the entry is initialised.
            Found::At(i) => unsafe { (*self.entries.get().add(i)).value },
            Found::Missing => Slot::NULL,
        }
    }

    /// The value of the key that is a tuple of just these objects, borrowed; NULL if the first key of this hash that a search comes by is
    /// another. Calls nothing.
    pub fn get_tuple_of(&self, items: &[Ref], hash: i64) -> Slot {
        let mut value = Slot::NULL;
        self.probe(hash, |e| {
            if e.hash != hash {
                return false;
            }
            // SAFETY: the key is alive, and the kind says what it is.
            unsafe {
                if e.key.is_exact(Kind::Tuple) {
                    let key = super::tuple_items(Ref::view(&e.key));
                    if key.len() == items.len()
                        && key
                            .iter()
                            .zip(items)
                            .all(|(a, b)| a.slot() == b.slot() || a.is(b))
                    {
                        value = e.value;
                    }
                }
            }
            true
        });
        value
    }

    /// The value of an int key in the word, borrowed; NULL if there is none or if keys of other types stand in its way.
    #[inline]
    pub fn get_int(&self, key: Slot) -> Slot {
        match self.look_up_int(key) {
            // SAFETY: the entry is initialised.
            KeyFound::At(i) => unsafe { (*self.entries.get().add(i)).value },
            _ => Slot::NULL,
        }
    }

    #[inline(never)]
    fn look_up_int(&self, key: Slot) -> KeyFound {
        let hash = tricera_text::hash::hash_i64(key.as_int());
        let mut other = false;
        let found = self.probe(hash, |e| {
            if e.key == key {
                return true;
            }
            // A float or a subclass of int may be equal.
            other |= e.hash == hash && !e.key.is_int();
            false
        });
        match found {
            _ if other => KeyFound::Unknown,
            Found::At(i) => KeyFound::At(i),
            Found::Missing => KeyFound::Missing,
        }
    }

    /// Looks a key up whose hash is known, without running anything.
    #[inline]
    pub fn look_up_plain(&self, vm: &Vm, key: Slot) -> KeyFound {
        if key.is_int() {
            return self.look_up_int(key);
        }
        // SAFETY: the word is a live one of the caller's.
        if self.str_keys.get() && unsafe { key.is_exact(Kind::Str) } {
            let k = Ref::view(&key);
            return match as_str(k).hash.get() {
                -1 => KeyFound::Unknown,
                hash => self.find_str(k, hash).into(),
            };
        }
        self.look_up_known(vm, key)
    }

    /// The same for keys of other types.
    #[inline(never)]
    fn look_up_known(&self, vm: &Vm, key: Slot) -> KeyFound {
        let found = vm
            .known_hash(key)
            .and_then(|hash| self.find_at_once(vm, Ref::view(&key), hash));
        found.map_or(KeyFound::Unknown, KeyFound::from)
    }

    /// Where the value of entry `i` is kept.
    ///
    /// # Safety
    /// The entry must be one that a look-up has found, and the table unchanged since.
    #[inline]
    pub unsafe fn value_place(&self, i: usize) -> *mut Slot {
        unsafe { &raw mut (*self.entries.get().add(i)).value }
    }

    /// The index of the entry of a `str` key, for inline caches.
    pub fn index_of_str(&self, key: &Ref, hash: i64) -> Option<usize> {
        match self.find_str(key, hash) {
            Found::At(i) => Some(i),
            Found::Missing => None,
        }
    }

    /// The value of `key`.
    #[inline(always)]
    pub fn get(&self, vm: &Vm, key: &Ref) -> PyResult<Option<Ref>> {
        let hash = hash_key(vm, key)?;
        self.get_hashed(vm, key, hash)
    }

    /// The value of `key`, whose hash is known.
    #[inline]
    pub fn get_hashed(&self, vm: &Vm, key: &Ref, hash: i64) -> PyResult<Option<Ref>> {
        Ok(match self.find(vm, key, hash)? {
            // SAFETY: the entry is an item.
            Found::At(i) => Some(unsafe { Ref::new_reference((*self.entries.get().add(i)).value) }),
            Found::Missing => None,
        })
    }

    pub fn contains(&self, vm: &Vm, key: &Ref) -> PyResult<bool> {
        let hash = hash_key(vm, key)?;
        self.contains_hashed(vm, key, hash)
    }

    /// Is there a `key`, whose hash is known?
    pub fn contains_hashed(&self, vm: &Vm, key: &Ref, hash: i64) -> PyResult<bool> {
        Ok(matches!(self.find(vm, key, hash)?, Found::At(_)))
    }

    /// Sets `key` to `value`.
    pub fn set(&self, vm: &Vm, key: &Ref, value: Ref) -> PyResult<()> {
        let hash = hash_key(vm, key)?;
        self.set_hashed(vm, key, hash, value)
    }

    /// Sets `key`, whose hash is known.
    #[inline]
    pub fn set_hashed(&self, vm: &Vm, key: &Ref, hash: i64, value: Ref) -> PyResult<()> {
        if self.used.get() == 0 {
            return self.insert_new(vm, key.clone(), hash, value);
        }
        let value = match self.set_plain(key, hash, value) {
            Ok(()) => return Ok(()),
            Err(value) => value,
        };
        match self.find(vm, key, hash)? {
            Found::At(i) => self.replace_value(i, value),
            Found::Missing => self.insert_new(vm, key.clone(), hash, value)?,
        }
        Ok(())
    }

    /// [`DictTable::set_hashed`] of a string or an int in the word in a small table that has room and from which nothing was removed:
    /// where the search ends the item goes. Gives the value back, with nothing done, where it is not as simple as that.
    #[inline]
    fn set_plain(&self, key: &Ref, hash: i64, value: Ref) -> Result<(), Ref> {
        let k = key.slot().borrow();
        let text = match self.str_keys.get() && key.is_exact(Kind::Str) {
            true => Some(as_str(key)),
            false if k.is_int() => None,
            false => return Err(value),
        };
        let (filled, capacity) = (self.filled.get(), self.capacity.get());
        if filled >= capacity || self.log2.get() > 7 || self.spent.get() != self.used.get() {
            return Err(value);
        }
        let entries = self.entries.get();
        let mask = (1usize << self.log2.get()) - 1;
        let mut perturb = hash as u64;
        let mut place = hash as usize & mask;
        // SAFETY: a table with room has storage, whose index has one byte a place, none of a removed item; the place is masked,
        // and indices in the table are below filled. Nothing runs before the last step.
        unsafe {
            let index = entries.add(capacity as usize).cast::<u8>();
            loop {
                let i = *index.add(place);
                if i == u8::MAX {
                    *index.add(place) = filled as u8;
                    entries.add(filled as usize).write(Entry {
                        hash,
                        key: key.slot().new_ref(),
                        value: value.into_slot(),
                    });
                    self.filled.set(filled + 1);
                    self.spent.set(self.spent.get() + 1);
                    self.used.set(self.used.get() + 1);
                    self.keys_version.set(0);
                    if text.is_none() {
                        self.str_keys.set(false);
                    }
                    return Ok(());
                }
                let e = &*entries.add(i as usize);
                let same = e.key.is(k)
                    || e.hash == hash
                        && match text {
                            Some(text) => (*e.key.ptr::<super::StrObject>()).eq(text),
                            // A float or a subclass of int may be equal.
                            None if !e.key.is_int() => return Err(value),
                            None => false,
                        };
                if same {
                    self.replace_value(i as usize, value);
                    return Ok(());
                }
                perturb >>= 5;
                place = next_place(place, perturb, mask);
            }
        }
    }

    /// The key that stands for `key`, if it is there.
    pub fn stored_key(&self, vm: &Vm, key: &Ref, hash: i64) -> PyResult<Option<Ref>> {
        Ok(match self.find(vm, key, hash)? {
            // SAFETY: `find` gives the place of an item, and nothing has run since.
            Found::At(i) => Some(unsafe { Ref::new_reference((*self.entries.get().add(i)).key) }),
            Found::Missing => None,
        })
    }

    /// Removes `key`, whose hash is known, and returns its item.
    pub fn remove_hashed(&self, vm: &Vm, key: &Ref, hash: i64) -> PyResult<Option<(Ref, Ref)>> {
        Ok(match self.find(vm, key, hash)? {
            Found::At(i) => Some(self.remove_entry(i)),
            Found::Missing => None,
        })
    }

    /// The value of `key`, which becomes `default()` if there is none.
    pub fn set_default(&self, vm: &Vm, key: &Ref, default: Ref) -> PyResult {
        let hash = hash_key(vm, key)?;
        match self.find(vm, key, hash)? {
            Found::At(i) => Ok(unsafe { Ref::new_reference((*self.entries.get().add(i)).value) }),
            Found::Missing => {
                self.insert_new(vm, key.clone(), hash, default.clone())?;
                Ok(default)
            }
        }
    }

    /// Replaces the value of entry `i`, which is an item.
    #[inline]
    pub fn replace_value(&self, i: usize, value: Ref) {
        // SAFETY: the old value is dropped last, when the table is consistent again.
        unsafe {
            let e = self.entries.get().add(i);
            let old = (*e).value;
            (*e).value = value.into_slot();
            old.decref();
        }
    }

    /// Removes `key` and returns its item.
    pub fn remove(&self, vm: &Vm, key: &Ref) -> PyResult<Option<(Ref, Ref)>> {
        let hash = hash_key(vm, key)?;
        Ok(match self.find(vm, key, hash)? {
            Found::At(i) => Some(self.remove_entry(i)),
            Found::Missing => None,
        })
    }

    /// Removes entry `i`, which is an item.
    pub fn remove_entry(&self, i: usize) -> (Ref, Ref) {
        // SAFETY: the entry's references move to the caller.
        unsafe {
            let e = self.entries.get().add(i);
            let place = self.place_of((*e).hash, i);
            self.index_set(place, REMOVED);
            let item = (Ref::from_slot((*e).key), Ref::from_slot((*e).value));
            (*e).key = Slot::NULL;
            (*e).value = Slot::NULL;
            self.used.set(self.used.get() - 1);
            self.keys_version.set(0);
            item
        }
    }

    /// Removes and returns the last item.
    pub fn pop_last(&self) -> Option<(Ref, Ref)> {
        let mut i = self.entry_count();
        while i > 0 {
            i -= 1;
            if self.entry(i).is_some() {
                let item = self.remove_entry(i);
                self.filled.set(i as u32);
                return Some(item);
            }
        }
        None
    }

    /// Removes all items. Their destructors run when the table is already empty.
    #[inline]
    pub fn clear(&self) {
        if !self.entries.get().is_null() {
            self.clear_entries();
        }
    }

    #[inline(never)]
    fn clear_entries(&self) {
        let (p, n, log2, cap) = (
            self.entries.get(),
            self.entry_count(),
            self.log2.get(),
            self.capacity.get(),
        );
        self.entries.set(std::ptr::null_mut());
        self.filled.set(0);
        self.used.set(0);
        self.log2.set(0);
        self.capacity.set(0);
        self.spent.set(0);
        self.keys_version.set(0);
        self.str_keys.set(true);
        // SAFETY: the table owned the storage and the references in it.
        unsafe {
            for i in 0..n {
                let e = *p.add(i);
                if !e.key.is_null() {
                    e.key.decref();
                    e.value.decref();
                }
            }
            std::alloc::dealloc(p.cast(), layout(log2, cap as usize));
        }
    }

    /// Makes room for `n` items in all.
    pub fn reserve(&self, vm: &Vm, n: usize) -> PyResult<()> {
        let free = self.capacity.get() - self.spent.get().max(self.filled.get());
        if n > self.len() + free as usize {
            self.resize(vm, n)
        } else {
            Ok(())
        }
    }

    #[inline]
    fn insert_new(&self, vm: &Vm, key: Ref, hash: i64, value: Ref) -> PyResult<()> {
        if self.filled.get().max(self.spent.get()) >= self.capacity.get() {
            // Three times the items, as CPython grows: deletions are swept out on the way.
            self.resize(vm, (self.len() * 3).max(5))?;
        }
        if self.str_keys.get() && !key.is_exact(Kind::Str) {
            self.str_keys.set(false);
        }
        self.append_entry(Entry {
            hash,
            key: key.into_slot(),
            value: value.into_slot(),
        });
        Ok(())
    }

    /// Adds a string that is known to be absent, as the key of a value.
    pub fn add_absent(&self, vm: &Vm, name: Ref, hash: i64, value: Ref) -> PyResult<()> {
        debug_assert!(name.is_exact(Kind::Str));
        self.insert_new(vm, name, hash, value)
    }

    /// Adds all items of `other`, where both have only strings as keys; runs nothing. The first key that is there already ends it, and is
    /// returned.
    pub fn add_names(&self, vm: &Vm, other: &DictTable) -> PyResult<Option<Ref>> {
        debug_assert!(self.str_keys.get() && other.str_keys.get());
        for e in other.raw_entries() {
            if e.key.is_null() {
                continue;
            }
            // SAFETY: the entry holds both.
            let (key, value) = unsafe { (Ref::new_reference(e.key), Ref::new_reference(e.value)) };
            if let Found::At(_) = self.find_str(&key, e.hash) {
                return Ok(Some(key));
            }
            self.insert_new(vm, key, e.hash, value)?;
        }
        Ok(None)
    }

    /// Fills this table, which is empty and has no storage, with `names`, exact strings that differ, and the values that lie one behind the
    /// other at `values`; the values' references move into the table. Nothing has moved where there is no memory.
    ///
    /// # Safety
    /// There are as many values as names, and the caller forgets them.
    pub unsafe fn fill_names(&self, vm: &Vm, names: &[Slot], values: *const Slot) -> PyResult<()> {
        debug_assert!(self.entries.get().is_null());
        if names.is_empty() {
            return Ok(());
        }
        self.resize(vm, names.len())?;
        let entries = self.entries.get();
        let mask = (1usize << self.log2.get()) - 1;
        // SAFETY: there is room for all names, and places enough; the caller vouches for the values. Tables of up to 128 places have an
        // index of bytes.
        unsafe {
            let index = entries.add(self.capacity.get() as usize).cast::<u8>();
            for (i, name) in names.iter().enumerate() {
                let e = Entry {
                    hash: as_str(Ref::view(name)).hash(vm),
                    key: name.new_ref(),
                    value: *values.add(i),
                };
                if mask > 127 {
                    self.append_entry(e);
                    continue;
                }
                let mut perturb = e.hash as u64;
                let mut place = e.hash as usize & mask;
                while *index.add(place) != u8::MAX {
                    perturb >>= 5;
                    place = next_place(place, perturb, mask);
                }
                *index.add(place) = i as u8;
                entries.add(i).write(e);
            }
        }
        let n = names.len() as u32;
        self.filled.set(n);
        self.used.set(n);
        self.spent.set(n);
        Ok(())
    }

    /// Appends an entry whose key is known to be absent; there is room for it.
    #[inline]
    fn append_entry(&self, e: Entry) {
        let mask = (1usize << self.log2.get()) - 1;
        let mut perturb = e.hash as u64;
        let mut place = e.hash as usize & mask;
        // SAFETY: the caller made room, so an empty place and a free entry exist.
        unsafe {
            loop {
                match self.index_get(place) {
                    EMPTY => {
                        self.spent.set(self.spent.get() + 1);
                        break;
                    }
                    REMOVED => break,
                    _ => {}
                }
                perturb >>= 5;
                place = next_place(place, perturb, mask);
            }
            let n = self.filled.get();
            self.index_set(place, n);
            *self.entries.get().add(n as usize) = e;
            self.filled.set(n + 1);
        }
        self.used.set(self.used.get() + 1);
        self.keys_version.set(0);
    }

    /// Rebuilds the table for `want` items.
    fn resize(&self, vm: &Vm, want: usize) -> PyResult<()> {
        if !self.entries.get().is_null() || want > usable(SMALLEST) {
            return self.rebuild(vm, want);
        }
        // Most tables never have more than this, the first storage.
        const { assert!(index_width(SMALLEST) << SMALLEST == size_of::<u64>()) };
        // SAFETY: the index lies behind the entries, and is eight bytes.
        unsafe {
            let p = std::alloc::alloc(const { layout(SMALLEST, usable(SMALLEST)) }).cast::<Entry>();
            if p.is_null() {
                return Err(vm.memory_error());
            }
            p.add(usable(SMALLEST)).cast::<u64>().write(u64::MAX);
            self.entries.set(p);
        }
        self.log2.set(SMALLEST);
        self.capacity.set(usable(SMALLEST) as u32);
        self.filled.set(0);
        self.used.set(0);
        self.spent.set(0);
        self.keys_version.set(0);
        Ok(())
    }

    /// [`DictTable::resize`] where there is something to move, or more to come.
    #[inline(never)]
    fn rebuild(&self, vm: &Vm, want: usize) -> PyResult<()> {
        let want = want.max(self.len() + 1);
        if want > MAX_ENTRIES {
            return Err(vm.memory_error());
        }
        let mut log2 = SMALLEST;
        while usable(log2) < want {
            log2 += 1;
        }
        let capacity = usable(log2);
        // SAFETY: the entries move to the new storage bit by bit, the old storage is freed without dropping them.
        unsafe {
            let p = std::alloc::alloc(layout(log2, capacity)).cast::<Entry>();
            if p.is_null() {
                return Err(vm.memory_error());
            }
            std::ptr::write_bytes(
                p.add(capacity).cast::<u8>(),
                0xff,
                index_width(log2) << log2,
            );
            let (old, n, old_log2, old_cap) = (
                self.entries.get(),
                self.entry_count(),
                self.log2.get(),
                self.capacity.get(),
            );
            self.entries.set(p);
            self.log2.set(log2);
            self.capacity.set(capacity as u32);
            self.filled.set(0);
            self.used.set(0);
            self.spent.set(0);
            for i in 0..n {
                let e = *old.add(i);
                if !e.key.is_null() {
                    self.append_entry(e);
                }
            }
            if !old.is_null() {
                std::alloc::dealloc(old.cast(), layout(old_log2, old_cap as usize));
            }
        }
        self.keys_version.set(0);
        Ok(())
    }

    /// Copies all items of `other` into this empty table, hashes and order included; calls nothing.
    pub fn copy_from(&self, vm: &Vm, other: &DictTable) -> PyResult<()> {
        debug_assert!(self.is_empty());
        if other.is_empty() {
            return Ok(());
        }
        if other.used == other.filled && other.used == other.spent && self.entries.get().is_null() {
            return self.clone_from_dense(vm, other);
        }
        self.reserve(vm, other.len())?;
        self.str_keys.set(other.str_keys.get());
        for e in other.raw_entries() {
            if !e.key.is_null() {
                // SAFETY: both are live.
                self.append_entry(unsafe {
                    Entry {
                        hash: e.hash,
                        key: e.key.new_ref(),
                        value: e.value.new_ref(),
                    }
                });
            }
        }
        Ok(())
    }
}

impl DictTable {
    /// Copies a table without removed items word by word into this one, which has no storage yet.
    fn clone_from_dense(&self, vm: &Vm, other: &DictTable) -> PyResult<()> {
        let (log2, capacity) = (other.log2.get(), other.capacity.get());
        let layout = layout(log2, capacity as usize);
        // SAFETY: the new storage has the same size; every word in it gets a reference of its own.
        unsafe {
            let p = std::alloc::alloc(layout).cast::<Entry>();
            if p.is_null() {
                return Err(vm.memory_error());
            }
            let n = other.entry_count();
            for i in 0..n {
                let e = *other.entries.get().add(i);
                p.add(i).write(Entry {
                    hash: e.hash,
                    key: e.key.new_ref(),
                    value: e.value.new_ref(),
                });
            }
            let index = capacity as usize;
            std::ptr::copy_nonoverlapping(
                other.entries.get().add(index).cast::<u8>(),
                p.add(index).cast::<u8>(),
                index_width(log2) << log2,
            );
            self.entries.set(p);
        }
        self.log2.set(log2);
        self.capacity.set(capacity);
        self.filled.set(other.filled.get());
        self.used.set(other.used.get());
        self.spent.set(other.spent.get());
        self.str_keys.set(other.str_keys.get());
        self.keys_version.set(0);
        Ok(())
    }

    /// Bytes of the storage, as `sys.getsizeof` counts them in CPython.
    pub fn storage_size(&self) -> usize {
        if self.entries.get().is_null() {
            return 0;
        }
        let entry = if self.str_keys.get() { 16 } else { 24 };
        32 + (index_width(self.log2.get()) << self.log2.get())
            + self.capacity.get() as usize * entry
    }
}

impl DictObject {
    /// The value of a `str` key, borrowed; NULL if there is none.
    #[inline]
    pub fn get_str(&self, key: &Ref) -> Slot {
        let s = as_str(key);
        let mut hash = s.hash.get();
        if hash == -1 {
            // SAFETY: a dict is never a static object.
            hash = s.hash(unsafe { &*crate::heap::Heap::of(&self.h).vm() });
        }
        self.t.get_str_hashed(key, hash)
    }
    /// A new reference to the value of a `str` key.
    pub fn get_str_ref(&self, key: &Ref) -> Option<Ref> {
        let v = self.get_str(key);
        if v.is_null() {
            None
        } else {
            Some(unsafe { Ref::new_reference(v) })
        }
    }
    /// Sets a `str` key.
    pub fn set_str(&self, vm: &Vm, key: &Ref, value: Ref) -> PyResult<()> {
        self.t.set_hashed(vm, key, as_str(key).hash(vm), value)
    }
}

/// A new empty dict.
pub fn new_dict(vm: &Vm) -> Ref {
    super::new_object(vm, vm.types.dict, DictTable::default())
}

/// The dict table of `r`, which must have kind Dict.
#[inline(always)]
pub fn as_dict(r: &Ref) -> &DictTable {
    debug_assert!(r.has_kind(Kind::Dict));
    // SAFETY: the kind says so.
    unsafe { &r.cast::<DictObject>().t }
}
