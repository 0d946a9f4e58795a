//! A program on a pseudo-terminal: what a person would type, and what he would see.

use std::fs::File;
use std::io::{Read, Write};
use std::os::fd::{FromRawFd, OwnedFd};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Instant;

use super::run::time_limit;

/// A running program and its terminal.
pub struct Terminal {
    child: Child,
    keyboard: File,
    screen: Receiver<Vec<u8>>,
    /// What was shown and has not been waited for, control sequences left out.
    shown: String,
    /// Bytes of a control sequence or character that is not complete.
    rest: Vec<u8>,
}

impl Terminal {
    /// Starts a program with all its streams on a new terminal, which becomes its controlling one.
    pub fn start(mut command: Command) -> Terminal {
        // A terminal that another test's program inherited would never end.
        static STARTING: Mutex<()> = Mutex::new(());
        let starting = STARTING.lock().unwrap_or_else(PoisonError::into_inner);
        let (mut master, mut slave) = (0, 0);
        let size = libc::winsize {
            ws_row: 50,
            ws_col: 200,
            ws_xpixel: 0,
            ws_ypixel: 0,
        };
        // SAFETY: both places are written before they are read; no name and no settings are asked for.
        let opened = unsafe {
            libc::openpty(
                &mut master,
                &mut slave,
                std::ptr::null_mut(),
                std::ptr::null(),
                &size,
            )
        };
        assert_eq!(opened, 0, "{}", std::io::Error::last_os_error());
        for descriptor in [master, slave] {
            // SAFETY: a flag of a descriptor that was just made.
            unsafe { libc::fcntl(descriptor, libc::F_SETFD, libc::FD_CLOEXEC) };
        }
        // SAFETY: the descriptors are new and nobody else's.
        let (master, slave) = unsafe { (File::from_raw_fd(master), OwnedFd::from_raw_fd(slave)) };
        let stream = || Stdio::from(slave.try_clone().expect("a descriptor can be copied"));
        command.stdin(stream()).stdout(stream()).stderr(stream());
        // SAFETY: between fork and exec only system calls are made.
        unsafe {
            command.pre_exec(|| {
                // What is typed reaches the program as signals only if the terminal is its own.
                if libc::setsid() < 0 || libc::ioctl(0, libc::TIOCSCTTY, 0) < 0 {
                    return Err(std::io::Error::last_os_error());
                }
                Ok(())
            });
        }
        let child = command.spawn().expect("the binary starts");
        // The command holds copies of the slave; while any is open here, the end is never seen.
        drop((command, slave));
        drop(starting);
        let mut screen = master.try_clone().expect("a descriptor can be copied");
        let (send, receive) = channel();
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            // The last reader of a terminal whose program is gone gets an error, not an end.
            while let Ok(n) = screen.read(&mut buffer) {
                if n == 0 || send.send(buffer[..n].to_vec()).is_err() {
                    break;
                }
            }
        });
        Terminal {
            child,
            keyboard: master,
            screen: receive,
            shown: String::new(),
            rest: Vec::new(),
        }
    }

    /// Presses keys.
    pub fn press(&mut self, keys: &str) {
        self.keyboard
            .write_all(keys.as_bytes())
            .expect("the terminal takes keys");
    }

    /// Waits until this was shown, and gives all up to its end.
    #[track_caller]
    pub fn wait_for(&mut self, text: &str) -> String {
        let deadline = Instant::now() + time_limit();
        loop {
            if let Some(at) = self.shown.find(text) {
                let rest = self.shown.split_off(at + text.len());
                return std::mem::replace(&mut self.shown, rest);
            }
            let left = deadline.saturating_duration_since(Instant::now());
            match self.screen.recv_timeout(left) {
                Ok(bytes) => self.show(&bytes),
                Err(RecvTimeoutError::Timeout) => panic!("no {text:?} in {:?}", self.shown),
                Err(RecvTimeoutError::Disconnected) => {
                    panic!("ended without {text:?}: {:?}", self.shown)
                }
            }
        }
    }

    /// Waits for the program's end: its exit code (or minus a signal), and what else was shown.
    pub fn end(mut self) -> (i32, String) {
        let deadline = Instant::now() + time_limit();
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.screen.recv_timeout(left) {
                Ok(bytes) => self.show(&bytes),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => {
                    // It has not ended, and is ours to end.
                    let _ = self.child.kill();
                    panic!("still running after {:?}", self.shown)
                }
            }
        }
        let status = self.child.wait().expect("the child is ours");
        let signal = -status.signal().unwrap_or_default();
        (
            status.code().unwrap_or(signal),
            std::mem::take(&mut self.shown),
        )
    }

    /// Adds output without carriage returns and control sequences (`ESC [ … letter`).
    fn show(&mut self, bytes: &[u8]) {
        self.rest.extend(bytes);
        let mut at = 0;
        while at < self.rest.len() {
            let byte = self.rest[at];
            if byte == 0x1B {
                let end = self.rest[at..]
                    .iter()
                    .skip(2)
                    .position(|b| b.is_ascii_alphabetic());
                let Some(end) = end else { break };
                at += end + 3;
                continue;
            }
            if byte != b'\r' {
                self.shown.push(char::from(byte));
            }
            at += 1;
        }
        self.rest.drain(..at);
    }
}
