//! Options that CPython has too, and what its variables of the environment say.

use std::ffi::OsString;

use clap::{ArgAction, Args};

use super::super::locale;
use super::{Environment, HashSeed, Refusal};

/// CPython's options, under the names of `sys.flags` where it has them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PythonFlags {
    /// `-i`, `PYTHONINSPECT`: a REPL follows the program.
    pub inspect: bool,
    /// `-O` (1) or `-OO` (2), `PYTHONOPTIMIZE`
    pub optimize: u8,
    /// `-B`, `PYTHONDONTWRITEBYTECODE`
    pub dont_write_bytecode: bool,
    /// `-X pycache_prefix=DIR`, `PYTHONPYCACHEPREFIX`
    pub pycache_prefix: Option<OsString>,
    /// `-s`, `-I`, `PYTHONNOUSERSITE`
    pub no_user_site: bool,
    /// `-S`
    pub no_site: bool,
    /// `-E`, `-I`
    pub ignore_environment: bool,
    /// How often `-v` was given, or `PYTHONVERBOSE`.
    pub verbose: u8,
    /// How often `-b` was given.
    pub bytes_warning: u8,
    /// `-q`
    pub quiet: bool,
    /// `-I`
    pub isolated: bool,
    /// `-P`, `-I`, `PYTHONSAFEPATH`
    pub safe_path: bool,
    /// `-X utf8`, `PYTHONUTF8`, and the locale "C"
    pub utf8_mode: bool,
    /// `-u`, `PYTHONUNBUFFERED`
    pub unbuffered: bool,
    /// `-x`: the first line of the source is not Python.
    pub skip_first_line: bool,
    /// `sys.warnoptions`: `PYTHONWARNINGS` first, then `-W` in order.
    pub warn_options: Vec<String>,
    /// `sys._xoptions`: `None` stands for `True`.
    pub x_options: Vec<(String, Option<String>)>,
}

/// Options that CPython has too.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "As in CPython")]
pub(super) struct PythonArgs {
    /// Warn about bytes compared with or turned into str; twice: raise.
    #[arg(short = 'b', action = ArgAction::Count)]
    bytes_warning: u8,
    /// Write no .pyc files.
    #[arg(short = 'B')]
    dont_write_bytecode: bool,
    /// Accepted and without effect, as in a release build of CPython.
    #[arg(short = 'd', action = ArgAction::Count, hide = true)]
    _debug: u8,
    /// Ignore the PYTHON* variables of the environment.
    #[arg(short = 'E')]
    pub(super) ignore_environment: bool,
    /// A REPL follows the program.
    #[arg(short = 'i')]
    pub(super) inspect: bool,
    /// Isolate from the environment and the user's folders (implies -E, -P and -s).
    #[arg(short = 'I')]
    pub(super) isolated: bool,
    /// Drop assert statements; twice: drop docstrings too.
    #[arg(short = 'O', action = ArgAction::Count)]
    optimize: u8,
    /// Put no unsafe folder at the front of sys.path.
    #[arg(short = 'P')]
    safe_path: bool,
    /// No banner in the REPL.
    #[arg(short = 'q', action = ArgAction::Count)]
    quiet: u8,
    /// Leave the user's site folder out of sys.path.
    #[arg(short = 's')]
    no_user_site: bool,
    /// Do not import site.
    #[arg(short = 'S')]
    no_site: bool,
    /// Unbuffered standard output and error.
    #[arg(short = 'u')]
    unbuffered: bool,
    /// Trace imports; more often: in more detail.
    #[arg(short = 'v', action = ArgAction::Count)]
    verbose: u8,
    /// Add a warning filter: action:message:category:module:lineno.
    #[arg(short = 'W', value_name = "FILTER", allow_hyphen_values = true)]
    warn_options: Vec<String>,
    /// Skip the first line of the source.
    #[arg(short = 'x')]
    skip_first_line: bool,
    /// An option for sys._xoptions: NAME or NAME=VALUE.
    #[arg(short = 'X', value_name = "OPTION", allow_hyphen_values = true)]
    x_options: Vec<String>,
    /// Print the version.
    #[arg(short = 'V', long = "version", action = ArgAction::Version)]
    _version: (),
}

impl PythonArgs {
    pub(super) fn flags(self, environment: &PythonEnvironment) -> Result<PythonFlags, Refusal> {
        let x_options: Vec<_> = self.x_options.iter().map(|text| x_option(text)).collect();
        let utf8_mode = environment
            .utf8_mode(&x_options)
            .map_err(Refusal::Preconfiguration)?;
        let mut warn_options: Vec<String> = environment
            .text("PYTHONWARNINGS")
            .map(|all| {
                all.to_string_lossy()
                    .split(',')
                    .map(str::to_owned)
                    .collect()
            })
            .unwrap_or_default();
        warn_options.extend(self.warn_options);
        Ok(PythonFlags {
            inspect: self.inspect || environment.level("PYTHONINSPECT") > 0,
            optimize: self
                .optimize
                .max(environment.level("PYTHONOPTIMIZE"))
                .min(2),
            dont_write_bytecode: self.dont_write_bytecode
                || environment.level("PYTHONDONTWRITEBYTECODE") > 0,
            // As in CPython an empty one takes back what the environment says.
            pycache_prefix: match x_options.iter().rev().find(|(n, _)| n == "pycache_prefix") {
                Some((_, value)) => value.clone().filter(|v| !v.is_empty()).map(OsString::from),
                None => environment.text("PYTHONPYCACHEPREFIX"),
            },
            no_user_site: self.no_user_site
                || self.isolated
                || environment.level("PYTHONNOUSERSITE") > 0,
            no_site: self.no_site,
            ignore_environment: environment.ignored,
            verbose: self.verbose.max(environment.level("PYTHONVERBOSE")),
            bytes_warning: self.bytes_warning,
            quiet: self.quiet > 0,
            isolated: self.isolated,
            safe_path: self.safe_path
                || self.isolated
                || environment.text("PYTHONSAFEPATH").is_some(),
            unbuffered: self.unbuffered || environment.level("PYTHONUNBUFFERED") > 0,
            skip_first_line: self.skip_first_line,
            warn_options,
            x_options,
            utf8_mode,
        })
    }
}

fn x_option(text: &str) -> (String, Option<String>) {
    match text.split_once('=') {
        Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
        None => (text.to_owned(), None),
    }
}

/// The `PYTHON*` variables, unless they are ignored.
pub(super) struct PythonEnvironment<'a> {
    pub(super) lookup: Environment<'a>,
    pub(super) ignored: bool,
}

impl PythonEnvironment<'_> {
    /// The value of a variable; CPython takes an empty one for unset.
    pub(super) fn text(&self, name: &str) -> Option<OsString> {
        if self.ignored {
            return None;
        }
        (self.lookup)(name).filter(|value| !value.is_empty())
    }

    /// The value as a level: any text that is not a number counts as 1.
    fn level(&self, name: &str) -> u8 {
        self.text(name).map_or(0, |value| {
            value
                .to_str()
                .and_then(|text| text.parse().ok())
                .unwrap_or(1)
        })
    }

    /// What `-X utf8` says, else `PYTHONUTF8`, else whether the locale is "C".
    fn utf8_mode(&self, x_options: &[(String, Option<String>)]) -> Result<bool, String> {
        let refused = |what: &str| Err(format!("preconfig_init_utf8_mode: invalid {what} value"));
        if let Some((_, value)) = x_options.iter().rev().find(|(name, _)| name == "utf8") {
            return match value.as_deref() {
                None | Some("1") => Ok(true),
                Some("0") => Ok(false),
                Some(_) => refused("-X utf8 option"),
            };
        }
        match self.text("PYTHONUTF8") {
            None => Ok(locale::is_c(self.lookup)),
            Some(value) if value == "1" => Ok(true),
            Some(value) if value == "0" => Ok(false),
            Some(_) => refused("PYTHONUTF8 environment variable"),
        }
    }

    pub(super) fn hash_seed(&self) -> Result<HashSeed, String> {
        let Some(value) = self
            .text("PYTHONHASHSEED")
            .filter(|value| value != "random")
        else {
            return Ok(HashSeed::Random);
        };
        // C's strtoul skips blanks before the number and none after it.
        let number = value
            .to_str()
            .and_then(|text| text.trim_ascii_start().parse().ok());
        number.map(HashSeed::Fixed).ok_or_else(|| {
            "config_init_hash_seed: PYTHONHASHSEED must be \"random\" or an integer in range [0; 4294967295]".to_owned()
        })
    }
}
