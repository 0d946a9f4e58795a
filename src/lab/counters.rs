//! Counters of the kernel and the processor over another process, through `perf_event_open`.

use std::io::{Error, ErrorKind, Result};

use perf_event::events::{Event, Hardware, Software};
use perf_event::{Builder, Counter};

/// Something that can be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// Processor cycles.
    Cycles,
    /// Instructions retired.
    Instructions,
    /// Branches retired.
    Branches,
    /// Branches that were predicted wrong.
    BranchMisses,
    /// Nanoseconds on a processor.
    TaskClock,
    /// Page faults.
    PageFaults,
    /// Times the process was taken off a processor.
    ContextSwitches,
}

impl Quantity {
    /// What the processor counts.
    pub const HARDWARE: [Quantity; 4] = [
        Quantity::Cycles,
        Quantity::Instructions,
        Quantity::Branches,
        Quantity::BranchMisses,
    ];
    /// What the kernel counts, on every machine.
    pub const SOFTWARE: [Quantity; 3] = [
        Quantity::TaskClock,
        Quantity::PageFaults,
        Quantity::ContextSwitches,
    ];

    fn event(self) -> Event {
        match self {
            Quantity::Cycles => Hardware::CPU_CYCLES.into(),
            Quantity::Instructions => Hardware::INSTRUCTIONS.into(),
            Quantity::Branches => Hardware::BRANCH_INSTRUCTIONS.into(),
            Quantity::BranchMisses => Hardware::BRANCH_MISSES.into(),
            Quantity::TaskClock => Software::TASK_CLOCK.into(),
            Quantity::PageFaults => Software::PAGE_FAULTS.into(),
            Quantity::ContextSwitches => Software::CONTEXT_SWITCHES.into(),
        }
    }

    /// Whether the count means anything without the kernel's part of it.
    fn needs_kernel(self) -> bool {
        self == Quantity::ContextSwitches
    }
}

/// Why the processor's counters cannot be used here; `None` if they can.
pub fn hardware_refusal() -> Option<String> {
    let error = Builder::new().kind(Hardware::INSTRUCTIONS).build().err()?;
    Some(match error.raw_os_error() {
        // The usual answer in a virtual machine.
        Some(libc::ENOENT) => "this machine shows no performance counters (ENOENT)".to_owned(),
        Some(libc::EACCES | libc::EPERM) => {
            format!(
                "performance counters are not allowed here ({error}); see /proc/sys/kernel/perf_event_paranoid"
            )
        }
        _ => format!("performance counters cannot be opened: {error}"),
    })
}

/// One counter over all threads that a process has.
pub struct ProcessCounter {
    threads: Vec<Counter>,
}

impl ProcessCounter {
    /// A counter that does not count yet.
    ///
    /// # Errors
    /// When the kernel has no such counter for us, or the process is gone.
    pub fn open(quantity: Quantity, process: u32) -> Result<Self> {
        let mut threads = Vec::new();
        // The kernel counts by thread; an interpreter runs its program on one that has the stack for it.
        for entry in std::fs::read_dir(format!("/proc/{process}/task"))? {
            let name = entry?.file_name();
            let thread = name.to_str().and_then(|name| name.parse().ok());
            let thread = thread.ok_or_else(|| Error::from(ErrorKind::InvalidData))?;
            threads.push(open(quantity, thread)?);
        }
        Ok(Self { threads })
    }

    /// Begins to count.
    ///
    /// # Errors
    /// When the kernel refuses.
    pub fn start(&mut self) -> Result<()> {
        self.threads.iter_mut().try_for_each(Counter::enable)
    }

    /// Ends counting and says what there was. A counter that shared its hardware with others is scaled up, as `perf stat`
    /// does.
    ///
    /// # Errors
    /// When the kernel refuses.
    pub fn stop(&mut self) -> Result<u64> {
        let mut sum = 0;
        for counter in &mut self.threads {
            counter.disable()?;
            let read = counter.read_count_and_time()?;
            sum += match read.time_running {
                0 => 0,
                running => {
                    (u128::from(read.count) * u128::from(read.time_enabled) / u128::from(running))
                        as u64
                }
            };
        }
        Ok(sum)
    }
}

fn open(quantity: Quantity, thread: libc::pid_t) -> Result<Counter> {
    let builder = || {
        Builder::new()
            .kind(quantity.event())
            .observe_pid(thread)
            .any_cpu()
    };
    let mut with_kernel = builder();
    if Quantity::SOFTWARE.contains(&quantity) {
        with_kernel.include_kernel();
    }
    match with_kernel.build() {
        Err(error) if error.kind() == ErrorKind::PermissionDenied && !quantity.needs_kernel() => {
            builder().build()
        }
        outcome => outcome,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kernels_clock_advances_with_work() {
        let Ok(mut clock) = ProcessCounter::open(Quantity::TaskClock, std::process::id()) else {
            eprintln!("not tested: counters are not allowed here");
            return;
        };
        clock.start().unwrap();
        let mut sum = 0u64;
        for i in 0..2_000_000 {
            sum = std::hint::black_box(sum + i);
        }
        assert!(clock.stop().unwrap() > 100_000);
    }

    #[test]
    fn a_process_that_is_not_there_has_no_counters() {
        assert!(ProcessCounter::open(Quantity::PageFaults, u32::MAX).is_err());
    }
}
