//! CPython's command line options, as far as the interpreter itself looks at them.

/// The options, under the names of `sys.flags`.
#[derive(Clone, Debug, Default)]
pub struct Flags {
    pub inspect: bool,
    pub interactive: bool,
    /// 0; 1 drops assertions; 2 drops docstrings too.
    pub optimize: u8,
    pub dont_write_bytecode: bool,
    pub no_user_site: bool,
    pub no_site: bool,
    pub ignore_environment: bool,
    pub verbose: u8,
    pub bytes_warning: u8,
    pub quiet: bool,
    pub isolated: bool,
    /// The folder of the script is not in `sys.path`.
    pub safe_path: bool,
    /// Text streams that are not told an encoding have "utf-8", whatever the locale.
    pub utf8_mode: bool,
}
