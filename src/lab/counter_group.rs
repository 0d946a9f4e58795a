//! Groups of counters over another process: what is in one group is counted during the same time.
//!
//! `perf-event` has groups for the calling process only, so its builder makes the attributes here and the system call is ours.

use std::fs::File;
use std::io::{Error, ErrorKind, Read, Result};
use std::os::fd::{AsRawFd, FromRawFd};

use perf_event::Builder;
use perf_event_open_sys as sys;

use super::counters::Quantity;

/// What one counter showed.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Reading {
    /// What it counted while it ran.
    pub counted: u64,
    /// Nanoseconds that it should have run.
    pub enabled: u64,
    /// Nanoseconds that it did: less where counters took turns on the processor's.
    pub running: u64,
}

impl Reading {
    /// The count for all of the time, as `perf stat` has it; `None` where the counter never ran.
    pub fn scaled(self) -> Option<u64> {
        let running = u128::from(self.running);
        let scaled = u128::from(self.counted) * u128::from(self.enabled);
        u64::try_from(scaled.checked_div(running)?).ok()
    }

    /// The share of the time that it ran.
    pub fn coverage(self) -> f64 {
        match self.enabled {
            0 => 0.0,
            enabled => self.running as f64 / enabled as f64,
        }
    }

    fn plus(self, other: Reading) -> Reading {
        Reading {
            counted: self.counted + other.counted,
            enabled: self.enabled + other.enabled,
            running: self.running + other.running,
        }
    }
}

/// Reads what the kernel gives for a group of `members` counters: how many they are, the two times, and the counts.
///
/// # Errors
/// When it is not that.
fn decode(words: &[u64], members: usize) -> Result<Vec<Reading>> {
    match words {
        &[count, enabled, running, ref counts @ ..]
            if count == members as u64 && counts.len() == members =>
        {
            let reading = |&counted: &u64| Reading {
                counted,
                enabled,
                running,
            };
            Ok(counts.iter().map(reading).collect())
        }
        _ => Err(Error::from(ErrorKind::InvalidData)),
    }
}

/// Counters that are switched on and off, and read, together.
struct Group {
    /// The first is the leader.
    members: Vec<(Quantity, File)>,
}

impl Group {
    fn leader(&self) -> Option<&File> {
        self.members.first().map(|(_, file)| file)
    }

    fn switch(&self, on: bool) -> Result<()> {
        let Some(leader) = self.leader() else {
            return Ok(());
        };
        let all = sys::bindings::PERF_IOC_FLAG_GROUP;
        // SAFETY: the descriptor is open and is a counter's.
        let status = unsafe {
            match on {
                true => sys::ioctls::ENABLE(leader.as_raw_fd(), all),
                false => sys::ioctls::DISABLE(leader.as_raw_fd(), all),
            }
        };
        match status {
            -1 => Err(Error::last_os_error()),
            _ => Ok(()),
        }
    }

    fn read(&self) -> Result<Vec<Reading>> {
        let Some(mut leader) = self.leader() else {
            return Ok(Vec::new());
        };
        let mut bytes = vec![0; (3 + self.members.len()) * 8];
        let length = leader.read(&mut bytes)?;
        let words: Vec<u64> = bytes[..length]
            .as_chunks()
            .0
            .iter()
            .map(|word| u64::from_ne_bytes(*word))
            .collect();
        decode(&words, self.members.len())
    }
}

/// Counters over all threads that a process has.
pub struct ProcessCounters {
    groups: Vec<Group>,
    quantities: Vec<Quantity>,
}

impl ProcessCounters {
    /// Counters that do not count yet. What the kernel or the processor does not have is left out; what does not fit
    /// beside the others gets a group of its own, and groups take turns.
    ///
    /// # Errors
    /// When the process is gone.
    pub fn open(quantities: &[Quantity], process: u32) -> Result<Self> {
        let mut groups = Vec::new();
        // The kernel counts by thread; an interpreter runs its program on one that has the stack for it.
        for entry in std::fs::read_dir(format!("/proc/{process}/task"))? {
            let name = entry?.file_name();
            let thread = name.to_str().and_then(|name| name.parse().ok());
            let thread = thread.ok_or_else(|| Error::from(ErrorKind::InvalidData))?;
            let first = groups.len();
            for &quantity in quantities {
                let beside = groups[first..].last().and_then(Group::leader);
                if let Some(Ok(file)) = beside.map(|leader| open(quantity, thread, Some(leader))) {
                    if let Some(group) = groups.last_mut() {
                        group.members.push((quantity, file));
                    }
                } else if let Ok(file) = open(quantity, thread, None) {
                    groups.push(Group {
                        members: vec![(quantity, file)],
                    });
                }
            }
        }
        Ok(Self {
            groups,
            quantities: quantities.to_vec(),
        })
    }

    /// Begins to count.
    ///
    /// # Errors
    /// When the kernel refuses.
    pub fn start(&self) -> Result<()> {
        self.groups.iter().try_for_each(|group| group.switch(true))
    }

    /// Ends counting, and gives what was counted over all threads, in the order of the quantities; `None` for what could not be.
    ///
    /// # Errors
    /// When the kernel refuses.
    pub fn stop(&self) -> Result<Vec<Option<Reading>>> {
        self.groups
            .iter()
            .try_for_each(|group| group.switch(false))?;
        let mut sums: Vec<Option<Reading>> = vec![None; self.quantities.len()];
        for group in &self.groups {
            for ((quantity, _), reading) in group.members.iter().zip(group.read()?) {
                if let Some(at) = self.quantities.iter().position(|other| other == quantity) {
                    sums[at] = Some(sums[at].unwrap_or_default().plus(reading));
                }
            }
        }
        Ok(sums)
    }
}

/// Opens a counter over a thread, in the group of a leader or as one.
fn open(quantity: Quantity, thread: libc::pid_t, leader: Option<&File>) -> Result<File> {
    let opened = open_with(quantity, thread, leader, quantity.is_of_the_kernel());
    match opened {
        Err(error) if error.kind() == ErrorKind::PermissionDenied && !quantity.needs_kernel() => {
            open_with(quantity, thread, leader, false)
        }
        outcome => outcome,
    }
}

fn open_with(
    quantity: Quantity,
    thread: libc::pid_t,
    leader: Option<&File>,
    with_kernel: bool,
) -> Result<File> {
    let mut builder = Builder::new().kind(quantity.event());
    if with_kernel {
        builder.include_kernel();
    }
    let attributes = builder.attrs_mut();
    attributes.read_format |= u64::from(sys::bindings::PERF_FORMAT_GROUP);
    // A member follows its leader.
    attributes.set_disabled(u64::from(leader.is_none()));
    let group = leader.map_or(-1, AsRawFd::as_raw_fd);
    let flags = sys::bindings::PERF_FLAG_FD_CLOEXEC;
    // SAFETY: the attributes live through the call, and the descriptor of the leader is open.
    let descriptor = unsafe { sys::perf_event_open(attributes, thread, -1, group, flags.into()) };
    if descriptor < 0 {
        return Err(Error::last_os_error());
    }
    // SAFETY: the kernel has just made this descriptor for us, and nobody else has it.
    Ok(unsafe { File::from_raw_fd(descriptor) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_decoded() {
        let readings = decode(&[2, 1000, 500, 7, 70], 2).unwrap();
        assert_eq!(readings.len(), 2);
        assert_eq!(
            readings[1],
            Reading {
                counted: 70,
                enabled: 1000,
                running: 500
            }
        );
        assert_eq!(readings[1].scaled(), Some(140));
        assert_eq!(readings[1].coverage(), 0.5);
    }

    #[test]
    fn what_is_no_group_is_refused() {
        for words in [&[][..], &[2, 1000, 500, 7], &[1, 1000, 500, 7, 70], &[2, 1]] {
            assert!(decode(words, 2).is_err(), "{words:?}");
        }
    }

    #[test]
    fn counters_that_took_turns_are_scaled_and_those_that_never_ran_say_so() {
        let reading = |counted, enabled, running| Reading {
            counted,
            enabled,
            running,
        };
        assert_eq!(reading(5, 9, 9).scaled(), Some(5));
        assert_eq!(reading(0, 9, 0).scaled(), None);
        assert_eq!(reading(0, 0, 0).coverage(), 0.0);
        let large = reading(1 << 60, 1 << 30, 1 << 29);
        assert_eq!(large.scaled(), Some(1 << 61));
        assert_eq!(reading(u64::MAX, 2, 1).scaled(), None);
        let both = reading(1, 10, 5).plus(reading(2, 20, 20));
        assert_eq!(both, reading(3, 30, 25));
    }

    #[test]
    fn the_kernels_counters_advance_with_work() {
        let counters = ProcessCounters::open(&Quantity::SOFTWARE, std::process::id()).unwrap();
        if counters.groups.is_empty() {
            eprintln!("not tested: counters are not allowed here");
            return;
        }
        counters.start().unwrap();
        let mut sum = 0u64;
        for i in 0..2_000_000 {
            sum = std::hint::black_box(sum + i);
        }
        let readings = counters.stop().unwrap();
        let clock = readings[0].unwrap();
        assert!(clock.scaled().unwrap() > 100_000, "{clock:?}");
        assert!(clock.coverage() > 0.0);
        // Stopped is stopped.
        assert_eq!(counters.stop().unwrap()[0], Some(clock));
    }

    #[test]
    fn a_process_that_is_not_there_has_no_counters() {
        assert!(ProcessCounters::open(&[Quantity::PageFaults], u32::MAX).is_err());
    }
}
