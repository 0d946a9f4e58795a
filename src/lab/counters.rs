//! What kernel and processor can count, and why they do not where they do not.

use std::io::Error;

use perf_event::Builder;
use perf_event::events::{Cache, CacheOp, CacheResult, Event, Hardware, Software, WhichCache};

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
    /// Fetches of instructions that the first cache did not have.
    InstructionMisses,
    /// Reads of data that the first cache did not have.
    DataMisses,
    /// Cycles in which nothing was issued because nothing had been fetched.
    FrontEndStalls,
    /// Cycles in which nothing was issued because what was there had to wait.
    BackEndStalls,
    /// Nanoseconds on a processor.
    TaskClock,
    /// Page faults.
    PageFaults,
    /// Times the process was taken off a processor.
    ContextSwitches,
}

impl Quantity {
    /// What the processor counts. Ratios are taken within the first four and of one of the others to the first two, so those
    /// come first and are counted at the same time wherever the processor has four counters.
    pub const HARDWARE: [Quantity; 8] = [
        Quantity::Cycles,
        Quantity::Instructions,
        Quantity::Branches,
        Quantity::BranchMisses,
        Quantity::InstructionMisses,
        Quantity::DataMisses,
        Quantity::FrontEndStalls,
        Quantity::BackEndStalls,
    ];
    /// What the kernel counts, on every machine.
    pub const SOFTWARE: [Quantity; 3] = [
        Quantity::TaskClock,
        Quantity::PageFaults,
        Quantity::ContextSwitches,
    ];

    /// What the kernel calls it.
    pub fn event(self) -> Event {
        let misses = |which| {
            Event::from(Cache {
                which,
                operation: CacheOp::READ,
                result: CacheResult::MISS,
            })
        };
        match self {
            Quantity::Cycles => Hardware::CPU_CYCLES.into(),
            Quantity::Instructions => Hardware::INSTRUCTIONS.into(),
            Quantity::Branches => Hardware::BRANCH_INSTRUCTIONS.into(),
            Quantity::BranchMisses => Hardware::BRANCH_MISSES.into(),
            Quantity::InstructionMisses => misses(WhichCache::L1I),
            Quantity::DataMisses => misses(WhichCache::L1D),
            Quantity::FrontEndStalls => Hardware::STALLED_CYCLES_FRONTEND.into(),
            Quantity::BackEndStalls => Hardware::STALLED_CYCLES_BACKEND.into(),
            Quantity::TaskClock => Software::TASK_CLOCK.into(),
            Quantity::PageFaults => Software::PAGE_FAULTS.into(),
            Quantity::ContextSwitches => Software::CONTEXT_SWITCHES.into(),
        }
    }

    /// Whether it is the kernel that counts this; its own part of the process's work is then counted too.
    pub fn is_of_the_kernel(self) -> bool {
        Self::SOFTWARE.contains(&self)
    }

    /// Whether the count means nothing without the kernel's part of it.
    pub fn needs_kernel(self) -> bool {
        self == Quantity::ContextSwitches
    }
}

/// Why the processor's counters cannot be used here, and what to do about it; `None` if they can.
pub fn hardware_refusal() -> Option<String> {
    let error = Builder::new().kind(Hardware::INSTRUCTIONS).build().err()?;
    let paranoid = std::fs::read_to_string("/proc/sys/kernel/perf_event_paranoid").ok();
    Some(refusal(&error, paranoid.as_deref().map(str::trim)))
}

/// The same for an error of `perf_event_open`, where the kernel's setting is this.
fn refusal(error: &Error, paranoid: Option<&str>) -> String {
    match error.raw_os_error() {
        // The kernel's word for it is "No such file or directory", which says nothing here.
        Some(errno @ (libc::ENOENT | libc::ENODEV | libc::EOPNOTSUPP)) => format!(
            "the kernel sees no performance counters on this machine (perf_event_open fails with {}). That is how most virtual machines are: measure \
             on the host, or have the hypervisor pass the counters on (QEMU and KVM: -cpu host,pmu=on).",
            match errno {
                libc::ENOENT => "ENOENT",
                libc::ENODEV => "ENODEV",
                _ => "EOPNOTSUPP",
            }
        ),
        Some(libc::EACCES | libc::EPERM) => format!(
            "performance counters are not allowed here ({error}). Allow them with `sysctl kernel.perf_event_paranoid=2` (it is \
             {}), or run with the capability CAP_PERFMON; in a container, its seccomp profile must allow perf_event_open too.",
            paranoid.unwrap_or("not readable")
        ),
        Some(libc::ENOSYS) => format!(
            "this kernel has no perf_event_open ({error}). It takes one that was built with CONFIG_PERF_EVENTS."
        ),
        _ => format!("performance counters cannot be opened: {error}."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_says_what_it_is_and_what_to_do() {
        let says = |errno, text: &str| {
            let said = refusal(&Error::from_raw_os_error(errno), Some("3"));
            assert!(said.contains(text), "{said}");
        };
        says(libc::ENOENT, "no performance counters on this machine");
        says(libc::ENOENT, "fails with ENOENT");
        says(libc::ENOENT, "pmu=on");
        says(libc::EACCES, "perf_event_paranoid=2` (it is 3)");
        says(libc::EPERM, "CAP_PERFMON");
        says(libc::ENOSYS, "CONFIG_PERF_EVENTS");
        says(libc::EMFILE, "cannot be opened: ");
    }
}
