//! The order of an `OrderedDict`: a doubly linked list of its keys, found by the word of the stored key.

use crate::value::{Ref, Slot};
use rustc_hash::FxHashMap;
use std::cell::RefCell;

/// No node.
pub const NONE: u32 = u32::MAX;

/// Which end, or which way.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum End {
    First,
    Last,
}

impl End {
    pub fn last(last: bool) -> End {
        if last { End::Last } else { End::First }
    }
    fn other(self) -> End {
        End::last(self == End::First)
    }
}

struct Node {
    /// Empty for a node that is free.
    key: Option<(Ref, i64)>,
    /// The neighbours before and behind; `links[1]` of a free node is the next free one.
    links: [u32; 2],
}

struct List {
    nodes: Vec<Node>,
    /// Nodes by the words of their keys: of equal keys a dict stores one.
    places: FxHashMap<u64, u32>,
    /// The first node and the last.
    ends: [u32; 2],
    free: u32,
    /// Changes with every change of the order.
    state: u64,
}

impl Default for List {
    fn default() -> List {
        List {
            nodes: Vec::new(),
            places: FxHashMap::default(),
            ends: [NONE; 2],
            free: NONE,
            state: 0,
        }
    }
}

/// Keys in order. Nothing here runs Python code: keys that are given up are returned.
#[derive(Default)]
pub struct Order(RefCell<List>);

/// A word that identifies a key while it is held.
fn word(key: &Ref) -> u64 {
    key.slot().borrow().0
}

impl List {
    /// Links node `i` in at an end.
    fn link(&mut self, i: u32, end: End) {
        let (e, o) = (end as usize, end.other() as usize);
        let neighbour = std::mem::replace(&mut self.ends[e], i);
        self.nodes[i as usize].links[e] = NONE;
        self.nodes[i as usize].links[o] = neighbour;
        match neighbour {
            NONE => self.ends[o] = i,
            n => self.nodes[n as usize].links[e] = i,
        }
    }
    fn unlink(&mut self, i: u32) {
        let [before, behind] = self.nodes[i as usize].links;
        match before {
            NONE => self.ends[0] = behind,
            n => self.nodes[n as usize].links[1] = behind,
        }
        match behind {
            NONE => self.ends[1] = before,
            n => self.nodes[n as usize].links[0] = before,
        }
    }
}

impl Order {
    /// Adds a key at the end, unless it is there.
    pub fn add(&self, key: &Ref, hash: i64) {
        let mut list = self.0.borrow_mut();
        let word = word(key);
        if list.places.contains_key(&word) {
            return;
        }
        let node = Node {
            key: Some((key.clone(), hash)),
            links: [NONE; 2],
        };
        let i = list.free;
        let i = if i == NONE {
            list.nodes.push(node);
            list.nodes.len() as u32 - 1
        } else {
            list.free = list.nodes[i as usize].links[1];
            list.nodes[i as usize] = node;
            i
        };
        list.places.insert(word, i);
        list.link(i, End::Last);
        list.state += 1;
    }

    /// Removes a stored key; what it held is the caller's to drop.
    pub fn remove(&self, key: &Ref) -> Option<Ref> {
        let mut list = self.0.borrow_mut();
        let i = list.places.remove(&word(key))?;
        list.unlink(i);
        let free = list.free;
        let node = &mut list.nodes[i as usize];
        node.links[1] = free;
        let held = node.key.take();
        list.free = i;
        list.state += 1;
        held.map(|k| k.0)
    }

    /// Moves a stored key to an end; false if it is not there.
    pub fn move_to(&self, key: &Ref, end: End) -> bool {
        let mut list = self.0.borrow_mut();
        let Some(i) = list.places.get(&word(key)).copied() else {
            return false;
        };
        if list.ends[end as usize] != i {
            list.unlink(i);
            list.link(i, end);
            list.state += 1;
        }
        true
    }

    /// Removes all keys, and returns them.
    pub fn clear(&self) -> Vec<Ref> {
        let mut list = self.0.borrow_mut();
        let nodes = std::mem::take(&mut list.nodes);
        list.places.clear();
        list.ends = [NONE; 2];
        list.free = NONE;
        list.state += 1;
        nodes
            .into_iter()
            .filter_map(|n| n.key)
            .map(|k| k.0)
            .collect()
    }

    /// The node at an end.
    pub fn end(&self, end: End) -> u32 {
        self.0.borrow().ends[end as usize]
    }

    /// The neighbour of a node in that direction.
    pub fn next(&self, i: u32, towards: End) -> u32 {
        let list = self.0.borrow();
        let node = list.nodes.get(i as usize).filter(|n| n.key.is_some());
        node.map_or(NONE, |n| n.links[towards as usize])
    }

    /// Key and hash of a node.
    pub fn key(&self, i: u32) -> Option<(Ref, i64)> {
        self.0.borrow().nodes.get(i as usize)?.key.clone()
    }

    /// Changes with every change of the order.
    pub fn state(&self) -> u64 {
        self.0.borrow().state
    }

    /// Bytes of all of it.
    pub fn size(&self) -> usize {
        let list = self.0.borrow();
        list.nodes.capacity() * size_of::<Node>() + list.places.capacity() * 16
    }

    /// For the payload's traverse.
    pub fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        for n in &self.0.borrow().nodes {
            if let Some((key, _)) = &n.key {
                f(key.slot());
            }
        }
    }
}
