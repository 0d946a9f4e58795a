//! What a pickler has written, by identity.

use crate::object::address;
use crate::value::Ref;

/// What was written, by address; the objects stay alive, so that no other gets their address.
#[derive(Default)]
pub struct Memo {
    objects: Vec<Ref>,
    /// Where the hash of an address leads (and behind it): one more than the object's number, 0 where there is none. A power of
    /// two of places, at most half of them taken.
    places: Vec<usize>,
}

impl Memo {
    /// The objects, by number.
    pub fn objects(&self) -> &[Ref] {
        &self.objects
    }

    /// The place that holds the object with this address, or the empty one that it would get. There are places.
    #[inline(always)]
    fn place(&self, key: usize) -> usize {
        let mask = self.places.len() - 1;
        // Cells are multiples of sixteen bytes apart; the high half of the product depends on all bits.
        let mixed = (key as u64 >> 4).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
        let mut at = mixed as usize & mask;
        loop {
            match self.places[at] {
                0 => return at,
                n if address(&self.objects[n - 1]) == key => return at,
                _ => at = (at + 1) & mask,
            }
        }
    }

    /// The number of an object that was written.
    #[inline]
    pub fn number_of(&self, r: &Ref) -> Option<usize> {
        if self.places.is_empty() {
            return None;
        }
        self.places[self.place(address(r))].checked_sub(1)
    }

    /// Remembers an object; its number.
    #[inline]
    pub fn remember(&mut self, r: &Ref) -> usize {
        let n = self.objects.len();
        if n * 2 >= self.places.len() {
            self.grow();
        }
        let at = self.place(address(r));
        self.objects.push(r.clone());
        self.places[at] = n + 1;
        n
    }

    #[cold]
    fn grow(&mut self) {
        self.places = vec![0; (self.places.len() * 2).max(64)];
        for n in 0..self.objects.len() {
            let at = self.place(address(&self.objects[n]));
            self.places[at] = n + 1;
        }
    }
}
