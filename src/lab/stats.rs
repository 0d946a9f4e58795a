//! Medians, geometric means, and bootstrap intervals.

use serde::{Deserialize, Serialize};

/// A figure with the interval that holds it with 95% confidence.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// The figure.
    pub value: f64,
    /// The lower end of the interval.
    pub low: f64,
    /// The upper end of the interval.
    pub high: f64,
}

impl Estimate {
    /// In the place of a figure that there is none of.
    pub const NONE: Self = Self {
        value: f64::NAN,
        low: f64::NAN,
        high: f64::NAN,
    };

    /// The larger distance from the figure to an end of its interval, relative to the figure.
    pub fn relative_error(self) -> f64 {
        ((self.high - self.value).max(self.value - self.low) / self.value).abs()
    }
}

/// The share of bootstrap results that the interval leaves out at each end.
const TAIL: f64 = 0.025;

/// The middle of the values, or the mean of the two in the middle.
///
/// # Panics
/// On an empty slice: there is no sensible answer, and no measurement without samples is kept.
pub fn median(values: &mut [f64]) -> f64 {
    assert!(!values.is_empty(), "a median needs samples");
    let middle = values.len() / 2;
    let odd = values.len() % 2 == 1;
    let (below, upper, _) = values.select_nth_unstable_by(middle, f64::total_cmp);
    let upper = *upper;
    if odd {
        return upper;
    }
    let lower = below.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    f64::midpoint(lower, upper)
}

/// The geometric mean, through logarithms so that it cannot overflow.
pub fn geomean(values: impl IntoIterator<Item = f64>) -> f64 {
    let (mut sum, mut count) = (0.0, 0.0);
    for value in values {
        sum += value.ln();
        count += 1.0;
    }
    f64::exp(sum / count)
}

/// The value below which the share `p` of the sorted values lies, interpolated.
pub fn quantile(sorted: &[f64], p: f64) -> f64 {
    let position = p * (sorted.len() - 1) as f64;
    let below = position.floor();
    let (low, high) = (sorted[below as usize], sorted[position.ceil() as usize]);
    low + (high - low) * (position - below)
}

/// The interval around `value` that the resampled figures give.
pub fn interval(value: f64, resampled: &mut [f64]) -> Estimate {
    resampled.sort_unstable_by(f64::total_cmp);
    Estimate {
        value,
        // The figure itself is always inside: a percentile interval of few samples can miss it.
        low: quantile(resampled, TAIL).min(value),
        high: quantile(resampled, 1.0 - TAIL).max(value),
    }
}

/// A ratio and its resamples, as logarithms: what sums of them say can be told with an interval too.
#[derive(Clone, Debug)]
pub struct LogRatio {
    /// The logarithm of the ratio.
    pub value: f64,
    /// The same of each resample.
    pub resampled: Vec<f64>,
}

impl LogRatio {
    /// In the place of a ratio that there is none of.
    pub const NONE: Self = Self {
        value: f64::NAN,
        resampled: Vec::new(),
    };

    /// The ratio with its interval.
    pub fn estimate(&self) -> Estimate {
        if self.resampled.is_empty() {
            return Estimate::NONE;
        }
        let log = interval(self.value, &mut self.resampled.clone());
        Estimate {
            value: log.value.exp(),
            low: log.low.exp(),
            high: log.high.exp(),
        }
    }

    /// The sum of multiples: products, quotients and roots of ratios. Resamples go together by number, so ratios that
    /// come from the same samples keep what they have in common.
    ///
    /// # Panics
    /// On no terms, or terms with different numbers of resamples.
    pub fn sum(terms: &[(f64, &LogRatio)]) -> LogRatio {
        let count = terms[0].1.resampled.len();
        let sum = |of: &dyn Fn(&LogRatio) -> f64| {
            let parts = terms.iter().map(|(factor, ratio)| factor * of(ratio));
            parts.sum::<f64>()
        };
        LogRatio {
            value: sum(&|ratio| ratio.value),
            resampled: (0..count)
                .map(|k| sum(&|ratio| ratio.resampled[k]))
                .collect(),
        }
    }

    /// [`LogRatio::mean`] where there may be no ratio at all.
    pub fn mean_of_any<'a>(ratios: impl IntoIterator<Item = &'a LogRatio>) -> Option<LogRatio> {
        let mut ratios = ratios.into_iter().peekable();
        ratios.peek().is_some().then(|| Self::mean(ratios))
    }

    /// The mean of logarithms: the geometric mean of the ratios.
    ///
    /// # Panics
    /// As [`LogRatio::sum`].
    pub fn mean<'a>(ratios: impl IntoIterator<Item = &'a LogRatio>) -> LogRatio {
        let mut terms: Vec<(f64, &LogRatio)> = ratios.into_iter().map(|one| (1.0, one)).collect();
        let share = 1.0 / terms.len() as f64;
        terms.iter_mut().for_each(|(factor, _)| *factor = share);
        Self::sum(&terms)
    }
}

/// Draws resamples of the blocks of a measurement.
///
/// Blocks of one round share their processes, and so share what an address layout or a hash seed does to them.
/// Therefore rounds are drawn first and blocks within each drawn round second: the spread between processes is then
/// part of the interval.
pub struct Resampler {
    rounds: Vec<Vec<usize>>,
    random: fastrand::Rng,
}

impl Resampler {
    /// A resampler over blocks `0..round_of.len()`, where `round_of` says to which round a block belongs.
    pub fn new(round_of: &[u32], seed: u64) -> Self {
        let mut rounds: Vec<Vec<usize>> = Vec::new();
        for (block, &round) in round_of.iter().enumerate() {
            let round = round as usize;
            if rounds.len() <= round {
                rounds.resize(round + 1, Vec::new());
            }
            rounds[round].push(block);
        }
        rounds.retain(|blocks| !blocks.is_empty());
        Self {
            rounds,
            random: fastrand::Rng::with_seed(seed),
        }
    }

    /// Puts the block numbers of the next resample into `blocks`.
    pub fn draw(&mut self, blocks: &mut Vec<usize>) {
        blocks.clear();
        for _ in 0..self.rounds.len() {
            let round = &self.rounds[self.random.usize(..self.rounds.len())];
            for _ in 0..round.len() {
                blocks.push(round[self.random.usize(..round.len())]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians_of_odd_and_even_counts() {
        assert_eq!(median(&mut [3.0]), 3.0);
        assert_eq!(median(&mut [3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(&mut [4.0, 1.0, 3.0, 2.0]), 2.5);
        assert_eq!(median(&mut [2.0, 1.0]), 1.5);
    }

    #[test]
    fn geomeans_do_not_overflow() {
        assert!((geomean([2.0, 8.0]) - 4.0).abs() < 1e-12);
        assert!((geomean([1e300, 1e300, 1e300]) / 1e300 - 1.0).abs() < 1e-9);
        assert!((geomean([0.5, 2.0]) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn quantiles_interpolate() {
        let sorted = [0.0, 1.0, 2.0, 3.0, 4.0];
        assert_eq!(quantile(&sorted, 0.0), 0.0);
        assert_eq!(quantile(&sorted, 0.5), 2.0);
        assert_eq!(quantile(&sorted, 0.125), 0.5);
        assert_eq!(quantile(&sorted, 1.0), 4.0);
    }

    #[test]
    fn resamples_have_whole_rounds_and_repeat_with_the_seed() {
        let round_of = [0, 0, 0, 1, 1, 1];
        let mut first = Resampler::new(&round_of, 7);
        let mut again = Resampler::new(&round_of, 7);
        let (mut a, mut b) = (Vec::new(), Vec::new());
        let mut only_one_round_seen = false;
        for _ in 0..100 {
            first.draw(&mut a);
            again.draw(&mut b);
            assert_eq!(a, b);
            assert_eq!(a.len(), 6);
            assert!(
                a[..3]
                    .iter()
                    .all(|&block| round_of[block] == round_of[a[0]])
            );
            only_one_round_seen |= a.iter().all(|&block| round_of[block] == 0);
        }
        assert!(only_one_round_seen, "rounds are drawn with replacement");
    }

    /// The interval of a mean of known samples covers the true mean about as often as it says.
    #[test]
    fn intervals_cover_what_they_should() {
        let mut random = fastrand::Rng::with_seed(1);
        let (mut covered, trials) = (0, 300);
        for trial in 0..trials {
            // The median of these is 10.
            let samples: Vec<f64> = (0..20).map(|_| 10.0 + random.f64() - 0.5).collect();
            let mut resampler = Resampler::new(&[0; 20], trial);
            let mut blocks = Vec::new();
            let mut resampled: Vec<f64> = (0..500)
                .map(|_| {
                    resampler.draw(&mut blocks);
                    median(&mut blocks.iter().map(|&b| samples[b]).collect::<Vec<_>>())
                })
                .collect();
            let estimate = interval(median(&mut samples.clone()), &mut resampled);
            covered += i32::from(estimate.low <= 10.0 && 10.0 <= estimate.high);
        }
        let share = f64::from(covered) / trials as f64;
        assert!((0.90..=0.99).contains(&share), "{share}");
    }

    #[test]
    fn sums_of_logarithms_are_products() {
        let ratio = |value: f64, resampled: [f64; 3]| LogRatio {
            value: value.ln(),
            resampled: resampled.map(f64::ln).to_vec(),
        };
        let (a, b) = (ratio(8.0, [4.0, 8.0, 16.0]), ratio(2.0, [1.0, 2.0, 4.0]));
        let quotient = LogRatio::sum(&[(1.0, &a), (-1.0, &b)]);
        let estimate = quotient.estimate();
        // What both have in common is gone.
        assert!((estimate.low - 4.0).abs() < 1e-9 && (estimate.high - 4.0).abs() < 1e-9);
        assert!((LogRatio::mean([&a, &b]).value.exp() - 4.0).abs() < 1e-9);
    }

    #[test]
    fn an_interval_holds_its_figure() {
        let estimate = interval(5.0, &mut [1.0, 2.0, 3.0]);
        assert!(estimate.low <= 5.0 && estimate.high >= 5.0);
        assert!((estimate.relative_error() - (5.0 - estimate.low) / 5.0).abs() < 1e-12);
    }
}
