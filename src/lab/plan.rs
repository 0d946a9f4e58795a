//! In what order contestants take their samples.

use serde::{Deserialize, Serialize};

/// How much is measured.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Effort {
    /// How often every worker process is started anew.
    pub rounds: u32,
    /// Samples of each contestant per round.
    pub blocks: u32,
    /// The least processor time of a sample, in seconds: shorter programs are repeated within it.
    pub sample_seconds: f64,
    /// Starts of each contestant in the start-up measurement.
    pub starts: u32,
}

impl Effort {
    /// The default.
    pub const FULL: Effort = Effort {
        rounds: 5,
        blocks: 2,
        sample_seconds: 0.1,
        starts: 60,
    };
    /// For a look; the intervals say how rough it is.
    pub const QUICK: Effort = Effort {
        rounds: 3,
        blocks: 2,
        sample_seconds: 0.02,
        starts: 15,
    };

    /// The same with this many samples of each contestant, spread over the rounds.
    pub fn with_samples(self, samples: u32) -> Effort {
        let rounds = self.rounds.min(samples).max(1);
        Effort {
            rounds,
            blocks: samples.div_ceil(rounds).max(1),
            ..self
        }
    }

    /// Samples of each contestant.
    pub fn samples(self) -> u32 {
        self.rounds * self.blocks
    }
}

/// Gives the order of contestants within each block: a random one, then the same backwards, then another random one.
///
/// With the pair ABBA a drift of the machine that is steady over both blocks hits every contestant alike.
pub struct Order {
    random: fastrand::Rng,
    backwards: Option<Vec<usize>>,
    contestants: usize,
}

impl Order {
    /// Orders of `contestants` contestants; the same seed gives the same orders.
    pub fn new(contestants: usize, seed: u64) -> Self {
        Self {
            random: fastrand::Rng::with_seed(seed),
            backwards: None,
            contestants,
        }
    }
}

impl Iterator for Order {
    type Item = Vec<usize>;

    fn next(&mut self) -> Option<Vec<usize>> {
        if let Some(order) = self.backwards.take() {
            return Some(order);
        }
        let mut order: Vec<usize> = (0..self.contestants).collect();
        self.random.shuffle(&mut order);
        self.backwards = Some(order.iter().rev().copied().collect());
        Some(order)
    }
}

/// A seed for one part of a run, so that parts do not depend on how many numbers another part drew.
pub fn derive_seed(seed: u64, part: &[u64]) -> u64 {
    part.iter().fold(seed, |state, &number| {
        // The finalizer of SplitMix64.
        let mut z = (state ^ number).wrapping_add(0x9e37_79b9_7f4a_7c15);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_come_in_mirrored_pairs_of_all_contestants() {
        let orders: Vec<_> = Order::new(4, 3).take(40).collect();
        for pair in orders.chunks(2) {
            let mut mirrored = pair[1].clone();
            mirrored.reverse();
            assert_eq!(pair[0], mirrored);
            let mut sorted = pair[0].clone();
            sorted.sort_unstable();
            assert_eq!(sorted, [0, 1, 2, 3]);
        }
        let firsts: std::collections::BTreeSet<_> = orders.iter().map(|order| order[0]).collect();
        assert_eq!(firsts.len(), 4, "everyone comes first at some time");
        assert_eq!(orders, Order::new(4, 3).take(40).collect::<Vec<_>>());
        assert_ne!(orders, Order::new(4, 4).take(40).collect::<Vec<_>>());
    }

    #[test]
    fn samples_are_spread_over_rounds() {
        assert_eq!(Effort::FULL.with_samples(20).samples(), 20);
        let few = Effort::FULL.with_samples(3);
        assert_eq!((few.rounds, few.blocks), (3, 1));
        assert_eq!(Effort::QUICK.with_samples(0).samples(), 1);
        assert!(Effort::FULL.with_samples(7).samples() >= 7);
    }

    #[test]
    fn derived_seeds_differ() {
        let seeds: std::collections::BTreeSet<_> = (0..10)
            .flat_map(|a| (0..10).map(move |b| derive_seed(1, &[a, b])))
            .collect();
        assert_eq!(seeds.len(), 100);
        assert_ne!(derive_seed(1, &[1]), derive_seed(2, &[1]));
    }
}
