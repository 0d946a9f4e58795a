//! Read, evaluate, print: line editing and history around a [`Session`].

use std::path::PathBuf;

use rustyline::DefaultEditor;
use rustyline::error::ReadlineError;

use super::exit::Exit;
use super::session::{Pushed, Session};

/// Where the next line comes from.
trait Lines {
    fn next(&mut self, prompt: &str) -> Input;
}

enum Input {
    Line(String),
    /// Ctrl-C: the statement begun is forgotten.
    Interrupt,
    End,
}

/// Runs the REPL until the session or the input ends.
pub fn repl(session: &mut dyn Session) -> Exit {
    match Terminal::open() {
        Ok(mut terminal) => {
            let exit = converse(session, &mut terminal);
            terminal.close();
            exit
        }
        Err(error) => {
            eprintln!("tricera: no terminal to read from: {error}");
            Exit::Code(1)
        }
    }
}

fn converse(session: &mut dyn Session, lines: &mut dyn Lines) -> Exit {
    let mut source = String::new();
    loop {
        let prompt = session.prompt(!source.is_empty());
        match lines.next(&prompt) {
            Input::Line(line) => {
                source.push_str(&line);
                source.push('\n');
                match session.push(&source) {
                    Pushed::Incomplete => {}
                    Pushed::Done => source.clear(),
                    Pushed::Exit(exit) => return exit,
                }
            }
            Input::Interrupt => {
                eprintln!("KeyboardInterrupt");
                source.clear();
            }
            Input::End => {
                return Exit::SUCCESS;
            }
        }
    }
}

struct Terminal {
    editor: DefaultEditor,
    history: Option<PathBuf>,
}

impl Terminal {
    fn open() -> rustyline::Result<Self> {
        let mut editor = DefaultEditor::new()?;
        let history = history_file();
        if let Some(file) = history.as_deref().filter(|file| file.exists()) {
            // A history that cannot be read is no reason not to start.
            let _ = editor.load_history(file);
        }
        Ok(Self { editor, history })
    }

    fn close(mut self) {
        if let Some(file) = self.history {
            let saved = match file.parent().map(std::fs::create_dir_all) {
                Some(Err(error)) => Err(error.into()),
                _ => self.editor.save_history(&file),
            };
            if let Err(error) = saved {
                eprintln!(
                    "tricera: cannot save the history to {}: {error}",
                    file.display()
                );
            }
        }
    }
}

impl Lines for Terminal {
    fn next(&mut self, prompt: &str) -> Input {
        match self.editor.readline(prompt) {
            Ok(line) => {
                // Only the memory of the line is at stake here, not the line.
                let _ = self.editor.add_history_entry(&line);
                Input::Line(line)
            }
            Err(ReadlineError::Interrupted) => Input::Interrupt,
            Err(ReadlineError::Eof) => Input::End,
            Err(error) => {
                eprintln!("tricera: cannot read a line: {error}");
                Input::End
            }
        }
    }
}

/// `$XDG_STATE_HOME/tricera/history`, by default below `~/.local/state`.
fn history_file() -> Option<PathBuf> {
    let state = std::env::var_os("XDG_STATE_HOME")
        .map(PathBuf::from)
        .filter(|dir| dir.is_absolute());
    let state = state.or_else(|| Some(std::env::home_dir()?.join(".local/state")))?;
    Some(state.join("tricera/history"))
}

#[cfg(test)]
mod tests {
    use super::super::args::Program;
    use super::*;

    /// Takes a source that ends in an empty line, or has no colon, for whole; `exit` leaves.
    #[derive(Default)]
    struct Recorder {
        ran: Vec<String>,
        prompts: Vec<bool>,
    }

    impl Session for Recorder {
        fn run(&mut self, _: &Program) -> Exit {
            unreachable!("a REPL runs no program")
        }
        fn push(&mut self, source: &str) -> Pushed {
            if source == "exit\n" {
                return Pushed::Exit(Exit::Code(3));
            }
            if source.contains(':') && !source.ends_with("\n\n") {
                return Pushed::Incomplete;
            }
            self.ran.push(source.to_owned());
            Pushed::Done
        }
        fn prompt(&mut self, continuation: bool) -> String {
            self.prompts.push(continuation);
            String::new()
        }
        fn finish(self: Box<Self>, exit: Exit) -> Exit {
            exit
        }
    }

    struct Script(std::vec::IntoIter<Option<&'static str>>);

    impl Lines for Script {
        fn next(&mut self, _: &str) -> Input {
            match self.0.next() {
                Some(Some(line)) => Input::Line(line.to_owned()),
                Some(None) => Input::Interrupt,
                None => Input::End,
            }
        }
    }

    fn converse_over(lines: Vec<Option<&'static str>>) -> (Recorder, Exit) {
        let mut recorder = Recorder::default();
        let exit = converse(&mut recorder, &mut Script(lines.into_iter()));
        (recorder, exit)
    }

    #[test]
    fn lines_are_collected_into_statements() {
        let (recorder, exit) = converse_over(vec![Some("a"), Some("if b:"), Some("  c"), Some("")]);
        assert_eq!(recorder.ran, ["a\n", "if b:\n  c\n\n"]);
        assert_eq!(recorder.prompts, [false, false, true, true, false]);
        assert_eq!(exit, Exit::SUCCESS);
    }

    #[test]
    fn an_interrupt_forgets_the_statement_begun() {
        let (recorder, _) = converse_over(vec![Some("if b:"), None, Some("a")]);
        assert_eq!(recorder.ran, ["a\n"]);
    }

    #[test]
    fn the_session_can_leave() {
        let (recorder, exit) = converse_over(vec![Some("exit"), Some("a")]);
        assert!(recorder.ran.is_empty());
        assert_eq!(exit, Exit::Code(3));
    }
}
