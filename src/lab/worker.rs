//! A contestant's process that runs one program of the corpus on demand.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::contestant::Contestant;
use super::error::LabError;

/// Longer than any program of the corpus takes on any interpreter worth a comparison.
const PATIENCE: Duration = Duration::from_secs(300);
/// How long a process may take to end once its streams are closed.
const FAREWELL: Duration = Duration::from_secs(10);
/// How much of the end of standard error is kept.
const STDERR_KEPT: usize = 4000;

/// A process that runs `driver.py` over one program.
pub struct Worker {
    child: Child,
    stdin: Option<ChildStdin>,
    answers: Receiver<String>,
    stderr: Option<JoinHandle<String>>,
    program: String,
    contestant: String,
}

/// What the driver says about some repeats.
#[derive(Debug, PartialEq, Deserialize)]
pub struct Answer {
    /// Elapsed time of each repeat.
    pub wall_ns: Vec<u64>,
    /// Processor time of each repeat.
    pub cpu_ns: Vec<u64>,
    /// `repr` of what the program's `main` returned.
    pub result: String,
}

impl Worker {
    /// Starts a process that runs a driver with these arguments.
    ///
    /// # Errors
    /// When it cannot be started; whether it can run the program shows at the first question.
    pub fn start<'a>(
        contestant: &Contestant,
        program: &str,
        driver: impl IntoIterator<Item = &'a Path>,
    ) -> Result<Self, LabError> {
        Self::spawn(contestant.start(driver), program, &contestant.label)
    }

    fn spawn(mut command: Command, program: &str, contestant: &str) -> Result<Self, LabError> {
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().map_err(|error| LabError::Worker {
            program: program.to_owned(),
            contestant: contestant.to_owned(),
            why: format!("it cannot be started: {error}"),
            stderr: String::new(),
        })?;
        let (sender, answers) = channel();
        let stdout = child.stdout.take();
        std::thread::spawn(move || {
            let lines = stdout
                .into_iter()
                .flat_map(|stdout| BufReader::new(stdout).lines());
            // Ends with the stream, or when nobody listens any more.
            let _ = lines
                .map_while(Result::ok)
                .try_for_each(|line| sender.send(line));
        });
        let stderr = child
            .stderr
            .take()
            .map(|stderr| std::thread::spawn(move || end_of(stderr)));
        Ok(Self {
            stdin: child.stdin.take(),
            child,
            answers,
            stderr,
            program: program.to_owned(),
            contestant: contestant.to_owned(),
        })
    }

    /// Runs the program's `main(size)` `repeats` times; of a script, `repeats` loops of its benchmark number `size`.
    ///
    /// # Errors
    /// When the process dies, hangs, or answers with something else than a time for each repeat, or one for all of them.
    pub fn run(&mut self, size: i64, repeats: u32) -> Result<Answer, LabError> {
        let answer: Answer = self.ask_json(&format!("run {size} {repeats}"))?;
        let times = answer.cpu_ns.len();
        if (times == repeats as usize || times == 1) && answer.wall_ns.len() == times {
            return Ok(answer);
        }
        Err(self.failed(format!(
            "it did not answer for {repeats} repeats: {times} times"
        )))
    }

    /// Asks something and reads the answer.
    ///
    /// # Errors
    /// When the process dies, hangs, or answers with something else.
    pub fn ask_json<T: DeserializeOwned>(&mut self, question: &str) -> Result<T, LabError> {
        let asked = match &mut self.stdin {
            Some(stdin) => writeln!(stdin, "{question}").and_then(|()| stdin.flush()),
            None => Ok(()),
        };
        if asked.is_err() {
            return Err(self.dead());
        }
        let line = self.line()?;
        let Some(line) = line else {
            return Err(self.dead());
        };
        serde_json::from_str(&line)
            .map_err(|error| self.failed(format!("its answer cannot be read ({error}): {line}")))
    }

    /// All that a process says that is asked nothing and ends by itself.
    ///
    /// # Errors
    /// When it does not end well, or not in time.
    pub fn all_lines(mut self) -> Result<Vec<String>, LabError> {
        self.stdin = None;
        let mut lines = Vec::new();
        while let Some(line) = self.line()? {
            lines.push(line);
        }
        match self.wait(FAREWELL) {
            Some(status) if status.success() => Ok(lines),
            _ => Err(self.dead()),
        }
    }

    /// The next line, or `None` at the end of the output.
    fn line(&mut self) -> Result<Option<String>, LabError> {
        match self.answers.recv_timeout(PATIENCE) {
            Ok(line) => Ok(Some(line)),
            Err(RecvTimeoutError::Disconnected) => Ok(None),
            Err(RecvTimeoutError::Timeout) => {
                Err(self.failed(format!("no answer within {} seconds", PATIENCE.as_secs())))
            }
        }
    }

    /// The number of its process.
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    fn dead(&mut self) -> LabError {
        let why = match self.wait(FAREWELL) {
            Some(status) => format!("it ended with {}", describe(status)),
            None => "it closed its output and went on".to_owned(),
        };
        self.failed(why)
    }

    /// Ends the process, and tells why with its last words.
    pub fn failed(&mut self, why: String) -> LabError {
        self.end();
        let stderr = self
            .stderr
            .take()
            .and_then(|reader| reader.join().ok())
            .unwrap_or_default();
        LabError::Worker {
            program: self.program.clone(),
            contestant: self.contestant.clone(),
            why,
            stderr,
        }
    }

    fn wait(&mut self, at_most: Duration) -> Option<ExitStatus> {
        const STEP: Duration = Duration::from_millis(5);
        for _ in 0..at_most.as_millis() / STEP.as_millis() {
            match self.child.try_wait() {
                Ok(None) => std::thread::sleep(STEP),
                Ok(status) => return status,
                Err(_) => return None,
            }
        }
        None
    }

    fn end(&mut self) {
        // Nothing can be done about a process that is gone already, and killing it again is harmless.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.end();
    }
}

/// How a process ended, in words.
pub fn describe(status: ExitStatus) -> String {
    use std::os::unix::process::ExitStatusExt;
    match (status.code(), status.signal()) {
        (Some(code), _) => format!("status {code}"),
        (None, Some(signal)) => format!("signal {signal}"),
        (None, None) => status.to_string(),
    }
}

fn end_of(mut stream: impl Read) -> String {
    let mut kept = Vec::new();
    let mut buffer = [0; 4096];
    while let Ok(count @ 1..) = stream.read(&mut buffer) {
        kept.extend_from_slice(&buffer[..count]);
        if kept.len() > 2 * STDERR_KEPT {
            kept.drain(..kept.len() - STDERR_KEPT);
        }
    }
    let start = kept.len().saturating_sub(STDERR_KEPT);
    String::from_utf8_lossy(&kept[start..]).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Worker {
        let mut command = Command::new("/bin/sh");
        command.args(["-c", script]);
        Worker::spawn(command, "fib", "sh").unwrap()
    }

    fn failure(script: &str, repeats: u32) -> String {
        shell(script).run(5, repeats).unwrap_err().to_string()
    }

    #[test]
    fn answers_are_read() {
        let mut worker = shell(
            r#"while read run n k; do echo '{"wall_ns": [3, 4], "cpu_ns": [1, 2], "result": "'$run $n $k'"}'; done"#,
        );
        for _ in 0..2 {
            let answer = worker.run(5, 2).unwrap();
            assert_eq!((answer.wall_ns, answer.cpu_ns), (vec![3, 4], vec![1, 2]));
            assert_eq!(answer.result, "run 5 2");
        }
    }

    #[test]
    fn a_dying_worker_is_reported_with_its_last_words() {
        let message = failure("read line; echo Traceback >&2; exit 3", 1);
        assert!(
            message.contains("status 3") && message.contains("| Traceback"),
            "{message}"
        );
        assert!(failure("exit 4", 1).contains("status 4"));
        assert!(failure("read line; kill -9 $$", 1).contains("signal 9"));
    }

    #[test]
    fn nonsense_is_reported() {
        assert!(failure("read line; echo hello", 1).contains("cannot be read"));
        let wrong_count =
            r#"read line; echo '{"wall_ns": [3, 3, 3], "cpu_ns": [1, 1, 1], "result": ""}'"#;
        assert!(failure(wrong_count, 2).contains("2 repeats"));
    }

    #[test]
    fn only_the_end_of_a_long_error_is_kept() {
        let text = "a".repeat(3 * STDERR_KEPT) + "end";
        let kept = end_of(text.as_bytes());
        assert!(kept.ends_with("aend") && kept.len() == STDERR_KEPT);
    }
}
