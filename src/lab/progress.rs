//! Says how far a run is, on standard error.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// A progress line with an estimate on a terminal, now and then a plain line elsewhere.
pub struct Progress {
    bar: Option<ProgressBar>,
    began: Instant,
    last: Instant,
    steps: u64,
    done: u64,
    every: Duration,
}

impl Progress {
    /// Progress over this many steps of about the same length.
    pub fn new(steps: u64) -> Self {
        let bar = std::io::stderr().is_terminal().then(|| {
            let bar = ProgressBar::new(steps);
            // The template is fixed, so it cannot be wrong at run time; the default style would do too.
            if let Ok(style) = ProgressStyle::with_template(
                "{bar:30} {pos}/{len} {elapsed} (about {eta} to go) {msg}",
            ) {
                bar.set_style(style);
            }
            bar.enable_steady_tick(Duration::from_millis(500));
            bar
        });
        let now = Instant::now();
        Self {
            bar,
            began: now,
            last: now,
            steps,
            done: 0,
            every: Duration::from_secs(15),
        }
    }

    /// Says what is being done now.
    pub fn doing(&mut self, what: &str) {
        if let Some(bar) = &self.bar {
            bar.set_message(what.to_owned());
        } else if self.last.elapsed() >= self.every {
            self.last = Instant::now();
            eprintln!(
                "{}",
                plain_line(self.done, self.steps, self.began.elapsed(), what)
            );
        }
    }

    /// One step is done.
    pub fn step(&mut self) {
        self.done += 1;
        if let Some(bar) = &self.bar {
            bar.inc(1);
        }
    }

    /// Clears the line.
    pub fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        // An error message should not stand beside half a progress line.
        self.finish();
    }
}

fn plain_line(done: u64, steps: u64, elapsed: Duration, what: &str) -> String {
    let spent = elapsed.as_secs_f64();
    let estimate = if done == 0 {
        String::new()
    } else {
        format!(
            ", about {:.0} s to go",
            spent / done as f64 * (steps - done.min(steps)) as f64
        )
    };
    format!("{done} of {steps} after {spent:.0} s{estimate}: {what}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_lines_carry_an_estimate_once_there_is_one() {
        let elapsed = Duration::from_secs(10);
        assert_eq!(plain_line(0, 8, elapsed, "fib"), "0 of 8 after 10 s: fib");
        assert_eq!(
            plain_line(2, 8, elapsed, "fib"),
            "2 of 8 after 10 s, about 30 s to go: fib"
        );
    }
}
