//! Whole processes: how long they take, and how much memory.

use std::io::{Error, Read, Result};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// One process from its start to its end.
#[derive(Debug)]
pub struct Life {
    /// How it ended.
    pub status: ExitStatus,
    /// Elapsed time.
    pub wall: Duration,
    /// Processor time in user and kernel mode.
    pub cpu: Duration,
    /// What it wrote to standard output.
    pub stdout: String,
    /// What it wrote to standard error.
    pub stderr: String,
}

/// Runs a process to its end.
///
/// Its output must be small: standard output is read to its end before standard error.
///
/// # Errors
/// When it cannot be started or waited for.
pub fn live(command: &mut Command) -> Result<Life> {
    let started = Instant::now();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let mut text = [Vec::new(), Vec::new()];
    if let Some(stdout) = &mut child.stdout {
        stdout.read_to_end(&mut text[0])?;
    }
    if let Some(stderr) = &mut child.stderr {
        stderr.read_to_end(&mut text[1])?;
    }
    let (status, cpu) = wait4(child.id() as libc::pid_t)?;
    let wall = started.elapsed();
    let [stdout, stderr] = text.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    Ok(Life {
        status,
        wall,
        cpu,
        stdout,
        stderr,
    })
}

fn wait4(pid: libc::pid_t) -> Result<(ExitStatus, Duration)> {
    let mut status = 0;
    // SAFETY: an all-zero rusage is a valid one.
    let mut usage: libc::rusage = unsafe { std::mem::zeroed() };
    // SAFETY: both pointers are to live locals of the right type.
    while unsafe { libc::wait4(pid, &mut status, 0, &mut usage) } < 0 {
        let error = Error::last_os_error();
        if error.kind() != std::io::ErrorKind::Interrupted {
            return Err(error);
        }
    }
    let time = |t: libc::timeval| Duration::new(t.tv_sec as u64, t.tv_usec as u32 * 1000);
    Ok((
        ExitStatus::from_raw(status),
        time(usage.ru_utime) + time(usage.ru_stime),
    ))
}

/// The most memory a process had resident at one time, in KiB, over its whole life.
///
/// `ru_maxrss` will not do: the kernel carries the parent's own peak into it across `exec`. So the process is traced,
/// stopped on its way out, and its peak read while it still has its memory.
///
/// # Errors
/// When the process cannot be started or traced.
pub fn peak_memory(command: &mut Command) -> Result<u64> {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    // SAFETY: ptrace(TRACEME) is one system call, which is fine between fork and exec.
    unsafe {
        command.pre_exec(|| match libc::ptrace(libc::PTRACE_TRACEME, 0, 0, 0) {
            -1 => Err(Error::last_os_error()),
            _ => Ok(()),
        });
    }
    let pid = command.spawn()?.id() as libc::pid_t;
    let peak = peak_until_exit(pid).inspect_err(|_| {
        // SAFETY: the process is ours and has not been waited for, so the number is still its.
        unsafe { libc::kill(pid, libc::SIGKILL) };
        // It is gone either way; the first error is the one to tell.
        let _ = wait4(pid);
    });
    peak?.ok_or_else(|| Error::other("it ended without a stop"))
}

/// Follows a traced process to its end, and waits for it unless there is an error.
fn peak_until_exit(pid: libc::pid_t) -> Result<Option<u64>> {
    let mut peak = None;
    let mut after_exec = false;
    loop {
        let (status, _) = wait4(pid)?;
        let Some(mut signal) = status.stopped_signal() else {
            return Ok(peak);
        };
        let event = status.into_raw() >> 8;
        if !after_exec {
            after_exec = true;
            signal = 0;
            trace(
                libc::PTRACE_SETOPTIONS,
                pid,
                libc::PTRACE_O_TRACEEXIT | libc::PTRACE_O_TRACEEXEC | libc::PTRACE_O_EXITKILL,
            )?;
        } else if event == libc::SIGTRAP | (libc::PTRACE_EVENT_EXIT << 8) {
            signal = 0;
            peak = Some(high_water_mark(pid)?);
        } else if event == libc::SIGTRAP | (libc::PTRACE_EVENT_EXEC << 8) {
            // A launcher became what it launches; the signal is for us, and would end the process.
            signal = 0;
        }
        trace(libc::PTRACE_CONT, pid, signal)?;
    }
}

fn trace(request: libc::c_uint, pid: libc::pid_t, data: libc::c_int) -> Result<()> {
    // SAFETY: these requests pass numbers only.
    match unsafe { libc::ptrace(request, pid, 0, libc::c_long::from(data)) } {
        -1 => Err(Error::last_os_error()),
        _ => Ok(()),
    }
}

fn high_water_mark(pid: libc::pid_t) -> Result<u64> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|rest| rest.trim().strip_suffix("kB")?.trim().parse().ok())
        .ok_or_else(|| Error::other("the kernel does not tell the peak"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_life_has_output_and_times() {
        let life = live(
            Command::new("/bin/sh").args(["-c", "echo out; echo err >&2; sleep 0.05; exit 3"]),
        )
        .unwrap();
        assert_eq!(
            (life.stdout.as_str(), life.stderr.as_str()),
            ("out\n", "err\n")
        );
        assert_eq!(life.status.code(), Some(3));
        assert!(life.wall >= Duration::from_millis(50));
        assert!(life.cpu < life.wall);
    }

    #[test]
    fn the_peak_is_the_childs_own() {
        // More than /bin/true needs, so that a peak inherited from this process would show.
        let mut ballast = vec![1u8; 64 << 20];
        std::hint::black_box(&mut ballast);
        let Ok(small) = peak_memory(&mut Command::new("/bin/true")) else {
            eprintln!("not tested: tracing is not allowed here");
            return;
        };
        assert!((100..20_000).contains(&small), "{small} KiB");
        drop(ballast);
        let launched =
            peak_memory(Command::new("/bin/sh").args(["-c", "exec /bin/sh -c 'exit 0'"]));
        let launched = launched.unwrap();
        assert!((100..20_000).contains(&launched), "{launched} KiB");
    }
}
