//! `tricera run`: the thin layer between the command line and the interpreter.

use super::args::{Program, RunRequest};
use super::exit::Exit;
use super::repl::repl;
use super::session::Session;

/// Native stack reserved for Python code, eight times what a process usually has: native recursion (reprs, comparisons, calls
/// through builtins) stops with a RecursionError before its end. Much more would let quadratic ones, as `repr`, run for minutes.
/// Frames of a build without optimization are several times as large, and it shall allow the same depth.
const STACK_SIZE: usize = if cfg!(debug_assertions) { 384 } else { 64 } << 20;

/// Runs what was asked for, on a thread with a large stack, and says how the process ends.
pub fn run(request: &RunRequest) -> Exit {
    on_large_stack(|| run_here(request))
}

/// Runs `f` on a thread with a large stack, to which the signals of the process go.
pub fn on_large_stack<T: Send>(f: impl Fn() -> T + Sync) -> T {
    let thread = std::thread::Builder::new()
        .name("main".into())
        .stack_size(STACK_SIZE);
    std::thread::scope(|scope| {
        let running = thread.spawn_scoped(scope, &f);
        let joined = running.map(|thread| {
            let before = leave_signals_to_others();
            let joined = thread.join();
            set_signal_mask(&before);
            joined
        });
        match joined {
            Ok(Ok(result)) => result,
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            // Without memory for such a stack, the one there is must do.
            Err(_) => f(),
        }
    })
}

/// Signals of the process shall wake the thread that runs Python, not this one, which only waits for it. Gives the mask
/// that was.
fn leave_signals_to_others() -> libc::sigset_t {
    // SAFETY: both sets are written before they are read; a mask concerns the calling thread only.
    unsafe {
        let (mut all, mut before) = (std::mem::zeroed(), std::mem::zeroed());
        libc::sigfillset(&mut all);
        libc::pthread_sigmask(libc::SIG_BLOCK, &all, &mut before);
        before
    }
}

fn set_signal_mask(mask: &libc::sigset_t) {
    // SAFETY: as above.
    unsafe { libc::pthread_sigmask(libc::SIG_SETMASK, mask, std::ptr::null_mut()) };
}

fn run_here(request: &RunRequest) -> Exit {
    let mut session = match super::python::open(request) {
        Ok(session) => session,
        Err(message) => {
            eprintln!("tricera: {message}");
            return Exit::Code(1);
        }
    };
    let exit = match &request.program {
        Program::Interactive => {
            if !request.flags.quiet {
                print_banner(request);
            }
            repl(&mut *session)
        }
        program => {
            let exit = session.run(program);
            if request.flags.inspect {
                repl(&mut *session)
            } else {
                exit
            }
        }
    };
    session.finish(exit)
}

fn print_banner(request: &RunRequest) {
    let engine = request
        .engine
        .or_else(super::engines::Engine::default_engine);
    let engine = engine.map_or("no engine".to_owned(), |engine| format!("engine {engine}"));
    println!(
        "Tricera {} (Python 3.14, {engine})",
        env!("CARGO_PKG_VERSION")
    );
}
